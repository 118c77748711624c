/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How surveys are spoken of: status, languages, what a survey is at a glance. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-words.h"

#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

const CrmSurveyLanguage crm_survey_languages[] = {
  { "en", "English" },
  { "zh_CN", "简体中文" },
  { "zh_TW", "繁體中文" },
  { "ja", "日本語" },
  { "ko", "한국어" },
  { "de", "Deutsch" },
  { "es", "Español" },
  { "fr", "Français" },
  { "pt", "Português" },
  { "ru", "Русский" },
  { "vi", "Tiếng Việt" },
  { NULL },
};

const char *
crm_survey_language_get_name (const char *code)
{
  g_return_val_if_fail (code != NULL, "");

  for (const CrmSurveyLanguage *language = crm_survey_languages; language->code != NULL; language++)
    if (g_str_equal (language->code, code))
      return language->name;
  return code;
}

const char *
crm_survey_language_get_own (void)
{
  g_auto (GStrv) variants = g_get_locale_variants (setlocale (LC_MESSAGES, NULL) != NULL ? setlocale (LC_MESSAGES, NULL) : "en");

  for (char **variant = variants; *variant != NULL; variant++)
    for (const CrmSurveyLanguage *language = crm_survey_languages; language->code != NULL; language++)
      if (g_str_equal (language->code, *variant))
        return language->code;
  return "en";
}

void
crm_survey_words_set_chip (CrmChip *chip, const CrmRecord *survey)
{
  const char *status = crm_record_get_text (survey, CRM_SURVEY_STATUS);

  g_return_if_fail (CRM_IS_CHIP (chip) && survey != NULL);

  crm_chip_set_label (chip, status != NULL ? crm_field_get_choice_label (&crm_kind_survey.fields[CRM_SURVEY_STATUS], status) : "");
  crm_chip_set_tone (chip, g_strcmp0 (status, "open") == 0 ? CRM_TONE_GOOD : g_strcmp0 (status, "draft") == 0 ? CRM_TONE_ACCENT
                                                                                                              : CRM_TONE_NEUTRAL);
}

char *
crm_survey_words_describe (const CrmSurveyForm *form)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *purpose = crm_record_get_text (form->survey, CRM_SURVEY_PURPOSE);
  gulong n = (gulong)crm_record_get_integer (form->survey, CRM_SURVEY_N_RESPONSES, 0);

  if (purpose != NULL)
    g_ptr_array_add (parts, g_strdup (crm_field_get_choice_label (&crm_kind_survey.fields[CRM_SURVEY_PURPOSE], purpose)));
  if (form->n_versions > 1)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Version %d"), (int)crm_record_get_integer (form->version, CRM_SURVEY_VERSION_NUMBER, 1)));
  g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'u question", "%'u questions", form->questions->len), form->questions->len));
  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%'lu response", "%'lu responses", n), n));
  if (crm_survey_form_is_anonymous (form))
    g_ptr_array_add (parts, g_strdup (_ ("Anonymous")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}
