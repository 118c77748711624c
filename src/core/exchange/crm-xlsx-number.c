/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a number in a workbook's cell means by its number format, as text. */

#include "core/exchange/crm-xlsx-number.h"

#include <math.h>
#include <string.h>

/* 9999-12-31 in the 1900 system */
#define LAST_DAY 2958465
/* Days from 1899-12-30 to 1904-01-01 */
#define DAYS_TO_1904 1462

CrmXlsxFormat
crm_xlsx_format_builtin (guint id)
{
  CrmXlsxKind kind = CRM_XLSX_NUMBER;

  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
    kind = CRM_XLSX_DATE;
  else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    kind = CRM_XLSX_TIME;
  else if (id == 22)
    kind = CRM_XLSX_DATE_TIME;
  return (CrmXlsxFormat){ kind, 0 };
}

/* Passes what a format shows as it is: quoted text, escaped characters, and brackets with a colour or a language. */
static const char *
skip_literal (const char *p, gboolean *elapsed)
{
  const char *end = NULL;

  if (*p == '"')
    end = strchr (p + 1, '"');
  else if (*p == '[')
    {
      end = strchr (p, ']');
      *elapsed |= end != NULL && strchr ("hHmMsS", p[1]) != NULL && (p[2] == ']' || p[2] == p[1]);
    }
  else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
    end = p + 1;
  return end;
}

CrmXlsxFormat
crm_xlsx_format_parse (const char *code)
{
  gboolean year_or_day = FALSE, hour_or_second = FALSE, month_or_minute = FALSE, elapsed = FALSE;
  guint n_zeros = (guint)strspn (code, "0");

  if (n_zeros > 1 && code[n_zeros] == '\0')
    return (CrmXlsxFormat){ CRM_XLSX_ZEROS, MIN (n_zeros, 30) };
  if (g_ascii_strncasecmp (code, "General", 7) == 0)
    return (CrmXlsxFormat){ CRM_XLSX_NUMBER, 0 };
  /* Sections after the first are for negative numbers and text. */
  for (const char *p = code; *p != '\0' && *p != ';'; p++)
    {
      const char *end = skip_literal (p, &elapsed);

      if (end != NULL)
        p = end;
      else
        {
          year_or_day |= strchr ("yYdD", *p) != NULL;
          hour_or_second |= strchr ("hHsS", *p) != NULL;
          month_or_minute |= strchr ("mM", *p) != NULL;
        }
    }
  if (year_or_day && hour_or_second)
    return (CrmXlsxFormat){ CRM_XLSX_DATE_TIME, 0 };
  if (hour_or_second || elapsed)
    return (CrmXlsxFormat){ CRM_XLSX_TIME, 0 };
  return (CrmXlsxFormat){ year_or_day || month_or_minute ? CRM_XLSX_DATE : CRM_XLSX_NUMBER, 0 };
}

static void
append_date (GString *text, gint64 day)
{
  GDate date;

  if (day == 60)
    {
      g_string_append (text, "1900-02-29");
      return;
    }
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, (guint)(day < 60 ? day + 1 : day));
  g_string_append_printf (text, "%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

static gboolean
append_moment (GString *text, double serial, CrmXlsxKind kind, gboolean from_1904)
{
  gint64 day, second;

  if (!(serial >= 0 && serial <= LAST_DAY + 1))
    return FALSE;
  day = (gint64)floor (serial);
  second = (gint64)llround ((serial - (double)day) * 86400);
  if (second == 86400)
    {
      day++;
      second = 0;
    }
  if (kind == CRM_XLSX_TIME && day > 0)
    kind = CRM_XLSX_DATE_TIME;
  day += from_1904 ? DAYS_TO_1904 : 0;
  if (day > LAST_DAY || (kind == CRM_XLSX_DATE && day == 0))
    return FALSE;
  if (kind != CRM_XLSX_TIME)
    append_date (text, day);
  if (kind == CRM_XLSX_DATE_TIME)
    g_string_append_c (text, 'T');
  if (kind != CRM_XLSX_DATE)
    g_string_append_printf (text, "%02d:%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
  return TRUE;
}

/* A decimal of at most 15 digits is what was typed; nothing needs to be computed. */
static gboolean
is_plain_decimal (const char *number)
{
  const char *p = number + (*number == '-');
  gsize whole = strspn (p, "0123456789"), part = 0;

  if (p[whole] == '.')
    part = strspn (p + whole + 1, "0123456789");
  return whole > 0 && whole + part <= 15 && p[whole + (part > 0 ? part + 1 : 0)] == '\0';
}

/* Turns 1.5E+20 or 2.5e-05 into plain decimals. */
static void
append_expanded (GString *text, const char *scientific)
{
  const char *e = strchr (scientific, 'e'), *p = scientific;
  g_autoptr (GString) digits = g_string_new (NULL);
  int point = 0, exponent = (int)g_ascii_strtoll (e + 1, NULL, 10);

  if (*p == '-')
    g_string_append_c (text, *p++);
  for (gboolean after = FALSE; p < e; p++)
    {
      if (*p == '.')
        after = TRUE;
      else
        {
          g_string_append_c (digits, *p);
          point += !after;
        }
    }
  point += exponent;
  if (point <= 0)
    g_string_append (text, "0.");
  for (int i = point; i < 0; i++)
    g_string_append_c (text, '0');
  for (int i = 0; i < MAX (point, (int)digits->len); i++)
    {
      if (i == point && i > 0)
        g_string_append_c (text, '.');
      g_string_append_c (text, i < (int)digits->len ? digits->str[i] : '0');
    }
}

static void
append_number (GString *text, const char *number, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (is_plain_decimal (number))
    {
      g_string_append (text, number);
      if (strchr (number, '.') == NULL)
        return;
      /* Some programs write every number with ".0". */
      while (text->str[text->len - 1] == '0')
        g_string_truncate (text, text->len - 1);
      if (text->str[text->len - 1] == '.')
        g_string_truncate (text, text->len - 1);
      return;
    }
  /* A spreadsheet computes in binary and shows 15 digits: the rest is the noise of 0.1 + 0.2. */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (strchr (buffer, 'e') != NULL)
    append_expanded (text, buffer);
  else
    g_string_append (text, buffer);
}

void
crm_xlsx_number_append (GString *text, const char *number, CrmXlsxFormat format, gboolean from_1904)
{
  char *end;
  double value = g_ascii_strtod (number, &end);
  gsize start = text->len;

  /* strtod also reads "nan" and "0x10", which no spreadsheet writes. */
  if (end == number || number[strspn (number, "0123456789.eE+-")] != '\0' || !isfinite (value) || fabs (value) > 1e300 || (value != 0 && fabs (value) < 1e-300))
    {
      g_string_append (text, number);
      return;
    }
  if (format.kind >= CRM_XLSX_DATE && format.kind <= CRM_XLSX_DATE_TIME && append_moment (text, value, format.kind, from_1904))
    return;
  append_number (text, number, value);
  if (format.kind == CRM_XLSX_ZEROS && text->str[start] != '-' && strchr (text->str + start, '.') == NULL)
    while (text->len - start < format.n_zeros)
      g_string_insert_c (text, (gssize)start, '0');
}
