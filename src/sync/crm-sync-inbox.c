/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages on their way into the file: made ready on threads of their own, then taken by the writer in their order, as many at once as are there. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-inbox.h"

#include "sync/crm-sync-row.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (CrmSyncPulled, crm_sync_pulled, crm_sync_pulled_ref, crm_sync_pulled_unref)

/* ── a page ───────────────────────────────────────────────────────────────────────────────── */

static guint
hash_record (gconstpointer data)
{
  const CrmSyncRecord *record = data;
  guint32 end;

  /* The end of an id is random. */
  memcpy (&end, record->id.bytes + sizeof record->id.bytes - sizeof end, sizeof end);
  return end;
}

static gboolean
is_same_record (gconstpointer a, gconstpointer b)
{
  const CrmSyncRecord *x = a, *y = b;

  return crm_id_equal (&x->id, &y->id) && strcmp (x->kind, y->kind) == 0;
}

/* A server has each record once; of one said twice only the last counts, or it would be merged with what the file had before the first. */
static void
find_again (CrmSyncPulled *self)
{
  g_autoptr (GHashTable) later = g_hash_table_new (hash_record, is_same_record);

  for (guint i = self->page.rows->len; i-- > 0;)
    self->again[i] = !g_hash_table_add (later, g_array_index (self->page.rows, CrmWireRow, i).record);
}

static void
make_fresh (CrmSyncPulled *self, guint position)
{
  const CrmWireRow *row = &g_array_index (self->page.rows, CrmWireRow, position);
  const CrmKind *kind = self->again[position] ? NULL : crm_kind_find (row->record->kind);

  if (kind == NULL)
    return;
  self->fresh[position] = crm_sync_row_make (kind, row->record, self->scope, row->seq, FALSE);
  self->fresh[position]->stamp->is_new = TRUE;
  crm_fresh_keys_add (self->fresh[position], &self->settings);
}

CrmSyncPulled *
crm_sync_pulled_new (const char *scope, const CrmCursor *from, CrmWirePage *page, const CrmKeySettings *settings)
{
  CrmSyncPulled *self = g_atomic_rc_box_new0 (CrmSyncPulled);

  *self = (CrmSyncPulled){ g_strdup (scope), *from, *page, *settings };
  *page = (CrmWirePage){ 0 };
  self->fresh = g_new0 (CrmChange *, self->page.rows->len);
  self->again = g_new0 (gboolean, self->page.rows->len);
  find_again (self);
  for (guint i = 0; i < self->page.rows->len; i++)
    make_fresh (self, i);
  return self;
}

CrmSyncPulled *
crm_sync_pulled_ref (CrmSyncPulled *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
pulled_clear (gpointer data)
{
  CrmSyncPulled *self = data;

  for (guint i = 0; i < self->page.rows->len; i++)
    g_clear_pointer (&self->fresh[i], crm_change_unref);
  g_free (self->fresh);
  g_free (self->again);
  crm_wire_page_clear (&self->page);
  g_free (self->scope);
}

void
crm_sync_pulled_unref (CrmSyncPulled *self)
{
  g_atomic_rc_box_release_full (self, pulled_clear);
}

/* ── the inbox ────────────────────────────────────────────────────────────────────────────── */

struct _CrmSyncInbox
{
  GAsyncQueue *arrived;
  GAsyncQueue *done;
};

static void
free_page (gpointer data)
{
  crm_sync_pulled_unref (data);
}

CrmSyncInbox *
crm_sync_inbox_new (void)
{
  CrmSyncInbox *self = g_atomic_rc_box_new0 (CrmSyncInbox);

  self->arrived = g_async_queue_new_full (free_page);
  self->done = g_async_queue_new_full (free_page);
  return self;
}

CrmSyncInbox *
crm_sync_inbox_ref (CrmSyncInbox *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
inbox_clear (gpointer data)
{
  CrmSyncInbox *self = data;

  g_async_queue_unref (self->arrived);
  g_async_queue_unref (self->done);
}

void
crm_sync_inbox_unref (CrmSyncInbox *self)
{
  g_atomic_rc_box_release_full (self, inbox_clear);
}

void
crm_sync_inbox_add (CrmSyncInbox *self, CrmSyncPulled *pulled)
{
  g_async_queue_push (self->arrived, pulled);
}

guint
crm_sync_inbox_get_n (CrmSyncInbox *self)
{
  return (guint)MAX (g_async_queue_length (self->arrived), 0);
}

CrmSyncPulled *
crm_sync_inbox_take (CrmSyncInbox *self)
{
  return g_async_queue_try_pop (self->arrived);
}

void
crm_sync_inbox_return (CrmSyncInbox *self, CrmSyncPulled *pulled)
{
  g_async_queue_push (self->done, pulled);
}

CrmSyncPulled *
crm_sync_inbox_take_done (CrmSyncInbox *self)
{
  return g_async_queue_try_pop (self->done);
}
