/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates as a bank or a spreadsheet lists them: "date,currency,rate". Pure; any thread. */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

/**
 * CrmRateLine:
 * @rate: what one unit of @currency is worth, in millionths
 */
typedef struct
{
  CrmDate date;
  char currency[4];
  gint64 rate;
} CrmRateLine;

/**
 * crm_rate_list_parse:
 * @text: one rate a line, parted by commas, semicolons or tabs; a first line of headings is passed over
 * @home: the currency rates are in: a rate of itself is an error
 * @this_year: for dates without one
 * @lines: (out) (transfer full) (element-type CrmRateLine): those read, in their order
 * @error: %CRM_ERROR_INVALID with the number of the first line that cannot be read, and why
 *
 * All or nothing: a list with a line that cannot be read gives none.
 *
 * Returns: whether all could be read, and there is at least one.
 */
gboolean crm_rate_list_parse (const char *text, const char *home, int this_year, GArray **lines, GError **error);

G_END_DECLS
