/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a chart shows: categories, series and values, without a thought to how it is drawn. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-data.h"

#include "app/charts/crm-chart-figure.h"

#include "core/base/crm-money.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* Beyond it neither the scales nor the figures are exact enough to mean anything. */
#define LARGEST 1e18

typedef struct
{
  char *label;
  char *name; /* NULL: the label */
  char *note;
  gboolean total;
} Category;

typedef struct
{
  char *name;
  CrmSeriesLook look;
  CrmSeriesTone tone;
  GArray *values; /* of CrmChartValue; as long as the last category that has one */
  double low;
  double high;
  gboolean has_range;
} Series;

struct _CrmChartData
{
  char *title;
  char *subtitle;
  char *empty_text;
  char *locale;
  GArray *categories;
  GArray *series;
  char currency[4];
  CrmChartForm form;
  CrmChartUnit unit;
  gboolean stacked;

  /* of a map */
  char *quadrants[CRM_N_QUADRANTS];
  double across;
  double up;
  gboolean has_cross;
};

G_DEFINE_BOXED_TYPE (CrmChartData, crm_chart_data, crm_chart_data_ref, crm_chart_data_unref)

static void
category_clear (gpointer data)
{
  Category *category = data;

  g_free (category->label);
  g_free (category->name);
  g_free (category->note);
}

static void
value_clear (gpointer data)
{
  g_free (((CrmChartValue *)data)->text);
}

static void
series_clear (gpointer data)
{
  Series *series = data;

  g_free (series->name);
  g_array_unref (series->values);
}

CrmChartData *
crm_chart_data_new (CrmChartForm form, const char *title, const char *locale)
{
  CrmChartData *self;

  g_return_val_if_fail (title != NULL, NULL);

  self = g_atomic_rc_box_new0 (CrmChartData);
  self->form = form;
  self->title = g_strdup (title);
  self->locale = g_strdup (locale != NULL ? locale : setlocale (LC_MESSAGES, NULL));
  self->categories = g_array_new (FALSE, FALSE, sizeof (Category));
  g_array_set_clear_func (self->categories, category_clear);
  self->series = g_array_new (FALSE, FALSE, sizeof (Series));
  g_array_set_clear_func (self->series, series_clear);
  return self;
}

CrmChartData *
crm_chart_data_ref (CrmChartData *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
chart_data_clear (gpointer data)
{
  CrmChartData *self = data;

  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->empty_text);
  g_free (self->locale);
  for (guint i = 0; i < CRM_N_QUADRANTS; i++)
    g_free (self->quadrants[i]);
  g_array_unref (self->categories);
  g_array_unref (self->series);
}

void
crm_chart_data_unref (CrmChartData *self)
{
  g_atomic_rc_box_release_full (self, chart_data_clear);
}

static Category *
get_category (const CrmChartData *self, guint category)
{
  return &g_array_index (self->categories, Category, category);
}

static Series *
get_series (const CrmChartData *self, guint series)
{
  return &g_array_index (self->series, Series, series);
}

/* ── filling ──────────────────────────────────────────────────────────────────────────────── */

void
crm_chart_data_set_subtitle (CrmChartData *self, const char *subtitle)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->subtitle, subtitle);
}

void
crm_chart_data_set_unit (CrmChartData *self, CrmChartUnit unit, const char *currency)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (unit != CRM_CHART_MONEY || (currency != NULL && crm_money_is_currency (currency)));

  self->unit = unit;
  if (unit == CRM_CHART_MONEY)
    g_strlcpy (self->currency, currency, sizeof self->currency);
}

void
crm_chart_data_set_stacked (CrmChartData *self, gboolean stacked)
{
  g_return_if_fail (self != NULL);

  self->stacked = stacked;
}

void
crm_chart_data_set_empty_text (CrmChartData *self, const char *text)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->empty_text, text);
}

guint
crm_chart_data_add_category (CrmChartData *self, const char *label, const char *name)
{
  Category category = { .label = g_strdup (label), .name = g_strdup (name) };

  g_return_val_if_fail (self != NULL && label != NULL, 0);

  g_array_append_val (self->categories, category);
  return self->categories->len - 1;
}

guint
crm_chart_data_add_series (CrmChartData *self, const char *name, CrmSeriesLook look, CrmSeriesTone tone)
{
  Series series = { .look = look, .tone = tone };

  g_return_val_if_fail (self != NULL && name != NULL, 0);

  series.name = g_strdup (name);
  series.values = g_array_new (FALSE, TRUE, sizeof (CrmChartValue));
  g_array_set_clear_func (series.values, value_clear);
  g_array_append_val (self->series, series);
  return self->series->len - 1;
}

static CrmChartValue *
make_value (CrmChartData *self, guint series, guint category)
{
  GArray *values = get_series (self, series)->values;

  if (values->len <= category)
    g_array_set_size (values, category + 1);
  return &g_array_index (values, CrmChartValue, category);
}

void
crm_chart_data_set_value (CrmChartData *self, guint series, guint category, double value)
{
  CrmChartValue *slot;

  g_return_if_fail (self != NULL && series < self->series->len && category < self->categories->len);

  slot = make_value (self, series, category);
  slot->known = isfinite (value) && fabs (value) <= LARGEST;
  slot->value = slot->known ? value : 0;
  g_free (slot->text);
  slot->text = slot->known ? crm_chart_data_format (self, value) : NULL;
}

void
crm_chart_data_set_text (CrmChartData *self, guint series, guint category, const char *text)
{
  CrmChartValue *slot;

  g_return_if_fail (self != NULL && series < self->series->len && category < self->categories->len);

  slot = make_value (self, series, category);
  g_free (slot->text);
  slot->text = text != NULL ? g_strdup (text) : crm_chart_data_format (self, slot->value);
}

void
crm_chart_data_set_interval (CrmChartData *self, guint series, guint category, double low, double high)
{
  CrmChartValue *slot;

  g_return_if_fail (self != NULL && series < self->series->len && category < self->categories->len);

  slot = make_value (self, series, category);
  slot->has_interval = isfinite (low) && isfinite (high) && MAX (fabs (low), fabs (high)) <= LARGEST;
  slot->low = slot->has_interval ? MIN (low, high) : 0;
  slot->high = slot->has_interval ? MAX (low, high) : 0;
}

void
crm_chart_data_set_note (CrmChartData *self, guint category, const char *note)
{
  g_return_if_fail (self != NULL && category < self->categories->len);

  g_set_str (&get_category (self, category)->note, note);
}

void
crm_chart_data_set_total (CrmChartData *self, guint category)
{
  g_return_if_fail (self != NULL && category < self->categories->len);

  get_category (self, category)->total = TRUE;
}

void
crm_chart_data_set_cross (CrmChartData *self, double across, double up)
{
  g_return_if_fail (self != NULL);

  self->has_cross = isfinite (across) && isfinite (up) && MAX (fabs (across), fabs (up)) <= LARGEST;
  self->across = across;
  self->up = up;
}

void
crm_chart_data_set_quadrant (CrmChartData *self, CrmChartQuadrant quadrant, const char *name)
{
  g_return_if_fail (self != NULL && quadrant < CRM_N_QUADRANTS);

  g_set_str (&self->quadrants[quadrant], name);
}

void
crm_chart_data_set_range (CrmChartData *self, guint series, double low, double high)
{
  Series *slot;

  g_return_if_fail (self != NULL && series < self->series->len);

  slot = get_series (self, series);
  slot->has_range = isfinite (low) && isfinite (high) && low < high && MAX (fabs (low), fabs (high)) <= LARGEST;
  slot->low = low;
  slot->high = high;
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

CrmChartForm
crm_chart_data_get_form (const CrmChartData *self)
{
  return self->form;
}

CrmChartUnit
crm_chart_data_get_unit (const CrmChartData *self)
{
  return self->unit;
}

const char *
crm_chart_data_get_title (const CrmChartData *self)
{
  return self->title;
}

const char *
crm_chart_data_get_subtitle (const CrmChartData *self)
{
  return self->subtitle;
}

const char *
crm_chart_data_get_empty_text (const CrmChartData *self)
{
  return self->empty_text != NULL ? self->empty_text : _ ("Nothing to show yet");
}

const char *
crm_chart_data_get_locale (const CrmChartData *self)
{
  return self->locale;
}

gboolean
crm_chart_data_get_stacked (const CrmChartData *self)
{
  return self->stacked;
}

guint
crm_chart_data_get_n_categories (const CrmChartData *self)
{
  return self->categories->len;
}

guint
crm_chart_data_get_n_series (const CrmChartData *self)
{
  return self->series->len;
}

const char *
crm_chart_data_get_label (const CrmChartData *self, guint category)
{
  return get_category (self, category)->label;
}

const char *
crm_chart_data_get_name (const CrmChartData *self, guint category)
{
  Category *slot = get_category (self, category);

  return slot->name != NULL ? slot->name : slot->label;
}

const char *
crm_chart_data_get_note (const CrmChartData *self, guint category)
{
  return get_category (self, category)->note;
}

gboolean
crm_chart_data_is_total (const CrmChartData *self, guint category)
{
  return get_category (self, category)->total;
}

const char *
crm_chart_data_get_series_name (const CrmChartData *self, guint series)
{
  return get_series (self, series)->name;
}

CrmSeriesLook
crm_chart_data_get_look (const CrmChartData *self, guint series)
{
  return get_series (self, series)->look;
}

CrmSeriesTone
crm_chart_data_get_tone (const CrmChartData *self, guint series)
{
  return get_series (self, series)->tone;
}

const CrmChartValue *
crm_chart_data_get_value (const CrmChartData *self, guint series, guint category)
{
  static const CrmChartValue nothing = { 0 };
  GArray *values = get_series (self, series)->values;

  return category < values->len ? &g_array_index (values, CrmChartValue, category) : &nothing;
}

static gboolean
is_known (const CrmChartData *self, guint series, guint category)
{
  return series < self->series->len && crm_chart_data_get_value (self, series, category)->known;
}

gboolean
crm_chart_data_has_mark (const CrmChartData *self, guint series, guint category)
{
  if (self->form == CRM_CHART_MAP)
    return series == 0 && is_known (self, 0, category) && is_known (self, 1, category);
  return is_known (self, series, category);
}

gboolean
crm_chart_data_get_cross (const CrmChartData *self, double *across, double *up)
{
  *across = self->across;
  *up = self->up;
  return self->has_cross;
}

const char *
crm_chart_data_get_quadrant (const CrmChartData *self, CrmChartQuadrant quadrant)
{
  return self->quadrants[quadrant];
}

gboolean
crm_chart_data_get_range (const CrmChartData *self, guint series, double *low, double *high)
{
  Series *slot = get_series (self, series);

  *low = slot->low;
  *high = slot->high;
  return slot->has_range;
}

gboolean
crm_chart_data_is_empty (const CrmChartData *self)
{
  for (guint series = 0; series < self->series->len; series++)
    for (guint category = 0; category < self->categories->len; category++)
      if (crm_chart_data_has_mark (self, series, category))
        return FALSE;
  return TRUE;
}

/* An interval is part of what is known. */
static char *
dup_value_text (const CrmChartData *self, const CrmChartValue *value)
{
  g_autofree char *low = NULL, *high = NULL;

  if (!value->has_interval)
    return g_strdup (value->text);
  low = crm_chart_data_format (self, value->low);
  high = crm_chart_data_format (self, value->high);
  /* Translators: a value, and from where to where it may lie: "42 (38 to 45)". */
  return g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), value->text, low, high);
}

/* "Delivery: Performance 3.9, Importance 4.5, Concentrate here". */
static char *
dup_point_sentence (const CrmChartData *self, guint category)
{
  /* Translators: between the things that are said of one point of a map. */
  const char *comma = C_ ("list", ", "), *note = crm_chart_data_get_note (self, category);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint series = 0; series < self->series->len; series++)
    if (is_known (self, series, category))
      {
        g_autofree char *value = dup_value_text (self, crm_chart_data_get_value (self, series, category));

        /* Translators: what is measured, and how much it is: "Importance 4.5". */
        g_string_append_printf (text, C_ ("point of a map", "%1$s %2$s"), crm_chart_data_get_series_name (self, series), value);
        g_string_append (text, series + 1 < self->series->len || note != NULL ? comma : "");
      }
  if (note != NULL)
    g_string_append (text, note);
  /* Translators: a value of a chart: which category, and how much. */
  return g_strdup_printf (_ ("%1$s: %2$s"), crm_chart_data_get_name (self, category), text->str);
}

char *
crm_chart_data_dup_sentence (const CrmChartData *self, guint series, guint category)
{
  const CrmChartValue *value;
  g_autofree char *text = NULL;
  const char *name, *series_name;

  g_return_val_if_fail (self != NULL && series < self->series->len && category < self->categories->len, NULL);

  if (self->form == CRM_CHART_MAP)
    return dup_point_sentence (self, category);
  value = crm_chart_data_get_value (self, series, category);
  text = value->known ? dup_value_text (self, value) : g_strdup (_ ("not known"));
  name = crm_chart_data_get_name (self, category);
  series_name = crm_chart_data_get_series_name (self, series);
  if (self->form == CRM_CHART_MATRIX)
    /* Translators: a cell of a table of moves: from a stage, to a stage, how many. */
    return g_strdup_printf (_ ("From %1$s to %2$s: %3$s"), series_name, name, text);
  if (self->series->len == 1)
    /* Translators: a value of a chart: which category, and how much. */
    return g_strdup_printf (_ ("%1$s: %2$s"), name, text);
  /* Translators: a value of a chart: which category, which series, and how much. */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s"), name, series_name, text);
}

static const char *
get_form_name (CrmChartForm form)
{
  switch (form)
    {
    case CRM_CHART_COLUMNS:
    case CRM_CHART_BARS:
      return _ ("Bar chart");
    case CRM_CHART_FUNNEL:
      return _ ("Funnel chart");
    case CRM_CHART_MATRIX:
      return _ ("Matrix");
    case CRM_CHART_LINES:
      return _ ("Line chart");
    case CRM_CHART_WATERFALL:
      return _ ("Waterfall chart");
    case CRM_CHART_MAP:
      return _ ("Map");
    default:
      g_return_val_if_reached ("");
    }
}

char *
crm_chart_data_dup_summary (const CrmChartData *self)
{
  g_autofree char *size = NULL;
  guint n = 0;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint series = 0; series < self->series->len; series++)
    for (guint category = 0; category < self->categories->len; category++)
      n += crm_chart_data_has_mark (self, series, category);
  if (n == 0)
    return g_strdup (crm_chart_data_get_empty_text (self));
  if (self->form == CRM_CHART_MAP)
    size = g_strdup_printf (ngettext ("%u point", "%u points", n), n);
  else
    size = g_strdup_printf (ngettext ("%u value", "%u values", n), n);
  /* Translators: what a chart is and how much it shows: "Bar chart, 24 values". */
  return g_strdup_printf (_ ("%1$s, %2$s"), get_form_name (self->form), size);
}

double
crm_chart_data_get_whole (const CrmChartData *self)
{
  return self->unit == CRM_CHART_MONEY ? pow (10, crm_money_exponent (self->currency)) : 1;
}

static CrmMoney
make_money (const CrmChartData *self, double value)
{
  CrmMoney money = { .minor = llround (value) };

  memcpy (money.currency, self->currency, sizeof money.currency);
  return money;
}

char *
crm_chart_data_format (const CrmChartData *self, double value)
{
  CrmMoney money;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->unit != CRM_CHART_MONEY)
    return crm_chart_figure_format (self->unit, value, self->locale);
  money = make_money (self, value);
  return crm_money_format (&money, self->locale, self->currency);
}

char *
crm_chart_data_format_plain (const CrmChartData *self, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE], plain[CRM_MONEY_PLAIN_LENGTH];
  CrmMoney money;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->unit != CRM_CHART_MONEY)
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value == 0 ? 0 : value));
  money = make_money (self, value);
  return g_strdup (crm_money_to_plain (&money, plain));
}

char *
crm_chart_data_format_short (const CrmChartData *self, double value)
{
  g_return_val_if_fail (self != NULL, NULL);

  return crm_chart_figure_format_short (self->unit, value / crm_chart_data_get_whole (self), self->locale);
}
