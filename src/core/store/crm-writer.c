/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes records, one change after the other: the only code that does. */

#define G_LOG_DOMAIN "crm-writer"

#include "config.h"

#include "core/store/crm-writer-private.h"

#include "core/base/crm-error.h"
#include "core/store/crm-history.h"
#include "core/store/crm-search-index.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* China: until the preferences say otherwise. */
#define DEFAULT_CALLING_CODE "86"

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
  return crm_writer_load_offset (self, error);
}

static void
touched_free (gpointer data)
{
  CrmTouched *touched = data;

  g_clear_pointer (&touched->written, crm_record_unref);
  g_free (touched);
}

CrmWriter *
crm_writer_new (CrmConnection *connection, CrmClock *clock, GError **error)
{
  g_autoptr (CrmWriter) self = g_new0 (CrmWriter, 1);

  self->connection = connection;
  self->clock = g_object_ref (clock);
  self->device = g_strdup (g_get_host_name ());
  self->touched = g_hash_table_new_full (id_hash, id_equal, g_free, touched_free);
  self->fresh = crm_fresh_batch_new ();
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (crm_kind_get (id)->rules != NULL && crm_kind_get (id)->rules->refresh != NULL)
      self->stale[id] = g_hash_table_new_full (id_hash, id_equal, g_free, NULL);
  if (!crm_writer_load_node (self, error) || !crm_writer_reload (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_writer_free (CrmWriter *self)
{
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->fresh, crm_fresh_batch_free);
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    g_clear_pointer (&self->stale[id], g_hash_table_unref);
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
  CrmTouched *touched;

  if (crm_fresh_batch_contains (self->fresh, customer))
    return;
  touched = g_hash_table_lookup (self->touched, customer);
  if (touched == NULL)
    {
      touched = g_new0 (CrmTouched, 1);
      g_hash_table_insert (self->touched, g_memdup2 (customer, sizeof *customer), touched);
    }
  touched->what |= what;
  g_clear_pointer (&touched->written, crm_record_unref);
}

/* What a document is made of need not be read again, where many are made. Whatever touches the customer after this has it read. */
static void
keep_written (CrmWriter *self, const CrmRecord *before, const CrmValue *values, int deleted)
{
  CrmTouched *touched = before->kind->id == CRM_KIND_CUSTOMER ? g_hash_table_lookup (self->touched, &before->id) : NULL;
  g_autofree CrmValue *copies = NULL;

  if (touched == NULL)
    return;
  copies = g_new0 (CrmValue, before->kind->n_fields);
  for (guint i = 0; i < before->kind->n_fields; i++)
    copies[i] = crm_value_copy (&values[i]);
  g_clear_pointer (&touched->written, crm_record_unref);
  touched->written = crm_record_new (before->kind, &before->id, before->rowid, before->created_edit, deleted >= 0 ? deleted : before->deleted, copies);
}

/* A customer's facts come from what belongs to it, and its key is made with the record. */
static Touch
get_touch (const CrmKind *kind, guint field)
{
  Touch search = (kind->fields[field].flags & CRM_FIELD_SEARCHED) != 0 ? TOUCH_SEARCH : 0;

  return kind->id == CRM_KIND_CUSTOMER ? search : TOUCH_FACTS | search;
}

/* Marks the customers whose facts or document hang on this record. */
gboolean
crm_writer_touch_customers (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, Touch what, GError **error)
{
  if (crm_search_index_has_text (kind))
    what &= (Touch)~TOUCH_SEARCH;
  if (kind->id == CRM_KIND_CUSTOMER && what != 0)
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

CrmRulesContext
crm_writer_get_rules_context (CrmWriter *self)
{
  CrmRulesContext context = { self->now, crm_clock_get_zone (self->clock), self->calling_code != NULL ? self->calling_code : "", self->han_first };

  CrmEditOrigin origin = self->write->edit != NULL ? crm_edit_get_origin (self->write->edit) : CRM_EDIT_ORIGIN_UNDO;

  context.connection = self->connection;
  context.edit = self->write->edit;
  context.has_keys = origin == CRM_EDIT_ORIGIN_IMPORT;
  context.replays = origin == CRM_EDIT_ORIGIN_UNDO || origin == CRM_EDIT_ORIGIN_REDO || origin == CRM_EDIT_ORIGIN_SYNC;
  return context;
}

void
crm_writer_forget (CrmWriter *self)
{
  g_hash_table_remove_all (self->touched);
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (self->stale[id] != NULL)
      g_hash_table_remove_all (self->stale[id]);
  crm_fresh_batch_clear (self->fresh);
  memset (self->ranges, 0, sizeof self->ranges);
}

static gboolean
prepare_values (CrmWriter *self, const CrmKind *kind, CrmValue *values, const CrmRecord *before, GError **error)
{
  CrmRulesContext context = crm_writer_get_rules_context (self);

  if (kind->rules != NULL && kind->rules->prepare != NULL && !kind->rules->prepare (&context, values, before, error))
    return FALSE;
  return check_values (kind, values, error);
}

void
crm_writer_clear_values (const CrmKind *kind, CrmValue *values)
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

/* What every device makes by itself is older than what anybody does. */
static gboolean
is_made_alike (CrmWriter *self)
{
  return self->write->edit != NULL && crm_edit_get_origin (self->write->edit) == CRM_EDIT_ORIGIN_SETUP;
}

/* What is written discreetly names neither the file it comes from nor the moment: all of a day has one clock, of no node. */
static CrmHlc
choose_creation_clock (CrmWriter *self)
{
  static const CrmHlc alike;

  if (is_made_alike (self))
    return alike;
  if (self->write->edit != NULL && crm_edit_is_discreet (self->write->edit))
    return crm_hlc_next (&alike, self->now - self->now % G_TIME_SPAN_DAY, 0);
  return self->stamp;
}

static gboolean
insert_row (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, gint64 *rowid, GError **error)
{
  CrmHlc clock = choose_creation_clock (self);
  sqlite3_stmt *statement = prepare_insert (self, kind, error);
  int index;

  if (statement == NULL)
    return FALSE;
  index = crm_statement_bind_id (statement, 1, id);
  sqlite3_bind_int64 (statement, index++, self->edit);
  sqlite3_bind_blob (statement, index++, clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
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

gboolean
crm_writer_note_created (CrmWriter *self, CrmKindId kind, gint64 rowid, GError **error)
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

gboolean
crm_writer_write_ranges (CrmWriter *self, GError **error)
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
  if (!insert_row (self, change->kind, &change->id, values, rowid, error) || !crm_writer_note_created (self, change->kind->id, *rowid, error))
    return FALSE;
  self->write->created++;
  crm_change_set_add (self->write->changes, change->kind->id, &change->id, *rowid);
  return TRUE;
}

/* Marks the records whose facts hang on this one. */
gboolean
crm_writer_mark_stale (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GError **error)
{
  for (CrmKindId other = CRM_KIND_NONE + 1; other < CRM_N_KINDS; other++)
    if (self->stale[other] != NULL && !crm_kind_get (other)->rules->concern (self->connection, kind, id, values, before, turned, self->stale[other], error))
      return FALSE;
  return TRUE;
}

static gboolean
is_by_person (CrmWriter *self)
{
  return self->write->edit != NULL && crm_edit_get_origin (self->write->edit) == CRM_EDIT_ORIGIN_PERSON;
}

/* Writes what follows from a record that has just been written, as part of the same edit. */
static gboolean
write_consequences (CrmWriter *self, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GError **error)
{
  g_autoptr (CrmEdit) more = NULL;
  CrmRulesContext context;

  if (!crm_writer_mark_stale (self, kind, id, values, before, turned, error))
    return FALSE;
  if (kind->rules == NULL || kind->rules->follow == NULL || !is_by_person (self))
    return TRUE;
  more = crm_edit_new ("", CRM_EDIT_ORIGIN_PERSON);
  context = crm_writer_get_rules_context (self);
  if (!kind->rules->follow (&context, id, values, before, more, error))
    return FALSE;
  for (guint i = 0; i < crm_edit_get_n_changes (more); i++)
    if (!crm_writer_apply_change (self, crm_edit_get_change (more, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_new_row (CrmWriter *self, const CrmChange *change, CrmValue *values, GError **error)
{
  const CrmKind *kind = change->kind;
  gint64 rowid;

  if (!insert_record (self, change, values, &rowid, error))
    return FALSE;
  if (!crm_fresh_batch_add_child (self->fresh, change, values) && !crm_writer_touch_customers (self, kind, &change->id, values, TOUCH_FACTS | TOUCH_SEARCH, error))
    return FALSE;
  if (crm_search_index_has_text (kind) && !crm_search_index_add_text (self->connection, kind, rowid, values, error))
    return FALSE;
  return write_consequences (self, kind, &change->id, values, NULL, FALSE, error);
}

/* What a sync keeps of a record beside its values. */
typedef struct
{
  GByteArray *clocks;
  CrmHlc creation;
  gint64 dirty;      /* the edit that changed it last and was not sent yet; 0 for none, -1 where there is no record */
  gboolean is_known; /* to the server: what stands here may be what stands there */
} Stamps;

static void
stamps_clear (Stamps *stamps)
{
  g_clear_pointer (&stamps->clocks, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Stamps, stamps_clear)

static const char *
get_stamps_sql (const CrmKind *kind)
{
  static char *sql[CRM_N_KINDS];

  if (g_once_init_enter_pointer (&sql[kind->id]))
    g_once_init_leave_pointer (&sql[kind->id], g_strdup_printf ("SELECT clocks, created_clock, dirty = 0 OR seq > 0, dirty FROM %s WHERE rowid = ?", kind->name));
  return sql[kind->id];
}

static gboolean
read_stamps (CrmWriter *self, const CrmRecord *record, Stamps *stamps, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection, get_stamps_sql (record->kind), error);
  int step;

  if (statement == NULL)
    return FALSE;
  stamps->clocks = g_byte_array_new ();
  stamps->dirty = -1;
  sqlite3_bind_int64 (statement, 1, record->rowid);
  step = crm_connection_next (self->connection, statement, error);
  if (step > 0)
    {
      g_byte_array_append (stamps->clocks, sqlite3_column_blob (statement, 0), (guint)sqlite3_column_bytes (statement, 0));
      if (sqlite3_column_bytes (statement, 1) == CRM_HLC_LENGTH)
        memcpy (stamps->creation.bytes, sqlite3_column_blob (statement, 1), CRM_HLC_LENGTH);
      stamps->is_known = sqlite3_column_int (statement, 2) != 0;
      stamps->dirty = sqlite3_column_int64 (statement, 3);
      sqlite3_reset (statement);
    }
  return step >= 0;
}

static gboolean write_update (CrmWriter *self, const CrmChange *change, CrmRecord *before, Stamps *stamps, int deleted, GError **error);

/* An id hashed from its cause was made before: the record is there, or was and comes back. */
static gboolean
write_again (CrmWriter *self, const CrmChange *change, GError **error)
{
  g_autoptr (CrmRecord) before = NULL;
  g_auto (Stamps) stamps = { 0 };

  if (sqlite3_errcode (crm_connection_get_handle (self->connection)) != SQLITE_CONSTRAINT)
    return FALSE;
  before = crm_connection_read_record (self->connection, change->kind, &change->id, NULL);
  if (before == NULL)
    return FALSE;
  g_clear_error (error);
  return read_stamps (self, before, &stamps, error) && write_update (self, change, before, &stamps, 0, error);
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
  crm_writer_clear_values (change->kind, values);
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
gboolean
crm_writer_write_fresh_customers (CrmWriter *self, GError **error)
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

gboolean
crm_writer_add_history (CrmWriter *self, const CrmRecord *record, const char *field, const char *old, const char *new, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (self->connection,
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

/* What the first change since the last sync was made of is what others change, too: of both a sync makes one text. */
static gboolean
keep_base (CrmWriter *self, const CrmRecord *record, guint field, const Stamps *stamps, GError **error)
{
  const char *name = record->kind->fields[field].name;
  const CrmValue *value = &record->values[field];
  CrmHlc clock = { 0 };
  sqlite3_stmt *statement;

  if (!stamps->is_known || !crm_field_is_prose (&record->kind->fields[field]))
    return TRUE;
  /* What nobody ever set has no clock. */
  if (!crm_hlc_find_field (stamps->clocks->data, stamps->clocks->len, name, &clock) && value->type != CRM_VALUE_NONE)
    clock = stamps->creation;
  statement = crm_connection_prepare (self->connection, "INSERT INTO sync_base VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int)record->kind->id);
  crm_statement_bind_id (statement, 2, &record->id);
  sqlite3_bind_text (statement, 3, name, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 4, clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  crm_statement_bind_value (statement, 5, value, CRM_TYPE_LONG_TEXT);
  return crm_connection_run (self->connection, statement, error);
}

/* A change is newer than what it changes, whatever clock somebody else's device gave that. */
static void
stamp_field (CrmWriter *self, Stamps *stamps, const char *field)
{
  CrmHlc stamp = self->stamp, own = stamps->creation;

  crm_hlc_find_field (stamps->clocks->data, stamps->clocks->len, field, &own);
  if (crm_hlc_compare (&own, &stamp) >= 0)
    stamp = crm_hlc_next (&own, 0, self->node);
  crm_hlc_pack_field (stamps->clocks, field, &stamp);
}

/* Sets the columns of the changed fields; @deleted is 0, 1 or -1 to leave it. Setting it to what it is would have SQLite
 * write every index that holds only what is not deleted. */
static gboolean
update_row (CrmWriter *self, const CrmRecord *before, const CrmValue *values, const gboolean *changed, const GByteArray *clocks, int deleted, GError **error)
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
record_changes (CrmWriter *self, const CrmRecord *before, const CrmValue *values, gboolean *changed, Stamps *stamps, Touch *what, guint *n, GError **error)
{
  const CrmKind *kind = before->kind;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      changed[i] = !crm_value_equal (&before->values[i], &values[i]);
      if (!changed[i])
        continue;
      (*n)++;
      *what |= get_touch (kind, i);
      if ((kind->fields[i].flags & (CRM_FIELD_FACT | CRM_FIELD_SECRET)) == 0)
        {
          g_autofree char *old = crm_value_to_stored (&before->values[i]);
          g_autofree char *new = crm_value_to_stored (&values[i]);

          if (!keep_base (self, before, i, stamps, error))
            return FALSE;
          stamp_field (self, stamps, kind->fields[i].name);
          if (!crm_writer_add_history (self, before, kind->fields[i].name, old, new, error))
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
may_remove (CrmWriter *self, const CrmRecord *before, GError **error)
{
  CrmRulesContext context = crm_writer_get_rules_context (self);
  const CrmRules *rules = before->kind->rules;

  return rules == NULL || rules->remove == NULL || rules->remove (&context, before, error);
}

static gboolean
write_update_values (CrmWriter *self, const CrmChange *change, const CrmRecord *before, CrmValue *values, Stamps *stamps, int deleted, GError **error)
{
  const CrmKind *kind = before->kind;
  g_autofree gboolean *changed = g_new0 (gboolean, kind->n_fields);
  gboolean turns = deleted >= 0 && deleted != before->deleted;
  Touch what = 0;
  CrmHlc erased;
  guint n = 0;

  if (deleted == 1 ? !may_remove (self, before, error) : !prepare_values (self, kind, values, before, error))
    return FALSE;
  /* Nothing brings back what was erased. */
  if (crm_hlc_find_field (stamps->clocks->data, stamps->clocks->len, CRM_FIELD_NAME_ERASED, &erased))
    return TRUE;
  if (!record_changes (self, before, values, changed, stamps, &what, &n, error))
    return FALSE;
  if (turns)
    {
      what = TOUCH_FACTS | TOUCH_SEARCH;
      stamp_field (self, stamps, "deleted");
      if (!crm_writer_add_history (self, before, "deleted", before->deleted ? "1" : "0", deleted ? "1" : "0", error))
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
  if (!update_row (self, before, values, changed, stamps->clocks, deleted, error) || !crm_writer_touch_customers (self, kind, &before->id, before->values, what, error) || !crm_writer_touch_customers (self, kind, &before->id, values, what, error))
    return FALSE;
  if (change->seen != NULL)
    keep_written (self, before, values, deleted);
  return write_consequences (self, kind, &before->id, values, before, turns, error);
}

static gboolean
write_update (CrmWriter *self, const CrmChange *change, CrmRecord *before, Stamps *stamps, int deleted, GError **error)
{
  const CrmKind *kind = change->kind;
  CrmValue *values = g_new0 (CrmValue, kind->n_fields);
  gboolean ok;

  for (guint i = 0; i < kind->n_fields; i++)
    values[i] = crm_value_copy (&before->values[i]);
  assign (change, values);
  ok = write_update_values (self, change, before, values, stamps, deleted, error);
  crm_writer_clear_values (kind, values);
  return ok;
}

/* A row may have become another record's since, or nobody's. */
static CrmRecord *
read_at (CrmWriter *self, const CrmChange *change, GError **error)
{
  CrmRecord *record = crm_connection_read_record_at (self->connection, change->kind, change->seen->rowid, error);

  if (record != NULL && !crm_id_equal (&record->id, &change->id))
    g_clear_pointer (&record, crm_record_unref);
  return record;
}

/* The record as it stands, with its stamps. What a stream has just read in this transaction stands yet, unless this edit has changed it since. */
static CrmRecord *
find_before (CrmWriter *self, const CrmChange *change, Stamps *stamps, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  GError *local_error = NULL;

  if (change->seen != NULL && self->write->edit != NULL && crm_edit_is_stream (self->write->edit))
    {
      if (!read_stamps (self, change->seen, stamps, error))
        return NULL;
      if (stamps->dirty >= 0 && stamps->dirty != self->edit)
        return crm_record_ref (change->seen);
      stamps_clear (stamps);
    }
  if (change->seen != NULL)
    record = read_at (self, change, &local_error);
  if (record == NULL && local_error == NULL)
    record = crm_connection_read_record (self->connection, change->kind, &change->id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return record != NULL && read_stamps (self, record, stamps, error) ? g_steal_pointer (&record) : NULL;
}

gboolean
crm_writer_apply_change (CrmWriter *self, const CrmChange *change, GError **error)
{
  static const int deleted[] = { [CRM_CHANGE_UPDATE] = -1, [CRM_CHANGE_DELETE] = 1, [CRM_CHANGE_RESTORE] = 0 };
  g_autoptr (CrmRecord) before = NULL;
  g_auto (Stamps) stamps = { 0 };
  GError *local_error = NULL;

  if (change->type == CRM_CHANGE_ERASE)
    return crm_writer_write_fresh_customers (self, error) && crm_writer_erase (self, change, error);
  if (change->stamp != NULL || change->type == CRM_CHANGE_PURGE)
    return crm_writer_write_fresh_customers (self, error) && crm_writer_apply_stamped (self, change, error);
  if (change->type == CRM_CHANGE_CREATE)
    return apply_create (self, change, error);
  if (!crm_writer_write_fresh_customers (self, error))
    return FALSE;
  before = find_before (self, change, &stamps, &local_error);
  if (before != NULL)
    return write_update (self, change, before, &stamps, deleted[change->type], error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The record to be changed is not in this file."));
  return FALSE;
}
