/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One condition: a field, how it is tested, and with what. */

#pragma once

#include <adwaita.h>

#include "core/views/crm-condition.h"

G_BEGIN_DECLS

#define CRM_TYPE_TEST_ROW (crm_test_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmTestRow, crm_test_row, CRM, TEST_ROW, GtkListBoxRow)

/**
 * crm_test_row_new:
 * @facets: what can be asked about
 * @condition: (nullable): what it begins with
 * @style: as for crm_test_value_new()
 *
 * Emits "changed", and "remove" when it is to go.
 */
GtkWidget *crm_test_row_new (GPtrArray *facets, const CrmCondition *condition, const CrmValueStyle *style, gint64 now);

/* Returns: (transfer full) (nullable): the condition; %NULL while it is not complete. */
CrmCondition *crm_test_row_dup_condition (CrmTestRow *self);

G_END_DECLS
