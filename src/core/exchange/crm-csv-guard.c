/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a spreadsheet from taking the text of a CSV cell for a formula, reversibly. */

#include "core/exchange/crm-csv-guard.h"

#include <string.h>

static gboolean
begins_formula (const char *text)
{
  switch (*text)
    {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
      return TRUE;
    case '\xef':
      return strncmp (text, "＝", 3) == 0 || strncmp (text, "＋", 3) == 0 || strncmp (text, "－", 3) == 0 || strncmp (text, "＠", 3) == 0;
    default:
      return FALSE;
    }
}

static gboolean
is_signed_number (const char *text)
{
  return (*text == '+' || *text == '-') && text[1] != '\0' && text[1 + strspn (text + 1, "0123456789 .,-()/")] == '\0';
}

gboolean
crm_csv_guard_is_needed (const char *text)
{
  const char *rest = text + strspn (text, "'");

  return begins_formula (rest) && !(rest == text && is_signed_number (text));
}

gboolean
crm_csv_guard_is_present (const char *text)
{
  return *text == '\'' && begins_formula (text + strspn (text, "'"));
}
