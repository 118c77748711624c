/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often something may be tried: so many times within a while, by name. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-tries.h"

/* With more names than this, those whose while is over are forgotten; with as many that are not, it is an attack on the list itself. */
#define NAMES_MAX 50000

typedef struct
{
  gint64 since;
  guint count;
} Tries;

struct _CrmServerTries
{
  GMutex mutex;
  GHashTable *names;
  guint max;
  gint64 span;
};

CrmServerTries *
crm_server_tries_new (guint max, gint64 span)
{
  CrmServerTries *self = g_new0 (CrmServerTries, 1);

  g_mutex_init (&self->mutex);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->max = max;
  self->span = span;
  return self;
}

void
crm_server_tries_free (CrmServerTries *self)
{
  g_hash_table_unref (self->names);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static void
make_room (CrmServerTries *self, gint64 now)
{
  GHashTableIter iter;
  gpointer value;

  if (g_hash_table_size (self->names) < NAMES_MAX)
    return;
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (now - ((Tries *)value)->since >= self->span)
      g_hash_table_iter_remove (&iter);
  if (g_hash_table_size (self->names) >= NAMES_MAX)
    g_hash_table_remove_all (self->names);
}

guint
crm_server_tries_count (CrmServerTries *self, const char *name, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Tries *tries = g_hash_table_lookup (self->names, name);

  if (tries == NULL)
    {
      make_room (self, now);
      tries = g_new0 (Tries, 1);
      tries->since = now;
      g_hash_table_insert (self->names, g_strdup (name), tries);
    }
  if (now - tries->since >= self->span)
    *tries = (Tries){ .since = now };
  if (tries->count >= self->max)
    return (guint)((tries->since + self->span - now) / G_USEC_PER_SEC) + 1;
  tries->count++;
  return 0;
}

void
crm_server_tries_forget (CrmServerTries *self, const char *name)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->names, name);
}
