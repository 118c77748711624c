/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was answered to a survey: scores, questions, what goes together, words. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-view.h"

#include "app/reports/crm-chart-card.h"
#include "app/reports/crm-latest-read.h"
#include "app/reports/crm-report-export.h"
#include "app/surveys/crm-cross-choice.h"
#include "app/surveys/crm-results-bar.h"
#include "app/surveys/crm-results-charts.h"
#include "app/surveys/crm-results-definitions.h"
#include "app/surveys/crm-results-marks.h"
#include "app/surveys/crm-results-records.h"
#include "app/surveys/crm-results-tiles.h"
#include "app/surveys/crm-results-words.h"
#include "app/surveys/crm-survey-record-page.h"
#include "app/surveys/crm-verbatims-card.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

/* Filled before the first frame; what lies below the window's foot is filled after it. */
#define CARDS_AT_ONCE 2

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
  CrmLatestRead *read;

  /* borrowed */
  GtkStack *stack;
  CrmReportLayout *layout;
  CrmResultsBar *bar;
  CrmResultsTiles *tiles;
  GtkLabel *notice;
  CrmCrossChoice *cross;
  CrmVerbatimsCard *verbatims;

  guint filled;            /* cards that show the figures */
  guint filling;           /* idle source */
  guint64 n_changes;       /* how often the answers themselves have changed */
  guint64 n_changes_taken; /* how many of these are in the source */
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

/* ── what is said of the whole ────────────────────────────────────────────────────────────── */

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
on_tile (CrmResultsTiles *tiles, CrmResultsView *self)
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

static void
on_cross (CrmCrossChoice *choice, CrmResultsView *self)
{
  g_assert (CRM_IS_RESULTS_VIEW (self));

  refresh (self, FALSE);
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
    crm_report_card_add_control (crm_chart_card_get_card (card.card), GTK_WIDGET (self->cross));
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
  self->tiles = CRM_RESULTS_TILES (crm_results_tiles_new ());
  g_signal_connect_object (self->tiles, "pressed", G_CALLBACK (on_tile), self, G_CONNECT_DEFAULT);
  gtk_box_append (box, GTK_WIDGET (self->tiles));
  self->notice = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->notice, TRUE);
  gtk_label_set_xalign (self->notice, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->notice), "dim-label");
  gtk_box_append (box, GTK_WIDGET (self->notice));
  self->cross = CRM_CROSS_CHOICE (crm_cross_choice_new ());
  g_signal_connect_object (self->cross, "changed", G_CALLBACK (on_cross), self, G_CONNECT_DEFAULT);
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
  crm_results_tiles_set_figures (self->tiles, self->figures);
  show_notice (self);
  crm_cross_choice_set_figures (self->cross, self->figures);
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
  guint64 n_changes;        /* the view's when it began */
  CrmResultsSource *source; /* (nullable): to be read first */
  CrmResultsRequest request;
  CrmResultsFigures *figures;
} Task;

static void
task_free (gpointer data)
{
  Task *task = data;

  g_time_zone_unref (task->zone);
  g_clear_pointer (&task->figures, crm_results_figures_unref);
  g_clear_pointer (&task->source, crm_results_source_unref);
  g_free (task);
}

static gboolean
work (CrmConnection *connection, gpointer data, GError **error)
{
  Task *task = data;

  if (task->source == NULL)
    task->source = crm_results_source_new (connection, &task->survey, task->zone, error);
  if (task->source != NULL)
    task->figures = crm_results_figures_new (task->source, connection, &task->request, error);
  return task->figures != NULL;
}

static void
take (gpointer owner, gpointer data)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (owner);
  Task *task = data;

  if (get_page (self) == NULL)
    return;
  g_clear_pointer (&self->source, crm_results_source_unref);
  self->source = g_steal_pointer (&task->source);
  self->n_changes_taken = task->n_changes;
  g_clear_pointer (&self->figures, crm_results_figures_unref);
  self->figures = g_steal_pointer (&task->figures);
  show (self);
}

static void
fail (gpointer owner, const GError *error)
{
  if (get_page (owner) != NULL)
    crm_page_fail (get_page (owner), error);
}

static gpointer
make_task (gpointer owner)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (owner);
  Task *task = g_new0 (Task, 1);

  task->survey = *crm_survey_view_get_survey (CRM_SURVEY_VIEW (self));
  task->zone = g_time_zone_ref (crm_clock_get_zone (crm_context_get_clock (crm_survey_view_get_context (CRM_SURVEY_VIEW (self)))));
  task->n_changes = self->n_changes;
  if (self->n_changes == self->n_changes_taken && self->source != NULL)
    task->source = crm_results_source_ref (self->source);
  if (self->bar != NULL)
    crm_results_bar_ask (self->bar, &task->request);
  task->request.row = task->request.column = G_MAXUINT;
  if (self->cross != NULL)
    crm_cross_choice_ask (self->cross, &task->request);
  return task;
}

/* @stale: the answers themselves have changed. */
static void
refresh (CrmResultsView *self, gboolean stale)
{
  self->n_changes += stale;
  crm_latest_read_ask (self->read, crm_context_get_store (crm_survey_view_get_context (CRM_SURVEY_VIEW (self))));
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

  g_clear_pointer (&self->read, crm_latest_read_free);
  g_clear_handle_id (&self->filling, g_source_remove);

  G_OBJECT_CLASS (crm_results_view_parent_class)->dispose (object);
}

static void
crm_results_view_finalize (GObject *object)
{
  CrmResultsView *self = CRM_RESULTS_VIEW (object);

  g_clear_pointer (&self->figures, crm_results_figures_unref);
  g_clear_pointer (&self->source, crm_results_source_unref);
  g_array_unref (self->cards);
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
  static const CrmLatestReadSteps steps = { make_task, work, take, fail, task_free };

  self->read = crm_latest_read_new (G_OBJECT (self), &steps);
  self->cards = g_array_new (FALSE, FALSE, sizeof (Card));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, adw_bin_new (), "waiting");
  gtk_stack_add_named (self->stack, make_empty (self), "empty");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}
