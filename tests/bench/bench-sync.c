/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two files and a server in a process of its own, over the loopback network: records a second, bytes a record, and how long one change takes. */

#include "core/schema/crm-schema-customers.h"
#include "core/store/crm-store.h"
#include "sync/crm-sync-engine-private.h"
#include "tests/await.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define DEFAULT_RECORDS 100000
#define LIVE_RUNS       101
/* One change is meant, not a crowd of them, which the server tells of ten times a second, microseconds. */
#define LIVE_PAUSE 150000
#define CHUNK      500

typedef struct
{
  char *folder;
  char *address;
  GSubprocess *process;
} Server;

typedef struct
{
  CrmStore *store;
  CrmTokenStore *tokens;
  CrmSyncEngine *engine;
} Desk;

/* ── the server ───────────────────────────────────────────────────────────────────────────── */

static void
order (const char *program, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  g_ptr_array_add (argv, (gpointer)program);
  for (guint i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer)arguments[i]);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *)argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

static void
start_server (Server *server, const char *program, const char *parent)
{
  g_autofree char *password = g_build_filename (parent, "password", NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  server->folder = g_build_filename (parent, "server", NULL);
  g_assert_true (g_file_set_contents (password, "a long password\n", -1, NULL));
  order (program, (const char *const[]){ "init", server->folder, NULL });
  order (program, (const char *const[]){ "user", "add", server->folder, "anna", "--role", "member", "--password-file", password, NULL });
  order (program, (const char *const[]){ "user", "add", server->folder, "ben", "--role", "member", "--password-file", password, NULL });
  server->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program, "serve", server->folder, "--no-tls", "--listen", "127.0.0.1:0", NULL);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
  g_assert_nonnull (line);
  server->address = g_strdup (strstr (line, "http://"));
  g_assert_nonnull (server->address);
}

/* ── what is measured ─────────────────────────────────────────────────────────────────────── */

static double
get_server_cpu (const Server *server)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (server->process));
  g_autofree char *text = NULL;
  unsigned long user = 0, system = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL) || sscanf (strrchr (text, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) != 2)
    return 0;
  return (double)(user + system) / (double)sysconf (_SC_CLK_TCK);
}

static double
get_own_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* A stretch of work. */
typedef struct
{
  const Server *server;
  gint64 start;
  double own, servers;
} Stretch;

static Stretch
begin (const Server *server)
{
  return (Stretch){ server, g_get_monotonic_time (), get_own_cpu (), get_server_cpu (server) };
}

static void
end (Stretch *stretch, const char *name, guint n)
{
  double seconds = (double)(g_get_monotonic_time () - stretch->start) / G_USEC_PER_SEC;

  g_print ("%-34s %8.0f/s  (%u in %.2f s; CPU: client %.2f s, server %.2f s)\n", name, n / seconds, n, seconds, get_own_cpu () - stretch->own, get_server_cpu (stretch->server) - stretch->servers);
}

/* ── files ────────────────────────────────────────────────────────────────────────────────── */

static void
open_desk (Desk *desk, const char *parent, const char *name)
{
  g_autofree char *path = g_build_filename (parent, name, NULL);
  g_autoptr (CrmClock) clock = crm_clock_new ();

  desk->store = crm_store_new (path, clock, NULL);
  crm_store_set_upkeep (desk->store, FALSE);
  desk->tokens = crm_token_store_new_memory ();
  desk->engine = crm_sync_engine_new (desk->store, desk->tokens);
  await_ok (crm_sync_engine_load (desk->engine));
}

static void
close_desk (Desk *desk)
{
  await_ok (crm_sync_engine_close (desk->engine));
  g_clear_object (&desk->engine);
  g_clear_object (&desk->tokens);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&desk->store);
}

/* Ten fields, as an office fills them in. */
static void
fill (CrmChange *change, guint number)
{
  static const char *const cities[] = { "Hangzhou", "宁波", "Leeds", "深圳", "Rotterdam", "成都", "Porto" };
  static const char *const trades[] = { "Packaging", "食品", "Machine tools", "Textiles", "物流" };
  g_autofree char *name = g_strdup_printf (number % 2 == 0 ? "Harbour %u Trading Ltd" : "莲舟%u贸易有限公司", number);
  g_autofree char *code = g_strdup_printf ("C-%06u", number);
  g_autofree char *note = g_strdup_printf ("Met at the fair in %u; wants a sample of article %u.", 2010 + number % 15, number % 977);
  g_autofree char *tax = g_strdup_printf ("9133%09u", number * 7919u % 1000000000u);

  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  crm_change_set_text (change, CRM_CUSTOMER_CODE, code);
  crm_change_set_text (change, CRM_CUSTOMER_TAX_ID, tax);
  crm_change_set_text (change, CRM_CUSTOMER_CITY, cities[number % G_N_ELEMENTS (cities)]);
  crm_change_set_text (change, CRM_CUSTOMER_INDUSTRY, trades[number % G_N_ELEMENTS (trades)]);
  crm_change_set_text (change, CRM_CUSTOMER_LEVEL, number % 3 == 0 ? "A" : "B");
  crm_change_set_text (change, CRM_CUSTOMER_COUNTRY, number % 2 == 0 ? "GB" : "CN");
  crm_change_set_text (change, CRM_CUSTOMER_SOURCE, "event");
  crm_change_set_integer (change, CRM_CUSTOMER_CREDIT_TERMS, 30 + number % 4 * 15);
  crm_change_set_text (change, CRM_CUSTOMER_NOTE, note);
}

/* How many are made, or changed. */
typedef struct
{
  guint n;
  guint at;
  GArray *ids;
  gboolean again;
} Plan;

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Plan *plan = data;

  for (guint i = 0; i < CHUNK && plan->at < plan->n; i++, plan->at++)
    if (plan->again)
      {
        g_autofree char *note = g_strdup_printf ("Called back; article %u is ordered.", plan->at % 977);

        crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &g_array_index (plan->ids, CrmId, plan->at)), CRM_CUSTOMER_NOTE, note);
      }
    else
      {
        CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);

        fill (change, plan->at);
        g_array_append_val (plan->ids, change->id);
      }
  return plan->at < plan->n;
}

static void
write_all (CrmStore *store, guint n, GArray *ids, gboolean again)
{
  Plan plan = { n, 0, ids, again };
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Bench", CRM_EDIT_ORIGIN_IMPORT, pull, &plan, NULL);

  await_ok (crm_store_apply (store, edit, NULL));
}

static void
join (Desk *desk, const Server *server, const char *user)
{
  g_autoptr (CrmServerAddress) address = crm_server_address_parse (server->address, NULL);

  crm_sync_outcome_free (await_boxed (crm_sync_engine_join (desk->engine, address, user, "a long password", NULL)));
}

static CrmSyncOutcome *
sync_desk (Desk *desk)
{
  return await_boxed (crm_sync_engine_sync_now (desk->engine));
}

/* ── one change ───────────────────────────────────────────────────────────────────────────── */

static void
on_changed (CrmStore *store, CrmChangeSet *changes, gint64 *seen)
{
  *seen = g_get_monotonic_time ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
wait_for_quiet (Desk *a, Desk *b)
{
  while (a->engine->busy || b->engine->busy || !a->engine->listening || !b->engine->listening || a->engine->counts.waiting > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* From the edit's being on disk at A until lists at B are told; both in this process, so both take from its time. */
static void
measure_live (Desk *a, Desk *b, GArray *ids)
{
  double times[LIVE_RUNS];
  gint64 seen = 0;

  g_signal_connect (b->store, "changed", G_CALLBACK (on_changed), &seen);
  await_ok (crm_sync_engine_start (a->engine));
  await_ok (crm_sync_engine_start (b->engine));
  for (int i = 0; i < LIVE_RUNS; i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
      g_autofree char *alias = g_strdup_printf ("Alias %d", i);
      gint64 start;

      wait_for_quiet (a, b);
      g_usleep (LIVE_PAUSE);
      crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &g_array_index (ids, CrmId, (guint)i)), CRM_CUSTOMER_ALIAS, alias);
      seen = 0;
      await_ok (crm_store_apply (a->store, edit, NULL));
      start = g_get_monotonic_time ();
      while (seen == 0)
        g_main_context_iteration (NULL, TRUE);
      times[i] = (double)(seen - start) / 1000;
    }
  qsort (times, LIVE_RUNS, sizeof times[0], compare);
  g_print ("%-34s %8.1f ms median, %.1f ms p95\n", "one change, A → visible on B", times[LIVE_RUNS / 2], times[LIVE_RUNS * 95 / 100]);
}

/* ── all of it ────────────────────────────────────────────────────────────────────────────── */

static void
measure (const Server *server, const char *parent, guint n)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (CrmId));
  g_autoptr (CrmSyncOutcome) sent = NULL;
  g_autoptr (CrmSyncOutcome) got = NULL;
  Desk a = { 0 }, b = { 0 };
  guint64 sent_before, got_before, sent_after, got_after;
  Stretch stretch;

  open_desk (&a, parent, "a.clientele");
  open_desk (&b, parent, "b.clientele");
  join (&a, server, "anna");
  stretch = begin (server);
  write_all (a.store, n, ids, FALSE);
  end (&stretch, "floor: made here, without a server", n);
  crm_http_transport_get_traffic (a.engine->transport, &sent_before, &got_before);
  stretch = begin (server);
  crm_sync_outcome_free (sync_desk (&a));
  end (&stretch, "push, and see the numbers given", n);
  crm_http_transport_get_traffic (a.engine->transport, &sent_after, &got_after);
  g_print ("%-34s %8.1f bytes a record sent, %.1f received\n", "", (double)(sent_after - sent_before) / n, (double)(got_after - got_before) / n);
  stretch = begin (server);
  join (&b, server, "ben");
  end (&stretch, "first sync of a second file", n);
  stretch = begin (server);
  write_all (a.store, n / 2, ids, TRUE);
  end (&stretch, "floor: changed here", n / 2);
  stretch = begin (server);
  sent = sync_desk (&a);
  end (&stretch, "push of changes", n / 2);
  stretch = begin (server);
  got = sync_desk (&b);
  g_assert_cmpuint (got->pulled, >=, n / 2);
  end (&stretch, "later pull", n / 2);
  measure_live (&a, &b, ids);
  close_desk (&a);
  close_desk (&b);
}

int
main (int argc, char **argv)
{
  guint n = MIN (argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_RECORDS, DEFAULT_RECORDS);
  g_autofree char *parent = g_dir_make_tmp ("clientele-bench-XXXXXX", NULL);
  g_autofree char *here = g_path_get_dirname (argv[0]);
  g_autofree char *program = g_build_filename (here, "..", "..", "src", "server", "clientele-server", NULL);
  Server server = { 0 };

  setlocale (LC_ALL, "");
  dex_init ();
  start_server (&server, program, parent);
  measure (&server, parent, n);
  g_subprocess_send_signal (server.process, SIGTERM);
  g_subprocess_wait (server.process, NULL, NULL);
  order ("rm", (const char *const[]){ "-r", parent, NULL });
  g_object_unref (server.process);
  g_free (server.address);
  g_free (server.folder);
  return 0;
}
