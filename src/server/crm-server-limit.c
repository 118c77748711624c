/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often something may happen: counts in memory, for what anybody can ask for. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-limit.h"

#include "server/crm-server-password.h"

/* Addresses that are all different must not fill the memory: the fullest buckets are forgotten. */
#define BUCKETS_MAX 20000

struct _CrmServerLimit
{
  GMutex mutex;
  GHashTable *buckets; /* of gint64 by gint64: when the bucket is full again */
  guint64 salt;
};

CrmServerLimit *
crm_server_limit_new (void)
{
  CrmServerLimit *self = g_new0 (CrmServerLimit, 1);

  g_mutex_init (&self->mutex);
  self->buckets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->salt = crm_server_random_number ();
  return self;
}

void
crm_server_limit_free (CrmServerLimit *self)
{
  g_hash_table_unref (self->buckets);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static gint64
make_key (const CrmServerLimit *self, const char *sort, const char *who)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT " %s %s", self->salt, sort, who);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  hash[15] = '\0';
  return g_ascii_strtoll (hash, NULL, 16);
}

static void
make_room (CrmServerLimit *self, gint64 now)
{
  GHashTableIter iter;
  gpointer full;

  if (g_hash_table_size (self->buckets) < BUCKETS_MAX)
    return;
  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &full))
    if (*(gint64 *)full <= now)
      g_hash_table_iter_remove (&iter);
  /* All in use: whoever that is has to be stopped further out; here nobody is locked out by it. */
  if (g_hash_table_size (self->buckets) >= BUCKETS_MAX)
    g_hash_table_remove_all (self->buckets);
}

static gboolean
ask (CrmServerLimit *self, const char *sort, const char *who, guint most, guint seconds, gint64 now, gboolean takes)
{
  gint64 key = make_key (self, sort, who != NULL ? who : ""), step = (gint64)seconds * G_USEC_PER_SEC / most;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 *full = g_hash_table_lookup (self->buckets, &key);
  gint64 next = (full != NULL ? MAX (*full, now) : now) + step;

  if (next > now + (gint64)seconds * G_USEC_PER_SEC)
    return FALSE;
  if (!takes)
    return TRUE;
  make_room (self, now);
  g_hash_table_insert (self->buckets, g_memdup2 (&key, sizeof key), g_memdup2 (&next, sizeof next));
  return TRUE;
}

gboolean
crm_server_limit_take (CrmServerLimit *self, const char *sort, const char *who, guint most, guint seconds, gint64 now)
{
  g_return_val_if_fail (self != NULL && most > 0, FALSE);

  return ask (self, sort, who, most, seconds, now, TRUE);
}

gboolean
crm_server_limit_has (CrmServerLimit *self, const char *sort, const char *who, guint most, guint seconds, gint64 now)
{
  g_return_val_if_fail (self != NULL && most > 0, FALSE);

  return ask (self, sort, who, most, seconds, now, FALSE);
}
