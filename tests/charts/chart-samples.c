/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts with invented figures, one of every form and several that no office should ever see. */

#include "tests/charts/chart-samples.h"

#include <math.h>

static const char *const months[][3] = {
  { "Jun", "June 2026", "6月" },
  { "Jul", "July 2026", "7月" },
  { "Aug", "August 2026", "8月" },
  { "Sep", "September 2026", "9月" },
  { "Oct", "October 2026", "10月" },
  { "Nov", "November 2026", "11月" },
};

static const char *const stages[][2] = {
  { "Qualified", "初步接触" },
  { "Needs understood", "需求确认" },
  { "Proposal", "方案报价" },
  { "Negotiation", "商务谈判" },
  { "Won", "成交" },
};

static CrmChartData *
begin (CrmChartForm form, gboolean chinese, const char *english_title, const char *chinese_title, const char *english_subtitle, const char *chinese_subtitle)
{
  CrmChartData *data = crm_chart_data_new (form, chinese ? chinese_title : english_title, chinese ? "zh_CN" : "en_GB");

  crm_chart_data_set_subtitle (data, chinese ? chinese_subtitle : english_subtitle);
  return data;
}

static void
add_months (CrmChartData *data, gboolean chinese)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    crm_chart_data_add_category (data, months[i][chinese ? 2 : 0], months[i][chinese ? 2 : 1]);
}

static void
set_values (CrmChartData *data, guint series, const double *values, guint n, double factor)
{
  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      crm_chart_data_set_value (data, series, i, values[i] * factor);
}

#define SET(data, series, factor, ...) \
  set_values (data, series, (const double[]){ __VA_ARGS__ }, sizeof ((const double[]){ __VA_ARGS__ }) / sizeof (double), factor)

static CrmChartData *
make_forecast (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "Forecast by month", "按月预测", "84 open deals and 31 won, by expected closing date", "84 个进行中的商机和 31 个成交，按预计成交日期");

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, "CNY");
  crm_chart_data_set_stacked (data, TRUE);
  add_months (data, zh);
  SET (data, crm_chart_data_add_series (data, zh ? "已成交" : "Won", CRM_SERIES_BAR, CRM_SERIES_STEP), 100, 1240000, 860000, 120000, 0, 0, 0);
  SET (data, crm_chart_data_add_series (data, zh ? "已承诺" : "Committed", CRM_SERIES_BAR, CRM_SERIES_STEP), 100, 0, 310000, 740000, 520000, 210000, 80000);
  SET (data, crm_chart_data_add_series (data, zh ? "最好情况" : "Best case", CRM_SERIES_BAR, CRM_SERIES_STEP), 100, 0, 120000, 330000, 410000, 260000, 190000);
  SET (data, crm_chart_data_add_series (data, zh ? "销售管道" : "Pipeline", CRM_SERIES_BAR, CRM_SERIES_STEP), 100, 0, 90000, 280000, 520000, 610000, 430000);
  SET (data, crm_chart_data_add_series (data, zh ? "加权" : "Weighted", CRM_SERIES_LINE, CRM_SERIES_AUTO), 100, 1240000, 1150000, 920000, 830000, 520000, 310000);
  SET (data, crm_chart_data_add_series (data, zh ? "目标" : "Target", CRM_SERIES_MARKER, CRM_SERIES_AUTO), 100, 1100000, 1200000, 1200000, 1300000, 1300000, 1500000);
  return data;
}

static CrmChartData *
make_grouped (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "Won deals", "成交商机", "This year and last year", "今年与去年");

  add_months (data, zh);
  SET (data, crm_chart_data_add_series (data, zh ? "今年" : "This year", CRM_SERIES_BAR, CRM_SERIES_ACCENT), 1, 12, 9, 14, 7, 11, 16);
  SET (data, crm_chart_data_add_series (data, zh ? "去年" : "Last year", CRM_SERIES_BAR, CRM_SERIES_QUIET), 1, 8, 10, 9, 9, 6, 12);
  return data;
}

static CrmChartData *
make_single (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "New customers", "新客户", "By month of their first entry", "按首次录入的月份");

  add_months (data, zh);
  SET (data, crm_chart_data_add_series (data, zh ? "新客户" : "New customers", CRM_SERIES_BAR, CRM_SERIES_AUTO), 1, 42, 57, 31, 64, 70, 48);
  return data;
}

static CrmChartData *
make_funnel (gboolean zh)
{
  static const double reached[] = { 240, 151, 88, 47, 29 };
  CrmChartData *data = begin (CRM_CHART_FUNNEL, zh, "Funnel", "销售漏斗", "240 deals that began from January to June 2026", "2026 年 1 月至 6 月开始的 240 个商机");
  guint entered = crm_chart_data_add_series (data, zh ? "到达" : "reached", CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  guint lost = crm_chart_data_add_series (data, zh ? "丢单" : "lost", CRM_SERIES_BAR, CRM_SERIES_BAD);
  guint open = crm_chart_data_add_series (data, zh ? "进行中" : "open", CRM_SERIES_BAR, CRM_SERIES_QUIET);
  guint elsewhere = crm_chart_data_add_series (data, zh ? "其他管道" : "elsewhere", CRM_SERIES_BAR, CRM_SERIES_AUTO);

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      crm_chart_data_add_category (data, stages[i][zh], NULL);
      crm_chart_data_set_value (data, entered, i, reached[i]);
      if (i + 1 < G_N_ELEMENTS (stages))
        {
          g_autofree char *rate = g_strdup_printf ("%.0f %%", 100 * reached[i + 1] / reached[i]);

          crm_chart_data_set_note (data, i, rate);
        }
    }
  SET (data, lost, 1, 71, 44, 27, 11);
  SET (data, open, 1, 16, 19, 14, 7);
  SET (data, elsewhere, 1, 2, 0, 0, 0);
  return data;
}

static CrmChartData *
make_reasons (gboolean zh)
{
  static const char *const reasons[][2] = { { "Price too high", "价格太高" }, { "No budget this year", "今年没有预算" }, { "Chose a competitor", "选择了竞争对手" }, { "No decision", "没有决定" }, { "Feature missing", "缺少功能" } };
  CrmChartData *data = begin (CRM_CHART_BARS, zh, "Lost reasons", "丢单原因", "This quarter and the one before", "本季度与上季度");
  guint now = crm_chart_data_add_series (data, zh ? "本季度" : "This quarter", CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  guint before = crm_chart_data_add_series (data, zh ? "上季度" : "Quarter before", CRM_SERIES_BAR, CRM_SERIES_QUIET);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    crm_chart_data_add_category (data, reasons[i][zh], NULL);
  SET (data, now, 1, 34, 21, 18, 9, 3);
  SET (data, before, 1, 28, 25, 11, 12, 0);
  return data;
}

static CrmChartData *
make_stage_time (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_BARS, zh, "Time in stage", "阶段停留时间", "Median, and the time within which four of five went on", "中位数，以及五分之四的商机在此之内离开的时间");
  guint median = crm_chart_data_add_series (data, zh ? "中位数" : "Median", CRM_SERIES_BAR, CRM_SERIES_ACCENT);
  guint p80 = crm_chart_data_add_series (data, zh ? "80% 以内" : "80 % within", CRM_SERIES_MARKER, CRM_SERIES_AUTO);

  crm_chart_data_set_unit (data, CRM_CHART_DAYS, NULL);
  for (guint i = 0; i + 1 < G_N_ELEMENTS (stages); i++)
    crm_chart_data_add_category (data, stages[i][zh], NULL);
  SET (data, median, 1, 4.5, 11, 18, 7);
  SET (data, p80, 1, 12, 26, 41, 16);
  return data;
}

static CrmChartData *
make_drivers (gboolean zh)
{
  static const char *const drivers[][2] = { { "Answered quickly", "回复及时" }, { "Competent advice", "专业建议" }, { "Price", "价格" }, { "Delivery on time", "准时交付" } };
  static const double values[] = { 0.42, 0.31, 0.12, -0.08 };
  CrmChartData *data = begin (CRM_CHART_BARS, zh, "What drives satisfaction", "满意度的驱动因素", "Correlation with 95 % interval, 212 answers", "相关系数与 95% 区间，212 份答卷");
  guint driver = crm_chart_data_add_series (data, zh ? "相关" : "Correlation", CRM_SERIES_BAR, CRM_SERIES_AUTO);

  crm_chart_data_set_unit (data, CRM_CHART_NUMBER, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (drivers); i++)
    {
      crm_chart_data_add_category (data, drivers[i][zh], NULL);
      crm_chart_data_set_value (data, driver, i, values[i]);
      crm_chart_data_set_interval (data, driver, i, values[i] - 0.1, values[i] + 0.11);
    }
  return data;
}

static CrmChartData *
make_matrix (gboolean zh)
{
  static const double moves[6][6] = {
    { 0, 14, 3, 0, 0, 0 },
    { 0, 21, 12, 4, 1, 0 },
    { 0, 2, 17, 9, 2, 1 },
    { 0, 0, 1, 11, 8, 3 },
    { 0, 0, 0, 2, 9, 7 },
    { 0, 0, 0, 0, 0, 0 },
  };
  CrmChartData *data = begin (CRM_CHART_MATRIX, zh, "Movement", "阶段变动", "Where 127 deals stood on 1 June, and where on 22 June", "127 个商机在 6 月 1 日和 6 月 22 日所处的阶段");

  crm_chart_data_add_category (data, zh ? "已删除" : "Removed", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    crm_chart_data_add_category (data, stages[i][zh], NULL);
  for (guint row = 0; row < 6; row++)
    {
      guint series = crm_chart_data_add_series (data, row == 0 ? zh ? "新增" : "New" : stages[row - 1][zh], CRM_SERIES_BAR, CRM_SERIES_AUTO);

      for (guint column = 0; column < 6; column++)
        crm_chart_data_set_value (data, series, column, moves[row][column]);
    }
  return data;
}

static CrmChartData *
make_seasonal (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_LINES, zh, "Sales and outlook", "销售与展望", "Won by month; the outlook with its 80 % band", "按月成交额；展望及其 80% 区间");
  guint won, outlook;

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, "CNY");
  won = crm_chart_data_add_series (data, zh ? "已成交" : "Won", CRM_SERIES_LINE, CRM_SERIES_ACCENT);
  outlook = crm_chart_data_add_series (data, zh ? "展望" : "Outlook", CRM_SERIES_LINE, CRM_SERIES_ACCENT);
  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *label = g_strdup_printf (zh ? "%u月" : "%02u/26", i % 12 + 1), *name = g_strdup_printf ("%u-%02u", 2025 + i / 12, i % 12 + 1);
      double value = 9e7 + 2.4e7 * sin (i * 0.5236) + 1.1e6 * i;

      crm_chart_data_add_category (data, label, name);
      if (i <= 17)
        crm_chart_data_set_value (data, won, i, round (value));
      if (i >= 17)
        {
          crm_chart_data_set_value (data, outlook, i, round (value));
          crm_chart_data_set_interval (data, outlook, i, round (value - 4e6 * (i - 16)), round (value + 4e6 * (i - 16)));
        }
    }
  return data;
}

static CrmChartData *
make_accuracy (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_LINES, zh, "Forecast accuracy", "预测准确度", "What was foretold a month before, and what came", "提前一个月的预测与实际结果");

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, "CNY");
  add_months (data, zh);
  SET (data, crm_chart_data_add_series (data, zh ? "预测" : "Forecast", CRM_SERIES_LINE, CRM_SERIES_AUTO), 100, 910000, 980000, 870000, 1120000, 1190000, 1050000);
  SET (data, crm_chart_data_add_series (data, zh ? "实际" : "Actual", CRM_SERIES_MARKER, CRM_SERIES_AUTO), 100, 860000, 1010000, 720000, 1150000, 1080000, NAN);
  return data;
}

static CrmChartData *
make_waterfall (gboolean zh)
{
  static const char *const steps[][2] = { { "1 June", "6月1日" }, { "Added", "新增" }, { "Grew", "增加" }, { "Shrank", "减少" }, { "Won", "成交" }, { "Lost", "丢单" }, { "22 June", "6月22日" } };
  CrmChartData *data = begin (CRM_CHART_WATERFALL, zh, "What changed", "变动情况", "Value of the open deals", "进行中商机的金额");

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, "CNY");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    crm_chart_data_add_category (data, steps[i][zh], NULL);
  SET (data, crm_chart_data_add_series (data, zh ? "金额" : "Value", CRM_SERIES_BAR, CRM_SERIES_AUTO), 100, 4120000, 1360000, 420000, -280000, -1240000, -610000, 3770000);
  crm_chart_data_set_total (data, 0);
  crm_chart_data_set_total (data, 6);
  return data;
}

/* Where items lie by how well they are done and how much they count. */
static CrmChartData *
make_importance (gboolean zh)
{
  static const char *const items[][2] = { { "Reliability", "可靠性" }, { "Response time", "响应速度" }, { "Competence", "专业能力" }, { "Friendliness", "态度友好" }, { "Rooms and material", "环境与资料" }, { "Billing", "账单" } };
  static const double performance[] = { 3.6, 2.9, 4.4, 4.6, 4.1, 3.2 }, importance[] = { 4.7, 4.5, 4.4, 3.7, 2.8, 3.1 };
  CrmChartData *data = begin (CRM_CHART_MAP, zh, "Importance and performance", "重要性与表现", "Means of 212 answers; the lines stand at the means of all", "212 份回答的均值；分界线为总体均值");

  crm_chart_data_set_unit (data, CRM_CHART_NUMBER, NULL);
  crm_chart_data_add_series (data, zh ? "表现" : "Performance", CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, zh ? "重要性" : "Importance", CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      crm_chart_data_add_category (data, items[i][zh], NULL);
      crm_chart_data_set_value (data, 0, i, performance[i]);
      crm_chart_data_set_value (data, 1, i, importance[i]);
    }
  crm_chart_data_set_note (data, 1, zh ? "重点改进" : "Concentrate here");
  crm_chart_data_set_cross (data, 3.8, 3.87);
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_HIGH, zh ? "重点改进" : "Concentrate here");
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_HIGH_HIGH, zh ? "继续保持" : "Keep up the good work");
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_LOW, zh ? "优先级低" : "Low priority");
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_HIGH_LOW, zh ? "可能过度" : "Possible overkill");
  return data;
}

/* Dots that weigh: how many customers are as satisfied and as loyal; some lie over each other, and one at the very corner. */
static CrmChartData *
make_loyalty (gboolean zh)
{
  static const double points[][3] = { { 100, 0, 41 }, { 100, 1, 63 }, { 100, 2, 57 }, { 100, 5, 18 }, { 75, 0, 88 }, { 75, 1, 120 }, { 75, 3, 12 }, { 50, 0, 30 }, { 50, 2, 9 }, { 25, 4, 3 }, { 0, 0, 14 }, { 0, 0, 1 } };
  CrmChartData *data = begin (CRM_CHART_MAP, zh, "Satisfaction and loyalty", "满意度与忠诚度", "456 customers by their last answer and deals won", "456 位客户，按最近一次回答与成交次数");

  crm_chart_data_set_unit (data, CRM_CHART_NUMBER, NULL);
  crm_chart_data_add_series (data, zh ? "满意度" : "Satisfaction", CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, zh ? "成交次数" : "Deals won", CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_add_series (data, zh ? "客户数" : "Customers", CRM_SERIES_MARKER, CRM_SERIES_ACCENT);
  crm_chart_data_set_range (data, 0, 0, 100);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      crm_chart_data_add_category (data, "", zh ? "一组客户" : "A group");
      for (guint series = 0; series < 3; series++)
        crm_chart_data_set_value (data, series, i, points[i][series]);
    }
  crm_chart_data_set_cross (data, 75, 2);
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_HIGH, zh ? "忠诚但不满意" : "Loyal but unhappy");
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_HIGH_HIGH, zh ? "满意且忠诚" : "Satisfied and loyal");
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_LOW, zh ? "两者皆否" : "Neither");
  crm_chart_data_set_quadrant (data, CRM_QUADRANT_HIGH_LOW, zh ? "满意但不忠诚" : "Satisfied but not loyal");
  return data;
}

/* Shares of a whole in a row each. */
static CrmChartData *
make_shares (gboolean zh)
{
  static const char *const rows[][2] = { { "Interview", "访谈" }, { "Kiosk", "自助终端" }, { "Web", "网页" } };
  static const double shares[][3] = { { 0.12, 0.30, 0.58 }, { 0.34, 0.25, 0.41 }, { 0.02, 0.5, 0.48 } };
  CrmChartData *data = begin (CRM_CHART_BARS, zh, "Would recommend, by channel", "推荐意愿，按渠道", "318 answers", "318 份回答");

  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  crm_chart_data_set_stacked (data, TRUE);
  crm_chart_data_add_series (data, zh ? "贬损者" : "Detractors", CRM_SERIES_BAR, CRM_SERIES_BAD);
  crm_chart_data_add_series (data, zh ? "被动者" : "Passives", CRM_SERIES_BAR, CRM_SERIES_QUIET);
  crm_chart_data_add_series (data, zh ? "推荐者" : "Promoters", CRM_SERIES_BAR, CRM_SERIES_GOOD);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      crm_chart_data_add_category (data, rows[i][zh], NULL);
      for (guint series = 0; series < 3; series++)
        crm_chart_data_set_value (data, series, i, shares[i][series]);
    }
  return data;
}

/* A score over time with what happened in between; two events stand too near each other for their names. */
static CrmChartData *
make_trend (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_LINES, zh, "Satisfaction by month", "每月满意度", "Share of 4 and 5, with 95 % intervals", "4 分和 5 分的占比及 95 % 区间");
  guint series = crm_chart_data_add_series (data, zh ? "满意度" : "CSAT", CRM_SERIES_LINE, CRM_SERIES_ACCENT);
  static const double shares[] = { 0.71, 0.74, NAN, 0.62, 0.79, 0.83 };

  crm_chart_data_set_unit (data, CRM_CHART_SHARE, NULL);
  add_months (data, zh);
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    if (!isnan (shares[i]))
      {
        crm_chart_data_set_value (data, series, i, shares[i]);
        crm_chart_data_set_interval (data, series, i, shares[i] - 0.08, MIN (shares[i] + 0.07, 1));
      }
  crm_chart_data_set_note (data, 1, zh ? "第 2 版" : "Version 2");
  crm_chart_data_set_note (data, 2, zh ? "搬迁新址并更换了整个服务团队" : "Moved house and changed the whole service team");
  crm_chart_data_set_note (data, 5, zh ? "第 3 版" : "Version 3");
  return data;
}

/* ── extremes ─────────────────────────────────────────────────────────────────────────────── */

static CrmChartData *
make_empty (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "Forecast by month", "按月预测", NULL, NULL);

  crm_chart_data_set_empty_text (data, zh ? "此期间没有预计成交的商机" : "No deals are expected to close in this period");
  add_months (data, zh);
  crm_chart_data_add_series (data, "A", CRM_SERIES_BAR, CRM_SERIES_AUTO);
  return data;
}

static CrmChartData *
make_one (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "One value", "一个值", NULL, NULL);

  crm_chart_data_add_category (data, zh ? "6月" : "Jun", NULL);
  SET (data, crm_chart_data_add_series (data, zh ? "数量" : "Deals", CRM_SERIES_BAR, CRM_SERIES_AUTO), 1, 1);
  return data;
}

static CrmChartData *
make_zero (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "Nothing but zeros", "全部为零", NULL, NULL);

  add_months (data, zh);
  SET (data, crm_chart_data_add_series (data, zh ? "数量" : "Deals", CRM_SERIES_BAR, CRM_SERIES_AUTO), 1, 0, 0, 0, 0, 0, 0);
  return data;
}

static CrmChartData *
make_many (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "Sixty months, huge numbers, below zero too", "六十个月，数额巨大，也有负数", NULL, NULL);
  guint series = crm_chart_data_add_series (data, zh ? "金额" : "Value", CRM_SERIES_BAR, CRM_SERIES_AUTO);

  crm_chart_data_set_unit (data, CRM_CHART_MONEY, "CNY");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *label = g_strdup_printf ("%02u/%02u", i % 12 + 1, 22 + i / 12);

      crm_chart_data_add_category (data, label, NULL);
      crm_chart_data_set_value (data, series, i, 8e14 * sin (i * 0.4));
    }
  return data;
}

static CrmChartData *
make_six (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_COLUMNS, zh, "Six colours", "六种颜色", "The palette with its patterns", "调色板及其图案");

  add_months (data, zh);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf (zh ? "系列 %u" : "Series %u", i + 1);

      SET (data, crm_chart_data_add_series (data, name, CRM_SERIES_BAR, CRM_SERIES_AUTO), 1, 5 + i, 7 - i, 4 + i, 8 - i, 6, 5 + i);
    }
  return data;
}

static CrmChartData *
make_long (gboolean zh)
{
  CrmChartData *data = begin (CRM_CHART_BARS, zh, "Names that are far too long for their place", "名称过长", NULL, NULL);
  guint series = crm_chart_data_add_series (data, "n", CRM_SERIES_BAR, CRM_SERIES_AUTO);

  crm_chart_data_add_category (data, zh ? "洛阳瓦岗寨进出口贸易有限责任公司驻北京办事处采购部" : "The customer’s purchasing department postponed every decision until the next financial year", NULL);
  crm_chart_data_add_category (data, "x", NULL);
  SET (data, series, 1, 3, 123456789);
  return data;
}

const ChartSample chart_samples[] = {
  { "forecast", make_forecast },
  { "grouped", make_grouped },
  { "single", make_single },
  { "funnel", make_funnel },
  { "reasons", make_reasons },
  { "stage-time", make_stage_time },
  { "drivers", make_drivers },
  { "matrix", make_matrix },
  { "seasonal", make_seasonal },
  { "accuracy", make_accuracy },
  { "waterfall", make_waterfall },
  { "importance", make_importance },
  { "loyalty", make_loyalty },
  { "shares", make_shares },
  { "trend", make_trend },
  { "empty", make_empty },
  { "one", make_one },
  { "zero", make_zero },
  { "many", make_many },
  { "six", make_six },
  { "long", make_long },
};
const guint n_chart_samples = G_N_ELEMENTS (chart_samples);

CrmChartData *
chart_sample_make (const char *name, gboolean chinese)
{
  for (guint i = 0; i < n_chart_samples; i++)
    if (g_str_equal (chart_samples[i].name, name))
      return chart_samples[i].make (chinese);
  g_assert_not_reached ();
}
