/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks one question. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-question-view.h"

#include "app/surveys/crm-question-choices.h"
#include "app/surveys/crm-question-entry.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>

struct _CrmQuestionView
{
  AdwBin parent_instance;

  /* owned by the widget tree */
  GtkWidget *box;
  GtkWidget *text;
  CrmQuestionChoices *choices; /* NULL where something is typed */
  CrmQuestionEntry *entry;     /* NULL where something is only chosen */
  GtkWidget *problem;

  /* owned */
  CrmSurveyForm *form;

  /* borrowed */
  CrmSurveyAnswers *answers;
  const CrmSurveyQuestion *question;

  CrmQuestionViewFlags flags;
};

enum
{
  CHANGED,
  NEXT,
  PREVIOUS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmQuestionView, crm_question_view, ADW_TYPE_BIN)

static void
on_changed (CrmQuestionView *self)
{
  g_assert (CRM_IS_QUESTION_VIEW (self));

  crm_question_view_set_problem (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_typing (CrmQuestionView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus);
}

static gboolean
on_enter (CrmQuestionView *self, gboolean shift)
{
  gboolean typing = is_typing (self);

  if (typing && crm_question_entry_is_composing (self->entry))
    return GDK_EVENT_PROPAGATE;
  if (typing && shift && crm_question_entry_is_long (self->entry))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[shift ? PREVIOUS : NEXT], 0);
  return GDK_EVENT_STOP;
}

static gboolean
on_backspace (CrmQuestionView *self)
{
  if (is_typing (self) && (!crm_question_entry_is_empty (self->entry) || crm_question_entry_is_composing (self->entry)))
    return GDK_EVENT_PROPAGATE;
  g_signal_emit (self, signals[PREVIOUS], 0);
  return GDK_EVENT_STOP;
}

/* In the calendar, whose keys are its own. */
static gboolean
is_in_popover (CrmQuestionView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return popover != NULL && gtk_widget_is_ancestor (popover, GTK_WIDGET (self));
}

static gboolean
on_key (CrmQuestionView *self, guint key, guint code, GdkModifierType state)
{
  g_assert (CRM_IS_QUESTION_VIEW (self));

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || is_in_popover (self))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter)
    return on_enter (self, (state & GDK_SHIFT_MASK) != 0);
  if (key == GDK_KEY_BackSpace)
    return on_backspace (self);
  return self->choices != NULL && !is_typing (self) && crm_question_choices_pick (self->choices, key);
}

/* ── making it ────────────────────────────────────────────────────────────────────────────── */

static GtkWidget *
add_label (CrmQuestionView *self, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static const char *
get_language (CrmQuestionView *self)
{
  return crm_record_get_text (self->form->survey, (self->flags & CRM_QUESTION_VIEW_SECOND) != 0 ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);
}

/* What the survey's author hints at, or how questions of this type are answered where that is not plain. */
static const char *
get_hint (CrmQuestionView *self)
{
  const char *hint = crm_survey_get_text (self->question->record, CRM_QUESTION_HINT, (self->flags & CRM_QUESTION_VIEW_SECOND) != 0);

  if (*hint == '\0' && self->question->type == CRM_QUESTION_TYPE_MULTIPLE)
    return crm_survey_get_phrase (CRM_SURVEY_PHRASE_SEVERAL, get_language (self));
  if (*hint == '\0' && self->question->type == CRM_QUESTION_TYPE_RANKING)
    return crm_survey_get_phrase (CRM_SURVEY_PHRASE_RANK, get_language (self));
  return hint;
}

static void
add_head (CrmQuestionView *self)
{
  const char *hint = get_hint (self);
  gboolean required = crm_record_get_integer (self->question->record, CRM_QUESTION_REQUIRED, 0) != 0;
  g_autofree char *text = g_strconcat (crm_survey_get_text (self->question->record, CRM_QUESTION_TEXT, (self->flags & CRM_QUESTION_VIEW_SECOND) != 0), required ? "\302\240*" : NULL, NULL);

  self->text = add_label (self, text, "question-text");
  if (*hint != '\0')
    add_label (self, hint, "dimmed");
}

static void
add_body (CrmQuestionView *self)
{
  gboolean second = (self->flags & CRM_QUESTION_VIEW_SECOND) != 0;
  gboolean chosen = crm_question_choices_fit (self->question);

  if (chosen)
    {
      self->choices = CRM_QUESTION_CHOICES (crm_question_choices_new (self->answers, self->question, second, (self->flags & CRM_QUESTION_VIEW_KEYS) != 0));
      g_signal_connect_object (self->choices, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      gtk_widget_set_margin_top (GTK_WIDGET (self->choices), 9);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->choices));
    }
  if (chosen && (!crm_record_get_integer (self->question->record, CRM_QUESTION_OTHER_ALLOWED, 0) || !crm_question_type_has_options (self->question->type)))
    return;
  self->entry = CRM_QUESTION_ENTRY (crm_question_entry_new (self->answers, self->question, second, chosen ? crm_survey_get_phrase (CRM_SURVEY_PHRASE_OTHER, get_language (self)) : gtk_label_get_label (GTK_LABEL (self->text))));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_widget_set_margin_top (GTK_WIDGET (self->entry), chosen ? 0 : 9);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->entry));
}

static void
fill (CrmQuestionView *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
  add_head (self);
  add_body (self);
  self->problem = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "visible", FALSE, "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_box_append (GTK_BOX (self->box), self->problem);
}

static gboolean
crm_question_view_grab_focus (GtkWidget *widget)
{
  CrmQuestionView *self = CRM_QUESTION_VIEW (widget);

  return gtk_widget_grab_focus (self->choices != NULL ? GTK_WIDGET (self->choices) : GTK_WIDGET (self->entry));
}

static void
crm_question_view_dispose (GObject *object)
{
  CrmQuestionView *self = CRM_QUESTION_VIEW (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->form, crm_survey_form_unref);

  G_OBJECT_CLASS (crm_question_view_parent_class)->dispose (object);
}

static void
crm_question_view_class_init (CrmQuestionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_question_view_dispose;
  widget_class->grab_focus = crm_question_view_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_QUESTION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NEXT] = g_signal_new ("next", CRM_TYPE_QUESTION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIOUS] = g_signal_new ("previous", CRM_TYPE_QUESTION_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "question-view");
}

static void
crm_question_view_init (CrmQuestionView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  /* Before a button takes Enter and an entry takes digits. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
crm_question_view_new (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, CrmQuestionViewFlags flags)
{
  CrmQuestionView *self;

  g_return_val_if_fail (answers != NULL && question != NULL, NULL);

  self = g_object_new (CRM_TYPE_QUESTION_VIEW, NULL);
  self->form = crm_survey_form_ref (crm_survey_answers_get_form (answers));
  self->answers = answers;
  self->question = question;
  self->flags = flags;
  fill (self);
  return GTK_WIDGET (self);
}

const CrmSurveyQuestion *
crm_question_view_get_question (CrmQuestionView *self)
{
  g_return_val_if_fail (CRM_IS_QUESTION_VIEW (self), NULL);

  return self->question;
}

gboolean
crm_question_view_check (CrmQuestionView *self, GError **error)
{
  g_return_val_if_fail (CRM_IS_QUESTION_VIEW (self), FALSE);

  return (self->entry == NULL || crm_question_entry_check (self->entry, error)) && crm_survey_answers_check (self->answers, self->question, TRUE, error);
}

void
crm_question_view_set_problem (CrmQuestionView *self, const char *problem)
{
  g_return_if_fail (CRM_IS_QUESTION_VIEW (self));

  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  if (problem != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), problem, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}
