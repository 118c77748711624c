/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pushes and pulls cost the server, without a network: bench-server [N]; of at most 100,000 records. */

#include "server/crm-server-answer.h"
#include "server/crm-server-password.h"
#include "server/crm-server-request.h"
#include "server/crm-server-sqlite.h"
#include "sync/crm-wire-push.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOW         G_GINT64_CONSTANT (1790000000000000)
#define PUSH_SIZE   1000
#define RECORDS_MAX 100000

static const char *const fields[] = { "name", "short_name", "industry", "city", "address", "postal_code", "note", "website", "source", "region" };

static GBytes *
make_push (guint number, guint size)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_record_unref);
  CrmHlc clock = { 0 };

  for (guint i = 0; i < size; i++)
    {
      CrmId id = crm_id_new (NOW + number * 1000);
      CrmSyncRecord *record = crm_sync_record_new ("customer", &id);

      clock = crm_hlc_next (&clock, NOW, 5);
      crm_sync_record_set_creation (record, &clock);
      for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
        {
          g_autofree char *value = g_strdup_printf ("\"%s %u-%u\"", fields[j], number, i);

          crm_sync_record_set (record, fields[j], value, &clock);
        }
      g_ptr_array_add (records, record);
    }
  return crm_wire_push_write (5, number, records);
}

static void
report (const char *what, guint n, gint64 began, gint64 cpu)
{
  double seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  double busy = (double)(clock () - cpu) / CLOCKS_PER_SEC;

  g_print ("%-10s %8.0f/s   %8.0f per second of processor\n", what, n / seconds, n / busy);
}

static guint
pull_all (CrmServerStorage *storage, const CrmServerCaller *caller, gboolean packs)
{
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;
  guint n = 0;

  while (more)
    {
      g_autoptr (GBytes) page = crm_server_answer_changes (storage, caller, "everyone", cursor, CRM_SERVER_PAGE_MAX, NOW, NULL);
      g_autoptr (GBytes) packed = packs ? crm_server_pack (page) : NULL;
      const char *text = g_bytes_get_data (page, NULL);
      const char *trailer = g_strrstr_len (text, (gssize)g_bytes_get_size (page), "\"next\":\"");

      g_free (cursor);
      cursor = g_strndup (trailer + 8, strcspn (trailer + 8, "\""));
      more = g_strrstr_len (trailer, -1, "\"more\":1") != NULL;
      n += PUSH_SIZE;
    }
  return n;
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-server-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bench.db", NULL);
  g_autoptr (CrmServerSqlite) sqlite = NULL;
  CrmServerCaller caller = { .workspace = crm_server_random_id (), .user = crm_server_random_id (), .device = crm_server_random_id (), .role = CRM_SERVER_ROLE_ADMINISTRATOR };
  CrmId epoch = crm_server_random_id ();
  guint n = MIN (argc == 2 ? (guint)atoi (argv[1]) : G_MAXUINT, RECORDS_MAX) / PUSH_SIZE;
  g_autoptr (GPtrArray) pushes = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  CrmServerStorage *storage;
  gint64 began, cpu;

  if ((sqlite = crm_server_sqlite_open (path, NULL)) == NULL)
    return 1;
  storage = CRM_SERVER_STORAGE (sqlite);
  crm_server_sqlite_add_workspace (sqlite, &caller.workspace, "Office", &epoch, CRM_SERVER_SHARING_EVERYONE, NULL);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (pushes, make_push (i + 1, PUSH_SIZE));
  began = g_get_monotonic_time ();
  cpu = clock ();
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) answer = crm_server_answer_push (storage, &caller, pushes->pdata[i], NOW, crm_server_random_number (), &error);

      g_assert_no_error (error);
    }
  report ("push", n * PUSH_SIZE, began, cpu);
  began = g_get_monotonic_time ();
  cpu = clock ();
  report ("pull", pull_all (storage, &caller, FALSE), began, cpu);
  began = g_get_monotonic_time ();
  cpu = clock ();
  report ("pull gzip", pull_all (storage, &caller, TRUE), began, cpu);
  g_clear_object (&sqlite);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
