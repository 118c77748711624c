/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer with all that belongs to it as JSON. */

#define G_LOG_DOMAIN "crm-exchange"

#include "core/exchange/crm-profile-json.h"

#include "core/schema/crm-schema-workspace.h"

static void
add_points (JsonBuilder *builder, GPtrArray *points, GTimeZone *zone)
{
  json_builder_set_member_name (builder, "contact_points");
  json_builder_begin_array (builder);
  for (guint i = 0; i < points->len; i++)
    {
      json_builder_begin_object (builder);
      crm_json_add_record (builder, points->pdata[i], zone);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_person (JsonBuilder *builder, const CrmProfilePerson *person, GTimeZone *zone)
{
  json_builder_begin_object (builder);
  crm_json_add_record (builder, person->person, zone);
  json_builder_set_member_name (builder, "role");
  json_builder_begin_object (builder);
  crm_json_add_record (builder, person->role, zone);
  json_builder_end_object (builder);
  add_points (builder, person->points, zone);
  json_builder_end_object (builder);
}

/* By the field's id as well as by its name, which an office may change; those without a value too, so that their order is told. */
static void
add_custom (JsonBuilder *builder, const CrmProfileCustom *custom, GTimeZone *zone)
{
  const CrmValue *value = crm_custom_field_get_value (custom->field, custom->value);

  json_builder_begin_object (builder);
  crm_json_add_id (builder, "id", custom->value != NULL ? &custom->value->id : NULL);
  crm_json_add_id (builder, "field", crm_custom_field_get_id (custom->field));
  crm_json_add_text (builder, "label", crm_custom_field_get_label (custom->field));
  crm_json_add_text (builder, "type", crm_record_get_text (custom->field->record, CRM_CUSTOM_FIELD_TYPE));
  crm_json_add_value (builder, "value", custom->field->field.type, value, zone);
  if (custom->referred != NULL)
    crm_json_add_text (builder, "value_name", crm_record_get_title (custom->referred));
  json_builder_end_object (builder);
}

/* Beside the ids, which mean nothing in another file. */
static void
add_reference_names (JsonBuilder *builder, const CrmProfile *profile)
{
  for (guint i = 0; i < profile->customer->kind->n_fields; i++)
    {
      g_autofree char *member = g_strconcat (profile->customer->kind->fields[i].name, "_name", NULL);
      const char *name = crm_profile_get_reference_name (profile, i);

      if (name != NULL)
        crm_json_add_text (builder, member, name);
    }
}

void
crm_json_add_profile (JsonBuilder *builder, const CrmProfile *profile, GTimeZone *zone)
{
  crm_json_add_record (builder, profile->customer, zone);
  add_reference_names (builder, profile);
  add_points (builder, profile->points, zone);
  json_builder_set_member_name (builder, "people");
  json_builder_begin_array (builder);
  for (guint i = 0; i < profile->people->len; i++)
    add_person (builder, profile->people->pdata[i], zone);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "custom");
  json_builder_begin_array (builder);
  for (guint i = 0; i < profile->custom->len; i++)
    add_custom (builder, profile->custom->pdata[i], zone);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "tags");
  json_builder_begin_array (builder);
  for (guint i = 0; i < profile->tags->len; i++)
    json_builder_add_string_value (builder, crm_record_get_title (((CrmProfileTag *)profile->tags->pdata[i])->tag));
  json_builder_end_array (builder);
}
