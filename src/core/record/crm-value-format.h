/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the value of a field for a person: one way to show it, everywhere. */

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
 * Text as it is, a choice by its label, "Yes" and "No", money and whole numbers by the locale, dates and moments in full. Any thread.
 *
 * Returns: (transfer full) (nullable): %NULL for "nothing" and for references, whose names the caller knows.
 */
char *crm_value_format (const CrmValue *value, const CrmField *field, const CrmValueStyle *style);

G_END_DECLS
