/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions being put together: rows, and groups of rows within them. */

#pragma once

#include <adwaita.h>

#include "core/views/crm-condition.h"

G_BEGIN_DECLS

#define CRM_TYPE_VIEW_GROUP (crm_view_group_get_type ())

G_DECLARE_FINAL_TYPE (CrmViewGroup, crm_view_group, CRM, VIEW_GROUP, GtkBox)

/**
 * crm_view_group_new:
 * @facets: what can be asked about
 * @condition: (nullable): a group it begins with; a test becomes a group of one
 * @style: as for crm_test_value_new()
 * @depth: how many groups it stands in
 *
 * Emits "changed", and "remove" when it is to go.
 */
GtkWidget *crm_view_group_new (GPtrArray *facets, const CrmCondition *condition, const CrmValueStyle *style, gint64 now, guint depth);

/**
 * crm_view_group_dup_condition:
 * @complete: (out) (optional): whether every row says something
 *
 * Returns: (transfer full): the conditions of the rows that are complete.
 */
CrmCondition *crm_view_group_dup_condition (CrmViewGroup *self, gboolean *complete);

G_END_DECLS
