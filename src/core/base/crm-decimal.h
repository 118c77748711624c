/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a fraction, kept exact: a whole number of millionths. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_DECIMAL_DIGITS 6
#define CRM_DECIMAL_ONE    G_GINT64_CONSTANT (1000000)

/**
 * crm_decimal_parse:
 * @text: what was typed or stands in a file: "12.5", "1,234.5", "-0.25", "１２．５"
 * @mark: '.' or ',', whichever begins the fraction; 0 to find out from the text
 * @millionths: (out): the number
 * @error: %CRM_ERROR_INVALID, or %CRM_ERROR_AMBIGUOUS for "1,234" without a @mark; for a person
 *
 * The other mark, spaces and apostrophes may part groups of three digits. Up to six digits of a fraction and twelve before it
 * are kept; more is an error, never rounded. Any thread.
 *
 * Returns: whether it is a number.
 */
gboolean crm_decimal_parse (const char *text, char mark, gint64 *millionths, GError **error);

/* The shortest text that crm_decimal_parse() reads back with '.', for files: "12.5", "-0.25", "3". */
char *crm_decimal_format (gint64 millionths);

/* The same for a person: "12,5" where the locale has a comma; crm_decimal_mark() reads it back. */
char *crm_decimal_format_local (gint64 millionths, const char *locale);

/**
 * crm_decimal_mark:
 * @locale: "en_GB.UTF-8", "de_DE"
 *
 * Any thread.
 *
 * Returns: what people of the locale write before a fraction, '.' or ',', as CLDR has it; '.' where it is another.
 */
char crm_decimal_mark (const char *locale);

G_END_DECLS
