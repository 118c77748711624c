/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's calls over HTTP, as docs/sync.md has them. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-http-transport.h"

#include "core/base/crm-error.h"
#include "sync/crm-gzip.h"
#include "sync/crm-http-call.h"
#include "sync/crm-http-trust.h"
#include "sync/crm-wire-frame.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define SILENCE_SECONDS  30  /* until a connection that says nothing is given up; events have a heartbeat of 20 */
#define PATIENCE_SECONDS 120 /* until a whole call is */
#define BODY_MAX         (CRM_WIRE_FRAME_MAX + 64 * 1024)
#define JSON_MAX         (1024 * 1024)
#define WAIT_MAX         3600
#define SMALL_BODY       512 /* packing shorter ones gains nothing */

struct _CrmHttpTransport
{
  GObject parent_instance;

  /* owned */
  CrmServerAddress *address;
  SoupSession *session;
  GCancellable *closing;
  char *workspace;
  char *token;
  char *seen; /* the pin of a certificate that nobody vouches for, while examining */

  guint64 sent, received; /* bytes */
  guint patience;
  guint wait;
  gboolean examining;
};

static void transport_iface_init (CrmTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmHttpTransport, crm_http_transport, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CRM_TYPE_TRANSPORT, transport_iface_init))
G_DEFINE_BOXED_TYPE (CrmLogin, crm_login, crm_login_copy, crm_login_free)

CrmLogin *
crm_login_copy (const CrmLogin *self)
{
  CrmLogin *copy = g_memdup2 (self, sizeof *self);

  copy->token = g_strdup (self->token);
  copy->user_name = g_strdup (self->user_name);
  copy->workspace_name = g_strdup (self->workspace_name);
  copy->role = g_strdup (self->role);
  copy->team = g_strdup (self->team);
  copy->epoch = g_strdup (self->epoch);
  return copy;
}

void
crm_login_free (CrmLogin *self)
{
  g_free (self->token);
  g_free (self->user_name);
  g_free (self->workspace_name);
  g_free (self->role);
  g_free (self->team);
  g_free (self->epoch);
  g_free (self);
}

void
crm_member_free (CrmMember *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self->team);
  g_free (self);
}

/* ── whom it speaks to ────────────────────────────────────────────────────────────────────── */

/* Called only for certificates that nobody vouches for; with a pin nobody is asked. */
static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer data)
{
  CrmHttpTransport *self = data;
  g_autofree char *pin = crm_server_address_pin_of (certificate);

  if (self->examining && self->address->pin == NULL)
    g_set_str (&self->seen, pin);
  return self->address->pin != NULL ? g_str_equal (pin, self->address->pin) : self->examining;
}

static gboolean
is_to_this_computer (const CrmServerAddress *address)
{
  return g_str_has_prefix (address->url, "http:");
}

static SoupSession *
new_session (const CrmServerAddress *address)
{
  SoupSession *session = soup_session_new_with_options ("max-conns-per-host", 6, "timeout", SILENCE_SECONDS, "idle-timeout", 60, "user-agent", "Clientele/" CRM_VERSION, NULL);
  g_autoptr (GTlsDatabase) database = NULL;

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  if (is_to_this_computer (address))
    soup_session_set_proxy_resolver (session, NULL);
  else
    crm_http_trust_has_authorities ();
  if (address->ca_file != NULL)
    database = g_tls_file_database_new (address->ca_file, NULL);
  /* A file of certificates that is not there vouches for nothing. */
  if (address->pin != NULL || address->ca_file != NULL)
    soup_session_set_tls_database (session, database);
  return session;
}

static SoupMessage *
new_message (CrmHttpTransport *self, const char *method, const char *path)
{
  g_autofree char *url = g_strconcat (self->address->url, path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  /* Every call may be made twice without harm; a connection that is there is used for POST, too, only if that is said. */
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_IDEMPOTENT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  if (self->token != NULL)
    {
      g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", authorization);
    }
  g_signal_connect_object (message, "accept-certificate", G_CALLBACK (on_accept_certificate), self, 0);
  return message;
}

static SoupMessage *
new_message_of_workspace (CrmHttpTransport *self, const char *method, const char *path)
{
  g_autofree char *whole = g_strconcat ("v1/", self->workspace != NULL ? self->workspace : "-", "/", path, NULL);

  return new_message (self, method, whole);
}

static void
set_body (SoupMessage *message, const char *type, GBytes *body)
{
  g_autoptr (GBytes) packed = g_bytes_get_size (body) > SMALL_BODY ? crm_gzip_pack (body) : NULL;

  if (packed != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding", "gzip");
  soup_message_set_request_body_from_bytes (message, type, packed != NULL ? packed : body);
}

/* ── what its answers mean ────────────────────────────────────────────────────────────────── */

/* The contract's word for why, or NULL. (transfer full) */
static char *
dup_code (const CrmHttpAnswer *answer)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);
  JsonNode *root;

  if (length == 0 || length > 4096 || !g_utf8_validate (text, (gssize)length, NULL) || !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (root), "error", NULL));
}

static void
note_wait (CrmHttpTransport *self, SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint64 seconds = 1;

  if (text != NULL)
    g_ascii_string_to_unsigned (text, 10, 1, WAIT_MAX, &seconds, NULL);
  self->wait = (guint)seconds;
}

static GError *
refuse (CrmHttpTransport *self, const CrmHttpAnswer *answer)
{
  guint status = soup_message_get_status (answer->message);
  const char *host = g_uri_get_host (soup_message_get_uri (answer->message));
  g_autofree char *code = dup_code (answer);

  switch (status)
    {
    case 401:
      if (g_strcmp0 (code, "password") == 0)
        return g_error_new_literal (CRM_ERROR, CRM_ERROR_SIGN_IN, _ ("The server does not know this name with this password."));
      return g_error_new_literal (CRM_ERROR, CRM_ERROR_SIGN_IN, _ ("The server wants to know who you are: sign in again. What you change meanwhile is kept and sent then."));
    case 403:
      return g_error_new_literal (CRM_ERROR, CRM_ERROR_FORBIDDEN, _ ("Your account may not do this on the team’s server."));
    case 404:
      return g_error_new_literal (CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The server has nothing of that kind for you."));
    case 409:
      return g_error_new_literal (CRM_ERROR, CRM_ERROR_CONFLICT, _ ("The server knows this file as a copy of another: it needs a name of its own."));
    case 413:
      return g_error_new_literal (CRM_ERROR, CRM_ERROR_TOO_LARGE, _ ("The server takes no request as long as this one."));
    case 429:
    case 503:
      note_wait (self, answer->message);
      return g_error_new (CRM_ERROR, CRM_ERROR_BUSY, _ ("The server “%s” is busy and asks to wait."), host);
    default:
      if (status >= 500)
        return g_error_new (CRM_ERROR, CRM_ERROR_SERVER, _ ("The server “%s” failed at this (%u)."), host, status);
      return g_error_new (CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” does not take this request (%u). It may be no Clientele server, or of a version that this program does not speak with."), host, status);
    }
}

/* TLS of the agreed age. The pin was compared before anything was sent. */
static gboolean
is_sound (SoupMessage *message)
{
  GTlsProtocolVersion version = soup_message_get_tls_protocol_version (message);

  return soup_message_get_tls_peer_certificate (message) == NULL || version >= G_TLS_PROTOCOL_VERSION_TLS_1_2;
}

typedef struct
{
  CrmHttpTransport *self;
  gboolean wants_answer;
} Then;

static void
then_free (gpointer data)
{
  g_object_unref (((Then *)data)->self);
  g_free (data);
}

static void
count_traffic (CrmHttpTransport *self, SoupMessage *message)
{
  SoupMessageMetrics *metrics = soup_message_get_metrics (message);

  if (metrics == NULL)
    return;
  self->sent += soup_message_metrics_get_request_header_bytes_sent (metrics) + soup_message_metrics_get_request_body_bytes_sent (metrics);
  self->received += soup_message_metrics_get_response_header_bytes_received (metrics) + soup_message_metrics_get_response_body_bytes_received (metrics);
}

static DexFuture *
look_at (DexFuture *future, gpointer data)
{
  Then *then = data;
  const CrmHttpAnswer *answer = g_value_get_boxed (dex_future_get_value (future, NULL));
  guint status = soup_message_get_status (answer->message);

  count_traffic (then->self, answer->message);
  if (!is_sound (answer->message))
    return dex_future_new_reject (CRM_ERROR, CRM_ERROR_UNTRUSTED, _ ("The server’s encryption is older than what is safe today (TLS 1.2)."));
  if (status < 200 || status > 299)
    return dex_future_new_for_error (refuse (then->self, answer));
  if (then->wants_answer)
    return dex_ref (future);
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (answer->body));
}

/* Takes the message. A future of the body, or of the whole answer. */
static DexFuture *
call (CrmHttpTransport *self, SoupMessage *message, gsize max, gboolean wants_answer)
{
  g_autoptr (SoupMessage) owned = message;
  Then *then = g_new0 (Then, 1);

  *then = (Then){ g_object_ref (self), wants_answer };
  return dex_future_then (crm_http_call (self->session, message, max, self->patience, self->closing), look_at, then, then_free);
}

/* ── push and pull ────────────────────────────────────────────────────────────────────────── */

static DexFuture *
push (CrmTransport *transport, GBytes *body)
{
  CrmHttpTransport *self = CRM_HTTP_TRANSPORT (transport);
  SoupMessage *message = new_message_of_workspace (self, "POST", "push");

  set_body (message, "application/x-ndjson", body);
  return call (self, message, BODY_MAX, FALSE);
}

static DexFuture *
pull (CrmTransport *transport, const char *scope, const CrmCursor *cursor)
{
  CrmHttpTransport *self = CRM_HTTP_TRANSPORT (transport);
  g_autofree char *escaped = g_uri_escape_string (scope, NULL, FALSE);
  char text[CRM_CURSOR_LENGTH_MAX];
  g_autofree char *path = g_strdup_printf ("changes?scope=%s&cursor=%s", escaped, cursor->seq != 0 ? crm_cursor_format (cursor, text) : "");

  return call (self, new_message_of_workspace (self, "GET", path), BODY_MAX, FALSE);
}

static DexFuture *
digest (CrmTransport *transport, const char *scope, int bucket)
{
  CrmHttpTransport *self = CRM_HTTP_TRANSPORT (transport);
  g_autofree char *escaped = g_uri_escape_string (scope, NULL, FALSE);
  g_autofree char *path = bucket < 0 ? g_strdup_printf ("digest?scope=%s", escaped) : g_strdup_printf ("digest?scope=%s&bucket=%d", escaped, bucket);

  return call (self, new_message_of_workspace (self, "GET", path), BODY_MAX, FALSE);
}

static void
transport_iface_init (CrmTransportInterface *iface)
{
  iface->push = push;
  iface->pull = pull;
  iface->digest = digest;
}

/* ── answers in JSON ──────────────────────────────────────────────────────────────────────── */

static JsonNode *
parse (DexFuture *future)
{
  GBytes *body = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (length == 0 || !g_utf8_validate (text, (gssize)length, NULL) || !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

static DexFuture *
reject_unreadable (void)
{
  return dex_future_new_reject (CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The server’s answer cannot be read. It may be no Clientele server, or of a version that this program does not speak with."));
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_id (JsonObject *object, const char *name, CrmId *id)
{
  const char *text = get_text (object, name);

  return text != NULL && crm_id_parse (text, id);
}

static CrmLogin *
read_login (JsonObject *object)
{
  g_autoptr (CrmLogin) login = g_new0 (CrmLogin, 1);
  const char *token = get_text (object, "token"), *epoch = get_text (object, "epoch");

  if (token == NULL || epoch == NULL || !read_id (object, "device", &login->device) || !read_id (object, "user", &login->user) || !read_id (object, "workspace", &login->workspace))
    return NULL;
  /* It goes into a header. */
  for (const char *p = token; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return NULL;
  login->token = g_strdup (token);
  login->epoch = g_strdup (epoch);
  login->user_name = g_strdup (get_text (object, "user_name"));
  login->workspace_name = g_strdup (get_text (object, "workspace_name"));
  login->role = g_strdup (get_text (object, "role"));
  login->team = g_strdup (get_text (object, "team"));
  return g_steal_pointer (&login);
}

static DexFuture *
take_login (DexFuture *future, gpointer data)
{
  g_autoptr (JsonNode) root = parse (future);
  CrmLogin *login = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? read_login (json_node_get_object (root)) : NULL;

  return login != NULL ? dex_future_new_take_boxed (CRM_TYPE_LOGIN, login) : reject_unreadable ();
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

DexFuture *
crm_http_transport_login (CrmHttpTransport *self, const char *user, const char *password, const CrmId *device, const char *device_name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) body = NULL;
  SoupMessage *message;

  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self) && user != NULL && password != NULL, NULL);

  json_builder_begin_object (builder);
  add_text (builder, "user", user);
  add_text (builder, "password", password);
  if (device != NULL && !crm_id_is_nil (device))
    add_text (builder, "device", crm_id_format (device, (char[CRM_ID_STRING_LENGTH + 1]){ 0 }));
  if (device_name != NULL)
    add_text (builder, "device_name", device_name);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  {
    char *text = json_to_string (root, FALSE);

    body = g_bytes_new_take (text, strlen (text));
  }
  message = new_message (self, "POST", "v1/login");
  soup_message_headers_remove (soup_message_get_request_headers (message), "Authorization");
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  return dex_future_then (call (self, message, JSON_MAX, FALSE), take_login, NULL, NULL);
}

static DexFuture *
take_nothing (DexFuture *future, gpointer data)
{
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_http_transport_logout (CrmHttpTransport *self)
{
  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self), NULL);

  return dex_future_then (call (self, new_message (self, "POST", "v1/logout"), JSON_MAX, FALSE), take_nothing, NULL, NULL);
}

static DexFuture *
take_members (DexFuture *future, gpointer data)
{
  g_autoptr (JsonNode) root = parse (future);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_member_free);
  JsonArray *array;

  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return reject_unreadable ();
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      CrmMember *member;
      CrmId id;

      if (object == NULL || !read_id (object, "id", &id) || get_text (object, "name") == NULL)
        continue;
      member = g_new0 (CrmMember, 1);
      *member = (CrmMember){ id, g_strdup (get_text (object, "name")), g_strdup (get_text (object, "role")), g_strdup (get_text (object, "team")) };
      g_ptr_array_add (members, member);
    }
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&members));
}

DexFuture *
crm_http_transport_list_members (CrmHttpTransport *self)
{
  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self), NULL);

  return dex_future_then (call (self, new_message_of_workspace (self, "GET", "members"), BODY_MAX, FALSE), take_members, NULL, NULL);
}

/* ── the first look ───────────────────────────────────────────────────────────────────────── */

static DexFuture *
take_health (DexFuture *future, gpointer data)
{
  CrmHttpTransport *self = data;
  CrmServerAddress *address = crm_server_address_copy (self->address);

  if (self->seen != NULL)
    g_set_str (&address->pin, self->seen);
  return dex_future_new_take_boxed (CRM_TYPE_SERVER_ADDRESS, address);
}

DexFuture *
crm_http_transport_examine (CrmHttpTransport *self)
{
  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self), NULL);

  self->examining = TRUE;
  return dex_future_then (call (self, new_message (self, "GET", "health"), JSON_MAX, FALSE), take_health, g_object_ref (self), g_object_unref);
}

/* ── events ───────────────────────────────────────────────────────────────────────────────── */

#define EVENT_READ_LENGTH 4096

/* Somebody who listens; each of its callbacks has a reference. */
typedef struct
{
  CrmHttpTransport *self;
  SoupMessage *message;
  CrmEventStream *events;
  CrmEventFunc func;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
} Listener;

static void
listener_clear (gpointer data)
{
  Listener *listener = data;

  g_object_unref (listener->self);
  g_object_unref (listener->message);
  crm_event_stream_free (listener->events);
  if (listener->destroy != NULL)
    listener->destroy (listener->data);
  dex_unref (listener->promise);
}

static void
listener_unref (gpointer data)
{
  g_rc_box_release_full (data, listener_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listener, listener_unref)

static void
stop_listening (Listener *listener, const GError *error)
{
  g_autoptr (GError) end = NULL;

  if (error == NULL)
    end = g_error_new_literal (CRM_ERROR, CRM_ERROR_NETWORK, _ ("The server has ended the connection."));
  dex_promise_reject (listener->promise, crm_http_new_error (listener->message, error != NULL ? error : end));
}

static void
on_events_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Listener) listener = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length == 0 || !crm_event_stream_feed (listener->events, text, length))
    stop_listening (listener, error);
  else
    g_input_stream_read_bytes_async (G_INPUT_STREAM (source), EVENT_READ_LENGTH, G_PRIORITY_DEFAULT, listener->self->closing, on_events_read, g_rc_box_acquire (listener));
}

static void
on_events_begin (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Listener) listener = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream == NULL)
    {
      stop_listening (listener, error);
      return;
    }
  if (soup_message_get_status (listener->message) != SOUP_STATUS_OK || !is_sound (listener->message))
    {
      g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
      CrmHttpAnswer answer = { listener->message, nothing };

      dex_promise_reject (listener->promise, refuse (listener->self, &answer));
      return;
    }
  listener->func (0, NULL, listener->data);
  g_input_stream_read_bytes_async (stream, EVENT_READ_LENGTH, G_PRIORITY_DEFAULT, listener->self->closing, on_events_read, g_rc_box_acquire (listener));
}

DexFuture *
crm_http_transport_listen (CrmHttpTransport *self, CrmEventFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (Listener) listener = g_rc_box_new0 (Listener);
  DexPromise *promise = dex_promise_new ();

  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self) && func != NULL, NULL);

  listener->self = g_object_ref (self);
  listener->message = new_message_of_workspace (self, "GET", "events");
  listener->events = crm_event_stream_new (func, data);
  listener->func = func;
  listener->data = data;
  listener->destroy = destroy;
  listener->promise = dex_ref (promise);
  soup_message_headers_replace (soup_message_get_request_headers (listener->message), "Accept", "text/event-stream");
  soup_message_headers_replace (soup_message_get_request_headers (listener->message), "Accept-Encoding", "identity");
  soup_session_send_async (self->session, listener->message, G_PRIORITY_DEFAULT, self->closing, on_events_begin, g_rc_box_acquire (listener));
  return DEX_FUTURE (promise);
}

/* ── files ────────────────────────────────────────────────────────────────────────────────── */

static SoupMessage *
new_message_of_file (CrmHttpTransport *self, const char *method, const char *hash)
{
  g_autofree char *path = g_strconcat ("blob/", hash, NULL);

  return new_message_of_workspace (self, method, path);
}

static DexFuture *
take_have_header (DexFuture *future, gpointer data)
{
  const CrmHttpAnswer *answer = g_value_get_boxed (dex_future_get_value (future, NULL));
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (answer->message), "X-Have");
  guint64 have = 0;

  if (text == NULL)
    return dex_future_new_for_int64 (-1);
  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &have, NULL) ? dex_future_new_for_int64 ((gint64)have) : reject_unreadable ();
}

/* A hash that nobody has begun to send is at its beginning. */
static DexFuture *
catch_unknown_file (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  return g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND) ? dex_future_new_for_int64 (0) : dex_ref (future);
}

DexFuture *
crm_http_transport_ask_file (CrmHttpTransport *self, const char *hash)
{
  DexFuture *future;

  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self) && hash != NULL, NULL);

  future = dex_future_then (call (self, new_message_of_file (self, "HEAD", hash), JSON_MAX, TRUE), take_have_header, NULL, NULL);
  return dex_future_catch (future, catch_unknown_file, NULL, NULL);
}

static DexFuture *
take_have (DexFuture *future, gpointer data)
{
  GBytes *body = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autoptr (JsonNode) root = NULL;

  if (g_bytes_get_size (body) == 0)
    return dex_future_new_for_int64 (-1);
  root = parse (future);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !json_object_has_member (json_node_get_object (root), "have"))
    return reject_unreadable ();
  return dex_future_new_for_int64 (json_object_get_int_member_with_default (json_node_get_object (root), "have", 0));
}

DexFuture *
crm_http_transport_put_part (CrmHttpTransport *self, const char *hash, GBytes *part, gint64 from, gint64 total)
{
  SoupMessage *message;
  g_autofree char *range = NULL;

  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self) && hash != NULL && part != NULL, NULL);

  message = new_message_of_file (self, "PUT", hash);
  range = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, from, from + (gint64)g_bytes_get_size (part) - 1, total);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Range", range);
  soup_message_set_request_body_from_bytes (message, "application/octet-stream", part);
  return dex_future_then (call (self, message, JSON_MAX, FALSE), take_have, NULL, NULL);
}

/* A server that sends all of it again when asked for the rest is not to be appended. */
static DexFuture *
take_part (DexFuture *future, gpointer data)
{
  const CrmHttpAnswer *answer = g_value_get_boxed (dex_future_get_value (future, NULL));
  const gint64 *from = data;

  if (*from > 0 && soup_message_get_status (answer->message) != SOUP_STATUS_PARTIAL_CONTENT)
    return reject_unreadable ();
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (answer->body));
}

DexFuture *
crm_http_transport_get_part (CrmHttpTransport *self, const char *hash, gint64 from)
{
  SoupMessage *message;
  g_autofree char *range = NULL;

  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self) && hash != NULL, NULL);

  message = new_message_of_file (self, "GET", hash);
  range = g_strdup_printf ("bytes=%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, from, from + CRM_BLOB_PART - 1);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Range", range);
  return dex_future_then (call (self, message, BODY_MAX, TRUE), take_part, g_memdup2 (&from, sizeof from), g_free);
}

/* ── the transport ────────────────────────────────────────────────────────────────────────── */

static void
crm_http_transport_finalize (GObject *object)
{
  CrmHttpTransport *self = CRM_HTTP_TRANSPORT (object);

  g_object_unref (self->session);
  g_object_unref (self->closing);
  crm_server_address_free (self->address);
  g_free (self->workspace);
  g_free (self->token);
  g_free (self->seen);

  G_OBJECT_CLASS (crm_http_transport_parent_class)->finalize (object);
}

static void
crm_http_transport_class_init (CrmHttpTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_http_transport_finalize;
}

static void
crm_http_transport_init (CrmHttpTransport *self)
{
  self->closing = g_cancellable_new ();
  self->patience = PATIENCE_SECONDS;
}

CrmHttpTransport *
crm_http_transport_new (const CrmServerAddress *address)
{
  CrmHttpTransport *self;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_object_new (CRM_TYPE_HTTP_TRANSPORT, NULL);
  self->address = crm_server_address_copy (address);
  self->session = new_session (address);
  return self;
}

void
crm_http_transport_sign (CrmHttpTransport *self, const CrmId *workspace, const char *token)
{
  g_return_if_fail (CRM_IS_HTTP_TRANSPORT (self));

  g_free (self->workspace);
  self->workspace = crm_id_to_string (workspace);
  g_set_str (&self->token, token);
}

void
crm_http_transport_set_patience (CrmHttpTransport *self, guint seconds)
{
  g_return_if_fail (CRM_IS_HTTP_TRANSPORT (self));

  self->patience = seconds;
}

guint
crm_http_transport_get_wait (CrmHttpTransport *self)
{
  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self), 0);

  return self->wait;
}

void
crm_http_transport_get_traffic (CrmHttpTransport *self, guint64 *sent, guint64 *received)
{
  g_return_if_fail (CRM_IS_HTTP_TRANSPORT (self) && sent != NULL && received != NULL);

  *sent = self->sent;
  *received = self->received;
}

SoupSession *
crm_http_transport_get_session (CrmHttpTransport *self)
{
  g_return_val_if_fail (CRM_IS_HTTP_TRANSPORT (self), NULL);

  return self->session;
}

void
crm_http_transport_close (CrmHttpTransport *self)
{
  g_return_if_fail (CRM_IS_HTTP_TRANSPORT (self));

  g_cancellable_cancel (self->closing);
  soup_session_abort (self->session);
}
