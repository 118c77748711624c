/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows, its scales, its figures and its table: nothing that needs a font. */

#include "app/charts/crm-chart-data.h"
#include "app/charts/crm-chart-figure.h"
#include "app/charts/crm-chart-scale.h"
#include "app/charts/crm-chart-table.h"
#include "tests/charts/chart-samples.h"

#include <locale.h>
#include <math.h>

/* ── scales ───────────────────────────────────────────────────────────────────────────────── */

static void
assert_scale (double low, double high, guint n_lines, double least_step, double first, double last, double step)
{
  CrmChartScale scale;

  crm_chart_scale_init (&scale, low, high, n_lines, least_step);
  g_assert_cmpfloat_with_epsilon (scale.first, first, fabs (step) * 1e-6);
  g_assert_cmpfloat_with_epsilon (scale.last, last, fabs (step) * 1e-6);
  g_assert_cmpfloat_with_epsilon (scale.step, step, fabs (step) * 1e-6);
}

static void
test_scale_steps (void)
{
  assert_scale (0, 100, 6, 0, 0, 100, 20);
  assert_scale (0, 97, 6, 0, 0, 100, 20);
  assert_scale (12, 97, 6, 0, 0, 100, 20);
  assert_scale (0, 1240000, 6, 1, 0, 1250000, 250000);
  assert_scale (-610, 420, 6, 0, -750, 500, 250);
  assert_scale (-5, -1, 6, 0, -5, 0, 1);
  assert_scale (0, 0.42, 5, 0, 0, 0.6, 0.2);
}

/* Nobody wins half a deal. */
static void
test_scale_wholes (void)
{
  assert_scale (0, 1, 6, 1, 0, 1, 1);
  assert_scale (0, 3, 6, 1, 0, 3, 1);
  assert_scale (0, 9, 5, 1, 0, 10, 5);
  assert_scale (0, 0, 5, 1, 0, 4, 1);
  assert_scale (0, 250, 3, 100, 0, 400, 200);
}

static void
test_scale_tight (void)
{
  CrmChartScale scale;

  crm_chart_scale_init_tight (&scale, 1010, 1040, 4, 0);
  g_assert_cmpfloat (scale.first, ==, 1010);
  g_assert_cmpfloat (scale.last, ==, 1040);
  crm_chart_scale_init_tight (&scale, 7, 7, 5, 0);
  g_assert_cmpfloat (scale.first, <=, 7);
  g_assert_cmpfloat (scale.last, >, 7);
}

/* Whatever comes, both ends and 0 are on the scale and there are few lines. */
static void
test_scale_any (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 20000; i++)
    {
      double a = g_rand_double_range (rand, -1, 1) * pow (10, g_rand_int_range (rand, -9, 18));
      double b = g_rand_double_range (rand, -1, 1) * pow (10, g_rand_int_range (rand, -9, 18));
      guint n = (guint)g_rand_int_range (rand, 2, 9);
      CrmChartScale scale;

      crm_chart_scale_init (&scale, MIN (a, b), MAX (a, b), n, g_rand_boolean (rand) ? 1 : 0);
      g_assert_true (scale.step > 0 && isfinite (scale.first) && isfinite (scale.last));
      g_assert_cmpuint (scale.n_lines, >=, 2);
      g_assert_cmpuint (scale.n_lines, <=, n + 2);
      g_assert_cmpfloat (crm_chart_scale_place (&scale, MIN (a, b)), >=, -1e-6);
      g_assert_cmpfloat (crm_chart_scale_place (&scale, MAX (a, b)), <=, 1 + 1e-6);
      g_assert_cmpfloat (fabs (crm_chart_scale_place (&scale, 0) - 0.5), <=, 0.5 + 1e-6);
      g_assert_cmpfloat_with_epsilon (crm_chart_scale_get_line (&scale, scale.n_lines - 1), scale.last, scale.step * 1e-6);
    }
}

/* ── figures ──────────────────────────────────────────────────────────────────────────────── */

static void
assert_short (CrmChartUnit unit, double value, const char *locale, const char *expected)
{
  g_autofree char *text = crm_chart_figure_format_short (unit, value, locale);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_short_figures (void)
{
  assert_short (CRM_CHART_MONEY, 0, "en_GB.UTF-8", "0");
  assert_short (CRM_CHART_MONEY, -0.0, "en_GB.UTF-8", "0");
  assert_short (CRM_CHART_MONEY, 750, "en_GB.UTF-8", "750");
  assert_short (CRM_CHART_MONEY, 12000, "en_US.UTF-8", "12K");
  assert_short (CRM_CHART_MONEY, 1200000, "C", "1.2M");
  assert_short (CRM_CHART_MONEY, 1250000, "C.UTF-8", "1.25M");
  assert_short (CRM_CHART_MONEY, -250000, "en_US.UTF-8", "-250K");
  assert_short (CRM_CHART_MONEY, 12000, "zh_CN.UTF-8", "1.2万");
  assert_short (CRM_CHART_MONEY, 120000000, "zh_CN.UTF-8", "1.2亿");
  assert_short (CRM_CHART_COUNT, 120000, "zh_TW.UTF-8", "12萬");
  assert_short (CRM_CHART_SHARE, 0.625, "en_GB.UTF-8", "62.5%");
}

static void
test_figures (void)
{
  g_autofree char *count = crm_chart_figure_format (CRM_CHART_COUNT, 1234567, "en_GB.UTF-8");
  g_autofree char *share = crm_chart_figure_format (CRM_CHART_SHARE, 0.5, "en_GB.UTF-8");
  g_autofree char *days = crm_chart_figure_format (CRM_CHART_DAYS, 12.5, "en_GB.UTF-8");
  g_autofree char *day = crm_chart_figure_format (CRM_CHART_DAYS, 1, "en_GB.UTF-8");

  g_assert_cmpstr (count, ==, "1,234,567");
  g_assert_cmpstr (share, ==, "50%");
  g_assert_cmpstr (days, ==, "12.5 days");
  g_assert_cmpstr (day, ==, "1 day");
}

/* ── data ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_sentences (void)
{
  g_autoptr (CrmChartData) forecast = chart_sample_make ("forecast", FALSE);
  g_autoptr (CrmChartData) matrix = chart_sample_make ("matrix", FALSE);
  g_autoptr (CrmChartData) drivers = chart_sample_make ("drivers", FALSE);
  g_autofree char *money = crm_chart_data_dup_sentence (forecast, 0, 0);
  g_autofree char *move = crm_chart_data_dup_sentence (matrix, 0, 1);
  g_autofree char *interval = crm_chart_data_dup_sentence (drivers, 0, 0);
  g_autofree char *summary = crm_chart_data_dup_summary (forecast);

  g_assert_cmpstr (money, ==, "June 2026, Won: ¥1,240,000.00");
  g_assert_cmpstr (move, ==, "From New to Qualified: 14");
  g_assert_cmpstr (interval, ==, "Answered quickly: 0.42 (0.32 to 0.53)");
  g_assert_cmpstr (summary, ==, "Bar chart, 36 values");
}

/* What no scale can hold is not known, and what is not known is not drawn. */
static void
test_hostile_values (void)
{
  static const double values[] = { NAN, INFINITY, -INFINITY, 1e300, -1e19 };
  g_autoptr (CrmChartData) data = crm_chart_data_new (CRM_CHART_COLUMNS, "", "nonsense");

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, "CNY");
  crm_chart_data_add_category (data, "", NULL);
  crm_chart_data_add_series (data, "", CRM_SERIES_BAR, CRM_SERIES_AUTO);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      crm_chart_data_set_value (data, 0, 0, values[i]);
      crm_chart_data_set_interval (data, 0, 0, values[i], 1);
      g_assert_true (crm_chart_data_is_empty (data));
      g_assert_false (crm_chart_data_get_value (data, 0, 0)->has_interval);
    }
  crm_chart_data_set_value (data, 0, 0, 0);
  g_assert_false (crm_chart_data_is_empty (data));
}

/* ── table ────────────────────────────────────────────────────────────────────────────────── */

static void
assert_cell (CrmChartTable *table, guint row, guint column, const char *text, const char *plain)
{
  g_autofree char *a = crm_chart_table_dup_text (table, row, column), *b = crm_chart_table_dup_plain (table, row, column);

  g_assert_cmpstr (a, ==, text);
  g_assert_cmpstr (b, ==, plain);
}

static void
test_table (void)
{
  g_autoptr (CrmChartData) forecast = chart_sample_make ("forecast", FALSE), funnel = chart_sample_make ("funnel", FALSE);
  g_autoptr (CrmChartData) matrix = chart_sample_make ("matrix", FALSE), drivers = chart_sample_make ("drivers", FALSE);
  g_autoptr (CrmChartTable) a = crm_chart_table_new (forecast), b = crm_chart_table_new (funnel);
  g_autoptr (CrmChartTable) c = crm_chart_table_new (matrix), d = crm_chart_table_new (drivers);

  g_assert_cmpuint (crm_chart_table_get_n_columns (a), ==, 7);
  g_assert_cmpuint (crm_chart_table_get_n_rows (a), ==, 6);
  assert_cell (a, 0, 0, "June 2026", "June 2026");
  assert_cell (a, 1, 2, "¥310,000.00", "310000.00");
  assert_cell (b, 0, 1, "240", "240");
  assert_cell (b, 0, 5, "63 %", "63 %");
  assert_cell (c, 0, 0, "New", "New");
  assert_cell (c, 0, 2, "14", "14");
  assert_cell (d, 0, 1, "0.42", "0.42");
  assert_cell (d, 0, 2, "0.32", "0.32");
  assert_cell (d, 3, 1, "-0.08", "-0.08");
}

static void
test_tabbed (void)
{
  g_autoptr (CrmChartData) data = crm_chart_data_new (CRM_CHART_BARS, "Names", "en_GB");
  g_autoptr (CrmChartTable) table = NULL;
  g_autofree char *text = NULL;

  crm_chart_data_add_category (data, "a\tb\nc", NULL);
  crm_chart_data_add_category (data, "d", NULL);
  crm_chart_data_add_series (data, "n", CRM_SERIES_BAR, CRM_SERIES_AUTO);
  crm_chart_data_set_value (data, 0, 0, 1500);
  table = crm_chart_table_new (data);
  text = crm_chart_table_dup_tabbed (table);
  g_assert_cmpstr (text, ==, "\tn\na b c\t1500\nd\t\n");
}

/* What is said of a point names both of its values and what it is, and the table has a column for each. */
static void
test_map (void)
{
  g_autoptr (CrmChartData) data = chart_sample_make ("importance", FALSE);
  g_autoptr (CrmChartTable) table = crm_chart_table_new (data);
  g_autofree char *said = crm_chart_data_dup_sentence (data, 0, 1), *summary = crm_chart_data_dup_summary (data), *text = crm_chart_table_dup_tabbed (table);

  g_assert_cmpstr (said, ==, "Response time: Performance 2.9, Importance 4.5, Concentrate here");
  g_assert_cmpstr (summary, ==, "Map, 6 points");
  g_assert_true (g_str_has_prefix (text, "\tPerformance\tImportance\tMeaning\nReliability\t3.6\t4.7\t\nResponse time\t2.9\t4.5\tConcentrate here\n"));
}

/* A point that is known in one direction only stands nowhere. */
static void
test_half_point (void)
{
  g_autoptr (CrmChartData) data = crm_chart_data_new (CRM_CHART_MAP, "x", "en");

  crm_chart_data_add_series (data, "a", CRM_SERIES_MARKER, CRM_SERIES_AUTO);
  crm_chart_data_add_series (data, "b", CRM_SERIES_MARKER, CRM_SERIES_AUTO);
  crm_chart_data_add_category (data, "p", NULL);
  crm_chart_data_set_value (data, 0, 0, 1);
  g_assert_true (crm_chart_data_is_empty (data));
  g_assert_false (crm_chart_data_has_mark (data, 0, 0));
  crm_chart_data_set_value (data, 1, 0, 0);
  g_assert_false (crm_chart_data_is_empty (data));
  g_assert_true (crm_chart_data_has_mark (data, 0, 0));
  g_assert_false (crm_chart_data_has_mark (data, 1, 0));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-scale/steps-to-count-by", test_scale_steps);
  g_test_add_func ("/chart-scale/wholes-are-not-halved", test_scale_wholes);
  g_test_add_func ("/chart-scale/tight", test_scale_tight);
  g_test_add_func ("/chart-scale/holds-whatever-comes", test_scale_any);
  g_test_add_func ("/chart-figure/short", test_short_figures);
  g_test_add_func ("/chart-figure/in-full", test_figures);
  g_test_add_func ("/chart-data/sentences", test_sentences);
  g_test_add_func ("/chart-data/values-no-scale-can-hold-are-not-known", test_hostile_values);
  g_test_add_func ("/chart-table/cells", test_table);
  g_test_add_func ("/chart-table/tabs-in-names-begin-no-cell", test_tabbed);
  g_test_add_func ("/chart-data/points-of-a-map-are-said-with-both-values", test_map);
  g_test_add_func ("/chart-data/half-a-point-is-none", test_half_point);
  return g_test_run ();
}
