/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers as a code: there and back, through mail programs, and what is refused. */

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/surveys/crm-survey-answer-code.h"
#include "tests/surveys/survey-samples.h"

#include <locale.h>
#include <string.h>

#define SEED 20261122

#define AT (G_GINT64_CONSTANT (1795305600) * G_USEC_PER_SEC)

static const CrmSurveyQuestion *
get (const CrmSurveyAnswers *answers, const char *code)
{
  return crm_survey_form_find_code (crm_survey_answers_get_form (answers), code);
}

static CrmSurveyAnswers *
answer_all (void)
{
  g_autoptr (CrmSurveyForm) form = survey_sample_new ();
  CrmSurveyAnswers *answers = crm_survey_answers_new (form);
  const CrmSurveyQuestion *matrix = get (answers, "matrix"), *kano = get (answers, "kano"), *ranking = get (answers, "ranking");

  crm_survey_answers_set_value (answers, get (answers, "nps"), CRM_ANSWER_PART_NONE, 4 * CRM_DECIMAL_ONE);
  crm_survey_answers_set_text (answers, get (answers, "long_text"), "晚了三天。\nThree days \"late\" & <more>");
  crm_survey_answers_choose (answers, get (answers, "single"), CRM_ANSWER_PART_NONE, NULL, get (answers, "single")->options->pdata[1], TRUE);
  crm_survey_answers_set_text (answers, get (answers, "single"), "By chance");
  crm_survey_answers_choose (answers, get (answers, "multiple"), CRM_ANSWER_PART_NONE, NULL, get (answers, "multiple")->options->pdata[0], TRUE);
  crm_survey_answers_choose (answers, get (answers, "multiple"), CRM_ANSWER_PART_NONE, NULL, get (answers, "multiple")->options->pdata[2], TRUE);
  crm_survey_answers_set_value (answers, get (answers, "number"), CRM_ANSWER_PART_NONE, -12500000);
  crm_survey_answers_set_date (answers, get (answers, "date"), 20260228);
  for (guint i = 0; i < matrix->rows->len; i++)
    crm_survey_answers_choose (answers, matrix, CRM_ANSWER_PART_NONE, matrix->rows->pdata[i], matrix->options->pdata[i], TRUE);
  crm_survey_answers_choose (answers, ranking, CRM_ANSWER_PART_NONE, NULL, ranking->options->pdata[2], TRUE);
  crm_survey_answers_choose (answers, ranking, CRM_ANSWER_PART_NONE, NULL, ranking->options->pdata[0], TRUE);
  crm_survey_answers_choose (answers, kano, CRM_ANSWER_PART_FUNCTIONAL, NULL, kano->options->pdata[0], TRUE);
  crm_survey_answers_choose (answers, kano, CRM_ANSWER_PART_DYSFUNCTIONAL, NULL, kano->options->pdata[4], TRUE);
  crm_survey_answers_set_value (answers, get (answers, "servqual"), CRM_ANSWER_PART_EXPECTATION, 7 * CRM_DECIMAL_ONE);
  crm_survey_answers_set_value (answers, get (answers, "servqual"), CRM_ANSWER_PART_PERCEPTION, 5 * CRM_DECIMAL_ONE);
  return answers;
}

/* What comes back when @text is read as answers to the sample. */
static char *
read_back (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmSurveyAnswerCode) code = crm_survey_answer_code_parse (text, strlen (text), &error);
  g_autoptr (CrmSurveyForm) form = survey_sample_new ();
  g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (form);

  g_assert_no_error (error);
  g_assert_true (crm_id_equal (&code->survey, &form->survey->id) && crm_id_equal (&code->version, &form->version->id));
  g_assert_true (crm_survey_answer_code_fill (code, answers, &error));
  g_assert_no_error (error);
  return crm_survey_answer_code_write (answers, code->id, code->token, g_strcmp0 (code->language, "zh_CN") == 0, code->answered_at);
}

static void
test_there_and_back (void)
{
  g_autoptr (CrmSurveyAnswers) answers = answer_all ();
  g_autofree char *code = crm_survey_answer_code_write (answers, "0123abcd", "token", TRUE, AT), *again = read_back (code);

  g_assert_true (g_str_has_prefix (code, "CLA1."));
  g_assert_cmpstr (again, ==, code);
}

static void
test_through_mail (void)
{
  g_autoptr (CrmSurveyAnswers) answers = answer_all ();
  g_autofree char *code = crm_survey_answer_code_write (answers, "0123abcd", NULL, FALSE, AT), *again = NULL;
  g_autoptr (GString) mail = g_string_new ("Dear Li Na,\r\n\r\nhere you are:\r\n> ");

  for (gsize i = 0; i < strlen (code); i++)
    {
      g_string_append_c (mail, code[i]);
      if (i % 61 == 60)
        g_string_append (mail, i % 122 == 60 ? "\r\n> " : "=\r\n");
    }
  g_string_append (mail, "\r\n\r\nBest wishes");
  again = read_back (mail->str);
  g_assert_cmpstr (again, ==, code);
}

static void
assert_refused (const char *text, CrmError expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (crm_survey_answer_code_parse (text, strlen (text), &error));
  g_assert_error (error, CRM_ERROR, (int)expected);
}

static void
test_damage (void)
{
  g_autoptr (CrmSurveyAnswers) answers = answer_all ();
  g_autofree char *code = crm_survey_answer_code_write (answers, NULL, NULL, FALSE, AT);
  gsize length = strlen (code);

  for (gsize i = 5; i < length; i++)
    {
      g_autofree char *cut = g_strndup (code, i), *changed = g_strdup (code);

      assert_refused (cut, CRM_ERROR_DAMAGED);
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      /* The sum may be written in either case. */
      if (g_ascii_tolower (changed[i]) != g_ascii_tolower (code[i]))
        assert_refused (changed, CRM_ERROR_DAMAGED);
    }
  assert_refused ("", CRM_ERROR_INVALID);
  assert_refused ("Thank you, all was fine.", CRM_ERROR_INVALID);
}

/* As wrap() makes it, by another hand. */
static char *
envelop (const char *json)
{
  g_autofree char *base = g_base64_encode ((const guchar *)json, strlen (json));
  guint32 sum = 0xffffffff;

  for (char *c = base; *c != '\0'; c++)
    {
      if (*c == '=')
        *c = '\0';
      else
        *c = *c == '+' ? '-' : *c == '/' ? '_'
                                         : *c;
      if (*c == '\0')
        break;
      sum ^= (guchar)*c;
      for (int bit = 0; bit < 8; bit++)
        sum = (sum & 1) != 0 ? sum >> 1 ^ 0xedb88320 : sum >> 1;
    }
  return g_strdup_printf ("CLA1.%s.%08X", base, ~sum);
}

#define HEAD "{\"s\":\"00000011-1111-1111-1111-111111111111\",\"n\":\"00010011-1111-1111-1111-111111111111\",\"a\":["

static void
test_hostile_envelopes (void)
{
  static const char *const bad[] = {
    "",
    "[]",
    "{}",
    "null",
    "{\"s\":1}",
    "{\"s\":\"x\",\"n\":\"y\",\"a\":[]}",
    HEAD "1]}",
    HEAD "{}]}",
    HEAD "{\"q\":[]}]}",
    HEAD "{\"q\":\"nps\"",
    HEAD "[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
  };
  g_autoptr (GString) deep = g_string_new (NULL), huge = g_string_new ("CLA1.");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *code = envelop (bad[i]);

      assert_refused (code, CRM_ERROR_INVALID);
    }
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  {
    g_autofree char *code = envelop (deep->str);

    assert_refused (code, CRM_ERROR_INVALID);
  }
  for (guint i = 0; i < CRM_SURVEY_ANSWER_CODE_MAX; i++)
    g_string_append_c (huge, 'A');
  assert_refused (huge->str, CRM_ERROR_INVALID);
}

static void
test_what_does_not_fit (void)
{
  static const char *const bad[] = {
    "{\"q\":\"gone\",\"v\":\"1\"}",
    "{\"q\":\"nps\",\"v\":\"11\"}",
    "{\"q\":\"nps\",\"v\":\"-1\"}",
    "{\"q\":\"nps\",\"v\":\"7.5\"}",
    "{\"q\":\"nps\",\"v\":\"seven\"}",
    "{\"q\":\"nps\",\"v\":\"99999999999999999999\"}",
    "{\"q\":\"nps\",\"t\":\"seven\"}",
    "{\"q\":\"nps\",\"p\":\"perception\",\"v\":\"7\"}",
    "{\"q\":\"nps\",\"o\":\"friend\"}",
    "{\"q\":\"single\",\"o\":\"enemy\"}",
    "{\"q\":\"single\",\"o\":\"friend\",\"r\":\"price\"}",
    "{\"q\":\"single\",\"v\":\"1\"}",
    "{\"q\":\"multiple\",\"t\":\"own words\"}",
    "{\"q\":\"matrix\",\"o\":\"good\"}",
    "{\"q\":\"matrix\",\"o\":\"good\",\"r\":\"weather\"}",
    "{\"q\":\"matrix\",\"o\":\"price\",\"r\":\"price\"}",
    "{\"q\":\"kano\",\"o\":\"1\"}",
    "{\"q\":\"kano\",\"o\":\"1\",\"p\":\"importance\"}",
    "{\"q\":\"servqual\",\"v\":\"8\",\"p\":\"perception\"}",
    "{\"q\":\"date\",\"d\":\"2026-02-30\"}",
    "{\"q\":\"date\",\"t\":\"tomorrow\"}",
    "{\"q\":\"long_text\"}",
    "{\"q\":\"long_text\",\"v\":\"1\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *json = g_strconcat (HEAD, bad[i], "]}", NULL), *text = envelop (json);
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmSurveyAnswerCode) code = crm_survey_answer_code_parse (text, strlen (text), &error);
      g_autoptr (CrmSurveyForm) form = survey_sample_new ();
      g_autoptr (CrmSurveyAnswers) answers = crm_survey_answers_new (form);

      g_assert_no_error (error);
      g_assert_false (crm_survey_answer_code_fill (code, answers, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
}

static void
test_noise (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (guint i = 0; i < 2000; i++)
    {
      char text[200];
      g_autoptr (GError) error = NULL;
      gsize length = (gsize)g_rand_int_range (random, 0, sizeof text);

      for (gsize j = 0; j < length; j++)
        text[j] = (char)g_rand_int_range (random, 0, 256);
      if (length > 10)
        memcpy (text, "CLA1.", 5);
      g_assert_null (crm_survey_answer_code_parse (text, length, &error));
      g_assert_nonnull (error);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/answer-code/there-and-back", test_there_and_back);
  g_test_add_func ("/surveys/answer-code/survives-a-mail-program", test_through_mail);
  g_test_add_func ("/surveys/answer-code/damage-is-told", test_damage);
  g_test_add_func ("/surveys/answer-code/hostile-envelopes-are-refused", test_hostile_envelopes);
  g_test_add_func ("/surveys/answer-code/what-does-not-fit-is-refused", test_what_does_not_fit);
  g_test_add_func ("/surveys/answer-code/noise-is-refused", test_noise);
  return g_test_run ();
}
