/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pair of customers that may be one: both names, why, and how likely. */

#pragma once

#include <gtk/gtk.h>

#include "core/duplicates/crm-duplicate-search.h"

G_BEGIN_DECLS

#define CRM_TYPE_DUPLICATE_ROW (crm_duplicate_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmDuplicateRow, crm_duplicate_row, CRM, DUPLICATE_ROW, GtkListBoxRow)

GtkWidget *crm_duplicate_row_new (const CrmDuplicateFound *found);

G_END_DECLS
