/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server on the network: takes requests over HTTP, has them answered on the threads of a desk, and writes the replies. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-http.h"

#include "core/base/crm-error.h"
#include "server/crm-server-desk.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define N_READERS 2
#define BACKLOG   4096

struct _CrmServerHttp
{
  GObject parent_instance;

  /* owned */
  SoupServer *soup;
  GSocketService *service;
  GTlsCertificate *certificate;
  CrmServerDesk *desk;
  CrmServerHouse house;
  char *uri;

  guint n_pending;
  gboolean is_stopping;
};

G_DEFINE_FINAL_TYPE (CrmServerHttp, crm_server_http, G_TYPE_OBJECT)

/* What of a body came in pieces of which nobody had said how many. */
#define COUNT_KEY "crm-server-count"

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
refuse_now (SoupServerMessage *message, CrmServerRefusal refusal)
{
  g_autoptr (GError) error = NULL;
  CrmServerReply reply = { 0 };

  crm_server_refuse (&error, refusal);
  crm_server_reply_set_error (&reply, error);
  write_reply (message, &reply);
  /* What is still coming belongs to nobody. */
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  crm_server_reply_clear (&reply);
}

static void
log_exchange (const CrmServerExchange *exchange)
{
  const char *name = exchange->call != NULL ? exchange->call->name : "none";
  double ms = (double)(g_get_monotonic_time () - exchange->began) / 1000;

  g_log_structured (G_LOG_DOMAIN, G_LOG_LEVEL_INFO, "CRM_CALL", name, "MESSAGE", "%s status=%u ms=%.1f in=%" G_GSIZE_FORMAT " out=%" G_GSIZE_FORMAT, name, exchange->reply.status, ms,
                    exchange->request.body != NULL ? g_bytes_get_size (exchange->request.body) : 0, exchange->reply.body != NULL ? g_bytes_get_size (exchange->reply.body) : 0);
}

static void
on_done (CrmServerExchange *exchange, gpointer data)
{
  CrmServerHttp *self = data;
  SoupServerMessage *message = exchange->owner;

  log_exchange (exchange);
  self->n_pending--;
  write_reply (message, &exchange->reply);
  soup_server_message_unpause (message);
  crm_server_exchange_free (exchange);
}

/* ── requests ─────────────────────────────────────────────────────────────────────────────── */

static char *
dup_token (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Authorization");

  return value != NULL && g_ascii_strncasecmp (value, "Bearer ", 7) == 0 ? g_strdup (value + 7) : NULL;
}

static gboolean
takes_gzip (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_list (headers, "Accept-Encoding");

  return value != NULL && soup_header_contains (value, "gzip");
}

static char *
dup_address (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (address) ? g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))) : NULL;
}

static void
fill_request (CrmServerRequest *request, SoupServerMessage *message, const char *path, GHashTable *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *packed = soup_message_headers_get_one (headers, "Content-Encoding");

  *request = (CrmServerRequest){
    .method = g_strdup (soup_server_message_get_method (message)),
    .path = g_strdup (path),
    .query = query != NULL ? g_hash_table_ref (query) : NULL,
    .token = dup_token (headers),
    .address = dup_address (message),
    .range = g_strdup (soup_message_headers_get_one (headers, "Range")),
    .content_range = g_strdup (soup_message_headers_get_one (headers, "Content-Range")),
    .language = g_strdup (soup_message_headers_get_list (headers, "Accept-Language")),
    .is_packed = packed != NULL && g_ascii_strcasecmp (packed, "gzip") == 0,
    .takes_packed = takes_gzip (headers),
    .body = soup_message_body_flatten (soup_server_message_get_request_body (message)),
  };
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);
  CrmServerRequest request;
  CrmServerExchange *exchange;

  if (self->is_stopping)
    {
      refuse_now (message, CRM_SERVER_REFUSAL_UNABLE);
      return;
    }
  fill_request (&request, message, path, query);
  exchange = crm_server_exchange_new (&self->house, &request);
  exchange->owner = g_object_ref (message);
  exchange->owner_free = g_object_unref;
  self->n_pending++;
  soup_server_message_pause (message);
  crm_server_desk_take (self->desk, exchange);
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

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  gsize count = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (message), COUNT_KEY)) + g_bytes_get_size (chunk);

  g_object_set_data (G_OBJECT (message), COUNT_KEY, GSIZE_TO_POINTER (count));
  if (count <= GPOINTER_TO_SIZE (data) || soup_server_message_get_status (message) != 0)
    return;
  soup_message_body_truncate (soup_server_message_get_request_body (message));
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  refuse_now (message, CRM_SERVER_REFUSAL_SIZE);
}

/* Runs for every path, as there is one handler for all of them. */
static void
on_headers (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gsize max = find_body_max (message, path);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), GSIZE_TO_POINTER (max));
  else if (soup_message_headers_get_content_length (headers) > (goffset)max)
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
      refuse_now (message, CRM_SERVER_REFUSAL_SIZE);
    }
}

/* ── connections ──────────────────────────────────────────────────────────────────────────── */

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (data);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  g_autoptr (GIOStream) stream = G_IO_STREAM (g_object_ref (connection));
  g_autoptr (GError) error = NULL;

  if (local == NULL || remote == NULL)
    return TRUE;
  g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  if (self->certificate != NULL)
    {
      g_autoptr (GIOStream) plain = g_steal_pointer (&stream);

      stream = g_tls_server_connection_new (plain, self->certificate, &error);
      if (stream != NULL)
        g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (stream), FALSE);
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
  g_clear_pointer (&self->desk, crm_server_desk_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);

  G_OBJECT_CLASS (crm_server_http_parent_class)->dispose (object);
}

static void
crm_server_http_finalize (GObject *object)
{
  CrmServerHttp *self = CRM_SERVER_HTTP (object);

  crm_server_house_clear (&self->house);
  g_clear_object (&self->service);
  g_clear_object (&self->certificate);
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

static void
crm_server_http_init (CrmServerHttp *self)
{
  self->soup = soup_server_new ("server-header", "clientele-server", NULL);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
}

CrmServerHttp *
crm_server_http_new (const CrmServerFolder *folder, CrmClock *clock, GError **error)
{
  g_autoptr (CrmServerHttp) self = g_object_new (CRM_TYPE_SERVER_HTTP, NULL);

  g_return_val_if_fail (folder != NULL && CRM_IS_CLOCK (clock), NULL);

  crm_server_house_init (&self->house, clock, folder->blobs);
  self->desk = crm_server_desk_new (folder->database, N_READERS, NULL, on_done, self, error);
  return self->desk != NULL ? g_steal_pointer (&self) : NULL;
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
  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), G_SOCKET_ADDRESS (wanted), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got, error))
    return FALSE;
  g_set_object (&self->certificate, certificate);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (on_incoming), self, G_CONNECT_DEFAULT);
  host = g_inet_address_to_string (inet);
  g_free (self->uri);
  self->uri = g_strdup_printf (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 ? "%s://[%s]:%u" : "%s://%s:%u", certificate != NULL ? "https" : "http", host,
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got)));
  g_socket_service_start (self->service);
  return TRUE;
}

const char *
crm_server_http_get_uri (CrmServerHttp *self)
{
  g_return_val_if_fail (CRM_IS_SERVER_HTTP (self), NULL);

  return self->uri;
}

void
crm_server_http_stop (CrmServerHttp *self)
{
  g_return_if_fail (CRM_IS_SERVER_HTTP (self));

  self->is_stopping = TRUE;
  if (self->service == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
}

guint
crm_server_http_get_n_pending (CrmServerHttp *self)
{
  g_return_val_if_fail (CRM_IS_SERVER_HTTP (self), 0);

  return self->n_pending;
}
