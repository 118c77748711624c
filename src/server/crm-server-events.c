/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who listen for changes, and telling them: server-sent events. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-events.h"

#include "server/crm-server-hints.h"

#include <string.h>

/* Whoever does not take what they are told is not listening. */
#define WAITING_MAX (64 * 1024)

typedef struct
{
  CrmServerEvents *events;
  SoupServerMessage *message;
  CrmServerCaller caller;
  gsize waiting; /* bytes that are not written yet */
} Listener;

struct _CrmServerEvents
{
  GHashTable *listeners; /* SoupServerMessage → Listener */
  CrmServerHints *hints;
  GSource *timer; /* ready when a hint waited long enough */
};

static void
listener_free (gpointer data)
{
  Listener *listener = data;

  g_signal_handlers_disconnect_by_data (listener->message, listener);
  g_object_unref (listener->message);
  g_strfreev (listener->caller.teams);
  g_free (listener);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch };

static gboolean on_due (gpointer data);

CrmServerEvents *
crm_server_events_new (void)
{
  CrmServerEvents *self = g_new0 (CrmServerEvents, 1);

  self->hints = crm_server_hints_new ();
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->timer, on_due, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  self->listeners = g_hash_table_new_full (NULL, NULL, NULL, listener_free);
  return self;
}

void
crm_server_events_free (CrmServerEvents *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  crm_server_hints_free (self->hints);
  g_hash_table_unref (self->listeners);
  g_free (self);
}

static void
say (Listener *listener, const char *text)
{
  gsize length = strlen (text);

  if (listener->waiting > WAITING_MAX)
    return;
  listener->waiting += length;
  soup_message_body_append (soup_server_message_get_response_body (listener->message), SOUP_MEMORY_COPY, text, length);
  soup_server_message_unpause (listener->message);
}

static void
on_wrote_data (SoupServerMessage *message, guint length, gpointer data)
{
  Listener *listener = data;

  listener->waiting -= MIN (listener->waiting, length);
}

static void
on_finished (SoupServerMessage *message, gpointer data)
{
  Listener *listener = data;

  g_hash_table_remove (listener->events->listeners, message);
}

static Listener *
new_listener (CrmServerEvents *self, SoupServerMessage *message)
{
  Listener *listener = g_new0 (Listener, 1);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  listener->events = self;
  listener->message = g_object_ref (message);
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Accel-Buffering", "no");
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_data), listener);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), listener);
  g_hash_table_insert (self->listeners, message, listener);
  return listener;
}

void
crm_server_events_add (CrmServerEvents *self, SoupServerMessage *message, const CrmServerCaller *caller)
{
  Listener *listener = g_hash_table_lookup (self->listeners, message);
  gboolean is_new = listener == NULL;

  if (is_new)
    listener = new_listener (self, message);
  g_strfreev (listener->caller.teams);
  listener->caller = *caller;
  listener->caller.teams = g_strdupv (caller->teams);
  if (is_new)
    say (listener, ": listening\n\n");
}

gboolean
crm_server_events_has (CrmServerEvents *self, SoupServerMessage *message)
{
  return g_hash_table_contains (self->listeners, message);
}

gboolean
crm_server_events_is_stuck (CrmServerEvents *self, SoupServerMessage *message)
{
  const Listener *listener = g_hash_table_lookup (self->listeners, message);

  return listener != NULL && listener->waiting > WAITING_MAX;
}

void
crm_server_events_remove (CrmServerEvents *self, SoupServerMessage *message)
{
  soup_message_body_complete (soup_server_message_get_response_body (message));
  soup_server_message_unpause (message);
  g_hash_table_remove (self->listeners, message);
}

GPtrArray *
crm_server_events_list (CrmServerEvents *self)
{
  GPtrArray *messages = g_hash_table_get_keys_as_ptr_array (self->listeners);

  for (guint i = 0; i < messages->len; i++)
    g_object_ref (messages->pdata[i]);
  g_ptr_array_set_free_func (messages, g_object_unref);
  return messages;
}

void
crm_server_events_remove_all (CrmServerEvents *self)
{
  g_autoptr (GPtrArray) messages = crm_server_events_list (self);

  for (guint i = 0; i < messages->len; i++)
    crm_server_events_remove (self, messages->pdata[i]);
}

static void
say_hint (CrmServerEvents *self, const CrmId *workspace, const char *scope, gint64 seq)
{
  g_autofree char *text = g_strdup_printf ("event: change\ndata: %" G_GINT64_FORMAT " %s\n\n", seq, scope);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Listener *listener = value;

      if (crm_id_equal (&listener->caller.workspace, workspace) && crm_server_caller_can_read (&listener->caller, scope))
        say (listener, text);
    }
}

static gboolean
on_due (gpointer data)
{
  CrmServerEvents *self = data;
  g_autoptr (GArray) hints = crm_server_hints_take (self->hints, g_get_monotonic_time ());

  for (guint i = 0; i < hints->len; i++)
    {
      const CrmServerHint *hint = &g_array_index (hints, CrmServerHint, i);

      say_hint (self, &hint->workspace, hint->scope, hint->seq);
    }
  g_source_set_ready_time (self->timer, crm_server_hints_get_due (self->hints));
  return G_SOURCE_CONTINUE;
}

void
crm_server_events_tell (CrmServerEvents *self, const CrmId *workspace, gint64 seq, const GPtrArray *scopes)
{
  for (guint i = 0; i < scopes->len; i++)
    if (crm_server_hints_note (self->hints, workspace, scopes->pdata[i], seq, g_get_monotonic_time ()))
      {
        say_hint (self, workspace, scopes->pdata[i], seq);
        if (g_source_get_ready_time (self->timer) < 0)
          g_source_set_ready_time (self->timer, crm_server_hints_get_due (self->hints));
      }
}

void
crm_server_events_beat (CrmServerEvents *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    say (value, ": beat\n\n");
}
