/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the Today page says. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/today/crm-today-words.h"

#include "app/deals/crm-deal-words.h"
#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

static const char *const headings[CRM_AGENDA_N_SECTIONS] = {
  [CRM_AGENDA_OVERDUE] = NC_ ("today", "Overdue"),
  [CRM_AGENDA_DUE] = NC_ ("today", "Due Today"),
  [CRM_AGENDA_PLANNED] = NC_ ("today", "The Next Seven Days"),
  [CRM_AGENDA_DEALS] = NC_ ("today", "Deals That Stand Still"),
  [CRM_AGENDA_ANSWERS] = NC_ ("today", "Unhappy Answers"),
  [CRM_AGENDA_BIRTHDAYS] = NC_ ("today", "Birthdays"),
};

/* Translators: the last row of a list that shows only its beginning; it opens the rest. */
static const char *const all[CRM_AGENDA_N_SECTIONS] = {
  [CRM_AGENDA_OVERDUE] = N_ ("All %u Overdue"),
  [CRM_AGENDA_DUE] = N_ ("All %u Due Today"),
  [CRM_AGENDA_PLANNED] = N_ ("All %u of the Next Seven Days"),
  [CRM_AGENDA_DEALS] = N_ ("All %u Deals"),
  [CRM_AGENDA_ANSWERS] = N_ ("All %u Answers"),
  [CRM_AGENDA_BIRTHDAYS] = N_ ("All %u Birthdays"),
};

const char *
crm_today_words_get_heading (CrmAgendaSection section)
{
  g_return_val_if_fail (section < CRM_AGENDA_N_SECTIONS, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "today", headings[section]);
}

char *
crm_today_words_dup_all (CrmAgendaSection section, guint n_total)
{
  g_return_val_if_fail (section < CRM_AGENDA_N_SECTIONS, NULL);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (_ (all[section]), n_total);
#pragma GCC diagnostic pop
}

char *
crm_today_words_dup_title (const CrmAgendaItem *item)
{
  const char *title = item->record->kind->id == CRM_KIND_RESPONSE ? item->customer_name : crm_record_get_title (item->record);

  return g_strdup (title != NULL ? title : _ ("No customer"));
}

static void
add (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static void
add_whose (GString *text, const char *who)
{
  /* Translators: %s is the name of a colleague whose task it is. */
  g_autofree char *whose = who != NULL ? g_strdup_printf (_ ("For %s"), who) : NULL;

  add (text, whose);
}

static void
add_deal (GString *text, const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  CrmDealCardStyle card = { .format = &style->format };
  g_autofree char *amount = crm_deal_words_dup_amount (item->record, &card);

  add (text, item->customer_name);
  add (text, item->title);
  add (text, amount);
  add (text, item->who);
}

char *
crm_today_words_dup_subtitle (const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  g_autoptr (GString) text = g_string_new (NULL);

  switch (item->record->kind->id)
    {
    case CRM_KIND_TASK:
      add (text, item->customer_name);
      add (text, item->person_name);
      add (text, item->title);
      add_whose (text, item->who);
      break;
    case CRM_KIND_DEAL:
      add_deal (text, item, style);
      break;
    case CRM_KIND_RESPONSE:
      add (text, item->title);
      break;
    default:
      add (text, item->customer_name != NULL && !crm_id_equal (&item->customer, &item->record->id) ? item->customer_name : NULL);
      if (item->age > 0)
        {
          /* Translators: the age that somebody reaches on a birthday. */
          g_autofree char *age = g_strdup_printf (ngettext ("turns %d", "turns %d", (gulong)item->age), item->age);

          add (text, age);
        }
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
dup_time (const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  int second = 0;

  crm_date_time_to_local (item->at, style->zone, &second);
  return g_strdup_printf ("%d:%02d", second / 3600, second / 60 % 60);
}

static char *
dup_day_and_time (const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  g_autofree char *day = crm_date_format_near (item->day, style->today);
  g_autofree char *time = item->has_time ? dup_time (item, style) : NULL;

  return time != NULL ? g_strdup_printf ("%s %s", day, time) : g_steal_pointer (&day);
}

static char *
dup_stall (const CrmAgendaItem *item, const CrmTodayStyle *style, CrmTone *tone)
{
  int late = crm_date_to_days (style->today) - (item->day != CRM_DATE_NONE ? crm_date_to_days (item->day) : 0);

  *tone = CRM_TONE_WARNING;
  switch (item->attention.step)
    {
    case CRM_DEAL_STEP_OVERDUE:
      return g_strdup_printf (ngettext ("step %d day late", "step %d days late", (gulong)late), late);
    case CRM_DEAL_STEP_NONE:
      *tone = CRM_TONE_NEUTRAL;
      return g_strdup (_ ("no next step"));
    case CRM_DEAL_STEP_TODAY:
    case CRM_DEAL_STEP_PLANNED:
    default:
      /* Translators: a deal is in its stage for longer than that stage's limit. */
      return g_strdup_printf (ngettext ("%d day over the limit", "%d days over the limit", (gulong)item->attention.days_over), item->attention.days_over);
    }
}

char *
crm_today_words_dup_when (CrmAgendaSection section, const CrmAgendaItem *item, const CrmTodayStyle *style, CrmTone *tone)
{
  int late;

  *tone = CRM_TONE_NEUTRAL;
  switch (section)
    {
    case CRM_AGENDA_OVERDUE:
      *tone = CRM_TONE_WARNING;
      late = crm_date_to_days (style->today) - crm_date_to_days (item->day);
      return late > 0 ? g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong)late), late) : dup_time (item, style);
    case CRM_AGENDA_DUE:
      return item->has_time ? dup_time (item, style) : NULL;
    case CRM_AGENDA_DEALS:
      return dup_stall (item, style, tone);
    case CRM_AGENDA_ANSWERS:
      return crm_date_format_relative (item->day, style->today);
    case CRM_AGENDA_BIRTHDAYS:
      *tone = item->day == style->today ? CRM_TONE_ACCENT : CRM_TONE_NEUTRAL;
      return crm_date_format_near (item->day, style->today);
    case CRM_AGENDA_PLANNED:
    case CRM_AGENDA_N_SECTIONS:
    default:
      return dup_day_and_time (item, style);
    }
}

char *
crm_today_words_describe (CrmAgendaSection section, const CrmAgendaItem *item, const CrmTodayStyle *style)
{
  CrmTone tone;
  g_autofree char *title = crm_today_words_dup_title (item);
  g_autofree char *subtitle = crm_today_words_dup_subtitle (item, style);
  g_autofree char *when = crm_today_words_dup_when (section, item, style, &tone);
  g_autoptr (GString) text = g_string_new (title);

  if (item->record->kind->id == CRM_KIND_TASK && g_strcmp0 (crm_record_get_text (item->record, CRM_TASK_PRIORITY), "high") == 0)
    g_string_append_printf (text, "%s%s", _ (", "), _ ("high priority"));
  if (*subtitle != '\0')
    g_string_append_printf (text, "%s%s", _ (", "), subtitle);
  if (when != NULL)
    g_string_append_printf (text, "%s%s", _ (", "), when);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
