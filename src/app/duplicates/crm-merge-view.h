/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two customers side by side: what differs is chosen field by field, and what would come along is told. */

#pragma once

#include <adwaita.h>

#include "core/duplicates/crm-customer-merge.h"

G_BEGIN_DECLS

#define CRM_TYPE_MERGE_VIEW (crm_merge_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmMergeView, crm_merge_view, CRM, MERGE_VIEW, GtkBox)

/**
 * crm_merge_view_show:
 * @preview: both customers, and what would come along
 * @reasons: why they may be one; may be empty
 * @zone: for dates and times
 */
void crm_merge_view_show (CrmMergeView *self, const CrmMergePreview *preview, const char *reasons, GTimeZone *zone);

/* What is chosen: @choices has a place for each field of customers. */
void crm_merge_view_get_choices (CrmMergeView *self, CrmMergeChoice *choices);

/* Puts the focus on the first field that differs. Returns: whether there is one. */
gboolean crm_merge_view_take_focus (CrmMergeView *self);

G_END_DECLS
