/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings over the groups of a long list: what its records have in common, and how many there are. */

#pragma once

#include <gtk/gtk.h>

#include "core/query/crm-query-model.h"

G_BEGIN_DECLS

/**
 * CrmGroupTitle:
 * @value: (nullable): as crm_query_model_get_group()
 *
 * Returns: (transfer full): the heading over the records that have the value.
 */
typedef char *(*CrmGroupTitle) (gpointer owner, const char *value);

/* (transfer full): for a list of the rows of @model with its groups as sections; @owner: borrowed. */
GtkListItemFactory *crm_group_heading_factory_new (CrmQueryModel *model, CrmGroupTitle title, gpointer owner);

G_END_DECLS
