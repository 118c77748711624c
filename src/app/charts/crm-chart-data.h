/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows: categories, series and values, without a thought to how it is drawn. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CrmChartForm:
 * @CRM_CHART_COLUMNS: upright bars a category, beside each other or stacked, with lines and targets over them
 * @CRM_CHART_BARS: lying bars, one row a category, with intervals and markers
 * @CRM_CHART_FUNNEL: the first series is how many reached each stage (category); the others say what became of those who went no further
 * @CRM_CHART_MATRIX: a row a series, a column a category; the value shades its cell
 * @CRM_CHART_LINES: lines over the categories, with bands where values have an interval
 * @CRM_CHART_WATERFALL: the first series; a category is a change, or a total where crm_chart_data_set_total() says so
 * @CRM_CHART_MAP: a category is a point: the first series says how far across, the second how far up, a third, where there is one, how much it
 *   weighs, which is the area of its dot. The mark of a point is that of the first series
 */
typedef enum
{
  CRM_CHART_COLUMNS,
  CRM_CHART_BARS,
  CRM_CHART_FUNNEL,
  CRM_CHART_MATRIX,
  CRM_CHART_LINES,
  CRM_CHART_WATERFALL,
  CRM_CHART_MAP,
} CrmChartForm;

/**
 * CrmChartUnit:
 * @CRM_CHART_COUNT: whole things
 * @CRM_CHART_MONEY: minor units of one currency
 * @CRM_CHART_SHARE: 0 to 1, shown in per cent
 * @CRM_CHART_DAYS: days
 * @CRM_CHART_NUMBER: any other number, with up to two decimals
 */
typedef enum
{
  CRM_CHART_COUNT,
  CRM_CHART_MONEY,
  CRM_CHART_SHARE,
  CRM_CHART_DAYS,
  CRM_CHART_NUMBER,
} CrmChartUnit;

/** CrmSeriesLook: how the values of one series are drawn, where the form leaves a choice. */
typedef enum
{
  CRM_SERIES_BAR,
  CRM_SERIES_LINE,
  CRM_SERIES_MARKER, /* a short stroke across the bar: a target, a median; a point among lines */
} CrmSeriesLook;

/**
 * CrmSeriesTone:
 * @CRM_SERIES_AUTO: the next colour of the palette; the accent where there is only one series
 * @CRM_SERIES_ACCENT: libadwaita's accent
 * @CRM_SERIES_GOOD: that of success
 * @CRM_SERIES_BAD: that of errors
 * @CRM_SERIES_QUIET: grey: what is there for comparison
 * @CRM_SERIES_STEP: the accent, lighter with each such series: steps of one thing, such as how sure a deal is
 *
 * Colours never stand alone: patterns, places and words say the same.
 */
typedef enum
{
  CRM_SERIES_AUTO,
  CRM_SERIES_ACCENT,
  CRM_SERIES_GOOD,
  CRM_SERIES_BAD,
  CRM_SERIES_QUIET,
  CRM_SERIES_STEP,
} CrmSeriesTone;

/** CrmChartQuadrant: a part of a map, by where it lies from the cross. */
typedef enum
{
  CRM_QUADRANT_LOW_HIGH, /* little across, much up: the corner over the origin */
  CRM_QUADRANT_HIGH_HIGH,
  CRM_QUADRANT_LOW_LOW,
  CRM_QUADRANT_HIGH_LOW,
  CRM_N_QUADRANTS,
} CrmChartQuadrant;

/**
 * CrmChartValue:
 * @value: where it is drawn; money is whole minor units, exact up to 2^53
 * @low: the lower end of its interval
 * @high: the upper end
 * @known: whether there is a value at all; 0 is one
 * @has_interval: whether @low and @high mean something
 * @text: how a person reads it, in full
 */
typedef struct
{
  double value;
  double low;
  double high;
  gboolean known;
  gboolean has_interval;
  char *text;
} CrmChartValue;

/**
 * CrmChartData:
 *
 * Filled on one thread, then only read, on any. Reference-counted. No function draws or knows a widget; all text is copied.
 */
typedef struct _CrmChartData CrmChartData;

#define CRM_TYPE_CHART_DATA (crm_chart_data_get_type ())

GType crm_chart_data_get_type (void);

/**
 * crm_chart_data_new:
 * @title: stands over the chart, names it for assistive technology and suggests the name of a file
 * @locale: (nullable): for figures: "zh_CN.UTF-8"; %NULL for that of LC_MESSAGES
 *
 * Returns: (transfer full): a chart without categories or series, of whole things.
 */
CrmChartData *crm_chart_data_new (CrmChartForm form, const char *title, const char *locale);
CrmChartData *crm_chart_data_ref (CrmChartData *self);
void crm_chart_data_unref (CrmChartData *self);

/* One line under the title: what is counted, when, how many records. */
void crm_chart_data_set_subtitle (CrmChartData *self, const char *subtitle);

/* @currency: ISO 4217 for %CRM_CHART_MONEY, else %NULL. Before any value. */
void crm_chart_data_set_unit (CrmChartData *self, CrmChartUnit unit, const char *currency);

/* %CRM_CHART_COLUMNS: the bars of a category stand on each other; %CRM_CHART_BARS: they follow each other in one row, none below 0. */
void crm_chart_data_set_stacked (CrmChartData *self, gboolean stacked);

/* What to say where there is nothing to draw; there is a general sentence else. */
void crm_chart_data_set_empty_text (CrmChartData *self, const char *text);

/**
 * crm_chart_data_add_category:
 * @label: short: it stands at the axis: "Jun"
 * @name: (nullable): in full, for tooltips, tables and assistive technology: "June 2026"; %NULL for @label
 *
 * Returns: its index.
 */
guint crm_chart_data_add_category (CrmChartData *self, const char *label, const char *name);

/* Returns: its index. */
guint crm_chart_data_add_series (CrmChartData *self, const char *name, CrmSeriesLook look, CrmSeriesTone tone);

/* A value that is not finite, or further from 0 than 1e18, counts as not known: no scale can hold it. */
void crm_chart_data_set_value (CrmChartData *self, guint series, guint category, double value);

/* (nullable): the words for a value; %NULL: made from the unit and the locale. */
void crm_chart_data_set_text (CrmChartData *self, guint series, guint category, const char *text);

/* The interval around a value: drawn as whiskers on bars, as a band along lines. */
void crm_chart_data_set_interval (CrmChartData *self, guint series, guint category, double low, double high);

/* What there is to say of a category besides: %CRM_CHART_FUNNEL: what stands between this stage and the next: "62 %"; %CRM_CHART_LINES: what happened
 * then: "New version"; %CRM_CHART_MAP: what the point is: "Attractive". */
void crm_chart_data_set_note (CrmChartData *self, guint category, const char *note);

/* %CRM_CHART_WATERFALL: the value is what there is in all at this point, not a change. */
void crm_chart_data_set_total (CrmChartData *self, guint category);

/* %CRM_CHART_MAP: where the two lines stand that divide it, and what the parts between them are called. */
void crm_chart_data_set_cross (CrmChartData *self, double across, double up);
void crm_chart_data_set_quadrant (CrmChartData *self, CrmChartQuadrant quadrant, const char *name);

/* %CRM_CHART_MAP: the axis of this series shows at least from @low to @high: all that there can be. */
void crm_chart_data_set_range (CrmChartData *self, guint series, double low, double high);

/* ── reading; all texts are borrowed ──────────────────────────────────────────────────────── */

CrmChartForm crm_chart_data_get_form (const CrmChartData *self);
CrmChartUnit crm_chart_data_get_unit (const CrmChartData *self);
const char *crm_chart_data_get_title (const CrmChartData *self);
const char *crm_chart_data_get_subtitle (const CrmChartData *self);
const char *crm_chart_data_get_empty_text (const CrmChartData *self);
const char *crm_chart_data_get_locale (const CrmChartData *self);
gboolean crm_chart_data_get_stacked (const CrmChartData *self);
guint crm_chart_data_get_n_categories (const CrmChartData *self);
guint crm_chart_data_get_n_series (const CrmChartData *self);
const char *crm_chart_data_get_label (const CrmChartData *self, guint category);
const char *crm_chart_data_get_name (const CrmChartData *self, guint category);
const char *crm_chart_data_get_note (const CrmChartData *self, guint category);
gboolean crm_chart_data_is_total (const CrmChartData *self, guint category);
const char *crm_chart_data_get_series_name (const CrmChartData *self, guint series);
CrmSeriesLook crm_chart_data_get_look (const CrmChartData *self, guint series);
CrmSeriesTone crm_chart_data_get_tone (const CrmChartData *self, guint series);

/* (transfer none): never %NULL; not known where none was set. */
const CrmChartValue *crm_chart_data_get_value (const CrmChartData *self, guint series, guint category);

/* Whether a value has a mark of its own, that can be pointed at. */
gboolean crm_chart_data_has_mark (const CrmChartData *self, guint series, guint category);

/* Returns: whether a map is divided. */
gboolean crm_chart_data_get_cross (const CrmChartData *self, double *across, double *up);

/* (nullable) */
const char *crm_chart_data_get_quadrant (const CrmChartData *self, CrmChartQuadrant quadrant);

/* Returns: whether a series has a range. */
gboolean crm_chart_data_get_range (const CrmChartData *self, guint series, double *low, double *high);

/* Whether there is no value to draw. */
gboolean crm_chart_data_is_empty (const CrmChartData *self);

/* (transfer full): what is said of one value: "June 2026, Committed: ¥1,200.00". */
char *crm_chart_data_dup_sentence (const CrmChartData *self, guint series, guint category);

/* (transfer full): what is said of the whole: the form and how much there is, "Bar chart, 24 values"; or why there is nothing. */
char *crm_chart_data_dup_summary (const CrmChartData *self);

/* (transfer full): any value as the unit has it: in full, or short for an axis: "1.2M", "120万". */
char *crm_chart_data_format (const CrmChartData *self, double value);
char *crm_chart_data_format_short (const CrmChartData *self, double value);

/* (transfer full): a value for a program: "1200.00", "0.62". */
char *crm_chart_data_format_plain (const CrmChartData *self, double value);

/* How many of the unit's steps make one whole: 100 for yuan, 1 for counts. Axes are divided by wholes. */
double crm_chart_data_get_whole (const CrmChartData *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChartData, crm_chart_data_unref)

G_END_DECLS
