/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open deals by the month in which they are expected to close, as columns. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-forecast-months.h"

#include <glib/gi18n-lib.h>

static int
count_months (CrmDate from, CrmDate to)
{
  return (crm_date_get_year (to) - crm_date_get_year (from)) * 12 + crm_date_get_month (to) - crm_date_get_month (from);
}

guint
crm_forecast_months_find_place (CrmDate expected, CrmDate today)
{
  if (!crm_deal_is_day (expected))
    return CRM_FORECAST_PLACE_NONE;
  if (expected < today)
    return CRM_FORECAST_PLACE_OVERDUE;
  return CRM_FORECAST_PLACE_MONTH + (guint)MIN (count_months (today, expected), CRM_FORECAST_VIEW_MONTHS);
}

CrmDate
crm_forecast_months_get_month (guint place, CrmDate today)
{
  g_return_val_if_fail (crm_date_is_valid (today), CRM_DATE_NONE);

  if (place < CRM_FORECAST_PLACE_MONTH || place >= CRM_FORECAST_N_PLACES)
    return CRM_DATE_NONE;
  return crm_date_add_months (crm_date_make (crm_date_get_year (today), crm_date_get_month (today), 1), (int)place - CRM_FORECAST_PLACE_MONTH);
}

char *
crm_forecast_months_dup_name (CrmDate month)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (crm_date_get_year (month), crm_date_get_month (month), 1, 0, 0, 0);

  /* Translators: a month with its year: "November 2026", "2026年11月". xgettext:no-c-format */
  return g_date_time_format (day, C_ ("month with its year", "%B %Y"));
}

char *
crm_forecast_months_dup_title (guint place, CrmDate today)
{
  if (place == CRM_FORECAST_PLACE_NONE)
    return g_strdup (C_ ("deals", "Without a Date"));
  if (place == CRM_FORECAST_PLACE_OVERDUE)
    return g_strdup (C_ ("deals", "Overdue"));
  if (place == CRM_FORECAST_PLACE_LATER)
    return g_strdup (C_ ("deals", "Later"));
  return crm_forecast_months_dup_name (crm_forecast_months_get_month (place, today));
}

/* ── the columns ──────────────────────────────────────────────────────────────────────────── */

static void
column_free (gpointer data)
{
  CrmBoardStage *column = data;

  g_array_unref (column->rowids);
  g_free (column);
}

static CrmBoardStage *
column_new (void)
{
  CrmBoardStage *column = g_new0 (CrmBoardStage, 1);

  column->outcome = "open";
  column->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return column;
}

static void
count (CrmBoardTotals *totals, const CrmDealPath *deal)
{
  totals->n++;
  if ((deal->problems & CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_AMOUNT)) != 0)
    totals->n_no_amount++;
  else if ((deal->problems & CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE)) != 0)
    totals->n_no_rate++;
  else if ((deal->problems & CRM_DEAL_NEEDS_AMOUNT) != 0)
    totals->n_wrong++;
  else
    {
      totals->sum = crm_amount_add (totals->sum, deal->amount);
      totals->weighted = crm_amount_add (totals->weighted, crm_amount_weigh (deal->amount, deal->probability));
    }
}

/* The soonest first, and of one day the largest. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const CrmDealPath *one = *(const CrmDealPath *const *)a, *other = *(const CrmDealPath *const *)b;

  if (one->expected_on != other->expected_on)
    return one->expected_on < other->expected_on ? -1 : 1;
  if (one->amount != other->amount)
    return one->amount > other->amount ? -1 : 1;
  return one->id < other->id ? -1 : one->id > other->id;
}

CrmBoard *
crm_forecast_months_new (const CrmDealPaths *deals, const char *home, CrmDate today, gint64 now, GTimeZone *zone)
{
  CrmBoard *board = g_atomic_rc_box_new0 (CrmBoard);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_strlcpy (board->home, home, sizeof board->home);
  crm_today_init (&board->today, now, zone);
  board->columns = g_ptr_array_new_with_free_func (column_free);
  for (guint i = 0; i < CRM_FORECAST_N_PLACES; i++)
    g_ptr_array_add (board->columns, column_new ());
  for (gsize i = 0; i < deals->n_deals; i++)
    if (deals->deals[i].outcome == CRM_DEAL_OPEN)
      g_ptr_array_add (open, (gpointer)&deals->deals[i]);
  g_ptr_array_sort (open, compare);
  for (guint i = 0; i < open->len; i++)
    {
      const CrmDealPath *deal = open->pdata[i];
      CrmBoardStage *column = board->columns->pdata[crm_forecast_months_find_place (deal->expected_on, today)];

      g_array_append_val (column->rowids, deal->id);
      count (&column->totals, deal);
    }
  return board;
}
