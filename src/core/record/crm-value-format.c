/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the value of a field for a person, and reads what a person typed. */

#include "config.h"

#include "core/record/crm-value-format.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/record/crm-choice-set.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static GTimeZone *
dup_zone (const CrmValueStyle *style)
{
  return style->zone != NULL ? g_time_zone_ref (style->zone) : g_time_zone_new_utc ();
}

static const char *
get_locale (const CrmValueStyle *style)
{
  return style->locale != NULL ? style->locale : setlocale (LC_MONETARY, NULL);
}

static char *
format_moment (gint64 moment, const CrmValueStyle *style)
{
  g_autoptr (GTimeZone) zone = dup_zone (style);

  return crm_date_time_format (moment, zone);
}

static char *
format_integer (gint64 integer, CrmType type, const CrmValueStyle *style)
{
  switch (type)
    {
    case CRM_TYPE_BOOLEAN:
      return g_strdup (integer != 0 ? C_ ("value", "Yes") : C_ ("value", "No"));
    case CRM_TYPE_DATE:
      return crm_date_is_valid ((CrmDate)integer) ? crm_date_format ((CrmDate)integer) : NULL;
    case CRM_TYPE_TIME:
      return format_moment (integer, style);
    case CRM_TYPE_DECIMAL:
      return crm_decimal_format_local (integer, get_locale (style));
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
    case CRM_TYPE_CHOICE:
    case CRM_TYPE_CHOICES:
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_MONEY:
    case CRM_TYPE_REFERENCE:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, integer);
    }
}

static char *
format_text (const char *text, const CrmField *field)
{
  if (field->type == CRM_TYPE_CHOICES)
    /* Translators: between several choices of a field: "Red, Blue". */
    return crm_choice_set_format (field, text, C_ ("choices", ", "));
  return g_strdup (field->type == CRM_TYPE_CHOICE ? crm_field_get_choice_label (field, text) : text);
}

char *
crm_value_format (const CrmValue *value, const CrmField *field, const CrmValueStyle *style)
{
  g_return_val_if_fail (value != NULL && field != NULL && style != NULL, NULL);

  switch (value->type)
    {
    case CRM_VALUE_TEXT:
      return format_text (value->text, field);
    case CRM_VALUE_INTEGER:
      return format_integer (value->integer, field->type, style);
    case CRM_VALUE_MONEY:
      return crm_money_format (&value->money, get_locale (style), style->currency);
    case CRM_VALUE_ID:
    case CRM_VALUE_NONE:
    default:
      return NULL;
    }
}

char *
crm_value_format_for_editing (const CrmValue *value, const CrmField *field, const CrmValueStyle *style)
{
  char buffer[CRM_MONEY_PLAIN_LENGTH];
  char *text;

  g_return_val_if_fail (value != NULL && field != NULL && style != NULL, NULL);

  if (value->type == CRM_VALUE_MONEY)
    {
      crm_money_to_plain (&value->money, buffer);
      if (crm_decimal_mark (get_locale (style)) == ',')
        g_strdelimit (buffer, ".", ',');
      return g_strcmp0 (value->money.currency, style->currency) == 0 ? g_strdup (buffer) : g_strdup_printf ("%s %s", value->money.currency, buffer);
    }
  text = crm_value_format (value, field, style);
  return text != NULL ? text : g_strdup ("");
}

static gboolean
parse_integer (const char *text, CrmValue *value, GError **error)
{
  gint64 integer;

  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no whole number."), text);
      return FALSE;
    }
  *value = crm_value_integer (integer);
  return TRUE;
}

static gboolean
parse_decimal (const char *text, const CrmValueStyle *style, CrmValue *value, GError **error)
{
  gint64 millionths;

  /* A point is a point wherever it cannot part groups: that is how programs write. */
  if (!crm_decimal_parse (text, crm_decimal_mark (get_locale (style)), &millionths, NULL) && !crm_decimal_parse (text, '.', &millionths, error))
    return FALSE;
  *value = crm_value_integer (millionths);
  return TRUE;
}

static gboolean
parse_choice (const char *text, const CrmField *field, CrmValue *value, GError **error)
{
  const char *choice = crm_field_find_choice (field, text);

  if (choice == NULL)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%1$s” is none of the choices of “%2$s”."), text, crm_field_get_label (field));
      return FALSE;
    }
  *value = crm_value_text (choice);
  return TRUE;
}

static gboolean
parse_choices (const char *text, const CrmField *field, CrmValue *value, GError **error)
{
  g_autofree char *strange = NULL;
  g_autofree char *names = crm_choice_set_parse (field, text, &strange);

  if (strange != NULL)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%1$s” is none of the choices of “%2$s”."), strange, crm_field_get_label (field));
      return FALSE;
    }
  if (names != NULL)
    *value = crm_value_text (names);
  return TRUE;
}

static gboolean
parse_boolean (const char *text, CrmValue *value, GError **error)
{
  static const char *const words[2][4] = { { "0", "no", "false", N_ ("No") }, { "1", "yes", "true", N_ ("Yes") } };
  g_autofree char *fold = g_utf8_casefold (text, -1);

  for (int truth = 0; truth < 2; truth++)
    for (int i = 0; i < 4; i++)
      {
        g_autofree char *word = g_utf8_casefold (i < 3 ? words[truth][i] : g_dpgettext2 (GETTEXT_PACKAGE, "value", words[truth][i]), -1);

        if (strcmp (fold, word) != 0)
          continue;
        *value = crm_value_integer (truth);
        return TRUE;
      }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is neither yes nor no."), text);
  return FALSE;
}

static gboolean
parse_date (const char *text, const CrmValueStyle *style, gint64 now, CrmValue *value, GError **error)
{
  g_autoptr (GTimeZone) zone = dup_zone (style);
  CrmDate date;

  if (!crm_date_parse (text, CRM_DATE_ORDER_UNKNOWN, crm_date_get_year (crm_date_time_to_local (now, zone, NULL)), &date, error))
    return FALSE;
  *value = crm_value_integer (date);
  return TRUE;
}

static gboolean
parse_time (const char *text, const CrmValueStyle *style, gint64 now, CrmValue *value, GError **error)
{
  g_autoptr (GTimeZone) zone = dup_zone (style);
  gint64 moment;

  if (!crm_date_time_parse (text, CRM_DATE_ORDER_UNKNOWN, crm_date_get_year (crm_date_time_to_local (now, zone, NULL)), zone, &moment, NULL, error))
    return FALSE;
  *value = crm_value_integer (moment);
  return TRUE;
}

static gboolean
parse_money (const char *text, const CrmValueStyle *style, CrmValue *value, GError **error)
{
  CrmMoney money;

  if (!crm_money_parse (text, style->currency, crm_decimal_mark (get_locale (style)), &money, error))
    return FALSE;
  *value = crm_value_money (money);
  return TRUE;
}

static gboolean
parse_reference (const char *text, const CrmField *field, CrmValue *value, GError **error)
{
  CrmId id;

  if (!crm_id_parse (text, &id))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” has to be chosen, not typed."), crm_field_get_label (field));
      return FALSE;
    }
  *value = crm_value_id (&id);
  return TRUE;
}

gboolean
crm_value_parse (const char *text, const CrmField *field, const CrmValueStyle *style, gint64 now, CrmValue *value, GError **error)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (text != NULL && field != NULL && style != NULL && value != NULL, FALSE);

  *value = (CrmValue){ 0 };
  typed = g_strstrip (g_utf8_make_valid (text, -1));
  if (*typed == '\0')
    return TRUE;
  switch (field->type)
    {
    case CRM_TYPE_CHOICE:
      return parse_choice (typed, field, value, error);
    case CRM_TYPE_CHOICES:
      return parse_choices (typed, field, value, error);
    case CRM_TYPE_INTEGER:
      return parse_integer (typed, value, error);
    case CRM_TYPE_DECIMAL:
      return parse_decimal (typed, style, value, error);
    case CRM_TYPE_BOOLEAN:
      return parse_boolean (typed, value, error);
    case CRM_TYPE_MONEY:
      return parse_money (typed, style, value, error);
    case CRM_TYPE_DATE:
      return parse_date (typed, style, now, value, error);
    case CRM_TYPE_TIME:
      return parse_time (typed, style, now, value, error);
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
      *value = crm_value_text (typed);
      return TRUE;
    case CRM_TYPE_REFERENCE:
    default:
      return parse_reference (typed, field, value, error);
    }
}
