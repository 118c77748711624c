/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bin: what was deleted and can come back. */

#define G_LOG_DOMAIN "crm-history"

#include "config.h"

#include "core/history/crm-bin.h"

#include "core/history/crm-record-scope.h"
#include "core/schema/crm-schema-customers.h"

#define STEPS_MAX 20

void
crm_bin_entry_free (CrmBinEntry *entry)
{
  g_free (entry->title);
  g_free (entry->whole);
  g_free (entry->survivor);
  g_free (entry->who);
  g_free (entry->device);
  g_free (entry->edit_title);
  g_free (entry);
}

const CrmKindId *
crm_bin_get_kinds (void)
{
  static const CrmKindId kinds[] = {
    CRM_KIND_CUSTOMER,
    CRM_KIND_PERSON,
    CRM_KIND_ROLE,
    CRM_KIND_CONTACT_POINT,
    CRM_KIND_DEAL,
    CRM_KIND_TASK,
    CRM_KIND_INTERACTION,
    CRM_KIND_ATTACHMENT,
    CRM_KIND_SURVEY,
    CRM_KIND_RESPONSE,
    CRM_KIND_TAG,
    CRM_KIND_CUSTOM_FIELD,
    CRM_KIND_PIPELINE,
    CRM_KIND_STAGE,
    CRM_KIND_TARGET,
    CRM_KIND_SCORE_RULE,
    CRM_KIND_SAVED_MAPPING,
    CRM_KIND_NONE,
  };

  return kinds;
}

static const CrmKind *
get_bin_kind (int number)
{
  for (const CrmKindId *kind = crm_bin_get_kinds (); *kind != CRM_KIND_NONE; kind++)
    if ((int)*kind == number)
      return crm_kind_get (*kind);
  return NULL;
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

/* Whether the edit deleted this record. */
static gboolean
was_deleted_by (CrmConnection *connection, gint64 edit, const CrmKind *kind, const CrmId *id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM history h JOIN %s t ON t.rowid = h.record WHERE t.id = ?1 AND h.kind = %d AND h.edit = ?2 AND h.field = 'deleted' AND h.new = '1'", kind->name, (int)kind->id);
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, NULL);
  gboolean found;

  if (row == NULL)
    return FALSE;
  crm_statement_bind_id (row, 1, id);
  sqlite3_bind_int64 (row, 2, edit);
  found = crm_connection_next (connection, row, NULL) > 0;
  sqlite3_reset (row);
  return found;
}

/* Whether something that it refers to was deleted with it, and will bring it along. */
static gboolean
went_along (CrmConnection *connection, const CrmRecord *record, gint64 edit)
{
  for (guint i = 0; i < record->kind->n_fields; i++)
    {
      const CrmField *field = &record->kind->fields[i];
      const CrmId *id = field->type == CRM_TYPE_REFERENCE && field->refers != CRM_KIND_USER ? crm_record_get_id (record, i) : NULL;

      if (id != NULL && was_deleted_by (connection, edit, crm_kind_get (field->refers), id))
        return TRUE;
    }
  return FALSE;
}

/* Whether the edit, or what it does again, took back that which made the record: nobody deleted it. */
static gboolean
was_never_made (CrmConnection *connection, const CrmRecord *record, gint64 edit)
{
  sqlite3_stmt *row = crm_connection_prepare (connection,
                                              "SELECT 1 FROM edit e JOIN edit m ON m.number = ?2 AND m.root = e.root WHERE e.number = ?1 AND e.number <> m.number AND e.undoes IS NOT NULL",
                                              NULL);
  gboolean never;

  if (row == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, edit);
  sqlite3_bind_int64 (row, 2, record->created_edit);
  never = crm_connection_next (connection, row, NULL) > 0;
  sqlite3_reset (row);
  return never;
}

static gboolean
matches (const CrmBinEntry *entry, const char *folded)
{
  g_autofree char *title = folded != NULL && entry->title != NULL ? g_utf8_casefold (entry->title, -1) : NULL;
  g_autofree char *whole = folded != NULL && entry->whole != NULL ? g_utf8_casefold (entry->whole, -1) : NULL;

  return folded == NULL || (title != NULL && strstr (title, folded) != NULL) || (whole != NULL && strstr (whole, folded) != NULL);
}

static char *
dup_survivor (CrmConnection *connection, const CrmRecord *record)
{
  const CrmId *id = record->kind == &crm_kind_customer ? crm_record_get_id (record, CRM_CUSTOMER_MERGED_INTO) : NULL;
  g_autoptr (CrmRecord) survivor = id != NULL ? crm_connection_read_record (connection, &crm_kind_customer, id, NULL) : NULL;

  return survivor != NULL ? g_strdup (crm_record_get_title (survivor)) : NULL;
}

static char *
dup_text (sqlite3_stmt *row, int column)
{
  const char *text = (const char *)sqlite3_column_text (row, column);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* What a sync brought was done by whoever is noted with the record. */
static char *
dup_author (CrmConnection *connection, gint64 edit, const CrmId *id)
{
  sqlite3_stmt *row = crm_connection_prepare (connection,
                                              "SELECT coalesce((SELECT u.name FROM user u WHERE u.id = a.user), (SELECT m.name FROM sync_member m WHERE m.id = a.user))"
                                              " FROM sync_author a WHERE a.edit = ? AND a.id = ?",
                                              NULL);
  char *who = NULL;

  if (row == NULL)
    return NULL;
  sqlite3_bind_int64 (row, 1, edit);
  crm_statement_bind_id (row, 2, id);
  if (crm_connection_next (connection, row, NULL) > 0)
    who = dup_text (row, 0);
  sqlite3_reset (row);
  return who;
}

/* NULL for what does not stand in the bin by itself. */
static CrmBinEntry *
read_entry (CrmConnection *connection, sqlite3_stmt *row, const CrmKind *kind)
{
  gint64 edit = sqlite3_column_int64 (row, 6), rowid = sqlite3_column_int64 (row, 2);
  g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, kind, rowid, NULL);
  CrmBinEntry *entry;

  if (record == NULL || !record->deleted || was_never_made (connection, record, edit) || went_along (connection, record, edit))
    return NULL;
  entry = g_new0 (CrmBinEntry, 1);
  entry->kind = kind;
  entry->rowid = rowid;
  entry->id = record->id;
  entry->title = crm_record_scope_dup_title (connection, record);
  if (crm_record_scope_get_whole_field (kind) >= 0)
    entry->whole = crm_record_scope_dup_whole (connection, record);
  entry->survivor = dup_survivor (connection, record);
  entry->position = sqlite3_column_int64 (row, 0);
  entry->at = sqlite3_column_int64 (row, 3);
  entry->who = dup_text (row, 4);
  if (entry->who == NULL)
    entry->who = dup_author (connection, edit, &record->id);
  entry->device = dup_text (row, 5);
  entry->edit = edit;
  entry->edit_title = dup_text (row, 7);
  return entry;
}

static char *
make_sql (CrmKindId kind)
{
  return g_strdup_printf ("SELECT h.number, h.kind, h.record, e.at, coalesce((SELECT u.name FROM user u WHERE u.id = e.user), (SELECT m.name FROM sync_member m WHERE m.id = e.user)),"
                          " e.device, e.number, e.title"
                          " FROM history h INDEXED BY history_deletion JOIN edit e ON e.number = h.edit"
                          " WHERE h.field = 'deleted' AND h.new = '1' AND (h.edit, h.number) < (?1, ?2)%s AND e.state = 0"
                          " AND NOT EXISTS (SELECT 1 FROM history l WHERE l.kind = h.kind AND l.record = h.record AND l.field = 'deleted' AND l.number > h.number)"
                          " ORDER BY h.edit DESC, h.number DESC",
                          kind != CRM_KIND_NONE ? " AND h.kind = ?3" : "");
}

GPtrArray *
crm_bin_read (CrmConnection *connection, CrmKindId kind, const char *words, const CrmBinEntry *after, guint max, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_bin_entry_free);
  g_autofree char *sql = make_sql (kind);
  g_autofree char *folded = words != NULL ? g_utf8_casefold (words, -1) : NULL;
  sqlite3_stmt *row = crm_connection_prepare (connection, sql, error);
  int step = 1;

  if (row == NULL)
    return NULL;
  sqlite3_bind_int64 (row, 1, after != NULL ? after->edit : G_MAXINT64);
  sqlite3_bind_int64 (row, 2, after != NULL ? after->position : G_MAXINT64);
  if (kind != CRM_KIND_NONE)
    sqlite3_bind_int (row, 3, (int)kind);
  while (entries->len < max && (step = crm_connection_next (connection, row, error)) > 0)
    {
      const CrmKind *own = get_bin_kind (sqlite3_column_int (row, 1));
      g_autoptr (CrmBinEntry) entry = own != NULL ? read_entry (connection, row, own) : NULL;

      if (entry != NULL && matches (entry, folded))
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  sqlite3_reset (row);
  return step >= 0 ? g_steal_pointer (&entries) : NULL;
}

/* ── restoring ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmConnection *connection;
  CrmEdit *edit;
  GHashTable *done; /* of CrmId: what comes back already */
} Restoring;

static guint
id_hash (gconstpointer id)
{
  return crm_id_hash (id);
}

static gboolean
id_equal (gconstpointer a, gconstpointer b)
{
  return crm_id_equal (a, b);
}

/* Who the customer was merged into, in the end. */
static CrmRecord *
read_survivor (CrmConnection *connection, const CrmRecord *customer)
{
  CrmRecord *survivor = crm_record_ref ((CrmRecord *)customer);

  for (guint i = 0; i < STEPS_MAX && survivor != NULL && survivor->deleted && crm_record_has (survivor, CRM_CUSTOMER_MERGED_INTO); i++)
    {
      g_autoptr (CrmRecord) before = survivor;

      survivor = crm_connection_read_record (connection, &crm_kind_customer, crm_record_get_id (before, CRM_CUSTOMER_MERGED_INTO), NULL);
    }
  return survivor;
}

/* A part without what it belongs to would be nowhere: that comes back as well, or it moves to whom that was merged into. */
static void
restore_up (Restoring *restoring, const CrmRecord *record)
{
  int field = crm_record_scope_get_whole_field (record->kind);
  const CrmId *id = field >= 0 ? crm_record_get_id (record, (guint)field) : NULL;
  g_autoptr (CrmRecord) whole = id != NULL ? crm_connection_read_record (restoring->connection, crm_kind_get (record->kind->fields[field].refers), id, NULL) : NULL;
  g_autoptr (CrmRecord) survivor = whole != NULL && whole->kind == &crm_kind_customer ? read_survivor (restoring->connection, whole) : NULL;

  if (!g_hash_table_add (restoring->done, g_memdup2 (&record->id, sizeof record->id)))
    return;
  if (survivor != NULL && survivor->rowid != whole->rowid)
    crm_change_set_id (crm_edit_update (restoring->edit, record->kind, &record->id), (guint)field, &survivor->id);
  else if (whole != NULL && whole->deleted)
    restore_up (restoring, whole);
  crm_edit_restore (restoring->edit, record->kind, &record->id);
}

static gboolean
refers_to_done (Restoring *restoring, const CrmRecord *record)
{
  for (guint i = 0; i < record->kind->n_fields; i++)
    {
      const CrmId *id = record->kind->fields[i].type == CRM_TYPE_REFERENCE ? crm_record_get_id (record, i) : NULL;

      if (id != NULL && g_hash_table_contains (restoring->done, id))
        return TRUE;
    }
  return FALSE;
}

/* All that one edit deleted and that still is; NULL with an error. */
static GPtrArray *
read_deleted_by (CrmConnection *connection, gint64 edit, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, 2 * sizeof (gint64));
  sqlite3_stmt *row = crm_connection_prepare (connection, "SELECT kind, record FROM history INDEXED BY history_deletion WHERE edit = ? AND field = 'deleted' AND new = '1'", error);
  int step = -1;

  if (row == NULL)
    return NULL;
  sqlite3_bind_int64 (row, 1, edit);
  while ((step = crm_connection_next (connection, row, error)) > 0)
    {
      gint64 place[2] = { sqlite3_column_int64 (row, 0), sqlite3_column_int64 (row, 1) };

      if (place[0] > CRM_KIND_NONE && place[0] < CRM_N_KINDS)
        g_array_append_vals (places, place, 1);
    }
  for (guint i = 0; step == 0 && i < places->len; i++)
    {
      const gint64 *place = (const gint64 *)(gpointer)places->data + 2 * i;
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, crm_kind_get ((CrmKindId)place[0]), place[1], NULL);

      if (record != NULL && record->deleted)
        g_ptr_array_add (records, g_steal_pointer (&record));
    }
  return step == 0 ? g_steal_pointer (&records) : NULL;
}

/* Whether an edit deleted records of several kinds, so that some of them may belong to others. */
static gboolean
deleted_several_kinds (CrmConnection *connection, gint64 edit)
{
  sqlite3_stmt *row = crm_connection_prepare (connection, "SELECT min(kind) <> max(kind) FROM history INDEXED BY history_deletion WHERE edit = ? AND field = 'deleted' AND new = '1'", NULL);
  gboolean several;

  if (row == NULL)
    return FALSE;
  sqlite3_bind_int64 (row, 1, edit);
  several = crm_connection_next (connection, row, NULL) > 0 && sqlite3_column_int (row, 0) != 0;
  sqlite3_reset (row);
  return several;
}

/* What went with what comes back; until nothing is added, as parts have parts. */
static gboolean
restore_down (Restoring *restoring, gint64 edit, GError **error)
{
  g_autoptr (GPtrArray) records = deleted_several_kinds (restoring->connection, edit) ? read_deleted_by (restoring->connection, edit, error) : g_ptr_array_new ();
  gboolean more = TRUE;

  while (records != NULL && more)
    {
      more = FALSE;
      for (guint i = 0; i < records->len; i++)
        {
          const CrmRecord *record = records->pdata[i];

          if (g_hash_table_contains (restoring->done, &record->id) || !refers_to_done (restoring, record))
            continue;
          g_hash_table_add (restoring->done, g_memdup2 (&record->id, sizeof record->id));
          crm_edit_restore (restoring->edit, record->kind, &record->id);
          more = TRUE;
        }
    }
  return records != NULL;
}

CrmEdit *
crm_bin_new_restore (CrmConnection *connection, GPtrArray *entries, const char *title, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GHashTable) done = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
  g_autoptr (GHashTable) edits = g_hash_table_new (g_int64_hash, g_int64_equal);
  Restoring restoring = { connection, edit, done };
  GHashTableIter iter;
  gpointer number;

  for (guint i = 0; i < entries->len; i++)
    {
      const CrmBinEntry *entry = entries->pdata[i];
      g_autoptr (CrmRecord) record = entry->survivor == NULL ? crm_connection_read_record_at (connection, entry->kind, entry->rowid, error) : NULL;

      if (entry->survivor != NULL)
        continue;
      if (record == NULL)
        return NULL;
      restore_up (&restoring, record);
      g_hash_table_add (edits, (gpointer)&entry->edit);
    }
  g_hash_table_iter_init (&iter, edits);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    if (!restore_down (&restoring, *(gint64 *)number, error))
      return NULL;
  return g_steal_pointer (&edit);
}
