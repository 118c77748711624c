/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Surveys as JSON, templates, and files that are not what they claim to be. */

#include "core/base/crm-error.h"
#include "core/surveys/crm-survey-logic.h"
#include "core/surveys/crm-survey-template.h"
#include "tests/surveys/survey-fixture.h"

#define SEED 20261122

static CrmSurveyForm *
make_from_template (Fixture *fixture, const char *name, const char *language, const char *second)
{
  CrmSurveyJsonChoice choice = { .language = language, .second = second };
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GError) error = NULL;
  CrmId survey;

  crm_survey_template_add (name, &choice, edit, &survey, &error);
  g_assert_no_error (error);
  crm_edit_result_free (apply (fixture, edit));
  return read_form (fixture, &survey);
}

static void
assert_has_both (const CrmRecord *record, guint field)
{
  g_assert_true (crm_record_has (record, field));
  g_assert_true (crm_record_has (record, field + 1));
}

static void
test_templates (Fixture *fixture, gconstpointer data)
{
  static const char *const languages[][2] = { { "en", "zh_CN" }, { "zh_CN", "en" }, { "en", "zh_TW" }, { "zh_TW", "zh_CN" } };

  for (const char *const *name = crm_survey_template_list (); *name != NULL; name++)
    for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
      {
        g_autoptr (CrmSurveyForm) form = make_from_template (fixture, *name, languages[i][0], languages[i][1]);
        g_autoptr (GPtrArray) faults = crm_survey_logic_find_faults (form);
        g_autoptr (GError) error = NULL;

        g_test_message ("%s %s", *name, languages[i][0]);
        g_assert_true (crm_survey_form_can_publish (form, &error));
        g_assert_cmpuint (faults->len, ==, 0);
        assert_has_both (form->survey, CRM_SURVEY_TITLE);
        assert_has_both (form->survey, CRM_SURVEY_THANKS);
        g_assert_true (crm_record_has (form->survey, CRM_SURVEY_NOTE));
        g_assert_false (crm_record_has (form->survey, CRM_SURVEY_EXTERNAL_ID));
        for (guint j = 0; j < form->questions->len; j++)
          {
            CrmSurveyQuestion *question = form->questions->pdata[j];

            assert_has_both (question->record, CRM_QUESTION_TEXT);
            for (guint k = 0; k < question->options->len; k++)
              assert_has_both (question->options->pdata[k], CRM_QUESTION_OPTION_TEXT);
          }
      }
}

static void
test_servqual_has_22_pairs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmSurveyForm) form = make_from_template (fixture, "servqual", "en", "zh_CN");
  g_autoptr (GHashTable) dimensions = g_hash_table_new (g_str_hash, g_str_equal);
  guint pairs = 0;

  for (guint i = 0; i < form->questions->len; i++)
    {
      CrmSurveyQuestion *question = form->questions->pdata[i];

      if (question->type != CRM_QUESTION_TYPE_SERVQUAL)
        continue;
      pairs++;
      g_hash_table_add (dimensions, (gpointer)crm_record_get_text (question->record, CRM_QUESTION_DIMENSION));
    }
  g_assert_cmpuint (pairs, ==, 22);
  g_assert_cmpuint (g_hash_table_size (dimensions), ==, 5);
}

static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  for (const char *const *name = crm_survey_template_list (); *name != NULL; name++)
    {
      g_autoptr (CrmSurveyForm) form = make_from_template (fixture, *name, "en", "zh_CN"), back = NULL;
      g_autofree char *written = crm_survey_json_write (form), *again = NULL;
      g_autoptr (CrmEdit) edit = crm_edit_new ("Import", CRM_EDIT_ORIGIN_PERSON);
      g_autoptr (GError) error = NULL;
      CrmId survey;

      crm_survey_json_add (written, strlen (written), NULL, edit, &survey, &error);
      g_assert_no_error (error);
      crm_edit_result_free (apply (fixture, edit));
      back = read_form (fixture, &survey);
      again = crm_survey_json_write (back);
      g_assert_cmpstr (again, ==, written);
    }
}

static void
assert_refused (const char *text, const char *place)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Import", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GError) error = NULL;

  g_test_message ("%.60s", text);
  g_assert_false (crm_survey_json_add (text, strlen (text), NULL, edit, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
  if (place != NULL)
    g_assert_nonnull (strstr (error->message, place));
}

#define SURVEY(questions) "{\"clientele-survey\":1,\"languages\":[\"en\"],\"title\":{\"en\":\"T\"},\"pages\":[{\"questions\":[" questions "]}]}"

static void
test_refused (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"clientele-survey\":1,\"pages\":");

  assert_refused ("", NULL);
  assert_refused ("{", NULL);
  assert_refused ("[]", NULL);
  assert_refused ("{\"title\":\"x\"}", NULL);
  assert_refused ("{\"clientele-survey\":2}", NULL);
  assert_refused ("{\"clientele-survey\":1}", "title");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\"}", "pages");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\",\"pages\":{}}", "pages");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\",\"pages\":[3]}", "pages[1]");
  assert_refused ("{\"clientele-survey\":1,\"title\":[],\"pages\":[]}", "title");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\",\"threshold\":\"high\",\"pages\":[]}", "threshold");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\",\"threshold\":1e300,\"pages\":[]}", "threshold");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\",\"anonymous\":1,\"pages\":[]}", "anonymous");
  assert_refused ("{\"clientele-survey\":1,\"title\":\"T\",\"purpose\":\"mischief\",\"pages\":[]}", "purpose");
  assert_refused (SURVEY ("{\"code\":\"a\"}"), "pages[1].questions[1].type");
  assert_refused (SURVEY ("{\"code\":\"a b\",\"type\":\"nps\"}"), "pages[1].questions[1].code");
  assert_refused (SURVEY ("{\"code\":\"a\",\"type\":\"nps\"},{\"code\":\"a\",\"type\":\"nps\"}"), "questions[2].code");
  assert_refused (SURVEY ("{\"code\":\"a\",\"type\":\"telepathy\"}"), "questions[1].type");
  assert_refused (SURVEY ("{\"code\":\"a\",\"type\":\"nps\",\"show_if\":\"system(1)\"}"), "questions[1].show_if");
  assert_refused (SURVEY ("{\"code\":\"a\",\"type\":\"single\",\"options\":[{\"text\":{\"en\":7}}]}"), "questions[1].options[1].text");
  assert_refused (SURVEY ("{\"code\":\"a\",\"type\":\"single\",\"options\":\"many\"}"), "questions[1].options");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_refused (deep->str, NULL);
}

/* A question without a code is given one, however many fields came before it. */
static void
test_code_is_given (void)
{
  static const char *const members[] = { "\"type\":\"kano\"", "\"text\":\"A\"", "\"hint\":\"B\"", "\"required\":true", "\"minimum\":1", "\"maximum\":5", "\"low_label\":\"C\"", "\"high_label\":\"D\"" };
  g_autoptr (GString) question = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (CrmEdit) edit = crm_edit_new ("Import", CRM_EDIT_ORIGIN_PERSON);
      g_autoptr (GError) error = NULL;
      const CrmChange *asked = NULL;
      guint options = 0;

      g_string_append_printf (question, "%s%s", i > 0 ? "," : "", members[i]);
      text = g_strdup_printf (SURVEY ("{%s}"), question->str);
      crm_survey_json_add (text, strlen (text), NULL, edit, NULL, &error);
      g_assert_no_error (error);
      for (guint j = 0; j < crm_edit_get_n_changes (edit); j++)
        {
          const CrmChange *change = crm_edit_get_change (edit, j);

          options += change->kind == &crm_kind_question_option;
          asked = change->kind == &crm_kind_question ? change : asked;
        }
      g_assert_cmpstr (crm_change_get (asked, CRM_QUESTION_CODE)->text, ==, "q1");
      g_assert_cmpuint (options, ==, 5);
    }
}

/* A file with any byte changed is refused or read, never worse. */
static void
test_damage (void)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data ("/org/clientele/core/surveys/complaint.json", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  g_test_message ("seed %d", SEED);
  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *copy = g_memdup2 (text, length);
      g_autoptr (CrmEdit) edit = crm_edit_new ("Import", CRM_EDIT_ORIGIN_PERSON);

      for (int n = g_rand_int_range (random, 1, 4); n > 0; n--)
        copy[g_rand_int_range (random, 0, (int)length)] = (char)g_rand_int_range (random, 0, 256);
      crm_survey_json_add (copy, i % 3 == 0 ? (gsize)g_rand_int_range (random, 0, (int)length) : length, NULL, edit, NULL, NULL);
    }
}

static void
test_same_space_same_ids (Fixture *fixture, gconstpointer data)
{
  CrmId space = crm_id_new (NOW), first, second;
  CrmSurveyJsonChoice choice = { .space = &space };
  g_autoptr (CrmEdit) one = crm_edit_new ("One", CRM_EDIT_ORIGIN_PERSON), other = crm_edit_new ("Other", CRM_EDIT_ORIGIN_PERSON);

  g_assert_true (crm_survey_template_add ("nps", &choice, one, &first, NULL));
  g_assert_true (crm_survey_template_add ("nps", &choice, other, &second, NULL));
  g_assert_true (crm_id_equal (&first, &second));
  for (guint i = 0; i < crm_edit_get_n_changes (one); i++)
    g_assert_true (crm_id_equal (&crm_edit_get_change (one, i)->id, &crm_edit_get_change (other, i)->id));
}

#define ADD(path, func) g_test_add ("/survey-json/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("templates-can-be-published-in-two-languages", test_templates);
  ADD ("servqual-has-22-pairs-in-5-dimensions", test_servqual_has_22_pairs);
  ADD ("there-and-back-is-the-same", test_there_and_back);
  g_test_add_func ("/survey-json/refused-with-the-place", test_refused);
  g_test_add_func ("/survey-json/a-question-is-given-a-code", test_code_is_given);
  g_test_add_func ("/survey-json/damage-does-no-harm", test_damage);
  ADD ("same-space-same-ids", test_same_space_same_ids);
  return g_test_run ();
}
