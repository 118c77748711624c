/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A survey in steps that can be shown and answered one at a time, without a script. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-survey-steps.h"

#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-condition.h"

/* Whether a condition asks for the answer to a question from @first up to before @end. */
static gboolean
asks_for (const CrmSurveyForm *form, const char *text, guint first, guint end)
{
  g_autoptr (CrmSurveyCondition) condition = text != NULL ? crm_survey_condition_parse (text, NULL) : NULL;

  for (guint i = 0; condition != NULL && i < crm_survey_condition_get_n_tests (condition); i++)
    {
      const CrmSurveyQuestion *question = crm_survey_form_find_code (form, crm_survey_condition_get_test (condition, i).code);
      guint place = question != NULL ? crm_survey_form_get_place (form, question) : G_MAXUINT;

      if (place >= first && place < end)
        return TRUE;
    }
  return FALSE;
}

static const CrmSurveyQuestion *
get_question (const CrmSurveyForm *form, guint place)
{
  return form->questions->pdata[place];
}

static void
add_page (GArray *steps, const CrmSurveyForm *form, guint number)
{
  const CrmSurveyPage *page = form->pages->pdata[number];
  CrmServerSurveyStep step = { number, page->first, 0, TRUE };

  for (guint i = page->first; i < page->first + page->n_questions; i++)
    {
      if (step.n_questions > 0 && asks_for (form, crm_record_get_text (get_question (form, i)->record, CRM_QUESTION_SHOW_IF), step.first, i))
        {
          g_array_append_val (steps, step);
          step = (CrmServerSurveyStep){ number, i, 0, FALSE };
        }
      step.n_questions++;
    }
  if (step.n_questions > 0)
    g_array_append_val (steps, step);
}

GArray *
crm_server_survey_steps_new (const CrmSurveyForm *form)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (CrmServerSurveyStep));

  for (guint i = 0; i < form->pages->len; i++)
    add_page (steps, form, i);
  return steps;
}

const CrmServerSurveyStep *
crm_server_survey_steps_get (const GArray *steps, guint place)
{
  return &g_array_index (steps, CrmServerSurveyStep, place);
}

static gboolean
is_shown (const GArray *steps, CrmSurveySheet *sheet, int place)
{
  const CrmServerSurveyStep *step = crm_server_survey_steps_get (steps, (guint)place);
  CrmSurveyForm *form = crm_survey_sheet_get_form (sheet);

  for (guint i = step->first; i < step->first + step->n_questions; i++)
    if (crm_survey_sheet_is_shown (sheet, get_question (form, i)))
      return TRUE;
  return FALSE;
}

int
crm_server_survey_steps_find_next (const GArray *steps, CrmSurveySheet *sheet, int place)
{
  for (int i = place + 1; i < (int)steps->len; i++)
    if (is_shown (steps, sheet, i))
      return i;
  return -1;
}

int
crm_server_survey_steps_find_previous (const GArray *steps, CrmSurveySheet *sheet, int place)
{
  for (int i = place - 1; i >= 0; i--)
    if (is_shown (steps, sheet, i))
      return i;
  return -1;
}

int
crm_server_survey_steps_find_question (const GArray *steps, guint question)
{
  for (guint i = 0; i < steps->len; i++)
    if (question - crm_server_survey_steps_get (steps, i)->first < crm_server_survey_steps_get (steps, i)->n_questions)
      return (int)i;
  return -1;
}

gboolean
crm_server_survey_steps_may_add (const GArray *steps, const CrmSurveyForm *form, guint place)
{
  const CrmServerSurveyStep *step = crm_server_survey_steps_get (steps, place);
  guint end = step->first + step->n_questions;

  for (guint i = end; i < form->questions->len; i++)
    {
      const CrmSurveyQuestion *question = get_question (form, i);
      const CrmSurveyPage *page = form->pages->pdata[question->page];

      if (asks_for (form, crm_record_get_text (question->record, CRM_QUESTION_SHOW_IF), step->first, end) || (question->page != step->page && asks_for (form, crm_record_get_text (page->record, CRM_SURVEY_PAGE_SHOW_IF), step->first, end)))
        return TRUE;
    }
  return FALSE;
}
