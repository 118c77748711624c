/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of saved views on a page. */

#pragma once

#include <gtk/gtk.h>

#include "app/views/crm-view-place.h"
#include "app/views/crm-view-reading.h"

G_BEGIN_DECLS

/**
 * crm_view_menu_new:
 * @one_is_shown: whether the page shows a view, which can then be changed
 *
 * Returns: (transfer full): the views to choose from, what records can be grouped by, and what can be done with the one shown, as actions of the
 *   group "views": show (id), group (name of a facet), new, edit, save, pinned, delete.
 */
GMenuModel *crm_view_menu_new (CrmViewReading *reading, const CrmViewPlace *place, gboolean one_is_shown);

G_END_DECLS
