/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file full of deals for the benchmarks: made once, kept in the user's cache. */

#include "tests/bench/bench-deals.h"

#include "core/base/crm-position.h"
#include "core/base/crm-text-key.h"
#include "core/demo/crm-demo.h"
#include "core/demo/crm-demo-random.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-migration.h"
#include "tests/await.h"

#define PIPELINES     2
#define OPEN_STAGES   5
#define STAGES        (OPEN_STAGES + 2)
#define OWNERS        8
#define SPAN_DAYS     1095
#define DEALS_A_PULL  60
#define CUSTOMER_STEP 64

typedef struct
{
  CrmId pipelines[PIPELINES];
  CrmId stages[PIPELINES][STAGES];
  CrmId owners[OWNERS];
} Frame;

typedef struct
{
  const Frame *frame;
  CrmDemoRandom random;
  guint next;
  guint n;
  gint64 now;
  CrmId customer;
} Deals;

/* ── what deals go by ─────────────────────────────────────────────────────────────────────── */

static void
add_stage (CrmEdit *edit, Frame *frame, guint pipeline, guint number, const char *position)
{
  g_autofree char *name = g_strdup_printf ("Stage %u", number + 1);
  CrmChange *change = crm_edit_create (edit, &crm_kind_stage, NULL);

  frame->stages[pipeline][number] = change->id;
  crm_change_set_id (change, CRM_STAGE_PIPELINE, &frame->pipelines[pipeline]);
  crm_change_set_text (change, CRM_STAGE_NAME, number == OPEN_STAGES ? "Won" : number > OPEN_STAGES ? "Lost"
                                                                                                    : name);
  crm_change_set_text (change, CRM_STAGE_POSITION, position);
  crm_change_set_text (change, CRM_STAGE_OUTCOME, number == OPEN_STAGES ? "won" : number > OPEN_STAGES ? "lost"
                                                                                                       : "open");
  crm_change_set_integer (change, CRM_STAGE_PROBABILITY, number == OPEN_STAGES ? 100 : number > OPEN_STAGES ? 0
                                                                                                            : 10 + 18 * number);
  if (number < OPEN_STAGES)
    crm_change_set_integer (change, CRM_STAGE_DAY_LIMIT, 21);
}

static void
add_frame (CrmStore *store, Frame *frame)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Pipelines", CRM_EDIT_ORIGIN_DEMO);
  g_autofree char *position = NULL;

  for (guint i = 0; i < OWNERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Owner %u", i + 1);
      CrmChange *change = crm_edit_create (edit, &crm_kind_user, NULL);

      frame->owners[i] = change->id;
      crm_change_set_text (change, CRM_USER_NAME, name);
    }
  for (guint i = 0; i < PIPELINES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Pipeline %u", i + 1);
      CrmChange *change = crm_edit_create (edit, &crm_kind_pipeline, NULL);
      char *next = crm_position_between (position, NULL);

      g_free (position);
      position = next;
      frame->pipelines[i] = change->id;
      crm_change_set_text (change, CRM_PIPELINE_NAME, name);
      crm_change_set_text (change, CRM_PIPELINE_POSITION, position);
      for (guint j = 0; j < STAGES; j++)
        {
          next = crm_position_between (position, NULL);
          g_free (position);
          position = next;
          add_stage (edit, frame, i, j, position);
        }
    }
  await_ok (crm_store_apply (store, edit, NULL));
}

/* ── deals ────────────────────────────────────────────────────────────────────────────────── */

static void
set_record (Deals *self, CrmChange *change, guint pipeline, guint stage, gint64 began, gint64 since)
{
  static const char *const sources[] = { "trade-fair", "web", "referral", "cold-call", "partner" };
  static const char *const reasons[] = { "price", "competitor", "timing", "no-budget" };
  static const char *const titles[] = { "Paper cups, autumn delivery", "Bed linen for two houses", "冷链箱年度框架", "Meeting-room glasses", "工作台垫采购" };
  CrmDemoRandom *random = &self->random;

  crm_change_set_text (change, CRM_DEAL_TITLE, titles[self->next % G_N_ELEMENTS (titles)]);
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, &self->customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &self->frame->pipelines[pipeline]);
  crm_change_set_id (change, CRM_DEAL_STAGE, &self->frame->stages[pipeline][stage]);
  crm_change_set_money (change, CRM_DEAL_AMOUNT, (CrmMoney){ 100 * (gint64)crm_demo_random_between (random, 100, 500000), "CNY" });
  crm_change_set_id (change, CRM_DEAL_OWNER, &self->frame->owners[crm_demo_random_below (random, OWNERS)]);
  crm_change_set_text (change, CRM_DEAL_SOURCE, sources[crm_demo_random_below (random, G_N_ELEMENTS (sources))]);
  crm_change_set_integer (change, CRM_DEAL_BEGAN_AT, began);
  crm_change_set_integer (change, CRM_DEAL_STAGE_SINCE, since);
  crm_change_set_integer (change, CRM_DEAL_EXPECTED_CLOSE, 20260101 + (gint64)crm_demo_random_below (random, 12) * 100 + crm_demo_random_below (random, 28));
  if (stage >= OPEN_STAGES)
    crm_change_set_integer (change, CRM_DEAL_CLOSED_AT, since);
  if (stage > OPEN_STAGES)
    crm_change_set_text (change, CRM_DEAL_LOST_REASON, reasons[crm_demo_random_below (random, G_N_ELEMENTS (reasons))]);
}

/* Four moves: through three open stages to a fourth, or to its end. */
static void
add_deal (Deals *self, CrmEdit *edit)
{
  CrmDemoRandom *random = &self->random;
  CrmChange *deal = crm_edit_create (edit, &crm_kind_deal, NULL);
  CrmId id = deal->id;
  guint pipeline = crm_demo_random_below (random, PIPELINES), first = crm_demo_random_below (random, 2), point = crm_demo_random_below (random, 100);
  guint stages[4] = { first, first + 1, first + 2, point < 10 ? first + 3 : point < 45 ? OPEN_STAGES
                                                                                       : OPEN_STAGES + 1 };
  gint64 at = self->now - (gint64)crm_demo_random_between (random, 40, SPAN_DAYS) * G_TIME_SPAN_DAY, began = at;

  for (guint i = 0; i < 4; i++)
    {
      CrmChange *move = crm_edit_create (edit, &crm_kind_stage_move, NULL);

      crm_change_set_id (move, CRM_STAGE_MOVE_DEAL, &id);
      if (i > 0)
        crm_change_set_id (move, CRM_STAGE_MOVE_FROM, &self->frame->stages[pipeline][stages[i - 1]]);
      crm_change_set_id (move, CRM_STAGE_MOVE_TO, &self->frame->stages[pipeline][stages[i]]);
      crm_change_set_integer (move, CRM_STAGE_MOVE_AT, at);
      at += i < 3 ? (gint64)crm_demo_random_between (random, 1, 12) * G_TIME_SPAN_DAY : 0;
    }
  set_record (self, deal, pipeline, stages[3], began, at);
}

static int
pull_deals (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Deals *self = data;

  for (guint i = 0; i < DEALS_A_PULL && self->next < self->n; i++, self->next++)
    {
      if (self->next % 10 == 0)
        {
          gint64 rowid = 1 + (gint64)(self->next / 10 * (guint64)CUSTOMER_STEP % BENCH_CUSTOMERS_OF_DEALS);
          g_autoptr (CrmRecord) customer = crm_connection_read_record_at (connection, &crm_kind_customer, rowid, error);

          if (customer == NULL)
            return -1;
          self->customer = customer->id;
        }
      add_deal (self, edit);
    }
  return self->next < self->n;
}

/* ── the file ─────────────────────────────────────────────────────────────────────────────── */

char *
bench_deals_dup_path (guint n_deals)
{
  g_autofree char *name = g_strdup_printf ("bench-deals-%u-%d-%u.clientele", n_deals, CRM_FILE_VERSION, crm_text_key_version ());

  return g_build_filename (g_get_user_cache_dir (), "clientele", name, NULL);
}

static void
fill (CrmStore *store, CrmClock *clock, guint n_deals)
{
  Frame frame;
  Deals deals = { .frame = &frame, .n = n_deals, .now = crm_clock_now (clock) };
  g_autoptr (CrmEdit) customers = crm_demo_new_contacts_edit (BENCH_CUSTOMERS_OF_DEALS, 1, clock);
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Deals", CRM_EDIT_ORIGIN_DEMO, pull_deals, &deals, NULL);
  gint64 start = g_get_monotonic_time ();
  double seconds;

  g_printerr ("Making %u deals with %u moves, once …\n", n_deals, n_deals * 4);
  crm_demo_random_init (&deals.random, 1, 0);
  await_ok (crm_store_apply (store, customers, NULL));
  add_frame (store, &frame);
  start = g_get_monotonic_time ();
  await_ok (crm_store_apply (store, edit, NULL));
  seconds = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_print ("deals\twritten in bulk\t%.0f deals/s\n", n_deals / seconds);
}

CrmStore *
bench_deals_open (guint n_deals)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autofree char *path = bench_deals_dup_path (n_deals);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;
  CrmStore *store;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      store = crm_store_new (part, clock, &error);
      g_assert_no_error (error);
      fill (store, clock, n_deals);
      await_ok (crm_store_back_up (store, path));
      g_object_unref (store);
    }
  store = crm_store_new (path, clock, &error);
  g_assert_no_error (error);
  crm_store_set_upkeep (store, FALSE);
  return store;
}
