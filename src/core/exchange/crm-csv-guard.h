/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a spreadsheet from taking the text of a CSV cell for a formula, reversibly. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_csv_guard_is_needed:
 * @text: a cell's text, NUL-terminated UTF-8
 *
 * A spreadsheet takes text for a formula that begins with `=`, `+`, `-`, `@`, a tab or a line break, or the full-width
 * forms of the first four (OWASP, "CSV Injection"). A guarded cell has an apostrophe in front. So that reading can take
 * it off again, a cell that already begins with apostrophes before such a character gets another one.
 * Not guarded, because no formula can be made of it and other programs must read it as it is: `+` or `-` followed only
 * by digits, spaces and `. , - ( ) /`, the form of phone numbers and amounts.
 *
 * Returns: whether the text needs an apostrophe.
 */
gboolean crm_csv_guard_is_needed (const char *text);

/* Whether @text has an apostrophe that crm_csv_guard_is_needed() asked for: its text begins one byte later. */
gboolean crm_csv_guard_is_present (const char *text);

G_END_DECLS
