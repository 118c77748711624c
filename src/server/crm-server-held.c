/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to anonymous surveys wait on the server. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-held.h"

#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-invite.h"
#include "core/surveys/crm-survey-sheet.h"
#include "server/crm-server-clerk.h"
#include "server/crm-server-pages-private.h"
#include "server/crm-server-password.h"
#include "server/crm-server-survey-form.h"

#include <string.h>

#define HELD "held"

/* Of an office's zone noon is the same day in nearly all others. */
#define NOON_US (12 * G_TIME_SPAN_HOUR)

/* As many as a push may have, with answers to spare. */
#define RELEASED_MAX 50

static char *
make_key (const CrmId *survey, const char *rest)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return g_strconcat (crm_id_format (survey, text), "/", rest, NULL);
}

gboolean
crm_server_held_add (CrmServerStorage *storage, const CrmSurveyAnswers *answers, gboolean second, GError **error)
{
  g_autofree char *random = crm_survey_make_token ();
  g_autofree char *key = make_key (&crm_survey_answers_get_form (answers)->survey->id, random);
  g_autofree char *code = crm_survey_answer_code_write (answers, NULL, NULL, second, 0);

  return crm_server_storage_write_item (storage, HELD, key, code, 0, error);
}

static GArray *
list_held (CrmServerStorage *storage, const CrmId *survey, GError **error)
{
  g_autofree char *prefix = make_key (survey, "");

  return crm_server_storage_list_items (storage, HELD, prefix, RELEASED_MAX, error);
}

static CrmSurveyForm *
read_form (CrmServerStorage *storage, CrmSurveyForm *form, const CrmSurveyAnswerCode *code, GError **error)
{
  if (crm_id_equal (&form->version->id, &code->version))
    return crm_survey_form_ref (form);
  return crm_server_survey_form_read (storage, &form->survey->id, &code->version, error);
}

/* The id hangs on the key alone, which is random: released twice it is one. */
static void
add_one (CrmServerStorage *storage, CrmEdit *edit, CrmSurveyForm *form, const CrmServerItem *item, gint64 day)
{
  g_autoptr (CrmSurveyAnswerCode) code = crm_survey_answer_code_parse (item->value, strlen (item->value), NULL);
  g_autoptr (CrmSurveyForm) own = code != NULL ? read_form (storage, form, code, NULL) : NULL;
  g_autoptr (CrmSurveyAnswers) answers = own != NULL ? crm_survey_answers_new (own) : NULL;
  CrmId id = crm_id_from_name (&form->survey->id, item->key);

  if (answers == NULL)
    return;
  crm_survey_answer_code_fill (code, answers, NULL);
  crm_survey_add_response (edit, &id, answers, NULL, "web", g_strcmp0 (code->language, crm_record_get_text (own->survey, CRM_SURVEY_SECOND_LANGUAGE)) == 0, day, TRUE, NULL);
}

/* The keys are random, and so is their order. */
static CrmEdit *
make_edit (CrmServerStorage *storage, CrmSurveyForm *form, GArray *items, gint64 now)
{
  CrmEdit *edit = crm_edit_new ("", CRM_EDIT_ORIGIN_IMPORT);
  gint64 day = MIN (now - now % G_TIME_SPAN_DAY + NOON_US, now);

  for (guint i = 0; i < items->len; i++)
    add_one (storage, edit, form, &g_array_index (items, CrmServerItem, i), day);
  return edit;
}

static gboolean
forget (CrmServerStorage *storage, const CrmId *workspace, GArray *items, GError **error)
{
  CrmServerWorkspace state;

  if (!crm_server_storage_begin (storage, workspace, TRUE, &state, error))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (!crm_server_storage_remove_item (storage, HELD, g_array_index (items, CrmServerItem, i).key, error))
      {
        crm_server_storage_rollback (storage);
        return FALSE;
      }
  return crm_server_storage_commit (storage, &state, crm_server_random_number (), error);
}

gboolean
crm_server_held_release (CrmServerPageVisit *visit, CrmSurveyForm *form, GError **error)
{
  g_autoptr (GArray) items = NULL;
  g_autoptr (CrmEdit) edit = NULL;
  CrmServerWorkspace state;
  CrmId author = crm_server_clerk_choose_author (&visit->workspace, NULL, crm_record_get_id (form->survey, CRM_SURVEY_OWNER));
  gint64 now = visit->request->now;

  if (!crm_server_storage_begin (visit->storage, &visit->workspace, FALSE, &state, error))
    return FALSE;
  items = list_held (visit->storage, &form->survey->id, error);
  if (items != NULL && items->len >= CRM_SERVER_HELD_LEAST)
    edit = make_edit (visit->storage, form, items, now);
  crm_server_storage_rollback (visit->storage);
  if (edit == NULL)
    return items != NULL;
  if (!crm_server_clerk_write (visit->storage, &visit->workspace, &author, edit, now, crm_server_random_number (), error))
    return FALSE;
  crm_server_page_visit_note (visit);
  return forget (visit->storage, &visit->workspace, items, error);
}
