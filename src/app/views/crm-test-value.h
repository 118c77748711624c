/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a test compares with: choices to tick, a text, amounts, days, a period. */

#pragma once

#include <gtk/gtk.h>

#include "core/views/crm-condition.h"

G_BEGIN_DECLS

#define CRM_TYPE_TEST_VALUE (crm_test_value_get_type ())

G_DECLARE_FINAL_TYPE (CrmTestValue, crm_test_value, CRM, TEST_VALUE, GtkBox)

/**
 * crm_test_value_new:
 * @facet: what is asked about; borrowed for the widget's life, as are @style's members
 * @test: how
 * @values: (nullable): what it begins with
 * @style: how numbers and money are written and read
 * @now: microseconds UTC
 *
 * Emits "changed".
 */
GtkWidget *crm_test_value_new (const CrmFacet *facet, CrmTest test, const char *const *values, const CrmValueStyle *style, gint64 now);

/* Returns: (transfer full) (nullable): stored forms; %NULL while something is missing, or cannot be read and is marked. */
GStrv crm_test_value_dup_values (CrmTestValue *self);

G_END_DECLS
