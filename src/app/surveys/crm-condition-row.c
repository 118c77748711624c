/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a question or a page is shown: the condition, what it means, and what is wrong with it. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-condition-row.h"

#include "app/surveys/crm-survey-text.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-condition.h"

#include <glib/gi18n-lib.h>

/* Of a question's text, in a menu and in words. */
#define TITLE_MAX 40

struct _CrmConditionRow
{
  AdwPreferencesRow parent_instance;

  /* template */
  GtkBox *line;
  GtkMenuButton *insert;
  GtkImage *icon;
  GtkLabel *words;

  /* owned by the widget tree */
  CrmSurveyText *text;

  /* owned */
  CrmSurveyEditor *editor;
  CrmRecord *record;

  const CrmSurveyPage *page;         /* borrowed from the editor's form */
  const CrmSurveyQuestion *question; /* borrowed from the editor's form */
};

G_DEFINE_FINAL_TYPE (CrmConditionRow, crm_condition_row, ADW_TYPE_PREFERENCES_ROW)

static guint
get_field (const CrmRecord *record)
{
  return record->kind == &crm_kind_question ? CRM_QUESTION_SHOW_IF : CRM_SURVEY_PAGE_SHOW_IF;
}

static void
on_commit (CrmConditionRow *self, const char *text)
{
  g_assert (CRM_IS_CONDITION_ROW (self));

  if (self->record != NULL && self->editor != NULL)
    crm_survey_editor_set_text (self->editor, self->record, get_field (self->record), text);
}

/* ── in words ─────────────────────────────────────────────────────────────────────────────── */

static char *
dup_title (const CrmSurveyQuestion *question)
{
  const char *text = crm_survey_get_text (question->record, CRM_QUESTION_TEXT, FALSE);
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TITLE_MAX));

  g_strdelimit (start, "\n", ' ');
  return strlen (start) < strlen (text) ? g_strconcat (start, "…", NULL) : g_steal_pointer (&start);
}

/* The questions it asks about, each once. */
static char *
describe (CrmConditionRow *self, const char *condition)
{
  g_autoptr (CrmSurveyCondition) parsed = crm_survey_condition_parse (condition, NULL);
  CrmSurveyForm *form = crm_survey_editor_get_form (self->editor);
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; parsed != NULL && i < crm_survey_condition_get_n_tests (parsed); i++)
    {
      const CrmSurveyQuestion *question = crm_survey_form_find_code (form, crm_survey_condition_get_test (parsed, i).code);
      g_autofree char *title = question != NULL ? dup_title (question) : NULL;

      if (question == NULL || g_ptr_array_find (seen, question, NULL))
        continue;
      g_ptr_array_add (seen, (gpointer)question);
      /* Translators: the number of a question of a survey, and its text. */
      g_string_append_printf (words, _ ("%1$s%2$u “%3$s”"), words->len > 0 ? _ (", ") : "", crm_survey_form_get_place (form, question) + 1, title);
    }
  /* Translators: %s is a list of questions with their numbers. */
  return g_strdup_printf (ngettext ("Depends on the answer to question %s.", "Depends on the answers to questions %s.", seen->len), words->str);
}

static void
show_words (CrmConditionRow *self, const char *fault)
{
  const char *condition = crm_record_get_text (self->record, get_field (self->record));
  g_autofree char *words = NULL;

  if (fault == NULL && condition == NULL)
    words = g_strdup (self->question != NULL ? _ ("Always shown.") : _ ("The page is always shown."));
  else
    words = fault != NULL ? g_strdup (fault) : describe (self, condition);
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), fault != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->words), fault != NULL ? "dimmed" : "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->words), fault != NULL ? "warning" : "dimmed");
}

/* ── putting in a question ────────────────────────────────────────────────────────────────── */

/* A comparison to begin with, of what such a question is answered with. */
static char *
suggest (const CrmSurveyQuestion *question)
{
  CrmAnswerForm form = crm_question_type_get_form (question->type);

  if ((form == CRM_ANSWER_FORM_OPTION || form == CRM_ANSWER_FORM_OPTIONS) && question->options->len > 0 && question->rows->len == 0 && question->type != CRM_QUESTION_TYPE_KANO)
    return g_strdup_printf ("%s %s %s", question->code, form == CRM_ANSWER_FORM_OPTION ? "=" : "includes", crm_record_get_text (question->options->pdata[0], CRM_QUESTION_OPTION_CODE));
  if (form == CRM_ANSWER_FORM_POINTS && question->type != CRM_QUESTION_TYPE_SERVQUAL)
    return g_strdup_printf ("%s <= %d", question->code, (int)((question->minimum + question->maximum) / 2 / CRM_DECIMAL_ONE));
  return g_strdup_printf ("%s answered", question->code);
}

static void
insert_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmConditionRow *self = CRM_CONDITION_ROW (widget);
  const CrmSurveyQuestion *question = crm_survey_form_find_code (crm_survey_editor_get_form (self->editor), g_variant_get_string (parameter, NULL));
  const char *before;
  g_autofree char *test = NULL, *whole = NULL;

  if (question == NULL || self->record == NULL)
    return;
  crm_survey_text_flush (self->text);
  before = crm_record_get_text (self->record, get_field (self->record));
  test = suggest (question);
  whole = before != NULL ? g_strdup_printf ("%s and %s", before, test) : g_steal_pointer (&test);
  crm_survey_editor_set_text (self->editor, self->record, get_field (self->record), whole);
  crm_survey_text_take_focus (self->text);
}

/* How many questions stand before it: only those have been answered by then. */
static guint
count_before (CrmConditionRow *self)
{
  return self->question != NULL ? crm_survey_form_get_place (crm_survey_editor_get_form (self->editor), self->question) : self->page->first;
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  CrmConditionRow *self = CRM_CONDITION_ROW (data);
  CrmSurveyForm *form = crm_survey_editor_get_form (self->editor);
  g_autoptr (GMenu) menu = g_menu_new (), section = g_menu_new ();

  for (guint i = 0; i < count_before (self); i++)
    {
      const CrmSurveyQuestion *question = form->questions->pdata[i];
      g_autofree char *title = dup_title (question), *label = g_strdup_printf ("%u. %s", i + 1, title);
      g_autoptr (GMenuItem) item = NULL;

      g_strdelimit (label, "_", ' ');
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "condition.insert", "s", question->code);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, _ ("Ask About"), G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_condition_row_dispose (GObject *object)
{
  CrmConditionRow *self = CRM_CONDITION_ROW (object);

  g_clear_object (&self->editor);
  g_clear_pointer (&self->record, crm_record_unref);
  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_CONDITION_ROW);

  G_OBJECT_CLASS (crm_condition_row_parent_class)->dispose (object);
}

static void
crm_condition_row_class_init (CrmConditionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_condition_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-condition-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmConditionRow, line);
  gtk_widget_class_bind_template_child (widget_class, CrmConditionRow, insert);
  gtk_widget_class_bind_template_child (widget_class, CrmConditionRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmConditionRow, words);
  gtk_widget_class_install_action (widget_class, "condition.insert", "s", insert_action);
}

static void
crm_condition_row_init (CrmConditionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = CRM_SURVEY_TEXT (crm_survey_text_new (FALSE));
  crm_survey_text_set_label (self->text, _ ("Show only if"), _ ("Show only if"));
  g_signal_connect_object (self->text, "commit", G_CALLBACK (on_commit), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (self->line, GTK_WIDGET (self->text));
  gtk_menu_button_set_create_popup_func (self->insert, make_menu, self, NULL);
}

GtkWidget *
crm_condition_row_new (CrmSurveyEditor *editor)
{
  CrmConditionRow *self;

  g_return_val_if_fail (CRM_IS_SURVEY_EDITOR (editor), NULL);

  self = g_object_new (CRM_TYPE_CONDITION_ROW, NULL);
  self->editor = g_object_ref (editor);
  return GTK_WIDGET (self);
}

void
crm_condition_row_set (CrmConditionRow *self, const CrmSurveyPage *page, const CrmSurveyQuestion *question, const char *fault)
{
  CrmRecord *record;
  const char *condition;
  gboolean can_change;

  g_return_if_fail (CRM_IS_CONDITION_ROW (self) && (page != NULL || question != NULL));

  record = question != NULL ? question->record : page->record;
  if (self->record != NULL && !crm_id_equal (&self->record->id, &record->id))
    crm_survey_text_flush (self->text);
  self->page = page;
  self->question = question;
  crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  condition = crm_record_get_text (record, get_field (record));
  can_change = crm_survey_editor_can_change (self->editor);
  crm_survey_text_set_text (self->text, condition != NULL ? condition : "");
  crm_survey_text_set_editable (self->text, can_change);
  gtk_widget_set_visible (GTK_WIDGET (self->insert), can_change && count_before (self) > 0);
  show_words (self, fault);
}
