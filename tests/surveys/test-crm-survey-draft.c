/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a builder does to a survey, and what of it an answered one refuses. */

#include "core/base/crm-error.h"
#include "tests/surveys/survey-fixture.h"

static char *
list_codes (CrmSurveyForm *form)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < form->questions->len; i++)
    {
      CrmSurveyQuestion *question = form->questions->pdata[i];

      g_string_append_printf (codes, "%s%s@%u", i > 0 ? " " : "", question->code, question->page);
    }
  return g_string_free_and_steal (codes);
}

static void
assert_codes (Fixture *fixture, const CrmId *survey, const char *expected)
{
  g_autoptr (CrmSurveyForm) form = read_form (fixture, survey);
  g_autofree char *codes = list_codes (form);

  g_assert_cmpstr (codes, ==, expected);
}

static void
test_reads_whole (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
  const CrmSurveyQuestion *nps = crm_survey_form_find_code (form, "q1"), *single = crm_survey_form_find_code (form, "q2");

  assert_codes (fixture, &survey, "q1@0 q2@0 q3@0");
  g_assert_true (crm_survey_form_get_primary (form) == nps);
  g_assert_cmpint (nps->minimum, ==, 0);
  g_assert_cmpint (nps->maximum, ==, 10 * CRM_DECIMAL_ONE);
  g_assert_cmpuint (single->options->len, ==, 2);
  g_assert_cmpstr (crm_survey_get_text (single->options->pdata[1], CRM_QUESTION_OPTION_TEXT, TRUE), ==, "迟到");
  g_assert_cmpstr (crm_survey_get_text (single->record, CRM_QUESTION_HINT, TRUE), ==, "");
  g_assert_cmpstr (crm_record_get_text (form->survey, CRM_SURVEY_STATUS), ==, "open");
  g_assert_cmpint (crm_record_get_integer (form->version, CRM_SURVEY_VERSION_NUMBER, 0), ==, 1);
  g_assert_true (crm_survey_form_has_second (form));
  g_assert_cmpint (form->n_responses, ==, 0);
  g_assert_true (form->newest);
  g_assert_true (crm_survey_form_can_publish (form, NULL));
}

static void
test_moves_and_removes (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);

  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
    g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Move");

    crm_survey_draft_move_question (draft, form->questions->pdata[2], form->pages->pdata[0], 0);
    apply_draft (fixture, draft);
    assert_codes (fixture, &survey, "q3@0 q1@0 q2@0");
  }
  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
    g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Duplicate");

    crm_survey_draft_duplicate_question (draft, form->questions->pdata[0]);
    apply_draft (fixture, draft);
    assert_codes (fixture, &survey, "q3@0 q4@0 q1@0 q2@0");
  }
  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
    g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Duplicate page");

    crm_survey_draft_duplicate_page (draft, form->pages->pdata[0]);
    apply_draft (fixture, draft);
    assert_codes (fixture, &survey, "q3@0 q4@0 q1@0 q2@0 q5@1 q6@1 q7@1 q8@1");
  }
  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
    g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Move page");

    crm_survey_draft_move_page (draft, form->pages->pdata[1], 0);
    crm_survey_draft_remove_question (draft, form->questions->pdata[0]);
    apply_draft (fixture, draft);
    assert_codes (fixture, &survey, "q5@0 q6@0 q7@0 q8@0 q4@1 q1@1 q2@1");
  }
  {
    g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);
    g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Remove page");
    g_autoptr (CrmSurveyDraft) other = NULL;

    crm_survey_draft_remove_page (draft, form->pages->pdata[0]);
    apply_draft (fixture, draft);
    assert_codes (fixture, &survey, "q4@0 q1@0 q2@0");
    crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
    assert_codes (fixture, &survey, "q5@0 q6@0 q7@0 q8@0 q4@1 q1@1 q2@1");
    g_clear_pointer (&form, crm_survey_form_unref);
    form = read_form (fixture, &survey);
    other = crm_survey_draft_new (form, "Add");
    crm_survey_draft_add_question (other, CRM_QUESTION_TYPE_STARS, form->pages->pdata[0], form->questions->pdata[1]);
    apply_draft (fixture, other);
    /* q3 was removed, but its code is not given again. */
    assert_codes (fixture, &survey, "q5@0 q6@0 q9@0 q7@0 q8@0 q4@1 q1@1 q2@1");
  }
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey), after = NULL;
  g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Options"), kano = NULL;
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, "q2");

  crm_change_set_text (crm_survey_draft_add_option (draft, question, "option", question->options->pdata[0]), CRM_QUESTION_OPTION_TEXT, "Early");
  crm_change_set_text (crm_survey_draft_add_option (draft, question, "option", NULL), CRM_QUESTION_OPTION_TEXT, "Never");
  crm_survey_draft_move_option (draft, question, question->options->pdata[1], 0);
  apply_draft (fixture, draft);
  after = read_form (fixture, &survey);
  question = crm_survey_form_find_code (after, "q2");
  g_assert_cmpuint (question->options->len, ==, 4);
  g_assert_cmpstr (crm_record_get_text (question->options->pdata[0], CRM_QUESTION_OPTION_TEXT), ==, "Late");
  g_assert_cmpstr (crm_record_get_text (question->options->pdata[2], CRM_QUESTION_OPTION_TEXT), ==, "Early");
  g_assert_cmpstr (crm_record_get_text (question->options->pdata[2], CRM_QUESTION_OPTION_CODE), ==, "3");
  g_assert_cmpstr (crm_record_get_text (question->options->pdata[3], CRM_QUESTION_OPTION_CODE), ==, "4");
  kano = crm_survey_draft_new (after, "Type");
  crm_survey_draft_set_type (kano, question, CRM_QUESTION_TYPE_KANO);
  apply_draft (fixture, kano);
  g_clear_pointer (&after, crm_survey_form_unref);
  after = read_form (fixture, &survey);
  question = crm_survey_form_find_code (after, "q2");
  g_assert_cmpint (question->type, ==, CRM_QUESTION_TYPE_KANO);
  g_assert_cmpuint (question->options->len, ==, 5);
  g_assert_cmpstr (crm_survey_get_text (question->options->pdata[1], CRM_QUESTION_OPTION_TEXT, TRUE), ==, "理应如此");
  g_assert_cmpint (crm_record_get_integer (question->options->pdata[4], CRM_QUESTION_OPTION_VALUE, 0), ==, 5 * CRM_DECIMAL_ONE);
}

static void
test_answered_version_stays (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey), answered = NULL, next = NULL, old = NULL;
  g_autoptr (CrmSurveyDraft) draft = NULL;
  g_autoptr (CrmEdit) text = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON), gone = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON), option = crm_edit_new ("Option", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GError) first = NULL, second = NULL, third = NULL;
  const CrmSurveyQuestion *question = crm_survey_form_find_code (form, "q1");

  make_response (fixture, &survey, &customer, 9);
  crm_change_set_text (crm_edit_update (text, &crm_kind_question, &question->record->id), CRM_QUESTION_TEXT, "Something else?");
  first = apply_badly (fixture, text);
  g_assert_error (first, CRM_ERROR, CRM_ERROR_INVALID);
  crm_edit_delete (gone, &crm_kind_question, &question->record->id);
  second = apply_badly (fixture, gone);
  g_assert_error (second, CRM_ERROR, CRM_ERROR_INVALID);
  crm_change_set_id (crm_edit_create (option, &crm_kind_question_option, NULL), CRM_QUESTION_OPTION_QUESTION, &question->record->id);
  third = apply_badly (fixture, option);
  g_assert_error (third, CRM_ERROR, CRM_ERROR_INVALID);

  answered = read_form (fixture, &survey);
  g_assert_cmpint (answered->n_responses, ==, 1);
  draft = crm_survey_draft_new (answered, "Change question");
  g_assert_true (crm_survey_draft_is_copy (draft));
  crm_change_set_text (crm_survey_draft_change (draft, question->record), CRM_QUESTION_TEXT, "Something else?");
  crm_survey_draft_remove_question (draft, crm_survey_form_find_code (answered, "q3"));
  apply_draft (fixture, draft);
  next = read_form (fixture, &survey);
  g_assert_cmpint (crm_record_get_integer (next->version, CRM_SURVEY_VERSION_NUMBER, 0), ==, 2);
  g_assert_true (crm_id_equal (&next->version->id, crm_survey_draft_get_version (draft)));
  g_assert_false (crm_record_has (next->version, CRM_SURVEY_VERSION_PUBLISHED_AT));
  g_assert_cmpuint (next->questions->len, ==, 2);
  question = crm_survey_form_find_code (next, "q1");
  g_assert_cmpstr (crm_record_get_text (question->record, CRM_QUESTION_TEXT), ==, "Something else?");
  g_assert_cmpuint (crm_survey_form_find_code (next, "q2")->options->len, ==, 2);
  old = read_form_version (fixture, &form->version->id);
  g_assert_cmpuint (old->questions->len, ==, 3);
  g_assert_cmpstr (crm_record_get_text (crm_survey_form_find_code (old, "q1")->record, CRM_QUESTION_TEXT), ==, "Would you recommend us?");
  g_assert_false (old->newest);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_clear_pointer (&next, crm_survey_form_unref);
  next = read_form (fixture, &survey);
  g_assert_cmpint (crm_record_get_integer (next->version, CRM_SURVEY_VERSION_NUMBER, 0), ==, 1);
}

static void
test_codes_are_unique (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[] = { "q1", "1q", "q 2", "问题" };
  CrmId survey = make_survey (fixture, "After delivery", FALSE);
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (CrmSurveyDraft) draft = crm_survey_draft_new (form, "Code");
      g_autoptr (GError) error = NULL;

      crm_change_set_text (crm_survey_draft_change (draft, crm_survey_form_find_code (form, "q2")->record), CRM_QUESTION_CODE, bad[i]);
      error = apply_badly (fixture, crm_survey_draft_get_edit (draft));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    }
}

static void
test_duplicate_survey (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), copy;
  g_autoptr (CrmSurveyForm) form = read_form (fixture, &survey), other = NULL;
  g_autoptr (CrmEdit) edit = NULL;

  make_response (fixture, &survey, NULL, 3);
  edit = crm_survey_form_new_duplicate (form, "After delivery (copy)", &copy);
  crm_edit_result_free (apply (fixture, edit));
  other = read_form (fixture, &copy);
  g_assert_cmpuint (other->questions->len, ==, 3);
  g_assert_cmpint (other->n_responses, ==, 0);
  g_assert_cmpstr (crm_record_get_text (other->survey, CRM_SURVEY_STATUS), ==, "draft");
  g_assert_false (crm_id_equal (&((CrmSurveyQuestion *)other->questions->pdata[0])->record->id, &((CrmSurveyQuestion *)form->questions->pdata[0])->record->id));
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  CrmId survey = make_survey (fixture, "After delivery", FALSE), customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) bare = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON), whole = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_survey, &survey), happy = NULL;

  make_response (fixture, &survey, &customer, 9);
  crm_edit_delete (bare, &crm_kind_survey, &survey);
  error = apply_badly (fixture, bare);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  whole = crm_survey_new_removal (record);
  crm_edit_result_free (apply (fixture, whole));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response WHERE deleted = 0"), ==, 0);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path"), ==, 0);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM response_path"), ==, 1);
  happy = find (fixture, &crm_kind_customer, &customer);
  g_assert_cmpint (crm_record_get_integer (happy, CRM_CUSTOMER_SATISFACTION, -1), ==, 90 * CRM_DECIMAL_ONE);
}

static void
test_empty_survey_is_not_published (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New survey", CRM_EDIT_ORIGIN_PERSON);
  CrmId survey = crm_survey_create (edit, "Empty", "other", "en", NULL)->id;
  g_autoptr (CrmSurveyForm) form = NULL, with_question = NULL;
  g_autoptr (CrmSurveyDraft) draft = NULL;
  g_autoptr (GError) error = NULL, second = NULL;

  crm_edit_result_free (apply (fixture, edit));
  form = read_form (fixture, &survey);
  g_assert_cmpuint (form->pages->len, ==, 1);
  g_assert_false (crm_survey_form_can_publish (form, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  draft = crm_survey_draft_new (form, "Add");
  crm_survey_draft_add_question (draft, CRM_QUESTION_TYPE_SINGLE, NULL, NULL);
  apply_draft (fixture, draft);
  with_question = read_form (fixture, &survey);
  g_assert_false (crm_survey_form_can_publish (with_question, &second));
  g_assert_error (second, CRM_ERROR, CRM_ERROR_INVALID);
}

#define ADD(path, func) g_test_add ("/survey-draft/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("reads-a-version-whole", test_reads_whole);
  ADD ("moves-duplicates-removes", test_moves_and_removes);
  ADD ("options-and-types", test_options);
  ADD ("answered-version-stays-as-it-was", test_answered_version_stays);
  ADD ("codes-are-unique", test_codes_are_unique);
  ADD ("duplicate-has-new-ids", test_duplicate_survey);
  ADD ("delete-goes-with-its-responses", test_delete);
  ADD ("empty-survey-is-not-published", test_empty_survey_is_not_published);
  return g_test_run ();
}
