/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hears of what other processes do to the same database of PostgreSQL. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-database.h"
#include "server/crm-server-postgres.h"

#include <glib-unix.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

/* Before a lost connection is made again, milliseconds. */
#define PAUSE 1000

#define TAG_LENGTH 16

/* What was heard, on its way to the main context. */
typedef struct
{
  gboolean is_change;
  CrmId workspace;
  gint64 seq;
  GPtrArray *scopes;
} Heard;

struct _CrmServerListener
{
  char *url;
  char *tag;
  GMainContext *context;
  CrmServerHeard heard;
  gpointer data;
  GThread *thread;
  int end[2]; /* a pipe: closed when the thread is to end */
  GAsyncQueue *queue;

  GMutex mutex;
  GSource *source; /* under the mutex */
};

static void
heard_free (gpointer data)
{
  Heard *heard = data;

  g_clear_pointer (&heard->scopes, g_ptr_array_unref);
  g_free (heard);
}

static gboolean
on_heard (gpointer data)
{
  CrmServerListener *self = data;
  Heard *heard;

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->mutex);
  while ((heard = g_async_queue_try_pop (self->queue)) != NULL)
    {
      self->heard (heard->is_change ? &heard->workspace : NULL, heard->seq, heard->scopes, self->data);
      heard_free (heard);
    }
  return G_SOURCE_REMOVE;
}

static void
hand_over (CrmServerListener *self, Heard *heard)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_async_queue_push (self->queue, heard);
  if (self->source != NULL)
    return;
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, on_heard, self, NULL);
  g_source_attach (self->source, self->context);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* "change WORKSPACE SEQ", and a scope a line after it. Others may write to the channel, too. */
static Heard *
read_change (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_auto (GStrv) words = g_strsplit (lines[0], " ", -1);
  CrmId workspace;
  Heard *heard;

  if (g_strv_length (words) != 3 || strcmp (words[0], "change") != 0 || !crm_id_parse (words[1], &workspace))
    return NULL;
  heard = g_new0 (Heard, 1);
  heard->is_change = TRUE;
  heard->workspace = workspace;
  heard->seq = g_ascii_strtoll (words[2], NULL, 10);
  heard->scopes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 1; lines[i] != NULL; i++)
    g_ptr_array_add (heard->scopes, g_strdup (lines[i]));
  return heard;
}

static void
take (CrmServerListener *self, const char *payload)
{
  Heard *heard = NULL;

  if (strlen (payload) <= TAG_LENGTH || g_str_has_prefix (payload, self->tag))
    return;
  if (strcmp (payload + TAG_LENGTH, " accounts") == 0)
    heard = g_new0 (Heard, 1);
  else
    heard = read_change (payload + TAG_LENGTH + 1);
  if (heard != NULL)
    hand_over (self, heard);
}

/* FALSE when the thread is to end. */
static gboolean
wait_for (CrmServerListener *self, int socket, int timeout)
{
  struct pollfd ends[2] = { { self->end[0], POLLIN }, { socket, POLLIN } };

  poll (ends, socket >= 0 ? 2 : 1, timeout);
  return ends[0].revents == 0;
}

/* Returns when the connection is lost, or the thread is to end. */
static void
listen_on (CrmServerListener *self, CrmPostgres *connection)
{
  PGnotify *notification;

  if (!crm_postgres_execute (connection, "LISTEN " CRM_SERVER_POSTGRES_CHANNEL, NULL))
    return;
  /* Nobody knows what happened before. */
  hand_over (self, g_new0 (Heard, 1));
  do
    while ((notification = crm_postgres_next_notification (connection)) != NULL)
      {
        take (self, notification->extra);
        PQfreemem (notification);
      }
  while (wait_for (self, crm_postgres_get_socket (connection), -1) && crm_postgres_read_notifications (connection, NULL));
}

static gpointer
run (gpointer data)
{
  CrmServerListener *self = data;

  do
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CrmPostgres) connection = crm_postgres_open (self->url, &error);

      if (connection != NULL)
        listen_on (self, connection);
      else
        g_message ("%s", error->message);
    }
  while (wait_for (self, -1, PAUSE));
  return NULL;
}

CrmServerListener *
crm_server_listener_new (const char *database, guint64 tag, GMainContext *context, CrmServerHeard heard, gpointer data)
{
  CrmServerListener *self;
  g_autoptr (GError) error = NULL;

  if (!crm_server_database_is_url (database))
    return NULL;
  self = g_new0 (CrmServerListener, 1);
  self->url = g_strdup (database);
  self->tag = g_strdup_printf ("%016" G_GINT64_MODIFIER "x", tag);
  self->context = context != NULL ? g_main_context_ref (context) : g_main_context_ref_thread_default ();
  self->heard = heard;
  self->data = data;
  self->queue = g_async_queue_new_full (heard_free);
  g_mutex_init (&self->mutex);
  if (!g_unix_open_pipe (self->end, O_CLOEXEC, &error))
    g_error ("there are no pipes: %s", error->message);
  self->thread = g_thread_new ("crm-listener", run, self);
  return self;
}

void
crm_server_listener_free (CrmServerListener *self)
{
  close (self->end[1]);
  g_thread_join (self->thread);
  close (self->end[0]);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->tag);
  g_free (self->url);
  g_free (self);
}
