/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many pairs of customers may be one. */

#pragma once

#include <adwaita.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUALITY_DUPLICATES_ROW (crm_quality_duplicates_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmQualityDuplicatesRow, crm_quality_duplicates_row, CRM, QUALITY_DUPLICATES_ROW, AdwActionRow)

GtkWidget *crm_quality_duplicates_row_new (void);

/**
 * crm_quality_duplicates_row_count:
 *
 * Counts while the row is in sight, from the beginning whenever it comes into sight before the count was done: comparing all with all takes longer than all other
 * checks together, so it goes on behind what is shown. Another call begins anew. Pairs that somebody said are two are left out. Main thread.
 */
void crm_quality_duplicates_row_count (CrmQualityDuplicatesRow *self, CrmStore *store);

/**
 * crm_quality_duplicates_row_set_narrow:
 *
 * Whether an arrow stands for the button. Main thread.
 */
void crm_quality_duplicates_row_set_narrow (CrmQualityDuplicatesRow *self, gboolean narrow);

G_END_DECLS
