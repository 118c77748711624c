/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads files of deals on a thread of its own. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-deal-feed.h"

struct _CrmDealFeed
{
  GPtrArray *sources;
  char *currency;
  CrmImportSettings settings;
  GCancellable *cancellable;
  guint *n_done;
  GThread *thread;

  GMutex mutex;
  GCond changed;
  gboolean ended;
  CrmDealTable *table;
  GError *error;
};

static gpointer
run (gpointer data)
{
  CrmDealFeed *self = data;
  GError *error = NULL;
  CrmDealTable *table = crm_deal_table_read (self->sources, &self->settings, self->cancellable, self->n_done, &error);

  g_mutex_lock (&self->mutex);
  self->table = table;
  self->error = error;
  self->ended = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

CrmDealFeed *
crm_deal_feed_new (GPtrArray *sources, const CrmImportSettings *settings, GCancellable *cancellable, guint *n_done)
{
  CrmDealFeed *self = g_new0 (CrmDealFeed, 1);

  self->sources = g_ptr_array_ref (sources);
  self->currency = g_strdup (settings->currency);
  self->settings = (CrmImportSettings){ .currency = self->currency, .zone = g_time_zone_ref (settings->zone), .this_year = settings->this_year };
  g_set_object (&self->cancellable, cancellable);
  self->n_done = n_done;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("crm-import", run, self);
  return self;
}

/* Nobody waits for rows any more, so a cancelled reading ends by itself; another is short. */
void
crm_deal_feed_free (CrmDealFeed *self)
{
  g_thread_join (self->thread);
  g_clear_pointer (&self->table, crm_deal_table_free);
  g_clear_error (&self->error);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->mutex);
  g_ptr_array_unref (self->sources);
  g_time_zone_unref (self->settings.zone);
  g_clear_object (&self->cancellable);
  g_free (self->currency);
  g_free (self);
}

int
crm_deal_feed_wait (CrmDealFeed *self, gint64 wait_us, CrmDealTable **table, GError **error)
{
  gint64 until = g_get_monotonic_time () + wait_us;
  int result = 1;

  g_mutex_lock (&self->mutex);
  while (!self->ended && g_cond_wait_until (&self->changed, &self->mutex, until))
    ;
  if (self->ended)
    {
      *table = g_steal_pointer (&self->table);
      result = *table != NULL ? 0 : -1;
      if (self->error != NULL)
        g_propagate_error (error, g_steal_pointer (&self->error));
    }
  g_mutex_unlock (&self->mutex);
  return result;
}
