/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions: read, looked up, and found wrong. */

#include "core/base/crm-error.h"
#include "core/surveys/crm-survey-condition.h"
#include "core/surveys/crm-survey-logic.h"
#include "tests/surveys/survey-fixture.h"

#define SEED 20261122

typedef struct
{
  const char *condition;
  gboolean expected;
} Case;

static void
look_up (const char *code, const char *detail, CrmSurveyOperand *operand, gpointer data)
{
  static const char *const several[] = { "2", "late" };
  static const char *const text[] = { "Very good" };

  if (strcmp (code, "points") == 0)
    *operand = (CrmSurveyOperand){ TRUE, TRUE, 7 * CRM_DECIMAL_ONE, NULL, 0 };
  else if (strcmp (code, "pair") == 0 && g_strcmp0 (detail, "perception") == 0)
    *operand = (CrmSurveyOperand){ TRUE, TRUE, 3 * CRM_DECIMAL_ONE, NULL, 0 };
  else if (strcmp (code, "several") == 0)
    *operand = (CrmSurveyOperand){ TRUE, FALSE, 0, several, 2 };
  else if (strcmp (code, "one") == 0)
    *operand = (CrmSurveyOperand){ TRUE, FALSE, 0, several + 1, 1 };
  else if (strcmp (code, "text") == 0)
    *operand = (CrmSurveyOperand){ TRUE, FALSE, 0, text, 1 };
  else if (strcmp (code, "day") == 0)
    *operand = (CrmSurveyOperand){ TRUE, TRUE, crm_date_make (2026, 5, 17), NULL, 0 };
}

static void
test_values (void)
{
  static const Case cases[] = {
    { "points = 7", TRUE },
    { "points = 7.0", TRUE },
    { "points != 7", FALSE },
    { "points < 7", FALSE },
    { "points <= 7 and points >= 7", TRUE },
    { "points > 6.5", TRUE },
    { "points <> 8", TRUE },
    { "points ≥ 7", TRUE },
    { "points≥7", TRUE },
    { "points≤6.5 or points≠7", FALSE },
    { "text=“Very good”and points≥7", TRUE },
    { "pair.perception < 4", TRUE },
    { "pair.expectation < 4", FALSE },
    { "several includes late", TRUE },
    { "several includes 2", TRUE },
    { "several includes 3", FALSE },
    { "several = late", FALSE },
    { "one = LATE", TRUE },
    { "one != early", TRUE },
    { "text = \"very good\"", TRUE },
    { "text = “Very good”", TRUE },
    { "day < 2026-05-18 and day >= 2026-05-17", TRUE },
    { "nothing answered", FALSE },
    { "not nothing answered", TRUE },
    { "nothing != 3", FALSE },
    { "points = 1 or points = 7 and one = late", TRUE },
    { "(points = 1 or points = 7) and one = early", FALSE },
    { "NOT (points = 1 OR one = early) AND points answered", TRUE },
    { "（points＝７）", TRUE },
    { "points = -7", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmSurveyCondition) condition = crm_survey_condition_parse (cases[i].condition, &error);

      g_assert_no_error (error);
      g_test_message ("%s", cases[i].condition);
      g_assert_cmpint (crm_survey_condition_is_true (condition, look_up, NULL), ==, cases[i].expected);
    }
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "",
    " ",
    "q1",
    "q1 =",
    "= 3",
    "q1 = 3 q2 = 4",
    "(q1 = 3",
    "q1 = 3)",
    "q1 = \"open",
    "and q1 = 3",
    "q1 and q2",
    "q1 == 3",
    "q1 = 3 or",
    "not",
    "q1 = 1..2",
    "q1 = 2026-02-30",
    "q1 ; DROP TABLE survey",
    "q1 = 3 $",
    "≤6",
    "q1≤",
    "q1 = 5and q2 = 3",
    "q1 = 3”",
    "answered",
    "q1 includes",
    "\xff\xfe",
  };
  g_autoptr (GString) deep = g_string_new (NULL), longer = g_string_new ("q1 = 1");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", i + 1 < G_N_ELEMENTS (bad) ? bad[i] : "bytes");
      g_assert_null (crm_survey_condition_parse (bad[i], &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
  for (guint i = 0; i < 900; i++)
    g_string_append_c (deep, '(');
  g_assert_null (crm_survey_condition_parse (deep->str, NULL));
  for (guint i = 0; i < 900; i++)
    g_string_append (longer, " or q1 = 1");
  g_assert_null (crm_survey_condition_parse (longer->str, NULL));
}

/* Anything typed is refused or understood, never worse. */
static void
test_any_text (void)
{
  static const char *const pieces[] = { "q1", "=", "3", "and", "or", "not", "(", ")", "includes", "answered", "\"a\"", "q2.r1", "<=", "-", ".", "“", "”", " ", "ｑ１", "2026-01-01" };
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint understood = 0;

  g_test_message ("seed %d", SEED);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (CrmSurveyCondition) condition = NULL;

      for (int n = g_rand_int_range (random, 1, 9); n > 0; n--)
        g_string_append_printf (text, "%s%s", pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))], g_rand_boolean (random) ? " " : "");
      condition = crm_survey_condition_parse (text->str, NULL);
      if (condition == NULL)
        continue;
      understood++;
      crm_survey_condition_is_true (condition, look_up, NULL);
    }
  g_assert_cmpuint (understood, >, 20);
}

static void
set_condition (Fixture *fixture, const CrmId *survey, const char *code, const char *condition)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Condition");

  crm_change_set_text (crm_survey_draft_change (draft, crm_survey_form_find_code (form, code)->record), CRM_QUESTION_SHOW_IF, condition);
  apply_draft (fixture, draft);
}

static void
assert_fault (Fixture *fixture, const char *code, const char *condition, int expected)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  set_condition (fixture, &survey, code, condition);
  form = read_form (fixture, &survey);
  faults = crm_survey_logic_find_faults (form);
  g_test_message ("%s: %s", code, condition);
  g_assert_cmpuint (faults->len, ==, expected >= 0 ? 1 : 0);
  if (expected >= 0)
    {
      g_assert_cmpint (((CrmSurveyFault *)faults->pdata[0])->type, ==, expected);
      g_assert_cmpstr (((CrmSurveyFault *)faults->pdata[0])->question->code, ==, code);
    }
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  assert_fault (fixture, "q2", "q1 <= 6", -1);
  assert_fault (fixture, "q3", "q2 = 1 or q1 > 8 and not q2 answered", -1);
  assert_fault (fixture, "q2", "q1 <=", CRM_SURVEY_FAULT_SYNTAX);
  assert_fault (fixture, "q2", "q9 = 1", CRM_SURVEY_FAULT_UNKNOWN);
  assert_fault (fixture, "q3", "q2 = early", CRM_SURVEY_FAULT_UNKNOWN);
  assert_fault (fixture, "q2", "q3 answered", CRM_SURVEY_FAULT_FORWARD);
  assert_fault (fixture, "q2", "q2 answered", CRM_SURVEY_FAULT_FORWARD);
  assert_fault (fixture, "q2", "q1 > 10", CRM_SURVEY_FAULT_UNREACHABLE);
  assert_fault (fixture, "q3", "q2 = 1 and q2 = 2", CRM_SURVEY_FAULT_UNREACHABLE);
  assert_fault (fixture, "q3", "q1 = 3 and q1 >= 4", CRM_SURVEY_FAULT_UNREACHABLE);
}

static void
test_unreachable_hides_what_hangs_on_it (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  set_condition (fixture, &survey, "q2", "q1 > 10");
  set_condition (fixture, &survey, "q3", "q2 answered");
  form = read_form (fixture, &survey);
  faults = crm_survey_logic_find_faults (form);
  g_assert_cmpuint (faults->len, ==, 2);
}

static void
test_shows (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = NULL;
  g_autoptr (CrmSurveyAnswers) answers = NULL;
  g_autoptr (CrmSurveyLogic) logic = NULL;
  const CrmSurveyQuestion *q1, *q2;
  gboolean shown[3];

  set_condition (fixture, &survey, "q2", "q1 <= 6");
  set_condition (fixture, &survey, "q3", "q2 = 2");
  form = read_form (fixture, &survey);
  answers = crm_survey_answers_new (form);
  logic = crm_survey_logic_new (form);
  q1 = crm_survey_form_find_code (form, "q1");
  q2 = crm_survey_form_find_code (form, "q2");
  crm_survey_logic_evaluate (logic, answers, shown);
  g_assert_true (shown[0] && !shown[1] && !shown[2]);
  crm_survey_answers_set_value (answers, q1, CRM_ANSWER_PART_NONE, 4 * CRM_DECIMAL_ONE);
  crm_survey_answers_choose (answers, q2, CRM_ANSWER_PART_NONE, NULL, q2->options->pdata[1], TRUE);
  crm_survey_logic_evaluate (logic, answers, shown);
  g_assert_true (shown[0] && shown[1] && shown[2]);
  /* What is hidden counts as not answered, though the answer is still there. */
  crm_survey_answers_set_value (answers, q1, CRM_ANSWER_PART_NONE, 9 * CRM_DECIMAL_ONE);
  crm_survey_logic_evaluate (logic, answers, shown);
  g_assert_true (shown[0] && !shown[1] && !shown[2]);
}

#define ADD(path, func) g_test_add ("/survey-logic/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/survey-logic/values-are-compared", test_values);
  g_test_add_func ("/survey-logic/nonsense-is-refused", test_refused);
  g_test_add_func ("/survey-logic/any-text-does-no-harm", test_any_text);
  ADD ("faults-are-found", test_faults);
  ADD ("unreachable-hides-what-hangs-on-it", test_unreachable_hides_what_hangs_on_it);
  ADD ("shows-what-answers-say", test_shows);
  return g_test_run ();
}
