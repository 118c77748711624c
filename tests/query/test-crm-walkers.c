/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walking over a large table with others: they see what the caller sees, or nothing. */

#include "core/base/crm-error.h"
#include "core/query/crm-filter-rows.h"
#include "core/query/crm-walkers.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/store/store-fixture.h"

#define ROWS "70000"

/* Two stretches and more; each third customer is of level A, each fifth is deleted. And a file so large that walkers think it worth their while. */
static const char fill_sql[] = "INSERT INTO file VALUES ('ballast', printf ('%.*c', 70000000, 'x'));"
                               "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " ROWS ")"
                               " INSERT INTO customer (id, name, level, city, deleted, created_edit, created_clock, dirty)"
                               " SELECT randomblob (16), 'Customer ' || i, iif (i % 3 = 0, 'a', 'b'), iif (i % 2 = 0, 'Bristol', NULL), i % 5 = 0, 1, x'00', 0 FROM n;"
                               "UPDATE customer SET referrer = (SELECT id FROM customer WHERE rowid = 3) WHERE rowid % 7 = 0;";

typedef struct
{
  Fixture base;
  CrmConnection *connection;
} Large;

/* Made once; each test has a copy. */
static Fixture sample;

static void
make_sample (void)
{
  g_autoptr (CrmConnection) writer = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&sample, NULL);
  close_store (&sample);
  writer = crm_connection_open (sample.path, CRM_CONNECTION_WRITER, &error);
  g_assert_no_error (error);
  crm_connection_execute (writer, fill_sql, &error);
  g_assert_no_error (error);
  crm_connection_execute (writer, "PRAGMA wal_checkpoint (TRUNCATE)", &error);
  g_assert_no_error (error);
}

static void
set_up_large (Large *large, gconstpointer data)
{
  g_autoptr (GFile) from = g_file_new_for_path (sample.path);
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&large->base, data);
  close_store (&large->base);
  to = g_file_new_for_path (large->base.path);
  g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  large->connection = crm_connection_open (large->base.path, CRM_CONNECTION_READER, &error);
  g_assert_no_error (error);
}

static void
tear_down_large (Large *large, gconstpointer data)
{
  g_clear_pointer (&large->connection, crm_connection_close);
  tear_down (&large->base, data);
}

static void
execute (CrmConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;

  crm_connection_execute (connection, sql, &error);
  g_assert_no_error (error);
}

static gint64
count (CrmConnection *connection, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM customer WHERE %s", condition);
  gint64 n = -1;

  g_assert_true (crm_connection_read_integer (connection, sql, &n, NULL));
  return n;
}

static CrmWalkers *
begin (Large *large)
{
  CrmWalkers *walkers;

  execute (large->connection, "BEGIN");
  walkers = crm_walkers_new (large->connection);
  if (walkers == NULL && g_get_num_processors () == 1)
    g_test_skip ("There is one processor.");
  else
    g_assert_nonnull (walkers);
  return walkers;
}

static guint
walk (CrmWalkers *walkers, const char *where)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (CrmRowSet) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_walkers_begin (walkers, "customer", where, values, 100000));
  rows = crm_walkers_finish (walkers, &error);
  g_assert_no_error (error);
  return (guint)crm_row_set_count (rows);
}

static void
test_all (Large *large, gconstpointer data)
{
  g_autoptr (CrmWalkers) walkers = begin (large);

  if (walkers == NULL)
    return;
  g_assert_cmpuint (walk (walkers, "level = 'a'"), ==, count (large->connection, "level = 'a'"));
  g_assert_cmpuint (walk (walkers, "(city IS NULL AND deleted = 0)"), ==, count (large->connection, "city IS NULL AND deleted = 0"));
  g_assert_cmpuint (walk (walkers, "1"), ==, count (large->connection, "1"));
  g_assert_cmpuint (walk (walkers, "0"), ==, 0);
}

/* Somebody writes once the caller's transaction has its state: neither the caller nor a walker that comes late sees it. */
static void
test_one_state (Large *large, gconstpointer data)
{
  g_autoptr (CrmWalkers) walkers = begin (large);
  g_autoptr (CrmConnection) writer = crm_connection_open (large->base.path, CRM_CONNECTION_WRITER, NULL);
  gint64 before;

  if (walkers == NULL)
    return;
  before = count (large->connection, "level = 'a'");
  execute (writer, "UPDATE customer SET level = 'a'");
  g_assert_cmpint (count (writer, "level = 'a'"), >, before);
  g_assert_cmpuint (walk (walkers, "level = 'a'"), ==, before);
}

/* Somebody writes all the time while walkers come and go. */
static gpointer
write_on (gpointer data)
{
  Large *large = data;
  g_autoptr (CrmConnection) writer = crm_connection_open (large->base.path, CRM_CONNECTION_WRITER, NULL);

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE customer SET level = iif (level = 'a', 'b', 'a') WHERE rowid %% 700 = %u", i);

      execute (writer, sql);
    }
  return NULL;
}

static void
test_many_states (Large *large, gconstpointer data)
{
  GThread *thread = g_thread_new ("writer", write_on, large);

  for (guint i = 0; i < 40; i++)
    {
      CrmWalkers *walkers = begin (large);

      if (walkers != NULL)
        {
          g_assert_cmpuint (walk (walkers, "level = 'a'"), ==, count (large->connection, "level = 'a'"));
          crm_walkers_free (walkers);
        }
      execute (large->connection, "ROLLBACK");
    }
  g_thread_join (thread);
}

static void
test_given_up (Large *large, gconstpointer data)
{
  g_autoptr (CrmWalkers) walkers = begin (large);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (walkers == NULL)
    return;
  g_assert_true (crm_walkers_begin (walkers, "customer", "level = 'b'", values, 100000));
  g_assert_false (crm_walkers_begin (walkers, "customer", "level = 'a'", values, 100000));
  crm_walkers_give_up (walkers);
  g_assert_cmpuint (walk (walkers, "level = 'a'"), ==, count (large->connection, "level = 'a'"));
  /* One that nobody finishes ends with the walkers. */
  g_assert_true (crm_walkers_begin (walkers, "customer", "level = 'b'", values, 100000));
}

static void
test_failing (Large *large, gconstpointer data)
{
  g_autoptr (CrmWalkers) walkers = begin (large);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (walkers == NULL)
    return;
  g_assert_true (crm_walkers_begin (walkers, "customer", "no_such_column = 1", values, 100000));
  g_assert_null (crm_walkers_finish (walkers, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_STORAGE);
  g_assert_cmpuint (walk (walkers, "0"), ==, 0);
}

static void
test_cancelled (Large *large, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CrmWalkers) walkers = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  crm_connection_set_cancellable (large->connection, cancellable);
  walkers = begin (large);
  if (walkers == NULL)
    return;
  g_cancellable_cancel (cancellable);
  g_assert_true (crm_walkers_begin (walkers, "customer", "level = 'a'", values, 100000));
  g_assert_null (crm_walkers_finish (walkers, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_not_worth_it (Large *large, gconstpointer data)
{
  g_autoptr (CrmConnection) small = NULL;
  g_autofree char *path = g_build_filename (large->base.folder, "small.clientele", NULL);
  g_autoptr (CrmStore) store = crm_store_new (path, large->base.clock, NULL);

  g_assert_null (crm_walkers_new (large->connection));
  execute (large->connection, "BEGIN");
  count (large->connection, "level = 'a'");
  g_assert_null (crm_walkers_new (large->connection));
  small = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  execute (small, "BEGIN");
  g_assert_null (crm_walkers_new (small));
}

/* A filter of each kind, with and without help. */
static void
test_filters (Large *large, gconstpointer data)
{
  CrmValue a = crm_value_text ("a"), bristol = crm_value_text ("Bristol");
  CrmFilter *filters[6];

  filters[0] = crm_filter_new (CRM_CUSTOMER_CITY, CRM_OPERATOR_EQUAL, &bristol);
  filters[1] = crm_filter_new_and ();
  crm_filter_add (filters[1], crm_filter_ref (filters[0]));
  crm_filter_add (filters[1], crm_filter_new_related (&crm_kind_tagging, CRM_TAGGING_CUSTOMER, crm_filter_new_and (), TRUE));
  filters[2] = crm_filter_new_not (crm_filter_ref (filters[1]));
  filters[3] = crm_filter_new_or ();
  crm_filter_add (filters[3], crm_filter_ref (filters[0]));
  crm_filter_add (filters[3], crm_filter_new (CRM_CUSTOMER_LEVEL, CRM_OPERATOR_EQUAL, &a));
  filters[4] = crm_filter_new_not (crm_filter_new_referred (CRM_CUSTOMER_REFERRER, &crm_kind_customer, crm_filter_new (CRM_CUSTOMER_LEVEL, CRM_OPERATOR_EQUAL, &a)));
  filters[5] = crm_filter_new_and ();
  crm_filter_add (filters[5], crm_filter_ref (filters[0]));
  crm_filter_add (filters[5], crm_filter_ref (filters[4]));
  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (CrmRowSet) alone = crm_filter_find_rows (filters[i], &crm_kind_customer, large->connection, NULL);
      g_autoptr (CrmRowSet) helped = NULL;

      execute (large->connection, "BEGIN");
      helped = crm_filter_find_rows (filters[i], &crm_kind_customer, large->connection, NULL);
      execute (large->connection, "ROLLBACK");
      g_assert_cmpuint (crm_row_set_count (alone), >, 0);
      g_assert_cmpuint (crm_row_set_count (alone), ==, crm_row_set_count (helped));
      crm_row_set_subtract (alone, helped);
      g_assert_cmpuint (crm_row_set_count (alone), ==, 0);
      crm_filter_unref (filters[i]);
    }
  crm_value_clear (&a);
  crm_value_clear (&bristol);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_sample ();
#define ADD(path, test) g_test_add ("/walkers/" path, Large, NULL, set_up_large, test, tear_down_large)
  ADD ("walk-over-all", test_all);
  ADD ("see-one-state", test_one_state);
  ADD ("see-one-state-while-somebody-writes", test_many_states);
  ADD ("give-up", test_given_up);
  ADD ("tell-what-failed", test_failing);
  ADD ("end-when-cancelled", test_cancelled);
  ADD ("come-where-they-are-of-use", test_not_worth_it);
  ADD ("find-what-one-finds-alone", test_filters);
#undef ADD
  result = g_test_run ();
  tear_down (&sample, NULL);
  return result;
}
