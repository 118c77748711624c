/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with many records, as one edit. */

#define G_LOG_DOMAIN "crm-store"

#include "core/store/crm-bulk.h"

/* So many are added at a time. */
#define PIECE 500

typedef struct
{
  const CrmKind *kind;
  GArray *rowids;
  CrmTransfer *transfer;
  CrmBulkAdd add;
  gpointer data;
  GDestroyNotify destroy;
  guint next;
} Bulk;

static void
bulk_free (gpointer data)
{
  Bulk *bulk = data;

  g_array_unref (bulk->rowids);
  g_clear_pointer (&bulk->transfer, crm_transfer_unref);
  if (bulk->destroy != NULL)
    bulk->destroy (bulk->data);
  g_free (bulk);
}

static int
pull (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Bulk *bulk = data;
  guint first = bulk->next;

  for (guint i = 0; i < PIECE && bulk->next < bulk->rowids->len; i++, bulk->next++)
    {
      GError *local_error = NULL;
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, bulk->kind, g_array_index (bulk->rowids, gint64, bulk->next), &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return -1;
        }
      if (record != NULL && !record->deleted && !bulk->add (connection, edit, record, bulk->data, error))
        return -1;
    }
  if (bulk->transfer != NULL)
    crm_transfer_advance (bulk->transfer, bulk->next - first);
  return bulk->next < bulk->rowids->len;
}

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

  return (x > y) - (x < y);
}

/* In the order of the file, whose pages are then read and written once. */
CrmEdit *
crm_bulk_new (const char *title, const CrmKind *kind, GArray *rowids, CrmTransfer *transfer, CrmBulkAdd add, gpointer data, GDestroyNotify destroy)
{
  Bulk *bulk;

  g_return_val_if_fail (title != NULL && kind != NULL && rowids != NULL && add != NULL, NULL);

  bulk = g_new0 (Bulk, 1);
  *bulk = (Bulk){ kind, g_array_copy (rowids), transfer != NULL ? crm_transfer_ref (transfer) : NULL, add, data, destroy, 0 };
  g_array_sort (bulk->rowids, compare_rowids);
  if (transfer != NULL)
    crm_transfer_expect (transfer, rowids->len);
  return crm_edit_new_stream (title, CRM_EDIT_ORIGIN_PERSON, pull, bulk, bulk_free);
}

void
crm_change_assign (CrmChange *change, const GArray *assignments)
{
  g_return_if_fail (change != NULL && assignments != NULL);

  for (guint i = 0; i < assignments->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (assignments, CrmAssignment, i);

      crm_change_set (change, assignment->field, crm_value_copy (&assignment->value));
    }
}

static gboolean
add_deletion (CrmConnection *connection, CrmEdit *edit, const CrmRecord *record, gpointer data, GError **error)
{
  crm_edit_delete (edit, record->kind, &record->id);
  return TRUE;
}

static gboolean
add_assignment (CrmConnection *connection, CrmEdit *edit, const CrmRecord *record, gpointer data, GError **error)
{
  crm_change_assign (crm_edit_update_record (edit, record), data);
  return TRUE;
}

CrmEdit *
crm_bulk_new_deletion (const char *title, const CrmKind *kind, GArray *rowids, CrmTransfer *transfer)
{
  return crm_bulk_new (title, kind, rowids, transfer, add_deletion, NULL, NULL);
}

CrmEdit *
crm_bulk_new_assignment (const char *title, const CrmKind *kind, GArray *rowids, GArray *assignments, CrmTransfer *transfer)
{
  g_return_val_if_fail (assignments != NULL, NULL);

  return crm_bulk_new (title, kind, rowids, transfer, add_assignment, g_array_ref (assignments), (GDestroyNotify)g_array_unref);
}
