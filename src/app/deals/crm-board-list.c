/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a column as a list of rows. */

#define G_LOG_DOMAIN "crm-app"

#include "app/deals/crm-board-list.h"

#include "core/schema/crm-schema-sales.h"

#include <string.h>

struct _CrmBoardList
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  GArray *rowids;   /* of gint64 */
  GHashTable *rows; /* rowid → CrmRow, borrowed: the rows somebody holds */
  GArray *wanted;   /* of gint64: whose records are to be read */

  guint cap;
  guint n_items; /* shown: no more than cap */
  guint source;
};

static void crm_board_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmBoardList, crm_board_list, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, crm_board_list_list_model_init))

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_records (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GArray *wanted = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);

  for (guint i = 0; i < wanted->len; i++)
    {
      GError *local_error = NULL;
      CrmRecord *record = crm_connection_read_record_at (connection, &crm_kind_deal, g_array_index (wanted, gint64, i), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&records));
  return TRUE;
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  g_autoptr (CrmBoardList) self = g_weak_ref_get (data);
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *records = value != NULL ? g_value_get_boxed (value) : NULL;

  for (guint i = 0; self != NULL && records != NULL && i < records->len; i++)
    {
      CrmRecord *record = records->pdata[i];
      CrmRow *row = g_hash_table_lookup (self->rows, &record->rowid);

      if (row != NULL)
        crm_row_set_record (row, record, NULL);
    }
  return dex_future_new_true ();
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
on_fill (gpointer data)
{
  CrmBoardList *self = CRM_BOARD_LIST (data);
  GWeakRef *ref = g_new0 (GWeakRef, 1);
  GArray *wanted = g_steal_pointer (&self->wanted);

  self->source = 0;
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  /* Rows scrolled past meanwhile are not read any more. */
  for (guint i = wanted->len; i-- > 0;)
    if (!g_hash_table_contains (self->rows, &g_array_index (wanted, gint64, i)))
      g_array_remove_index (wanted, i);
  g_weak_ref_init (ref, self);
  dex_future_disown (dex_future_finally (crm_store_read (self->store, NULL, read_records, wanted, (GDestroyNotify)g_array_unref), on_read, ref, weak_ref_free));
  return G_SOURCE_REMOVE;
}

static void
want (CrmBoardList *self, gint64 rowid)
{
  g_array_append_val (self->wanted, rowid);
  if (self->source == 0)
    self->source = g_idle_add_full (G_PRIORITY_HIGH, on_fill, self, NULL);
}

/* ── GListModel ───────────────────────────────────────────────────────────────────────────── */

static void
on_row_gone (gpointer data, GObject *where)
{
  /* Weak notification comes from dispose, when the row's own members still stand. */
  gint64 rowid = crm_row_get_rowid ((CrmRow *)where);

  g_hash_table_remove (CRM_BOARD_LIST (data)->rows, &rowid);
}

static GType
crm_board_list_get_item_type (GListModel *model)
{
  return CRM_TYPE_ROW;
}

static guint
crm_board_list_get_n_items (GListModel *model)
{
  return CRM_BOARD_LIST (model)->n_items;
}

static gpointer
crm_board_list_get_item (GListModel *model, guint position)
{
  CrmBoardList *self = CRM_BOARD_LIST (model);
  CrmRow *row;
  gint64 rowid;

  if (position >= self->n_items)
    return NULL;
  rowid = g_array_index (self->rowids, gint64, position);
  row = g_hash_table_lookup (self->rows, &rowid);
  if (row != NULL)
    return g_object_ref (row);
  row = crm_row_new (position, rowid);
  g_hash_table_insert (self->rows, g_memdup2 (&rowid, sizeof rowid), row);
  g_object_weak_ref (G_OBJECT (row), on_row_gone, self);
  want (self, rowid);
  return row;
}

static void
crm_board_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = crm_board_list_get_item_type;
  iface->get_n_items = crm_board_list_get_n_items;
  iface->get_item = crm_board_list_get_item;
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_board_list_dispose (GObject *object)
{
  CrmBoardList *self = CRM_BOARD_LIST (object);
  GHashTableIter iter;
  gpointer row;

  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    {
      g_object_weak_unref (row, on_row_gone, self);
      g_hash_table_iter_remove (&iter);
    }
  g_clear_object (&self->store);
  self->n_items = 0;

  G_OBJECT_CLASS (crm_board_list_parent_class)->dispose (object);
}

static void
crm_board_list_finalize (GObject *object)
{
  CrmBoardList *self = CRM_BOARD_LIST (object);

  g_array_unref (self->rowids);
  g_array_unref (self->wanted);
  g_hash_table_unref (self->rows);

  G_OBJECT_CLASS (crm_board_list_parent_class)->finalize (object);
}

static void
crm_board_list_class_init (CrmBoardListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_board_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_board_list_finalize;
}

static void
crm_board_list_init (CrmBoardList *self)
{
  self->rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

CrmBoardList *
crm_board_list_new (CrmStore *store, guint cap)
{
  CrmBoardList *self;

  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  self = g_object_new (CRM_TYPE_BOARD_LIST, NULL);
  self->store = g_object_ref (store);
  self->cap = cap;
  return self;
}

guint
crm_board_list_get_cap (CrmBoardList *self)
{
  g_return_val_if_fail (CRM_IS_BOARD_LIST (self), 0);

  return self->cap;
}

void
crm_board_list_set_cap (CrmBoardList *self, guint cap)
{
  guint before;

  g_return_if_fail (CRM_IS_BOARD_LIST (self) && cap >= self->cap);

  before = self->n_items;
  self->cap = cap;
  self->n_items = MIN (self->rowids->len, cap);
  if (self->n_items != before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->n_items - before);
}

/* What stays in front and behind, of two lists. */
static void
trim (const gint64 *before, guint n_before, const gint64 *after, guint n_after, guint *front, guint *behind)
{
  guint n = MIN (n_before, n_after);

  for (*front = 0; *front < n && before[*front] == after[*front];)
    (*front)++;
  for (*behind = 0; *behind < n - *front && before[n_before - 1 - *behind] == after[n_after - 1 - *behind];)
    (*behind)++;
}

static void
replace (CrmBoardList *self, GArray *rowids)
{
  g_array_unref (self->rowids);
  self->rowids = rowids;
  self->n_items = MIN (rowids->len, self->cap);
}

void
crm_board_list_set_rowids (CrmBoardList *self, GArray *rowids)
{
  g_autoptr (GArray) before = NULL;
  guint n_before, n_after, front, behind, n;
  const gint64 *old, *new;

  g_return_if_fail (CRM_IS_BOARD_LIST (self) && rowids != NULL);

  before = g_array_ref (self->rowids);
  n_before = self->n_items;
  n_after = MIN (rowids->len, self->cap);
  old = (const gint64 *)before->data;
  new = (const gint64 *)rowids->data;
  trim (old, n_before, new, n_after, &front, &behind);
  n = n_before - front - behind;
  if (n_before == n_after && n > 1 && memcmp (old + front + 1, new + front, (n - 1) * sizeof *old) == 0)
    {
      /* One has gone down past the others: it is taken out, then put in. */
      g_autoptr (GArray) without = g_array_copy (rowids);

      g_array_remove_index (without, front + n - 1);
      replace (self, g_steal_pointer (&without));
      self->n_items = n_before - 1;
      g_list_model_items_changed (G_LIST_MODEL (self), front, 1, 0);
      replace (self, g_array_ref (rowids));
      g_list_model_items_changed (G_LIST_MODEL (self), front + n - 1, 0, 1);
      return;
    }
  if (n_before == n_after && n > 1 && memcmp (old + front, new + front + 1, (n - 1) * sizeof *old) == 0)
    {
      g_autoptr (GArray) without = g_array_copy (rowids);

      g_array_remove_index (without, front);
      replace (self, g_steal_pointer (&without));
      self->n_items = n_before - 1;
      g_list_model_items_changed (G_LIST_MODEL (self), front + n - 1, 1, 0);
      replace (self, g_array_ref (rowids));
      g_list_model_items_changed (G_LIST_MODEL (self), front, 0, 1);
      return;
    }
  replace (self, g_array_ref (rowids));
  if (n > 0 || n_after > front + behind)
    g_list_model_items_changed (G_LIST_MODEL (self), front, n, n_after - front - behind);
}

void
crm_board_list_refresh (CrmBoardList *self, gint64 rowid)
{
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (CRM_IS_BOARD_LIST (self));

  if (rowid != 0)
    {
      if (g_hash_table_contains (self->rows, &rowid))
        want (self, rowid);
      return;
    }
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    want (self, *(gint64 *)key);
}

guint
crm_board_list_get_n_deals (CrmBoardList *self)
{
  g_return_val_if_fail (CRM_IS_BOARD_LIST (self), 0);

  return self->rowids->len;
}

guint
crm_board_list_find (CrmBoardList *self, gint64 rowid)
{
  g_return_val_if_fail (CRM_IS_BOARD_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->n_items; i++)
    if (g_array_index (self->rowids, gint64, i) == rowid)
      return i;
  return G_MAXUINT;
}
