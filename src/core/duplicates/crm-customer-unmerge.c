/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What un-merging would do, and what it would leave. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "config.h"

#include "core/duplicates/crm-customer-merge.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Redone merges are merges as well. */
#define MERGE_ROWS "SELECT e.id, e.number, e.title, e.at, c.id, h.new FROM customer c JOIN history h ON h.kind = 1 AND h.record = c.rowid AND h.field = 'merged_into'" \
                   " JOIN edit e ON e.number = h.edit WHERE c.merged_into IS NOT NULL AND h.new IS NOT NULL AND e.undone_by IS NULL AND e.origin IN (0, 3)"

static void
left_free (gpointer data)
{
  CrmMergeLeft *left = data;

  g_free (left->what);
  g_free (left->before);
  g_free (left->now);
  g_free (left);
}

void
crm_unmerge_free (CrmUnmerge *unmerge)
{
  g_free (unmerge->title);
  g_clear_pointer (&unmerge->left, g_ptr_array_unref);
  g_free (unmerge);
}

static CrmUnmerge *
read_row (sqlite3_stmt *row)
{
  CrmUnmerge *unmerge = g_new0 (CrmUnmerge, 1);

  crm_statement_read_id (row, 0, &unmerge->edit);
  unmerge->number = sqlite3_column_int64 (row, 1);
  unmerge->title = g_strdup ((const char *)sqlite3_column_text (row, 2));
  unmerge->at = sqlite3_column_int64 (row, 3);
  crm_statement_read_id (row, 4, &unmerge->merged);
  crm_id_parse ((const char *)sqlite3_column_text (row, 5), &unmerge->kept);
  unmerge->left = g_ptr_array_new_with_free_func (left_free);
  return unmerge;
}

GPtrArray *
crm_unmerge_list (CrmConnection *connection, guint max, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_unmerge_free);
  sqlite3_stmt *statement = crm_connection_prepare (connection, MERGE_ROWS " ORDER BY e.number DESC LIMIT ?", error);
  int step = -1;

  if (statement != NULL)
    sqlite3_bind_int (statement, 1, (int)max);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (list, read_row (statement));
  return step == 0 ? g_steal_pointer (&list) : NULL;
}

static CrmUnmerge *
find_merge (CrmConnection *connection, const CrmId *edit, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, MERGE_ROWS " AND e.id = ?", error);
  g_autoptr (CrmUnmerge) found = NULL;
  int step = -1;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, edit);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    found = read_row (statement);
  sqlite3_reset (statement);
  if (step == 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("This is no merge that was made in this file and still stands."));
  return g_steal_pointer (&found);
}

static gboolean
check_kept (CrmConnection *connection, const CrmUnmerge *unmerge, GError **error)
{
  g_autoptr (CrmRecord) kept = crm_connection_read_record (connection, &crm_kind_customer, &unmerge->kept, NULL);

  if (kept == NULL || !kept->deleted || !crm_record_has (kept, CRM_CUSTOMER_MERGED_INTO))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("“%s” has been merged into another customer since. Take that merge back first."), crm_record_get_title (kept));
  return FALSE;
}

/* ── what stays ───────────────────────────────────────────────────────────────────────────── */

static char *
dup_title (CrmConnection *connection, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, kind, id, NULL);

  return g_strdup (record != NULL ? crm_record_get_title (record) : NULL);
}

static char *
dup_shown (CrmConnection *connection, const CrmField *field, const char *stored, const CrmValueStyle *style)
{
  g_auto (CrmValue) value = { 0 };

  if (field == NULL || !crm_value_from_stored (stored, field->type, &value))
    return g_strdup (stored);
  if (value.type == CRM_VALUE_ID)
    return dup_title (connection, crm_kind_get (field->refers), &value.id);
  return crm_value_format (&value, field, style);
}

static CrmMergeLeft *
describe (CrmConnection *connection, const CrmKind *kind, gint64 rowid, const char *name, const char *old, const CrmValueStyle *style)
{
  int index = crm_kind_find_field (kind, name);
  const CrmField *field = index >= 0 ? &kind->fields[index] : NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, kind, rowid, NULL);
  g_autofree char *now = record != NULL && index >= 0 ? crm_value_to_stored (&record->values[index]) : NULL;
  const char *title = record != NULL ? crm_record_get_title (record) : NULL;
  CrmMergeLeft *left = g_new0 (CrmMergeLeft, 1);

  left->what = g_strdup_printf ("%s: %s", title != NULL ? title : _ (kind->label), field != NULL ? crm_field_get_label (field) : name);
  left->before = dup_shown (connection, field, old, style);
  left->now = dup_shown (connection, field, now, style);
  return left;
}

/* The same question that an undo asks of each row. */
static gboolean
read_left (CrmConnection *connection, CrmUnmerge *unmerge, const CrmValueStyle *style, GError **error)
{
  static const char sql[] = "SELECT h.kind, h.record, h.field, h.old FROM history h WHERE h.edit = ?1 AND EXISTS"
                            " (SELECT 1 FROM history l JOIN edit e ON e.number = l.edit WHERE l.kind = h.kind AND l.record = h.record AND l.field = h.field"
                            " AND e.root > (SELECT root FROM edit WHERE number = ?1) AND e.undone_by IS NULL AND e.origin <> 2) ORDER BY h.number";
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = -1;

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, unmerge->number);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      int kind = sqlite3_column_int (statement, 0);

      if (kind > CRM_KIND_NONE && kind < CRM_N_KINDS)
        g_ptr_array_add (unmerge->left, describe (connection, crm_kind_get ((CrmKindId)kind), sqlite3_column_int64 (statement, 1), (const char *)sqlite3_column_text (statement, 2),
                                                  (const char *)sqlite3_column_text (statement, 3), style));
    }
  return step == 0;
}

CrmUnmerge *
crm_unmerge_read (CrmConnection *connection, const CrmId *edit, const CrmValueStyle *style, GError **error)
{
  g_autoptr (CrmUnmerge) unmerge = NULL;

  g_return_val_if_fail (connection != NULL && edit != NULL && style != NULL, NULL);

  unmerge = find_merge (connection, edit, error);
  if (unmerge == NULL || !check_kept (connection, unmerge, error) || !read_left (connection, unmerge, style, error))
    return NULL;
  return g_steal_pointer (&unmerge);
}
