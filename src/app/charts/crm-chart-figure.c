/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures on a chart, by ICU's rules for the language. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-figure.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

/* ICU takes "zh_CN.UTF-8" for a language it does not know, and "C" for none. */
static char *
dup_icu_locale (const char *locale)
{
  g_autofree char *bare = g_strndup (locale, strcspn (locale, ".@"));

  return g_strdup (g_str_equal (bare, "C") || g_str_equal (bare, "POSIX") || *bare == '\0' ? "en" : bare);
}

static char *
format_with_skeleton (const char *skeleton, double value, const char *locale)
{
  g_autofree char *icu = dup_icu_locale (locale);
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[96], text[96];
  char narrow[288];
  UNumberFormatter *formatter;
  UFormattedNumber *result;

  u_charsToUChars (skeleton, wide, (int32_t)strlen (skeleton) + 1);
  formatter = unumf_openForSkeletonAndLocale (wide, -1, icu, &status);
  result = unumf_openResult (&status);
  /* "-0" says nothing that "0" does not. */
  unumf_formatDouble (formatter, value == 0 ? 0 : value, result, &status);
  unumf_resultToString (result, text, G_N_ELEMENTS (text), &status);
  u_strToUTF8 (narrow, sizeof narrow, NULL, text, -1, &status);
  unumf_closeResult (result);
  unumf_close (formatter);
  if (U_FAILURE (status))
    return g_ascii_dtostr (narrow, sizeof narrow, value) != NULL ? g_strdup (narrow) : NULL;
  return g_strdup (narrow);
}

char *
crm_chart_figure_format (CrmChartUnit unit, double value, const char *locale)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (locale != NULL && unit != CRM_CHART_MONEY, NULL);

  switch (unit)
    {
    case CRM_CHART_SHARE:
      return format_with_skeleton ("percent scale/100 .#", value, locale);
    case CRM_CHART_COUNT:
      return format_with_skeleton ("precision-integer", value, locale);
    case CRM_CHART_DAYS:
      number = format_with_skeleton (".#", value, locale);
      /* Translators: a length of time; %s is a number such as 1 or 12.5. */
      return g_strdup_printf (ngettext ("%s day", "%s days", value == 1 ? 1 : 2), number);
    case CRM_CHART_NUMBER:
    case CRM_CHART_MONEY:
    default:
      return format_with_skeleton (".##", value, locale);
    }
}

char *
crm_chart_figure_format_short (CrmChartUnit unit, double value, const char *locale)
{
  g_return_val_if_fail (locale != NULL, NULL);

  return format_with_skeleton (unit == CRM_CHART_SHARE ? "percent scale/100 .#" : "compact-short .##", value, locale);
}
