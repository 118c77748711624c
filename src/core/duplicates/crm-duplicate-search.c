/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan for a window: on a thread and a connection of its own, with its progress to be looked at. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "core/duplicates/crm-duplicate-search.h"

#include "core/duplicates/crm-duplicate-reading.h"
#include "core/schema/crm-schema-customers.h"

/* SQLite and the folding of names want more than a fiber has. */
#define STACK_SIZE (1024 * 1024)

typedef struct
{
  CrmDuplicateSearch *search;
  char *path;
  double min;
  guint max;
  GCancellable *cancellable;
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  crm_duplicate_search_unref (run->search);
  g_clear_object (&run->cancellable);
  g_free (run->path);
  g_free (run);
}

CrmDuplicateFound *
crm_duplicate_found_new (CrmRecord *a, CrmRecord *b, const CrmDuplicateScore *score)
{
  CrmDuplicateFound *found = g_new0 (CrmDuplicateFound, 1);

  found->a = crm_record_ref (a);
  found->b = crm_record_ref (b);
  found->score = *score;
  return found;
}

void
crm_duplicate_found_free (CrmDuplicateFound *found)
{
  g_clear_pointer (&found->a, crm_record_unref);
  g_clear_pointer (&found->b, crm_record_unref);
  g_free (found);
}

CrmDuplicateSearch *
crm_duplicate_search_new (void)
{
  return g_atomic_rc_box_new0 (CrmDuplicateSearch);
}

CrmDuplicateSearch *
crm_duplicate_search_ref (CrmDuplicateSearch *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_duplicate_search_unref (CrmDuplicateSearch *self)
{
  g_atomic_rc_box_release (self);
}

static void
note_progress (guint done, guint total, const GArray *pairs, gpointer data)
{
  CrmDuplicateSearch *search = data;

  __atomic_store_n (&search->total, total, __ATOMIC_RELAXED);
  __atomic_store_n (&search->done, done, __ATOMIC_RELAXED);
  __atomic_store_n (&search->n_found, pairs->len, __ATOMIC_RELAXED);
}

/* The older of both stands first: it is the one that is proposed to stay. */
static void
add_found (CrmConnection *connection, GPtrArray *list, const CrmDuplicatePair *pair)
{
  g_autoptr (CrmRecord) a = crm_connection_read_record (connection, &crm_kind_customer, &pair->a, NULL);
  g_autoptr (CrmRecord) b = crm_connection_read_record (connection, &crm_kind_customer, &pair->b, NULL);

  if (a == NULL || b == NULL || a->deleted || b->deleted)
    return;
  if (crm_record_get_created (a) <= crm_record_get_created (b))
    g_ptr_array_add (list, crm_duplicate_found_new (a, b, &pair->score));
  else
    g_ptr_array_add (list, crm_duplicate_found_new (b, a, &pair->score));
}

static GPtrArray *
search (CrmConnection *connection, const Run *run, GError **error)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_read_all (connection, run->cancellable, error);
  g_autoptr (GArray) pairs = set != NULL ? crm_duplicate_scan (set, run->min, run->cancellable, note_progress, run->search, error) : NULL;
  GPtrArray *list;

  if (pairs == NULL)
    return NULL;
  __atomic_store_n (&run->search->n_found, pairs->len, __ATOMIC_RELAXED);
  list = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_duplicate_found_free);
  for (guint i = 0; i < MIN (pairs->len, run->max); i++)
    add_found (connection, list, &g_array_index (pairs, CrmDuplicatePair, i));
  return list;
}

static DexFuture *
search_in_pool (gpointer data)
{
  const Run *run = data;
  GError *error = NULL;
  g_autoptr (CrmConnection) connection = crm_connection_open (run->path, CRM_CONNECTION_READER, &error);
  GPtrArray *list = NULL;

  if (connection != NULL)
    {
      crm_connection_set_cancellable (connection, run->cancellable);
      list = search (connection, run, &error);
      crm_connection_set_cancellable (connection, NULL);
    }
  return list != NULL ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, list) : dex_future_new_for_error (error);
}

DexFuture *
crm_duplicate_search_run (CrmDuplicateSearch *self, CrmStore *store, double min, guint max, GCancellable *cancellable)
{
  Run *run = g_new0 (Run, 1);

  *run = (Run){ crm_duplicate_search_ref (self), g_strdup (crm_store_get_path (store)), min, max, cancellable != NULL ? g_object_ref (cancellable) : NULL };
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), STACK_SIZE, search_in_pool, run, run_free);
}
