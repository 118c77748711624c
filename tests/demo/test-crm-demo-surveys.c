/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company's surveys: believable, the same by seed, and anonymous where they say so. */

#include "core/demo/crm-demo.h"
#include "tests/surveys/survey-fixture.h"

static void
assert_none (Fixture *fixture, const char *sql)
{
  g_test_message ("%s", sql);
  g_assert_cmpint (count_rows (fixture, sql), ==, 0);
}

static void
test_surveys (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) problems = NULL;

  crm_edit_result_free (await_boxed (crm_demo_fill_store (fixture->store, 150, 1, "zh_CN", NULL)));
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM survey WHERE status = 'open' AND language = 'zh_CN' AND second_language = 'en'"), ==, 5);
  g_assert_cmpint (count_rows (fixture, "SELECT min(n_responses) FROM survey"), >, 5);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM customer WHERE satisfaction IS NOT NULL AND satisfaction_at IS NOT NULL"), >, 20);
  g_assert_cmpint (count_rows (fixture, "SELECT count(DISTINCT language) FROM response"), ==, 2);
  g_assert_cmpint (count_rows (fixture, "SELECT count(*) FROM answer WHERE text IS NOT NULL"), >, 20);
  assert_none (fixture, "SELECT count(*) FROM response r JOIN survey s ON s.id = r.survey WHERE s.anonymous AND (r.customer IS NOT NULL OR r.person IS NOT NULL OR r.deal IS NOT NULL OR r.interviewer IS NOT NULL)");
  assert_none (fixture, "SELECT count(*) FROM response r JOIN survey s ON s.id = r.survey WHERE s.anonymous IS NOT 1 AND r.customer IS NULL");
  assert_none (fixture, "SELECT count(*) FROM response r JOIN deal d ON d.id = r.deal WHERE d.outcome <> 'won' OR r.answered_at < d.began_at");
  assert_none (fixture, "SELECT count(*) FROM response WHERE answered_at > 1790000000000000 + 86400000000");
  assert_none (fixture, "SELECT count(*) FROM response WHERE rowid NOT IN (SELECT response FROM response_path)");
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

static void
test_complaints_show (Fixture *fixture, gconstpointer data)
{
#define MEAN(which) "SELECT avg(r.score) / 1000000 FROM response r JOIN survey s ON s.id = r.survey WHERE s.purpose = 'nps' AND r.customer " which " (SELECT customer FROM response c JOIN survey k ON k.id = c.survey WHERE k.purpose = 'complaint')"

  crm_edit_result_free (await_boxed (crm_demo_fill_store (fixture->store, 400, 1, "en_GB", NULL)));
  g_assert_cmpint (count_rows (fixture, MEAN ("IN")), <, count_rows (fixture, MEAN ("NOT IN")));
}

#define ADD(path, func) g_test_add ("/demo/surveys/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("five-with-believable-answers", test_surveys);
  ADD ("who-complained-recommends-less", test_complaints_show);
  return g_test_run ();
}
