/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how often something comes back. */

#pragma once

#include <adwaita.h>

#include "core/base/crm-clock.h"
#include "core/base/crm-date.h"

G_BEGIN_DECLS

#define CRM_TYPE_REPEAT_ROW (crm_repeat_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmRepeatRow, crm_repeat_row, CRM, REPEAT_ROW, AdwExpanderRow)

/* Called once. */
void crm_repeat_row_set_clock (CrmRepeatRow *self, CrmClock *clock);

/* @text: (nullable): the rule, as crm_repeat_parse () reads it; %NULL for never. */
void crm_repeat_row_set_text (CrmRepeatRow *self, const char *text);

/* The day of the first, from which weekday and day of the month come; %CRM_DATE_NONE while it is not known. */
void crm_repeat_row_set_first (CrmRepeatRow *self, CrmDate first);

/**
 * crm_repeat_row_read:
 * @text: (out) (transfer full) (nullable): the rule; %NULL for never
 * @error: %CRM_ERROR_INVALID, with what is to be put right
 */
gboolean crm_repeat_row_read (CrmRepeatRow *self, char **text, GError **error);

G_END_DECLS
