/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open deals by month: each in one column, in order, summed as far as it has an amount. */

#include "app/deals/crm-forecast-months.h"

#include <locale.h>

#define TODAY   20261122
#define NO_DATE CRM_DATE_NONE

static const CrmDealPath deals[] = {
  { .id = 1, .amount = 100, .expected_on = 20261122, .probability = 5000 },
  { .id = 2, .amount = 900, .expected_on = 20261121, .probability = 5000 },
  { .id = 3, .amount = 300, .expected_on = 20261130, .probability = 2500 },
  { .id = 4, .amount = 400, .expected_on = 20261130, .probability = 10000 },
  { .id = 5, .amount = 50, .expected_on = NO_DATE, .problems = CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE) },
  { .id = 6, .amount = 0, .expected_on = 20270430, .problems = CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_AMOUNT) },
  { .id = 7, .amount = 70, .expected_on = 20270501, .probability = 1000 },
  { .id = 8, .amount = 80, .expected_on = 29991231, .probability = 1000 },
  { .id = 9, .amount = 1000, .expected_on = 20261201, .outcome = CRM_DEAL_WON },
  { .id = 10, .amount = -5, .expected_on = 20261201, .problems = CRM_EXCLUSION_BIT (CRM_EXCLUSION_NEGATIVE_AMOUNT), .category = CRM_FORECAST_OMITTED },
};

static void
assert_column (CrmBoard *board, guint place, const char *expected, gint64 sum, gint64 weighted)
{
  const CrmBoardStage *column = board->columns->pdata[place];
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < column->rowids->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "", g_array_index (column->rowids, gint64, i));
  g_assert_cmpstr (ids->str, ==, expected);
  g_assert_cmpuint (column->totals.n, ==, column->rowids->len);
  g_assert_cmpint (column->totals.sum, ==, sum);
  g_assert_cmpint (column->totals.weighted, ==, weighted);
}

static void
test_columns (void)
{
  CrmDealPaths paths = { .deals = deals, .n_deals = G_N_ELEMENTS (deals) };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (CrmBoard) board = crm_forecast_months_new (&paths, "CNY", TODAY, G_GINT64_CONSTANT (1795305600000000), zone);

  g_assert_cmpuint (board->columns->len, ==, CRM_FORECAST_N_PLACES);
  assert_column (board, CRM_FORECAST_PLACE_NONE, "5", 0, 0);
  assert_column (board, CRM_FORECAST_PLACE_OVERDUE, "2", 900, 450);
  assert_column (board, CRM_FORECAST_PLACE_MONTH, "1 4 3", 800, 525);
  assert_column (board, CRM_FORECAST_PLACE_MONTH + 1, "10", 0, 0);
  assert_column (board, CRM_FORECAST_PLACE_MONTH + 5, "6", 0, 0);
  assert_column (board, CRM_FORECAST_PLACE_LATER, "7 8", 150, 15);
  g_assert_cmpuint (((CrmBoardStage *)board->columns->pdata[CRM_FORECAST_PLACE_NONE])->totals.n_no_rate, ==, 1);
  g_assert_cmpuint (((CrmBoardStage *)board->columns->pdata[CRM_FORECAST_PLACE_MONTH + 5])->totals.n_no_amount, ==, 1);
  g_assert_cmpuint (((CrmBoardStage *)board->columns->pdata[CRM_FORECAST_PLACE_MONTH + 1])->totals.n_wrong, ==, 1);
}

/* What is put into a column stands there afterwards. */
static void
test_places (void)
{
  g_assert_cmpint (crm_forecast_months_get_month (CRM_FORECAST_PLACE_NONE, TODAY), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_forecast_months_get_month (CRM_FORECAST_PLACE_OVERDUE, TODAY), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_forecast_months_get_month (CRM_FORECAST_N_PLACES, TODAY), ==, CRM_DATE_NONE);
  g_assert_cmpint (crm_forecast_months_get_month (CRM_FORECAST_PLACE_MONTH, TODAY), ==, 20261101);
  g_assert_cmpint (crm_forecast_months_get_month (CRM_FORECAST_PLACE_LATER, TODAY), ==, 20270501);
  for (guint place = CRM_FORECAST_PLACE_MONTH; place < CRM_FORECAST_N_PLACES; place++)
    {
      CrmDate month = crm_forecast_months_get_month (place, 20261231);

      g_assert_cmpuint (crm_forecast_months_find_place (crm_date_add_days (crm_date_add_months (month, 1), -1), 20261231), ==, place);
    }
}

static void
test_titles (void)
{
  g_autofree char *month = crm_forecast_months_dup_title (CRM_FORECAST_PLACE_MONTH + 2, TODAY);
  g_autofree char *later = crm_forecast_months_dup_title (CRM_FORECAST_PLACE_LATER, TODAY);

  g_assert_cmpstr (month, ==, "January 2027");
  g_assert_cmpstr (later, ==, "Later");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/forecast-months/each-open-deal-in-one-column", test_columns);
  g_test_add_func ("/forecast-months/month-of-a-column-is-in-it", test_places);
  g_test_add_func ("/forecast-months/titles", test_titles);
  return g_test_run ();
}
