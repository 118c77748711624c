/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads files into drafts on a thread of its own, ahead of who plans them. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-import-feed.h"

#define ROWS_A_BATCH 64
#define MAX_AHEAD    64 /* batches */

struct _CrmImportFeed
{
  GPtrArray *sources;
  CrmImportSettings settings; /* its members owned */
  GCancellable *cancellable;
  GThread *thread;

  GMutex mutex;
  GCond changed;
  GQueue batches; /* of GPtrArray of CrmImportDraft */
  gboolean stopped;
  gboolean ended;
  GError *error;
};

/* FALSE when nobody wants more. */
static gboolean
push (CrmImportFeed *self, GPtrArray *batch)
{
  gboolean go_on;

  g_mutex_lock (&self->mutex);
  while (self->batches.length >= MAX_AHEAD && !self->stopped)
    g_cond_wait (&self->changed, &self->mutex);
  go_on = !self->stopped;
  if (go_on)
    g_queue_push_tail (&self->batches, batch);
  else
    g_ptr_array_unref (batch);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  return go_on;
}

static GPtrArray *
batch_new (void)
{
  return g_ptr_array_new_full (ROWS_A_BATCH, (GDestroyNotify)crm_import_draft_free);
}

static gboolean
read_rows (CrmImportFeed *self, CrmTableReader *reader, CrmDraftReader *drafts, GError **error)
{
  g_autoptr (GPtrArray) batch = batch_new ();
  const CrmTableRow *row;
  CrmTableStatus status;

  while ((status = crm_table_reader_next (reader, &row, error)) == CRM_TABLE_ROW)
    {
      g_ptr_array_add (batch, crm_draft_reader_read (drafts, row));
      if (batch->len < ROWS_A_BATCH)
        continue;
      if (!push (self, g_steal_pointer (&batch)))
        return TRUE;
      batch = batch_new ();
    }
  if (status == CRM_TABLE_ERROR)
    return FALSE;
  push (self, g_steal_pointer (&batch));
  return TRUE;
}

static gboolean
read_source (CrmImportFeed *self, guint number, GError **error)
{
  const CrmImportSource *source = self->sources->pdata[number];
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (source->path, &source->options, self->cancellable, error);
  g_autoptr (CrmDraftReader) drafts = NULL;

  if (reader == NULL)
    return FALSE;
  drafts = crm_draft_reader_new (source->mapping, number, &self->settings);
  return read_rows (self, reader, drafts, error);
}

static gpointer
run (gpointer data)
{
  CrmImportFeed *self = data;
  GError *error = NULL;

  for (guint i = 0; i < self->sources->len && error == NULL; i++)
    read_source (self, i, &error);
  g_mutex_lock (&self->mutex);
  self->ended = TRUE;
  self->error = error;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

CrmImportFeed *
crm_import_feed_new (GPtrArray *sources, const CrmImportSettings *settings, GCancellable *cancellable)
{
  CrmImportFeed *self = g_new0 (CrmImportFeed, 1);

  self->sources = g_ptr_array_ref (sources);
  self->settings = *settings;
  self->settings.currency = g_strdup (settings->currency);
  self->settings.calling_code = g_strdup (settings->calling_code);
  g_time_zone_ref (self->settings.zone);
  if (settings->custom_fields != NULL)
    g_ptr_array_ref (settings->custom_fields);
  g_set_object (&self->cancellable, cancellable);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("crm-import", run, self);
  return self;
}

void
crm_import_feed_free (CrmImportFeed *self)
{
  g_mutex_lock (&self->mutex);
  self->stopped = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_queue_clear_full (&self->batches, (GDestroyNotify)g_ptr_array_unref);
  g_clear_error (&self->error);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->sources);
  g_clear_object (&self->cancellable);
  g_time_zone_unref (self->settings.zone);
  g_clear_pointer (&self->settings.custom_fields, g_ptr_array_unref);
  g_free ((char *)self->settings.currency);
  g_free ((char *)self->settings.calling_code);
  g_free (self);
}

int
crm_import_feed_next (CrmImportFeed *self, gint64 wait_us, GPtrArray **drafts, GError **error)
{
  gint64 until = g_get_monotonic_time () + wait_us;
  int more = 1;

  g_mutex_lock (&self->mutex);
  while (self->batches.length == 0 && !self->ended)
    if (!g_cond_wait_until (&self->changed, &self->mutex, until))
      break;
  *drafts = g_queue_pop_head (&self->batches);
  if (*drafts == NULL && self->ended)
    {
      more = self->error != NULL ? -1 : 0;
      if (self->error != NULL)
        g_propagate_error (error, g_error_copy (self->error));
    }
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  return more;
}
