/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few figures at the head of a profile. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/customers/crm-profile-facts.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/surveys/crm-satisfaction.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

void
crm_profile_fact_free (CrmProfileFact *fact)
{
  g_free (fact->caption);
  g_free (fact->value);
  g_free (fact->detail);
  g_free (fact->tooltip);
  g_free (fact->action);
  g_free (fact);
}

/* Takes @value and @detail. */
static CrmProfileFact *
add (GPtrArray *facts, const char *caption, char *value, char *detail)
{
  CrmProfileFact *fact = g_new0 (CrmProfileFact, 1);

  fact->caption = g_strdup (caption);
  fact->value = value;
  fact->detail = detail;
  g_ptr_array_add (facts, fact);
  return fact;
}

static char *
capitalize (char *text)
{
  g_autofree char *whole = text;
  g_autofree char *first = g_utf8_strup (whole, (gssize)(g_utf8_next_char (whole) - whole));

  return g_strconcat (first, g_utf8_next_char (whole), NULL);
}

static void
add_next_step (const CrmProfile *profile, gint64 now, GTimeZone *zone, GPtrArray *facts)
{
  gint64 due = crm_record_get_integer (profile->customer, CRM_CUSTOMER_NEXT_STEP, 0);
  CrmDate today = crm_date_time_to_local (now, zone, NULL), day = crm_date_time_to_local (due, zone, NULL);
  CrmProfileFact *fact;

  if (due == 0 || day == CRM_DATE_NONE)
    return;
  fact = add (facts, _ ("Next step"), capitalize (crm_date_format_near (day, today)), g_strdup (crm_record_get_text (profile->customer, CRM_CUSTOMER_NEXT_STEP_TITLE)));
  fact->tooltip = crm_date_time_format (due, zone);
  fact->warns = day < today;
}

static char *
dup_contact_kind (const char *kind)
{
  return g_strdup (crm_field_get_choice_label (&crm_kind_interaction.fields[CRM_INTERACTION_KIND], kind));
}

static void
add_last_contact (const CrmProfile *profile, gint64 now, GTimeZone *zone, GPtrArray *facts)
{
  gint64 at = crm_record_get_integer (profile->customer, CRM_CUSTOMER_LAST_CONTACT, 0);
  CrmDate today = crm_date_time_to_local (now, zone, NULL), day = crm_date_time_to_local (at, zone, NULL);
  g_autofree char *kind = dup_contact_kind (crm_record_get_text (profile->customer, CRM_CUSTOMER_LAST_CONTACT_KIND));
  g_autofree char *date = NULL;
  CrmProfileFact *fact;
  int days;

  if (at == 0 || day == CRM_DATE_NONE)
    return;
  days = crm_date_to_days (today) - crm_date_to_days (day);
  date = crm_date_format_relative (day, today);
  if (days <= 1)
    fact = add (facts, _ ("Last contact"), capitalize (g_steal_pointer (&date)), g_steal_pointer (&kind));
  else
    /* Translators: how and when the last contact was: "Call, 19 Aug". */
    fact = add (facts, _ ("Last contact"), g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong)days), days),
                days <= 6 ? g_steal_pointer (&kind) : g_strdup_printf (_ ("%1$s, %2$s"), kind, date));
  fact->tooltip = crm_date_time_format (at, zone);
  fact->warns = days >= CRM_PROFILE_QUIET_DAYS;
}

char *
crm_profile_fact_format_money (const CrmMoney *money, const char *currency)
{
  char *text = crm_money_format (money, setlocale (LC_MONETARY, NULL), currency);
  int exponent = crm_money_exponent (money->currency);
  g_autofree char *zeros = g_strnfill ((gsize)MAX (exponent, 0), '0');
  char *end = exponent > 0 ? g_strrstr (text, zeros) : NULL;

  if (end != NULL && end > text && (end[-1] == '.' || end[-1] == ',') && !g_ascii_isdigit (end[exponent]))
    memmove (end - 1, end + exponent, strlen (end + exponent) + 1);
  return text;
}

static void
add_spend (const CrmProfile *profile, GPtrArray *facts)
{
  const CrmMoney *spend = crm_record_get_money (profile->customer, CRM_CUSTOMER_YEARLY_SPEND);
  CrmProfileFact *fact;

  if (spend == NULL)
    return;
  fact = add (facts, _ ("Yearly spend"), crm_profile_fact_format_money (spend, profile->currency), NULL);
  fact->tooltip = g_strdup (crm_field_get_label (&crm_kind_customer.fields[CRM_CUSTOMER_YEARLY_SPEND]));
}

static void
add_satisfaction (const CrmProfile *profile, gint64 now, GTimeZone *zone, GPtrArray *facts)
{
  gint64 score = crm_record_get_integer (profile->customer, CRM_CUSTOMER_SATISFACTION, -1), at = crm_record_get_integer (profile->customer, CRM_CUSTOMER_SATISFACTION_AT, 0);
  CrmDate today = crm_date_time_to_local (now, zone, NULL), day = crm_date_time_to_local (at, zone, NULL);
  g_autofree char *date = at != 0 && day != CRM_DATE_NONE ? crm_date_format_relative (day, today) : NULL;
  CrmProfileFact *fact;

  if (score < 0)
    return;
  fact = add (facts, _ ("Satisfaction"), g_strdup_printf ("%d / 100", crm_satisfaction_get_points (score)), NULL);
  fact->tooltip = date != NULL ? crm_date_time_format (at, zone) : NULL;
  fact->warns = crm_satisfaction_of (score) == CRM_SATISFACTION_UNHAPPY;
  if (date != NULL && fact->warns)
    /* Translators: below a low satisfaction: when the customer said so: "Unhappy, 19 Aug". */
    fact->detail = g_strdup_printf (_ ("Unhappy, %s"), date);
  else
    fact->detail = date != NULL ? capitalize (g_steal_pointer (&date)) : NULL;
}

GPtrArray *
crm_profile_get_facts (const CrmProfile *profile, gint64 now, GTimeZone *zone)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_profile_fact_free);
  gint64 deals;

  g_return_val_if_fail (profile != NULL && zone != NULL, facts);

  deals = crm_record_get_integer (profile->customer, CRM_CUSTOMER_OPEN_DEALS, 0);
  add_next_step (profile, now, zone, facts);
  add_last_contact (profile, now, zone, facts);
  add_spend (profile, facts);
  add_satisfaction (profile, now, zone, facts);
  if (deals > 0)
    add (facts, _ ("Open deals"), g_strdup_printf ("%" G_GINT64_FORMAT, deals), NULL);
  return facts;
}

static void
append (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

char *
crm_profile_dup_subtitle (const CrmProfile *profile, GTimeZone *zone)
{
  GString *text = g_string_new (NULL);
  CrmDate created = crm_date_time_to_local (crm_record_get_created (profile->customer), zone, NULL);
  g_autofree char *date = created != CRM_DATE_NONE ? crm_date_format (created) : NULL;
  /* Translators: whose customer it is. */
  g_autofree char *owner = profile->owner != NULL ? g_strdup_printf (_ ("owner %s"), profile->owner) : NULL;
  /* Translators: since when it is in the file. */
  g_autofree char *since = date != NULL && crm_record_get_created (profile->customer) > 0 ? g_strdup_printf (_ ("since %s"), date) : NULL;

  append (text, crm_record_get_text (profile->customer, CRM_CUSTOMER_ALIAS));
  append (text, crm_record_get_text (profile->customer, CRM_CUSTOMER_INDUSTRY));
  append (text, crm_record_get_text (profile->customer, CRM_CUSTOMER_CITY));
  append (text, owner);
  append (text, since);
  return g_string_free_and_steal (text);
}

char *
crm_profile_person_dup_subtitle (const CrmProfilePerson *person)
{
  GString *text = g_string_new (NULL);
  const CrmField *part = &crm_kind_role.fields[CRM_ROLE_BUYING_ROLE];
  CrmDate until = (CrmDate)crm_record_get_integer (person->role, CRM_ROLE_TO, CRM_DATE_NONE);

  append (text, crm_record_get_text (person->role, CRM_ROLE_TITLE));
  append (text, crm_record_get_text (person->role, CRM_ROLE_DEPARTMENT));
  if (crm_record_has (person->role, CRM_ROLE_BUYING_ROLE))
    append (text, crm_field_get_choice_label (part, crm_record_get_text (person->role, CRM_ROLE_BUYING_ROLE)));
  if (crm_date_is_valid (until))
    {
      g_autofree char *date = crm_date_format (until);
      /* Translators: until when a person was at the customer. */
      g_autofree char *words = g_strdup_printf (_ ("until %s"), date);

      append (text, words);
    }
  return g_string_free_and_steal (text);
}
