/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' rows about being reminded of tasks, on this computer. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_REMINDERS_GROUP (crm_reminders_group_get_type ())

G_DECLARE_FINAL_TYPE (CrmRemindersGroup, crm_reminders_group, CRM, REMINDERS_GROUP, AdwPreferencesGroup)

/* Called once. */
void crm_reminders_group_set_context (CrmRemindersGroup *self, CrmContext *context, GSettings *settings);

G_END_DECLS
