/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals in a file: what the store derives from them, writes with a move and takes back. */

#include "core/base/crm-error.h"
#include "core/sales/crm-deal-facts.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/store/store-fixture.h"

static GPtrArray *
read_pipelines (Fixture *fixture)
{
  return await_boxed (crm_store_read (fixture->store, NULL, crm_pipelines_read_into, NULL, NULL));
}

static gboolean
read_number (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  gint64 number = -1;

  if (!crm_connection_read_integer (connection, sql, &number, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
  return TRUE;
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_number, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static CrmId
make_pipeline (Fixture *fixture)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New pipeline", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = crm_pipeline_create_usual (edit, NULL);

  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static CrmId
make_deal (Fixture *fixture, const CrmId *customer, const CrmId *pipeline)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New deal", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_deal, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, CRM_DEAL_TITLE, "Ten desks");
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, pipeline);
  crm_change_set_money (change, CRM_DEAL_AMOUNT, (CrmMoney){ 1200000, "CNY" });
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
move (Fixture *fixture, const CrmId *deal, const char *stage_name)
{
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Move deal", CRM_EDIT_ORIGIN_PERSON);
  CrmRecord *stage = crm_pipeline_find_stage_by_name (pipelines->pdata[0], stage_name);

  crm_change_set_id (crm_edit_update (edit, &crm_kind_deal, deal), CRM_DEAL_STAGE, &stage->id);
  crm_edit_result_free (apply (fixture, edit));
}

static char *
dup_stage_name (Fixture *fixture, const CrmId *deal)
{
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_deal, deal);
  CrmRecord *stage = crm_pipelines_find_stage (pipelines, &record->values[CRM_DEAL_STAGE].id, NULL);

  return g_strdup (crm_record_get_text (stage, CRM_STAGE_NAME));
}

static void
assert_open_deals (Fixture *fixture, const CrmId *customer, gint64 n)
{
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_customer, customer);

  g_assert_cmpint (crm_record_get_integer (record, CRM_CUSTOMER_OPEN_DEALS, 0), ==, n);
}

static void
test_begins_in_first_stage (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_deal, &deal);
  g_autofree char *stage = dup_stage_name (fixture, &deal);

  g_assert_cmpstr (stage, ==, "Lead");
  g_assert_cmpstr (crm_record_get_text (record, CRM_DEAL_OUTCOME), ==, "open");
  g_assert_cmpstr (crm_record_get_text (record, CRM_DEAL_CUSTOMER_NAME), ==, "Harbour Office");
  g_assert_cmpint (crm_record_get_integer (record, CRM_DEAL_BEGAN_AT, 0), ==, NOW);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move WHERE from_stage IS NULL AND deleted = 0"), ==, 1);
  assert_open_deals (fixture, &customer, 1);
}

static void
test_move_is_logged (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (CrmRecord) record = NULL;

  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &deal, "Proposal");
  crm_clock_advance (fixture->clock, G_TIME_SPAN_DAY);
  move (fixture, &deal, "Won");
  record = find (fixture, &crm_kind_deal, &deal);
  g_assert_cmpstr (crm_record_get_text (record, CRM_DEAL_OUTCOME), ==, "won");
  g_assert_cmpint (crm_record_get_integer (record, CRM_DEAL_CLOSED_AT, 0), ==, NOW + 2 * G_TIME_SPAN_DAY);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move WHERE deleted = 0 AND amount = 1200000"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT length(packed) FROM deal_path"), ==, sizeof (CrmPackedDeal) + 3 * sizeof (CrmPackedMove));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal_snapshot"), ==, 3);
  assert_open_deals (fixture, &customer, 0);
}

static void
test_undo_takes_the_log_back (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (CrmRecord) record = NULL;

  crm_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  move (fixture, &deal, "Won");
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  before = dup_stage_name (fixture, &deal);
  g_assert_cmpstr (before, ==, "Lead");
  record = find (fixture, &crm_kind_deal, &deal);
  g_assert_true (record->values[CRM_DEAL_CLOSED_AT].type == CRM_VALUE_NONE);
  g_assert_cmpint (crm_record_get_integer (record, CRM_DEAL_STAGE_SINCE, 0), ==, NOW);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move WHERE deleted = 0"), ==, 1);
  assert_open_deals (fixture, &customer, 1);
  crm_edit_result_free (await_boxed (crm_store_redo (fixture->store)));
  after = dup_stage_name (fixture, &deal);
  g_assert_cmpstr (after, ==, "Won");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move WHERE deleted = 0"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT length(packed) FROM deal_path"), ==, sizeof (CrmPackedDeal) + 2 * sizeof (CrmPackedMove));
}

static void
test_reopened_is_not_closed (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (CrmRecord) record = NULL;

  move (fixture, &deal, "Lost");
  crm_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  move (fixture, &deal, "Negotiation");
  record = find (fixture, &crm_kind_deal, &deal);
  g_assert_cmpstr (crm_record_get_text (record, CRM_DEAL_OUTCOME), ==, "open");
  g_assert_true (record->values[CRM_DEAL_CLOSED_AT].type == CRM_VALUE_NONE);
}

static void
test_removed_stage_moves_deals (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  const CrmPipeline *first = pipelines->pdata[0];
  g_autoptr (CrmEdit) removal = crm_stage_new_removal (first->stages->pdata[0], first->stages->pdata[1]);
  g_autofree char *stage = NULL, *back = NULL;

  g_assert_cmpuint (first->stages->len, ==, 6);
  crm_edit_result_free (apply (fixture, removal));
  stage = dup_stage_name (fixture, &deal);
  g_assert_cmpstr (stage, ==, "Qualified");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage WHERE deleted = 0"), ==, 5);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  back = dup_stage_name (fixture, &deal);
  g_assert_cmpstr (back, ==, "Lead");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage WHERE deleted = 0"), ==, 6);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM stage_move WHERE deleted = 0"), ==, 1);
}

static void
test_stage_that_comes_to_mean_won (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  const CrmPipeline *first = pipelines->pdata[0];
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change stage", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_stage, &((CrmRecord *)first->stages->pdata[0])->id), CRM_STAGE_OUTCOME, "won");
  crm_edit_result_free (apply (fixture, edit));
  record = find (fixture, &crm_kind_deal, &deal);
  g_assert_cmpstr (crm_record_get_text (record, CRM_DEAL_OUTCOME), ==, "won");
  assert_open_deals (fixture, &customer, 0);
}

static void
test_deal_of_deleted_customer_is_not_counted (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = NULL, back = NULL;

  crm_edit_delete (edit, &crm_kind_customer, &customer);
  crm_edit_result_free (apply (fixture, edit));
  record = find (fixture, &crm_kind_deal, &deal);
  g_assert_cmpint (crm_record_get_integer (record, CRM_DEAL_CUSTOMER_DELETED, 0), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal_path"), ==, 0);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  back = find (fixture, &crm_kind_deal, &deal);
  g_assert_cmpint (crm_record_get_integer (back, CRM_DEAL_CUSTOMER_DELETED, 0), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM deal_path"), ==, 1);
}

static void
test_next_step (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (CrmEdit) edit = crm_edit_new ("New task", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *task = crm_edit_create (edit, &crm_kind_task, NULL);
  g_autoptr (CrmRecord) record = NULL;

  crm_change_set_id (task, CRM_TASK_CUSTOMER, &customer);
  crm_change_set_id (task, CRM_TASK_DEAL, &deal);
  crm_change_set_text (task, CRM_TASK_KIND, "call");
  crm_change_set_text (task, CRM_TASK_TITLE, "Ask for the floor plan");
  crm_change_set_integer (task, CRM_TASK_DUE, NOW + G_TIME_SPAN_DAY);
  crm_edit_result_free (apply (fixture, edit));
  record = find (fixture, &crm_kind_deal, &deal);
  g_assert_cmpint (crm_record_get_integer (record, CRM_DEAL_NEXT_STEP, 0), ==, NOW + G_TIME_SPAN_DAY);
  g_assert_cmpstr (crm_record_get_text (record, CRM_DEAL_NEXT_STEP_TITLE), ==, "Ask for the floor plan");
}

static void
test_probability_beyond_certainty_is_refused (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_integer (crm_edit_update (edit, &crm_kind_deal, &deal), CRM_DEAL_PROBABILITY, 101);
  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_requirements (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture), deal = make_deal (fixture, &customer, &pipeline);
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture), again = NULL, missing = NULL;
  const CrmPipeline *first = pipelines->pdata[0];
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change stage", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) record = find (fixture, &crm_kind_deal, &deal);

  crm_change_set_text (crm_edit_update (edit, &crm_kind_stage, &((CrmRecord *)first->stages->pdata[2])->id), CRM_STAGE_REQUIREMENTS, "amount\nexpected_close\nno_such_field");
  crm_edit_result_free (apply (fixture, edit));
  again = read_pipelines (fixture);
  missing = crm_deal_find_missing (record, ((CrmPipeline *)again->pdata[0])->stages->pdata[2]);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_true (missing->pdata[0] == &crm_kind_deal.fields[CRM_DEAL_EXPECTED_CLOSE]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/deal/begins-in-the-first-stage", Fixture, NULL, set_up, test_begins_in_first_stage, tear_down);
  g_test_add ("/deal/a-move-is-logged", Fixture, NULL, set_up, test_move_is_logged, tear_down);
  g_test_add ("/deal/undo-takes-the-log-back", Fixture, NULL, set_up, test_undo_takes_the_log_back, tear_down);
  g_test_add ("/deal/reopened-is-not-closed", Fixture, NULL, set_up, test_reopened_is_not_closed, tear_down);
  g_test_add ("/deal/removed-stage-moves-its-deals", Fixture, NULL, set_up, test_removed_stage_moves_deals, tear_down);
  g_test_add ("/deal/stage-that-comes-to-mean-won", Fixture, NULL, set_up, test_stage_that_comes_to_mean_won, tear_down);
  g_test_add ("/deal/of-a-deleted-customer-is-not-counted", Fixture, NULL, set_up, test_deal_of_deleted_customer_is_not_counted, tear_down);
  g_test_add ("/deal/next-step-is-the-earliest-open-task", Fixture, NULL, set_up, test_next_step, tear_down);
  g_test_add ("/deal/probability-beyond-certainty-is-refused", Fixture, NULL, set_up, test_probability_beyond_certainty_is_refused, tear_down);
  g_test_add ("/deal/requirements-of-a-stage", Fixture, NULL, set_up, test_requirements, tear_down);
  return g_test_run ();
}
