/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' rows about when an office works, and where its weeks and years begin. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIME_GROUP (crm_time_group_get_type ())

G_DECLARE_FINAL_TYPE (CrmTimeGroup, crm_time_group, CRM, TIME_GROUP, AdwPreferencesGroup)

/* Called once. */
void crm_time_group_set_context (CrmTimeGroup *self, CrmContext *context);

G_END_DECLS
