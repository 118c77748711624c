/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a record what it was at some edit. */

#define G_LOG_DOMAIN "crm-history"

#include "config.h"

#include "core/history/crm-record-past.h"

#include "core/history/crm-record-scope.h"

/* What the program sets with a record follows from the rest by itself. */
#define NOT_SET_BACK (CRM_FIELD_FACT | CRM_FIELD_INTERNAL | CRM_FIELD_SECRET)

typedef struct
{
  const CrmKind *kind;
  gint64 rowid;
  gboolean is_new; /* it was not there yet */
} Part;

static GArray *
read_parts (CrmConnection *connection, const CrmKind *kind, const CrmId *id, gint64 number, GError **error)
{
  g_autofree char *sql = g_strconcat (crm_record_scope_get_parts_sql (kind), " SELECT kind, record, made > ?2 FROM scope ORDER BY kind, record", NULL);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (Part));
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step;

  if (row == NULL)
    return NULL;
  crm_statement_bind_id (row, 1, id);
  sqlite3_bind_int64 (row, 2, number);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    {
      Part part = { crm_kind_get ((CrmKindId)sqlite3_column_int (row, 0)), sqlite3_column_int64 (row, 1), sqlite3_column_int (row, 2) != 0 };

      g_array_append_val (parts, part);
    }
  return step == 0 ? g_steal_pointer (&parts) : NULL;
}

static void
set_deleted (CrmEdit *edit, const CrmRecord *record, gboolean deleted, guint *n)
{
  if (deleted == record->deleted)
    return;
  (*n)++;
  if (deleted)
    crm_edit_delete (edit, record->kind, &record->id);
  else
    crm_edit_restore (edit, record->kind, &record->id);
}

static void
set_field (CrmEdit *edit, const CrmRecord *record, const char *name, const char *stored, CrmChange **change, guint *n)
{
  int index = crm_kind_find_field (record->kind, name);
  g_auto (CrmValue) value = { 0 };

  if (index < 0 || (record->kind->fields[index].flags & NOT_SET_BACK) != 0 || !crm_value_from_stored (stored, record->kind->fields[index].type, &value))
    return;
  if (crm_value_equal (&value, &record->values[index]))
    return;
  (*n)++;
  if (*change == NULL)
    *change = crm_edit_update (edit, record->kind, &record->id);
  crm_change_set (*change, (guint)index, crm_value_copy (&value));
}

/* What a field held then is what its first change since took away. */
static gboolean
set_back (CrmConnection *connection, const CrmRecord *record, gint64 number, CrmEdit *edit, guint *n, GError **error)
{
  sqlite3_stmt *row = crm_connection_prepare (connection,
                                              "SELECT field, old FROM history WHERE number IN"
                                              " (SELECT min(number) FROM history WHERE kind = ?1 AND record = ?2 AND edit > ?3 GROUP BY field)",
                                              error);
  CrmChange *change = NULL;
  int step;

  if (row == NULL)
    return FALSE;
  sqlite3_bind_int (row, 1, (int)record->kind->id);
  sqlite3_bind_int64 (row, 2, record->rowid);
  sqlite3_bind_int64 (row, 3, number);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    {
      const char *field = (const char *)sqlite3_column_text (row, 0), *old = (const char *)sqlite3_column_text (row, 1);

      if (strcmp (field, "deleted") == 0)
        set_deleted (edit, record, g_strcmp0 (old, "1") == 0, n);
      else
        set_field (edit, record, field, old, &change, n);
    }
  return step == 0;
}

CrmEdit *
crm_record_past_new_edit (CrmConnection *connection, const CrmKind *kind, const CrmId *id, gint64 number, const char *title, guint *n, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GArray) parts = read_parts (connection, kind, id, number, error);

  *n = 0;
  if (parts == NULL)
    return NULL;
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, part->kind, part->rowid, error);

      if (record == NULL)
        return NULL;
      if (part->is_new && part->kind != kind)
        set_deleted (edit, record, TRUE, n);
      else if (!set_back (connection, record, number, edit, n, error))
        return NULL;
    }
  return g_steal_pointer (&edit);
}
