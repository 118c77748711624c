/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: what asks for attention, which column a deal stands in, what columns come to, and moving deals. */

#include "core/query/crm-query-hits.h"
#include "core/sales/crm-board.h"
#include "core/sales/crm-deal-bulk.h"
#include "core/store/crm-bulk.h"
#include "core/sales/crm-deal-move.h"
#include "core/sales/crm-deal-sum.h"
#include "core/sales/crm-pipeline-deals.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/store/store-fixture.h"

#define DAY G_TIME_SPAN_DAY

/* ── attention ────────────────────────────────────────────────────────────────────────────── */

static void
test_attention (void)
{
  static const struct
  {
    gint64 next_step; /* after now; 0 for none */
    gint64 stay;
    int limit;
    CrmDealStep step;
    int days, over;
    guint rank;
  } cases[] = {
    { -2 * DAY, 3 * DAY, 0, CRM_DEAL_STEP_OVERDUE, 3, 0, 0 },
    { -2 * DAY, 30 * DAY, 7, CRM_DEAL_STEP_OVERDUE, 30, 23, 0 },
    { 0, 3 * DAY, 0, CRM_DEAL_STEP_NONE, 3, 0, 1 },
    { 9 * DAY, 8 * DAY, 7, CRM_DEAL_STEP_PLANNED, 8, 1, 2 },
    { 1, 7 * DAY, 7, CRM_DEAL_STEP_TODAY, 7, 0, 3 },
    { -1, 7 * DAY, 0, CRM_DEAL_STEP_TODAY, 7, 0, 3 },
    { 9 * DAY, 7 * DAY, 7, CRM_DEAL_STEP_PLANNED, 7, 0, 4 },
    /* A day is over when the clock has gone round, not before. */
    { 9 * DAY, 7 * DAY - 1, 7, CRM_DEAL_STEP_PLANNED, 6, 0, 4 },
    /* A stay that has yet to begin is none. */
    { 9 * DAY, -3 * DAY, 1, CRM_DEAL_STEP_PLANNED, 0, 0, 4 },
    { 9 * DAY, NOW, 1, CRM_DEAL_STEP_PLANNED, 0, 0, 4 },
    { G_MAXINT64 - NOW, G_MININT64 / 4, 1, CRM_DEAL_STEP_PLANNED, 0, 0, 4 },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  CrmToday today;

  crm_today_init (&today, NOW, zone);
  g_assert_cmpint (today.end - today.begin, ==, DAY);
  g_assert_true (today.begin < NOW && NOW < today.end);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmDealAttention attention;

      crm_deal_attention_find (&attention, cases[i].next_step != 0 ? NOW + cases[i].next_step : 0, NOW - cases[i].stay, cases[i].limit, &today);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (attention.step, ==, cases[i].step);
      g_assert_cmpint (attention.days, ==, cases[i].days);
      g_assert_cmpint (attention.days_over, ==, cases[i].over);
      g_assert_cmpuint (crm_deal_attention_rank (&attention), ==, cases[i].rank);
    }
}

/* Midnight is the office's, also on a day that the clock makes shorter. */
static void
test_today_in_its_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  CrmToday today;

  /* 30 March 2025, 12:00 UTC: in the night before, 2:00 became 3:00. */
  crm_today_init (&today, G_GINT64_CONSTANT (1743336000000000), zone);
  g_assert_cmpint (today.end - today.begin, ==, 23 * G_TIME_SPAN_HOUR);
  g_assert_cmpint (today.begin, ==, G_GINT64_CONSTANT (1743289200000000));
}

/* ── a file with deals ────────────────────────────────────────────────────────────────────── */

typedef struct
{
  const char *title;
  const char *stage;
  gint64 amount; /* −1 for none */
  const char *currency;
  gint64 step; /* days from now; 0 for none */
  gint64 stay; /* days */
  int expected;
} Deal;

static GPtrArray *
read_pipelines (Fixture *fixture)
{
  return await_boxed (crm_store_read (fixture->store, NULL, crm_pipelines_read_into, NULL, NULL));
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
make_deal (Fixture *fixture, const CrmId *customer, const Deal *deal)
{
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  CrmPipeline *pipeline = pipelines->pdata[0];
  CrmRecord *stage = crm_pipeline_find_stage_by_name (pipeline, deal->stage);
  g_autoptr (CrmEdit) edit = crm_edit_new ("New deal", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_deal, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, CRM_DEAL_TITLE, deal->title);
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &pipeline->record->id);
  crm_change_set_id (change, CRM_DEAL_STAGE, &stage->id);
  crm_change_set_integer (change, CRM_DEAL_STAGE_SINCE, NOW - deal->stay * DAY);
  if (deal->amount != -1)
    {
      CrmMoney money = { .minor = deal->amount };

      g_strlcpy (money.currency, deal->currency != NULL ? deal->currency : "CNY", sizeof money.currency);
      crm_change_set_money (change, CRM_DEAL_AMOUNT, money);
    }
  if (deal->expected != 0)
    crm_change_set_integer (change, CRM_DEAL_EXPECTED_CLOSE, deal->expected);
  if (deal->step != 0)
    {
      CrmChange *task = crm_edit_create (edit, &crm_kind_task, NULL);

      crm_change_set_id (task, CRM_TASK_CUSTOMER, customer);
      crm_change_set_id (task, CRM_TASK_DEAL, &id);
      crm_change_set_text (task, CRM_TASK_TITLE, "Call");
      crm_change_set_text (task, CRM_TASK_KIND, "call");
      crm_change_set_integer (task, CRM_TASK_DUE, NOW + deal->step * DAY);
    }
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static CrmBoardQuestion *
make_question (Fixture *fixture, const char *search)
{
  CrmBoardQuestion *question = g_new0 (CrmBoardQuestion, 1);

  question->pipelines = read_pipelines (fixture);
  question->pipeline = crm_pipeline_ref (question->pipelines->pdata[0]);
  question->search = g_strdup (search);
  question->closed = (CrmPeriod){ NOW - 30 * DAY, NOW + DAY };
  question->now = NOW;
  question->zone = g_time_zone_new_identifier ("Asia/Shanghai");
  question->home = g_strdup ("CNY");
  return question;
}

static CrmBoard *
read_board (Fixture *fixture, const char *search)
{
  return await_boxed (crm_store_read (fixture->store, NULL, crm_board_read_into, make_question (fixture, search), (GDestroyNotify)crm_board_question_free));
}

static const CrmBoardStage *
find_column (const CrmBoard *board, const char *title)
{
  for (guint i = 0; i < board->columns->len; i++)
    {
      const CrmBoardStage *column = board->columns->pdata[i];

      if (column->stage != NULL ? g_str_equal (crm_record_get_title (column->stage), title) : g_str_equal (column->outcome, title))
        return column;
    }
  return NULL;
}

static gboolean
read_titles (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GArray *rowids = data;
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < rowids->len; i++)
    {
      g_autoptr (CrmRecord) deal = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (rowids, gint64, i), NULL);

      g_string_append_printf (titles, "%s%s", i > 0 ? " " : "", crm_record_get_title (deal));
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_string_free_and_steal (g_steal_pointer (&titles)));
  return TRUE;
}

static void
assert_deals (Fixture *fixture, const CrmBoardStage *column, const char *expected)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (column);
  await_value (crm_store_read (fixture->store, NULL, read_titles, column->rowids, NULL), &value, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (&value), ==, expected);
  g_assert_cmpuint (column->totals.n, ==, column->rowids->len);
}

/* ── the board ────────────────────────────────────────────────────────────────────────────── */

static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const Deal deals[] = {
    { "planned", "Lead", 100, NULL, 3, 1, 20270101 },
    { "undated", "Lead", 100, NULL, 3, 1, 0 },
    { "sooner", "Lead", 100, NULL, 3, 1, 20261201 },
    { "none", "Lead", 100, NULL, 0, 1, 20261201 },
    { "overdue", "Lead", 100, NULL, -3, 1, 0 },
    { "long", "Lead", 100, NULL, 3, 100, 0 },
  };
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmBoard) board = NULL;

  make_pipeline (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    make_deal (fixture, &customer, &deals[i]);
  board = read_board (fixture, NULL);
  assert_deals (fixture, find_column (board, "Lead"), "overdue none long sooner planned undated");
  g_assert_cmpint (find_column (board, "Lead")->totals.mean_days, ==, (5 * 1 + 100) / 6);
}

static void
test_totals (Fixture *fixture, gconstpointer data)
{
  static const Deal deals[] = {
    { "a", "Lead", 100005, NULL, 3, 1 },
    { "b", "Lead", 100005, NULL, 3, 1 },
    { "euro", "Lead", 10000, "EUR", 3, 1 },
    { "yen", "Lead", 10000, "JPY", 3, 1 },
    { "empty", "Lead", -1, NULL, 3, 1 },
    { "negative", "Lead", -500, NULL, 3, 1 },
    { "absurd", "Lead", G_MAXINT64, NULL, 3, 1 },
  };
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Rate", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *rate = crm_edit_create (edit, &crm_kind_exchange_rate, NULL);
  g_autoptr (CrmBoard) board = NULL;
  const CrmBoardTotals *totals;

  make_pipeline (fixture);
  crm_change_set_text (rate, CRM_EXCHANGE_RATE_CURRENCY, "EUR");
  crm_change_set_text (rate, CRM_EXCHANGE_RATE_HOME, "CNY");
  crm_change_set_integer (rate, CRM_EXCHANGE_RATE_UNITS, 1);
  crm_change_set_integer (rate, CRM_EXCHANGE_RATE_RATE, 8000000);
  crm_change_set_integer (rate, CRM_EXCHANGE_RATE_DATE, 20200101);
  crm_edit_result_free (apply (fixture, edit));
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    make_deal (fixture, &customer, &deals[i]);
  board = read_board (fixture, NULL);
  totals = &find_column (board, "Lead")->totals;
  g_assert_cmpuint (totals->n, ==, 7);
  g_assert_cmpint (totals->sum, ==, 100005 + 100005 + 80000);
  /* The stage's ten per cent, each deal rounded on its own. */
  g_assert_cmpint (totals->weighted, ==, 10001 + 10001 + 8000);
  g_assert_cmpuint (totals->n_converted, ==, 1);
  g_assert_cmpuint (totals->n_no_rate, ==, 1);
  g_assert_cmpuint (totals->n_no_amount, ==, 1);
  g_assert_cmpuint (totals->n_wrong, ==, 2);
}

static void
set_field (Fixture *fixture, const CrmKind *kind, const CrmId *id, guint field, CrmValue value)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set (crm_edit_update (edit, kind, id), field, value);
  crm_edit_result_free (apply (fixture, edit));
}

static CrmId
find_stage (Fixture *fixture, const char *name)
{
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);

  return crm_pipeline_find_stage_by_name (pipelines->pdata[0], name)->id;
}

static void
test_without_a_stage (Fixture *fixture, gconstpointer data)
{
  static const Deal kept = { "kept", "Lead", 100, NULL, 3, 1 }, lost_stage = { "orphan", "Qualified", 100, NULL, 3, 1 }, none = { "bare", "Lead", 100, NULL, 3, 1 };
  CrmId customer = make_customer (fixture, "Harbour Office"), bare, qualified;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmBoard) before = NULL, after = NULL;

  make_pipeline (fixture);
  make_deal (fixture, &customer, &kept);
  before = read_board (fixture, NULL);
  g_assert_null (find_column (before, "open"));
  make_deal (fixture, &customer, &lost_stage);
  bare = make_deal (fixture, &customer, &none);
  set_field (fixture, &crm_kind_deal, &bare, CRM_DEAL_STAGE, (CrmValue){ 0 });
  qualified = find_stage (fixture, "Qualified");
  crm_edit_delete (edit, &crm_kind_stage, &qualified);
  crm_edit_result_free (apply (fixture, edit));
  after = read_board (fixture, NULL);
  assert_deals (fixture, find_column (after, "Lead"), "kept");
  assert_deals (fixture, find_column (after, "open"), "orphan bare");
  g_assert_null (find_column (after, "Qualified"));
}

static void
test_stage_of_another_pipeline (Fixture *fixture, gconstpointer data)
{
  static const Deal deal = { "astray", "Lead", 100, NULL, 3, 1 };
  CrmId customer = make_customer (fixture, "Harbour Office"), id, other_stage;
  g_autoptr (CrmBoard) board = NULL;
  g_autoptr (GPtrArray) pipelines = NULL;

  make_pipeline (fixture);
  id = make_deal (fixture, &customer, &deal);
  make_pipeline (fixture);
  pipelines = read_pipelines (fixture);
  g_assert_cmpuint (pipelines->len, ==, 2);
  other_stage = crm_pipeline_find_stage_by_name (pipelines->pdata[1], "Lead")->id;
  {
    const CrmId *shown = crm_record_get_id (((CrmPipeline *)pipelines->pdata[0])->stages->pdata[0], CRM_STAGE_PIPELINE);

    g_assert_nonnull (shown);
    set_field (fixture, &crm_kind_deal, &id, CRM_DEAL_STAGE, crm_value_id (&other_stage));
    set_field (fixture, &crm_kind_deal, &id, CRM_DEAL_PIPELINE, crm_value_id (shown));
  }
  board = read_board (fixture, NULL);
  assert_deals (fixture, find_column (board, "open"), "astray");
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  static const Deal deals[] = { { "older", "Won", 100, NULL, 0, 1 }, { "newer", "Won", 200, NULL, 0, 1 }, { "past", "Won", 400, NULL, 0, 1 }, { "gone", "Lost", 800, NULL, 0, 1 } };
  static const int closed[] = { 9, 2, 40, 3 };
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmBoard) board = NULL;

  make_pipeline (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    {
      CrmId id = make_deal (fixture, &customer, &deals[i]);

      set_field (fixture, &crm_kind_deal, &id, CRM_DEAL_CLOSED_AT, crm_value_integer (NOW - closed[i] * DAY));
    }
  board = read_board (fixture, NULL);
  assert_deals (fixture, find_column (board, "won"), "newer older");
  g_assert_cmpint (find_column (board, "won")->totals.sum, ==, 300);
  assert_deals (fixture, find_column (board, "lost"), "gone");
  g_assert_cmpint (find_column (board, "lost")->totals.weighted, ==, 0);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  static const Deal frame = { "Frame contract", "Lead", 100, NULL, 3, 1 }, labels = { "Labels", "Lead", 100, NULL, 3, 1 }, other = { "长沙展会", "Lead", 100, NULL, 3, 1 };
  static const struct
  {
    const char *search;
    const char *found;
  } cases[] = {
    { "fra", "Frame contract" },
    { "LABELS", "Labels" },
    { "changsha", "Labels 长沙展会" },
    { "长沙", "Labels 长沙展会" },
    { "lab cs", "Labels" },
    { "fra changsha", "" },
    { "harb", "Frame contract 长沙展会" },
    { "\"'* OR NEAR(", "" },
    { " . ", "Frame contract Labels 长沙展会" },
  };
  CrmId harbour = make_customer (fixture, "Harbour Office"), changsha = make_customer (fixture, "长沙湘军餐饮集团");

  make_pipeline (fixture);
  make_deal (fixture, &harbour, &frame);
  make_deal (fixture, &changsha, &labels);
  make_deal (fixture, &harbour, &other);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CrmBoard) board = read_board (fixture, cases[i].search);

      g_test_message ("“%s”", cases[i].search);
      assert_deals (fixture, find_column (board, "Lead"), cases[i].found);
    }
}

/* ── moving ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  GArray *rowids;
  CrmRecord *stage;
} PlanQuestion;

static gboolean
read_plan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const PlanQuestion *question = data;

  g_value_init (result, CRM_TYPE_DEAL_MOVE_PLAN);
  g_value_take_boxed (result, crm_deal_move_plan_read (connection, question->rowids, question->stage, error));
  return TRUE;
}

static CrmDealMovePlan *
plan_move (Fixture *fixture, GArray *rowids, const char *stage)
{
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  PlanQuestion question = { rowids, crm_pipeline_find_stage_by_name (pipelines->pdata[0], stage) };

  return await_boxed (crm_store_read (fixture->store, NULL, read_plan, &question, NULL));
}

static void
test_move_asks_for_requirements (Fixture *fixture, gconstpointer data)
{
  static const Deal with = { "with", "Lead", 100, NULL, 3, 1, 20270101 }, without = { "without", "Lead", 100, NULL, 3, 1 }, there = { "there", "Qualified", 100, NULL, 3, 1 };
  CrmId customer = make_customer (fixture, "Harbour Office"), qualified;
  g_autoptr (CrmBoard) before = NULL, after = NULL, undone = NULL;
  g_autoptr (CrmDealMovePlan) plan = NULL;
  g_autoptr (GArray) fills = crm_assignments_new (), all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmEdit) edit = NULL;

  make_pipeline (fixture);
  make_deal (fixture, &customer, &with);
  make_deal (fixture, &customer, &without);
  make_deal (fixture, &customer, &there);
  qualified = find_stage (fixture, "Qualified");
  set_field (fixture, &crm_kind_stage, &qualified, CRM_STAGE_REQUIREMENTS, crm_value_text ("expected_close\nno such field"));
  before = read_board (fixture, NULL);
  g_array_append_vals (all, find_column (before, "Lead")->rowids->data, 2);
  g_array_append_vals (all, find_column (before, "Qualified")->rowids->data, 1);
  plan = plan_move (fixture, all, "Qualified");
  g_assert_cmpuint (plan->deals->len, ==, 2);
  g_assert_true (plan->missing == G_GUINT64_CONSTANT (1) << CRM_DEAL_EXPECTED_CLOSE);
  crm_assignments_add (fills, CRM_DEAL_EXPECTED_CLOSE, crm_value_integer (20261231));
  edit = crm_deal_move_plan_make_edit (plan, "Move", fills, NULL);
  crm_edit_result_free (apply (fixture, edit));
  after = read_board (fixture, NULL);
  /* Who said it already keeps what it said. */
  assert_deals (fixture, find_column (after, "Lead"), "");
  assert_deals (fixture, find_column (after, "Qualified"), "without with there");
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  undone = read_board (fixture, NULL);
  assert_deals (fixture, find_column (undone, "Lead"), "with without");
}

/* More than are written at once, as one edit that one undo takes back. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Deals", CRM_EDIT_ORIGIN_PERSON), move = NULL, deletion = NULL, tasks = NULL;
  g_autoptr (GPtrArray) pipelines = NULL;
  g_autoptr (CrmBoard) board = NULL, moved = NULL, undone = NULL, deleted = NULL, planned = NULL;
  g_autoptr (CrmDealMovePlan) plan = NULL;
  g_autoptr (GArray) task = crm_assignments_new (), rowids = NULL;

  make_pipeline (fixture);
  pipelines = read_pipelines (fixture);
  for (int i = 0; i < 1203; i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_deal, NULL);

      crm_change_set_text (change, CRM_DEAL_TITLE, "Deal");
      crm_change_set_id (change, CRM_DEAL_CUSTOMER, &customer);
      crm_change_set_id (change, CRM_DEAL_PIPELINE, &((CrmPipeline *)pipelines->pdata[0])->record->id);
    }
  crm_edit_result_free (apply (fixture, edit));
  board = read_board (fixture, NULL);
  rowids = g_array_ref (find_column (board, "Lead")->rowids);
  g_assert_cmpuint (rowids->len, ==, 1203);
  plan = plan_move (fixture, rowids, "Proposal");
  move = crm_deal_move_plan_make_edit (plan, "Move", NULL, NULL);
  crm_edit_result_free (apply (fixture, move));
  moved = read_board (fixture, NULL);
  g_assert_cmpuint (find_column (moved, "Proposal")->totals.n, ==, 1203);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  undone = read_board (fixture, NULL);
  g_assert_cmpuint (find_column (undone, "Lead")->totals.n, ==, 1203);
  crm_assignments_add (task, CRM_TASK_TITLE, crm_value_text ("Call"));
  crm_assignments_add (task, CRM_TASK_KIND, crm_value_text ("call"));
  crm_assignments_add (task, CRM_TASK_DUE, crm_value_integer (NOW + DAY));
  tasks = crm_deal_bulk_new_tasks ("Plan", rowids, task);
  crm_edit_result_free (apply (fixture, tasks));
  planned = read_board (fixture, NULL);
  g_assert_cmpuint (find_column (planned, "Lead")->totals.n, ==, 1203);
  deletion = crm_bulk_new_deletion ("Delete", &crm_kind_deal, rowids, NULL);
  crm_edit_result_free (apply (fixture, deletion));
  deleted = read_board (fixture, NULL);
  g_assert_cmpuint (find_column (deleted, "Lead")->totals.n, ==, 0);
}

static void
test_day_of_another_month (void)
{
  static const struct
  {
    CrmDate expected, month, day;
  } cases[] = {
    { 20261215, 20270101, 20270115 },
    { 20261231, 20270201, 20270228 },
    { 20261231, 20280214, 20280229 },
    { 20270228, 20270301, 20270328 },
    { CRM_DATE_NONE, 20270101, 20270131 },
    { 20261215, 20261122, 20261130 }, /* the 15th is past */
    { 20261222, 20261122, 20261122 }, /* today is not */
    { 20261130, 20261101, 20261130 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (crm_deal_bulk_find_day (cases[i].expected, cases[i].month, 20261122), ==, cases[i].day);
}

static gboolean
read_n_expected (CrmConnection *connection, gpointer day, GValue *result, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT count(*) FROM deal WHERE expected_close = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, GPOINTER_TO_INT (day));
  step = crm_connection_next (connection, statement, error);
  g_value_init (result, G_TYPE_INT);
  g_value_set_int (result, step > 0 ? sqlite3_column_int (statement, 0) : -1);
  return step > 0;
}

static int
count_expected (Fixture *fixture, CrmDate day)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_n_expected, GINT_TO_POINTER (day), NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int (&value);
}

static void
test_month (Fixture *fixture, gconstpointer data)
{
  static const Deal deals[] = { { "a", "Lead", 100, NULL, 3, 1 }, { "b", "Lead", 250, NULL, 3, 1 } };
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) edit = NULL;
  g_autoptr (CrmBoard) board = NULL;
  g_autoptr (GArray) rowids = NULL;

  make_pipeline (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    make_deal (fixture, &customer, &deals[i]);
  board = read_board (fixture, NULL);
  rowids = g_array_ref (find_column (board, "Lead")->rowids);
  edit = crm_deal_bulk_new_month ("Expect", rowids, 20270201, 20261122);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpint (count_expected (fixture, 20270228), ==, 2);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpint (count_expected (fixture, 20270228), ==, 0);
}

/* Deals that stand in a removed stage are still the pipeline's. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  static const Deal deals[] = { { "a", "Lead", 100, NULL, 3, 1 }, { "b", "Lead", 250, NULL, 3, 1 }, { "c", "Proposal", 1, NULL, 3, 1 } };
  CrmId customer = make_customer (fixture, "Harbour Office"), pipeline = make_pipeline (fixture);
  g_autoptr (GPtrArray) pipelines = read_pipelines (fixture);
  CrmRecord *lead = crm_pipeline_find_stage_by_name (pipelines->pdata[0], "Lead"), *proposal = crm_pipeline_find_stage_by_name (pipelines->pdata[0], "Proposal");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Remove", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmPipelineDeals) before = NULL, after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    make_deal (fixture, &customer, &deals[i]);
  before = await_boxed (crm_store_read (fixture->store, NULL, crm_pipeline_deals_read_into, NULL, NULL));
  g_assert_cmpuint (before->pipelines->len, ==, 1);
  g_assert_cmpuint (crm_pipeline_deals_count (before, &lead->id), ==, 2);
  g_assert_cmpuint (crm_pipeline_deals_count (before, &proposal->id), ==, 1);
  g_assert_cmpuint (crm_pipeline_deals_count (before, &pipeline), ==, 3);
  g_assert_cmpuint (crm_pipeline_deals_count (before, &customer), ==, 0);
  crm_edit_delete (edit, &crm_kind_stage, &proposal->id);
  crm_edit_result_free (apply (fixture, edit));
  after = await_boxed (crm_store_read (fixture->store, NULL, crm_pipeline_deals_read_into, NULL, NULL));
  g_assert_cmpuint (crm_pipeline_deals_count (after, &pipeline), ==, 3);
}

static void
test_sum (Fixture *fixture, gconstpointer data)
{
  static const Deal deals[] = { { "a", "Lead", 100, NULL, 3, 1 }, { "b", "Lead", 250, NULL, 3, 1 }, { "c", "Lead", -1, NULL, 3, 1 }, { "d", "Lead", 7, "JPY", 3, 1 }, { "e", "Lead", -7, NULL, 3, 1 } };
  CrmId customer = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmBoard) board = NULL;
  g_autoptr (GBytes) bytes = NULL;
  CrmDealSumQuestion question;
  const CrmDealSum *sum;

  make_pipeline (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (deals); i++)
    make_deal (fixture, &customer, &deals[i]);
  board = read_board (fixture, NULL);
  question = (CrmDealSumQuestion){ find_column (board, "Lead")->rowids, (char *)"CNY", 20260901 };
  bytes = await_boxed (crm_store_read (fixture->store, NULL, crm_deal_sum_read_into, &question, NULL));
  sum = g_bytes_get_data (bytes, NULL);
  g_assert_cmpuint (sum->n, ==, 5);
  g_assert_cmpint (sum->sum, ==, 350);
  g_assert_cmpuint (sum->n_left_out, ==, 2);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/board/attention/states-and-ranks", test_attention);
  g_test_add_func ("/board/attention/today-is-the-offices", test_today_in_its_zone);
  TEST ("/board/columns/order-by-attention-then-close", test_order);
  TEST ("/board/columns/totals-count-what-is-not-in-them", test_totals);
  TEST ("/board/columns/deals-without-a-stage-are-shown", test_without_a_stage);
  TEST ("/board/columns/stage-of-another-pipeline-is-none", test_stage_of_another_pipeline);
  TEST ("/board/columns/closed-in-the-period-latest-first", test_closed);
  TEST ("/board/search/by-title-customer-pinyin", test_search);
  TEST ("/board/move/requirements-of-those-that-lack-them", test_move_asks_for_requirements);
  TEST ("/board/move/many-are-one-edit", test_many);
  g_test_add_func ("/board/month/keeps-the-day-as-far-as-it-can", test_day_of_another_month);
  TEST ("/board/month/one-edit-and-one-undo", test_month);
  TEST ("/board/counts/of-each-stage-and-pipeline", test_counts);
  TEST ("/board/sum/of-what-has-a-rate", test_sum);
  return g_test_run ();
}
