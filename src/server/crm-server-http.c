/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server on the network: takes requests over HTTP, has them answered on the threads of a crew, and writes the replies. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-http.h"

#include "core/base/crm-error.h"
#include "server/crm-server-blob.h"
#include "server/crm-server-crew.h"
#include "server/crm-server-database.h"
#include "server/crm-server-events.h"
#include "server/crm-server-figures.h"
#include "server/crm-server-password.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define N_READERS    2
#define BACKLOG      4096
#define BEAT_SECONDS 20
#define DAY_SECONDS  (24 * 60 * 60)

struct _CrmServerHttp
{
  GObject parent_instance;

  /* owned */
  SoupServer *soup;
  GSocketService *service;
  GSocketService *local_service;
  GTlsCertificate *certificate;
  GTlsDatabase *authorities; /* (nullable): nobody but the server itself */
  CrmServerCrew *crew;
  CrmServerListener *listener; /* (nullable): nobody else writes */
  CrmServerHouse house;
  CrmServerGate *gate;
  CrmServerEvents *events;
  CrmServerFigures *figures;
  char *socket; /* (nullable): the path */
  GSocket *never;
  GSource *beat;
  GSource *day;
  GPtrArray *proxies; /* char */
  char *uri;

  guint n_pending;
  gboolean is_stopping;
};

G_DEFINE_FINAL_TYPE (CrmServerHttp, crm_server_http, G_TYPE_OBJECT)

/* What is known of a request while it is there. */
typedef struct
{
  CrmServerHttp *http; /* (nullable): gone */
  char *address;       /* whom it is for */
  gsize max;           /* of the body */
  gsize held;
  gboolean is_pending;
} Guard;

#define GUARD_KEY "crm-server-guard"

static void
guard_free (gpointer data)
{
  Guard *guard = data;

  if (guard->http != NULL && guard->http->gate != NULL)
    crm_server_gate_release (guard->http->gate, guard->held);
  g_clear_weak_pointer (&guard->http);
  g_free (guard->address);
  g_free (guard);
}

static void
set_visit_state (SoupServerMessage *message, CrmServerVisitState state, gsize bytes)
{
  CrmServerVisit *visit = crm_server_visit_find (soup_server_message_get_remote_address (message));

  if (visit != NULL)
    crm_server_visit_set_state (visit, state, bytes);
}

/* ── replies ──────────────────────────────────────────────────────────────────────────────── */

static void
write_reply (SoupServerMessage *message, const CrmServerReply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, reply->status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  for (guint i = 0; reply->headers != NULL && i + 1 < reply->headers->len; i += 2)
    soup_message_headers_replace (headers, reply->headers->pdata[i], reply->headers->pdata[i + 1]);
  if (reply->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", reply->retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
  if (reply->body == NULL)
    return;
  soup_message_headers_set_content_type (headers, reply->type, NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), reply->body);
}

static void
refuse_now (SoupServerMessage *message, CrmServerRefusal refusal, guint retry_after)
{
  g_autoptr (GError) error = NULL;
  CrmServerReply reply = { .retry_after = retry_after };

  crm_server_refuse (&error, refusal);
  crm_server_reply_set_error (&reply, error);
  write_reply (message, &reply);
  /* What is still coming belongs to nobody. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  crm_server_reply_clear (&reply);
}

static char *
dup_token (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  return value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0 ? g_strdup (value + 7) : NULL;
}

static gsize
get_size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

static void
log_exchange (const CrmServerExchange *exchange)
{
  const char *name = exchange->call != NULL ? exchange->call->name : "none";
  double ms = (double)(g_get_monotonic_time () - exchange->began) / 1000;

  if (exchange->call != NULL && exchange->call->is_discreet)
    return;
  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "CRM_CALL", name, "MESSAGE", "%s status=%u ms=%.1f in=%" G_GSIZE_FORMAT " out=%" G_GSIZE_FORMAT, name, exchange->reply.status, ms,
                    get_size (exchange->request.body), get_size (exchange->reply.body));
}

static void
note (CrmServerHttp *self, const CrmServerExchange *exchange)
{
  log_exchange (exchange);
  crm_server_figures_count (self->figures, exchange->call != NULL ? exchange->call->name : "none", exchange->reply.is_stream ? 200 : exchange->reply.status, g_get_monotonic_time () - exchange->began,
                            get_size (exchange->request.body), get_size (exchange->reply.body));
}

/* A reply that is not written yet is still to be waited for; a stream has no end. */
static void
set_pending (CrmServerHttp *self, SoupServerMessage *message, gboolean pending)
{
  Guard *guard = g_object_get_data (G_OBJECT (message), GUARD_KEY);

  if (guard == NULL || guard->is_pending == pending)
    return;
  guard->is_pending = pending;
  self->n_pending += pending ? 1u : -1u;
}

static void
charge (CrmServerHttp *self, SoupServerMessage *message, gsize bytes)
{
  Guard *guard = g_object_get_data (G_OBJECT (message), GUARD_KEY);

  if (guard != NULL && guard->address != NULL)
    crm_server_gate_charge (self->gate, guard->address, (gint64)bytes);
}

/* Whoever listens may be signed out, or of another team, since: they are asked for their token again, as if it were the first time. */
static void
check_listeners (CrmServerHttp *self)
{
  g_autoptr (GPtrArray) messages = crm_server_events_list (self->events);

  for (guint i = 0; i < messages->len; i++)
    {
      SoupServerMessage *message = messages->pdata[i];
      CrmServerRequest request = { .method = g_strdup ("GET"), .path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message))) };
      CrmServerExchange *exchange;

      if (crm_server_events_is_stuck (self->events, message))
        {
          set_visit_state (message, CRM_SERVER_VISIT_REPLY, 0);
          crm_server_events_remove (self->events, message);
          crm_server_request_clear (&request);
          continue;
        }
      request.token = dup_token (soup_server_message_get_request_headers (message));
      exchange = crm_server_exchange_new (&self->house, &request);
      exchange->owner = g_object_ref (message);
      exchange->owner_free = g_object_unref;
      crm_server_crew_take (self->crew, exchange);
    }
}

static gboolean
on_day (gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);
  CrmServerRequest request = { .method = g_strdup ("POST"), .path = g_strdup ("/upkeep"), .is_local = TRUE };

  if (!self->is_stopping)
    crm_server_crew_take (self->crew, crm_server_exchange_new (&self->house, &request));
  return G_SOURCE_CONTINUE;
}

static gboolean
on_beat (gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);

  crm_server_events_beat (self->events);
  check_listeners (self);
  return G_SOURCE_CONTINUE;
}

static void
on_listens (CrmServerHttp *self, CrmServerExchange *exchange)
{
  SoupServerMessage *message = exchange->owner;

  if (exchange->reply.is_stream && !self->is_stopping)
    {
      crm_server_events_add (self->events, message, &exchange->session.caller);
      set_pending (self, message, FALSE);
      set_visit_state (message, CRM_SERVER_VISIT_LISTENS, 0);
    }
  else if (crm_server_events_has (self->events, message))
    crm_server_events_remove (self->events, message);
}

static void
on_done (CrmServerExchange *exchange, gpointer data)
{
  CrmServerHttp *self = data;
  SoupServerMessage *message = exchange->owner;
  gboolean is_check = message != NULL && crm_server_events_has (self->events, message);

  if (message == NULL)
    {
      if (exchange->reply.status != 204)
        g_message ("What was deleted long ago could not be looked through; that is tried again tomorrow.");
      crm_server_exchange_free (exchange);
      return;
    }
  if (!is_check)
    note (self, exchange);
  if (exchange->reply.is_stream || is_check)
    on_listens (self, exchange);
  else
    {
      write_reply (message, &exchange->reply);
      set_visit_state (message, CRM_SERVER_VISIT_REPLY, get_size (exchange->reply.body));
      charge (self, message, get_size (exchange->request.body) + get_size (exchange->reply.body));
      soup_server_message_unpause (message);
    }
  if (exchange->touched != NULL)
    crm_server_events_tell (self->events, &exchange->session.caller.workspace, exchange->seq, exchange->touched);
  if (exchange->changes_accounts)
    check_listeners (self);
  crm_server_exchange_free (exchange);
}

/* What another process did: those who listen here are to know as well. */
static void
on_heard (const CrmId *workspace, gint64 seq, const GPtrArray *scopes, gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);

  if (workspace != NULL)
    crm_server_events_tell (self->events, workspace, seq, scopes);
  else
    check_listeners (self);
}

/* ── requests ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
takes_gzip (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_list (headers, "Accept-Encoding");

  return value != NULL && soup_header_contains (value, "gzip");
}

/* A proxy that is trusted says in its last word whom it asks for; what stands before may be anybody's. */
static char *
dup_forwarded (SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "X-Forwarded-For");
  const char *comma = value != NULL ? strrchr (value, ',') : NULL;
  g_autofree char *last = value != NULL ? g_strstrip (g_strdup (comma != NULL ? comma + 1 : value)) : NULL;
  g_autoptr (GInetAddress) address = last != NULL ? g_inet_address_new_from_string (last) : NULL;

  return address != NULL ? crm_server_gate_name_address (address) : NULL;
}

static gboolean
is_proxy (CrmServerHttp *self, const char *address)
{
  return g_ptr_array_find_with_equal_func (self->proxies, address, g_str_equal, NULL);
}

static char *
dup_name (GSocketAddress *address)
{
  return G_IS_INET_SOCKET_ADDRESS (address) ? crm_server_gate_name_address (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))) : NULL;
}

static char *
dup_address (CrmServerHttp *self, SoupServerMessage *message)
{
  g_autofree char *name = dup_name (soup_server_message_get_remote_address (message));
  char *forwarded = name != NULL && is_proxy (self, name) ? dup_forwarded (message) : NULL;

  return forwarded != NULL ? forwarded : g_steal_pointer (&name);
}

static gboolean
is_local (SoupServerMessage *message)
{
  return G_IS_UNIX_SOCKET_ADDRESS (soup_server_message_get_remote_address (message));
}

static void
write_figures (CrmServerHttp *self, SoupServerMessage *message)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) listeners = crm_server_events_list (self->events);
  guint64 commits, writes;

  crm_server_crew_get_counts (self->crew, &commits, &writes);
  crm_server_figures_write (self->figures, text);
  crm_server_figures_append (text, "clientele_commits_total", "Transactions that were made to last.", commits);
  crm_server_figures_append (text, "clientele_writes_total", "Requests that these were for.", writes);
  crm_server_figures_append (text, "clientele_connections", "Connections at this moment.", crm_server_gate_get_n_visits (self->gate));
  crm_server_figures_append (text, "clientele_listeners", "Devices that listen for changes at this moment.", listeners->len);
  crm_server_figures_append (text, "clientele_pending", "Requests being answered at this moment.", self->n_pending);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain; version=0.0.4", SOUP_MEMORY_COPY, text->str, text->len);
}

static void
fill_request (CrmServerRequest *request, SoupServerMessage *message, const char *path, GHashTable *query)
{
  Guard *guard = g_object_get_data (G_OBJECT (message), GUARD_KEY);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *packed = soup_message_headers_get_one (headers, "Content-Encoding");

  *request = (CrmServerRequest){
    .method = g_strdup (soup_server_message_get_method (message)),
    .path = g_strdup (path),
    .query = query != NULL ? g_hash_table_ref (query) : NULL,
    .token = dup_token (headers),
    .address = guard != NULL ? g_strdup (guard->address) : NULL,
    .range = g_strdup (soup_message_headers_get_one (headers, "Range")),
    .content_range = g_strdup (soup_message_headers_get_one (headers, "Content-Range")),
    .language = g_strdup (soup_message_headers_get_list (headers, "Accept-Language")),
    .type = g_strdup (soup_message_headers_get_one (headers, "Content-Type")),
    .signature = g_strdup (soup_message_headers_get_one (headers, "X-Clientele-Signature")),
    .is_packed = packed != NULL && g_ascii_strcasecmp (packed, "gzip") == 0,
    .takes_packed = takes_gzip (headers),
    .is_local = is_local (message),
    .body = soup_message_body_flatten (soup_server_message_get_request_body (message)),
  };
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);
  CrmServerRequest request;
  CrmServerExchange *exchange;

  if (is_local (message) && strcmp (path, "/metrics") == 0)
    {
      write_figures (self, message);
      return;
    }
  if (self->is_stopping)
    {
      refuse_now (message, CRM_SERVER_REFUSAL_UNABLE, 0);
      return;
    }
  set_visit_state (message, CRM_SERVER_VISIT_WORK, 0);
  fill_request (&request, message, path, query);
  exchange = crm_server_exchange_new (&self->house, &request);
  exchange->owner = g_object_ref (message);
  exchange->owner_free = g_object_unref;
  set_pending (self, message, TRUE);
  soup_server_message_pause (message);
  crm_server_crew_take (self->crew, exchange);
}

/* ── before the body ──────────────────────────────────────────────────────────────────────── */

static gsize
find_body_max (SoupServerMessage *message, const char *path)
{
  char *parts[CRM_SERVER_PARTS_MAX] = { 0 };
  const CrmServerCall *call = crm_server_call_find (soup_server_message_get_method (message), path, parts);

  for (guint i = 0; i < CRM_SERVER_PARTS_MAX; i++)
    g_free (parts[i]);
  return call != NULL ? call->body_max : 0;
}

/* The rest is read and thrown away, for as long as a short body might take; then the connection is cut. */
static void
refuse_body (SoupServerMessage *message, CrmServerRefusal refusal, guint retry_after)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  soup_message_body_truncate (body);
  soup_message_body_set_accumulate (body, FALSE);
  refuse_now (message, refusal, retry_after);
  set_visit_state (message, CRM_SERVER_VISIT_BODY, 0);
}

static gboolean
hold (Guard *guard, gsize bytes)
{
  if (guard->http == NULL || !crm_server_gate_hold (guard->http->gate, bytes))
    return FALSE;
  guard->held += bytes;
  return TRUE;
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  Guard *guard = data;
  CrmServerVisit *visit = crm_server_visit_find (soup_server_message_get_remote_address (message));

  if (soup_server_message_get_status (message) != 0)
    return;
  if (visit != NULL)
    crm_server_visit_add (visit, g_bytes_get_size (chunk));
  if (!hold (guard, g_bytes_get_size (chunk)))
    refuse_body (message, CRM_SERVER_REFUSAL_UNABLE, 0);
  else if (guard->held > guard->max)
    refuse_body (message, CRM_SERVER_REFUSAL_SIZE, 0);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  CrmServerHttp *self = data;

  set_pending (self, message, FALSE);
  set_visit_state (message, CRM_SERVER_VISIT_IDLE, 0);
}

static Guard *
new_guard (CrmServerHttp *self, SoupServerMessage *message, const char *path)
{
  Guard *guard = g_new0 (Guard, 1);

  g_set_weak_pointer (&guard->http, self);
  guard->address = dup_address (self, message);
  guard->max = find_body_max (message, path);
  g_object_set_data_full (G_OBJECT (message), GUARD_KEY, guard, guard_free);
  g_signal_connect_object (message, "finished", G_CALLBACK (on_finished), self, G_CONNECT_DEFAULT);
  return guard;
}

/* Runs for every path, as there is one handler for all of them. */
static void
on_headers (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean is_chunked = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED;
  gsize length = is_chunked ? 0 : (gsize)MAX (soup_message_headers_get_content_length (headers), 0);
  Guard *guard = new_guard (self, message, path);
  guint wait = guard->address != NULL ? crm_server_gate_get_wait (self->gate, guard->address) : 0;

  set_visit_state (message, CRM_SERVER_VISIT_BODY, length);
  if (is_chunked)
    g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), guard);
  if (wait > 0)
    refuse_body (message, CRM_SERVER_REFUSAL_BUSY, wait);
  else if (length > guard->max)
    refuse_body (message, CRM_SERVER_REFUSAL_SIZE, 0);
  else if (!hold (guard, length))
    refuse_body (message, CRM_SERVER_REFUSAL_UNABLE, 0);
}

/* ── connections ──────────────────────────────────────────────────────────────────────────── */

/* No client shows a certificate, but without any list of authorities the system's would be read. */
static GIOStream *
wrap_in_tls (CrmServerHttp *self, GIOStream *plain, GError **error)
{
  return g_initable_new (g_tls_backend_get_server_connection_type (g_tls_backend_get_default ()), NULL, error, "base-io-stream", plain, "certificate", self->certificate, "database",
                         self->authorities, "require-close-notify", FALSE, NULL);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GIOStream) stream = G_IO_STREAM (g_object_ref (connection));
  g_autofree char *address = remote != NULL ? dup_name (remote) : NULL;
  g_autoptr (GError) error = NULL;

  if (local == NULL || remote == NULL || crm_server_gate_enter (self->gate, connection, remote, address == NULL || is_proxy (self, address) ? NULL : address) == NULL)
    return TRUE;
  g_socket_set_keepalive (g_socket_connection_get_socket (connection), TRUE);
  if (address != NULL)
    g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  if (self->certificate != NULL && address != NULL)
    {
      g_autoptr (GIOStream) plain = g_steal_pointer (&stream);

      stream = wrap_in_tls (self, plain, &error);
    }
  if (stream == NULL || !soup_server_accept_iostream (self->soup, stream, local, remote, &error))
    g_message ("A connection could not be taken: %s", error->message);
  return TRUE;
}

static void
crm_server_http_dispose (GObject *object)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (object);

  crm_server_http_stop (self);
  if (self->beat != NULL)
    g_source_destroy (self->beat);
  g_clear_pointer (&self->beat, g_source_unref);
  if (self->day != NULL)
    g_source_destroy (self->day);
  g_clear_pointer (&self->day, g_source_unref);
  g_clear_pointer (&self->listener, crm_server_listener_free);
  g_clear_pointer (&self->crew, crm_server_crew_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->events, crm_server_events_free);
  g_clear_pointer (&self->gate, crm_server_gate_free);

  G_OBJECT_CLASS (crm_server_http_parent_class)->dispose (object);
}

static void
crm_server_http_finalize (GObject *object)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (object);

  crm_server_house_clear (&self->house);
  g_clear_object (&self->service);
  g_clear_object (&self->local_service);
  g_clear_object (&self->certificate);
  g_clear_object (&self->authorities);
  g_clear_pointer (&self->proxies, g_ptr_array_unref);
  g_clear_pointer (&self->figures, crm_server_figures_free);
  g_clear_pointer (&self->socket, g_free);
  g_clear_object (&self->never);
  g_clear_pointer (&self->uri, g_free);

  G_OBJECT_CLASS (crm_server_http_parent_class)->finalize (object);
}

static void
crm_server_http_class_init (CrmServerHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = crm_server_http_dispose;
  object_class->finalize = crm_server_http_finalize;
}

/* libsoup closes connections after a reply when it has no listener of its own. This one is a pair of sockets on which nothing ever comes; connections
   are taken by the service, whose backlog can be long, and go past the gate. */
static void
listen_to_nothing (CrmServerHttp *self)
{
  g_autoptr (GSocket) nothing = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    g_error ("there are no sockets: %s", g_strerror (errno));
  nothing = g_socket_new_from_fd (ends[0], &error);
  self->never = g_socket_new_from_fd (ends[1], NULL);
  if (nothing == NULL || !soup_server_listen_socket (self->soup, nothing, 0, &error))
    g_error ("libsoup takes no socket: %s", error->message);
}

/* One for each address: adding another one to a service that accepts already can lose a connection. */
static GSocketService *
new_service (CrmServerHttp *self)
{
  GSocketService *service = g_socket_service_new ();

  g_socket_listener_set_backlog (G_SOCKET_LISTENER (service), BACKLOG);
  g_signal_connect_object (service, "incoming", G_CALLBACK (on_incoming), self, G_CONNECT_DEFAULT);
  return service;
}

static void
crm_server_http_init (CrmServerHttp *self)
{
  self->proxies = g_ptr_array_new_with_free_func (g_free);
  self->events = crm_server_events_new ();
  self->figures = crm_server_figures_new ();
  self->beat = g_timeout_source_new_seconds (BEAT_SECONDS);
  g_source_set_callback (self->beat, on_beat, self, NULL);
  g_source_attach (self->beat, g_main_context_get_thread_default ());
  self->day = g_timeout_source_new_seconds (DAY_SECONDS);
  g_source_set_callback (self->day, on_day, self, NULL);
  g_source_attach (self->day, g_main_context_get_thread_default ());
  self->service = new_service (self);
  self->local_service = new_service (self);
  self->soup = soup_server_new ("server-header", "clientele-server", NULL);
  listen_to_nothing (self);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
}

/* libsoup keeps a connection for the next request only while it has a listener of its own. This one is a socket that nobody can find. */
static void
keep_connections (CrmServerHttp *self, const CrmServerFolder *folder)
{
  g_autofree char *path = g_build_filename (folder->path, "unused.sock", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);

  g_unlink (path);
  if (socket == NULL || !g_socket_bind (socket, address, FALSE, &error) || !g_socket_listen (socket, &error) || !soup_server_listen_socket (self->soup, socket, 0, &error))
    g_message ("Each request will take a connection of its own: %s", error->message);
  g_unlink (path);
}

CrmServerHttp *
crm_server_http_new (const CrmServerFolder *folder, CrmClock *clock, const CrmServerLimits *limits, GError **error)
{
  g_autoptr (CrmServerHttp) self = g_object_new (CRM_TYPE_SERVER_HTTP, NULL);
  guint64 tag = crm_server_random_number ();

  g_return_val_if_fail (folder != NULL && CRM_IS_CLOCK (clock) && limits != NULL, NULL);

  self->gate = crm_server_gate_new (limits);
  self->authorities = g_tls_file_database_new (folder->certificate, NULL);
  crm_server_house_init (&self->house, clock, folder->blobs);
  crm_server_blob_tidy (folder->blobs);
  keep_connections (self, folder);
  self->crew = crm_server_crew_new (folder->database, tag, N_READERS, NULL, on_done, self, error);
  if (self->crew == NULL)
    return NULL;
  self->listener = crm_server_listener_new (folder->database, tag, NULL, on_heard, self);
  on_day (self);
  return g_steal_pointer (&self);
}

void
crm_server_http_trust_proxy (CrmServerHttp *self, const char *address)
{
  g_return_if_fail (CRM_IS_SERVER_HTTP (self) && address != NULL);

  g_ptr_array_add (self->proxies, g_strdup (address));
}

static GInetSocketAddress *
parse_address (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = g_network_address_parse (text, 8765, NULL);
  g_autoptr (GInetAddress) address = connectable != NULL ? g_inet_address_new_from_string (g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable))) : NULL;

  if (address != NULL)
    return G_INET_SOCKET_ADDRESS (g_inet_socket_address_new (address, g_network_address_get_port (G_NETWORK_ADDRESS (connectable))));
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no address to listen on. Write one as 192.0.2.7:8765, [::]:8765 or 127.0.0.1:8765."), text);
  return NULL;
}

gboolean
crm_server_http_listen (CrmServerHttp *self, const char *address, GTlsCertificate *certificate, GError **error)
{
  g_autoptr (GInetSocketAddress) wanted = parse_address (address, error);
  g_autoptr (GSocketAddress) got = NULL;
  g_autofree char *host = NULL;
  GInetAddress *inet;

  g_return_val_if_fail (CRM_IS_SERVER_HTTP (self), FALSE);

  if (wanted == NULL)
    return FALSE;
  inet = g_inet_socket_address_get_address (wanted);
  if (certificate == NULL && !g_inet_address_get_is_loopback (inet))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Without a certificate the server listens to this computer only. Listen on 127.0.0.1, or leave --no-tls out."));
      return FALSE;
    }
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), G_SOCKET_ADDRESS (wanted), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got, error))
    return FALSE;
  g_set_object (&self->certificate, certificate);
  host = g_inet_address_to_string (inet);
  g_free (self->uri);
  self->uri = g_strdup_printf (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "%s://[%s]:%u" : "%s://%s:%u", certificate != NULL ? "https" : "http", host,
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  return TRUE;
}

gboolean
crm_server_http_open_socket (CrmServerHttp *self, const CrmServerFolder *folder, GError **error)
{
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (folder->socket);

  g_return_val_if_fail (CRM_IS_SERVER_HTTP (self), FALSE);

  g_unlink (folder->socket);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->local_service), address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, error))
    return FALSE;
  g_chmod (folder->socket, 0600);
  g_set_str (&self->socket, folder->socket);
  return TRUE;
}

const char *
crm_server_http_get_uri (CrmServerHttp *self)
{
  g_return_val_if_fail (CRM_IS_SERVER_HTTP (self), NULL);

  return self->uri;
}

static void
stop_service (GSocketService *service)
{
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

void
crm_server_http_stop (CrmServerHttp *self)
{
  g_return_if_fail (CRM_IS_SERVER_HTTP (self));

  if (self->is_stopping)
    return;
  self->is_stopping = TRUE;
  crm_server_events_remove_all (self->events);
  if (self->socket != NULL)
    g_unlink (self->socket);
  stop_service (self->service);
  stop_service (self->local_service);
}

guint
crm_server_http_get_n_pending (CrmServerHttp *self)
{
  g_return_val_if_fail (CRM_IS_SERVER_HTTP (self), 0);

  return self->n_pending;
}
