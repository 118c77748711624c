/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers with a fraction, kept exact: a whole number of millionths. */

#include "config.h"

#include "core/base/crm-decimal.h"

#include "core/base/crm-error.h"
#include "core/base/crm-scan.h"

#include <glib/gi18n-lib.h>
#include <unicode/unum.h>

#define MAX_WHOLE_DIGITS 12

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

/* ASCII without a sign and white space at either end; NULL for what has other characters than a number has. */
static char *
dup_plain (const CrmScan *scan, gboolean *negative)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  gsize at = 0, end = scan->length;

  crm_scan_skip_spaces (scan, &at);
  while (end > at && scan->chars[end - 1] == ' ')
    end--;
  *negative = at < end && (scan->chars[at] == '-' || scan->chars[at] == 0x2212);
  if (*negative || (at < end && scan->chars[at] == '+'))
    at++;
  for (; at < end; at++)
    {
      gunichar c = scan->chars[at] == 0x2019 ? '\'' : scan->chars[at];

      if (!is_digit (c) && (c == 0 || c > 127 || strchr (".,' ", (int)c) == NULL))
        return NULL;
      g_string_append_c (plain, (char)c);
    }
  return plain->len > 0 ? g_string_free_and_steal (g_steal_pointer (&plain)) : NULL;
}

static gboolean
are_groups (const char *groups)
{
  return strlen (groups) >= 3 && strspn (groups, "0123456789") == 3;
}

/* Which character begins the fraction; 0 for none, -1 where it cannot be told. */
static int
find_mark (const char *plain)
{
  const char *comma = strrchr (plain, ','), *point = strrchr (plain, '.');

  if (comma != NULL && point != NULL)
    return comma > point ? ',' : '.';
  if (comma == NULL)
    return point != NULL && strchr (plain, '.') == point ? '.' : 0;
  if (strchr (plain, ',') != comma)
    return 0;
  return comma > plain && comma - plain <= 3 && plain[0] != '0' && are_groups (comma + 1) && comma[4] == '\0' ? -1 : ',';
}

/* The digits of a whole number, or NULL when what parts them does not part threes. */
static char *
join_groups (const char *whole)
{
  gsize first = strspn (whole, "0123456789");
  g_autoptr (GString) digits = g_string_new_len (whole, (gssize)first);
  char separator = whole[first];

  if (separator != '\0' && (first == 0 || first > 3))
    return NULL;
  for (const char *p = whole + first; *p != '\0'; p += 4)
    {
      if (*p != separator || !are_groups (p + 1))
        return NULL;
      g_string_append_len (digits, p + 1, 3);
    }
  return g_string_free_and_steal (g_steal_pointer (&digits));
}

static gboolean
set_invalid (const char *text, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no number. Write it like 1234.5."), text);
  return FALSE;
}

static gboolean
read_number (const char *text, const char *whole, const char *fraction, gboolean negative, gint64 *millionths, GError **error)
{
  g_autofree char *digits = join_groups (whole);
  g_autofree char *all = NULL;
  gsize n_fraction = strlen (fraction);

  if (digits == NULL || (*digits == '\0' && n_fraction == 0) || strspn (fraction, "0123456789") != n_fraction)
    return set_invalid (text, error);
  while (n_fraction > 0 && fraction[n_fraction - 1] == '0')
    n_fraction--;
  if (n_fraction > CRM_DECIMAL_DIGITS)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” has more than six decimals."), text);
      return FALSE;
    }
  if (strlen (digits + strspn (digits, "0")) > MAX_WHOLE_DIGITS)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is too large for a number with decimals. A field for text can keep it."), text);
      return FALSE;
    }
  all = g_strdup_printf ("%s%.*s%.*s", digits, (int)n_fraction, fraction, CRM_DECIMAL_DIGITS - (int)n_fraction, "000000");
  *millionths = g_ascii_strtoll (all, NULL, 10) * (negative ? -1 : 1);
  return TRUE;
}

gboolean
crm_decimal_parse (const char *text, char mark, gint64 *millionths, GError **error)
{
  g_auto (CrmScan) scan = { 0 };
  g_autofree char *plain = NULL;
  gboolean negative = FALSE;
  char *fraction;
  int found = mark;

  g_return_val_if_fail (text != NULL && millionths != NULL, FALSE);

  crm_scan_init (&scan, text);
  plain = dup_plain (&scan, &negative);
  if (plain == NULL)
    return set_invalid (text, error);
  if (mark == 0)
    found = find_mark (plain);
  if (found < 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_AMBIGUOUS, _ ("“%s” may have a fraction or not. Write it without the comma, or with a point."), text);
      return FALSE;
    }
  fraction = found != 0 ? strrchr (plain, found) : NULL;
  if (fraction != NULL)
    *fraction++ = '\0';
  return read_number (text, plain, fraction != NULL ? fraction : "", negative, millionths, error);
}

char *
crm_decimal_format (gint64 millionths)
{
  guint64 size = millionths < 0 ? 0 - (guint64)millionths : (guint64)millionths;
  char *text = g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%06" G_GUINT64_FORMAT, millionths < 0 ? "-" : "", size / 1000000, size % 1000000);
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    text[--length] = '\0';
  if (text[length - 1] == '.')
    text[length - 1] = '\0';
  return text;
}

static char
find_mark_of (const char *locale)
{
  UErrorCode status = U_ZERO_ERROR;
  UNumberFormat *format = unum_open (UNUM_DECIMAL, NULL, 0, locale, NULL, &status);
  UChar symbol[8] = { 0 };

  unum_getSymbol (format, UNUM_DECIMAL_SEPARATOR_SYMBOL, symbol, G_N_ELEMENTS (symbol), &status);
  unum_close (format);
  return U_SUCCESS (status) && symbol[0] == ',' ? ',' : '.';
}

char
crm_decimal_mark (const char *locale)
{
  static GMutex lock;
  static GHashTable *marks; /* ICU takes its time, and every cell of a table asks */
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  gpointer mark;

  g_return_val_if_fail (locale != NULL, '.');

  if (marks == NULL)
    marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (marks, locale, NULL, &mark))
    {
      mark = GINT_TO_POINTER (find_mark_of (locale));
      g_hash_table_insert (marks, g_strdup (locale), mark);
    }
  return (char)GPOINTER_TO_INT (mark);
}

char *
crm_decimal_format_local (gint64 millionths, const char *locale)
{
  char *text = crm_decimal_format (millionths);

  return crm_decimal_mark (locale) == ',' ? g_strdelimit (text, ".", ',') : text;
}
