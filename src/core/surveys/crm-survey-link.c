/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a survey is answered on the team's server. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-link.h"

#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-invite.h"

#include <glib/gi18n-lib.h>
#include <string.h>

char *
crm_survey_make_link (const char *server, const char *token)
{
  gsize length = server != NULL ? strcspn (server, "#?") : 0;

  while (length > 0 && server[length - 1] == '/')
    length--;
  if (length == 0 || token == NULL || *token == '\0')
    return NULL;
  return g_strdup_printf ("%.*s/s/%s", (int)length, server, token);
}

CrmEdit *
crm_survey_new_open_link_edit (const CrmRecord *survey, gboolean opens)
{
  g_autofree char *token = opens ? crm_survey_make_token () : NULL;
  CrmEdit *edit;

  g_return_val_if_fail (survey != NULL, NULL);

  edit = crm_edit_new (opens ? _ ("Make Open Link") : _ ("Take Open Link Back"), CRM_EDIT_ORIGIN_PERSON);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_survey, &survey->id), CRM_SURVEY_OPEN_TOKEN, token);
  return edit;
}
