/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal on paper. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-sheet.h"

#include "app/deals/crm-deal-page-facts.h"
#include "app/timeline/crm-timeline-sheet.h"
#include "core/customers/crm-profile-facts.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

static void
add_facts (CrmSheet *sheet, const CrmDealPageReading *reading, gint64 now, GTimeZone *zone)
{
  g_autoptr (GPtrArray) facts = crm_deal_get_facts (reading, now, zone);

  for (guint i = 0; i < facts->len; i++)
    {
      const CrmProfileFact *fact = facts->pdata[i];
      g_autofree char *value = fact->detail != NULL ? g_strdup_printf ("%s · %s", fact->value, fact->detail) : g_strdup (fact->value);

      crm_sheet_add_field (sheet, fact->caption, value);
    }
}

static gboolean
is_on_sheet (guint field)
{
  if (field == CRM_DEAL_TITLE || field == CRM_DEAL_AMOUNT || field == CRM_DEAL_PROBABILITY || field == CRM_DEAL_EXPECTED_CLOSE)
    return FALSE;
  return (crm_kind_deal.fields[field].flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) == 0;
}

static void
add_fields (CrmSheet *sheet, const CrmDealProfile *deal, GTimeZone *zone)
{
  const CrmValueStyle style = { .currency = deal->currency, .zone = zone };

  crm_sheet_add_heading (sheet, _ ("About"));
  for (guint i = 0; i < CRM_DEAL_N_FIELDS; i++)
    {
      const CrmField *field = &crm_kind_deal.fields[i];
      g_autofree char *value = NULL;

      if (!is_on_sheet (i))
        continue;
      value = field->type == CRM_TYPE_REFERENCE ? g_strdup (crm_deal_profile_get_reference_name (deal, i)) : crm_value_format (&deal->deal->values[i], field, &style);
      crm_sheet_add_field (sheet, crm_field_get_label (field), value);
    }
}

static void
add_people (CrmSheet *sheet, const CrmDealProfile *deal)
{
  const CrmField *role = &crm_kind_deal_person.fields[CRM_DEAL_PERSON_ROLE];

  if (deal->people->len > 0)
    crm_sheet_add_heading (sheet, _ ("People in This Deal"));
  for (guint i = 0; i < deal->people->len; i++)
    {
      const CrmDealPerson *person = deal->people->pdata[i];
      const char *part = crm_record_get_text (person->part, CRM_DEAL_PERSON_ROLE);

      crm_sheet_add_field (sheet, part != NULL ? crm_field_get_choice_label (role, part) : C_ ("person", "Role"), crm_record_get_title (person->person));
    }
}

CrmSheet *
crm_deal_sheet_new (const CrmDealPageReading *reading, GPtrArray *entries, gint64 now, GTimeZone *zone)
{
  const CrmDealProfile *deal;
  g_autofree char *subtitle = NULL;
  CrmSheet *sheet;

  g_return_val_if_fail (reading != NULL && entries != NULL, NULL);

  deal = reading->deal;
  subtitle = g_strjoin (" · ", crm_record_get_text (deal->deal, CRM_DEAL_CUSTOMER_NAME) != NULL ? crm_record_get_text (deal->deal, CRM_DEAL_CUSTOMER_NAME) : "",
                        deal->stage != NULL ? crm_record_get_title (deal->stage) : _ ("No stage"), NULL);
  sheet = crm_sheet_new (crm_record_get_title (deal->deal), subtitle);
  add_facts (sheet, reading, now, zone);
  add_people (sheet, deal);
  add_fields (sheet, deal, zone);
  crm_timeline_add_to_sheet (sheet, entries, now, zone);
  return sheet;
}
