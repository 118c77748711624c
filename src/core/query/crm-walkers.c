/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that walk over a large table beside the one that asks. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-walkers.h"

#include "core/query/crm-query-sql.h"

#include <glib/gstdio.h>

/* Below this a walk is over before a thread has opened the file. */
#define LARGE_FILE (64 * 1024 * 1024)

#define MAX_WALKERS 3

/* So many rows at a time: some milliseconds. */
#define STRETCH 32768

typedef struct
{
  char *sql;
  GPtrArray *values; /* borrowed */
  gint64 next;       /* atomic: where nobody has walked yet */
  gint64 last;
  gboolean given_up; /* atomic */
  CrmRowSet *rows;   /* under the mutex */
  GError *error;     /* likewise: the first there was */
} Walk;

struct _CrmWalkers
{
  CrmConnection *connection; /* borrowed: the caller's */
  GThread *threads[MAX_WALKERS];
  guint n_threads;

  GMutex mutex;
  GCond turned;
  guint n_awake;  /* have looked at the file's version, or could not */
  gboolean reads; /* the caller's transaction sees its state */
  gboolean ends;
  Walk *walk; /* (nullable): under way */
  guint n_walking;
};

/* ── walking ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_over (const Walk *walk)
{
  return __atomic_load_n (&walk->given_up, __ATOMIC_RELAXED) || __atomic_load_n (&walk->next, __ATOMIC_RELAXED) > walk->last;
}

static gboolean
walk_stretch (CrmConnection *connection, const Walk *walk, gint64 first, CrmRowSet *rows, GError **error)
{
  sqlite3_stmt *statement = crm_row_set_prepare (rows, connection, walk->sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_int64 (statement, 2, MIN (first + STRETCH - 1, walk->last));
  crm_query_sql_bind (walk->values, statement, 3);
  return crm_row_set_collect (connection, statement, error);
}

/* Takes one stretch after the other until there is none left. */
static void
walk_along (CrmWalkers *self, CrmConnection *connection, Walk *walk)
{
  g_autoptr (CrmRowSet) rows = crm_row_set_new ((gsize)walk->last);
  GError *error = NULL;
  gint64 first;

  while (error == NULL && !is_over (walk) && (first = __atomic_fetch_add (&walk->next, STRETCH, __ATOMIC_RELAXED)) <= walk->last)
    walk_stretch (connection, walk, first, rows, &error);
  g_mutex_lock (&self->mutex);
  crm_row_set_unite (walk->rows, rows);
  if (error != NULL)
    {
      __atomic_store_n (&walk->given_up, TRUE, __ATOMIC_RELAXED);
      if (walk->error == NULL)
        walk->error = g_steal_pointer (&error);
      g_clear_error (&error);
    }
  g_mutex_unlock (&self->mutex);
}

/* ── a walker ─────────────────────────────────────────────────────────────────────────────── */

/* Tells that the version was looked at, and waits until the caller's transaction sees the file. */
static gboolean
wait_for_caller (CrmWalkers *self)
{
  gboolean reads;

  g_mutex_lock (&self->mutex);
  self->n_awake++;
  g_cond_broadcast (&self->turned);
  while (!self->reads && !self->ends)
    g_cond_wait (&self->turned, &self->mutex);
  reads = self->reads;
  g_mutex_unlock (&self->mutex);
  return reads;
}

static void
walk_when_asked (CrmWalkers *self, CrmConnection *connection)
{
  g_mutex_lock (&self->mutex);
  while (!self->ends)
    {
      Walk *walk = self->walk;

      if (walk == NULL || is_over (walk))
        {
          g_cond_wait (&self->turned, &self->mutex);
          continue;
        }
      self->n_walking++;
      g_mutex_unlock (&self->mutex);
      walk_along (self, connection, walk);
      g_mutex_lock (&self->mutex);
      self->n_walking--;
      g_cond_broadcast (&self->turned);
    }
  g_mutex_unlock (&self->mutex);
}

typedef struct
{
  CrmWalkers *walkers;
  char *path;
  GCancellable *cancellable;
} Start;

static void
start_free (Start *start)
{
  g_clear_object (&start->cancellable);
  g_free (start->path);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_free)

static gpointer
run_walker (gpointer data)
{
  g_autoptr (Start) start = data;
  g_autoptr (CrmConnection) connection = crm_connection_open (start->path, CRM_CONNECTION_READER, NULL);
  gint64 before = 0, after = 0;
  gboolean can_see = connection != NULL && crm_connection_read_integer (connection, "PRAGMA data_version", &before, NULL);

  if (!wait_for_caller (start->walkers) || !can_see)
    return NULL;
  crm_connection_set_cancellable (connection, start->cancellable);
  if (!crm_connection_execute (connection, "BEGIN", NULL) || !crm_connection_read_integer (connection, "PRAGMA data_version", &after, NULL) || after != before)
    return NULL;
  walk_when_asked (start->walkers, connection);
  return NULL;
}

/* ── all of them ──────────────────────────────────────────────────────────────────────────── */

static gboolean
is_worth_it (CrmConnection *connection)
{
  sqlite3 *handle = crm_connection_get_handle (connection);
  GStatBuf info;

  return g_get_num_processors () > 1 && sqlite3_get_autocommit (handle) == 0 && sqlite3_txn_state (handle, "main") == SQLITE_TXN_NONE && g_stat (crm_connection_get_path (connection), &info) == 0 && info.st_size >= LARGE_FILE;
}

CrmWalkers *
crm_walkers_new (CrmConnection *connection)
{
  g_autoptr (CrmWalkers) self = NULL;
  gint64 n;

  g_return_val_if_fail (connection != NULL, NULL);

  if (!is_worth_it (connection))
    return NULL;
  self = g_new0 (CrmWalkers, 1);
  self->connection = connection;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->turned);
  for (guint i = 0; i < MIN (g_get_num_processors () - 1, MAX_WALKERS); i++)
    {
      Start *start = g_new0 (Start, 1);
      GThread *thread;

      *start = (Start){ self, g_strdup (crm_connection_get_path (connection)), NULL };
      g_set_object (&start->cancellable, crm_connection_get_cancellable (connection));
      thread = g_thread_try_new ("walker", run_walker, start, NULL);
      /* Fewer do as well, or none. */
      if (thread == NULL)
        {
          start_free (start);
          break;
        }
      self->threads[self->n_threads++] = thread;
    }
  g_mutex_lock (&self->mutex);
  while (self->n_awake < self->n_threads)
    g_cond_wait (&self->turned, &self->mutex);
  self->reads = crm_connection_read_integer (connection, "SELECT count (*) FROM file", &n, NULL);
  self->ends = !self->reads;
  g_cond_broadcast (&self->turned);
  g_mutex_unlock (&self->mutex);
  return self->reads ? g_steal_pointer (&self) : NULL;
}

static void
walk_free (Walk *walk)
{
  g_clear_pointer (&walk->rows, crm_row_set_free);
  g_clear_error (&walk->error);
  g_free (walk->sql);
  g_free (walk);
}

/* Leaves the walk without walkers. */
static Walk *
take_walk (CrmWalkers *self)
{
  Walk *walk;

  g_mutex_lock (&self->mutex);
  walk = g_steal_pointer (&self->walk);
  while (self->n_walking > 0)
    g_cond_wait (&self->turned, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return walk;
}

void
crm_walkers_free (CrmWalkers *self)
{
  crm_walkers_give_up (self);
  g_mutex_lock (&self->mutex);
  self->ends = TRUE;
  g_cond_broadcast (&self->turned);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->n_threads; i++)
    g_thread_join (self->threads[i]);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->turned);
  g_free (self);
}

gboolean
crm_walkers_begin (CrmWalkers *self, const char *table, const char *where, GPtrArray *values, gint64 last)
{
  Walk *walk;

  if (self->walk != NULL)
    return FALSE;
  walk = g_new0 (Walk, 1);
  /* An index over a part of the condition would be walked along for each stretch anew. */
  walk->sql = g_strdup_printf ("SELECT crm_add_row (rowid) FROM %s NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2 AND %s", table, where);
  walk->values = values;
  walk->next = 1;
  walk->last = last;
  walk->rows = crm_row_set_new ((gsize)last);
  g_mutex_lock (&self->mutex);
  self->walk = walk;
  g_cond_broadcast (&self->turned);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

CrmRowSet *
crm_walkers_finish (CrmWalkers *self, GError **error)
{
  CrmRowSet *rows = NULL;
  Walk *walk;

  g_return_val_if_fail (self->walk != NULL, NULL);

  walk_along (self, self->connection, self->walk);
  walk = take_walk (self);
  if (walk->error != NULL)
    g_propagate_error (error, g_steal_pointer (&walk->error));
  else
    rows = g_steal_pointer (&walk->rows);
  walk_free (walk);
  return rows;
}

void
crm_walkers_give_up (CrmWalkers *self)
{
  Walk *walk;

  if (self->walk == NULL)
    return;
  __atomic_store_n (&self->walk->given_up, TRUE, __ATOMIC_RELAXED);
  walk = take_walk (self);
  walk_free (walk);
}
