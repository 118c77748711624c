/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of what a version of a survey holds, for the next version and for another survey. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-copy.h"

#include "core/schema/crm-schema-surveys.h"

CrmChange *
crm_survey_copy_record (CrmEdit *edit, const CrmRecord *record, const CrmId *id)
{
  CrmChange *change = crm_edit_create (edit, record->kind, id);

  for (guint i = 0; i < record->kind->n_fields; i++)
    if (record->values[i].type != CRM_VALUE_NONE && (record->kind->fields[i].flags & CRM_FIELD_FACT) == 0)
      crm_change_set (change, i, crm_value_copy (&record->values[i]));
  return change;
}

CrmId
crm_survey_copy_make_id (const CrmId *version, const CrmRecord *record)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return crm_id_from_name (version, crm_id_format (&record->id, text));
}

void
crm_survey_copy_options (CrmEdit *edit, const CrmId *version, GPtrArray *options, const CrmId *question)
{
  for (guint i = 0; i < options->len; i++)
    {
      CrmId id = crm_survey_copy_make_id (version, options->pdata[i]);

      crm_change_set_id (crm_survey_copy_record (edit, options->pdata[i], &id), CRM_QUESTION_OPTION_QUESTION, question);
    }
}

static void
copy_question (CrmEdit *edit, const CrmId *version, const CrmSurveyQuestion *question, const CrmId *page)
{
  CrmId id = crm_survey_copy_make_id (version, question->record);
  CrmChange *change = crm_survey_copy_record (edit, question->record, &id);

  crm_change_set_id (change, CRM_QUESTION_VERSION, version);
  crm_change_set_id (change, CRM_QUESTION_PAGE, page);
  crm_survey_copy_options (edit, version, question->options, &id);
  crm_survey_copy_options (edit, version, question->rows, &id);
}

void
crm_survey_copy_content (CrmEdit *edit, const CrmId *version, const CrmSurveyForm *form)
{
  for (guint i = 0; i < form->pages->len; i++)
    {
      const CrmSurveyPage *page = form->pages->pdata[i];
      CrmId id = crm_survey_copy_make_id (version, page->record);

      crm_change_set_id (crm_survey_copy_record (edit, page->record, &id), CRM_SURVEY_PAGE_VERSION, version);
      for (guint j = 0; j < page->n_questions; j++)
        copy_question (edit, version, form->questions->pdata[page->first + j], &id);
    }
}

CrmId
crm_survey_create_version (CrmEdit *edit, const CrmId *survey)
{
  CrmChange *version = crm_edit_create (edit, &crm_kind_survey_version, NULL);

  crm_change_set_id (version, CRM_SURVEY_VERSION_SURVEY, survey);
  return version->id;
}
