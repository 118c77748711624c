/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a person types into a field: dates also as people say them. */

#pragma once

#include "core/base/crm-clock.h"
#include "core/record/crm-value-format.h"

G_BEGIN_DECLS

/**
 * crm_typed_value_parse:
 * @text: what was typed
 * @style: its zone is @clock's
 *
 * As crm_value_parse(); a date may also be "friday", "end of month", "in 3 weeks", 下周四, 月底. Any thread.
 *
 * Returns: whether it was understood.
 */
gboolean crm_typed_value_parse (const char *text, const CrmField *field, const CrmValueStyle *style, CrmClock *clock, CrmValue *value, GError **error);

G_END_DECLS
