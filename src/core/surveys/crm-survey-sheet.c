/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A response being filled in: what is shown next, what is wrong, and the edit that writes it. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-sheet.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-response-facts.h"
#include "core/surveys/crm-satisfaction.h"
#include "core/surveys/crm-survey-logic.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CrmSurveySheet
{
  CrmSurveyForm *form;
  CrmSurveyAnswers *answers;
  CrmSurveyLogic *logic;
  char *channel;
  gboolean second;
  gint64 started_at;
  gboolean *shown;
  gboolean has_response;
  CrmId response;
};

CrmSurveySheet *
crm_survey_sheet_new (CrmSurveyForm *form, const char *channel, gboolean second, gint64 started_at)
{
  CrmSurveySheet *self;

  g_return_val_if_fail (form != NULL && channel != NULL, NULL);

  self = g_new0 (CrmSurveySheet, 1);
  self->form = crm_survey_form_ref (form);
  self->answers = crm_survey_answers_new (form);
  self->logic = crm_survey_logic_new (form);
  self->channel = g_strdup (channel);
  self->second = second;
  self->started_at = started_at;
  self->shown = g_new0 (gboolean, form->questions->len + 1);
  crm_survey_sheet_update (self);
  return self;
}

void
crm_survey_sheet_free (CrmSurveySheet *self)
{
  crm_survey_answers_free (self->answers);
  crm_survey_logic_unref (self->logic);
  crm_survey_form_unref (self->form);
  g_free (self->channel);
  g_free (self->shown);
  g_free (self);
}

CrmSurveyForm *
crm_survey_sheet_get_form (CrmSurveySheet *self)
{
  return self->form;
}

CrmSurveyAnswers *
crm_survey_sheet_get_answers (CrmSurveySheet *self)
{
  return self->answers;
}

gboolean
crm_survey_sheet_update (CrmSurveySheet *self)
{
  gsize size = self->form->questions->len * sizeof (gboolean);
  g_autofree gboolean *before = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  before = size > 0 ? g_memdup2 (self->shown, size) : NULL;
  crm_survey_logic_evaluate (self->logic, self->answers, self->shown);
  return size > 0 && memcmp (before, self->shown, size) != 0;
}

void
crm_survey_sheet_set_response (CrmSurveySheet *self, const CrmId *response)
{
  g_return_if_fail (self != NULL);

  self->has_response = response != NULL;
  if (response != NULL)
    self->response = *response;
}

gboolean
crm_survey_sheet_is_second (CrmSurveySheet *self)
{
  return self->second;
}

void
crm_survey_sheet_set_second (CrmSurveySheet *self, gboolean second)
{
  self->second = second;
}

gboolean
crm_survey_sheet_is_shown (CrmSurveySheet *self, const CrmSurveyQuestion *question)
{
  return self->shown[crm_survey_form_get_place (self->form, question)];
}

const CrmSurveyQuestion *
crm_survey_sheet_get_next (CrmSurveySheet *self, const CrmSurveyQuestion *question)
{
  for (guint i = question != NULL ? crm_survey_form_get_place (self->form, question) + 1 : 0; i < self->form->questions->len; i++)
    if (self->shown[i])
      return self->form->questions->pdata[i];
  return NULL;
}

const CrmSurveyQuestion *
crm_survey_sheet_get_previous (CrmSurveySheet *self, const CrmSurveyQuestion *question)
{
  for (guint i = question != NULL ? crm_survey_form_get_place (self->form, question) : self->form->questions->len; i-- > 0;)
    if (self->shown[i])
      return self->form->questions->pdata[i];
  return NULL;
}

void
crm_survey_sheet_get_progress (CrmSurveySheet *self, guint *n_shown, guint *n_answered)
{
  *n_shown = *n_answered = 0;
  for (guint i = 0; i < self->form->questions->len; i++)
    if (self->shown[i])
      {
        (*n_shown)++;
        *n_answered += crm_survey_answers_has (self->answers, self->form->questions->pdata[i]);
      }
}

static const CrmSurveyQuestion *
find_problem (CrmSurveySheet *self, gboolean required, GError **error)
{
  for (guint i = 0; i < self->form->questions->len; i++)
    if (self->shown[i] && !crm_survey_answers_check (self->answers, self->form->questions->pdata[i], required, error))
      return self->form->questions->pdata[i];
  return NULL;
}

const CrmSurveyQuestion *
crm_survey_sheet_find_problem (CrmSurveySheet *self, GError **error)
{
  return find_problem (self, TRUE, error);
}

gint64
crm_survey_sheet_get_score (CrmSurveySheet *self)
{
  const CrmSurveyQuestion *question = crm_survey_form_get_primary (self->form);
  gint64 value;

  if (question == NULL || !crm_survey_sheet_is_shown (self, question) || !crm_survey_answers_get_value (self->answers, question, CRM_ANSWER_PART_NONE, &value))
    return -1;
  return crm_survey_score (value, question->minimum, question->maximum);
}

gboolean
crm_survey_sheet_is_unhappy (CrmSurveySheet *self)
{
  gint64 score = crm_survey_sheet_get_score (self);

  return score >= 0 && crm_record_has (self->form->survey, CRM_SURVEY_THRESHOLD) && score < crm_record_get_integer (self->form->survey, CRM_SURVEY_THRESHOLD, 0);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

static void
set_reference (CrmChange *change, guint field, const CrmId *id)
{
  if (id != NULL)
    crm_change_set_id (change, field, id);
}

static void
add_answer (CrmEdit *edit, const CrmId *response, const CrmSurveyQuestion *question, const CrmSurveyAnswer *answer)
{
  const char *part = crm_answer_part_get_name (answer->part);
  /* One of a choice of one replaces another when it is changed; several stand side by side. */
  gboolean several = crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_OPTIONS || crm_question_type_get_form (question->type) == CRM_ANSWER_FORM_ORDER;
  CrmId id = crm_answer_make_id (response, &question->record->id, part != NULL ? part : answer->text != NULL && crm_question_type_has_options (question->type) ? "text"
                                                                                                                                                               : NULL,
                                 several && answer->option != NULL ? &answer->option->id : NULL, answer->row != NULL ? &answer->row->id : NULL);
  CrmChange *change = crm_edit_create (edit, &crm_kind_answer, &id);

  crm_change_set_id (change, CRM_ANSWER_RESPONSE, response);
  crm_change_set_id (change, CRM_ANSWER_QUESTION, &question->record->id);
  crm_change_set_text (change, CRM_ANSWER_PART, part);
  set_reference (change, CRM_ANSWER_OPTION, answer->option != NULL ? &answer->option->id : NULL);
  set_reference (change, CRM_ANSWER_ROW, answer->row != NULL ? &answer->row->id : NULL);
  if (answer->has_value)
    crm_change_set_integer (change, CRM_ANSWER_VALUE, answer->value);
  crm_change_set_text (change, CRM_ANSWER_TEXT, answer->text);
  if (answer->date != CRM_DATE_NONE)
    crm_change_set_integer (change, CRM_ANSWER_DATE, answer->date);
}

/* The id of a record tells when it was made; that of an anonymous response is hashed from one. */
static CrmId
make_response_id (gboolean anonymous)
{
  CrmId id = crm_id_new (g_get_real_time ());

  return anonymous ? crm_id_from_name (&id, "response") : id;
}

static void
set_who (CrmChange *change, const CrmSurveyWho *who)
{
  set_reference (change, CRM_RESPONSE_CUSTOMER, who->customer);
  set_reference (change, CRM_RESPONSE_PERSON, who->person);
  set_reference (change, CRM_RESPONSE_DEAL, who->deal);
  set_reference (change, CRM_RESPONSE_INVITATION, who->invitation);
  set_reference (change, CRM_RESPONSE_INTERVIEWER, who->interviewer);
}

CrmId
crm_survey_add_response (CrmEdit *edit, const CrmId *given, const CrmSurveyAnswers *answers, const CrmSurveyWho *who, const char *channel, gboolean second, gint64 answered_at, gboolean complete, CrmChange **out)
{
  CrmSurveyForm *form = crm_survey_answers_get_form (answers);
  gboolean anonymous = crm_survey_form_is_anonymous (form);
  CrmId id = given != NULL ? *given : make_response_id (anonymous);
  CrmChange *change = crm_edit_create (edit, &crm_kind_response, &id);
  const char *language = crm_record_get_text (form->survey, second ? CRM_SURVEY_SECOND_LANGUAGE : CRM_SURVEY_LANGUAGE);

  crm_change_set_id (change, CRM_RESPONSE_SURVEY, &form->survey->id);
  crm_change_set_id (change, CRM_RESPONSE_VERSION, &form->version->id);
  crm_change_set_text (change, CRM_RESPONSE_CHANNEL, channel);
  crm_change_set_text (change, CRM_RESPONSE_LANGUAGE, language);
  crm_change_set_integer (change, CRM_RESPONSE_ANSWERED_AT, answered_at);
  crm_change_set_integer (change, CRM_RESPONSE_COMPLETE, complete);
  if (anonymous)
    crm_edit_set_discreet (edit, TRUE);
  else if (who != NULL)
    set_who (change, who);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const GArray *list = crm_survey_answers_get (answers, form->questions->pdata[i]);

      for (guint j = 0; j < list->len; j++)
        add_answer (edit, &id, form->questions->pdata[i], &g_array_index (list, CrmSurveyAnswer, j));
    }
  if (out != NULL)
    *out = change;
  return id;
}

static void
forget_hidden (CrmSurveySheet *self)
{
  for (guint i = 0; i < self->form->questions->len; i++)
    if (!self->shown[i])
      crm_survey_answers_clear (self->answers, self->form->questions->pdata[i]);
}

static gboolean
check (CrmSurveySheet *self, gboolean complete, GError **error)
{
  guint n_shown, n_answered;

  crm_survey_sheet_update (self);
  crm_survey_sheet_get_progress (self, &n_shown, &n_answered);
  if (n_answered > 0)
    return find_problem (self, complete, error) == NULL;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Nothing has been answered yet."));
  return FALSE;
}

CrmEdit *
crm_survey_sheet_make_edit (CrmSurveySheet *self, const CrmSurveyWho *who, gint64 now, gboolean complete, CrmId *response, GError **error)
{
  gboolean anonymous;
  CrmEdit *edit;
  CrmChange *change;
  CrmId id;

  g_return_val_if_fail (self != NULL, NULL);

  if (!check (self, complete, error))
    return NULL;
  forget_hidden (self);
  anonymous = crm_survey_form_is_anonymous (self->form);
  edit = crm_edit_new (_ ("Enter response"), CRM_EDIT_ORIGIN_PERSON);
  id = crm_survey_add_response (edit, self->has_response ? &self->response : NULL, self->answers, who, self->channel, self->second, now, complete, &change);
  if (!anonymous)
    crm_change_set_integer (change, CRM_RESPONSE_STARTED_AT, self->started_at);
  if (!anonymous && who != NULL && who->invitation != NULL)
    {
      CrmChange *invitation = crm_edit_update (edit, &crm_kind_invitation, who->invitation);

      crm_change_set_text (invitation, CRM_INVITATION_STATE, "answered");
      crm_change_set_integer (invitation, CRM_INVITATION_ANSWERED_AT, now);
    }
  if (response != NULL)
    *response = id;
  return edit;
}

CrmChange *
crm_survey_add_follow_up (CrmEdit *edit, const CrmRecord *survey, const CrmSurveyWho *who, gint64 score, gint64 due)
{
  CrmChange *task = crm_edit_create (edit, &crm_kind_task, NULL);
  /* Translators: the title of a task: whole points of 100, the name of a survey. */
  g_autofree char *title = g_strdup_printf (_ ("Call about an unhappy answer: %d of 100 in “%s”"), crm_satisfaction_get_points (score), crm_record_get_text (survey, CRM_SURVEY_TITLE));
  const CrmId *assignee = who->owner != NULL ? who->owner : crm_record_get_id (survey, CRM_SURVEY_OWNER);

  set_reference (task, CRM_TASK_CUSTOMER, who->customer);
  set_reference (task, CRM_TASK_PERSON, who->person);
  set_reference (task, CRM_TASK_DEAL, who->deal);
  set_reference (task, CRM_TASK_ASSIGNEE, assignee);
  crm_change_set_text (task, CRM_TASK_KIND, "call");
  crm_change_set_text (task, CRM_TASK_TITLE, title);
  crm_change_set_integer (task, CRM_TASK_DUE, due);
  return task;
}
