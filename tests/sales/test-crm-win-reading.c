/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Win probability from the deals of a file: it tells sources apart, gives its counts, and is silent with too few. */

#include "core/sales/crm-pipeline.h"
#include "core/sales/crm-win-reading.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/store/store-fixture.h"

#define N_DEALS 100

/* Of fifty referred deals forty are won, of fifty from the web ten. */
static gboolean
is_won (guint number)
{
  return number % 2 == 0 ? number % 10 != 0 : number % 10 == 1;
}

static void
add_deals (Fixture *fixture, guint n)
{
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) setup = crm_edit_new ("Pipeline", CRM_EDIT_ORIGIN_PERSON), edit = crm_edit_new ("Deals", CRM_EDIT_ORIGIN_IMPORT);
  CrmId pipeline = crm_pipeline_create_usual (setup, NULL);
  g_autoptr (GPtrArray) pipelines = NULL;

  crm_edit_result_free (apply (fixture, setup));
  pipelines = await_boxed (crm_store_read (fixture->store, NULL, crm_pipelines_read_into, NULL, NULL));
  for (guint i = 0; i < n; i++)
    {
      CrmChange *deal = crm_edit_create (edit, &crm_kind_deal, NULL);

      crm_change_set_text (deal, CRM_DEAL_TITLE, "Desks");
      crm_change_set_id (deal, CRM_DEAL_CUSTOMER, &customer);
      crm_change_set_id (deal, CRM_DEAL_PIPELINE, &pipeline);
      crm_change_set_id (deal, CRM_DEAL_STAGE, &crm_pipeline_find_stage_for (pipelines->pdata[0], is_won (i) ? "won" : "lost")->id);
      crm_change_set_integer (deal, CRM_DEAL_CLOSED_AT, NOW - G_TIME_SPAN_DAY);
      crm_change_set_text (deal, CRM_DEAL_SOURCE, i % 2 == 0 ? "referral" : "web");
    }
  crm_edit_result_free (apply (fixture, edit));
}

typedef struct
{
  gint64 deal;
  CrmWinEstimate estimate;
  gboolean spoke;
} Asked;

static gboolean
read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  CrmWinReading *reading = crm_win_reading_new (connection, NOW, crm_date_make (2026, 9, 21), error);

  if (reading == NULL)
    return FALSE;
  asked->spoke = crm_win_reading_estimate (reading, connection, asked->deal, &asked->estimate, NULL);
  g_value_init (result, CRM_TYPE_WIN_READING);
  g_value_take_boxed (result, reading);
  return TRUE;
}

static void
test_tells_sources_apart (Fixture *fixture, gconstpointer data)
{
  Asked referred = { .deal = 1 }, web = { .deal = 2 };
  g_autoptr (CrmWinReading) reading = NULL, again = NULL;
  g_autofree char *words = NULL;

  add_deals (fixture, N_DEALS);
  reading = await_boxed (crm_store_read (fixture->store, NULL, read_into, &referred, NULL));
  again = await_boxed (crm_store_read (fixture->store, NULL, read_into, &web, NULL));
  g_assert_cmpint (crm_win_model_get_state (crm_win_reading_get_model (reading)), ==, CRM_WIN_MODEL_READY);
  g_assert_true (referred.spoke && web.spoke);
  g_assert_cmpfloat (referred.estimate.probability, >, 0.7);
  g_assert_cmpfloat (web.estimate.probability, <, 0.3);
  g_assert_cmpuint (referred.estimate.n_reasons, ==, 1);
  g_assert_cmpuint (referred.estimate.reasons[0].like.whole, ==, 50);
  g_assert_cmpuint (referred.estimate.reasons[0].like.part, ==, 40);
  words = crm_win_reading_describe (reading, &referred.estimate.reasons[0]);
  g_assert_nonnull (strstr (words, "Referral"));
  g_assert_nonnull (strstr (words, "50"));
}

static void
test_is_silent_with_few (Fixture *fixture, gconstpointer data)
{
  Asked asked = { .deal = 1 };
  g_autoptr (CrmWinReading) reading = NULL;
  g_autofree char *silence = NULL;

  add_deals (fixture, 40);
  reading = await_boxed (crm_store_read (fixture->store, NULL, read_into, &asked, NULL));
  silence = crm_win_reading_describe_silence (reading);
  g_assert_false (asked.spoke);
  g_assert_nonnull (silence);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/win-reading/tells-sources-apart", Fixture, NULL, set_up, test_tells_sources_apart, tear_down);
  g_test_add ("/win-reading/is-silent-with-few-deals", Fixture, NULL, set_up, test_is_silent_with_few, tear_down);
  return g_test_run ();
}
