/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel of a cohort, and what belongs to it: time in stage, win rates, reasons. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-funnel.h"

#include "app/deals/crm-deals-records.h"
#include "app/reports/crm-figure-tile.h"
#include "app/deals/crm-funnel-figures.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  CARD_FUNNEL,
  CARD_TIMES,
  CARD_LOST,
  CARD_OWNERS,
  CARD_SOURCES,
  CARD_DRIVERS,
  CARD_CALIBRATION,
  N_CARDS
} Card;

typedef enum
{
  TILE_WIN_RATE,
  TILE_VELOCITY,
  TILE_MEAN,
  TILE_CYCLE,
  TILE_LARGEST,
  TILE_SLIPPAGE,
  N_TILES
} Tile;

struct _CrmDealsFunnel
{
  CrmDealsReport parent_instance;

  CrmFunnelRule rule;

  /* borrowed */
  CrmReportCard *cards[N_CARDS];
  CrmChart *charts[N_CARDS];
  CrmFigureTile *tiles[N_TILES];
};

G_DEFINE_FINAL_TYPE (CrmDealsFunnel, crm_deals_funnel, CRM_TYPE_DEALS_REPORT)

static const CrmDefinition definitions[N_CARDS] = {
  [CARD_FUNNEL] = {
      N_ ("Funnel"),
      N_ ("Of the deals that came to the pipeline in the period, how many reached each stage, wherever they are now. The percentage between two stages is the share of those who reached the first and moved on. Every deal is counted once a stage."),
      N_ ("What counts is the day a deal first came to a stage of the pipeline."),
      "N. D. Glenn, Cohort Analysis (1977)",
  },
  [CARD_TIMES] = {
      N_ ("Time in stage"),
      N_ ("How long deals stay in each stage: the Kaplan–Meier estimate. Deals that are still there count for as long as they have been there; leaving them out would make slow stages look fast."),
      N_ ("What counts is the day a deal first came to the stage."),
      "E. L. Kaplan, P. Meier (1958)",
  },
  [CARD_LOST] = {
      N_ ("Lost reasons"),
      N_ ("How many of the deals lost in the period were lost for each reason; in grey, the period before."),
      N_ ("What counts is the day a deal was closed."),
      NULL,
  },
  [CARD_OWNERS] = {
      N_ ("Win rate by owner"),
      N_ ("Won ÷ (won + lost), with Wilson's interval: with few deals it is wide, and a difference may be chance."),
      N_ ("What counts is the day a deal was closed."),
      "E. B. Wilson (1927)",
  },
  [CARD_SOURCES] = {
      N_ ("Win rate by source"),
      N_ ("Won ÷ (won + lost), with Wilson's interval: with few deals it is wide, and a difference may be chance."),
      N_ ("What counts is the day a deal was closed."),
      "E. B. Wilson (1927)",
  },
  [CARD_DRIVERS] = {
      N_ ("Drivers: won against lost"),
      N_ ("The win rate of closed deals that name the driver less that of those that do not. A star marks a difference that is more than chance; of twenty drivers, one will bear it by chance all the same."),
      N_ ("What counts is the day a deal was closed."),
      "R. G. Newcombe (1998)",
  },
  [CARD_CALIBRATION] = {
      N_ ("Win probability, held against what came"),
      N_ ("A naive Bayes model of the company's own closed deals estimates how likely a deal is won from its source, owner, channel, size and customer. Here each closed deal is estimated by a model made of all others; where estimates can be trusted, bars and marks agree. Silent with fewer than 30 won or 30 lost deals."),
      N_ ("What counts are deals closed in the last three years, whatever the pipeline and the period."),
      "D. D. Lewis (1998); G. W. Brier (1950)",
  },
};

/* ── records ──────────────────────────────────────────────────────────────────────────────── */

static void
present (CrmDealsFunnel *self, const char *title, GArray *rowids)
{
  crm_deals_records_present (crm_deals_view_get_page (CRM_DEALS_VIEW (self)), title, rowids);
}

static void
present_closed (CrmDealsFunnel *self, const char *title, CrmDealMatch match)
{
  g_autoptr (GArray) ids = crm_funnel_figures_find_closed (crm_deals_report_get_figures (CRM_DEALS_REPORT (self)), &match);

  present (self, title, ids);
}

static void
open_funnel (CrmDealsFunnel *self, guint series, guint category)
{
  const CrmFunnelFigures *figures = crm_deals_report_get_figures (CRM_DEALS_REPORT (self));
  const CrmDealReading *reading = crm_deals_report_get_reading (CRM_DEALS_REPORT (self));
  guint last = figures->funnel->n_steps;
  CrmFunnelFate fate = category == last ? CRM_FUNNEL_MOVED_ON : crm_funnel_figures_get_fate (figures, series);
  guint step = category == last && last > 0 ? last - 1 : category;
  g_autoptr (GArray) ids = crm_funnel_find_deals (&reading->paths, &figures->options, step, fate);
  CrmChartData *data = crm_chart_get_data (self->charts[CARD_FUNNEL]);
  g_autofree char *title = g_strdup_printf ("%s: %s", crm_chart_data_get_name (data, category), crm_chart_data_get_series_name (data, series));

  present (self, title, ids);
}

static void
on_mark (CrmChart *chart, guint series, guint category, CrmDealsFunnel *self)
{
  const CrmFunnelFigures *figures = crm_deals_report_get_figures (CRM_DEALS_REPORT (self));
  const char *title = crm_chart_data_get_name (crm_chart_get_data (chart), category);

  if (chart == self->charts[CARD_FUNNEL])
    open_funnel (self, series, category);
  else if (chart == self->charts[CARD_LOST] && category < figures->lost->reasons->len)
    present_closed (self, title, (CrmDealMatch){ CRM_DEAL_LOST, -1, -1, g_array_index (figures->lost->reasons, CrmLostReason, category).reason });
  else if (chart == self->charts[CARD_OWNERS] && category < figures->owners->len)
    present_closed (self, title, (CrmDealMatch){ -1, g_array_index (figures->owners, CrmGroupRate, category).key, -1, -1 });
  else if (chart == self->charts[CARD_SOURCES] && category < figures->sources->len)
    present_closed (self, title, (CrmDealMatch){ -1, -1, g_array_index (figures->sources, CrmGroupRate, category).key, -1 });
}

static void
on_tile (CrmFigureTile *tile, CrmDealsFunnel *self)
{
  const CrmFunnelFigures *figures = crm_deals_report_get_figures (CRM_DEALS_REPORT (self));
  g_autoptr (GArray) ids = NULL;

  if (figures == NULL)
    return;
  if (tile == self->tiles[TILE_LARGEST])
    {
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      if (figures->concentration.known)
        g_array_append_val (ids, figures->concentration.largest_key);
      present (self, _ ("The largest open deal"), ids);
    }
  else if (tile == self->tiles[TILE_MEAN] || tile == self->tiles[TILE_CYCLE])
    present_closed (self, _ ("Won in this period"), (CrmDealMatch){ CRM_DEAL_WON, -1, -1, -1 });
  else
    present_closed (self, _ ("Closed in this period"), (CrmDealMatch){ -1, -1, -1, -1 });
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_empty (gconstpointer data)
{
  const CrmFunnelFigures *figures = data;

  return figures->here.n_deals == 0 && figures->funnel->cohort == 0;
}

/* A figure of nothing is not shown, nor the row when there is none in it. */
static void
show_tile (CrmDealsFunnel *self, Tile tile, gboolean known)
{
  gboolean any = FALSE;

  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->tiles[tile])), known);
  for (int i = 0; i < N_TILES; i++)
    any |= gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (self->tiles[i])));
  gtk_widget_set_visible (gtk_widget_get_ancestor (GTK_WIDGET (self->tiles[tile]), GTK_TYPE_FLOW_BOX), any);
}

static void
show_win_rate (CrmDealsFunnel *self, const CrmFunnelFigures *figures)
{
  const CrmProportion *now = &figures->rate.by_count, *before = &figures->rate_before.by_count;
  g_autofree char *value = crm_deals_report_format_share (now->rate);
  g_autofree char *detail = g_strdup_printf (_ ("%1$'u of %2$'u closed"), now->part, now->whole);
  g_autofree char *low = crm_deals_report_format_share (now->low), *high = crm_deals_report_format_share (now->high);
  g_autofree char *tip = g_strdup_printf (_ ("Won ÷ (won + lost), by the day of closing. With 95%% certainty between %1$s and %2$s."), low, high);
  double points = (now->rate - before->rate) * 100;
  /* Translators: change of a rate against the period before, in percentage points. */
  g_autofree char *change = now->whole > 0 && before->whole > 0 ? g_strdup_printf (_ ("%+.0f points"), points) : NULL;

  show_tile (self, TILE_WIN_RATE, now->whole > 0);
  crm_figure_tile_set (self->tiles[TILE_WIN_RATE], value, detail, tip);
  crm_figure_tile_set_change (self->tiles[TILE_WIN_RATE], change, change == NULL ? 0 : points > 0.5 ? 1
                                                                                   : points < -0.5  ? -1
                                                                                                    : 0);
}

/* "+12%" against what it was before. */
static void
set_growth (CrmFigureTile *tile, gboolean known, double now, double before, int better)
{
  double growth = known && before > 0 ? now / before - 1 : 0;
  g_autofree char *text = known && before > 0 ? g_strdup_printf (_ ("%+.0f%%"), growth * 100) : NULL;

  crm_figure_tile_set_change (tile, text, growth > 0.005 ? better : growth < -0.005 ? -better
                                                                                    : 0);
}

static void
show_velocity (CrmDealsFunnel *self, const CrmFunnelFigures *figures)
{
  const CrmVelocity *now = &figures->velocity, *before = &figures->velocity_before;
  CrmDealsReport *report = CRM_DEALS_REPORT (self);
  g_autofree char *per_day = crm_deals_report_format_money (report, now->per_day);
  g_autofree char *mean = crm_deals_report_format_money (report, now->mean_value);
  g_autofree char *cycle = crm_deals_report_format_days (now->mean_cycle);
  g_autofree char *open = g_strdup_printf (ngettext ("a day, with %'u open deal", "a day, with %'u open deals", now->open), now->open);
  g_autofree char *won = g_strdup_printf (ngettext ("of %'u won deal", "of %'u won deals", now->won), now->won);

  show_tile (self, TILE_VELOCITY, now->known);
  show_tile (self, TILE_MEAN, now->won > 0);
  show_tile (self, TILE_CYCLE, now->won > 0);
  crm_figure_tile_set (self->tiles[TILE_VELOCITY], per_day, open, _ ("Velocity: open deals × win rate × mean won value ÷ mean cycle in days. What the open deals bring in a day if they go as the last ones went."));
  set_growth (self->tiles[TILE_VELOCITY], now->known && before->known, (double)now->per_day, (double)before->per_day, 1);
  crm_figure_tile_set (self->tiles[TILE_MEAN], mean, won, _ ("The value of the deals won in the period ÷ how many they are."));
  set_growth (self->tiles[TILE_MEAN], now->won > 0 && before->won > 0, (double)now->mean_value, (double)before->mean_value, 1);
  crm_figure_tile_set (self->tiles[TILE_CYCLE], cycle, won, _ ("The mean time from a deal's beginning to its winning, of the deals won in the period."));
  set_growth (self->tiles[TILE_CYCLE], now->won > 0 && before->won > 0, (double)now->mean_cycle, (double)before->mean_cycle, -1);
}

static void
show_risks (CrmDealsFunnel *self, const CrmFunnelFigures *figures)
{
  const CrmConcentration *concentration = &figures->concentration;
  const CrmSlippage *slippage = &figures->slippage;
  gboolean known = concentration->known && concentration->total > 0;
  double total = known ? (double)concentration->total : 1;
  g_autofree char *largest = crm_deals_report_format_share ((double)concentration->largest / total);
  g_autofree char *five = crm_deals_report_format_share ((double)concentration->top_five / total);
  g_autofree char *detail = g_strdup_printf (_ ("the five largest: %s"), five);
  g_autofree char *pushed = crm_deals_report_format_share ((double)slippage->n_pushed / MAX (slippage->n_deals, 1));
  g_autofree char *days = g_strdup_printf (ngettext ("by %d day at the median", "by %d days at the median", (gulong)slippage->median_days), slippage->median_days);

  show_tile (self, TILE_LARGEST, known);
  show_tile (self, TILE_SLIPPAGE, slippage->n_deals > 0);
  crm_figure_tile_set (self->tiles[TILE_LARGEST], largest, detail, _ ("The value of the largest open deal ÷ that of all open deals: how much hangs on one."));
  crm_figure_tile_set (self->tiles[TILE_SLIPPAGE], pushed, slippage->n_pushed > 0 ? days : NULL, _ ("Slippage: deals whose expected closing date was moved to a later one in the period ÷ deals open in the period."));
}

static void
set_chart (CrmDealsFunnel *self, Card card, CrmChartData *data)
{
  crm_chart_set_data (self->charts[card], data);
  crm_chart_data_unref (data);
}

static void
crm_deals_funnel_show (CrmDealsReport *report, CrmDealReading *reading, gpointer data)
{
  CrmDealsFunnel *self = CRM_DEALS_FUNNEL (report);
  const CrmFunnelFigures *figures = data;
  guint closed = figures->rate.by_count.whole;

  set_chart (self, CARD_FUNNEL, crm_funnel_figures_chart_funnel (figures, reading));
  set_chart (self, CARD_TIMES, crm_funnel_figures_chart_times (figures, reading));
  set_chart (self, CARD_LOST, crm_funnel_figures_chart_lost (figures, reading));
  set_chart (self, CARD_OWNERS, crm_funnel_figures_chart_owners (figures, reading));
  set_chart (self, CARD_SOURCES, crm_funnel_figures_chart_sources (figures, reading));
  set_chart (self, CARD_DRIVERS, crm_funnel_figures_chart_drivers (figures, reading));
  set_chart (self, CARD_CALIBRATION, crm_funnel_figures_chart_calibration (figures));
  crm_deals_report_set_counts (self->cards[CARD_CALIBRATION], crm_win_model_get_calibration (crm_win_reading_get_model (figures->win))->n, NULL);
  crm_deals_report_set_counts (self->cards[CARD_FUNNEL], figures->funnel->cohort, &figures->funnel->excluded);
  crm_deals_report_set_counts (self->cards[CARD_TIMES], figures->funnel->cohort, &figures->times->excluded);
  crm_deals_report_set_counts (self->cards[CARD_LOST], figures->lost->n_lost, &figures->lost->excluded);
  crm_deals_report_set_counts (self->cards[CARD_OWNERS], closed, &figures->rate.excluded);
  crm_deals_report_set_counts (self->cards[CARD_SOURCES], closed, &figures->rate.excluded);
  crm_deals_report_set_counts (self->cards[CARD_DRIVERS], figures->drivers->n_won + figures->drivers->n_lost, &figures->drivers->excluded);
  show_win_rate (self, figures);
  show_velocity (self, figures);
  show_risks (self, figures);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
on_rule (GtkDropDown *choice, GParamSpec *spec, CrmDealsFunnel *self)
{
  self->rule = (CrmFunnelRule)gtk_drop_down_get_selected (choice);
  crm_deals_report_refresh (CRM_DEALS_REPORT (self));
}

/* In the order of CrmFunnelRule. */
static GtkWidget *
make_rule_choice (CrmDealsFunnel *self)
{
  const char *const titles[] = { _ ("Any later stage"), _ ("All stages"), _ ("Stages entered"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (titles);

  gtk_widget_set_tooltip_text (choice, _ ("When a Deal Has Reached a Stage"));
  gtk_widget_add_css_class (choice, "flat-choice");
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_rule), self, G_CONNECT_DEFAULT);
  return choice;
}

static GtkWidget *
make_card (CrmDealsFunnel *self, Card card, int height)
{
  GtkWidget *widget = crm_report_card_new (&definitions[card]), *chart = crm_chart_new ();

  gtk_widget_set_size_request (chart, -1, height);
  crm_report_card_set_content (CRM_REPORT_CARD (widget), chart);
  crm_deals_report_add_chart (CRM_DEALS_REPORT (self), CRM_CHART (chart));
  g_signal_connect_object (chart, "activate", G_CALLBACK (on_mark), self, G_CONNECT_DEFAULT);
  crm_chart_set_activatable (CRM_CHART (chart), card < CARD_DRIVERS && card != CARD_TIMES);
  self->cards[card] = CRM_REPORT_CARD (widget);
  self->charts[card] = CRM_CHART (chart);
  return widget;
}

static GtkWidget *
make_tiles (CrmDealsFunnel *self)
{
  const char *const names[N_TILES] = {
    [TILE_WIN_RATE] = _ ("Win rate"),
    [TILE_VELOCITY] = _ ("Velocity"),
    [TILE_MEAN] = _ ("Mean won value"),
    [TILE_CYCLE] = _ ("Mean cycle"),
    [TILE_LARGEST] = _ ("Largest open deal"),
    [TILE_SLIPPAGE] = _ ("Deals pushed out"),
  };
  GtkWidget *row = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (row), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (row), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (row), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (row), 12);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (row), N_TILES);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (row), 2);
  for (int i = 0; i < N_TILES; i++)
    {
      GtkWidget *tile = crm_figure_tile_new (names[i]), *child = gtk_flow_box_child_new ();

      self->tiles[i] = CRM_FIGURE_TILE (tile);
      g_signal_connect_object (tile, "clicked", G_CALLBACK (on_tile), self, G_CONNECT_DEFAULT);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tile);
      gtk_flow_box_append (GTK_FLOW_BOX (row), child);
    }
  return row;
}

static void
crm_deals_funnel_begin (CrmDealsView *view)
{
  CrmDealsFunnel *self = CRM_DEALS_FUNNEL (view);
  CrmDealsReport *report = CRM_DEALS_REPORT (view);

  CRM_DEALS_VIEW_CLASS (crm_deals_funnel_parent_class)->begin (view);

  gtk_box_append (crm_deals_report_get_box (report), make_tiles (self));
  gtk_box_append (crm_deals_report_get_box (report), make_card (self, CARD_FUNNEL, 380));
  crm_report_card_add_control (self->cards[CARD_FUNNEL], make_rule_choice (self));
  crm_deals_report_add_row (report, make_card (self, CARD_TIMES, -1), make_card (self, CARD_LOST, -1));
  crm_deals_report_add_row (report, make_card (self, CARD_OWNERS, -1), make_card (self, CARD_SOURCES, -1));
  crm_deals_report_add_row (report, make_card (self, CARD_DRIVERS, -1), make_card (self, CARD_CALIBRATION, 280));
}

static void
crm_deals_funnel_reach (CrmDealsReport *report, CrmDealsRequest *request)
{
  request->question.span = (CrmPeriod){ request->before.from, request->span.until };
  request->choice = CRM_DEALS_FUNNEL (report)->rule;
}

static void
crm_deals_funnel_class_init (CrmDealsFunnelClass *klass)
{
  CrmDealsReportClass *report_class = CRM_DEALS_REPORT_CLASS (klass);

  CRM_DEALS_VIEW_CLASS (klass)->begin = crm_deals_funnel_begin;
  CRM_DEALS_VIEW_CLASS (klass)->uses_period = TRUE;
  report_class->reach = crm_deals_funnel_reach;
  report_class->compute = crm_funnel_figures_compute;
  report_class->release = crm_funnel_figures_free;
  report_class->is_empty = is_empty;
  report_class->show = crm_deals_funnel_show;
  report_class->follows = 1u << CRM_KIND_STAGE_MOVE | 1u << CRM_KIND_STAGE;
}

static void
crm_deals_funnel_init (CrmDealsFunnel *self)
{
}
