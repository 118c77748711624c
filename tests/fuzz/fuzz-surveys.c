/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a survey's JSON, a condition, and a code of answers; a survey that is taken must come back as it was written. */

#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "core/surveys/crm-survey-condition.h"
#include "core/surveys/crm-survey-json.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A survey must be refused with words, or be whole: texts are UTF-8, and each condition is one. */
static void
check_edit (CrmEdit *edit)
{
  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (edit, i);

      for (guint j = 0; change->assignments != NULL && j < change->assignments->len; j++)
        {
          const CrmAssignment *assignment = &g_array_index (change->assignments, CrmAssignment, j);

          g_assert (crm_value_fits (&assignment->value, change->kind->fields[assignment->field].type));
          g_assert (assignment->value.type != CRM_VALUE_TEXT || g_utf8_validate (assignment->value.text, -1, NULL));
          if (change->kind == &crm_kind_question && assignment->field == CRM_QUESTION_SHOW_IF && assignment->value.type == CRM_VALUE_TEXT)
            {
              g_autoptr (CrmSurveyCondition) condition = crm_survey_condition_parse (assignment->value.text, NULL);

              g_assert (condition != NULL);
            }
        }
    }
}

static void
read_survey (const char *text, gsize length)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Fuzz", CRM_EDIT_ORIGIN_IMPORT);
  g_auto (GStrv) languages = NULL;
  g_autoptr (GError) error = NULL;
  CrmId survey;

  languages = crm_survey_json_list_languages (text, length, NULL);
  if (crm_survey_json_add (text, length, NULL, edit, &survey, &error))
    check_edit (edit);
  else
    g_assert (error != NULL && *error->message != '\0');
}

static void
look_up (const char *code, const char *detail, CrmSurveyOperand *operand, gpointer data)
{
  operand->answered = TRUE;
  operand->has_number = TRUE;
  operand->number = (gint64)strlen (code);
}

static void
read_condition (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSurveyCondition) condition = crm_survey_condition_parse (text, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  g_assert ((condition == NULL) == (error != NULL));
  if (condition == NULL)
    return;
  crm_survey_condition_is_true (condition, look_up, NULL);
  crm_survey_condition_write (condition, builder);
  root = json_builder_get_root (builder);
  g_assert (JSON_NODE_HOLDS_ARRAY (root));
}

static void
read_code (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSurveyAnswerCode) code = crm_survey_answer_code_parse (text, length, &error);

  g_assert ((code == NULL) == (error != NULL));
}

/* The envelope around any bytes, as a forger would make it: no fuzzer guesses a sum. */
static char *
wrap (const uint8_t *data, size_t size)
{
  g_autofree char *base = g_base64_encode (data, size);
  guint32 sum = 0xffffffff;

  g_strdelimit (g_strdelimit (base, "+", '-'), "/", '_');
  base[strcspn (base, "=")] = '\0';
  for (const char *at = base; *at != '\0'; at++)
    {
      sum ^= (guint8)*at;
      for (int bit = 0; bit < 8; bit++)
        sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
  return g_strdup_printf ("CLA1.%s.%08x", base, ~sum);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *code = wrap (data, size);
  g_autofree char *text = g_strndup ((const char *)data, size);

  read_survey ((const char *)data, size);
  read_condition (text);
  read_code ((const char *)data, size);
  read_code (code, strlen (code));
  return 0;
}
