/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks somebody through a survey. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-walk.h"

#include "app/surveys/crm-question-view.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

struct _CrmSurveyWalk
{
  AdwBin parent_instance;

  /* owned by the widget tree */
  GtkScrolledWindow *window;
  GtkBox *box; /* the page's words, then the question */
  CrmQuestionView *view;

  /* owned */
  CrmSurveySheet *sheet;

  CrmSurveyWalkFlags flags;
};

enum
{
  MOVED,
  CHANGED,
  FINISHED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmSurveyWalk, crm_survey_walk, ADW_TYPE_BIN)

/* ── showing a question ───────────────────────────────────────────────────────────────────── */

static void
clear (CrmSurveyWalk *self)
{
  GtkWidget *child;

  self->view = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
}

static void
add_words (CrmSurveyWalk *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  if (*text != '\0')
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, style);
      gtk_box_append (self->box, label);
    }
  else
    g_object_unref (g_object_ref_sink (label));
}

/* The page's title stands above each of its questions, its introduction above the first. */
static void
add_page_words (CrmSurveyWalk *self, const CrmSurveyQuestion *question)
{
  CrmSurveyForm *form = crm_survey_sheet_get_form (self->sheet);
  const CrmSurveyPage *page = form->pages->pdata[question->page];
  const CrmSurveyQuestion *before = crm_survey_sheet_get_previous (self->sheet, question);
  gboolean second = crm_survey_sheet_is_second (self->sheet);

  add_words (self, crm_survey_get_text (page->record, CRM_SURVEY_PAGE_TITLE, second), "survey-page-title");
  if (before == NULL || before->page != question->page)
    add_words (self, crm_survey_get_text (page->record, CRM_SURVEY_PAGE_INTRO, second), "body");
}

static void
on_view_changed (CrmSurveyWalk *self)
{
  g_assert (CRM_IS_SURVEY_WALK (self));

  crm_survey_sheet_update (self->sheet);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show (CrmSurveyWalk *self, const CrmSurveyQuestion *question)
{
  CrmQuestionViewFlags flags = crm_survey_sheet_is_second (self->sheet) ? CRM_QUESTION_VIEW_SECOND : CRM_QUESTION_VIEW_PLAIN;

  clear (self);
  if (question == NULL)
    return;
  if ((self->flags & CRM_SURVEY_WALK_KEYS) != 0)
    flags |= CRM_QUESTION_VIEW_KEYS;
  add_page_words (self, question);
  self->view = CRM_QUESTION_VIEW (crm_question_view_new (crm_survey_sheet_get_answers (self->sheet), question, flags));
  g_signal_connect_object (self->view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "next", G_CALLBACK (crm_survey_walk_go_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "previous", G_CALLBACK (crm_survey_walk_go_back), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->view));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->window), 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_signal_emit (self, signals[MOVED], 0);
}

static const CrmSurveyQuestion *
get_question (CrmSurveyWalk *self)
{
  return self->view != NULL ? crm_question_view_get_question (self->view) : NULL;
}

static void
show_problem (CrmSurveyWalk *self, const GError *error)
{
  const CrmSurveyQuestion *question = get_question (self);
  gboolean answered = crm_survey_answers_has (crm_survey_sheet_get_answers (self->sheet), question);

  if ((self->flags & CRM_SURVEY_WALK_OWN_WORDS) == 0)
    crm_question_view_set_problem (self->view, error->message);
  else
    crm_question_view_set_problem (self->view, crm_survey_get_phrase (answered ? CRM_SURVEY_PHRASE_INVALID : CRM_SURVEY_PHRASE_REQUIRED, crm_survey_walk_get_language (self)));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* At the end nothing may be wrong anywhere: what was skipped before may have come to be shown since. */
static void
finish (CrmSurveyWalk *self)
{
  g_autoptr (GError) error = NULL;
  const CrmSurveyQuestion *problem = crm_survey_sheet_find_problem (self->sheet, &error);

  if (problem == NULL)
    {
      g_signal_emit (self, signals[FINISHED], 0);
      return;
    }
  show (self, problem);
  show_problem (self, error);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static gboolean
crm_survey_walk_grab_focus (GtkWidget *widget)
{
  CrmSurveyWalk *self = CRM_SURVEY_WALK (widget);

  return self->view != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
crm_survey_walk_dispose (GObject *object)
{
  CrmSurveyWalk *self = CRM_SURVEY_WALK (object);

  self->view = NULL;
  self->box = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->sheet, crm_survey_sheet_free);

  G_OBJECT_CLASS (crm_survey_walk_parent_class)->dispose (object);
}

static void
crm_survey_walk_class_init (CrmSurveyWalkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_survey_walk_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_survey_walk_grab_focus;

  signals[MOVED] = g_signal_new ("moved", CRM_TYPE_SURVEY_WALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_SURVEY_WALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] = g_signal_new ("finished", CRM_TYPE_SURVEY_WALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] = g_signal_new ("left", CRM_TYPE_SURVEY_WALK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "survey-walk");
}

static void
crm_survey_walk_init (CrmSurveyWalk *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->window = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 9));
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "survey-walk-box");
  gtk_scrolled_window_set_policy (self->window, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_valign (GTK_WIDGET (self->box), GTK_ALIGN_CENTER);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_child (self->window, clamp);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->window));
}

GtkWidget *
crm_survey_walk_new (CrmSurveyWalkFlags flags)
{
  CrmSurveyWalk *self = g_object_new (CRM_TYPE_SURVEY_WALK, NULL);

  self->flags = flags;
  return GTK_WIDGET (self);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

void
crm_survey_walk_begin (CrmSurveyWalk *self, CrmSurveySheet *sheet)
{
  g_return_if_fail (CRM_IS_SURVEY_WALK (self) && sheet != NULL);

  clear (self);
  g_clear_pointer (&self->sheet, crm_survey_sheet_free);
  self->sheet = sheet;
  crm_survey_sheet_update (sheet);
  show (self, crm_survey_sheet_get_next (sheet, NULL));
}

CrmSurveySheet *
crm_survey_walk_get_sheet (CrmSurveyWalk *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_WALK (self), NULL);

  return self->sheet;
}

CrmSurveySheet *
crm_survey_walk_take_sheet (CrmSurveyWalk *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_WALK (self), NULL);

  clear (self);
  return g_steal_pointer (&self->sheet);
}

void
crm_survey_walk_go_on (CrmSurveyWalk *self)
{
  g_autoptr (GError) error = NULL;
  const CrmSurveyQuestion *next;

  g_return_if_fail (CRM_IS_SURVEY_WALK (self));

  if (self->view == NULL)
    return;
  if (!crm_question_view_check (self->view, &error))
    {
      show_problem (self, error);
      return;
    }
  next = crm_survey_sheet_get_next (self->sheet, get_question (self));
  if (next != NULL)
    show (self, next);
  else
    finish (self);
}

void
crm_survey_walk_go_back (CrmSurveyWalk *self)
{
  const CrmSurveyQuestion *before;

  g_return_if_fail (CRM_IS_SURVEY_WALK (self));

  if (self->view == NULL)
    return;
  before = crm_survey_sheet_get_previous (self->sheet, get_question (self));
  if (before != NULL)
    show (self, before);
  else
    g_signal_emit (self, signals[LEFT], 0);
}

void
crm_survey_walk_set_second (CrmSurveyWalk *self, gboolean second)
{
  g_return_if_fail (CRM_IS_SURVEY_WALK (self));

  if (self->sheet == NULL || crm_survey_sheet_is_second (self->sheet) == second)
    return;
  crm_survey_sheet_set_second (self->sheet, second);
  show (self, get_question (self));
}

void
crm_survey_walk_get_place (CrmSurveyWalk *self, guint *place, guint *n)
{
  const CrmSurveyQuestion *shown, *question = NULL;

  g_return_if_fail (CRM_IS_SURVEY_WALK (self));

  *place = *n = 0;
  shown = get_question (self);
  while (self->sheet != NULL && (question = crm_survey_sheet_get_next (self->sheet, question)) != NULL)
    {
      (*n)++;
      if (question == shown)
        *place = *n;
    }
}

const char *
crm_survey_walk_get_language (CrmSurveyWalk *self)
{
  g_return_val_if_fail (CRM_IS_SURVEY_WALK (self), NULL);

  if (self->sheet == NULL)
    return NULL;
  return crm_record_get_text (crm_survey_sheet_get_form (self->sheet)->survey, crm_survey_sheet_is_second (self->sheet) ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
}
