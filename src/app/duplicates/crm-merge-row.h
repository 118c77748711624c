/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of two customers to be merged: whose value is kept. */

#pragma once

#include <gtk/gtk.h>

#include "core/duplicates/crm-customer-merge.h"

G_BEGIN_DECLS

#define CRM_TYPE_MERGE_ROW (crm_merge_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmMergeRow, crm_merge_row, CRM, MERGE_ROW, GtkListBoxRow)

/**
 * crm_merge_row_new:
 * @field: of customers
 * @kept: (nullable): the value of the one that stays, for a person
 * @taken: (nullable): that of the other
 * @choice: what is chosen at first
 */
GtkWidget *crm_merge_row_new (guint field, const char *kept, const char *taken, CrmMergeChoice choice);

guint crm_merge_row_get_field (CrmMergeRow *self);
CrmMergeChoice crm_merge_row_get_choice (CrmMergeRow *self);
void crm_merge_row_set_choice (CrmMergeRow *self, CrmMergeChoice choice);

/* Puts the focus on what is chosen. */
void crm_merge_row_take_focus (CrmMergeRow *self);

G_END_DECLS
