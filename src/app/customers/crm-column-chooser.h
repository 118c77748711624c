/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of customers, those of custom fields among them, and the menu that shows and hides them. */

#pragma once

#include "app/crm-context.h"
#include "app/widgets/crm-record-column.h"
#include "core/query/crm-query.h"

G_BEGIN_DECLS

#define CRM_TYPE_COLUMN_CHOOSER (crm_column_chooser_get_type ())

G_DECLARE_FINAL_TYPE (CrmColumnChooser, crm_column_chooser, CRM, COLUMN_CHOOSER, GObject)

/**
 * crm_column_chooser_new:
 * @table: an empty table; borrowed, may go first
 * @button: gets the menu; borrowed
 * @format: borrowed for the table's life
 *
 * Fills the table with the columns of customers and restores what the settings remember of them. The columns of custom fields
 * come once their definitions are read, and follow them from then on. Main thread.
 *
 * Emits "changed" when crm_column_chooser_shows_custom() may differ, and when the definitions do.
 */
CrmColumnChooser *crm_column_chooser_new (GtkColumnView *table, GtkMenuButton *button, CrmContext *context, const CrmColumnFormat *format);

/* Whether a column of a custom field is shown. */
gboolean crm_column_chooser_shows_custom (CrmColumnChooser *self);

/* Returns: (transfer full): @query in the order that the table's header says. */
CrmQuery *crm_column_chooser_sort (CrmColumnChooser *self, CrmQuery *query);

/* Returns: (transfer full) (element-type CrmRecordColumn): copies of the descriptions of the columns shown, in order. */
GPtrArray *crm_column_chooser_dup_shown (CrmColumnChooser *self);

G_END_DECLS
