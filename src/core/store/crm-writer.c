/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applies edits: the only code that writes records. */

#define G_LOG_DOMAIN "crm-writer"

#include "config.h"

#include "core/store/crm-writer.h"

#include "core/base/crm-error.h"
#include "core/store/crm-fresh-batch.h"
#include "core/store/crm-history.h"
#include "core/store/crm-search-index.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* A chunk stops pulling after this when somebody waits; then it is indexed and made durable. */
#define CHUNK_US 40000
/* And after this also while nobody waits: whoever comes at its end waits about as long again, and 150 ms are what a person may wait. */
#define LONG_CHUNK_US 140000

/* China: until the preferences say otherwise. */
#define DEFAULT_CALLING_CODE "86"

/* Rows created one after another, not yet written to edit_range; empty while first is 0. */
typedef struct
{
  gint64 first;
  gint64 last;
} CreatedRange;

struct _CrmWriter
{
  /* borrowed */
  CrmConnection *connection;

  /* owned */
  CrmClock *clock;
  char *calling_code;
  gboolean han_first;
  char *device;

  CrmId user;
  guint64 node;
  CrmHlc last;

  /* for the transaction under way */
  gint64 edit;
  gint64 now;
  CrmHlc stamp;
  CrmWrite *write;
  CrmWriterAwaited awaited;
  gpointer awaited_data;
  GHashTable *touched; /* CrmId → GINT_TO_POINTER (Touch): customers to bring up to date */
  CrmFreshBatch *fresh;
  CreatedRange ranges[CRM_N_KINDS];
};

typedef enum
{
  TOUCH_FACTS = 1 << 0,
  TOUCH_SEARCH = 1 << 1,
} Touch;

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

static gboolean
ensure_setting (CrmWriter *self, const char *name, const char *fallback, char **value, GError **error)
{
  GError *local_error = NULL;

  *value = crm_connection_dup_setting (self->connection, name, &local_error);
  if (*value == NULL && local_error == NULL && fallback != NULL)
    {
      *value = g_strdup (fallback);
      crm_connection_set_setting (self->connection, name, fallback, &local_error);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* The node id belongs to the file: random, so that no two files ever give out the same clock. */
static gboolean
load_node (CrmWriter *self, GError **error)
{
  CrmId random = crm_id_new (0);
  g_autofree char *fresh = NULL;
  g_autofree char *text = NULL;
  guint64 node = 0;

  for (int i = 10; i < CRM_ID_LENGTH; i++)
    node = node << 8 | random.bytes[i];
  fresh = g_strdup_printf ("%012" G_GINT64_MODIFIER "x", node);
  if (!ensure_setting (self, "node", fresh, &text, error))
    return FALSE;
  self->node = g_ascii_strtoull (text, NULL, 16);
  return TRUE;
}

static gboolean
load_last_clock (CrmWriter *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "SELECT clock FROM edit ORDER BY number DESC LIMIT 16", error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    if (sqlite3_column_bytes (statement, 0) == CRM_HLC_LENGTH && memcmp (sqlite3_column_blob (statement, 0), self->last.bytes, CRM_HLC_LENGTH) > 0)
      memcpy (self->last.bytes, sqlite3_column_blob (statement, 0), CRM_HLC_LENGTH);
  return step == 0;
}

gboolean
crm_writer_reload (CrmWriter *self, GError **error)
{
  g_autofree char *user = NULL;
  g_autofree char *han_first = NULL;

  g_clear_pointer (&self->calling_code, g_free);
  if (!ensure_setting (self, "calling-code", DEFAULT_CALLING_CODE, &self->calling_code, error) || !ensure_setting (self, "han-first", NULL, &han_first, error) || !ensure_setting (self, "user", NULL, &user, error))
    return FALSE;
  self->han_first = han_first != NULL;
  if (user == NULL || !crm_id_parse (user, &self->user))
    memset (&self->user, 0, sizeof self->user);
  return TRUE;
}

CrmWriter *
crm_writer_new (CrmConnection *connection, CrmClock *clock, GError **error)
{
  g_autoptr (CrmWriter) self = g_new0 (CrmWriter, 1);

  self->connection = connection;
  self->clock = g_object_ref (clock);
  self->device = g_strdup (g_get_host_name ());
  self->touched = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
  self->fresh = crm_fresh_batch_new ();
  if (!load_node (self, error) || !load_last_clock (self, error) || !crm_writer_reload (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_writer_free (CrmWriter *self)
{
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->fresh, crm_fresh_batch_free);
  g_clear_object (&self->clock);
  g_free (self->calling_code);
  g_free (self->device);
  g_free (self);
}

CrmConnection *
crm_writer_get_connection (CrmWriter *self)
{
  return self->connection;
}

/* ── one record ────────────────────────────────────────────────────────────────────────────── */

static void
touch (CrmWriter *self, const CrmId *customer, Touch what)
{
  gpointer before = NULL;

  if (crm_fresh_batch_contains (self->fresh, customer))
    return;
  if (g_hash_table_lookup_extended (self->touched, customer, NULL, &before))
    what |= (Touch)GPOINTER_TO_INT (before);
  g_hash_table_insert (self->touched, g_memdup2 (customer, sizeof *customer), GINT_TO_POINTER (what));
}

/* Marks the customers whose facts or document hang on this record. */
static gboolean
touch_customers (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, Touch what, GError **error)
{
  if (crm_search_index_has_text (kind))
    what &= (Touch)~TOUCH_SEARCH;
  if (kind->id == CRM_KIND_CUSTOMER)
    touch (self, id, what);
  else if (kind->customer >= 0 && values[kind->customer].type == CRM_VALUE_ID)
    touch (self, &values[kind->customer].id, what);
  if (kind->rules != NULL && kind->rules->touch != NULL)
    {
      g_autoptr (GHashTable) more = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
      GHashTableIter iter;
      gpointer customer;

      if (!kind->rules->touch (self->connection, id, values, (what & TOUCH_SEARCH) != 0, more, error))
        return FALSE;
      g_hash_table_iter_init (&iter, more);
      while (g_hash_table_iter_next (&iter, &customer, NULL))
        touch (self, customer, what);
    }
  return TRUE;
}

static gboolean
check_values (const CrmKind *kind, const CrmValue *values, GError **error)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const CrmField *field = &kind->fields[i];

      if (values[i].type == CRM_VALUE_NONE && (field->flags & CRM_FIELD_REQUIRED) != 0)
        {
          /* Translators: %s is the label of a field, such as Name. */
          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” must not be empty."), crm_field_get_label (field));
          return FALSE;
        }
      if (!crm_value_fits (&values[i], field->type))
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The value does not fit the field “%s”."), crm_field_get_label (field));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
prepare_values (CrmWriter *self, const CrmKind *kind, CrmValue *values, const CrmRecord *before, GError **error)
{
  CrmRulesContext context = { self->now, crm_clock_get_zone (self->clock), self->calling_code != NULL ? self->calling_code : "", self->han_first };

  context.connection = self->connection;
  context.has_keys = self->write->edit != NULL && crm_edit_get_origin (self->write->edit) == CRM_EDIT_ORIGIN_IMPORT;
  if (kind->rules != NULL && kind->rules->prepare != NULL && !kind->rules->prepare (&context, values, before, error))
    return FALSE;
  return check_values (kind, values, error);
}

static void
clear_values (const CrmKind *kind, CrmValue *values)
{
  for (guint i = 0; i < kind->n_fields; i++)
    crm_value_clear (&values[i]);
  g_free (values);
}

static char *
make_insert_sql (const CrmKind *kind)
{
  g_autoptr (GString) columns = g_string_new ("id,created_edit,created_clock,dirty");
  g_autoptr (GString) marks = g_string_new ("?,?,?,?");

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

static sqlite3_stmt *
prepare_insert (CrmWriter *self, const CrmKind *kind, GError **error)
{
  static char *sql[CRM_N_KINDS];

  if (g_once_init_enter_pointer (&sql[kind->id]))
    g_once_init_leave_pointer (&sql[kind->id], make_insert_sql (kind));
  return crm_connection_prepare_static (self->connection, sql[kind->id], error);
}

static gboolean
insert_row (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, gint64 *rowid, GError **error)
{
  sqlite3_stmt *statement = prepare_insert (self, kind, error);
  int index;

  if (statement == NULL)
    return FALSE;
  index = crm_statement_bind_id (statement, 1, id);
  sqlite3_bind_int64 (statement, index++, self->edit);
  sqlite3_bind_blob (statement, index++, self->stamp.bytes, CRM_HLC_LENGTH, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, index++, self->edit);
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
write_range (CrmWriter *self, CrmKindId kind, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "INSERT OR REPLACE INTO edit_range VALUES (?, ?, ?, ?)", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->edit);
  sqlite3_bind_int (statement, 2, (int)kind);
  sqlite3_bind_int64 (statement, 3, self->ranges[kind].first);
  sqlite3_bind_int64 (statement, 4, self->ranges[kind].last);
  self->ranges[kind].first = 0;
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
note_created (CrmWriter *self, CrmKindId kind, gint64 rowid, GError **error)
{
  CreatedRange *range = &self->ranges[kind];

  if (range->first != 0 && range->last + 1 == rowid)
    {
      range->last = rowid;
      return TRUE;
    }
  if (range->first != 0 && !write_range (self, kind, error))
    return FALSE;
  *range = (CreatedRange){ rowid, rowid };
  return TRUE;
}

static gboolean
write_ranges (CrmWriter *self, GError **error)
{
  for (CrmKindId kind = CRM_KIND_NONE + 1; kind < CRM_N_KINDS; kind++)
    if (self->ranges[kind].first != 0 && !write_range (self, kind, error))
      return FALSE;
  return TRUE;
}

static void
assign (const CrmChange *change, CrmValue *values)
{
  for (guint i = 0; change->assignments != NULL && i < change->assignments->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (change->assignments, CrmAssignment, i);

      crm_value_clear (&values[assignment->field]);
      values[assignment->field] = crm_value_copy (&assignment->value);
    }
}

static gboolean
insert_record (CrmWriter *self, const CrmChange *change, const CrmValue *values, gint64 *rowid, GError **error)
{
  if (!insert_row (self, change->kind, &change->id, values, rowid, error) || !note_created (self, change->kind->id, *rowid, error))
    return FALSE;
  self->write->created++;
  crm_change_set_add (self->write->changes, change->kind->id, &change->id, *rowid);
  return TRUE;
}

static gboolean
write_new_row (CrmWriter *self, const CrmChange *change, CrmValue *values, GError **error)
{
  const CrmKind *kind = change->kind;
  gint64 rowid;

  if (!insert_record (self, change, values, &rowid, error))
    return FALSE;
  if (!crm_fresh_batch_add_child (self->fresh, change, values) && !touch_customers (self, kind, &change->id, values, TOUCH_FACTS | TOUCH_SEARCH, error))
    return FALSE;
  return !crm_search_index_has_text (kind) || crm_search_index_add_text (self->connection, kind, rowid, values, error);
}

static gboolean write_update (CrmWriter *self, const CrmChange *change, CrmRecord *before, int deleted, GError **error);

/* An id hashed from its cause was made before: the record is there, or was and comes back. */
static gboolean
write_again (CrmWriter *self, const CrmChange *change, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;

  if (sqlite3_errcode (crm_connection_get_handle (self->connection)) != SQLITE_CONSTRAINT)
    return FALSE;
  before = crm_connection_read_record (self->connection, change->kind, &change->id, NULL);
  if (before == NULL)
    return FALSE;
  g_clear_error (error);
  return write_update (self, change, before, 0, error);
}

/* A customer waits for its children; whatever else is created is written at once. */
static gboolean
apply_create (CrmWriter *self, const CrmChange *change, GError **error)
{
  CrmValue *values = g_new0 (CrmValue, change->kind->n_fields);
  gboolean ok;

  assign (change, values);
  ok = prepare_values (self, change->kind, values, NULL, error);
  if (ok && change->kind->id == CRM_KIND_CUSTOMER)
    {
      crm_fresh_batch_add_customer (self->fresh, change, values);
      return TRUE;
    }
  if (ok)
    ok = write_new_row (self, change, values, error) || write_again (self, change, error);
  clear_values (change->kind, values);
  return ok;
}

static gboolean
write_fresh_customer (CrmWriter *self, CrmFreshCustomer *customer, GError **error)
{
  gint64 rowid;

  for (int i = 0; i < CRM_DIGEST_N_FACTS; i++)
    {
      guint field = crm_digest_fact_get_field ((CrmDigestFact)i);

      crm_value_clear (&customer->values[field]);
      customer->values[field] = crm_value_copy (&customer->digest.facts[i]);
    }
  if (!insert_record (self, customer->change, customer->values, &rowid, error))
    return FALSE;
  return !customer->whole || crm_search_index_add_customer (self->connection, rowid, customer->digest.document, error);
}

/* Writes the customers that wait. They are out of the batch before any is touched again. */
static gboolean
write_fresh_customers (CrmWriter *self, GError **error)
{
  g_autoptr (GArray) again = g_array_new (FALSE, FALSE, sizeof (CrmId));

  for (guint i = 0; i < crm_fresh_batch_get_n (self->fresh); i++)
    {
      CrmFreshCustomer *customer = crm_fresh_batch_get (self->fresh, i);
      gboolean ok = write_fresh_customer (self, customer, error);

      if (!ok && !write_again (self, customer->change, error))
        return FALSE;
      if (!ok || !customer->whole)
        g_array_append_val (again, customer->change->id);
    }
  crm_fresh_batch_clear (self->fresh);
  for (guint i = 0; i < again->len; i++)
    touch (self, &g_array_index (again, CrmId, i), TOUCH_FACTS | TOUCH_SEARCH);
  return TRUE;
}

static gboolean
add_history (CrmWriter *self, const CrmRecord *record, const char *field, const char *old, const char *new, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection,
                                                    "INSERT INTO history (edit, kind, record, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
                                                    error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->edit);
  sqlite3_bind_int (statement, 2, (int)record->kind->id);
  sqlite3_bind_int64 (statement, 3, record->rowid);
  sqlite3_bind_text (statement, 4, field, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, old, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 6, new, -1, SQLITE_TRANSIENT);
  return crm_connection_run (self->connection, statement, error);
}

static GByteArray *
read_clocks (CrmWriter *self, const CrmRecord *record, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT clocks FROM %s WHERE rowid = ?", record->kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  GByteArray *clocks = g_byte_array_new ();

  if (statement == NULL)
    return clocks;
  sqlite3_bind_int64 (statement, 1, record->rowid);
  if (crm_connection_next (self->connection, statement, error) > 0)
    {
      g_byte_array_append (clocks, sqlite3_column_blob (statement, 0), (guint)sqlite3_column_bytes (statement, 0));
      sqlite3_reset (statement);
    }
  return clocks;
}

/* Sets the columns of the changed fields; @deleted is 0, 1 or -1 to leave it. Setting it to what it is would have SQLite
 * write every index that holds only what is not deleted. */
static gboolean
update_row (CrmWriter *self, const CrmRecord *before, const CrmValue *values, const gboolean *changed, GByteArray *clocks, int deleted, GError **error)
{
  const CrmKind *kind = before->kind;
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int index = 1;

  g_string_append_printf (sql, "UPDATE %s SET ", kind->name);
  for (guint i = 0; i < kind->n_fields; i++)
    if (changed[i])
      {
        g_string_append_printf (sql, "%s=?,", kind->fields[i].name);
        if (kind->fields[i].type == CRM_TYPE_MONEY)
          g_string_append_printf (sql, "%s_currency=?,", kind->fields[i].name);
      }
  if (deleted >= 0)
    g_string_append (sql, "deleted=?,");
  g_string_append (sql, "clocks=?,dirty=? WHERE rowid=?");
  statement = crm_connection_prepare (self->connection, sql->str, error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if (changed[i])
      index = crm_statement_bind_value (statement, index, &values[i], kind->fields[i].type);
  if (deleted >= 0)
    sqlite3_bind_int (statement, index++, deleted);
  sqlite3_bind_blob (statement, index++, clocks->data, (int)clocks->len, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, index++, self->edit);
  sqlite3_bind_int64 (statement, index, before->rowid);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
record_changes (CrmWriter *self, const CrmRecord *before, const CrmValue *values, gboolean *changed, GByteArray *clocks, Touch *what, guint *n, GError **error)
{
  const CrmKind *kind = before->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      changed[i] = !crm_value_equal (&before->values[i], &values[i]);
      if (!changed[i])
        continue;
      (*n)++;
      *what |= TOUCH_FACTS | ((kind->fields[i].flags & CRM_FIELD_SEARCHED) != 0 ? TOUCH_SEARCH : 0);
      if ((kind->fields[i].flags & CRM_FIELD_FACT) == 0)
        {
          g_autofree char *old = crm_value_to_stored (&before->values[i]);
          g_autofree char *new = crm_value_to_stored (&values[i]);

          crm_hlc_pack_field (clocks, kind->fields[i].name, &self->stamp);
          if (!add_history (self, before, kind->fields[i].name, old, new, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
write_update_values (CrmWriter *self, const CrmRecord *before, CrmValue *values, int deleted, GError **error)
{
  const CrmKind *kind = before->kind;
  g_autofree gboolean *changed = g_new0 (gboolean, kind->n_fields);
  g_autoptr (GByteArray) clocks = NULL;
  GError *local_error = NULL;
  gboolean turns = deleted >= 0 && deleted != before->deleted;
  Touch what = 0;
  guint n = 0;

  if (deleted != 1 && !prepare_values (self, kind, values, before, error))
    return FALSE;
  clocks = read_clocks (self, before, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (!record_changes (self, before, values, changed, clocks, &what, &n, error))
    return FALSE;
  if (turns)
    {
      what = TOUCH_FACTS | TOUCH_SEARCH;
      crm_hlc_pack_field (clocks, "deleted", &self->stamp);
      if (!add_history (self, before, "deleted", before->deleted ? "1" : "0", deleted ? "1" : "0", error))
        return FALSE;
    }
  if (n == 0 && !turns)
    return TRUE;
  self->write->changed++;
  crm_change_set_add (self->write->changes, kind->id, &before->id, before->rowid);
  if (crm_search_index_has_text (kind) && (what & TOUCH_SEARCH) != 0)
    {
      gboolean gone = deleted >= 0 ? deleted : before->deleted;

      if (!crm_search_index_remove_text (self->connection, kind, before->rowid, error) || (!gone && !crm_search_index_add_text (self->connection, kind, before->rowid, values, error)))
        return FALSE;
    }
  /* A record that moves from one customer to another concerns both. */
  return update_row (self, before, values, changed, clocks, deleted, error) && touch_customers (self, kind, &before->id, before->values, what, error) && touch_customers (self, kind, &before->id, values, what, error);
}

static gboolean
write_update (CrmWriter *self, const CrmChange *change, CrmRecord *before, int deleted, GError **error)
{
  const CrmKind *kind = change->kind;
  CrmValue *values = g_new0 (CrmValue, kind->n_fields);
  gboolean ok;

  for (guint i = 0; i < kind->n_fields; i++)
    values[i] = crm_value_copy (&before->values[i]);
  assign (change, values);
  ok = write_update_values (self, before, values, deleted, error);
  clear_values (kind, values);
  return ok;
}

static gboolean
apply_change (CrmWriter *self, const CrmChange *change, GError **error)
{
  static const int deleted[] = { [CRM_CHANGE_UPDATE] = -1, [CRM_CHANGE_DELETE] = 1, [CRM_CHANGE_RESTORE] = 0 };
  g_autoptr (CrmRecord) before = NULL;
  GError *local_error = NULL;

  if (change->type == CRM_CHANGE_CREATE)
    return apply_create (self, change, error);
  if (!write_fresh_customers (self, error))
    return FALSE;
  before = crm_connection_read_record (self->connection, change->kind, &change->id, &local_error);
  if (before != NULL)
    return write_update (self, change, before, deleted[change->type], error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The record to be changed is not in this file."));
  return FALSE;
}

/* ── one transaction ───────────────────────────────────────────────────────────────────────── */

/* A customer to bring up to date. */
typedef struct
{
  gint64 rowid; /* 0 for one that is not there */
  Touch what;
  gboolean deleted;
} Touched;

static gboolean
find_touched (CrmWriter *self, const CrmId *id, Touched *touched, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, "SELECT rowid, deleted FROM customer WHERE id = ?", error);
  int step;

  touched->rowid = 0;
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    {
      touched->rowid = sqlite3_column_int64 (statement, 0);
      touched->deleted = sqlite3_column_int (statement, 1) != 0;
    }
  sqlite3_reset (statement);
  return step >= 0;
}

static int
compare_rowids (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Touched *)a)->rowid, y = ((const Touched *)b)->rowid;

  return (x > y) - (x < y);
}

static GArray *
list_touched (CrmWriter *self, GError **error)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Touched));
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Touched touched = { .what = (Touch)GPOINTER_TO_INT (value) };

      if (!find_touched (self, key, &touched, error))
        return NULL;
      if (touched.rowid == 0)
        continue;
      g_array_append_val (list, touched);
      crm_change_set_add (self->write->changes, CRM_KIND_CUSTOMER, key, touched.rowid);
    }
  g_array_sort (list, compare_rowids);
  return g_steal_pointer (&list);
}

static gboolean
finish_customer (CrmWriter *self, const Touched *touched, GError **error)
{
  g_auto (CrmCustomerDigest) digest = { 0 };
  g_autoptr (CrmRecord) customer = NULL;

  /* Nobody looks at the facts of a deleted customer; bringing it back computes them. */
  if (touched->deleted)
    return TRUE;
  crm_customer_digest_init (&digest);
  if (!crm_customer_digest_read (self->connection, touched->rowid, &digest, &customer, error))
    return FALSE;
  if (customer == NULL || !crm_customer_digest_write_facts (self->connection, &digest, customer, error))
    return customer == NULL;
  return (touched->what & TOUCH_SEARCH) == 0 || crm_search_index_add_customer (self->connection, touched->rowid, digest.document, error);
}

/* Brings facts and documents of the customers touched up to date, once each: all documents out, then all in by rowid. */
static gboolean
finish_customers (CrmWriter *self, GError **error)
{
  g_autoptr (GArray) list = NULL;

  if (!write_fresh_customers (self, error))
    return FALSE;
  list = list_touched (self, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    if ((g_array_index (list, Touched, i).what & TOUCH_SEARCH) != 0 && !crm_search_index_remove_customer (self->connection, g_array_index (list, Touched, i).rowid, error))
      return FALSE;
  for (guint i = 0; i < list->len; i++)
    if (!finish_customer (self, &g_array_index (list, Touched, i), error))
      return FALSE;
  return write_ranges (self, error);
}

static gboolean
insert_edit_row (CrmWriter *self, CrmWrite *write, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection,
                                                    "INSERT INTO edit (id, at, user, device, title, origin, state, clock, undoes) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)",
                                                    error);

  if (statement == NULL)
    return FALSE;
  write->id = crm_id_new (self->now);
  crm_statement_bind_id (statement, 1, &write->id);
  sqlite3_bind_int64 (statement, 2, self->now);
  crm_statement_bind_id (statement, 3, crm_id_is_nil (&self->user) ? NULL : &self->user);
  sqlite3_bind_text (statement, 4, self->device, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, crm_edit_get_title (write->edit), -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 6, (int)crm_edit_get_origin (write->edit));
  sqlite3_bind_blob (statement, 7, self->stamp.bytes, CRM_HLC_LENGTH, SQLITE_STATIC);
  if (write->undoes != 0)
    sqlite3_bind_int64 (statement, 8, write->undoes);
  if (!crm_connection_run (self->connection, statement, error))
    return FALSE;
  write->number = sqlite3_last_insert_rowid (crm_connection_get_handle (self->connection));
  statement = crm_connection_prepare (self->connection, "UPDATE edit SET root = coalesce((SELECT root FROM edit WHERE number = ?2), ?1) WHERE number = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, write->number);
  sqlite3_bind_int64 (statement, 2, write->undoes);
  return crm_connection_run (self->connection, statement, error);
}

/* An edit that changed nothing leaves no trace, or Undo would seem to do nothing. */
static gboolean
drop_edit_row (CrmWriter *self, CrmWrite *write, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "DELETE FROM edit WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, write->number);
  write->number = 0;
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
finish_edit_row (CrmWriter *self, CrmWrite *write, gboolean more, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "UPDATE edit SET state = ?, clock = ?, created = ?, changed = ? WHERE number = ?", error);

  if (statement == NULL)
    return FALSE;
  if (!more && write->undoes == 0 && write->created + write->changed == 0)
    return drop_edit_row (self, write, error);
  sqlite3_bind_int (statement, 1, more);
  sqlite3_bind_blob (statement, 2, self->stamp.bytes, CRM_HLC_LENGTH, SQLITE_STATIC);
  sqlite3_bind_int (statement, 3, (int)write->created);
  sqlite3_bind_int (statement, 4, (int)write->changed);
  sqlite3_bind_int64 (statement, 5, write->number);
  if (!crm_connection_run (self->connection, statement, error))
    return FALSE;
  if (more || write->undoes == 0)
    return TRUE;
  statement = crm_connection_prepare (self->connection, "UPDATE edit SET undone_by = ? WHERE number = ?", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, write->number);
  sqlite3_bind_int64 (statement, 2, write->undoes);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
apply_changes (CrmWriter *self, CrmEdit *edit, GError **error)
{
  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    if (!apply_change (self, crm_edit_get_change (edit, i), error))
      return FALSE;
  /* What is pulled next may look these customers up. */
  return write_fresh_customers (self, error);
}

static gboolean
is_chunk_full (CrmWriter *self, gint64 start)
{
  gint64 elapsed = g_get_monotonic_time () - start;

  return elapsed >= LONG_CHUNK_US || (elapsed >= CHUNK_US && self->awaited (self->awaited_data));
}

static gboolean
pull_and_apply (CrmWriter *self, CrmWrite *write, gboolean *more, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  int pulled;

  if (!crm_edit_is_stream (write->edit))
    {
      *more = FALSE;
      return apply_changes (self, write->edit, error);
    }
  do
    {
      crm_edit_clear_changes (write->edit);
      pulled = crm_edit_pull (write->edit, self->connection, error);
      if (pulled < 0 || !apply_changes (self, write->edit, error))
        return FALSE;
    }
  while (pulled > 0 && !is_chunk_full (self, start));
  crm_edit_clear_changes (write->edit);
  write->skipped = crm_edit_get_n_skipped (write->edit);
  *more = pulled > 0;
  return TRUE;
}

static gboolean
write_in_transaction (CrmWriter *self, CrmWrite *write, gboolean *more, GError **error)
{
  self->now = crm_clock_now (self->clock);
  self->stamp = crm_hlc_next (&self->last, self->now, self->node);
  if (write->number == 0 && !insert_edit_row (self, write, error))
    return FALSE;
  self->edit = write->number;
  write->changes->edit = write->number;
  return pull_and_apply (self, write, more, error) && finish_customers (self, error) && finish_edit_row (self, write, *more, error) && crm_connection_execute (self->connection, "COMMIT", error);
}

gboolean
crm_writer_write_chunk (CrmWriter *self, CrmWrite *write, CrmWriterAwaited awaited, gpointer data, gboolean *more, GError **error)
{
  gint64 number = write->number;
  gboolean ok;

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->write = write;
  self->awaited = awaited;
  self->awaited_data = data;
  g_hash_table_remove_all (self->touched);
  crm_fresh_batch_clear (self->fresh);
  memset (self->ranges, 0, sizeof self->ranges);
  ok = write_in_transaction (self, write, more, error);
  self->write = NULL;
  if (ok)
    {
      self->last = self->stamp;
      return TRUE;
    }
  write->number = number;
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

/* ── taking back an edit that did not finish ──────────────────────────────────────────────── */

GArray *
crm_writer_find_running (CrmWriter *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, "SELECT number FROM edit WHERE state = 1", error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      gint64 number = sqlite3_column_int64 (statement, 0);

      g_array_append_val (numbers, number);
    }
  return step == 0 ? g_steal_pointer (&numbers) : NULL;
}

/* Removes the rows the edit created, with their documents; nothing can refer to them but each other. */
static gboolean
purge_created (CrmWriter *self, gint64 number, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      const CrmKind *kind = crm_kind_get (id);
      const char *rows = "SELECT t.rowid FROM edit_range r JOIN %1$s t ON t.rowid BETWEEN r.first AND r.last WHERE r.edit = %2$" G_GINT64_FORMAT
                         " AND r.kind = %3$d AND t.created_edit = %2$" G_GINT64_FORMAT;
      g_autofree char *select = NULL;
      g_autoptr (GString) sql = g_string_new (NULL);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      select = g_strdup_printf (rows, kind->name, number, (int)id);
#pragma GCC diagnostic pop
      if (id == CRM_KIND_CUSTOMER)
        g_string_append_printf (sql, "DELETE FROM search_customer WHERE rowid IN (%s);", select);
      if (crm_search_index_has_text (kind))
        g_string_append_printf (sql, "DELETE FROM search_text WHERE rowid IN (SELECT rowid | %" G_GINT64_FORMAT " FROM (%s));", CRM_SEARCH_ROW (id, 0), select);
      g_string_append_printf (sql, "DELETE FROM %s WHERE rowid IN (%s);", kind->name, select);
      if (!crm_connection_execute (self->connection, sql->str, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
purge_edit (CrmWriter *self, gint64 number, GError **error)
{
  g_autofree char *rows = g_strdup_printf ("DELETE FROM edit_range WHERE edit = %1$" G_GINT64_FORMAT "; DELETE FROM history WHERE edit = %1$" G_GINT64_FORMAT
                                           "; UPDATE edit SET state = 0, created = 0, changed = 0, undone_by = number WHERE number = %1$" G_GINT64_FORMAT ";",
                                           number);

  return purge_created (self, number, error) && crm_connection_execute (self->connection, rows, error);
}

/* What the edit changed goes back to the values in history, through the ordinary way, so that facts and documents follow. */
static gboolean
restore_changed (CrmWriter *self, gint64 number, GError **error)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_UNDO);

  return crm_history_append_inverse (self->connection, number, edit, error) && apply_changes (self, edit, error) && finish_customers (self, error);
}

gboolean
crm_writer_take_back (CrmWriter *self, gint64 number, GError **error)
{
  g_autoptr (CrmChangeSet) changes = crm_change_set_new (number);
  CrmWrite write = { .changes = changes, .number = number };
  gboolean ok;

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  self->write = &write;
  self->edit = number;
  self->now = crm_clock_now (self->clock);
  self->stamp = crm_hlc_next (&self->last, self->now, self->node);
  g_hash_table_remove_all (self->touched);
  crm_fresh_batch_clear (self->fresh);
  memset (self->ranges, 0, sizeof self->ranges);
  ok = restore_changed (self, number, error) && purge_edit (self, number, error) && crm_connection_execute (self->connection, "COMMIT", error);
  self->write = NULL;
  if (ok)
    self->last = self->stamp;
  else if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return ok;
}

/* ── derived facts anew ────────────────────────────────────────────────────────────────────── */

static gboolean
rebuild_facts_of_customer (CrmWriter *self, gint64 rowid, GError **error)
{
  g_auto (CrmCustomerDigest) digest = { 0 };
  g_autoptr (CrmRecord) customer = NULL;

  crm_customer_digest_init (&digest);
  return crm_customer_digest_read (self->connection, rowid, &digest, &customer, error) && (customer == NULL || customer->deleted || crm_customer_digest_write_facts (self->connection, &digest, customer, error));
}

static gboolean
rebuild_customer_facts (CrmWriter *self, GError **error)
{
  gint64 last = 0;

  if (!crm_connection_read_integer (self->connection, "SELECT max(rowid) FROM customer", &last, error))
    return FALSE;
  for (gint64 rowid = 1; rowid <= last; rowid++)
    if (!rebuild_facts_of_customer (self, rowid, error))
      return FALSE;
  return TRUE;
}

static gboolean
rebuild_keys_of_record (CrmWriter *self, CrmRecord *record, GError **error)
{
  const CrmKind *kind = record->kind;
  CrmValue *values = g_new0 (CrmValue, kind->n_fields);
  CrmRulesContext context = { crm_clock_now (self->clock), crm_clock_get_zone (self->clock), self->calling_code != NULL ? self->calling_code : "", self->han_first };
  gboolean ok = TRUE;

  for (guint i = 0; i < kind->n_fields; i++)
    values[i] = crm_value_copy (&record->values[i]);
  /* A record that today's rules would refuse keeps the keys it has. */
  if (kind->rules->prepare (&context, values, record, NULL))
    for (guint i = 0; ok && i < kind->n_fields; i++)
      if ((kind->fields[i].flags & CRM_FIELD_HIDDEN) != 0 && !crm_value_equal (&values[i], &record->values[i]))
        {
          g_autofree char *sql = g_strdup_printf ("UPDATE %s SET %s = ? WHERE rowid = ?", kind->name, kind->fields[i].name);
          sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);

          ok = statement != NULL;
          if (ok)
            {
              int index = crm_statement_bind_value (statement, 1, &values[i], kind->fields[i].type);

              sqlite3_bind_int64 (statement, index, record->rowid);
              ok = crm_connection_run (self->connection, statement, error);
            }
        }
  clear_values (kind, values);
  return ok;
}

static gboolean
rebuild_keys (CrmWriter *self, const CrmKind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", crm_kind_get_columns (kind), kind->name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, kind);

      if (!rebuild_keys_of_record (self, record, error))
        {
          sqlite3_reset (statement);
          return FALSE;
        }
    }
  return step == 0;
}

gboolean
crm_writer_rebuild_facts (CrmWriter *self, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (crm_kind_get (id)->rules != NULL && crm_kind_get (id)->rules->prepare != NULL && !rebuild_keys (self, crm_kind_get (id), error))
      return FALSE;
  return rebuild_customer_facts (self, error);
}
