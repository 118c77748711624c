/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer's profile for the printer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/customers/crm-profile-sheet.h"

#include "app/timeline/crm-timeline-sheet.h"
#include "core/customers/crm-profile-facts.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

static void
add_facts (CrmSheet *sheet, const CrmProfile *profile, gint64 now, GTimeZone *zone)
{
  g_autoptr (GPtrArray) facts = crm_profile_get_facts (profile, now, zone);

  for (guint i = 0; i < facts->len; i++)
    {
      const CrmProfileFact *fact = facts->pdata[i];
      g_autofree char *value = fact->detail != NULL ? g_strdup_printf ("%s · %s", fact->value, fact->detail) : g_strdup (fact->value);

      crm_sheet_add_field (sheet, fact->caption, value);
    }
}

static char *
join_points (GPtrArray *points)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < points->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", crm_record_get_text (points->pdata[i], CRM_CONTACT_POINT_VALUE));
  return g_string_free_and_steal (text);
}

static void
add_points (CrmSheet *sheet, const CrmProfile *profile)
{
  const CrmField *kind = &crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND];

  if (profile->points->len > 0)
    crm_sheet_add_heading (sheet, _ ("Contact"));
  for (guint i = 0; i < profile->points->len; i++)
    {
      const CrmRecord *point = profile->points->pdata[i];
      g_autofree char *label = crm_value_format (&point->values[CRM_CONTACT_POINT_KIND], kind, &(CrmValueStyle){ 0 });

      crm_sheet_add_field (sheet, label != NULL ? label : "", crm_record_get_text (point, CRM_CONTACT_POINT_VALUE));
    }
}

static void
add_fields (CrmSheet *sheet, const CrmProfile *profile, GTimeZone *zone)
{
  const CrmValueStyle style = { NULL, profile->currency, zone };
  gboolean any = FALSE;

  for (guint i = 0; i < CRM_CUSTOMER_N_FIELDS; i++)
    {
      const CrmField *field = &crm_kind_customer.fields[i];
      g_autofree char *value = NULL;

      if (i == CRM_CUSTOMER_NAME || (field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) != 0)
        continue;
      value = field->type == CRM_TYPE_REFERENCE ? g_strdup (crm_profile_get_reference_name (profile, i)) : crm_value_format (&profile->customer->values[i], field, &style);
      if (value == NULL || *value == '\0')
        continue;
      if (!any)
        crm_sheet_add_heading (sheet, _ ("About"));
      any = TRUE;
      crm_sheet_add_field (sheet, _ (field->label), value);
    }
}

static void
add_people (CrmSheet *sheet, const CrmProfile *profile)
{
  const CrmSheetColumn columns[] = { { _ ("Name"), 26 }, { C_ ("person", "Role"), 30 }, { _ ("Contact"), 44 } };

  if (profile->people->len == 0)
    return;
  crm_sheet_add_heading (sheet, _ ("People"));
  crm_sheet_begin_table (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < profile->people->len; i++)
    {
      const CrmProfilePerson *person = profile->people->pdata[i];
      g_autofree char *subtitle = crm_profile_person_dup_subtitle (person), *points = join_points (person->points);

      crm_sheet_add_row (sheet, (const char *[]){ crm_record_get_title (person->person), subtitle, points });
    }
}

static void
add_links (CrmSheet *sheet, const CrmProfile *profile)
{
  const CrmChoice *choices = crm_kind_relationship.fields[CRM_RELATIONSHIP_KIND].choices;

  if (profile->links->len > 0)
    crm_sheet_add_heading (sheet, _ ("Related Customers"));
  for (guint i = 0; i < profile->links->len; i++)
    {
      const CrmProfileLink *link = profile->links->pdata[i];
      const char *label = link->kind;

      for (const CrmChoice *choice = choices; choice->name != NULL; choice++)
        if (g_strcmp0 (choice->name, link->kind) == 0)
          label = _ (choice->label);
      crm_sheet_add_field (sheet, label, link->name);
    }
}

CrmSheet *
crm_profile_sheet_new (const CrmProfile *profile, GPtrArray *entries, gint64 now, GTimeZone *zone)
{
  g_autofree char *subtitle = NULL;
  CrmSheet *sheet;

  g_return_val_if_fail (profile != NULL && entries != NULL, NULL);

  subtitle = crm_profile_dup_subtitle (profile, zone);
  sheet = crm_sheet_new (crm_record_get_title (profile->customer), subtitle);
  add_facts (sheet, profile, now, zone);
  add_points (sheet, profile);
  add_people (sheet, profile);
  add_fields (sheet, profile, zone);
  add_links (sheet, profile);
  crm_timeline_add_to_sheet (sheet, entries, now, zone);
  return sheet;
}
