/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holds for a survey as a whole: its title and languages, who is asked, what follows. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-settings-pane.h"

#include "app/surveys/crm-survey-input.h"
#include "app/surveys/crm-survey-text-row.h"
#include "app/surveys/crm-survey-words.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

struct _CrmSurveySettingsPane
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *wording;
  AdwPreferencesGroup *languages;
  AdwPreferencesGroup *responsible;
  AdwComboRow *language;
  AdwComboRow *second;
  AdwPreferencesGroup *asking;
  AdwPreferencesGroup *privacy;
  AdwPreferencesGroup *following;

  /* owned by the widget tree */
  CrmSurveyTextRow *title;
  CrmSurveyTextRow *thanks;

  /* owned */
  CrmSurveyEditor *editor;
  CrmSurveyInput *purpose;
  CrmSurveyInput *owner;
  CrmSurveyInput *team;
  CrmSurveyInput *occasion;
  CrmSurveyInput *occasion_kind;
  CrmSurveyInput *sample;
  CrmSurveyInput *rest;
  CrmSurveyInput *anonymous;
  CrmSurveyInput *threshold;
  CrmSurveyInput *note;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CrmSurveySettingsPane, crm_survey_settings_pane, ADW_TYPE_BIN)

static CrmRecord *
get_survey (CrmSurveySettingsPane *self)
{
  return crm_survey_editor_get_form (self->editor)->survey;
}

/* ── languages ────────────────────────────────────────────────────────────────────────────── */

/* A language that is not among those offered, as from a file, stands behind them. */
static void
fill_languages (AdwComboRow *row, const char *none, const char *now)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  if (none != NULL)
    gtk_string_list_append (names, none);
  if (now == NULL)
    selected = 0;
  for (const CrmSurveyLanguage *language = crm_survey_languages; language->code != NULL; language++)
    {
      if (g_strcmp0 (language->code, now) == 0)
        selected = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, language->name);
    }
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      selected = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, now);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, selected);
}

static const char *
get_chosen (AdwComboRow *row, gboolean with_none)
{
  guint selected = adw_combo_row_get_selected (row);
  guint n = 0;

  while (crm_survey_languages[n].code != NULL)
    n++;
  if (selected < (guint)with_none || selected - (guint)with_none >= n)
    return NULL;
  return crm_survey_languages[selected - (guint)with_none].code;
}

static void
on_language (CrmSurveySettingsPane *self)
{
  const char *code = self->filling || self->editor == NULL ? NULL : get_chosen (self->language, FALSE);

  if (code != NULL)
    crm_survey_editor_set_text (self->editor, get_survey (self), CRM_SURVEY_LANGUAGE, code);
}

/* The same language twice is one. */
static void
on_second (CrmSurveySettingsPane *self)
{
  const char *code;

  if (self->filling || self->editor == NULL)
    return;
  code = get_chosen (self->second, TRUE);
  if (code == NULL && adw_combo_row_get_selected (self->second) != 0)
    return;
  if (g_strcmp0 (code, crm_survey_editor_get_language (self->editor)) == 0)
    {
      crm_survey_settings_pane_update (self);
      return;
    }
  crm_survey_editor_set_text (self->editor, get_survey (self), CRM_SURVEY_SECOND_LANGUAGE, code);
}

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

void
crm_survey_settings_pane_update (CrmSurveySettingsPane *self)
{
  CrmRecord *survey;

  g_return_if_fail (CRM_IS_SURVEY_SETTINGS_PANE (self) && self->editor != NULL);

  survey = get_survey (self);
  crm_survey_text_row_set_record (self->title, survey);
  crm_survey_text_row_set_record (self->thanks, survey);
  crm_survey_input_set_record (self->purpose, survey);
  crm_survey_input_set_record (self->owner, survey);
  crm_survey_input_set_record (self->team, survey);
  crm_survey_input_set_record (self->occasion, survey);
  crm_survey_input_set_record (self->occasion_kind, survey);
  crm_survey_input_set_record (self->sample, survey);
  crm_survey_input_set_record (self->rest, survey);
  crm_survey_input_set_record (self->anonymous, survey);
  crm_survey_input_set_record (self->threshold, survey);
  crm_survey_input_set_record (self->note, survey);
  gtk_widget_set_visible (crm_survey_input_get_row (self->occasion_kind), g_strcmp0 (crm_record_get_text (survey, CRM_SURVEY_OCCASION), "task_done") == 0);
  gtk_widget_set_sensitive (crm_survey_input_get_row (self->anonymous), crm_record_get_integer (survey, CRM_SURVEY_N_RESPONSES, 0) == 0);
  self->filling = TRUE;
  fill_languages (self->language, NULL, crm_survey_editor_get_language (self->editor));
  fill_languages (self->second, C_ ("language", "None"), crm_survey_editor_get_second (self->editor));
  self->filling = FALSE;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_survey_settings_pane_dispose (GObject *object)
{
  CrmSurveySettingsPane *self = CRM_SURVEY_SETTINGS_PANE (object);
  CrmSurveyInput **inputs[] = { &self->purpose, &self->owner, &self->team, &self->occasion, &self->occasion_kind, &self->sample, &self->rest, &self->anonymous, &self->threshold, &self->note };

  self->filling = TRUE;
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SURVEY_SETTINGS_PANE);
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    g_clear_object (inputs[i]);
  g_clear_object (&self->editor);

  G_OBJECT_CLASS (crm_survey_settings_pane_parent_class)->dispose (object);
}

static void
crm_survey_settings_pane_class_init (CrmSurveySettingsPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_survey_settings_pane_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-survey-settings-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, wording);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, languages);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, responsible);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, language);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, second);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, asking);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, privacy);
  gtk_widget_class_bind_template_child (widget_class, CrmSurveySettingsPane, following);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_second);
}

static void
crm_survey_settings_pane_init (CrmSurveySettingsPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CrmSurveyInput *
add_input (CrmSurveySettingsPane *self, AdwPreferencesGroup *group, guint field, const char *title, const char *subtitle)
{
  CrmSurveyInput *input = crm_survey_input_new (self->editor, &crm_kind_survey, field);

  crm_survey_input_set_words (input, title, subtitle);
  adw_preferences_group_add (group, crm_survey_input_get_row (input));
  return input;
}

void
crm_survey_settings_pane_set_editor (CrmSurveySettingsPane *self, CrmSurveyEditor *editor)
{
  g_return_if_fail (CRM_IS_SURVEY_SETTINGS_PANE (self) && CRM_IS_SURVEY_EDITOR (editor) && self->editor == NULL);

  self->editor = g_object_ref (editor);
  self->title = CRM_SURVEY_TEXT_ROW (crm_survey_text_row_new (editor, _ ("Title"), CRM_SURVEY_TITLE, FALSE));
  self->thanks = CRM_SURVEY_TEXT_ROW (crm_survey_text_row_new (editor, _ ("Thanks at the End"), CRM_SURVEY_THANKS, TRUE));
  adw_preferences_group_add (self->wording, GTK_WIDGET (self->title));
  adw_preferences_group_add (self->wording, GTK_WIDGET (self->thanks));
  self->purpose = add_input (self, self->wording, CRM_SURVEY_PURPOSE, _ ("Purpose"), NULL);
  self->owner = add_input (self, self->responsible, CRM_SURVEY_OWNER, _ ("Owner"), NULL);
  self->team = add_input (self, self->responsible, CRM_SURVEY_TEAM, _ ("Team"), NULL);
  self->occasion = add_input (self, self->asking, CRM_SURVEY_OCCASION, _ ("Occasion"), NULL);
  self->occasion_kind = add_input (self, self->asking, CRM_SURVEY_OCCASION_KIND, _ ("Kind of Task"), NULL);
  self->sample = add_input (self, self->asking, CRM_SURVEY_SAMPLE_PERCENT, _ ("Sample, in per cent of the customers"), NULL);
  self->rest = add_input (self, self->asking, CRM_SURVEY_REST_DAYS, _ ("Days a customer is left alone after any survey"), NULL);
  self->anonymous = add_input (self, self->privacy, CRM_SURVEY_ANONYMOUS, _ ("Anonymous"), _ ("Nobody can find out who answered what, and no figure over fewer than 5 answers is shown. It cannot be changed once somebody has answered."));
  self->threshold = add_input (self, self->following, CRM_SURVEY_THRESHOLD, _ ("Propose a task where the score is below (0 to 100)"), NULL);
  self->note = add_input (self, self->following, CRM_SURVEY_NOTE, _ ("Note"), NULL);
}

void
crm_survey_settings_pane_take_focus (CrmSurveySettingsPane *self)
{
  g_return_if_fail (CRM_IS_SURVEY_SETTINGS_PANE (self));

  if (self->title != NULL)
    crm_survey_text_row_take_focus (self->title);
}
