/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a card says of its deal, in words. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deal-words.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

gboolean
crm_deal_is_open (const CrmRecord *deal)
{
  const char *outcome = crm_record_get_text (deal, CRM_DEAL_OUTCOME);

  return outcome == NULL || strcmp (outcome, "open") == 0;
}

void
crm_deal_words_get_attention (const CrmRecord *deal, const CrmDealCardStyle *style, CrmDealAttention *attention)
{
  int limit = style->stage != NULL ? (int)crm_record_get_integer (style->stage, CRM_STAGE_DAY_LIMIT, 0) : 0;

  crm_deal_attention_find (attention, crm_record_get_integer (deal, CRM_DEAL_NEXT_STEP, 0), crm_record_get_integer (deal, CRM_DEAL_STAGE_SINCE, 0), limit, &style->today);
}

static CrmDate
get_date (gint64 at, const CrmDealCardStyle *style)
{
  return at != 0 ? crm_date_time_to_local (at, crm_clock_get_zone (style->format->clock), NULL) : CRM_DATE_NONE;
}

static char *
dup_overdue (CrmDate due, CrmDate today)
{
  int days = crm_date_to_days (today) - crm_date_to_days (due);

  return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong)days), days);
}

static char *
dup_closed (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  CrmDate date = get_date (crm_record_get_integer (deal, CRM_DEAL_CLOSED_AT, 0), style);
  CrmDate today = get_date (style->today.now, style);

  return date != CRM_DATE_NONE ? crm_date_format_relative (date, today) : NULL;
}

char *
crm_deal_words_dup_step (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  CrmDealAttention attention;
  CrmDate today = get_date (style->today.now, style), due;

  if (!crm_deal_is_open (deal))
    return dup_closed (deal, style);
  crm_deal_words_get_attention (deal, style, &attention);
  due = get_date (crm_record_get_integer (deal, CRM_DEAL_NEXT_STEP, 0), style);
  if (attention.step == CRM_DEAL_STEP_NONE || due == CRM_DATE_NONE)
    /* Translators: short, on a card: nothing is planned for this deal. */
    return g_strdup (C_ ("deal card", "no step"));
  return attention.step == CRM_DEAL_STEP_OVERDUE ? dup_overdue (due, today) : crm_date_format_near (due, today);
}

char *
crm_deal_words_dup_days (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  CrmDealAttention attention;

  if (!crm_deal_is_open (deal))
    return NULL;
  crm_deal_words_get_attention (deal, style, &attention);
  /* Translators: very short, on a card: days a deal has been in its stage. */
  return g_strdup_printf (C_ ("deal card", "%d d"), attention.days);
}

/* "¥5,200" for "¥5,200.00": the last digits of a text, where they are a fraction of nothing. */
static void
strip_fraction (char *text, int exponent)
{
  char *end = text + strlen (text), *begin;

  while (end > text && !g_ascii_isdigit (end[-1]))
    end--;
  begin = end - exponent;
  if (exponent < 1 || begin <= text + 1 || (begin[-1] != '.' && begin[-1] != ','))
    return;
  for (const char *p = begin; p < end; p++)
    if (*p != '0')
      return;
  memmove (begin - 1, end, strlen (end) + 1);
}

char *
crm_deal_words_dup_amount (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  const CrmMoney *amount = crm_record_get_money (deal, CRM_DEAL_AMOUNT);

  char *text = amount != NULL ? crm_money_format (amount, style->format->locale, style->format->currency) : NULL;

  if (text != NULL)
    strip_fraction (text, crm_money_exponent (amount->currency));
  return text;
}

static void
add_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, _ (", "));
  g_string_append (text, part);
}

static void
add_stay (GString *text, const CrmRecord *deal, const CrmDealCardStyle *style)
{
  CrmDealAttention attention;
  g_autofree char *days = NULL, *over = NULL;

  crm_deal_words_get_attention (deal, style, &attention);
  days = g_strdup_printf (ngettext ("%d day in the stage", "%d days in the stage", (gulong)attention.days), attention.days);
  add_part (text, days);
  if (attention.days_over > 0)
    over = g_strdup_printf (ngettext ("%d day over the limit", "%d days over the limit", (gulong)attention.days_over), attention.days_over);
  add_part (text, over);
}

static void
add_step (GString *text, const CrmRecord *deal, const CrmDealCardStyle *style)
{
  const char *title = crm_record_get_text (deal, CRM_DEAL_NEXT_STEP_TITLE);
  g_autofree char *when = crm_deal_words_dup_step (deal, style), *step = NULL;

  if (!crm_record_has (deal, CRM_DEAL_NEXT_STEP))
    step = g_strdup (_ ("no next step"));
  else
    /* Translators: %1$s is what is to be done, %2$s is when: "next step Send the offer, tomorrow". */
    step = g_strdup_printf (_ ("next step %1$s, %2$s"), title != NULL ? title : "", when);
  add_part (text, step);
}

char *
crm_deal_words_describe (const CrmRecord *deal, const CrmDealCardStyle *style)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *amount = crm_deal_words_dup_amount (deal, style);

  add_part (text, crm_record_get_title (deal));
  add_part (text, crm_record_get_text (deal, CRM_DEAL_CUSTOMER_NAME));
  add_part (text, amount != NULL ? amount : _ ("no amount"));
  if (style->stage != NULL)
    add_part (text, crm_record_get_title (style->stage));
  if (crm_deal_is_open (deal))
    {
      add_stay (text, deal, style);
      add_step (text, deal, style);
    }
  else
    {
      g_autofree char *closed = dup_closed (deal, style);

      add_part (text, crm_field_get_choice_label (&crm_kind_deal.fields[CRM_DEAL_OUTCOME], crm_record_get_text (deal, CRM_DEAL_OUTCOME)));
      add_part (text, closed);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
