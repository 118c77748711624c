/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a file as registers, and registers as what the writer writes. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-row.h"

#include "sync/crm-merge.h"
#include "sync/crm-wire-record.h"

#include <string.h>

void
crm_sync_row_clear (CrmSyncRow *self)
{
  g_clear_pointer (&self->state, crm_sync_record_unref);
  g_clear_pointer (&self->scope, g_free);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static const char *
get_sql (const CrmKind *kind)
{
  static char *sql[CRM_N_KINDS];

  if (g_once_init_enter_pointer (&sql[kind->id]))
    g_once_init_leave_pointer (&sql[kind->id], g_strdup_printf ("SELECT %s,created_clock,clocks,unknown,scope,seq,dirty FROM %s WHERE id = ?", crm_kind_get_columns (kind), kind->name));
  return sql[kind->id];
}

/* Facts are everybody's own, and secrets nobody else's. */
static gboolean
is_shared (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_FACT | CRM_FIELD_SECRET)) == 0;
}

/* Clocks as a record's row has them. */
typedef struct
{
  CrmHlc creation;
  const guint8 *packed;
  gsize length;
} Clocks;

static void
add_value (CrmSyncRecord *state, const char *field, const CrmValue *value, const Clocks *clocks)
{
  CrmHlc clock = clocks->creation;
  gboolean own = crm_hlc_find_field (clocks->packed, clocks->length, field, &clock);
  g_autofree char *text = NULL;

  /* What nobody ever set has no register. */
  if (!own && value->type == CRM_VALUE_NONE)
    return;
  text = crm_wire_value_from (value);
  crm_sync_record_set (state, field, text, &clock);
}

/* An edit made here since is newer than what was kept, and wins over it; of the same clock what was kept is the whole of it. */
static void
add_unknown (CrmSyncRecord *state, const char *text)
{
  g_autoptr (CrmSyncRecord) kept = crm_sync_record_new (state->kind, &state->id);
  CrmWireScan scan;

  if (text == NULL || !crm_wire_scan_init (&scan, text, strlen (text)) || !crm_wire_scan_registers (&scan, kept))
    return;
  for (guint i = 0; i < crm_sync_record_get_n (kept); i++)
    {
      const CrmRegister *one = crm_sync_record_get (kept, i);
      const CrmRegister *have = crm_sync_record_find (state, one->field);

      if (have != NULL && crm_hlc_compare (&have->clock, &one->clock) == 0)
        crm_sync_record_replace (state, one->field, one->value, &one->clock);
      else
        crm_sync_record_set (state, one->field, one->value, &one->clock);
    }
}

static CrmSyncRecord *
make_state (sqlite3_stmt *statement, const CrmRecord *record, int column)
{
  CrmSyncRecord *state = crm_sync_record_new (record->kind->name, &record->id);
  CrmValue deleted = crm_value_integer (record->deleted);
  CrmHlc clock;
  Clocks clocks = { .packed = sqlite3_column_blob (statement, column + 1), .length = (gsize)sqlite3_column_bytes (statement, column + 1) };

  if (sqlite3_column_bytes (statement, column) == CRM_HLC_LENGTH)
    memcpy (clocks.creation.bytes, sqlite3_column_blob (statement, column), CRM_HLC_LENGTH);
  crm_sync_record_set_creation (state, &clocks.creation);
  if (crm_hlc_find_field (clocks.packed, clocks.length, CRM_SYNC_ERASED, &clock))
    {
      crm_sync_record_set (state, CRM_SYNC_ERASED, "1", &clock);
      return state;
    }
  for (guint i = 0; i < record->kind->n_fields; i++)
    if (is_shared (&record->kind->fields[i]))
      add_value (state, record->kind->fields[i].name, &record->values[i], &clocks);
  if (record->deleted || crm_hlc_find_field (clocks.packed, clocks.length, CRM_SYNC_DELETED, &clock))
    add_value (state, CRM_SYNC_DELETED, &deleted, &clocks);
  add_unknown (state, (const char *)sqlite3_column_text (statement, column + 2));
  return state;
}

int
crm_sync_row_read (CrmConnection *connection, const CrmKind *kind, const CrmId *id, CrmSyncRow *self, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, get_sql (kind), error);
  int step;

  *self = (CrmSyncRow){ 0 };
  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, kind);
      int column = sqlite3_column_count (statement) - 6;

      self->state = make_state (statement, record, column);
      self->scope = g_strdup ((const char *)sqlite3_column_text (statement, column + 3));
      self->seq = sqlite3_column_int64 (statement, column + 4);
      self->dirty = sqlite3_column_int64 (statement, column + 5);
    }
  sqlite3_reset (statement);
  return step;
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

/* Where the registers of a record go. */
typedef struct
{
  CrmChangeStamp *stamp;
  GByteArray *clocks;
  GString *unknown;
} Target;

static void
keep_unknown (Target *target, const CrmRegister *one)
{
  g_string_append_c (target->unknown, target->unknown->len == 0 ? '{' : ',');
  crm_wire_append_register (target->unknown, one);
}

/* A value of nothing needs its clock said, or it would be what nobody ever set. */
static void
pack_clock (Target *target, const CrmSyncRecord *state, const CrmRegister *one)
{
  if (crm_hlc_compare (&one->clock, &state->creation) != 0 || strcmp (one->value, "null") == 0)
    crm_hlc_pack_field (target->clocks, one->field, &one->clock);
}

static void
write_register (Target *target, const CrmKind *kind, const CrmSyncRecord *state, const CrmRegister *one)
{
  int field = crm_kind_find_field (kind, one->field);
  CrmValue *value;

  if (target->stamp->erased)
    {
      if (strcmp (one->field, CRM_SYNC_ERASED) == 0)
        crm_hlc_pack_field (target->clocks, one->field, &one->clock);
      return;
    }
  if (strcmp (one->field, CRM_SYNC_DELETED) == 0 && (strcmp (one->value, "0") == 0 || strcmp (one->value, "1") == 0))
    {
      target->stamp->deleted = one->value[0] == '1';
      crm_hlc_pack_field (target->clocks, one->field, &one->clock);
      return;
    }
  if (field < 0 || !is_shared (&kind->fields[field]))
    {
      if (field < 0 || (kind->fields[field].flags & CRM_FIELD_SECRET) == 0)
        keep_unknown (target, one);
      return;
    }
  value = &target->stamp->values[field];
  if (!crm_wire_value_to (one->value, kind->fields[field].type, value))
    keep_unknown (target, one);
  if (value->type == CRM_VALUE_NONE)
    crm_hlc_pack_field (target->clocks, one->field, &one->clock);
  else
    pack_clock (target, state, one);
}

CrmChange *
crm_sync_row_make (const CrmKind *kind, const CrmSyncRecord *state, const char *scope, gint64 seq, gboolean waits)
{
  CrmChange *change = crm_change_new_stamped (kind, &state->id);
  CrmChangeStamp *stamp = change->stamp;
  Target target = { stamp, g_byte_array_new (), g_string_new (NULL) };

  stamp->creation = state->creation;
  stamp->erased = stamp->deleted = crm_sync_record_is_erased (state);
  if (stamp->erased)
    change->type = CRM_CHANGE_ERASE;
  stamp->scope = g_strdup (scope);
  stamp->seq = seq;
  stamp->waits = waits;
  for (guint i = 0; i < crm_sync_record_get_n (state); i++)
    write_register (&target, kind, state, crm_sync_record_get (state, i));
  stamp->clocks = g_byte_array_free_to_bytes (target.clocks);
  if (target.unknown->len > 0)
    g_string_append_c (target.unknown, '}');
  stamp->unknown = target.unknown->len > 0 ? g_string_free_and_steal (target.unknown) : (g_string_free (target.unknown, TRUE), NULL);
  return change;
}

CrmChange *
crm_sync_row_write (CrmEdit *edit, const CrmKind *kind, const CrmSyncRecord *state, const char *scope, gint64 seq, gboolean waits)
{
  return crm_edit_add (edit, crm_sync_row_make (kind, state, scope, seq, waits));
}
