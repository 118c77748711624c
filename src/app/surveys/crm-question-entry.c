/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a question has people type. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-question-entry.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>

struct _CrmQuestionEntry
{
  AdwBin parent_instance;

  /* owned */
  CrmSurveyForm *form;
  GError *problem; /* why what is typed cannot be read */

  /* owned by the widget tree */
  GtkWidget *entry; /* a GtkEntry, or a GtkTextView */
  GtkWidget *calendar;

  /* borrowed */
  CrmSurveyAnswers *answers;
  const CrmSurveyQuestion *question;

  gboolean composing;
  gboolean setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmQuestionEntry, crm_question_entry, ADW_TYPE_BIN)

/* A scale too long for buttons is typed as a number is. */
static CrmAnswerForm
get_form (CrmQuestionEntry *self)
{
  CrmAnswerForm form = crm_question_type_get_form (self->question->type);

  if (form == CRM_ANSWER_FORM_POINTS)
    return CRM_ANSWER_FORM_NUMBER;
  return form == CRM_ANSWER_FORM_NUMBER || form == CRM_ANSWER_FORM_DATE ? form : CRM_ANSWER_FORM_TEXT;
}

static char *
dup_typed (CrmQuestionEntry *self)
{
  GtkTextIter start, end;

  if (GTK_IS_EDITABLE (self->entry))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->entry)), &start, &end);
  return gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->entry)), &start, &end, FALSE);
}

static void
set_typed (CrmQuestionEntry *self, const char *text)
{
  self->setting = TRUE;
  if (GTK_IS_EDITABLE (self->entry))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->entry)), text != NULL ? text : "", -1);
  self->setting = FALSE;
}

/* ── reading what is typed ────────────────────────────────────────────────────────────────── */

static void
take_number (CrmQuestionEntry *self, const char *typed)
{
  gint64 value;

  if (crm_decimal_parse (typed, 0, &value, &self->problem))
    crm_survey_answers_set_value (self->answers, self->question, CRM_ANSWER_PART_NONE, value);
  else
    crm_survey_answers_clear (self->answers, self->question);
}

static void
take_date (CrmQuestionEntry *self, const char *typed)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  CrmDate date = CRM_DATE_NONE;

  if (crm_date_parse (typed, CRM_DATE_ORDER_UNKNOWN, g_date_time_get_year (now), &date, &self->problem) && crm_date_get_year (date) == 0)
    date = crm_date_make (g_date_time_get_year (now), crm_date_get_month (date), crm_date_get_day (date));
  crm_survey_answers_set_date (self->answers, self->question, date);
}

static void
on_changed (CrmQuestionEntry *self)
{
  g_autofree char *typed = NULL;

  g_assert (CRM_IS_QUESTION_ENTRY (self));

  if (self->setting)
    return;
  typed = g_strstrip (dup_typed (self));
  g_clear_error (&self->problem);
  if (get_form (self) == CRM_ANSWER_FORM_TEXT)
    crm_survey_answers_set_text (self->answers, self->question, typed);
  else if (*typed == '\0')
    crm_survey_answers_clear (self->answers, self->question);
  else if (get_form (self) == CRM_ANSWER_FORM_NUMBER)
    take_number (self, typed);
  else
    take_date (self, typed);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_answer (CrmQuestionEntry *self)
{
  char iso[CRM_DATE_LENGTH];
  gint64 value;
  CrmDate date;

  if (get_form (self) == CRM_ANSWER_FORM_TEXT)
    set_typed (self, crm_survey_answers_get_text (self->answers, self->question));
  else if (get_form (self) == CRM_ANSWER_FORM_DATE && (date = crm_survey_answers_get_date (self->answers, self->question)) != CRM_DATE_NONE)
    set_typed (self, crm_date_to_iso (date, iso));
  else if (crm_survey_answers_get_value (self->answers, self->question, CRM_ANSWER_PART_NONE, &value))
    {
      g_autofree char *text = crm_decimal_format (value);

      set_typed (self, text);
    }
}

/* ── making it ────────────────────────────────────────────────────────────────────────────── */

static void
on_preedit_changed (CrmQuestionEntry *self, const char *preedit)
{
  g_assert (CRM_IS_QUESTION_ENTRY (self));

  self->composing = preedit != NULL && *preedit != '\0';
}

static void
on_day_selected (CrmQuestionEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  char iso[CRM_DATE_LENGTH];

  g_assert (CRM_IS_QUESTION_ENTRY (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         crm_date_to_iso (crm_date_make (g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day)), iso));
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (self->calendar, GTK_TYPE_POPOVER)));
}

static GtkWidget *
make_calendar_button (CrmQuestionEntry *self)
{
  GtkWidget *button = gtk_menu_button_new (), *popover = gtk_popover_new ();

  self->calendar = gtk_calendar_new ();
  g_signal_connect_object (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), self->calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a Day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Choose a Day"), -1);
  return button;
}

static void
make_line (CrmQuestionEntry *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_box_append (GTK_BOX (box), self->entry);
  if (get_form (self) == CRM_ANSWER_FORM_NUMBER)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_NUMBER);
  if (get_form (self) == CRM_ANSWER_FORM_DATE)
    gtk_box_append (GTK_BOX (box), make_calendar_button (self));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)), "preedit-changed", G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
make_lines (CrmQuestionEntry *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->entry = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->entry), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->entry), FALSE);
  g_object_set (self->entry, "top-margin", 9, "bottom-margin", 9, "left-margin", 10, "right-margin", 10, NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), self->entry);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), 96);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), 240);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_widget_add_css_class (window, "field-text");
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->entry)), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "preedit-changed", G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), window);
}

static void
set_placeholder (CrmQuestionEntry *self, const char *language)
{
  const char *words = NULL;

  if (crm_question_type_has_options (self->question->type))
    words = crm_survey_get_phrase (CRM_SURVEY_PHRASE_OTHER, language);
  else if (get_form (self) == CRM_ANSWER_FORM_DATE)
    words = crm_survey_get_phrase (CRM_SURVEY_PHRASE_DATE, language);
  if (words != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), words);
}

static gboolean
crm_question_entry_grab_focus (GtkWidget *widget)
{
  CrmQuestionEntry *self = CRM_QUESTION_ENTRY (widget);

  return gtk_widget_grab_focus (self->entry);
}

static void
crm_question_entry_dispose (GObject *object)
{
  CrmQuestionEntry *self = CRM_QUESTION_ENTRY (object);

  self->setting = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->form, crm_survey_form_unref);
  g_clear_error (&self->problem);

  G_OBJECT_CLASS (crm_question_entry_parent_class)->dispose (object);
}

static void
crm_question_entry_class_init (CrmQuestionEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_question_entry_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = crm_question_entry_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_QUESTION_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_question_entry_init (CrmQuestionEntry *self)
{
}

GtkWidget *
crm_question_entry_new (CrmSurveyAnswers *answers, const CrmSurveyQuestion *question, gboolean second, const char *label)
{
  CrmQuestionEntry *self;

  g_return_val_if_fail (answers != NULL && question != NULL && label != NULL, NULL);

  self = g_object_new (CRM_TYPE_QUESTION_ENTRY, NULL);
  self->form = crm_survey_form_ref (crm_survey_answers_get_form (answers));
  self->answers = answers;
  self->question = question;
  if (question->type == CRM_QUESTION_TYPE_LONG_TEXT)
    make_lines (self);
  else
    {
      make_line (self);
      set_placeholder (self, crm_record_get_text (self->form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  show_answer (self);
  return GTK_WIDGET (self);
}

gboolean
crm_question_entry_check (CrmQuestionEntry *self, GError **error)
{
  g_return_val_if_fail (CRM_IS_QUESTION_ENTRY (self), FALSE);

  if (self->problem != NULL && error != NULL)
    *error = g_error_copy (self->problem);
  return self->problem == NULL;
}

gboolean
crm_question_entry_is_composing (CrmQuestionEntry *self)
{
  g_return_val_if_fail (CRM_IS_QUESTION_ENTRY (self), FALSE);

  return self->composing;
}

gboolean
crm_question_entry_is_empty (CrmQuestionEntry *self)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (CRM_IS_QUESTION_ENTRY (self), TRUE);

  typed = dup_typed (self);
  return *typed == '\0';
}

gboolean
crm_question_entry_is_long (CrmQuestionEntry *self)
{
  g_return_val_if_fail (CRM_IS_QUESTION_ENTRY (self), FALSE);

  return GTK_IS_TEXT_VIEW (self->entry);
}
