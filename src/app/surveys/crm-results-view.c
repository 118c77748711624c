/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered to a survey: scores, questions, what goes together, words. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-view.h"

#include "app/reports/crm-chart-card.h"
#include "app/reports/crm-figure-tile.h"
#include "app/reports/crm-report-export.h"
#include "app/surveys/crm-results-bar.h"
#include "app/surveys/crm-results-charts.h"
#include "app/surveys/crm-results-definitions.h"
#include "app/surveys/crm-results-marks.h"
#include "app/surveys/crm-results-records.h"
#include "app/surveys/crm-results-words.h"
#include "app/surveys/crm-survey-record-page.h"
#include "app/surveys/crm-verbatims-card.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* Filled before the first frame; what lies below the window's foot is filled after it. */
#define CARDS_AT_ONCE 2

typedef enum
{
  TILE_RESPONSES,
  TILE_RATE,
  TILE_SCORE,
  TILE_ALPHA,
  N_TILES
} Tile;

/* A card, and which figure or question it shows. */
typedef struct
{
  CrmChartCard *card;
  CrmResultsCard kind; /* CRM_RESULTS_N_CARDS for a question */
  guint place;
} Card;

struct _CrmResultsView
{
  CrmSurveyView parent_instance;

  /* owned */
  CrmResultsFigures *figures;
  CrmResultsSource *source;
  GArray *cards; /* of Card */
  char *shape;   /* which questions the cards were made for */
  GCancellable *cancellable;
  GArray *crossable; /* of guint: the questions in the choices below */

  /* borrowed */
  GtkStack *stack;
  CrmReportLayout *layout;
  CrmResultsBar *bar;
  CrmFigureTile *tiles[N_TILES];
  GtkLabel *notice;
  GtkDropDown *rows;
  GtkDropDown *columns;
  CrmVerbatimsCard *verbatims;

  guint row; /* of the cross-tabulation, as chosen */
  guint column;
  guint filled;  /* cards that show the figures */
  guint filling; /* idle source */
  guint refresh; /* idle source */
  gboolean stale;
  gboolean choosing; /* the program sets a choice, not a person */
};

G_DEFINE_FINAL_TYPE (CrmResultsView, crm_results_view, CRM_TYPE_SURVEY_VIEW)

static void refresh (CrmResultsView *self, gboolean stale);

static CrmPage *
get_page (CrmResultsView *self)
{
  return crm_survey_view_get_page (CRM_SURVEY_VIEW (self));
}

/* ── showing the cards ────────────────────────────────────────────────────────────────────── */

static CrmChartData *
make_data (const CrmResultsFigures *figures, const Card *card)
{
  static CrmChartData *(*const makers[CRM_RESULTS_N_CARDS]) (const CrmResultsFigures *figures) = {
    [CRM_RESULTS_TREND] = crm_results_chart_trend,
    [CRM_RESULTS_GAPS] = crm_results_chart_gaps,
    [CRM_RESULTS_ITEMS] = crm_results_chart_items,
    [CRM_RESULTS_SERVQUAL_MAP] = crm_results_chart_servqual_map,
    [CRM_RESULTS_DRIVERS] = crm_results_chart_drivers,
    [CRM_RESULTS_KANO] = crm_results_chart_kano,
    [CRM_RESULTS_KANO_MAP] = crm_results_chart_kano_map,
    [CRM_RESULTS_LOYALTY] = crm_results_chart_loyalty,
    [CRM_RESULTS_CROSS] = crm_results_chart_cross,
  };

  if (card->kind == CRM_RESULTS_N_CARDS)
    return crm_results_chart_question (figures, card->place);
  return makers[card->kind](figures);
}

static void
fill_card (CrmResultsView *self, const Card *card)
{
  crm_chart_card_take_data (card->card, make_data (self->figures, card));
}

static gboolean
on_fill (gpointer data)
{
  CrmResultsView *self = data;

  if (self->filled < self->cards->len)
    fill_card (self, &g_array_index (self->cards, Card, self->filled++));
  if (self->filled < self->cards->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_cards (CrmResultsView *self)
{
  self->filled = 0;
  while (self->filled < MIN (self->cards->len, CARDS_AT_ONCE))
    fill_card (self, &g_array_index (self->cards, Card, self->filled++));
  if (self->filling == 0 && self->filled < self->cards->len)
    self->filling = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_fill, self, NULL);
}

/* ── tiles ────────────────────────────────────────────────────────────────────────────────── */

static void
show_responses (CrmResultsView *self)
{
  const CrmSurveyResults *results = self->figures->results;
  g_autofree char *n = results->is_withheld ? g_strdup ("–") : g_strdup_printf ("%'u", results->n);
  g_autofree char *of = results->n != results->n_all && !results->is_withheld ? g_strdup_printf (_ ("of %'u"), results->n_all) : NULL;
  g_autofree char *before = results->n_before > 0 ? g_strdup_printf (_ ("%'u in the period before"), results->n_before) : NULL;

  crm_figure_tile_set (self->tiles[TILE_RESPONSES], n, of != NULL ? of : before, results->anonymous ? _ ("How many responses the filter leaves. They are anonymous: nothing leads from here to who gave them.") : _ ("How many responses the filter leaves. Press to see them."));
}

static void
show_rate (CrmResultsView *self)
{
  const CrmResponseRate *rate = &self->figures->rate;
  g_autofree char *value = crm_results_format_score (CRM_SCORE_SHARE, &(CrmScore){ .known = rate->known, .value = rate->rate.rate });
  g_autofree char *detail = g_strdup_printf (_ ("%1$'u of %2$'u invited"), rate->answers, rate->invited);

  crm_figure_tile_set (self->tiles[TILE_RATE], value, rate->known ? detail : _ ("nobody was invited"), _ ("Answered ÷ invitations handed out, answered or declined. Those that did not arrive or are only planned do not count."));
}

static void
show_score (CrmResultsView *self)
{
  const CrmSurveyResults *results = self->figures->results;
  const CrmQuestionResult *result = results->primary != G_MAXUINT ? &results->questions[results->primary] : NULL;
  g_autofree char *value = NULL, *low = NULL, *high = NULL, *detail = NULL, *change = NULL;
  gboolean real;

  gtk_widget_set_visible (GTK_WIDGET (self->tiles[TILE_SCORE]), result != NULL);
  if (result == NULL)
    return;
  value = crm_results_format_score (result->kind, &result->score);
  low = crm_results_format_score (result->kind, &(CrmScore){ .known = TRUE, .value = result->score.low });
  high = crm_results_format_score (result->kind, &(CrmScore){ .known = TRUE, .value = result->score.high });
  if (result->score.has_interval)
    /* Translators: from where to where a score may lie, and of how many answers it is made. */
    detail = g_strdup_printf (_ ("%1$s to %2$s, n = %3$'u"), low, high, result->n);
  else
    detail = result->score.known ? g_strdup_printf (_ ("n = %'u"), result->n) : g_strdup (results->anonymous && results->n > 0 ? _ ("hidden: too few") : _ ("no answers"));
  change = crm_results_format_change (result->kind, &result->change);
  real = result->change.verdict == CRM_CHANGE_REAL;
  crm_figure_tile_set (self->tiles[TILE_SCORE], value, detail, _ (crm_results_get_question_definition (result->column->question->type)->formula));
  crm_figure_tile_set_change (self->tiles[TILE_SCORE], change, real ? (result->change.difference > 0) - (result->change.difference < 0) : 0);
}

static void
show_alpha (CrmResultsView *self)
{
  const CrmReliability *alpha = self->figures->alpha;
  g_autofree char *value = NULL, *detail = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->tiles[TILE_ALPHA]), alpha != NULL && alpha->alpha.known);
  if (alpha == NULL || !alpha->alpha.known)
    return;
  value = g_strdup_printf ("%.2f", alpha->alpha.value);
  detail = g_strdup_printf (_ ("%1$u questions, n = %2$'u"), alpha->n_items, alpha->n);
  crm_figure_tile_set (self->tiles[TILE_ALPHA], value, detail, _ ("Cronbach’s alpha: whether the scales measure one thing. From 0.7 on they are usually added up. Over those who answered all of them."));
}

static const char *
get_notice (const CrmResultsFigures *figures)
{
  const CrmSurveyResults *results = figures->results;

  if (results->is_withheld)
    return _ ("Anonymous: with this choice there are too few responses, or too few others, to show anything without giving somebody away. Choose more.");
  if (results->anonymous)
    return _ ("Anonymous: figures over fewer than 5 responses are hidden, and others with them where they could be worked out.");
  if (results->n == 0)
    return _ ("No response is left by this choice.");
  return NULL;
}

static void
show_notice (CrmResultsView *self)
{
  const char *notice = get_notice (self->figures);

  gtk_label_set_label (self->notice, notice != NULL ? notice : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), notice != NULL);
}

static void
present_responses (CrmResultsView *self, const char *title)
{
  g_autoptr (GArray) ids = NULL;

  if (self->figures == NULL || self->figures->results->anonymous)
    return;
  ids = crm_survey_results_find (self->figures->results, NULL, NULL);
  crm_results_records_present_responses (get_page (self), title, ids);
}

static void
on_tile (CrmFigureTile *tile, CrmResultsView *self)
{
  g_assert (CRM_IS_RESULTS_VIEW (self));

  present_responses (self, _ ("Responses"));
}

/* ── marks ────────────────────────────────────────────────────────────────────────────────── */

static const Card *
find_card (CrmResultsView *self, CrmChartCard *widget)
{
  for (guint i = 0; i < self->cards->len; i++)
    if (g_array_index (self->cards, Card, i).card == widget)
      return &g_array_index (self->cards, Card, i);
  g_return_val_if_reached (NULL);
}

/* Returns: whether the mark stands for one answer. */
static gboolean
choose_answer (CrmResultsView *self, guint place, guint series, guint category)
{
  const CrmSurveyColumn *column = self->figures->results->questions[place].column;
  g_autofree char *name = NULL, *label = crm_results_dup_label (crm_results_get_question (self->figures, place)), *said = NULL;
  guint rating;
  int answer;

  if (!crm_results_find_answer (self->figures, place, series, category, &rating, &answer))
    return FALSE;
  name = crm_results_dup_answer (self->figures, place, answer);
  if (column->question->type == CRM_QUESTION_TYPE_MATRIX)
    {
      g_free (label);
      label = crm_results_dup_label (crm_results_get_option (self->figures, column->rows->pdata[rating]));
    }
  /* Translators: a question, and an answer to it. */
  said = g_strdup_printf (_ ("%1$s: %2$s"), label, name);
  crm_results_bar_set_answer (self->bar, place, rating, answer, said);
  return TRUE;
}

/* What a mark is called over the records behind it; a series is said where it makes a difference. */
static char *
dup_mark_title (const Card *card, guint series, guint category)
{
  const CrmChartData *data = crm_chart_card_get_data (card->card);
  const char *name = crm_chart_data_get_name (data, category);

  if (card->kind == CRM_RESULTS_KANO || card->kind == CRM_RESULTS_CROSS)
    return g_strdup_printf (_ ("%1$s: %2$s"), name, crm_chart_data_get_series_name (data, series));
  return g_strdup (name);
}

static void
present_mark (CrmResultsView *self, const Card *card, guint series, guint category)
{
  g_autofree char *title = dup_mark_title (card, series, category);
  g_autoptr (GArray) ids = NULL;

  if (self->figures->results->anonymous)
    return;
  ids = crm_results_find_mark (self->figures, card->kind, card->place, series, category);
  crm_results_records_present_responses (get_page (self), title, ids);
}

static void
on_mark (CrmChartCard *widget, guint series, guint category, CrmResultsView *self)
{
  const Card *card = find_card (self, widget);

  g_assert (CRM_IS_RESULTS_VIEW (self));

  if (card->kind == CRM_RESULTS_LOYALTY)
    {
      g_autoptr (GArray) ids = crm_results_find_customers (self->figures, category);

      crm_results_records_present_customers (get_page (self), crm_chart_data_get_note (crm_chart_card_get_data (widget), category), ids);
    }
  else if (card->kind != CRM_RESULTS_N_CARDS || !choose_answer (self, card->place, series, category))
    present_mark (self, card, series, category);
}

/* ── the cross-tabulation ─────────────────────────────────────────────────────────────────── */

static guint
get_chosen (CrmResultsView *self, GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);

  return selected < self->crossable->len ? g_array_index (self->crossable, guint, selected) : G_MAXUINT;
}

static void
on_cross (GtkDropDown *choice, GParamSpec *spec, CrmResultsView *self)
{
  g_assert (CRM_IS_RESULTS_VIEW (self));

  if (self->choosing)
    return;
  self->row = get_chosen (self, self->rows);
  self->column = get_chosen (self, self->columns);
  refresh (self, FALSE);
}

static void
select_cross (CrmResultsView *self, GtkDropDown *choice, guint place)
{
  for (guint i = 0; i < self->crossable->len; i++)
    if (g_array_index (self->crossable, guint, i) == place)
      gtk_drop_down_set_selected (choice, i);
}

static void
show_cross (CrmResultsView *self)
{
  self->choosing = TRUE;
  select_cross (self, self->rows, self->figures->cross.row);
  select_cross (self, self->columns, self->figures->cross.column);
  self->choosing = FALSE;
}

static GtkDropDown *
add_cross_choice (CrmResultsView *self, const Card *card, GtkStringList *titles, const char *name)
{
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (titles)), NULL);

  gtk_widget_set_tooltip_text (choice, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (on_cross), self, G_CONNECT_DEFAULT);
  crm_report_card_add_control (crm_chart_card_get_card (card->card), choice);
  return GTK_DROP_DOWN (choice);
}

static void
add_cross_choices (CrmResultsView *self, const Card *card)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  g_array_set_size (self->crossable, 0);
  for (guint i = 0; i < self->figures->results->n_questions; i++)
    if (crm_results_can_cross (self->figures->results, i))
      {
        g_autofree char *label = crm_results_dup_label (crm_results_get_question (self->figures, i));

        g_array_append_val (self->crossable, i);
        gtk_string_list_append (titles, label);
      }
  self->choosing = TRUE;
  self->rows = add_cross_choice (self, card, titles, _ ("Question of the Rows"));
  self->columns = add_cross_choice (self, card, titles, _ ("Question of the Colours"));
  self->choosing = FALSE;
}

/* ── making the report ────────────────────────────────────────────────────────────────────── */

/* A mark leads to who is behind it, or to those alone who gave the answer; of an anonymous survey only the second. */
static gboolean
leads_on (CrmResultsView *self, CrmResultsCard kind, guint place)
{
  guint rating;
  int answer;

  return !self->figures->results->anonymous || (kind == CRM_RESULTS_N_CARDS && crm_results_find_answer (self->figures, place, 0, 0, &rating, &answer));
}

static void
add_card (CrmResultsView *self, CrmResultsCard kind, guint place)
{
  const CrmDefinition *definition = kind < CRM_RESULTS_N_CARDS ? crm_results_get_definition (kind) : crm_results_get_question_definition (self->figures->results->questions[place].column->question->type);
  Card card = { CRM_CHART_CARD (crm_chart_card_new (definition, self->layout)), kind, place };

  crm_chart_set_activatable (crm_chart_card_get_chart (card.card), leads_on (self, kind, place));
  g_signal_connect_object (card.card, "activate", G_CALLBACK (on_mark), self, G_CONNECT_DEFAULT);
  gtk_widget_set_visible (GTK_WIDGET (card.card), FALSE);
  gtk_box_append (crm_report_layout_get_box (self->layout), GTK_WIDGET (card.card));
  g_array_append_val (self->cards, card);
  if (kind == CRM_RESULTS_CROSS)
    add_cross_choices (self, &card);
}

static GtkWidget *
make_tiles (CrmResultsView *self)
{
  static const char *const names[N_TILES] = { N_ ("Responses"), N_ ("Response rate"), N_ ("Score"), N_ ("Cronbach’s alpha") };
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  adw_wrap_box_set_child_spacing (box, 12);
  adw_wrap_box_set_line_spacing (box, 12);
  adw_wrap_box_set_justify (box, ADW_JUSTIFY_FILL);
  adw_wrap_box_set_justify_last_line (box, TRUE);
  adw_wrap_box_set_line_homogeneous (box, TRUE);
  for (guint i = 0; i < N_TILES; i++)
    {
      self->tiles[i] = CRM_FIGURE_TILE (crm_figure_tile_new (_ (names[i])));
      g_signal_connect_object (self->tiles[i], "clicked", G_CALLBACK (on_tile), self, G_CONNECT_DEFAULT);
      adw_wrap_box_append (box, GTK_WIDGET (self->tiles[i]));
    }
  return GTK_WIDGET (box);
}

static void
add_cards (CrmResultsView *self)
{
  static const CrmResultsCard first[] = { CRM_RESULTS_TREND, CRM_RESULTS_GAPS, CRM_RESULTS_SERVQUAL_MAP, CRM_RESULTS_ITEMS, CRM_RESULTS_KANO_MAP, CRM_RESULTS_KANO };
  static const CrmResultsCard later[] = { CRM_RESULTS_DRIVERS, CRM_RESULTS_CROSS, CRM_RESULTS_LOYALTY };

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    add_card (self, first[i], 0);
  for (guint i = 0; i < self->figures->results->n_questions; i++)
    if (crm_results_has_chart (self->figures, i))
      add_card (self, CRM_RESULTS_N_CARDS, i);
  for (gsize i = 0; i < G_N_ELEMENTS (later); i++)
    add_card (self, later[i], 0);
}

static void
on_changed (CrmResultsBar *bar, CrmResultsView *self)
{
  g_assert (CRM_IS_RESULTS_VIEW (self));

  refresh (self, FALSE);
}

/* Other questions call for other cards. The bar stays: what was chosen on it was. */
static void
build (CrmResultsView *self)
{
  GtkWidget *layout = crm_report_layout_new (), *before = gtk_stack_get_child_by_name (self->stack, "report");
  GtkBox *box = crm_report_layout_get_box (CRM_REPORT_LAYOUT (layout));
  g_autoptr (GtkWidget) bar = self->bar != NULL ? g_object_ref (GTK_WIDGET (self->bar)) : NULL;

  if (bar == NULL)
    {
      self->bar = CRM_RESULTS_BAR (crm_results_bar_new (crm_context_get_clock (crm_survey_view_get_context (CRM_SURVEY_VIEW (self)))));
      g_signal_connect_object (self->bar, "changed", G_CALLBACK (on_changed), self, G_CONNECT_DEFAULT);
    }
  else
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (bar)), bar);
  self->layout = CRM_REPORT_LAYOUT (layout);
  g_array_set_size (self->cards, 0);
  gtk_box_append (box, GTK_WIDGET (self->bar));
  gtk_box_append (box, make_tiles (self));
  self->notice = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->notice, TRUE);
  gtk_label_set_xalign (self->notice, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "dim-label");
  gtk_box_append (box, GTK_WIDGET (self->notice));
  add_cards (self);
  self->verbatims = CRM_VERBATIMS_CARD (crm_verbatims_card_new (get_page (self)));
  gtk_box_append (box, GTK_WIDGET (self->verbatims));
  if (before != NULL)
    gtk_stack_remove (self->stack, before);
  gtk_stack_add_named (self->stack, layout, "report");
}

/* The questions by their code, type and how many answers they have. */
static char *
describe_shape (const CrmSurveyResults *results)
{
  g_autoptr (GString) shape = g_string_new (NULL);

  for (guint i = 0; i < results->n_questions; i++)
    {
      const CrmSurveyColumn *column = results->questions[i].column;

      g_string_append_printf (shape, "%s:%d:%d:%u:%s\n", column->question->code, (int)column->question->type, column->minimum, column->n_values, crm_record_get_text (column->question->record, CRM_QUESTION_TEXT) ?: "");
    }
  return g_string_free (g_steal_pointer (&shape), FALSE);
}

static void
show (CrmResultsView *self)
{
  g_autofree char *shape = describe_shape (self->figures->results);

  if (self->figures->results->n_all == 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  if (self->layout == NULL || g_strcmp0 (shape, self->shape) != 0)
    {
      build (self);
      g_set_str (&self->shape, shape);
    }
  crm_results_bar_set_source (self->bar, self->source);
  show_responses (self);
  show_rate (self);
  show_score (self);
  show_alpha (self);
  show_notice (self);
  show_cross (self);
  fill_cards (self);
  crm_verbatims_card_set_figures (self->verbatims, self->figures);
  crm_report_layout_show (self->layout);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* On its way to the reader's thread and back. */
typedef struct
{
  CrmId survey;
  GTimeZone *zone;
  CrmResultsSource *source; /* (nullable): to be read first */
  CrmResultsRequest request;
  CrmResultsFigures *figures;
  GWeakRef view;
} Task;

static gpointer
task_ref (gpointer data)
{
  return g_atomic_rc_box_acquire (data);
}

static void
task_clear (gpointer data)
{
  Task *task = data;

  g_weak_ref_clear (&task->view);
  g_time_zone_unref (task->zone);
  g_clear_pointer (&task->figures, crm_results_figures_unref);
  g_clear_pointer (&task->source, crm_results_source_unref);
}

static void
task_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, task_clear);
}

static gboolean
work (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Task *task = data;

  if (task->source == NULL)
    task->source = crm_results_source_new (connection, &task->survey, task->zone, error);
  if (task->source != NULL)
    task->figures = crm_results_figures_new (task->source, connection, &task->request, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return task->figures != NULL;
}

static DexFuture *
on_worked (DexFuture *future, gpointer data)
{
  Task *task = data;
  g_autoptr (CrmResultsView) self = g_weak_ref_get (&task->view);
  g_autoptr (GError) error = NULL;

  if (self == NULL || get_page (self) == NULL)
    return NULL;
  if (dex_future_get_value (future, &error) == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        crm_page_fail (get_page (self), error);
      return NULL;
    }
  g_clear_pointer (&self->source, crm_results_source_unref);
  self->source = g_steal_pointer (&task->source);
  g_clear_pointer (&self->figures, crm_results_figures_unref);
  self->figures = g_steal_pointer (&task->figures);
  show (self);
  return NULL;
}

static Task *
make_task (CrmResultsView *self)
{
  Task *task = g_atomic_rc_box_new0 (Task);

  g_weak_ref_init (&task->view, self);
  task->survey = *crm_survey_view_get_survey (CRM_SURVEY_VIEW (self));
  task->zone = g_time_zone_ref (crm_clock_get_zone (crm_context_get_clock (crm_survey_view_get_context (CRM_SURVEY_VIEW (self)))));
  if (!self->stale && self->source != NULL)
    task->source = crm_results_source_ref (self->source);
  if (self->bar != NULL)
    crm_results_bar_ask (self->bar, &task->request);
  task->request.row = self->row;
  task->request.column = self->column;
  return task;
}

static gboolean
on_refresh (gpointer data)
{
  CrmResultsView *self = data;
  CrmStore *store = crm_context_get_store (crm_survey_view_get_context (CRM_SURVEY_VIEW (self)));
  Task *task = make_task (self);

  self->refresh = 0;
  self->stale = FALSE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  dex_future_disown (dex_future_finally (crm_store_read (store, self->cancellable, work, task_ref (task), task_unref), on_worked, task, task_unref));
  return G_SOURCE_REMOVE;
}

/* @stale: the answers themselves have changed. */
static void
refresh (CrmResultsView *self, gboolean stale)
{
  self->stale |= stale;
  if (self->refresh == 0)
    self->refresh = g_idle_add (on_refresh, self);
}

/* ── the view ─────────────────────────────────────────────────────────────────────────────── */

static void
crm_results_view_update (CrmSurveyView *view)
{
  refresh (CRM_RESULTS_VIEW (view), TRUE);
}

static void
crm_results_view_search (CrmSurveyView *view)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (view);

  if (self->verbatims != NULL)
    crm_verbatims_card_search (self->verbatims);
}

/* What was not reached in the window yet has to be on paper and in files. */
static void
fill_rest (CrmResultsView *self)
{
  while (self->filled < self->cards->len)
    fill_card (self, &g_array_index (self->cards, Card, self->filled++));
}

static void
add_summary (CrmResultsView *self, CrmSheet *sheet)
{
  g_autoptr (CrmChartData) summary = crm_results_chart_summary (self->figures);

  for (guint i = 0; i < crm_chart_data_get_n_categories (summary); i++)
    crm_sheet_add_field (sheet, crm_chart_data_get_label (summary, i), crm_chart_data_get_value (summary, 0, i)->text);
}

/* The file says by its name what was chosen. */
static void
crm_results_view_export (CrmSurveyView *view)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (view);
  const CrmSurveyForm *form = crm_survey_view_get_form (view);
  g_autoptr (GPtrArray) charts = NULL;
  g_autofree char *choice = NULL, *name = NULL;

  if (self->layout == NULL)
    return;
  fill_rest (self);
  choice = crm_results_bar_describe (self->bar);
  name = g_strjoin (" – ", crm_survey_get_text (form->survey, CRM_SURVEY_TITLE, crm_results_speaks_second (form)), choice, NULL);
  charts = crm_report_layout_dup_data (self->layout);
  g_ptr_array_insert (charts, 0, crm_results_chart_summary (self->figures));
  crm_report_export (get_page (self), charts, name);
}

static DexFuture *
crm_results_view_make_sheet (CrmSurveyView *view)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (view);
  const CrmSurveyForm *form = crm_survey_view_get_form (view);
  g_autofree char *choice = self->bar != NULL ? crm_results_bar_describe (self->bar) : NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  CrmSheet *sheet = crm_sheet_new (crm_survey_get_text (form->survey, CRM_SURVEY_TITLE, crm_results_speaks_second (form)), choice);

  if (self->layout != NULL)
    {
      fill_rest (self);
      add_summary (self, sheet);
      crm_report_layout_add_to_sheet (self->layout, sheet);
    }
  g_value_init (&value, CRM_TYPE_SHEET);
  g_value_take_boxed (&value, sheet);
  return dex_future_new_for_value (&value);
}

static void
on_collect (GtkButton *button, CrmResultsView *self)
{
  g_assert (CRM_IS_RESULTS_VIEW (self));

  crm_survey_record_page_show_view (CRM_SURVEY_RECORD_PAGE (get_page (self)), "collect");
}

static GtkWidget *
make_empty (CrmResultsView *self)
{
  GtkWidget *page = adw_status_page_new (), *button = gtk_button_new_with_mnemonic (_ ("_Collect Answers"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "crm-surveys-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No Answers Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("Scores with how sure they are, how they went, what goes together and what people wrote stand here once somebody has answered."));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_collect), self, G_CONNECT_DEFAULT);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
crm_results_view_dispose (GObject *object)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->filling, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (crm_results_view_parent_class)->dispose (object);
}

static void
crm_results_view_finalize (GObject *object)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (object);

  g_clear_pointer (&self->figures, crm_results_figures_unref);
  g_clear_pointer (&self->source, crm_results_source_unref);
  g_array_unref (self->cards);
  g_array_unref (self->crossable);
  g_free (self->shape);

  G_OBJECT_CLASS (crm_results_view_parent_class)->finalize (object);
}

static void
crm_results_view_class_init (CrmResultsViewClass *klass)
{
  CrmSurveyViewClass *view_class = CRM_SURVEY_VIEW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_results_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_results_view_finalize;
  view_class->update = crm_results_view_update;
  view_class->search = crm_results_view_search;
  view_class->make_sheet = crm_results_view_make_sheet;
  view_class->export = crm_results_view_export;
}

static void
crm_results_view_init (CrmResultsView *self)
{
  self->cards = g_array_new (FALSE, FALSE, sizeof (Card));
  self->crossable = g_array_new (FALSE, FALSE, sizeof (guint));
  self->row = self->column = G_MAXUINT;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, adw_bin_new (), "waiting");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
