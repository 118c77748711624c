/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of the few records that many rows point to. */

#define G_LOG_DOMAIN "crm-app"

#include "app/widgets/crm-names.h"

#include "core/base/crm-text-sort.h"

struct _CrmNames
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  GPtrArray *records; /* of CrmRecord, by name */

  const CrmKind *kind;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmNames, crm_names, G_TYPE_OBJECT)

static int
compare_titles (gconstpointer a, gconstpointer b)
{
  const CrmRecord *x = *(CrmRecord *const *)a, *y = *(CrmRecord *const *)b;
  g_autofree char *key_x = crm_text_sort_key (crm_record_get_title (x) ?: "", CRM_NAME_UNKNOWN, FALSE);
  g_autofree char *key_y = crm_text_sort_key (crm_record_get_title (y) ?: "", CRM_NAME_UNKNOWN, FALSE);

  return g_strcmp0 (key_x, key_y);
}

static gboolean
read_names (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const CrmKind *kind = data;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE deleted = 0", crm_kind_get_columns (kind), kind->name);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (records, crm_statement_read_record (statement, kind));
  if (step < 0)
    return FALSE;
  g_ptr_array_sort (records, compare_titles);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&records));
  return TRUE;
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  g_autoptr (CrmNames) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self == NULL)
    return dex_future_new_true ();
  if (value == NULL)
    {
      g_message ("The names of %s records were not read: %s", self->kind->name, error->message);
      return dex_future_new_true ();
    }
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = g_value_dup_boxed (value);
  g_signal_emit (self, signals[CHANGED], 0);
  return dex_future_new_true ();
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
read_again (CrmNames *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  dex_future_disown (dex_future_finally (crm_store_read (self->store, NULL, read_names, (gpointer)self->kind, NULL), on_read, weak, weak_free));
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmNames *self)
{
  if (crm_change_set_has_kind (changes, self->kind->id))
    read_again (self);
}

static void
crm_names_finalize (GObject *object)
{
  CrmNames *self = CRM_NAMES (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->records, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_names_parent_class)->finalize (object);
}

static void
crm_names_class_init (CrmNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_names_finalize;

  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_NAMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_names_init (CrmNames *self)
{
  self->records = g_ptr_array_new ();
}

CrmNames *
crm_names_new (CrmStore *store, const CrmKind *kind)
{
  CrmNames *self;

  g_return_val_if_fail (CRM_IS_STORE (store) && kind != NULL && kind->title >= 0, NULL);

  self = g_object_new (CRM_TYPE_NAMES, NULL);
  self->store = g_object_ref (store);
  self->kind = kind;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_DEFAULT);
  read_again (self);
  return self;
}

const char *
crm_names_lookup (CrmNames *self, const CrmId *id)
{
  g_return_val_if_fail (CRM_IS_NAMES (self), NULL);

  for (guint i = 0; id != NULL && i < self->records->len; i++)
    {
      const CrmRecord *record = self->records->pdata[i];

      if (crm_id_equal (&record->id, id))
        return crm_record_get_title (record);
    }
  return NULL;
}

void
crm_names_foreach (CrmNames *self, CrmNamesFunc func, gpointer data)
{
  g_return_if_fail (CRM_IS_NAMES (self) && func != NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      const CrmRecord *record = self->records->pdata[i];

      func (&record->id, crm_record_get_title (record) ?: "", data);
    }
}
