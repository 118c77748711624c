/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences: of the file, and of this computer. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_PREFERENCES (crm_preferences_get_type ())

G_DECLARE_FINAL_TYPE (CrmPreferences, crm_preferences, CRM, PREFERENCES, AdwPreferencesDialog)

/* Returns: a floating dialog. What cannot be saved is said in the dialog. */
AdwDialog *crm_preferences_new (CrmContext *context, GSettings *settings);

/* Once it is presented: turns to what is set about sales: "pipelines", "targets", "rates", "score-rules". */
void crm_preferences_show_sales (CrmPreferences *self, const char *name);

/* Turns to the page of custom fields. */
void crm_preferences_show_custom_fields (CrmPreferences *self);

G_END_DECLS
