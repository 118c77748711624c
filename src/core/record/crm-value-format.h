/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the value of a field for a person, and reads what a person typed: one way for each, everywhere. */

#pragma once

#include "core/record/crm-value.h"

G_BEGIN_DECLS

/**
 * CrmValueStyle:
 * @locale: (nullable): for figures and money: "en_GB.UTF-8"; %NULL for the process's own
 * @currency: (nullable): the office's own currency
 * @zone: (nullable): whose calendar shows a moment; %NULL for UTC
 *
 * What the writing depends on besides the value. Borrowed members.
 */
typedef struct
{
  const char *locale;
  const char *currency;
  GTimeZone *zone;
} CrmValueStyle;

/**
 * crm_value_format:
 * @value: of @field
 * @field: says what it is
 * @style: how to write it
 *
 * Text as it is, a choice by its label, "Yes" and "No", money and numbers by the locale, dates and moments in full. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL for "nothing" and for references, whose names the caller knows.
 */
char *crm_value_format (const CrmValue *value, const CrmField *field, const CrmValueStyle *style);

/**
 * crm_value_format_for_editing:
 *
 * Returns: (transfer full): the same as text that crm_value_parse() reads back; empty for "nothing" and for references.
 */
char *crm_value_format_for_editing (const CrmValue *value, const CrmField *field, const CrmValueStyle *style);

/**
 * crm_value_parse:
 * @text: what was typed; only white space is "nothing"
 * @field: says what it should be; a reference is read only from an id as text
 * @style: as for crm_value_format()
 * @now: microseconds UTC, for dates without a year or with two digits of it
 * @value: (out): the value
 * @error: %CRM_ERROR_INVALID or %CRM_ERROR_AMBIGUOUS, for the person
 *
 * Any thread.
 *
 * Returns: whether it was understood.
 */
gboolean crm_value_parse (const char *text, const CrmField *field, const CrmValueStyle *style, gint64 now, CrmValue *value, GError **error);

G_END_DECLS
