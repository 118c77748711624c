/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a cell of a file as the value of a field. */

#include "config.h"

#include "core/exchange/crm-column-value.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/exchange/crm-column-choice.h"
#include "core/record/crm-choice-set.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINGUO_YEAR 1911

/* 74/04/12 is 1985-04-12. Leaves alone what has a year of four digits. */
static char *
convert_minguo (const char *text)
{
  gsize digits = strspn (text, "0123456789");

  if (digits < 1 || digits > 3 || strchr ("/.-", text[digits]) == NULL || text[digits] == '\0')
    return g_strdup (text);
  return g_strdup_printf ("%" G_GINT64_FORMAT "%s", g_ascii_strtoll (text, NULL, 10) + MINGUO_YEAR, text + digits);
}

static CrmColumnResult
parse_date (const char *text, const CrmColumnStyle *style, CrmValue *value, GError **error)
{
  g_autofree char *converted = style->minguo ? convert_minguo (text) : NULL;
  const char *given = converted != NULL ? converted : text;
  gint64 moment;
  CrmDate date;

  if (!crm_date_parse (given, style->date_order, style->this_year, &date, error))
    {
      /* A moment is a date too: workbooks and other programs give birthdays a midnight. */
      if (!crm_date_time_parse (given, style->date_order, style->this_year, style->zone, &moment, NULL, NULL))
        return CRM_COLUMN_FAULT;
      g_clear_error (error);
      date = crm_date_time_to_local (moment, style->zone, NULL);
    }
  *value = crm_value_integer (date);
  return CRM_COLUMN_READ;
}

static CrmColumnResult
parse_time (const char *text, const CrmColumnStyle *style, CrmValue *value, GError **error)
{
  gint64 moment;

  if (!crm_date_time_parse (text, style->date_order, style->this_year, style->zone, &moment, NULL, error))
    return CRM_COLUMN_FAULT;
  *value = crm_value_integer (moment);
  return CRM_COLUMN_READ;
}

static CrmColumnResult
parse_money (const char *text, const CrmColumnStyle *style, CrmValue *value, GError **error)
{
  CrmMoney money;

  if (!crm_money_parse (text, style->currency, style->decimal_mark, &money, error))
    return CRM_COLUMN_FAULT;
  *value = crm_value_money (money);
  return CRM_COLUMN_READ;
}

/* A whole number, perhaps in groups of three; a workbook's "12.0" too. */
static gboolean
read_integer (const char *text, gint64 *integer)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) digits = g_string_new (NULL);
  const char *p = normal;

  if (p == NULL)
    return FALSE;
  for (; *p != '\0' && *p != '.'; p++)
    if (g_ascii_isdigit (*p) || (digits->len == 0 && (*p == '-' || *p == '+')))
      g_string_append_c (digits, *p);
    else if (strchr (",' ", *p) == NULL)
      break;
  while (*p == '.' || *p == '0' || *p == ' ')
    p++;
  return *p == '\0' && g_ascii_string_to_signed (digits->str, 10, G_MININT64, G_MAXINT64, integer, NULL);
}

static CrmColumnResult
parse_integer (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  gint64 integer;

  if (!read_integer (text, &integer))
    {
      /* Translators: the first %s is what a file says, the second the label of a field. */
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a whole number, which “%s” needs."), text, crm_field_get_label (field));
      return CRM_COLUMN_FAULT;
    }
  *value = crm_value_integer (integer);
  return CRM_COLUMN_READ;
}

static CrmColumnResult
parse_decimal (const char *text, const CrmColumnStyle *style, CrmValue *value, GError **error)
{
  gint64 millionths;

  if (!crm_decimal_parse (text, style->exact ? '.' : style->decimal_mark, &millionths, error))
    return CRM_COLUMN_FAULT;
  *value = crm_value_integer (millionths);
  return CRM_COLUMN_READ;
}

static CrmColumnResult
parse_boolean (const char *text, CrmValue *value)
{
  int boolean = crm_column_choice_find_boolean (text);

  if (boolean < 0)
    return CRM_COLUMN_STRANGE;
  *value = crm_value_integer (boolean);
  return CRM_COLUMN_READ;
}

static CrmColumnResult
parse_choice (const CrmField *field, const char *text, CrmValue *value)
{
  const char *choice = crm_column_choice_find (field, text);

  if (choice == NULL)
    return CRM_COLUMN_STRANGE;
  *value = crm_value_text (choice);
  return CRM_COLUMN_READ;
}

/* An own export may hold choices that are gone from the field; they stay as they are. */
static CrmColumnResult
parse_choices (const CrmField *field, const char *text, gboolean exact, CrmValue *value)
{
  g_autofree char *strange = NULL;
  g_autofree char *names = exact ? crm_choice_set_parse_words (field, text, FALSE) : crm_choice_set_parse (field, text, &strange);

  if (strange != NULL)
    return CRM_COLUMN_STRANGE;
  *value = crm_value_text (names);
  return value->type == CRM_VALUE_NONE ? CRM_COLUMN_EMPTY : CRM_COLUMN_READ;
}

/* A line ends in one way, whatever system the file comes from. */
static void
unify_line_ends (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (*from == '\r' && from[1] == '\n')
        continue;
      *to++ = *from == '\r' ? '\n' : *from;
    }
  *to = '\0';
}

/* One line of text has no line breaks: a space stands for each. */
static void
join_lines (char *text)
{
  unify_line_ends (text);
  for (char *p = text; *p != '\0'; p++)
    if (*p == '\n' || *p == '\t')
      *p = ' ';
}

CrmColumnResult
crm_column_value_parse (const CrmField *field, const char *text, const CrmColumnStyle *style, CrmValue *value, GError **error)
{
  g_autofree char *trimmed = NULL;

  g_return_val_if_fail (field != NULL && text != NULL && style != NULL && value != NULL, CRM_COLUMN_EMPTY);

  *value = (CrmValue){ CRM_VALUE_NONE };
  if (*text == '\0')
    return CRM_COLUMN_EMPTY;
  if (style->exact && (field->type == CRM_TYPE_TEXT || field->type == CRM_TYPE_LONG_TEXT || field->type == CRM_TYPE_CHOICE))
    {
      /* An own export may hold a choice that only a newer version knows; it stays as it is. */
      const char *choice = field->type == CRM_TYPE_CHOICE ? crm_column_choice_find (field, text) : NULL;

      *value = crm_value_text (choice != NULL ? choice : text);
      return value->type == CRM_VALUE_NONE ? CRM_COLUMN_EMPTY : CRM_COLUMN_READ;
    }
  trimmed = g_strstrip (g_strdup (text));
  if (crm_column_choice_is_nothing (trimmed) || *trimmed == '\0')
    return CRM_COLUMN_EMPTY;
  switch (field->type)
    {
    case CRM_TYPE_CHOICE:
      return parse_choice (field, trimmed, value);
    case CRM_TYPE_CHOICES:
      return parse_choices (field, trimmed, style->exact, value);
    case CRM_TYPE_INTEGER:
      return parse_integer (field, trimmed, value, error);
    case CRM_TYPE_DECIMAL:
      return parse_decimal (trimmed, style, value, error);
    case CRM_TYPE_BOOLEAN:
      return parse_boolean (trimmed, value);
    case CRM_TYPE_MONEY:
      return parse_money (trimmed, style, value, error);
    case CRM_TYPE_DATE:
      return parse_date (trimmed, style, value, error);
    case CRM_TYPE_TIME:
      return parse_time (trimmed, style, value, error);
    case CRM_TYPE_TEXT:
      join_lines (trimmed);
      break;
    case CRM_TYPE_LONG_TEXT:
      unify_line_ends (trimmed);
      break;
    case CRM_TYPE_REFERENCE:
    default:
      g_return_val_if_reached (CRM_COLUMN_EMPTY);
    }
  *value = crm_value_text (trimmed);
  return value->type == CRM_VALUE_NONE ? CRM_COLUMN_EMPTY : CRM_COLUMN_READ;
}

char *
crm_column_value_format (const CrmField *field, const CrmValue *value, GTimeZone *zone, gboolean translated)
{
  char date[CRM_DATE_LENGTH], money[CRM_MONEY_PLAIN_LENGTH];

  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  switch (value->type)
    {
    case CRM_VALUE_TEXT:
      if (field->type == CRM_TYPE_CHOICES)
        return crm_choice_set_format (field, value->text, "; ");
      return g_strdup (translated && field->type == CRM_TYPE_CHOICE ? crm_field_get_choice_label (field, value->text) : value->text);
    case CRM_VALUE_MONEY:
      /* A custom field has no second column for the currency. */
      if ((field->flags & CRM_FIELD_OWN_WORDS) != 0)
        return g_strdup_printf ("%s %s", value->money.currency, crm_money_to_plain (&value->money, money));
      return g_strdup (crm_money_to_plain (&value->money, money));
    case CRM_VALUE_INTEGER:
      if (field->type == CRM_TYPE_DATE && crm_date_is_valid ((CrmDate)value->integer))
        return g_strdup (crm_date_to_iso ((CrmDate)value->integer, date));
      if (field->type == CRM_TYPE_DECIMAL)
        return crm_decimal_format (value->integer);
      if (field->type == CRM_TYPE_TIME)
        return crm_date_time_to_iso (value->integer, zone);
      if (field->type == CRM_TYPE_BOOLEAN && translated)
        return g_strdup (value->integer != 0 ? C_ ("value", "Yes") : C_ ("value", "No"));
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case CRM_VALUE_ID:
      return crm_id_to_string (&value->id);
    case CRM_VALUE_NONE:
    default:
      return NULL;
    }
}

const char *
crm_column_value_find_size (const char *text)
{
  gint64 n;

  if (!read_integer (text, &n) || n < 1)
    return NULL;
  return n < 10 ? "1-9" : n < 50 ? "10-49"
                      : n < 250  ? "50-249"
                      : n < 1000 ? "250-999"
                                 : "1000+";
}
