/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request over HTTP and its whole answer, with limits on how long and how much. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-http-call.h"

#include "core/base/crm-error.h"
#include "sync/crm-gzip.h"
#include "sync/crm-http-trust.h"

#include <glib/gi18n-lib.h>

#define READ_LENGTH 65536

G_DEFINE_BOXED_TYPE (CrmHttpAnswer, crm_http_answer, crm_http_answer_copy, crm_http_answer_free)

CrmHttpAnswer *
crm_http_answer_copy (const CrmHttpAnswer *self)
{
  CrmHttpAnswer *copy = g_new0 (CrmHttpAnswer, 1);

  *copy = (CrmHttpAnswer){ g_object_ref (self->message), g_bytes_ref (self->body) };
  return copy;
}

void
crm_http_answer_free (CrmHttpAnswer *self)
{
  g_object_unref (self->message);
  g_bytes_unref (self->body);
  g_free (self);
}

GError *
crm_http_new_error (SoupMessage *message, const GError *error)
{
  const char *host = g_uri_get_host (soup_message_get_uri (message));

  if (error->domain == CRM_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == G_TLS_ERROR && !crm_http_trust_has_authorities ())
    return g_error_new (CRM_ERROR, CRM_ERROR_UNTRUSTED, _ ("This computer has no certificates of authorities that could vouch for “%s”. Install them (ca-certificates), or join by an invitation, which says how the server is known."), host);
  if (error->domain == G_TLS_ERROR)
    return g_error_new (CRM_ERROR, CRM_ERROR_UNTRUSTED, _ ("“%s” shows a certificate that is not the one of your team’s server, or that nobody vouches for. Ask its administrator before you go on."), host);
  return g_error_new (CRM_ERROR, CRM_ERROR_NETWORK, _ ("The server “%s” was not reached: %s"), host, error->message);
}

/* A call under way; each of its callbacks has a reference. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GCancellable *cancellable; /* its own */
  GCancellable *outer;       /* (nullable): the caller's */
  gulong outer_handler;
  guint deadline;
  gboolean late;
  gsize max;
  GByteArray *body;
  DexPromise *promise;
} Call;

static void
call_clear (gpointer data)
{
  Call *call = data;

  g_object_unref (call->message);
  g_clear_object (&call->stream);
  g_object_unref (call->cancellable);
  g_clear_object (&call->outer);
  g_byte_array_unref (call->body);
  dex_unref (call->promise);
}

static void
call_unref (gpointer data)
{
  g_rc_box_release_full (data, call_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_unref)

/* Nothing ends it from outside any more. */
static void
let_go (Call *call)
{
  g_clear_handle_id (&call->deadline, g_source_remove);
  if (call->outer != NULL)
    g_cancellable_disconnect (call->outer, call->outer_handler);
  g_clear_object (&call->outer);
}

static void
fail (Call *call, const GError *error)
{
  let_go (call);
  if (call->late)
    dex_promise_reject (call->promise, g_error_new (CRM_ERROR, CRM_ERROR_NETWORK, _ ("The server “%s” takes too long to answer."), g_uri_get_host (soup_message_get_uri (call->message))));
  else
    dex_promise_reject (call->promise, crm_http_new_error (call->message, error));
}

static void
finish (Call *call)
{
  g_autoptr (GBytes) packed = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));
  const char *encoding = soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Content-Encoding");
  GError *error = NULL;
  CrmHttpAnswer *answer;
  GBytes *body;

  call->body = g_byte_array_new ();
  /* The connection is free for the next call from here on. */
  g_input_stream_close (call->stream, NULL, NULL);
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    body = g_bytes_ref (packed);
  else
    body = crm_gzip_unpack (packed, call->max, &error);
  let_go (call);
  if (body == NULL)
    {
      dex_promise_reject (call->promise, error);
      return;
    }
  answer = g_new0 (CrmHttpAnswer, 1);
  *answer = (CrmHttpAnswer){ g_object_ref (call->message), body };
  dex_promise_resolve_boxed (call->promise, CRM_TYPE_HTTP_ANSWER, answer);
}

static void on_read (GObject *source, GAsyncResult *result, gpointer data);

static void
read_on (Call *call)
{
  g_input_stream_read_bytes_async (call->stream, READ_LENGTH, G_PRIORITY_DEFAULT, call->cancellable, on_read, g_rc_box_acquire (call));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes != NULL && g_bytes_get_size (bytes) > call->max - call->body->len)
    {
      g_set_error_literal (&error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The server’s answer is longer than it may be."));
      g_cancellable_cancel (call->cancellable);
      g_clear_pointer (&bytes, g_bytes_unref);
    }
  if (bytes == NULL)
    {
      fail (call, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      finish (call);
      return;
    }
  g_byte_array_append (call->body, g_bytes_get_data (bytes, NULL), (guint)g_bytes_get_size (bytes));
  read_on (call);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream != NULL)
    read_on (call);
  else
    fail (call, error);
}

static gboolean
on_deadline (gpointer data)
{
  Call *call = data;

  call->deadline = 0;
  call->late = TRUE;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_outer_cancelled (GCancellable *outer, gpointer data)
{
  g_cancellable_cancel (data);
}

DexFuture *
crm_http_call (SoupSession *session, SoupMessage *message, gsize max, guint patience, GCancellable *cancellable)
{
  g_autoptr (Call) call = g_rc_box_new0 (Call);
  DexPromise *promise = dex_promise_new ();

  call->message = g_object_ref (message);
  call->cancellable = g_cancellable_new ();
  call->max = max;
  call->body = g_byte_array_new ();
  call->promise = dex_ref (promise);
  call->deadline = g_timeout_add_seconds (patience, on_deadline, call);
  if (g_set_object (&call->outer, cancellable))
    call->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled), g_object_ref (call->cancellable), g_object_unref);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, call->cancellable, on_sent, g_rc_box_acquire (call));
  return DEX_FUTURE (promise);
}
