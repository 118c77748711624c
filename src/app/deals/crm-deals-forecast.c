/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coming months bring: by category and weighted, by the pattern of the year, and how right forecasts were. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-forecast.h"

#include "app/deals/crm-deals-records.h"
#include "app/deals/crm-forecast-figures.h"
#include "app/deals/crm-months-card.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  CARD_MONTHS,
  CARD_DEALS,
  CARD_TARGETS,
  CARD_ACCURACY,
  CARD_SEASONAL,
  N_CARDS
} Card;

struct _CrmDealsForecast
{
  CrmDealsReport parent_instance;

  /* borrowed */
  CrmReportCard *cards[N_CARDS];
  CrmChart *charts[N_CARDS]; /* but of CARD_DEALS */
  CrmMonthsCard *months;
  GtkLabel *aside;
  GtkLabel *rates;
};

G_DEFINE_FINAL_TYPE (CrmDealsForecast, crm_deals_forecast, CRM_TYPE_DEALS_REPORT)

static const CrmDefinition definitions[N_CARDS] = {
  [CARD_MONTHS] = {
      N_ ("Forecast by month"),
      N_ ("Won; committed adds the open deals of that category; best case and pipeline add theirs. Weighted = won + amount × probability of each open deal. Deals expected before today are overdue and in no month; those left out by their category are in none."),
      N_ ("What counts is the closing date of won deals and the expected closing date of open ones."),
      NULL,
  },
  [CARD_DEALS] = {
      N_ ("Open deals by month"),
      N_ ("All open deals, also those that the forecast leaves out. A deal that is put into another month keeps its day of the month, as far as there is one and it is not past; else it gets the last day."),
      N_ ("What counts is the expected closing date."),
      NULL,
  },
  [CARD_TARGETS] = {
      N_ ("Targets"),
      N_ ("Value won in the target's period ÷ target. The mark shows what would be won by the end of today at an even pace."),
      N_ ("What counts is the closing date."),
      NULL,
  },
  [CARD_ACCURACY] = {
      N_ ("Forecast accuracy"),
      N_ ("The weighted forecast as deals stood on the first day of each month, against what was won in it. Off by: the sum of all differences ÷ what was won (WAPE); on the whole: too much or too little (bias)."),
      N_ ("What counts is the month foretold."),
      "R. J. Hyndman, A. B. Koehler (2006)",
  },
  [CARD_SEASONAL] = {
      N_ ("Seasonal forecast"),
      N_ ("Additive Holt–Winters over the value won in each whole month: a level, a trend and a pattern of twelve months. It knows nothing of today's deals."),
      N_ ("What counts is the closing date; the month that is not over is left out."),
      "P. R. Winters (1960)",
  },
};

static void
on_mark (CrmChart *chart, guint series, guint category, CrmDealsForecast *self)
{
  CrmChartData *data = crm_chart_get_data (chart);
  g_autofree char *title = NULL;
  g_autoptr (GArray) ids = NULL;

  if (chart != self->charts[CARD_MONTHS])
    return;
  title = g_strdup_printf ("%s: %s", crm_chart_data_get_name (data, category), crm_chart_data_get_series_name (data, series));
  ids = crm_forecast_figures_find_deals (crm_deals_report_get_figures (CRM_DEALS_REPORT (self)), series, category);
  crm_deals_records_present (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), title, ids);
}

static void
append_aside (GString *text, const char *format, guint n, const char *money)
{
  g_autofree char *line = NULL;

  if (n == 0)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  line = g_strdup_printf (format, n, money);
#pragma GCC diagnostic pop
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", line);
}

/* What is in none of the months, so that nothing is lost from sight. */
static void
show_aside (CrmDealsForecast *self, const CrmForecast *forecast)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *overdue = crm_deals_report_format_money (CRM_DEALS_REPORT (self), forecast->overdue.pipeline);
  g_autofree char *later = crm_deals_report_format_money (CRM_DEALS_REPORT (self), forecast->later.pipeline);

  append_aside (text, ngettext ("%1$'u overdue deal, %2$s", "%1$'u overdue deals, %2$s", forecast->overdue.n_open), forecast->overdue.n_open, overdue);
  append_aside (text, ngettext ("%1$'u later, %2$s", "%1$'u later, %2$s", forecast->later.n_open), forecast->later.n_open, later);
  append_aside (text, ngettext ("%1$'u left out by its category", "%1$'u left out by their category", forecast->n_omitted), forecast->n_omitted, "");
  gtk_label_set_label (self->aside, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->aside), text->len > 0);
}

/* Totals of several currencies say by which rates they were made one. */
static void
show_rates (CrmDealsForecast *self, const CrmDealReading *reading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < reading->rates_used->len; i++)
    {
      const CrmRateUse *use = &g_array_index (reading->rates_used, CrmRateUse, i);
      g_autofree char *date = crm_date_format (use->rate.date);

      if (use->n_deals > 0 && n++ < 4)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s = %.4g %s (%s)", n > 1 ? ", " : "", use->rate.units, use->rate.currency, (double)use->rate.rate / 1e6, reading->home, date);
    }
  if (text->len > 0)
    g_string_prepend (text, _ ("Rates used: "));
  if (n > 4)
    g_string_append (text, " …");
  gtk_label_set_label (self->rates, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->rates), text->len > 0);
}

static void
set_chart (CrmDealsForecast *self, Card card, CrmChartData *data)
{
  crm_chart_set_data (self->charts[card], data);
  crm_chart_data_unref (data);
}

static void
show_months (CrmDealsForecast *self, const CrmForecastFigures *figures)
{
  guint n = 0;

  for (guint i = 0; i < figures->months->columns->len; i++)
    n += ((const CrmBoardStage *)figures->months->columns->pdata[i])->totals.n;
  gtk_widget_set_visible (GTK_WIDGET (self->cards[CARD_DEALS]), n > 0);
  crm_months_card_show (self->months, figures->months, figures->today);
  crm_deals_report_set_counts (self->cards[CARD_DEALS], n, NULL);
}

static void
crm_deals_forecast_show (CrmDealsReport *report, CrmDealReading *reading, gpointer data)
{
  CrmDealsForecast *self = CRM_DEALS_FORECAST (report);
  const CrmForecastFigures *figures = data;
  guint n = 0;

  for (guint i = 0; i < figures->forecast->n_months; i++)
    n += figures->forecast->months[i].n_won + figures->forecast->months[i].n_open;
  set_chart (self, CARD_MONTHS, crm_forecast_figures_chart_months (figures, reading));
  set_chart (self, CARD_TARGETS, crm_forecast_figures_chart_targets (figures, reading));
  set_chart (self, CARD_ACCURACY, crm_forecast_figures_chart_accuracy (figures, reading));
  set_chart (self, CARD_SEASONAL, crm_forecast_figures_chart_seasonal (figures, reading));
  crm_deals_report_set_counts (self->cards[CARD_MONTHS], n, &figures->forecast->excluded);
  show_months (self, figures);
  show_aside (self, figures->forecast);
  show_rates (self, reading);
}

static void
on_store_changed (CrmStore *store, CrmChangeSet *changes, CrmDealsForecast *self)
{
  if (crm_change_set_has_kind (changes, CRM_KIND_DEAL))
    crm_months_card_refresh (self->months, changes);
}

/* A target without a deal is still a target. */
static gboolean
is_empty (gconstpointer data)
{
  const CrmForecastFigures *figures = data;

  return figures->here.n_deals == 0 && figures->targets->len == 0;
}

static GtkWidget *
make_card (CrmDealsForecast *self, Card card, int height)
{
  GtkWidget *widget = crm_report_card_new (&definitions[card]), *chart = crm_chart_new ();

  gtk_widget_set_size_request (chart, -1, height);
  crm_report_card_set_content (CRM_REPORT_CARD (widget), chart);
  crm_deals_report_add_chart (CRM_DEALS_REPORT (self), CRM_CHART (chart));
  g_signal_connect_object (chart, "activate", G_CALLBACK (on_mark), self, G_CONNECT_DEFAULT);
  crm_chart_set_activatable (CRM_CHART (chart), card == CARD_MONTHS);
  self->cards[card] = CRM_REPORT_CARD (widget);
  self->charts[card] = CRM_CHART (chart);
  return widget;
}

static GtkWidget *
make_months_card (CrmDealsForecast *self)
{
  GtkWidget *widget = crm_report_card_new (&definitions[CARD_DEALS]);

  self->months = CRM_MONTHS_CARD (crm_months_card_new (CRM_DEALS_VIEW (self)));
  crm_report_card_set_content (CRM_REPORT_CARD (widget), GTK_WIDGET (self->months));
  self->cards[CARD_DEALS] = CRM_REPORT_CARD (widget);
  return widget;
}

static GtkLabel *
add_line (CrmDealsForecast *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_box_append (crm_deals_report_get_box (CRM_DEALS_REPORT (self)), label);
  return GTK_LABEL (label);
}

static void
crm_deals_forecast_begin (CrmDealsView *view)
{
  CrmDealsForecast *self = CRM_DEALS_FORECAST (view);
  CrmDealsReport *report = CRM_DEALS_REPORT (view);

  CRM_DEALS_VIEW_CLASS (crm_deals_forecast_parent_class)->begin (view);

  gtk_box_append (crm_deals_report_get_box (report), make_card (self, CARD_MONTHS, 360));
  self->aside = add_line (self);
  gtk_box_append (crm_deals_report_get_box (report), make_months_card (self));
  g_signal_connect_object (crm_context_get_store (crm_deals_view_get_context (view)), "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_DEFAULT);
  crm_deals_report_add_row (report, make_card (self, CARD_TARGETS, -1), make_card (self, CARD_ACCURACY, 260));
  gtk_box_append (crm_deals_report_get_box (report), make_card (self, CARD_SEASONAL, 300));
  self->rates = add_line (self);
}

static void
crm_deals_forecast_class_init (CrmDealsForecastClass *klass)
{
  CrmDealsReportClass *report_class = CRM_DEALS_REPORT_CLASS (klass);

  CRM_DEALS_VIEW_CLASS (klass)->begin = crm_deals_forecast_begin;
  report_class->compute = crm_forecast_figures_compute;
  report_class->release = crm_forecast_figures_free;
  report_class->is_empty = is_empty;
  report_class->show = crm_deals_forecast_show;
  report_class->follows = 1u << CRM_KIND_STAGE | 1u << CRM_KIND_TARGET;
}

static void
crm_deals_forecast_init (CrmDealsForecast *self)
{
}
