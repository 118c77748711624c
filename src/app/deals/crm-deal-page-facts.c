/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few figures at the head of a deal's page. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-page-facts.h"

#include "core/base/crm-date-time.h"
#include "core/customers/crm-profile-facts.h"
#include "core/sales/crm-lead-score.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

/* Takes @value and @detail. */
static CrmProfileFact *
add (GPtrArray *facts, const char *caption, char *value, char *detail, const char *action)
{
  CrmProfileFact *fact = g_new0 (CrmProfileFact, 1);

  fact->caption = g_strdup (caption);
  fact->value = value;
  fact->detail = detail;
  fact->action = g_strdup (action);
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

static gboolean
is_open (const CrmDealProfile *deal)
{
  const char *outcome = crm_record_get_text (deal->deal, CRM_DEAL_OUTCOME);

  return outcome == NULL || g_str_equal (outcome, "open");
}

gboolean
crm_deal_get_weighted (const CrmDealProfile *deal, CrmMoney *weighted)
{
  const CrmMoney *amount = crm_record_get_money (deal->deal, CRM_DEAL_AMOUNT);
  int probability = crm_deal_get_probability (deal->deal, deal->stage);
  gint64 product;

  if (amount == NULL || __builtin_mul_overflow (amount->minor, (gint64)probability, &product))
    return FALSE;
  *weighted = *amount;
  weighted->minor = (product + (product < 0 ? -50 : 50)) / 100;
  return TRUE;
}

static void
add_amounts (const CrmDealProfile *deal, GPtrArray *facts)
{
  const CrmMoney *amount = crm_record_get_money (deal->deal, CRM_DEAL_AMOUNT);
  char *detail = NULL;
  CrmProfileFact *fact;
  CrmMoney weighted;

  if (amount == NULL)
    {
      if (is_open (deal))
        add (facts, _ ("Amount"), g_strdup ("–"), NULL, "deal.edit-field::amount");
      return;
    }
  if (is_open (deal) && crm_deal_get_weighted (deal, &weighted))
    {
      g_autofree char *money = crm_profile_fact_format_money (&weighted, deal->currency);

      /* Translators: amount × probability. */
      detail = g_strdup_printf (_ ("weighted %s"), money);
    }
  fact = add (facts, _ ("Amount"), crm_profile_fact_format_money (amount, deal->currency), detail, "deal.edit-field::amount");
  if (detail != NULL)
    fact->tooltip = g_strdup (_ ("Weighted is amount × probability"));
}

static void
add_probability (const CrmDealProfile *deal, GPtrArray *facts)
{
  gint64 of_stage = deal->stage != NULL ? crm_record_get_integer (deal->stage, CRM_STAGE_PROBABILITY, 0) : 0;
  gboolean by_hand = crm_record_has (deal->deal, CRM_DEAL_PROBABILITY);
  char *detail;

  if (!is_open (deal))
    return;
  /* Translators: the probability set for one deal, and what its stage says. */
  detail = by_hand ? g_strdup_printf (_ ("by hand; stage %d%%"), (int)of_stage) : g_strdup (_ ("by stage"));
  add (facts, _ ("Probability"), g_strdup_printf (_ ("%d%%"), crm_deal_get_probability (deal->deal, deal->stage)), detail, "deal.probability");
}

static char *
dup_distance (int days)
{
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days > 0)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong)days), days);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong)-days), -days);
}

static void
add_close (const CrmDealProfile *deal, gint64 now, GTimeZone *zone, GPtrArray *facts)
{
  CrmDate today = crm_date_time_to_local (now, zone, NULL);
  CrmDate expected = (CrmDate)crm_record_get_integer (deal->deal, CRM_DEAL_EXPECTED_CLOSE, CRM_DATE_NONE);
  gint64 closed = crm_record_get_integer (deal->deal, CRM_DEAL_CLOSED_AT, 0);
  CrmProfileFact *fact;

  if (!is_open (deal))
    {
      if (closed != 0 && crm_date_time_to_local (closed, zone, NULL) != CRM_DATE_NONE)
        add (facts, _ ("Closed"), capitalize (crm_date_format_near (crm_date_time_to_local (closed, zone, NULL), today)), NULL, "deal.edit-field::closed_at");
      return;
    }
  if (!crm_date_is_valid (expected))
    {
      add (facts, _ ("Expected close"), g_strdup ("–"), NULL, "deal.edit-field::expected_close");
      return;
    }
  fact = add (facts, _ ("Expected close"), crm_date_format (expected), dup_distance (crm_date_to_days (expected) - crm_date_to_days (today)), "deal.edit-field::expected_close");
  fact->warns = expected < today;
}

static void
add_days (const CrmDealProfile *deal, gint64 now, GTimeZone *zone, GPtrArray *facts)
{
  gint64 since = crm_record_get_integer (deal->deal, CRM_DEAL_STAGE_SINCE, 0);
  gint64 limit = deal->stage != NULL ? crm_record_get_integer (deal->stage, CRM_STAGE_DAY_LIMIT, 0) : 0;
  CrmDate from = crm_date_time_to_local (since, zone, NULL);
  CrmProfileFact *fact;
  int days;

  if (!is_open (deal) || since == 0 || from == CRM_DATE_NONE)
    return;
  days = crm_date_to_days (crm_date_time_to_local (now, zone, NULL)) - crm_date_to_days (from);
  fact = add (facts, _ ("In this stage"), g_strdup_printf (ngettext ("%d day", "%d days", (gulong)ABS (days)), days),
              /* Translators: after how many days a deal has been in a stage for too long. */
              limit > 0 ? g_strdup_printf (ngettext ("limit %d day", "limit %d days", (gulong)limit), (int)limit) : NULL, NULL);
  fact->tooltip = crm_date_time_format (since, zone);
  fact->warns = limit > 0 && days > limit;
}

static void
add_next_step (const CrmDealProfile *deal, gint64 now, GTimeZone *zone, GPtrArray *facts)
{
  gint64 due = crm_record_get_integer (deal->deal, CRM_DEAL_NEXT_STEP, 0);
  CrmDate today = crm_date_time_to_local (now, zone, NULL), day = crm_date_time_to_local (due, zone, NULL);
  CrmProfileFact *fact;

  if (!is_open (deal))
    return;
  if (due == 0 || day == CRM_DATE_NONE)
    {
      fact = add (facts, _ ("Next step"), g_strdup (C_ ("next step", "None")), NULL, "deal.plan");
      fact->warns = TRUE;
      return;
    }
  fact = add (facts, _ ("Next step"), capitalize (crm_date_format_near (day, today)), g_strdup (crm_record_get_text (deal->deal, CRM_DEAL_NEXT_STEP_TITLE)), NULL);
  fact->tooltip = crm_date_time_format (due, zone);
  fact->warns = day < today;
}

/* What it says is nothing but the sum of its reasons, so these are one click away. */
static void
add_score (const CrmDealPageReading *reading, GTimeZone *zone, GPtrArray *facts)
{
  const CrmDealProfile *deal = reading->deal;
  const CrmValueStyle style = { .currency = deal->currency, .zone = zone };
  g_autoptr (CrmLeadScore) score = NULL;
  char *detail;

  if (!crm_deal_profile_is_lead (deal) || deal->rules->len == 0)
    return;
  score = crm_lead_score_compute (deal->rules, deal->deal, reading->customer != NULL ? reading->customer->customer : NULL, &style);
  detail = g_strdup_printf (ngettext ("%u reason", "%u reasons", score->reasons->len), score->reasons->len);
  add (facts, _ ("Lead score"), g_strdup_printf ("%" G_GINT64_FORMAT, score->points), detail, "deal.score");
}

/* What such deals came to so far, beside what the stage or the owner says. */
static void
add_chance (const CrmDealPageReading *reading, GPtrArray *facts)
{
  guint n = reading->chance.n_reasons;
  CrmProfileFact *fact;

  if (!reading->has_chance)
    return;
  fact = add (facts, _ ("By experience"), g_strdup_printf (_ ("%.0f%%"), reading->chance.probability * 100), g_strdup_printf (ngettext ("%u reason", "%u reasons", n), n), "deal.chance");
  fact->tooltip = g_strdup (_ ("How many of such deals were won, by the company’s own closed deals"));
}

GPtrArray *
crm_deal_get_facts (const CrmDealPageReading *reading, gint64 now, GTimeZone *zone)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_profile_fact_free);

  g_return_val_if_fail (reading != NULL && zone != NULL, facts);

  add_amounts (reading->deal, facts);
  add_probability (reading->deal, facts);
  add_close (reading->deal, now, zone, facts);
  add_days (reading->deal, now, zone, facts);
  add_next_step (reading->deal, now, zone, facts);
  add_score (reading, zone, facts);
  add_chance (reading, facts);
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
crm_deal_dup_subtitle (const CrmDealProfile *deal)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *source = crm_record_get_text (deal->deal, CRM_DEAL_SOURCE);
  /* Translators: whose deal it is. */
  g_autofree char *owner = deal->owner != NULL ? g_strdup_printf (_ ("owner %s"), deal->owner) : NULL;

  if (deal->pipelines->len > 1 && deal->pipeline != NULL)
    append (text, crm_record_get_title (deal->pipeline->record));
  append (text, owner);
  append (text, source != NULL ? crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_SOURCE], source) : NULL);
  append (text, crm_record_get_text (deal->deal, CRM_DEAL_CAMPAIGN));
  return g_string_free_and_steal (g_steal_pointer (&text));
}
