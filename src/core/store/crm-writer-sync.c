/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes records as a sync has decided them: values, clocks and all, with history, facts and search documents kept as by any edit. */

#define G_LOG_DOMAIN "crm-writer"

#include "core/store/crm-writer-private.h"

#include "core/schema/crm-schema-surveys.h"
#include "core/customers/crm-customer-digest.h"
#include "core/store/crm-fresh-keys.h"
#include "core/store/crm-search-index.h"
#include "core/surveys/crm-survey-tally.h"

/* Of a new record these are the stamp's own. */
static CrmValue *
make_values (CrmWriter *self, const CrmChange *change, const CrmRecord *before)
{
  const CrmKind *kind = change->kind;
  CrmRulesContext context = crm_writer_get_rules_context (self);
  CrmValue *values = before != NULL ? g_new0 (CrmValue, kind->n_fields) : change->stamp->values;

  if (change->stamp->erased)
    return values;
  for (guint i = 0; before != NULL && i < kind->n_fields; i++)
    values[i] = crm_value_copy ((kind->fields[i].flags & (CRM_FIELD_FACT | CRM_FIELD_SECRET)) != 0 ? &before->values[i] : &change->stamp->values[i]);
  if (before != NULL || !change->stamp->has_keys)
    crm_fresh_keys_derive (&context, kind, values, before);
  return values;
}

/* ── statements ───────────────────────────────────────────────────────────────────────────── */

#define STAMP_COLUMNS "created_clock,clocks,unknown,scope,seq,deleted,dirty"

static int
bind_stamp (sqlite3_stmt *statement, int index, const CrmChangeStamp *stamp, gint64 dirty)
{
  gsize length = 0;
  const void *clocks = stamp->clocks != NULL ? g_bytes_get_data (stamp->clocks, &length) : NULL;

  sqlite3_bind_blob (statement, index++, stamp->creation.bytes, CRM_HLC_LENGTH, SQLITE_STATIC);
  sqlite3_bind_blob (statement, index++, length > 0 ? clocks : NULL, (int)length, SQLITE_STATIC);
  sqlite3_bind_text (statement, index++, stamp->unknown, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, index++, stamp->scope, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, index++, stamp->seq);
  sqlite3_bind_int (statement, index++, stamp->deleted);
  sqlite3_bind_int64 (statement, index++, dirty);
  return index;
}

static char *
make_insert_sql (const CrmKind *kind)
{
  g_autoptr (GString) columns = g_string_new ("id,created_edit," STAMP_COLUMNS);
  g_autoptr (GString) marks = g_string_new ("?,?,?,?,?,?,?,?,?");

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_string_append_printf (columns, ",%s", kind->fields[i].name);
      g_string_append (marks, ",?");
      if (kind->fields[i].type == CRM_TYPE_MONEY)
        {
          g_string_append_printf (columns, ",%s_currency", kind->fields[i].name);
          g_string_append (marks, ",?");
        }
    }
  return g_strdup_printf ("INSERT INTO %s (%s) VALUES (%s)", kind->name, columns->str, marks->str);
}

static gboolean
insert_row (CrmWriter *self, const CrmChange *change, const CrmValue *values, gint64 *rowid, GError **error)
{
  static char *sql[CRM_N_KINDS];
  const CrmKind *kind = change->kind;
  sqlite3_stmt *statement;
  int index;

  if (g_once_init_enter_pointer (&sql[kind->id]))
    g_once_init_leave_pointer (&sql[kind->id], make_insert_sql (kind));
  statement = crm_connection_prepare_static (self->connection, sql[kind->id], error);
  if (statement == NULL)
    return FALSE;
  index = crm_statement_bind_id (statement, 1, &change->id);
  sqlite3_bind_int64 (statement, index++, self->edit);
  index = bind_stamp (statement, index, change->stamp, change->stamp->waits ? self->edit : 0);
  /* What has no value is null in a statement fresh from prepare. */
  for (guint i = 0; i < kind->n_fields; i++)
    if (values[i].type != CRM_VALUE_NONE)
      index = crm_statement_bind_value (statement, index, &values[i], kind->fields[i].type);
    else
      index += kind->fields[i].type == CRM_TYPE_MONEY ? 2 : 1;
  if (!crm_connection_run (self->connection, statement, error))
    return FALSE;
  *rowid = sqlite3_last_insert_rowid (crm_connection_get_handle (self->connection));
  return TRUE;
}

static gboolean
update_row (CrmWriter *self, const CrmChange *change, const CrmRecord *before, const CrmValue *values, const gboolean *changed, gint64 dirty, GError **error)
{
  const CrmKind *kind = change->kind;
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int index;

  g_string_append_printf (sql, "UPDATE %s SET (" STAMP_COLUMNS ") = (?,?,?,?,?,?,?)", kind->name);
  for (guint i = 0; i < kind->n_fields; i++)
    if (changed[i])
      {
        g_string_append_printf (sql, ",%s=?", kind->fields[i].name);
        if (kind->fields[i].type == CRM_TYPE_MONEY)
          g_string_append_printf (sql, ",%s_currency=?", kind->fields[i].name);
      }
  g_string_append (sql, " WHERE rowid=?");
  statement = crm_connection_prepare (self->connection, sql->str, error);
  if (statement == NULL)
    return FALSE;
  index = bind_stamp (statement, 1, change->stamp, dirty);
  for (guint i = 0; i < kind->n_fields; i++)
    if (changed[i])
      index = crm_statement_bind_value (statement, index, &values[i], kind->fields[i].type);
  sqlite3_bind_int64 (statement, index, before->rowid);
  return crm_connection_run (self->connection, statement, error);
}

/* ── one record ───────────────────────────────────────────────────────────────────────────── */

static gboolean
renew_text (CrmWriter *self, const CrmKind *kind, gint64 rowid, const CrmValue *values, gboolean deleted, GError **error)
{
  if (!crm_search_index_has_text (kind))
    return TRUE;
  return crm_search_index_remove_text (self->connection, kind, rowid, error) && (deleted || crm_search_index_add_text (self->connection, kind, rowid, values, error));
}

/* What names it may have come before it: to whoever derives from it, it is one that was deleted and is brought back. */
static gboolean
mark_stale_by_new (CrmWriter *self, const CrmChange *change, const CrmValue *values, GError **error)
{
  g_autofree CrmValue *nothing = g_new0 (CrmValue, change->kind->n_fields);
  g_autoptr (CrmRecord) blank = crm_record_new (change->kind, &change->id, 0, 0, TRUE, nothing);

  return crm_writer_mark_stale (self, change->kind, &change->id, values, blank, TRUE, error);
}

static gboolean
insert (CrmWriter *self, const CrmChange *change, const CrmValue *values, gint64 *rowid, GError **error)
{
  if (!insert_row (self, change, values, rowid, error) || !crm_writer_note_created (self, change->kind->id, *rowid, error))
    return FALSE;
  self->write->created++;
  crm_change_set_add (self->write->changes, change->kind->id, &change->id, *rowid);
  return TRUE;
}

/* Whether nothing that a customer's facts and document are made of names it: 1, 0, -1. */
static int
is_alone (CrmWriter *self, const CrmId *customer, GError **error)
{
  static const char sql[] = "SELECT 1 WHERE EXISTS (SELECT 1 FROM role WHERE customer = ?1) OR EXISTS (SELECT 1 FROM contact_point WHERE customer = ?1) OR EXISTS (SELECT 1 FROM custom_value WHERE customer = ?1)"
                            " OR EXISTS (SELECT 1 FROM interaction WHERE customer = ?1) OR EXISTS (SELECT 1 FROM task WHERE customer = ?1) OR EXISTS (SELECT 1 FROM deal WHERE customer = ?1)"
                            " OR EXISTS (SELECT 1 FROM response WHERE customer = ?1)";
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, customer);
  step = crm_connection_next (self->connection, statement, error);
  sqlite3_reset (statement);
  return step < 0 ? -1 : step == 0;
}

/* It has no facts, and its document is made of itself alone: what comes to it later has them made anew. */
static gboolean
create_alone (CrmWriter *self, const CrmChange *change, const CrmValue *values, GError **error)
{
  gint64 rowid;

  if (change->stamp->document == NULL)
    change->stamp->document = crm_fresh_keys_make_document (values);
  return insert (self, change, values, &rowid, error) && crm_search_index_add_customer (self->connection, rowid, change->stamp->document, error);
}

static gboolean
create (CrmWriter *self, const CrmChange *change, const CrmValue *values, GError **error)
{
  const CrmKind *kind = change->kind;
  int alone = kind->id == CRM_KIND_CUSTOMER && !change->stamp->deleted ? is_alone (self, &change->id, error) : 0;
  gint64 rowid;

  if (alone != 0)
    return alone > 0 && create_alone (self, change, values, error);
  if (!insert (self, change, values, &rowid, error))
    return FALSE;
  return renew_text (self, kind, rowid, values, change->stamp->deleted, error) && crm_writer_touch_customers (self, kind, &change->id, values, TOUCH_FACTS | TOUCH_SEARCH, error) && mark_stale_by_new (self, change, values, error);
}

/* As if the value had stood here for a moment: whoever looks for it finds it. */
static gboolean
record_overtaken (CrmWriter *self, const CrmChange *change, const CrmRecord *before, const CrmValue *values, GError **error)
{
  for (guint i = 0; change->stamp->overtaken != NULL && i < change->stamp->overtaken->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (change->stamp->overtaken, CrmAssignment, i);
      const char *field = change->kind->fields[assignment->field].name;
      g_autofree char *old = crm_value_to_stored (&before->values[assignment->field]);
      g_autofree char *passed = crm_value_to_stored (&assignment->value);
      g_autofree char *new = crm_value_to_stored (&values[assignment->field]);

      if (!crm_writer_add_history (self, before, field, old, passed, error) || !crm_writer_add_history (self, before, field, passed, new, error))
        return FALSE;
      self->write->changed++;
    }
  return TRUE;
}

static gboolean
is_overtaken (const CrmChange *change, guint field)
{
  for (guint i = 0; change->stamp->overtaken != NULL && i < change->stamp->overtaken->len; i++)
    if (g_array_index (change->stamp->overtaken, CrmAssignment, i).field == field)
      return TRUE;
  return FALSE;
}

static gboolean
record_changes (CrmWriter *self, const CrmChange *change, const CrmRecord *before, const CrmValue *values, gboolean *changed, Touch *what, GError **error)
{
  const CrmKind *kind = before->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *old = NULL;
      g_autofree char *new = NULL;

      changed[i] = !crm_value_equal (&before->values[i], &values[i]);
      if (!changed[i])
        continue;
      *what |= TOUCH_FACTS | ((kind->fields[i].flags & CRM_FIELD_SEARCHED) != 0 ? TOUCH_SEARCH : 0);
      if ((kind->fields[i].flags & CRM_FIELD_FACT) != 0 || is_overtaken (change, i))
        continue;
      old = crm_value_to_stored (&before->values[i]);
      new = crm_value_to_stored (&values[i]);
      if (!crm_writer_add_history (self, before, kind->fields[i].name, old, new, error))
        return FALSE;
    }
  return record_overtaken (self, change, before, values, error);
}

static gboolean
follow_changes (CrmWriter *self, const CrmChange *change, const CrmRecord *before, const CrmValue *values, Touch what, gboolean turned, GError **error)
{
  const CrmKind *kind = change->kind;

  if (what == 0)
    return TRUE;
  crm_change_set_add (self->write->changes, kind->id, &change->id, before->rowid);
  if ((what & TOUCH_SEARCH) != 0 && !renew_text (self, kind, before->rowid, values, change->stamp->deleted, error))
    return FALSE;
  return crm_writer_touch_customers (self, kind, &change->id, before->values, what, error) && crm_writer_touch_customers (self, kind, &change->id, values, what, error) && crm_writer_mark_stale (self, kind, &change->id, values, before, turned, error);
}

static gboolean
read_dirty (CrmWriter *self, const CrmRecord *record, gint64 *dirty, GError **error)
{
  static char *sql[CRM_N_KINDS];
  CrmKindId kind = record->kind->id;
  sqlite3_stmt *statement;
  int step;

  if (g_once_init_enter_pointer (&sql[kind]))
    g_once_init_leave_pointer (&sql[kind], g_strdup_printf ("SELECT dirty FROM %s WHERE rowid = ?", record->kind->name));
  statement = crm_connection_prepare_static (self->connection, sql[kind], error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, record->rowid);
  step = crm_connection_next (self->connection, statement, error);
  *dirty = step > 0 ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return step >= 0;
}

/* A mark that is there stays, with its number: what it stands for is still to be sent. An erasure has one of its own, or the answer to what is under way would take it off. */
static gboolean
decide_dirty (CrmWriter *self, const CrmChange *change, const CrmRecord *before, gint64 *dirty, GError **error)
{
  if (!read_dirty (self, before, dirty, error))
    return FALSE;
  if (!change->stamp->waits)
    *dirty = 0;
  else if (*dirty == 0 || change->stamp->erased)
    {
      *dirty = self->edit;
      /* Numbers in marks belong to edits that stay. */
      self->write->changed++;
    }
  return TRUE;
}

static gboolean
update (CrmWriter *self, const CrmChange *change, const CrmRecord *before, const CrmValue *values, GError **error)
{
  g_autofree gboolean *changed = g_new0 (gboolean, change->kind->n_fields);
  gboolean turned = change->stamp->deleted != before->deleted;
  Touch what = turned ? TOUCH_FACTS | TOUCH_SEARCH : 0;
  gint64 dirty;

  if (!record_changes (self, change, before, values, changed, &what, error) || !decide_dirty (self, change, before, &dirty, error))
    return FALSE;
  if (turned && !crm_writer_add_history (self, before, "deleted", before->deleted ? "1" : "0", before->deleted ? "0" : "1", error))
    return FALSE;
  if (what != 0)
    self->write->changed++;
  return update_row (self, change, before, values, changed, dirty, error) && follow_changes (self, change, before, values, what, turned, error);
}

/* ── letting go ───────────────────────────────────────────────────────────────────────────── */

/* Rows in tables beside the record's own; %lld is its rowid. Its number may be given to another record. */
static const char *
get_traces (CrmKindId kind)
{
  switch ((int)kind)
    {
    case CRM_KIND_CUSTOMER:
      return "DELETE FROM search_customer WHERE rowid = %1$" G_GINT64_FORMAT ";";
    case CRM_KIND_DEAL:
      return "DELETE FROM deal_path WHERE deal = %1$" G_GINT64_FORMAT "; DELETE FROM deal_snapshot WHERE deal = %1$" G_GINT64_FORMAT ";";
    case CRM_KIND_SURVEY:
      return "DELETE FROM survey_tally WHERE survey = %1$" G_GINT64_FORMAT ";";
    case CRM_KIND_RESPONSE:
      return "DELETE FROM response_path WHERE response = %1$" G_GINT64_FORMAT ";";
    default:
      return "";
    }
}

static gboolean
remove_rows (CrmWriter *self, const CrmRecord *record, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
  g_string_append_printf (sql, get_traces (record->kind->id), record->rowid);
#pragma GCC diagnostic pop
  g_string_append_printf (sql, "DELETE FROM history WHERE kind = %d AND record = %" G_GINT64_FORMAT ";", (int)record->kind->id, record->rowid);
  g_string_append_printf (sql, "DELETE FROM %s WHERE rowid = %" G_GINT64_FORMAT ";", record->kind->name, record->rowid);
  return crm_connection_execute (self->connection, sql->str, error);
}

/* Its survey counts it no more; there is no response left to be taken off the count. */
static gboolean
forget_tally (CrmWriter *self, const CrmRecord *record, GError **error)
{
  const CrmId *survey = record->kind->id == CRM_KIND_RESPONSE ? crm_record_get_id (record, CRM_RESPONSE_SURVEY) : NULL;

  return survey == NULL || crm_survey_tally_forget (self->connection, survey, error);
}

static gboolean
purge (CrmWriter *self, const CrmRecord *record, GError **error)
{
  if (!crm_writer_touch_customers (self, record->kind, &record->id, record->values, TOUCH_FACTS | TOUCH_SEARCH, error) || !crm_writer_mark_stale (self, record->kind, &record->id, record->values, record, TRUE, error))
    return FALSE;
  self->write->changed++;
  crm_change_set_add (self->write->changes, record->kind->id, &record->id, record->rowid);
  return forget_tally (self, record, error) && renew_text (self, record->kind, record->rowid, NULL, TRUE, error) && remove_rows (self, record, error);
}

gboolean
crm_writer_apply_stamped (CrmWriter *self, const CrmChange *change, GError **error)
{
  GError *local_error = NULL;
  gboolean is_new = change->stamp != NULL && change->stamp->is_new;
  g_autoptr (CrmRecord) before = is_new ? NULL : crm_connection_read_record (self->connection, change->kind, &change->id, &local_error);
  CrmValue *values;
  gboolean ok;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (change->type == CRM_CHANGE_PURGE)
    return before == NULL || purge (self, before, error);
  values = make_values (self, change, before);
  if (before == NULL)
    return create (self, change, values, error) && (!change->stamp->erased || crm_writer_forget_lists (self, &change->id, error));
  ok = update (self, change, before, values, error);
  if (ok && change->stamp->erased)
    ok = forget_tally (self, before, error) && crm_writer_erase_past (self, before, error);
  crm_writer_clear_values (change->kind, values);
  return ok;
}
