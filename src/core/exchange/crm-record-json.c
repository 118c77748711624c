/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records as JSON. */

#define G_LOG_DOMAIN "crm-exchange"

#include "core/exchange/crm-record-json.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/record/crm-choice-set.h"

void
crm_json_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  json_builder_set_member_name (builder, name);
  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

void
crm_json_add_id (JsonBuilder *builder, const char *name, const CrmId *id)
{
  char buffer[CRM_ID_STRING_LENGTH + 1];

  crm_json_add_text (builder, name, id != NULL ? crm_id_format (id, buffer) : NULL);
}

void
crm_json_add_time (JsonBuilder *builder, const char *name, gint64 time, GTimeZone *zone)
{
  g_autofree char *text = crm_date_time_to_iso (time, zone);

  crm_json_add_text (builder, name, text);
}

static void
add_money (JsonBuilder *builder, const char *name, const CrmMoney *money)
{
  char amount[CRM_MONEY_PLAIN_LENGTH];

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  crm_json_add_text (builder, "amount", crm_money_to_plain (money, amount));
  crm_json_add_text (builder, "currency", money->currency);
  json_builder_end_object (builder);
}

static void
add_integer (JsonBuilder *builder, const char *name, CrmType type, gint64 integer, GTimeZone *zone)
{
  char date[CRM_DATE_LENGTH];

  if (type == CRM_TYPE_DATE)
    {
      crm_json_add_text (builder, name, crm_date_is_valid ((CrmDate)integer) ? crm_date_to_iso ((CrmDate)integer, date) : NULL);
      return;
    }
  if (type == CRM_TYPE_TIME)
    {
      crm_json_add_time (builder, name, integer, zone);
      return;
    }
  if (type == CRM_TYPE_DECIMAL)
    {
      g_autofree char *number = crm_decimal_format (integer);

      crm_json_add_text (builder, name, number);
      return;
    }
  json_builder_set_member_name (builder, name);
  if (type == CRM_TYPE_BOOLEAN)
    json_builder_add_boolean_value (builder, integer != 0);
  else
    json_builder_add_int_value (builder, integer);
}

static void
add_choices (JsonBuilder *builder, const char *name, const char *value)
{
  g_auto (GStrv) names = crm_choice_set_split (value);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; names[i] != NULL; i++)
    json_builder_add_string_value (builder, names[i]);
  json_builder_end_array (builder);
}

void
crm_json_add_value (JsonBuilder *builder, const char *name, CrmType type, const CrmValue *value, GTimeZone *zone)
{
  switch (value->type)
    {
    case CRM_VALUE_TEXT:
      if (type == CRM_TYPE_CHOICES)
        add_choices (builder, name, value->text);
      else
        crm_json_add_text (builder, name, value->text);
      break;
    case CRM_VALUE_INTEGER:
      add_integer (builder, name, type, value->integer, zone);
      break;
    case CRM_VALUE_MONEY:
      add_money (builder, name, &value->money);
      break;
    case CRM_VALUE_ID:
      crm_json_add_id (builder, name, &value->id);
      break;
    case CRM_VALUE_NONE:
    default:
      crm_json_add_text (builder, name, NULL);
    }
}

static gboolean
is_key (const CrmField *field)
{
  return (field->flags & CRM_FIELD_HIDDEN) != 0 && (field->flags & CRM_FIELD_FACT) != 0;
}

void
crm_json_add_record (JsonBuilder *builder, const CrmRecord *record, GTimeZone *zone)
{
  crm_json_add_id (builder, "id", &record->id);
  crm_json_add_text (builder, "record_kind", record->kind->name);
  json_builder_set_member_name (builder, "deleted");
  json_builder_add_boolean_value (builder, record->deleted);
  for (guint i = 0; i < record->kind->n_fields; i++)
    if (!is_key (&record->kind->fields[i]))
      crm_json_add_value (builder, record->kind->fields[i].name, record->kind->fields[i].type, &record->values[i], zone);
}
