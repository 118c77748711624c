/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The types of question: how each is answered, and between which ends. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-question-type.h"

#include <string.h>

typedef struct
{
  const char *name;
  CrmAnswerForm form;
  int minimum;
  int maximum;
  gboolean fixed;
  CrmAnswerPart parts[3];
} Type;

static const Type types[CRM_N_QUESTION_TYPES] = {
  [CRM_QUESTION_TYPE_SINGLE] = { "single", CRM_ANSWER_FORM_OPTION, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_MULTIPLE] = { "multiple", CRM_ANSWER_FORM_OPTIONS, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_SHORT_TEXT] = { "short_text", CRM_ANSWER_FORM_TEXT, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_LONG_TEXT] = { "long_text", CRM_ANSWER_FORM_TEXT, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_NUMBER] = { "number", CRM_ANSWER_FORM_NUMBER, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_DATE] = { "date", CRM_ANSWER_FORM_DATE, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_MATRIX] = { "matrix", CRM_ANSWER_FORM_OPTION, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_SCALE] = { "scale", CRM_ANSWER_FORM_POINTS, 1, 5, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_STARS] = { "stars", CRM_ANSWER_FORM_POINTS, 1, 5, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_NPS] = { "nps", CRM_ANSWER_FORM_POINTS, 0, 10, TRUE, { 0 } },
  [CRM_QUESTION_TYPE_CES] = { "ces", CRM_ANSWER_FORM_POINTS, 1, 7, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_RANKING] = { "ranking", CRM_ANSWER_FORM_ORDER, 0, 0, FALSE, { 0 } },
  [CRM_QUESTION_TYPE_KANO] = { "kano", CRM_ANSWER_FORM_OPTION, 1, 5, TRUE, { CRM_ANSWER_PART_FUNCTIONAL, CRM_ANSWER_PART_DYSFUNCTIONAL } },
  [CRM_QUESTION_TYPE_SERVQUAL] = { "servqual", CRM_ANSWER_FORM_POINTS, 1, 7, FALSE, { CRM_ANSWER_PART_EXPECTATION, CRM_ANSWER_PART_PERCEPTION } },
  [CRM_QUESTION_TYPE_CSAT] = { "csat", CRM_ANSWER_FORM_POINTS, 1, 5, FALSE, { 0 } },
};

static const Type unknown = { NULL, CRM_ANSWER_FORM_TEXT, 0, 0, FALSE, { 0 } };

static const char *const part_names[CRM_N_ANSWER_PARTS] = { NULL, "expectation", "perception", "functional", "dysfunctional", "importance" };

static const Type *
get_type (CrmQuestionType type)
{
  return type < CRM_N_QUESTION_TYPES ? &types[type] : &unknown;
}

CrmQuestionType
crm_question_type_find (const char *name)
{
  for (guint i = 0; name != NULL && i < CRM_N_QUESTION_TYPES; i++)
    if (strcmp (types[i].name, name) == 0)
      return (CrmQuestionType)i;
  return CRM_QUESTION_TYPE_UNKNOWN;
}

const char *
crm_question_type_get_name (CrmQuestionType type)
{
  return get_type (type)->name;
}

CrmAnswerPart
crm_answer_part_find (const char *name)
{
  for (guint i = 1; name != NULL && i < CRM_N_ANSWER_PARTS; i++)
    if (strcmp (part_names[i], name) == 0)
      return (CrmAnswerPart)i;
  return CRM_ANSWER_PART_NONE;
}

const char *
crm_answer_part_get_name (CrmAnswerPart part)
{
  return part < CRM_N_ANSWER_PARTS ? part_names[part] : NULL;
}

gboolean
crm_question_type_get_range (CrmQuestionType type, int *minimum, int *maximum)
{
  *minimum = get_type (type)->minimum;
  *maximum = get_type (type)->maximum;
  return *maximum > *minimum;
}

gboolean
crm_question_type_has_fixed_range (CrmQuestionType type)
{
  return get_type (type)->fixed;
}

CrmAnswerForm
crm_question_type_get_form (CrmQuestionType type)
{
  return get_type (type)->form;
}

CrmScoreKind
crm_question_type_get_score_kind (CrmQuestionType type)
{
  if (type == CRM_QUESTION_TYPE_NPS)
    return CRM_SCORE_NPS;
  return type == CRM_QUESTION_TYPE_CSAT ? CRM_SCORE_SHARE : CRM_SCORE_MEAN;
}

gboolean
crm_question_type_has_options (CrmQuestionType type)
{
  CrmAnswerForm form = get_type (type)->form;

  return form == CRM_ANSWER_FORM_OPTION || form == CRM_ANSWER_FORM_OPTIONS || form == CRM_ANSWER_FORM_ORDER;
}

gboolean
crm_question_type_has_rows (CrmQuestionType type)
{
  return type == CRM_QUESTION_TYPE_MATRIX;
}

const CrmAnswerPart *
crm_question_type_get_parts (CrmQuestionType type)
{
  return get_type (type)->parts;
}
