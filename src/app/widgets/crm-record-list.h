/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a long list and what is selected of them, which outlives a change of the list; as a table or as cards. */

#pragma once

#include <gtk/gtk.h>

#include "app/widgets/crm-group-heading.h"
#include "core/base/crm-text-pattern.h"
#include "core/query/crm-query-model.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD_LIST (crm_record_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmRecordList, crm_record_list, CRM, RECORD_LIST, GObject)

/**
 * crm_record_list_new:
 * @widget: borrowed: in whose frames the list grows to all its rows: it begins with those seen at once
 * @rows_a_frame: by how many
 */
CrmRecordList *crm_record_list_new (GtkWidget *widget, CrmStore *store, guint rows_a_frame);

/* Borrowed. Whoever connects to the model's signals afterwards finds the selection restored. */
CrmQueryModel *crm_record_list_get_model (CrmRecordList *self);
GtkSelectionModel *crm_record_list_get_selection (CrmRecordList *self);

/* Only the view that shows holds rows. */
void crm_record_list_show_in (CrmRecordList *self, GtkColumnView *table, GtkListView *cards, gboolean narrow);

/* What stands over the groups of a question that is grouped; @owner: borrowed, outlives the views. */
void crm_record_list_set_group_title (CrmRecordList *self, CrmGroupTitle title, gpointer owner);

/* To the first row, and the heading above it. */
void crm_record_list_scroll_to_top (CrmRecordList *self);

guint crm_record_list_get_n_selected (CrmRecordList *self);

/* (transfer full): rowids (gint64) in the order of the list. */
GArray *crm_record_list_dup_selected (CrmRecordList *self);

/* (nullable): the words searched for, to be shown where they stand. (transfer full) */
CrmTextPattern *crm_record_list_dup_pattern (CrmRecordList *self);

G_END_DECLS
