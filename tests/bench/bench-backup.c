/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits while a backup of the file is written beside them: how long each waits until it is on disk, and how long the backup takes. */

#include "core/schema/crm-schema-customers.h"
#include "tests/await.h"
#include "tests/bench/bench-data.h"

#include <glib/gstdio.h>
#include <locale.h>

#define PAUSE_MS  37
#define QUIET_RUN 60

typedef struct
{
  CrmStore *store;
  CrmId customer;
  GArray *waits; /* of double: milliseconds */
  gint64 asked;
  gboolean end;
} Editing;

static gboolean edit_again (gpointer data);

static DexFuture *
on_edited (DexFuture *edited, gpointer data)
{
  Editing *self = data;
  double wait = (double)(g_get_monotonic_time () - self->asked) / 1000;

  g_array_append_val (self->waits, wait);
  self->asked = 0;
  if (!self->end)
    g_timeout_add (PAUSE_MS, edit_again, self);
  return NULL;
}

static gboolean
edit_again (gpointer data)
{
  Editing *self = data;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Meanwhile", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *city = g_strdup_printf ("City %" G_GINT64_FORMAT, g_get_monotonic_time ());

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &self->customer), CRM_CUSTOMER_CITY, city);
  self->asked = g_get_monotonic_time ();
  dex_future_disown (dex_future_finally (crm_store_apply (self->store, edit, NULL), on_edited, self, NULL));
  return G_SOURCE_REMOVE;
}

static void
report (Editing *self, const char *when)
{
  guint n = self->waits->len;
  double *waits = (double *)(gpointer)self->waits->data, median = bench_median (waits, n);

  g_print ("backup\t%u edits %s\tmedian %.1f ms\t99 of 100 within %.1f ms\tworst %.1f ms\n", n, when, median, waits[n * 99 / 100], waits[n - 1]);
  g_array_set_size (self->waits, 0);
}

static void
edit_alone (Editing *self)
{
  edit_again (self);
  while (self->waits->len < QUIET_RUN)
    g_main_context_iteration (NULL, TRUE);
  self->end = TRUE;
  while (self->asked != 0 || self->waits->len < QUIET_RUN + 1)
    g_main_context_iteration (NULL, TRUE);
  self->end = FALSE;
  report (self, "alone");
}

static void
edit_beside (Editing *self, const char *path)
{
  gint64 start = g_get_monotonic_time ();

  edit_again (self);
  await_ok (crm_store_back_up (self->store, path));
  g_print ("backup\twritten and verified\t%.1f s\n", (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  self->end = TRUE;
  while (self->asked != 0)
    g_main_context_iteration (NULL, TRUE);
  report (self, "beside it");
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 1000000;
  g_autofree char *folder = g_dir_make_tmp ("clientele-bench-XXXXXX", NULL), *path = g_build_filename (folder, "backup.clientele", NULL);
  g_autofree char *data = bench_data_dup_path (n);
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (CrmStore) store = NULL;
  Editing editing = { .waits = waits };

  setlocale (LC_ALL, "");
  dex_init ();
  editing.store = store = bench_data_open (n);
  connection = crm_connection_open (data, CRM_CONNECTION_READER, NULL);
  record = crm_connection_read_record_at (connection, &crm_kind_customer, 1, NULL);
  editing.customer = record->id;
  edit_alone (&editing);
  edit_beside (&editing, path);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
