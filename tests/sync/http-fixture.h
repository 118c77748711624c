/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a real server on this computer's own network, and files that join it through the engine. */

#pragma once

#include "server/crm-server-admin.h"
#include "server/crm-server-http.h"
#include "server/crm-server-sqlite.h"
#include "sync/crm-sync-engine-private.h"
#include "tests/store/store-fixture.h"

#include "core/base/crm-error.h"

#include <libsoup/soup.h>

/* Milliseconds that the engine's waits count as a second. */
#define PACE 20

typedef struct
{
  char *path;
  CrmServerFolder *folder;
  CrmServerHttp *http;
  CrmClock *clock;
  char *listen; /* where it listens again after it was stopped */
  GTlsCertificate *certificate;
} Office;

static inline void
order (Office *office, const char *command, const char *const *pairs)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (CrmServerSqlite) storage = NULL;
  g_autoptr (GString) output = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_hash_table_insert (table, g_strdup ("command"), g_strdup (command));
  for (guint i = 0; pairs[i] != NULL; i += 2)
    g_hash_table_insert (table, g_strdup (pairs[i]), g_strdup (pairs[i + 1]));
  storage = crm_server_sqlite_open (office->folder->database, &error);
  g_assert_no_error (error);
  ok = crm_server_admin_hash (table, &error) && crm_server_storage_begin_group (CRM_SERVER_STORAGE (storage), &error) && crm_server_admin_run (CRM_SERVER_STORAGE (storage), table, NOW, output, &error) && crm_server_storage_end_group (CRM_SERVER_STORAGE (storage), &error);
  g_assert_no_error (error);
  g_assert_true (ok);
}

static inline void
add_account (Office *office, const char *name, const char *role, const char *team)
{
  order (office, "user add", (const char *const[]){ "name", name, "role", role, "password", "a long password", team != NULL ? "team" : NULL, team, NULL });
}

static inline void
start_office (Office *office)
{
  CrmServerLimits limits = crm_server_limits_usual;
  g_autoptr (GError) error = NULL;

  office->http = crm_server_http_new (office->folder, office->clock, &limits, &error);
  g_assert_no_error (error);
  g_assert_true (crm_server_http_listen (office->http, office->listen != NULL ? office->listen : "127.0.0.1:0", office->certificate, &error));
  g_assert_no_error (error);
  if (office->listen == NULL)
    office->listen = g_strdup (strstr (crm_server_http_get_uri (office->http), "://") + 3);
}

static inline void
stop_office (Office *office)
{
  crm_server_http_stop (office->http);
  g_clear_object (&office->http);
}

static inline void
open_office (Office *office, CrmServerSharing sharing)
{
  g_autofree char *parent = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  office->path = g_steal_pointer (&parent);
  office->clock = crm_clock_new_fixed (NOW, "Asia/Shanghai");
  office->folder = crm_server_folder_new (office->path);
  g_assert_true (crm_server_folder_create (office->folder, "Lotus", sharing, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (crm_server_folder_lock (office->folder, &error));
  add_account (office, "anna", "administrator", NULL);
  add_account (office, "ben", "member", NULL);
}

static inline void
close_office (Office *office)
{
  if (office->http != NULL)
    stop_office (office);
  remove_folder (office->path);
  g_clear_pointer (&office->folder, crm_server_folder_free);
  g_clear_object (&office->clock);
  g_clear_object (&office->certificate);
  g_clear_pointer (&office->listen, g_free);
  g_clear_pointer (&office->path, g_free);
}

static inline CrmServerAddress *
address_of (Office *office)
{
  g_autoptr (GError) error = NULL;
  CrmServerAddress *address = crm_server_address_parse (crm_server_http_get_uri (office->http), &error);

  g_assert_no_error (error);
  return address;
}

/* A file and its engine. */
typedef struct
{
  Fixture file;
  CrmTokenStore *tokens;
  CrmSyncEngine *engine;
} Desk;

static inline void
open_engine (Desk *desk)
{
  desk->engine = crm_sync_engine_new (desk->file.store, desk->tokens);
  crm_sync_engine_set_pace (desk->engine, PACE);
}

static inline void
open_desk (Desk *desk)
{
  set_up (&desk->file, NULL);
  desk->tokens = crm_token_store_new_memory ();
  open_engine (desk);
}

static inline void
close_engine (Desk *desk)
{
  await_ok (crm_sync_engine_close (desk->engine));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&desk->engine));
}

static inline void
close_desk (Desk *desk)
{
  close_engine (desk);
  g_assert_finalize_object (g_steal_pointer (&desk->tokens));
  tear_down (&desk->file, NULL);
}

static inline void
join (Desk *desk, Office *office, const char *user)
{
  g_autoptr (CrmServerAddress) address = address_of (office);

  await_ok (crm_sync_engine_load (desk->engine));
  crm_sync_outcome_free (await_boxed (crm_sync_engine_join (desk->engine, address, user, "a long password", NULL)));
}

static inline void
sync_desk (Desk *desk)
{
  crm_sync_outcome_free (await_boxed (crm_sync_engine_sync_now (desk->engine)));
}

/* Runs the main context until it is true; a test that waits for ever is ended by its time limit. */
#define wait_until(condition) \
  while (!(condition))        \
  g_main_context_iteration (NULL, TRUE)
