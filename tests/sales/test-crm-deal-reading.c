/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals of a file as the figures see them; rates and days that lead there. */

#include "core/base/crm-decimal.h"
#include "core/base/crm-local-days.h"
#include "core/sales/crm-deal-reading.h"
#include "core/sales/crm-funnel.h"
#include "core/sales/crm-movement.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/store/store-fixture.h"

/* ── rates ────────────────────────────────────────────────────────────────────────────────── */

static gint64
convert (const CrmRates *rates, gint64 minor, const char *currency, CrmDate date)
{
  CrmMoney money = { .minor = minor };
  gint64 home;

  g_strlcpy (money.currency, currency, sizeof money.currency);
  return crm_rates_convert (rates, &money, date, &home, NULL) ? home : G_MININT64;
}

static void
test_rates (void)
{
  g_autoptr (CrmRates) rates = crm_rates_new ("CNY");
  const CrmRate given[] = {
    { "USD", crm_date_make (2026, 3, 1), 1, 7200000 },
    { "USD", crm_date_make (2026, 1, 1), 1, 7000000 },
    { "JPY", crm_date_make (2026, 1, 1), 100, 4850000 },
    { "KWD", crm_date_make (2026, 1, 1), 1, 23000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    crm_rates_add (rates, &given[i]);
  g_assert_cmpint (convert (rates, 12345, "CNY", crm_date_make (1999, 1, 1)), ==, 12345);
  g_assert_cmpint (convert (rates, 10000, "USD", crm_date_make (2026, 2, 28)), ==, 70000);
  g_assert_cmpint (convert (rates, 10000, "USD", crm_date_make (2026, 3, 1)), ==, 72000);
  g_assert_cmpint (convert (rates, 100000, "JPY", crm_date_make (2026, 6, 1)), ==, 485000);
  g_assert_cmpint (convert (rates, 1000, "KWD", crm_date_make (2026, 6, 1)), ==, 2300);
  /* What it was before anybody said so is not known. */
  g_assert_cmpint (convert (rates, 10000, "USD", crm_date_make (2025, 12, 31)), ==, G_MININT64);
  g_assert_cmpint (convert (rates, 10000, "EUR", crm_date_make (2026, 6, 1)), ==, G_MININT64);
}

/* ── days ─────────────────────────────────────────────────────────────────────────────────── */

static void
test_local_days (void)
{
  static const char *const zones[] = { "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint z = 0; z < G_N_ELEMENTS (zones); z++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[z]);
      g_autoptr (CrmLocalDays) days = crm_local_days_new (zone);

      for (int i = 0; i < 20000; i++)
        {
          gint64 seconds = (gint64)(g_rand_double (rand) * 4e9) - 1000000000;
          g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
          g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

          g_assert_cmpint (crm_local_days_get (days, seconds * G_USEC_PER_SEC), ==,
                           crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local)));
        }
    }
}

/* ── a file ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  Fixture store;
  CrmId customer;
  CrmId pipeline;
} Sales;

static void
set_up_sales (Sales *sales, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New pipeline", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *rate = crm_edit_create (edit, &crm_kind_exchange_rate, NULL);

  set_up (&sales->store, NULL);
  sales->customer = make_customer (&sales->store, "Harbour Office");
  sales->pipeline = crm_pipeline_create_usual (edit, NULL);
  crm_change_set_text (rate, CRM_EXCHANGE_RATE_CURRENCY, "USD");
  crm_change_set_text (rate, CRM_EXCHANGE_RATE_HOME, "CNY");
  crm_change_set_integer (rate, CRM_EXCHANGE_RATE_RATE, 7 * CRM_DECIMAL_ONE);
  crm_change_set_integer (rate, CRM_EXCHANGE_RATE_DATE, crm_date_make (2020, 1, 1));
  crm_edit_result_free (apply (&sales->store, edit));
}

static void
tear_down_sales (Sales *sales, gconstpointer data)
{
  tear_down (&sales->store, NULL);
}

static CrmId
make_deal (Sales *sales, gint64 minor, const char *currency)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New deal", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_deal, NULL);
  CrmMoney money = { .minor = minor };
  CrmId id = change->id;

  g_strlcpy (money.currency, currency, sizeof money.currency);
  crm_change_set_text (change, CRM_DEAL_TITLE, "Ten desks");
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, &sales->customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &sales->pipeline);
  crm_change_set_money (change, CRM_DEAL_AMOUNT, money);
  crm_edit_result_free (apply (&sales->store, edit));
  return id;
}

static void
move (Sales *sales, const CrmId *deal, const char *stage_name)
{
  g_autoptr (GPtrArray) pipelines = await_boxed (crm_store_read (sales->store.store, NULL, crm_pipelines_read_into, NULL, NULL));
  g_autoptr (CrmEdit) edit = crm_edit_new ("Move deal", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_id (crm_edit_update (edit, &crm_kind_deal, deal), CRM_DEAL_STAGE, &crm_pipeline_find_stage_by_name (pipelines->pdata[0], stage_name)->id);
  crm_edit_result_free (apply (&sales->store, edit));
}

typedef struct
{
  CrmDealQuestion question;
  CrmDate day; /* to read as well, or CRM_DATE_NONE */
  GArray *snapshots;
} Asked;

static gboolean
read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  CrmDealReading *reading = crm_deal_reading_new (connection, &asked->question, error);

  if (reading == NULL)
    return FALSE;
  if (asked->day != CRM_DATE_NONE)
    asked->snapshots = crm_deal_reading_read_day (reading, connection, asked->question.filter, asked->day, error);
  g_value_init (result, CRM_TYPE_DEAL_READING);
  g_value_take_boxed (result, reading);
  return TRUE;
}

static CrmDealReading *
read_deals (Sales *sales, Asked *asked)
{
  asked->question.now = crm_clock_now (sales->store.clock);
  asked->question.zone = crm_clock_get_zone (sales->store.clock);
  return await_boxed (crm_store_read (sales->store.store, NULL, read_into, asked, NULL));
}

static void
test_reading (Sales *sales, gconstpointer data)
{
  CrmId won = make_deal (sales, 1000000, "CNY");
  Asked asked = { .day = CRM_DATE_NONE };
  g_autoptr (CrmDealReading) reading = NULL;
  const CrmDealPath *deals;

  make_deal (sales, 50000, "USD");
  make_deal (sales, 50000, "EUR");
  crm_clock_advance (sales->store.clock, G_TIME_SPAN_DAY);
  move (sales, &won, "Proposal");
  crm_clock_advance (sales->store.clock, G_TIME_SPAN_DAY);
  move (sales, &won, "Won");
  reading = read_deals (sales, &asked);
  deals = reading->paths.deals;
  g_assert_cmpuint (reading->paths.n_deals, ==, 3);
  g_assert_cmpstr (reading->home, ==, "CNY");
  g_assert_cmpint (deals[0].outcome, ==, CRM_DEAL_WON);
  g_assert_cmpuint (deals[0].n_moves, ==, 3);
  g_assert_cmpuint (deals[0].problems, ==, 0);
  g_assert_cmpint (deals[0].probability, ==, CRM_BASIS_POINTS);
  g_assert_cmpint (deals[1].amount, ==, 350000);
  g_assert_cmpint (deals[1].probability, ==, 1000);
  g_assert_cmpuint (deals[2].problems, ==, CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE));
  g_assert_cmpuint (reading->rates_used->len, ==, 1);
  g_assert_cmpstr (crm_deal_reading_get_stage_name (reading, crm_deal_paths_get_moves (&reading->paths, &deals[0])[1].stage), ==, "Proposal");
}

static void
test_funnel_of_file (Sales *sales, gconstpointer data)
{
  CrmId won = make_deal (sales, 1000000, "CNY");
  Asked asked = { .day = CRM_DATE_NONE };
  g_autoptr (CrmDealReading) reading = NULL;
  g_autoptr (CrmFunnel) funnel = NULL;
  CrmFunnelOptions options = { .period = { NOW - 1, NOW + G_TIME_SPAN_DAY } };

  make_deal (sales, 50000, "USD");
  crm_clock_advance (sales->store.clock, G_TIME_SPAN_HOUR);
  move (sales, &won, "Won");
  reading = read_deals (sales, &asked);
  options.pipeline = crm_deal_reading_find_pipeline (reading, &sales->pipeline);
  funnel = crm_funnel_new (&reading->paths, &options);
  g_assert_cmpuint (funnel->cohort, ==, 2);
  g_assert_cmpuint (funnel->won, ==, 1);
  g_assert_cmpuint (funnel->n_steps, ==, 4);
  g_assert_cmpuint (funnel->steps[3].entered, ==, 1);
}

static void
test_day_past (Sales *sales, gconstpointer data)
{
  CrmId deal = make_deal (sales, 1000000, "CNY");
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc_usec (NOW);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (start, crm_clock_get_zone (sales->store.clock));
  Asked asked = { .day = crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local)) };
  g_autoptr (CrmDealReading) reading = NULL;
  g_autoptr (CrmMovement) movement = NULL;
  g_autofree CrmDealSnapshot *now = NULL;

  crm_clock_advance (sales->store.clock, 3 * G_TIME_SPAN_DAY);
  move (sales, &deal, "Negotiation");
  make_deal (sales, 200000, "CNY");
  reading = read_deals (sales, &asked);
  g_assert_cmpuint (asked.snapshots->len, ==, 1);
  now = crm_deal_paths_snapshot (&reading->paths);
  movement = crm_movement_new (reading->paths.stages, reading->paths.n_stages, (CrmDealSnapshot *)asked.snapshots->data, asked.snapshots->len, now, reading->paths.n_deals);
  g_assert_cmpint (movement->opening, ==, 1000000);
  g_assert_cmpint (movement->closing, ==, 1200000);
  g_assert_cmpuint (movement->counts[CRM_MOVEMENT_MOVED_ON], ==, 1);
  g_assert_cmpuint (movement->counts[CRM_MOVEMENT_ADDED], ==, 1);
  g_array_unref (asked.snapshots);
}

static void
test_filter (Sales *sales, gconstpointer data)
{
  g_autoptr (CrmFilter) filter = crm_filter_new_and ();
  Asked asked = { .day = CRM_DATE_NONE, .question.filter = filter };
  CrmValue amount = crm_value_money ((CrmMoney){ 100000, "CNY" });
  g_autoptr (CrmDealReading) reading = NULL;

  make_deal (sales, 1000000, "CNY");
  make_deal (sales, 10000, "CNY");
  crm_filter_add (filter, crm_filter_new (CRM_DEAL_AMOUNT, CRM_OPERATOR_MORE, &amount));
  reading = read_deals (sales, &asked);
  g_assert_cmpuint (reading->paths.n_deals, ==, 1);
}

/* ── reading a few again ──────────────────────────────────────────────────────────────────── */

#define SEED 20261122

typedef struct
{
  CrmDealQuestion question;
  const CrmDealReading *old;
  GArray *deals;
} Renewal;

static gboolean
renew_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Renewal *renewal = data;
  CrmDealReading *reading = crm_deal_reading_renew (renewal->old, connection, renewal->question.now, renewal->deals, error);

  if (reading == NULL && error != NULL && *error != NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_DEAL_READING);
  g_value_take_boxed (result, reading);
  return TRUE;
}

static void
collect_deals (CrmStore *store, CrmChangeSet *changes, GArray *deals)
{
  for (guint i = 0; i < changes->records->len; i++)
    if (g_array_index (changes->records, CrmChangedRecord, i).kind == CRM_KIND_DEAL)
      g_array_append_val (deals, g_array_index (changes->records, CrmChangedRecord, i).rowid);
}

static void
assert_same_moves (const CrmDealPaths *a, const CrmDealPaths *b, gsize deal)
{
  g_assert_cmpuint (a->deals[deal].n_moves, ==, b->deals[deal].n_moves);
  for (guint i = 0; i < a->deals[deal].n_moves; i++)
    {
      const CrmDealMove *x = &crm_deal_paths_get_moves (a, &a->deals[deal])[i], *y = &crm_deal_paths_get_moves (b, &b->deals[deal])[i];

      g_assert_cmpint (x->entered_at, ==, y->entered_at);
      g_assert_cmpint (crm_deal_paths_get_left_at (a, &a->deals[deal], i), ==, crm_deal_paths_get_left_at (b, &b->deals[deal], i));
      g_assert_cmpuint (x->stage, ==, y->stage);
    }
}

static void
assert_same_reading (const CrmDealReading *a, const CrmDealReading *b)
{
  guint n_a = 0, n_b = 0;

  g_assert_cmpuint (a->paths.n_deals, ==, b->paths.n_deals);
  for (gsize i = 0; i < a->paths.n_deals; i++)
    {
      const CrmDealPath *x = &a->paths.deals[i], *y = &b->paths.deals[i];

      g_assert_cmpint (x->id, ==, y->id);
      g_assert_cmpint (x->amount, ==, y->amount);
      g_assert_cmpint (x->closed_at, ==, y->closed_at);
      g_assert_cmpuint (x->problems, ==, y->problems);
      g_assert_cmpuint (x->outcome, ==, y->outcome);
      g_assert_cmpuint (x->probability, ==, y->probability);
      assert_same_moves (&a->paths, &b->paths, i);
    }
  for (guint i = 0; i < a->rates_used->len; i++)
    n_a += g_array_index (a->rates_used, CrmRateUse, i).n_deals;
  for (guint i = 0; i < b->rates_used->len; i++)
    n_b += g_array_index (b->rates_used, CrmRateUse, i).n_deals;
  g_assert_cmpuint (n_a, ==, n_b);
}

/* Never two undos running, which would take back the pipeline as well. */
static void
change_something (Sales *sales, GRand *rand, GArray *deals, gboolean *undone)
{
  static const char *const stages[] = { "Qualified", "Proposal", "Negotiation", "Won", "Lost" };
  static const char *const currencies[] = { "CNY", "USD", "EUR" };
  int what = g_rand_int_range (rand, 0, 6);
  CrmId deal = deals->len > 0 ? g_array_index (deals, CrmId, g_rand_int_range (rand, 0, (gint32)deals->len)) : (CrmId){ 0 };

  if (deals->len == 0 || what == 0)
    {
      deal = make_deal (sales, g_rand_int_range (rand, -10, 1000000), currencies[g_rand_int_range (rand, 0, 3)]);
      g_array_append_val (deals, deal);
    }
  else if (what == 1 && !*undone)
    crm_edit_result_free (await_boxed (crm_store_undo (sales->store.store, NULL)));
  else if (what == 2)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Delete deal", CRM_EDIT_ORIGIN_PERSON);

      crm_edit_delete (edit, &crm_kind_deal, &deal);
      crm_edit_result_free (apply (&sales->store, edit));
    }
  else
    move (sales, &deal, stages[g_rand_int_range (rand, 0, G_N_ELEMENTS (stages))]);
  *undone = what == 1;
}

/* A reading that is renewed after each change is what a whole reading would be. */
static void
test_renewal (Sales *sales, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  g_autoptr (GArray) deals = g_array_new (FALSE, FALSE, sizeof (CrmId)), changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  Asked asked = { .day = CRM_DATE_NONE };
  g_autoptr (CrmDealReading) reading = read_deals (sales, &asked);
  gboolean undone = TRUE;

  g_test_message ("seed %d", SEED);
  g_signal_connect (sales->store.store, "changed", G_CALLBACK (collect_deals), changed);
  for (int i = 0; i < 120; i++)
    {
      g_autoptr (CrmDealReading) renewed = NULL, whole = NULL;
      Renewal renewal = { asked.question, reading, changed };

      g_array_set_size (changed, 0);
      change_something (sales, rand, deals, &undone);
      crm_clock_advance (sales->store.clock, G_TIME_SPAN_SECOND);
      renewal.question.now = crm_clock_now (sales->store.clock);
      renewed = await_boxed (crm_store_read (sales->store.store, NULL, renew_into, &renewal, NULL));
      whole = read_deals (sales, &asked);
      g_assert_nonnull (renewed);
      assert_same_reading (renewed, whole);
      crm_deal_reading_unref (reading);
      reading = g_steal_pointer (&renewed);
    }
  g_signal_handlers_disconnect_by_data (sales->store.store, changed);
}

static void
test_renewal_next_day (Sales *sales, gconstpointer data)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  Asked asked = { .day = CRM_DATE_NONE };
  g_autoptr (CrmDealReading) reading = read_deals (sales, &asked), renewed = NULL;
  Renewal renewal = { asked.question, reading, changed };

  crm_clock_advance (sales->store.clock, G_TIME_SPAN_DAY);
  renewal.question.now = crm_clock_now (sales->store.clock);
  renewed = await_boxed (crm_store_read (sales->store.store, NULL, renew_into, &renewal, NULL));
  g_assert_null (renewed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/rates/latest-that-held-on-the-day", test_rates);
  g_test_add_func ("/local-days/are-those-of-the-calendar", test_local_days);
  g_test_add ("/deal-reading/deals-of-a-file", Sales, NULL, set_up_sales, test_reading, tear_down_sales);
  g_test_add ("/deal-reading/funnel-of-a-file", Sales, NULL, set_up_sales, test_funnel_of_file, tear_down_sales);
  g_test_add ("/deal-reading/how-deals-stood-on-a-day", Sales, NULL, set_up_sales, test_day_past, tear_down_sales);
  g_test_add ("/deal-reading/under-a-filter", Sales, NULL, set_up_sales, test_filter, tear_down_sales);
  g_test_add ("/deal-reading/renewed-is-as-read-whole", Sales, NULL, set_up_sales, test_renewal, tear_down_sales);
  g_test_add ("/deal-reading/another-day-is-read-whole", Sales, NULL, set_up_sales, test_renewal_next_day, tear_down_sales);
  return g_test_run ();
}
