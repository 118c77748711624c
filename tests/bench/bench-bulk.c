/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with 100,000 customers as one edit, with somebody's edits going through meanwhile, against a raw update of the same rows: with those added last, which
 * lie side by side, and with some of everywhere. */

#include "core/customers/crm-customer-bulk.h"
#include "core/schema/crm-schema-customers.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <locale.h>

#define N_CHANGED 100000

/* Somebody writes as often as a person at work does, or more. */
#define PAUSE_MS 200

typedef struct
{
  CrmStore *store;
  CrmRecord *record;
  gboolean done;
  double slowest;
  guint n;
} Meanwhile;

static gboolean
on_pause_over (gpointer over)
{
  *(gboolean *)over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_a_moment (const Meanwhile *meanwhile)
{
  gboolean over = FALSE;
  guint source = g_timeout_add (PAUSE_MS, on_pause_over, &over);

  while (!over && !meanwhile->done)
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (source);
}

static DexFuture *
on_bulk_done (DexFuture *future, gpointer data)
{
  ((Meanwhile *)data)->done = TRUE;
  g_assert_nonnull (dex_future_get_value (future, NULL));
  return NULL;
}

static void
edit_meanwhile (Meanwhile *meanwhile)
{
  g_autofree char *text = g_strdup_printf ("%u", meanwhile->n++);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  gint64 start = g_get_monotonic_time ();

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &meanwhile->record->id), CRM_CUSTOMER_NOTE, text);
  await_ok (crm_store_apply (meanwhile->store, edit, NULL));
  meanwhile->slowest = MAX (meanwhile->slowest, (double)(g_get_monotonic_time () - start) / 1000);
}

static void
measure (CrmStore *store, CrmConnection *connection, guint n, guint step, guint field, const char *name)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  CrmCustomerBulk *bulk = crm_customer_bulk_new ();
  g_autofree char *text = g_strdup_printf ("Bulk %" G_GINT64_FORMAT, g_get_monotonic_time ());
  gint64 first = (gint64)n - (gint64)step * MIN (n / step, N_CHANGED) + step;
  g_autofree char *sql = g_strdup_printf ("UPDATE customer SET %s = %s || '' WHERE rowid >= %" G_GINT64_FORMAT " AND rowid %% %u = 0", crm_kind_customer.fields[field].name,
                                          crm_kind_customer.fields[field].name, first, step);
  g_autoptr (CrmEdit) edit = NULL;
  Meanwhile meanwhile = { store, crm_connection_read_record_at (connection, &crm_kind_customer, 1, NULL) };
  gint64 start = g_get_monotonic_time ();
  double floor, took;

  g_assert_true (crm_connection_execute (connection, sql, NULL));
  floor = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  /* Otherwise the first pieces of the edit would move what the floor wrote. */
  g_assert_true (crm_connection_execute (connection, "PRAGMA wal_checkpoint (PASSIVE)", NULL));
  for (gint64 rowid = first; rowid <= n; rowid += step)
    g_array_append_val (rowids, rowid);
  crm_assignments_add (bulk->assignments, field, crm_value_text (text));
  edit = crm_customer_bulk_new_edit (bulk, "Change many", rowids, NULL);
  start = g_get_monotonic_time ();
  dex_future_disown (dex_future_finally (crm_store_apply (store, edit, NULL), on_bulk_done, &meanwhile, NULL));
  while (!meanwhile.done)
    {
      edit_meanwhile (&meanwhile);
      wait_a_moment (&meanwhile);
    }
  took = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_print ("bulk\t%s\t%u records\t%.0f/s\tfloor %.0f/s\tratio %.2f\t%u edits meanwhile, slowest %.0f ms\n", name, rowids->len, rowids->len / took, rowids->len / floor, took / floor,
           meanwhile.n, meanwhile.slowest);
  crm_record_unref (meanwhile.record);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (CrmConnection) connection = NULL;
  g_autofree char *path = NULL;

  setlocale (LC_ALL, "");
  dex_init ();
  store = bench_data_open_copy (n, &path);
  connection = crm_connection_open (path, CRM_CONNECTION_GUEST, NULL);
  measure (store, connection, n, 1, CRM_CUSTOMER_INDUSTRY, "side by side, one field without an index");
  measure (store, connection, n, 1, CRM_CUSTOMER_CITY, "side by side, one field that is searched");
  measure (store, connection, n, MAX (n / N_CHANGED, 1), CRM_CUSTOMER_INDUSTRY, "everywhere, one field without an index");
  measure (store, connection, n, MAX (n / N_CHANGED, 1), CRM_CUSTOMER_CITY, "everywhere, one field that is searched");
  g_clear_pointer (&connection, crm_connection_close);
  g_clear_object (&store);
  bench_data_remove_copy (path);
  return 0;
}
