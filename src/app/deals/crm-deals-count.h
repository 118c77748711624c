/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many deals are found or selected, and what they come to, in a label. */

#pragma once

#include <gtk/gtk.h>

#include "app/widgets/crm-record-column.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_COUNT (crm_deals_count_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsCount, crm_deals_count, CRM, DEALS_COUNT, GObject)

/* @format: how money is written, and the office's currency; outlives it, as @label does until crm_deals_count_stop(). */
CrmDealsCount *crm_deals_count_new (GtkLabel *label, CrmStore *store, const CrmColumnFormat *format);

/**
 * crm_deals_count_show:
 * @n_found: in the list
 * @n_selected: of them; the count and the sum are of these where they are several
 * @rowids: (element-type gint64): whose amounts are summed up
 *
 * Shows the count at once and the sum when it is known.
 */
void crm_deals_count_show (CrmDealsCount *self, guint n_found, guint n_selected, GArray *rowids);

/* What is under way is not shown any more. */
void crm_deals_count_stop (CrmDealsCount *self);

G_END_DECLS
