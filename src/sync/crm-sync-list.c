/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a synced file has to tell of: what could not be saved, what lost, what others changed. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-list.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>

void
crm_sync_unsaved_free (CrmSyncUnsaved *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_free (self->field_name);
  g_free (self->value);
  g_free (self->reason);
  g_free (self->message);
  g_free (self);
}

void
crm_sync_conflict_free (CrmSyncConflict *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_free (self->field_name);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self->user);
  g_free (self);
}

void
crm_sync_news_free (CrmSyncNews *self)
{
  g_clear_pointer (&self->record, crm_record_unref);
  g_strfreev (self->fields);
  g_free (self->user);
  g_free (self);
}

/* ── values ───────────────────────────────────────────────────────────────────────────────── */

#define VALUE_COLUMNS "number, at, kind, id, field, value"

static char *
dup_column (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

/* A value as lists keep it, canonical, in its stored form; as it is where this version knows no such field. */
static char *
to_stored (const CrmField *field, const char *text)
{
  g_auto (CrmValue) value = { CRM_VALUE_NONE };

  if (field != NULL && crm_wire_value_to (text, field->type, &value))
    return crm_value_to_stored (&value);
  return g_strcmp0 (text, "null") == 0 ? NULL : g_strdup (text);
}

static const CrmKind *
get_known_kind (int number)
{
  return number > CRM_KIND_NONE && number < CRM_N_KINDS ? crm_kind_get ((CrmKindId)number) : NULL;
}

/* Reads VALUE_COLUMNS; NULL for a row of a kind that this version does not know. */
static CrmSyncUnsaved *
read_value (sqlite3_stmt *statement)
{
  g_autoptr (CrmSyncUnsaved) value = g_new0 (CrmSyncUnsaved, 1);
  int index;

  value->number = sqlite3_column_int64 (statement, 0);
  value->at = sqlite3_column_int64 (statement, 1);
  value->kind = get_known_kind (sqlite3_column_int (statement, 2));
  if (value->kind == NULL || !crm_statement_read_id (statement, 3, &value->id))
    return NULL;
  value->field_name = dup_column (statement, 4);
  index = crm_kind_find_field (value->kind, value->field_name);
  value->field = index >= 0 ? &value->kind->fields[index] : NULL;
  value->value = to_stored (value->field, (const char *)sqlite3_column_text (statement, 5));
  return g_steal_pointer (&value);
}

/* After the statement is done with: the record is read by one of its own. */
static gboolean
find_record (CrmConnection *connection, CrmSyncUnsaved *value, GError **error)
{
  GError *local_error = NULL;

  value->record = crm_connection_read_record (connection, value->kind, &value->id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
find_records (CrmConnection *connection, GPtrArray *values, GError **error)
{
  for (guint i = 0; i < values->len; i++)
    if (!find_record (connection, values->pdata[i], error))
      return FALSE;
  return TRUE;
}

CrmSyncUnsaved *
crm_sync_find_value (CrmConnection *connection, const char *table, gint64 number, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT " VALUE_COLUMNS " FROM %s WHERE number = ?", table);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  g_autoptr (CrmSyncUnsaved) value = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, number);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    value = read_value (statement);
  sqlite3_reset (statement);
  if (step < 0 || (value != NULL && !find_record (connection, value, error)))
    return NULL;
  if (value == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The value is not on the list any more."));
  return g_steal_pointer (&value);
}

/* The server's words for why, as docs/sync.md has them. */
static const char *
get_message (const char *reason)
{
  static const struct
  {
    const char *reason;
    const char *message;
  } messages[] = {
    { "permission", N_ ("Your account may not change this.") },
    { "scope", N_ ("The customer belongs to people whose customers you may not change.") },
    { "gone", N_ ("The record is not shared with you any more.") },
    { "unknown", N_ ("The server does not have the record.") },
    { "size", N_ ("The record is too long for the server.") },
    { "node", N_ ("The change was made under another device’s name.") },
    { "kind", N_ ("The server is of an older version and does not know this kind of record.") },
    { "malformed", N_ ("The server cannot read the record.") },
    { "poison", N_ ("The server fails at this record each time it is sent.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    if (g_strcmp0 (reason, messages[i].reason) == 0)
      return _ (messages[i].message);
  return _ ("The server did not take it.");
}

GPtrArray *
crm_sync_list_unsaved (CrmConnection *connection, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT " VALUE_COLUMNS ", reason FROM sync_unsaved ORDER BY number DESC", error);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_unsaved_free);
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmSyncUnsaved *value = read_value (statement);

      if (value == NULL)
        continue;
      value->reason = dup_column (statement, 6);
      value->message = g_strdup (get_message (value->reason));
      g_ptr_array_add (values, value);
    }
  return step == 0 && find_records (connection, values, error) ? g_steal_pointer (&values) : NULL;
}

/* ── conflicts ────────────────────────────────────────────────────────────────────────────── */

/* Who set a field last, by what history says of the syncs. */
static char *
find_author (CrmConnection *connection, const CrmRecord *record, const char *field)
{
  static const char sql[] = "SELECT coalesce(u.name, m.name) FROM history h JOIN edit e ON e.number = h.edit LEFT JOIN sync_author a ON a.edit = e.number AND a.id = ?3"
                            " LEFT JOIN user u ON u.id = coalesce(a.user, e.user) LEFT JOIN sync_member m ON m.id = coalesce(a.user, e.user)"
                            " WHERE h.kind = ?1 AND h.record = ?2 AND h.field = ?4 ORDER BY h.number DESC LIMIT 1";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, NULL);
  char *name = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, (int)record->kind->id);
  sqlite3_bind_int64 (statement, 2, record->rowid);
  crm_statement_bind_id (statement, 3, &record->id);
  sqlite3_bind_text (statement, 4, field, -1, SQLITE_TRANSIENT);
  if (crm_connection_next (connection, statement, NULL) > 0)
    name = dup_column (statement, 0);
  sqlite3_reset (statement);
  return name;
}

/* Takes what it can from @value. */
static CrmSyncConflict *
make_conflict (CrmConnection *connection, CrmSyncUnsaved *value)
{
  CrmSyncConflict *conflict = g_new0 (CrmSyncConflict, 1);

  *conflict = (CrmSyncConflict){ .number = value->number, .at = value->at, .kind = value->kind, .id = value->id, .field = value->field };
  conflict->field_name = g_steal_pointer (&value->field_name);
  conflict->mine = g_steal_pointer (&value->value);
  conflict->record = g_steal_pointer (&value->record);
  if (conflict->record == NULL)
    return conflict;
  if (conflict->field != NULL)
    conflict->theirs = crm_value_to_stored (&conflict->record->values[conflict->field - conflict->kind->fields]);
  conflict->user = find_author (connection, conflict->record, conflict->field_name);
  return conflict;
}

GPtrArray *
crm_sync_list_conflicts (CrmConnection *connection, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT " VALUE_COLUMNS " FROM sync_conflict ORDER BY number DESC", error);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_unsaved_free);
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_conflict_free);
  int step = -1;

  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmSyncUnsaved *value = read_value (statement);

      if (value != NULL)
        g_ptr_array_add (values, value);
    }
  if (step != 0 || !find_records (connection, values, error))
    return NULL;
  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (conflicts, make_conflict (connection, values->pdata[i]));
  return g_steal_pointer (&conflicts);
}

/* ── news ─────────────────────────────────────────────────────────────────────────────────── */

/* Each record that edits of a sync made or changed after ?1, by kind and row: the newest edit, whether it was made then, which fields changed. */
#define NEWS                                                                                                                                    \
  "SELECT kind, record, max(edit) AS edit, max(created) AS created, group_concat(DISTINCT field) AS fields FROM ("                              \
  "SELECT h.kind, h.record, h.edit, 0 AS created, h.field FROM edit e JOIN history h ON h.edit = e.number WHERE e.number > ?1 AND e.origin = 5" \
  ") GROUP BY kind, record"

/* Rows that an edit of a sync made stand in ranges, with gaps where records were let go of. */
static gboolean
count_created (CrmConnection *connection, gint64 since, GArray *counts, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT r.kind, sum(r.last - r.first + 1) FROM edit e JOIN edit_range r ON r.edit = e.number WHERE e.number > ? AND e.origin = 5 GROUP BY r.kind", error);
  int step = -1;

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, since);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    if (get_known_kind (sqlite3_column_int (statement, 0)) != NULL)
      g_array_index (counts, guint, sqlite3_column_int (statement, 0)) += (guint)sqlite3_column_int64 (statement, 1);
  return step == 0;
}

static gboolean
count_changed (CrmConnection *connection, gint64 since, GArray *counts, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT kind, count(*) FROM (" NEWS ") GROUP BY kind", error);
  int step = -1;

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, since);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    if (get_known_kind (sqlite3_column_int (statement, 0)) != NULL)
      g_array_index (counts, guint, sqlite3_column_int (statement, 0)) += (guint)sqlite3_column_int64 (statement, 1);
  return step == 0;
}

GArray *
crm_sync_count_news (CrmConnection *connection, gint64 since, GError **error)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (guint));

  g_array_set_size (counts, CRM_N_KINDS);
  return count_created (connection, since, counts, error) && count_changed (connection, since, counts, error) ? g_steal_pointer (&counts) : NULL;
}

/* Where a piece of news is, before its record is read. */
typedef struct
{
  const CrmKind *kind;
  gint64 rowid;
  gint64 edit;
  gboolean created;
  char *fields;
} Place;

static void
place_clear (gpointer data)
{
  g_free (((Place *)data)->fields);
}

static gboolean
list_changed (CrmConnection *connection, gint64 since, guint max, GArray *places, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, NEWS " ORDER BY edit DESC LIMIT ?2", error);
  int step = -1;

  if (statement != NULL)
    {
      sqlite3_bind_int64 (statement, 1, since);
      sqlite3_bind_int64 (statement, 2, max);
    }
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    {
      Place place = { get_known_kind (sqlite3_column_int (statement, 0)), sqlite3_column_int64 (statement, 1), sqlite3_column_int64 (statement, 2), FALSE, NULL };

      if (place.kind == NULL)
        continue;
      place.fields = dup_column (statement, 4);
      g_array_append_val (places, place);
    }
  return step == 0;
}

static gboolean
list_created (CrmConnection *connection, gint64 since, guint max, GArray *places, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT r.kind, r.first, r.last, e.number FROM edit e JOIN edit_range r ON r.edit = e.number WHERE e.number > ? AND e.origin = 5 ORDER BY e.number DESC", error);
  guint room = max;
  int step = -1;

  if (statement != NULL)
    sqlite3_bind_int64 (statement, 1, since);
  while (statement != NULL && (step = crm_connection_next (connection, statement, error)) > 0)
    for (gint64 rowid = sqlite3_column_int64 (statement, 2); rowid >= sqlite3_column_int64 (statement, 1) && room > 0; rowid--, room--)
      {
        Place place = { get_known_kind (sqlite3_column_int (statement, 0)), rowid, sqlite3_column_int64 (statement, 3), TRUE, NULL };

        if (place.kind != NULL)
          g_array_append_val (places, place);
      }
  return step == 0;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *x = a, *y = b;

  if (x->edit != y->edit)
    return x->edit < y->edit ? 1 : -1;
  if (x->kind->id != y->kind->id)
    return (int)x->kind->id - (int)y->kind->id;
  return (x->rowid < y->rowid) - (x->rowid > y->rowid);
}

static gboolean
read_edit (CrmConnection *connection, const Place *place, CrmSyncNews *news, GError **error)
{
  static const char sql[] = "SELECT e.at, coalesce(u.name, m.name) FROM edit e LEFT JOIN sync_author a ON a.edit = e.number AND a.id = ?2"
                            " LEFT JOIN user u ON u.id = coalesce(a.user, e.user) LEFT JOIN sync_member m ON m.id = coalesce(a.user, e.user) WHERE e.number = ?1";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, place->edit);
  crm_statement_bind_id (statement, 2, &news->record->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      news->at = sqlite3_column_int64 (statement, 0);
      news->user = dup_column (statement, 1);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
add_news (CrmConnection *connection, const Place *place, GPtrArray *all, GError **error)
{
  g_autoptr (CrmSyncNews) news = g_new0 (CrmSyncNews, 1);
  GError *local_error = NULL;

  news->record = crm_connection_read_record_at (connection, place->kind, place->rowid, &local_error);
  if (news->record == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }
  news->created = place->created;
  news->fields = place->fields != NULL ? g_strsplit (place->fields, ",", 0) : NULL;
  if (!read_edit (connection, place, news, error))
    return FALSE;
  g_ptr_array_add (all, g_steal_pointer (&news));
  return TRUE;
}

GPtrArray *
crm_sync_list_news (CrmConnection *connection, gint64 since, guint max, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, TRUE, sizeof (Place));
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_news_free);

  g_array_set_clear_func (places, place_clear);
  if (!list_changed (connection, since, max, places, error) || !list_created (connection, since, max, places, error))
    return NULL;
  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len && all->len < max; i++)
    if (!add_news (connection, &g_array_index (places, Place, i), all, error))
      return NULL;
  return g_steal_pointer (&all);
}
