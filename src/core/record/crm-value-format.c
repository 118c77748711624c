/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the value of a field for a person. */

#include "config.h"

#include "core/record/crm-value-format.h"

#include "core/base/crm-date-time.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

static char *
format_moment (gint64 moment, const CrmValueStyle *style)
{
  g_autoptr (GTimeZone) utc = style->zone == NULL ? g_time_zone_new_utc () : NULL;

  return crm_date_time_format (moment, style->zone != NULL ? style->zone : utc);
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
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
    case CRM_TYPE_CHOICE:
    case CRM_TYPE_INTEGER:
    case CRM_TYPE_MONEY:
    case CRM_TYPE_REFERENCE:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, integer);
    }
}

char *
crm_value_format (const CrmValue *value, const CrmField *field, const CrmValueStyle *style)
{
  g_return_val_if_fail (value != NULL && field != NULL && style != NULL, NULL);

  switch (value->type)
    {
    case CRM_VALUE_TEXT:
      return g_strdup (field->type == CRM_TYPE_CHOICE ? crm_field_get_choice_label (field, value->text) : value->text);
    case CRM_VALUE_INTEGER:
      return format_integer (value->integer, field->type, style);
    case CRM_VALUE_MONEY:
      return crm_money_format (&value->money, style->locale != NULL ? style->locale : setlocale (LC_MONETARY, NULL), style->currency);
    case CRM_VALUE_ID:
    case CRM_VALUE_NONE:
    default:
      return NULL;
    }
}
