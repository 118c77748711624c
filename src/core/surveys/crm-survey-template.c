/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The surveys that come with the program, to begin with. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-template.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-surveys.h"
#include "crm-surveys-resources.h"

#include <glib/gi18n-lib.h>

const char *const *
crm_survey_template_list (void)
{
  static const char *const names[] = { "csat", "nps", "ces", "servqual", "kano", "complaint", "win_back", NULL };

  return names;
}

static GBytes *
load (const char *name, GError **error)
{
  g_autofree char *path = NULL;

  if (!g_strv_contains (crm_survey_template_list (), name))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no template “%s”."), name);
      return NULL;
    }
  path = g_strdup_printf ("/org/clientele/core/surveys/%s.json", name);
  return g_resource_lookup_data (crm_surveys_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

gboolean
crm_survey_template_add (const char *name, const CrmSurveyJsonChoice *choice, CrmEdit *edit, CrmId *survey, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (name != NULL && edit != NULL, FALSE);

  bytes = load (name, error);
  return bytes != NULL && crm_survey_json_add (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), choice, edit, survey, error);
}

/* What the template's survey has in a field, by making it. */
static char *
dup_text (const char *name, const char *language, guint field)
{
  CrmSurveyJsonChoice choice = { .language = language, .second = "" };
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  const CrmValue *value;

  if (!crm_survey_template_add (name, &choice, edit, NULL, NULL))
    return NULL;
  value = crm_change_get (crm_edit_get_change (edit, 0), field);
  return value != NULL && value->type == CRM_VALUE_TEXT ? g_strdup (value->text) : NULL;
}

char *
crm_survey_template_dup_title (const char *name, const char *language)
{
  return dup_text (name, language, CRM_SURVEY_TITLE);
}

char *
crm_survey_template_dup_note (const char *name, const char *language)
{
  return dup_text (name, language, CRM_SURVEY_NOTE);
}

const char *
crm_survey_template_choose_language (const char *locale)
{
  if (locale == NULL || !g_str_has_prefix (locale, "zh"))
    return "en";
  return g_str_has_prefix (locale, "zh_TW") || g_str_has_prefix (locale, "zh_HK") || g_str_has_prefix (locale, "zh_MO") ? "zh_TW" : "zh_CN";
}
