/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long texts that were changed here: what they were made of, and how they meet what others made of the same. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-text.h"

#include "core/record/crm-edit.h"
#include "sync/crm-merge.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-text-merge.h"
#include "sync/crm-wire-record.h"

#include <string.h>

/* What a text was made of. */
typedef struct
{
  char *field;
  CrmHlc clock;
  char *text; /* (nullable) */
} Base;

static void
clear_base (gpointer data)
{
  Base *base = data;

  g_free (base->field);
  g_free (base->text);
}

static GArray *
list_bases (CrmConnection *connection, const CrmKind *kind, const CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT field, clock, value FROM sync_base WHERE kind = ? AND id = ?", error);
  g_autoptr (GArray) bases = g_array_new (FALSE, TRUE, sizeof (Base));
  int step;

  g_array_set_clear_func (bases, clear_base);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, (int)kind->id);
  crm_statement_bind_id (statement, 2, id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      Base base = { g_strdup ((const char *)sqlite3_column_text (statement, 0)), { { 0 } }, g_strdup ((const char *)sqlite3_column_text (statement, 2)) };

      if (sqlite3_column_bytes (statement, 1) == CRM_HLC_LENGTH)
        memcpy (base.clock.bytes, sqlite3_column_blob (statement, 1), CRM_HLC_LENGTH);
      g_array_append_val (bases, base);
    }
  return step == 0 ? g_steal_pointer (&bases) : NULL;
}

/* A text, or nothing; anything else is no text to merge. */
static gboolean
read_text (const CrmRegister *one, CrmValue *value)
{
  return crm_wire_value_to (one->value, CRM_TYPE_LONG_TEXT, value);
}

static const char *
get_text (const CrmValue *value)
{
  return value->type == CRM_VALUE_TEXT ? value->text : "";
}

static gboolean
run_on_base (CrmConnection *connection, const char *sql, const CrmKind *kind, const CrmId *id, const CrmRegister *one, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  CrmValue value = { CRM_VALUE_NONE };

  if (statement == NULL)
    return FALSE;
  read_text (one, &value);
  sqlite3_bind_int (statement, 1, (int)kind->id);
  crm_statement_bind_id (statement, 2, id);
  sqlite3_bind_text (statement, 3, one->field, -1, SQLITE_TRANSIENT);
  sqlite3_bind_blob (statement, 4, one->clock.bytes, CRM_HLC_LENGTH, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 5, value.type == CRM_VALUE_TEXT ? value.text : NULL, -1, SQLITE_TRANSIENT);
  crm_value_clear (&value);
  return crm_connection_run (connection, statement, error);
}

static gboolean
set_base (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, GError **error)
{
  return run_on_base (connection, "INSERT INTO sync_base VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET clock = excluded.clock, value = excluded.value", kind, id, one, error);
}

gboolean
crm_sync_text_add_bases (CrmConnection *connection, const CrmKind *kind, CrmSyncRecord *state, GError **error)
{
  g_autoptr (GArray) bases = list_bases (connection, kind, &state->id, error);

  for (guint i = 0; bases != NULL && i < bases->len; i++)
    {
      const Base *base = &g_array_index (bases, Base, i);
      const CrmRegister *one = crm_sync_record_find (state, base->field);

      if (one != NULL && crm_hlc_compare (&one->clock, &base->clock) != 0)
        crm_sync_record_set_base (state, base->field, &base->clock);
    }
  return bases != NULL;
}

gboolean
crm_sync_text_rebase (CrmConnection *connection, const CrmKind *kind, const CrmSyncRecord *sent, GError **error)
{
  static const char sql[] = "UPDATE sync_base SET clock = ?4, value = ?5 WHERE kind = ?1 AND id = ?2 AND field = ?3";

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const CrmRegister *one = crm_field_is_prose (&kind->fields[i]) ? crm_sync_record_find (sent, kind->fields[i].name) : NULL;

      if (one != NULL && !run_on_base (connection, sql, kind, &sent->id, one, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_sync_text_forget (CrmConnection *connection, const CrmKind *kind, const CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM sync_base WHERE kind = ? AND id = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, (int)kind->id);
  crm_statement_bind_id (statement, 2, id);
  return crm_connection_run (connection, statement, error);
}

/* ── merging ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmConnection *connection;
  const CrmKind *kind;
  CrmSyncRecord *own;
  guint64 node;
  GArray *overtaken;
} Meeting;

static gboolean
note_lost (Meeting *meeting, const CrmRegister *mine, const CrmRegister *theirs, gboolean mine_is_older, GError **error)
{
  CrmAssignment assignment = { 0 };

  if (mine_is_older)
    return crm_sync_file_add_late (meeting->connection, meeting->kind, &meeting->own->id, mine, error);
  assignment.field = (guint)crm_kind_find_field (meeting->kind, theirs->field);
  read_text (theirs, &assignment.value);
  g_array_append_val (meeting->overtaken, assignment);
  return TRUE;
}

static void
write_merged (Meeting *meeting, const CrmRegister *mine, const CrmRegister *theirs, const char *text)
{
  CrmValue value = { CRM_VALUE_NONE };
  g_autofree char *line = NULL;
  CrmHlc clock = crm_hlc_next (crm_hlc_compare (&mine->clock, &theirs->clock) > 0 ? &mine->clock : &theirs->clock, 0, meeting->node);

  if (*text != '\0')
    value = crm_value_text (text);
  line = crm_wire_value_from (&value);
  crm_value_clear (&value);
  if (strcmp (line, theirs->value) == 0)
    crm_sync_record_replace (meeting->own, theirs->field, theirs->value, &theirs->clock);
  else
    crm_sync_record_replace (meeting->own, theirs->field, line, &clock);
}

/* @type: (out) (transfer full) (nullable): that of the custom field the record is a value of, as far as this file knows it; NULL for other records, too. */
static gboolean
read_custom_type (const Meeting *meeting, char **type, GError **error)
{
  static const char sql[] = "SELECT f.type FROM custom_value v JOIN custom_field f ON f.id = v.field WHERE v.id = ?";
  sqlite3_stmt *statement;
  int step;

  *type = NULL;
  if (meeting->kind->id != CRM_KIND_CUSTOM_VALUE)
    return TRUE;
  statement = crm_connection_prepare_static (meeting->connection, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &meeting->own->id);
  step = crm_connection_next (meeting->connection, statement, error);
  if (step > 0)
    {
      *type = g_strdup ((const char *)sqlite3_column_text (statement, 0));
      sqlite3_reset (statement);
    }
  return step >= 0;
}

/* Custom fields have prose, a choice and several in the same column: only what people write together is merged as that. */
static char *
merge_by_type (const char *type, const char *base, const char *older, const char *newer, gboolean *lost)
{
  if (type == NULL || strcmp (type, "long-text") == 0)
    return crm_text_merge (base, older, newer, lost);
  *lost = FALSE;
  if (strcmp (type, "choices") == 0)
    return crm_choices_merge (base, older, newer);
  *lost = strcmp (older, newer) != 0 && strcmp (older, base) != 0;
  return g_strdup (newer);
}

static gboolean
merge_texts (Meeting *meeting, const Base *base, const CrmRegister *mine, const CrmRegister *theirs, GError **error)
{
  gboolean mine_is_older = crm_merge_compare (&mine->clock, mine->value, &theirs->clock, theirs->value) < 0, lost, ok = TRUE;
  CrmValue own = { CRM_VALUE_NONE }, other = { CRM_VALUE_NONE };
  g_autofree char *type = NULL;

  if (!read_custom_type (meeting, &type, error))
    return FALSE;
  if (read_text (mine, &own) && read_text (theirs, &other))
    {
      const char *older = get_text (mine_is_older ? &own : &other), *newer = get_text (mine_is_older ? &other : &own);
      g_autofree char *merged = merge_by_type (type, base->text != NULL ? base->text : "", older, newer, &lost);

      ok = !lost || note_lost (meeting, mine, theirs, mine_is_older, error);
      if (ok)
        write_merged (meeting, mine, theirs, merged);
    }
  crm_value_clear (&own);
  crm_value_clear (&other);
  return ok;
}

/* What this file sent before, and what a restored server has of before, mine was made of. */
static gboolean
is_ancestor (const Meeting *meeting, const Base *base, const CrmRegister *theirs)
{
  return crm_hlc_get_node (&theirs->clock) == meeting->node || crm_hlc_compare (&theirs->clock, &base->clock) <= 0;
}

static gboolean
meet (Meeting *meeting, const Base *base, const CrmSyncRecord *remote, GError **error)
{
  const CrmRegister *mine = crm_sync_record_find (meeting->own, base->field), *theirs = crm_sync_record_find (remote, base->field);

  if (mine == NULL || theirs == NULL || crm_hlc_compare (&theirs->clock, &base->clock) == 0)
    return TRUE;
  if (crm_hlc_compare (&mine->clock, &theirs->clock) != 0 && !is_ancestor (meeting, base, theirs) && !merge_texts (meeting, base, mine, theirs, error))
    return FALSE;
  return set_base (meeting->connection, meeting->kind, &meeting->own->id, theirs, error);
}

/* A text that was changed before anybody here knew what the server has is taken for made of that, and of nothing where the server has none. */
static gboolean
begin_bases (Meeting *meeting, const CrmSyncRecord *remote, GError **error)
{
  static const char sql[] = "INSERT INTO sync_base VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  for (guint i = 0; i < meeting->kind->n_fields; i++)
    {
      const char *field = meeting->kind->fields[i].name;
      const CrmRegister nothing = { .field = (char *)field, .value = (char *)"null" };
      const CrmRegister *mine = crm_field_is_prose (&meeting->kind->fields[i]) ? crm_sync_record_find (meeting->own, field) : NULL;
      const CrmRegister *theirs = mine != NULL ? crm_sync_record_find (remote, field) : NULL;

      if (mine == NULL || (theirs != NULL && crm_hlc_compare (&mine->clock, &theirs->clock) <= 0))
        continue;
      if (!run_on_base (meeting->connection, sql, meeting->kind, &remote->id, theirs != NULL ? theirs : &nothing, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_sync_text_merge (CrmConnection *connection, const CrmKind *kind, CrmSyncRecord *own, const CrmSyncRecord *remote, guint64 node, GArray *overtaken, GError **error)
{
  g_autoptr (GArray) bases = list_bases (connection, kind, &own->id, error);
  Meeting meeting = { connection, kind, own, node, overtaken };

  if (bases == NULL)
    return FALSE;
  for (guint i = 0; i < bases->len; i++)
    if (!meet (&meeting, &g_array_index (bases, Base, i), remote, error))
      return FALSE;
  return begin_bases (&meeting, remote, error);
}
