/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one question of a survey is like, to be changed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-question-pane.h"

#include "app/surveys/crm-condition-row.h"
#include "app/surveys/crm-option-list.h"
#include "app/surveys/crm-survey-input.h"
#include "app/surveys/crm-survey-text-row.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-phrase.h"

#include <glib/gi18n-lib.h>

struct _CrmQuestionPane
{
  AdwBin parent_instance;

  /* template */
  GtkMenuButton *type_button;
  GtkLabel *type_label;
  GtkLabel *code;
  GtkWidget *duplicate;
  GtkWidget *remove;
  AdwPreferencesGroup *wording;
  GtkBox *choices;
  AdwPreferencesGroup *scale;
  AdwPreferencesGroup *answering;
  AdwPreferencesGroup *condition_group;
  GMenu *type_menu;

  /* owned by the widget tree */
  CrmSurveyTextRow *text;
  CrmSurveyTextRow *hint;
  AdwComboRow *ends;
  CrmSurveyTextRow *low;
  CrmSurveyTextRow *high;
  CrmOptionList *rows;
  CrmOptionList *options;
  CrmConditionRow *condition;

  /* owned */
  CrmSurveyEditor *editor;
  CrmSurveyInput *minimum;
  CrmSurveyInput *maximum;
  CrmSurveyInput *required;
  CrmSurveyInput *other;
  CrmSurveyInput *dimension;

  const CrmSurveyQuestion *question; /* borrowed from the editor's form */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmQuestionPane, crm_question_pane, ADW_TYPE_BIN)

static const char *
get_type_label (CrmQuestionType type)
{
  return crm_field_get_choice_label (&crm_kind_question.fields[CRM_QUESTION_TYPE], crm_question_type_get_name (type));
}

/* ── the type ─────────────────────────────────────────────────────────────────────────────── */

static void
type_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmQuestionPane *self = CRM_QUESTION_PANE (widget);
  CrmQuestionType type = crm_question_type_find (g_variant_get_string (parameter, NULL));
  g_autoptr (CrmSurveyDraft) draft = NULL;

  if (self->question == NULL || type == CRM_QUESTION_TYPE_UNKNOWN || type == self->question->type)
    return;
  draft = crm_survey_editor_begin (self->editor, _ ("Change Type of Question"));
  if (draft == NULL)
    return;
  crm_survey_draft_set_type (draft, self->question, type);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
fill_type_menu (GMenu *menu)
{
  for (guint i = 0; i < CRM_N_QUESTION_TYPES; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (get_type_label ((CrmQuestionType)i), NULL);

      g_menu_item_set_action_and_target (item, "question.type", "s", crm_question_type_get_name ((CrmQuestionType)i));
      g_menu_append_item (menu, item);
    }
}

/* ── the ends of a scale ──────────────────────────────────────────────────────────────────── */

/* Those in use; others, as from a file, stand behind them. */
static const struct
{
  int low;
  int high;
} usual_ends[] = { { 1, 3 }, { 1, 4 }, { 1, 5 }, { 1, 6 }, { 1, 7 }, { 1, 10 }, { 0, 10 } };

static void
on_ends (CrmQuestionPane *self)
{
  guint selected = adw_combo_row_get_selected (self->ends);
  g_autoptr (CrmSurveyDraft) draft = NULL;
  CrmChange *change;

  g_assert (CRM_IS_QUESTION_PANE (self));

  if (self->filling || self->question == NULL || selected >= G_N_ELEMENTS (usual_ends))
    return;
  draft = crm_survey_editor_begin (self->editor, _ ("Change Scale"));
  if (draft == NULL)
    return;
  change = crm_survey_draft_change (draft, self->question->record);
  crm_change_set_integer (change, CRM_QUESTION_MINIMUM, usual_ends[selected].low * CRM_DECIMAL_ONE);
  crm_change_set_integer (change, CRM_QUESTION_MAXIMUM, usual_ends[selected].high * CRM_DECIMAL_ONE);
  crm_survey_editor_apply (self->editor, draft, NULL);
}

static void
append_ends (GtkStringList *names, int low, int high)
{
  /* Translators: the ends of a scale of points. */
  g_autofree char *name = g_strdup_printf (_ ("%1$d to %2$d"), low, high);

  gtk_string_list_append (names, name);
}

static void
fill_ends (CrmQuestionPane *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int low = (int)(self->question->minimum / CRM_DECIMAL_ONE), high = (int)(self->question->maximum / CRM_DECIMAL_ONE);
  guint selected = G_N_ELEMENTS (usual_ends);

  for (guint i = 0; i < G_N_ELEMENTS (usual_ends); i++)
    {
      append_ends (names, usual_ends[i].low, usual_ends[i].high);
      if (usual_ends[i].low == low && usual_ends[i].high == high)
        selected = i;
    }
  if (selected == G_N_ELEMENTS (usual_ends))
    append_ends (names, low, high);
  self->filling = TRUE;
  adw_combo_row_set_model (self->ends, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->ends, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->ends), crm_survey_editor_can_change (self->editor));
  self->filling = FALSE;
}

/* What stands at the ends while the survey says nothing. */
static void
fill_end_words (CrmQuestionPane *self)
{
  CrmSurveyTextRow *rows[] = { self->low, self->high };
  const char *second = crm_survey_editor_get_second (self->editor);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    crm_survey_text_row_set_placeholders (rows[i], crm_survey_get_end_phrase (self->question->type, i == 1, crm_survey_editor_get_language (self->editor)),
                                          second != NULL ? crm_survey_get_end_phrase (self->question->type, i == 1, second) : NULL);
}

/* ── what has sense for a type ────────────────────────────────────────────────────────────── */

static void
update_sense (CrmQuestionPane *self)
{
  CrmQuestionType type = self->question->type;
  CrmAnswerForm form = crm_question_type_get_form (type);
  gboolean points = form == CRM_ANSWER_FORM_POINTS, number = form == CRM_ANSWER_FORM_NUMBER;

  gtk_widget_set_visible (GTK_WIDGET (self->choices), crm_question_type_has_options (type) || crm_question_type_has_rows (type));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), crm_question_type_has_rows (type));
  gtk_widget_set_visible (GTK_WIDGET (self->options), crm_question_type_has_options (type));
  gtk_widget_set_visible (GTK_WIDGET (self->scale), points || number);
  gtk_widget_set_visible (GTK_WIDGET (self->ends), points && !crm_question_type_has_fixed_range (type));
  gtk_widget_set_visible (crm_survey_input_get_row (self->minimum), number);
  gtk_widget_set_visible (crm_survey_input_get_row (self->maximum), number);
  gtk_widget_set_visible (GTK_WIDGET (self->low), points);
  gtk_widget_set_visible (GTK_WIDGET (self->high), points);
  gtk_widget_set_visible (crm_survey_input_get_row (self->other), type == CRM_QUESTION_TYPE_SINGLE || type == CRM_QUESTION_TYPE_MULTIPLE);
  gtk_widget_set_visible (crm_survey_input_get_row (self->dimension), points);
}

/* What somebody writes can give away who it was, whatever else is kept from the file. */
static void
flag_own_words (CrmQuestionPane *self)
{
  gboolean written = crm_question_type_get_form (self->question->type) == CRM_ANSWER_FORM_TEXT || crm_record_get_integer (self->question->record, CRM_QUESTION_OTHER_ALLOWED, 0) != 0;
  gboolean flagged = written && crm_survey_form_is_anonymous (crm_survey_editor_get_form (self->editor));

  adw_preferences_group_set_description (self->wording, flagged ? _ ("Own words can say who somebody is, in an anonymous survey too. They are shown without their day and in the order of the alphabet.") : NULL);
}

static void
show_rows (CrmQuestionPane *self)
{
  CrmSurveyTextRow *texts[] = { self->text, self->hint, self->low, self->high };
  CrmSurveyInput *inputs[] = { self->minimum, self->maximum, self->required, self->other, self->dimension };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    crm_survey_text_row_set_record (texts[i], self->question->record);
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    crm_survey_input_set_record (inputs[i], self->question->record);
  crm_option_list_set_question (self->rows, self->question);
  crm_option_list_set_question (self->options, self->question);
}

void
crm_question_pane_set_question (CrmQuestionPane *self, const CrmSurveyQuestion *question, const char *fault)
{
  gboolean can_change;

  g_return_if_fail (CRM_IS_QUESTION_PANE (self) && self->editor != NULL && question != NULL);

  self->question = question;
  can_change = crm_survey_editor_can_change (self->editor);
  gtk_label_set_label (self->type_label, question->type != CRM_QUESTION_TYPE_UNKNOWN ? get_type_label (question->type) : crm_record_get_text (question->record, CRM_QUESTION_TYPE));
  gtk_label_set_label (self->code, question->code != NULL ? question->code : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->type_button), can_change);
  gtk_widget_set_visible (self->duplicate, can_change);
  gtk_widget_set_visible (self->remove, can_change);
  show_rows (self);
  crm_condition_row_set (self->condition, NULL, question, fault);
  fill_ends (self);
  fill_end_words (self);
  update_sense (self);
  flag_own_words (self);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_question_pane_dispose (GObject *object)
{
  CrmQuestionPane *self = CRM_QUESTION_PANE (object);

  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_QUESTION_PANE);
  g_clear_object (&self->minimum);
  g_clear_object (&self->maximum);
  g_clear_object (&self->required);
  g_clear_object (&self->other);
  g_clear_object (&self->dimension);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (crm_question_pane_parent_class)->dispose (object);
}

static void
crm_question_pane_class_init (CrmQuestionPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_question_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-question-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, type_button);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, type_label);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, code);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, duplicate);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, remove);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, wording);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, choices);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, scale);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, answering);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, condition_group);
  gtk_widget_class_bind_template_child (widget_class, CrmQuestionPane, type_menu);
  gtk_widget_class_install_action (widget_class, "question.type", "s", type_action);
}

static void
crm_question_pane_init (CrmQuestionPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_type_menu (self->type_menu);
}

static CrmSurveyTextRow *
add_text (CrmQuestionPane *self, AdwPreferencesGroup *group, const char *label, guint field, gboolean several_lines)
{
  GtkWidget *row = crm_survey_text_row_new (self->editor, label, field, several_lines);

  adw_preferences_group_add (group, row);
  return CRM_SURVEY_TEXT_ROW (row);
}

static CrmSurveyInput *
add_input (CrmQuestionPane *self, AdwPreferencesGroup *group, guint field, const char *title, const char *subtitle)
{
  CrmSurveyInput *input = crm_survey_input_new (self->editor, &crm_kind_question, field);

  crm_survey_input_set_words (input, title, subtitle);
  adw_preferences_group_add (group, crm_survey_input_get_row (input));
  return input;
}

void
crm_question_pane_set_editor (CrmQuestionPane *self, CrmSurveyEditor *editor)
{
  g_return_if_fail (CRM_IS_QUESTION_PANE (self) && CRM_IS_SURVEY_EDITOR (editor) && self->editor == NULL);

  self->editor = g_object_ref (editor);
  self->text = add_text (self, self->wording, _ ("Question"), CRM_QUESTION_TEXT, TRUE);
  self->hint = add_text (self, self->wording, _ ("Hint"), CRM_QUESTION_HINT, FALSE);
  self->rows = CRM_OPTION_LIST (crm_option_list_new (editor, "row"));
  self->options = CRM_OPTION_LIST (crm_option_list_new (editor, "option"));
  gtk_box_append (self->choices, GTK_WIDGET (self->rows));
  gtk_box_append (self->choices, GTK_WIDGET (self->options));
  self->ends = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->ends), _ ("Scale"));
  g_signal_connect_object (self->ends, "notify::selected", G_CALLBACK (on_ends), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->scale, GTK_WIDGET (self->ends));
  self->minimum = add_input (self, self->scale, CRM_QUESTION_MINIMUM, C_ ("scale", "From"), NULL);
  self->maximum = add_input (self, self->scale, CRM_QUESTION_MAXIMUM, C_ ("scale", "To"), NULL);
  self->low = add_text (self, self->scale, _ ("Low End"), CRM_QUESTION_LOW_LABEL, FALSE);
  self->high = add_text (self, self->scale, _ ("High End"), CRM_QUESTION_HIGH_LABEL, FALSE);
  self->required = add_input (self, self->answering, CRM_QUESTION_REQUIRED, _ ("Must Be Answered"), NULL);
  self->other = add_input (self, self->answering, CRM_QUESTION_OTHER_ALLOWED, _ ("Own Words Allowed"), _ ("Beside the options there is a line to write on"));
  self->dimension = add_input (self, self->answering, CRM_QUESTION_DIMENSION, _ ("Dimension or driver"), NULL);
  self->condition = CRM_CONDITION_ROW (crm_condition_row_new (editor));
  adw_preferences_group_add (self->condition_group, GTK_WIDGET (self->condition));
}

void
crm_question_pane_take_focus (CrmQuestionPane *self)
{
  g_return_if_fail (CRM_IS_QUESTION_PANE (self));

  if (self->text != NULL)
    crm_survey_text_row_take_focus (self->text);
}
