/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a whole server on a thread and in a folder of its own, at a port of 127.0.0.1 that the system chose, and what is asked of it. */

#pragma once

#include "core/base/crm-error.h"
#include "server/crm-server-certificate.h"
#include "server/crm-server-http.h"
#include "server/crm-server-password.h"
#include "sync/crm-wire-page.h"
#include "sync/crm-wire-push.h"

#include "tests/server/database-fixture.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#define HTTP_PASSWORD "correct horse"

typedef struct
{
  char *path;
  CrmServerFolder *folder;
  CrmClock *clock;
  CrmServerLimits limits;
  gboolean tls;
  const char *proxy; /* (nullable): who is trusted to say whom it asks for */

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GMutex mutex;
  GCond cond;
  gboolean is_up;
  CrmServerHttp *http; /* its thread's */
  char *uri;
  char *pin;
} HttpServer;

static inline gpointer
run_http_server (gpointer data)
{
  HttpServer *server = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  g_main_context_push_thread_default (server->context);
  if (server->tls)
    {
      g_autoptr (GTlsDatabase) authorities = g_tls_file_database_new (server->folder->certificate, &error);

      /* Where the system has no authorities, asking for them is a warning. */
      g_assert_no_error (error);
      g_tls_backend_set_default_database (g_tls_backend_get_default (), authorities);
      certificate = g_tls_certificate_new_from_files (server->folder->certificate, server->folder->key, &error);
    }
  g_assert_no_error (error);
  server->http = crm_server_http_new (server->folder, server->clock, &server->limits, &error);
  g_assert_no_error (error);
  if (server->proxy != NULL)
    crm_server_http_trust_proxy (server->http, server->proxy);
  crm_server_http_listen (server->http, "127.0.0.1:0", certificate, &error);
  g_assert_no_error (error);
  g_mutex_lock (&server->mutex);
  server->uri = g_strdup (crm_server_http_get_uri (server->http));
  server->pin = certificate != NULL ? crm_server_certificate_get_pin (certificate) : NULL;
  server->is_up = TRUE;
  g_cond_signal (&server->cond);
  g_mutex_unlock (&server->mutex);
  g_main_loop_run (server->loop);
  g_clear_object (&server->http);
  while (g_main_context_iteration (server->context, FALSE))
    ;
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

/* Starts a server in the folder that is there, or another one after a stop. */
static inline void
http_server_start (HttpServer *server)
{
  g_autoptr (GError) error = NULL;

  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->folder = crm_server_folder_new (server->path);
  server->is_up = FALSE;
  crm_server_folder_lock (server->folder, &error);
  g_assert_no_error (error);
  server->thread = g_thread_new ("server", run_http_server, server);
  g_mutex_lock (&server->mutex);
  while (!server->is_up)
    g_cond_wait (&server->cond, &server->mutex);
  g_mutex_unlock (&server->mutex);
}

static inline gboolean
on_quit (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static inline void
http_server_stop (HttpServer *server)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_callback (source, on_quit, server->loop, NULL);
  g_source_attach (source, server->context);
  g_thread_join (server->thread);
  g_clear_pointer (&server->loop, g_main_loop_unref);
  g_clear_pointer (&server->context, g_main_context_unref);
  g_clear_pointer (&server->folder, crm_server_folder_free);
  g_clear_pointer (&server->uri, g_free);
  g_clear_pointer (&server->pin, g_free);
}

/* Accounts are made without the server's help, all with one password, which is slow to hash. The id is that of the account. */
static inline CrmId
http_server_add_account (HttpServer *server, const CrmId *workspace, const char *name, CrmServerRole role, const char *team)
{
  static char *hash;
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (server->path);
  g_autoptr (CrmServerStorage) storage = NULL;
  g_autoptr (GError) error = NULL;
  CrmId user;

  if (hash == NULL)
    hash = crm_server_password_hash (HTTP_PASSWORD, NULL);
  storage = crm_server_database_open (folder->database, 0, TRUE, &error);
  g_assert_no_error (error);
  crm_server_account_add (storage, workspace, name, role, team, hash, &user, &error);
  g_assert_no_error (error);
  return user;
}

/* A folder with a workspace and the accounts "ann" (administrator), "max" (member, north), "sue" (member, south), "ron" (reader, north). */
static inline void
http_server_init (HttpServer *server, CrmServerSharing sharing)
{
  g_autoptr (CrmServerFolder) folder = NULL;
  g_autofree char *database = NULL;
  g_autoptr (GError) error = NULL;

  *server = (HttpServer){ .limits = crm_server_limits_usual, .clock = crm_clock_new_fixed (G_GINT64_CONSTANT (1790000000000000), "UTC") };
  server->path = g_dir_make_tmp ("clientele-server-XXXXXX", &error);
  g_assert_no_error (error);
  folder = crm_server_folder_new (server->path);
  database = test_database (server->path);
  crm_server_folder_create (folder, "Office", sharing, is_on_postgres () ? database : NULL, NULL, &error);
  g_assert_no_error (error);
  http_server_add_account (server, NULL, "ann", CRM_SERVER_ROLE_ADMINISTRATOR, NULL);
  http_server_add_account (server, NULL, "max", CRM_SERVER_ROLE_MEMBER, "north");
  http_server_add_account (server, NULL, "sue", CRM_SERVER_ROLE_MEMBER, "south");
  http_server_add_account (server, NULL, "ron", CRM_SERVER_ROLE_READER, "north");
}

static inline void
http_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      http_remove_folder (inner);
    }
  g_remove (path);
}

static inline void
http_server_clear (HttpServer *server)
{
  http_remove_folder (server->path);
  g_clear_pointer (&server->path, g_free);
  g_clear_object (&server->clock);
}

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint status;
  GBytes *body;
  char *text; /* of the body */
  char *retry_after;
} HttpAnswer;

static inline void
http_answer_clear (HttpAnswer *answer)
{
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_clear_pointer (&answer->text, g_free);
  g_clear_pointer (&answer->retry_after, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HttpAnswer, http_answer_clear)

static inline gboolean
http_accept_any (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags flags, gpointer data)
{
  return TRUE;
}

/* Asks and waits. @headers: (nullable): names and values in turn. Status 0 is a connection cut off. */
static inline void
http_ask (HttpServer *server, const char *method, const char *path, const char *token, GBytes *body, const char *const *headers, HttpAnswer *answer)
{
  g_autofree char *uri = g_strconcat (server->uri, path, NULL);
  g_autofree char *bearer = token != NULL ? g_strdup_printf ("Bearer %s", token) : NULL;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GError) error = NULL;

  *answer = (HttpAnswer){ 0 };
  soup_session_set_proxy_resolver (session, NULL);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (http_accept_any), NULL);
  if (bearer != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i], headers[i + 1]);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/x-ndjson", body);
  answer->body = soup_session_send_and_read (session, message, NULL, &error);
  if (error != NULL)
    return;
  answer->status = soup_message_get_status (message);
  answer->text = g_strndup (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
  answer->retry_after = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After"));
}

/* The text between "NAME":" and the next quotation mark. (transfer full) */
static inline char *
http_find (const char *json, const char *name)
{
  g_autofree char *begin = g_strdup_printf ("\"%s\":\"", name);
  const char *at = strstr (json, begin);

  g_assert_nonnull (at);
  at += strlen (begin);
  return g_strndup (at, strcspn (at, "\""));
}

typedef struct
{
  char *token;
  char *device;
  char *user;
  char *workspace;
} HttpLogin;

static inline void
http_login_clear (HttpLogin *login)
{
  g_clear_pointer (&login->token, g_free);
  g_clear_pointer (&login->device, g_free);
  g_clear_pointer (&login->user, g_free);
  g_clear_pointer (&login->workspace, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HttpLogin, http_login_clear)

static inline void
http_try_login (HttpServer *server, const char *user, const char *password, const char *device, HttpAnswer *answer)
{
  g_autofree char *id = device != NULL ? g_strdup_printf (",\"device\":\"%s\"", device) : g_strdup ("");
  g_autofree char *text = g_strdup_printf ("{\"user\":\"%s\",\"password\":\"%s\",\"device_name\":\"test\"%s}", user, password, id);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  http_ask (server, "POST", "/v1/login", NULL, body, NULL, answer);
}

static inline void
http_login (HttpServer *server, const char *user, const char *device, HttpLogin *login)
{
  g_auto (HttpAnswer) answer = { 0 };

  http_try_login (server, user, HTTP_PASSWORD, device, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  *login = (HttpLogin){ http_find (answer.text, "token"), http_find (answer.text, "device"), http_find (answer.text, "user"), http_find (answer.text, "workspace") };
}

/* "/v1/WORKSPACE/REST" (transfer full) */
static inline char *
http_path (const HttpLogin *login, const char *rest)
{
  return g_strdup_printf ("/v1/%s/%s", login->workspace, rest);
}

/* Pushes one record as a file with that node id. */
static inline void
http_push (HttpServer *server, const HttpLogin *login, guint64 node, gint64 number, CrmSyncRecord *record, HttpAnswer *answer)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = http_path (login, "push");

  g_ptr_array_add (records, record);
  bytes = crm_wire_push_write (node, number, records);
  http_ask (server, "POST", path, login->token, bytes, NULL, answer);
}
