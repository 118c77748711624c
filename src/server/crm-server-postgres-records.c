/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, what left a scope, and the audit in PostgreSQL. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-postgres-private.h"

#include "core/schema/crm-schema.h"
#include "sync/crm-wire-record.h"

/* How much of a page is fetched at a time: its rows may be long. */
#define ROWS_AT_ONCE 256

#define RECORD_COLUMNS "kind, id, scope, seq, author, parent_kind, parent, link, state"

static gboolean
read_row (const PGresult *result, int row, CrmServerRecord *record, GError **error)
{
  const char *parent_name = crm_postgres_get_text (result, row, 5);
  const CrmKind *parent = parent_name != NULL ? crm_kind_find (parent_name) : NULL;

  *record = (CrmServerRecord){ .state = crm_server_record_parse (PQgetvalue (result, row, 8), (gsize)PQgetlength (result, row, 8)) };
  if (record->state == NULL)
    return crm_server_record_fail (error);
  record->scope = g_strdup (crm_postgres_get_text (result, row, 2));
  record->seq = crm_postgres_get_number (result, row, 3);
  crm_postgres_get_id (result, row, 4, &record->author);
  record->parent_kind = parent != NULL ? parent->name : NULL;
  crm_postgres_get_id (result, row, 6, &record->parent);
  crm_postgres_get_id (result, row, 7, &record->link);
  return TRUE;
}

static gboolean
find_missing (CrmServerStorage *storage, const char *sql, const CrmId *ids, guint n, GHashTable *missing, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (GByteArray) array = crm_postgres_add_ids (&parameters, ids, n);
  g_autoptr (PGresult) result = crm_server_postgres_read (storage, sql, &parameters, error);

  for (guint i = 0; result != NULL && i < n; i++)
    g_hash_table_add (missing, g_memdup2 (&ids[i], sizeof ids[i]));
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmId id;

      crm_postgres_get_id (result, i, 0, &id);
      g_hash_table_remove (missing, &id);
    }
  return result != NULL;
}

/* Of a first upload nothing is there yet, and to be told so once is several times as quick as for each. The workspace is locked: what is missing stays
   missing until it is written here. */
static gboolean
expect (CrmServerStorage *storage, const CrmId *ids, guint n, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);

  return find_missing (storage, "SELECT id FROM record WHERE workspace = $1 AND id = ANY ($2)", ids, n, self->absent, error) && find_missing (storage, "SELECT DISTINCT parent FROM record WHERE workspace = $1 AND parent = ANY ($2)", ids, n, self->childless, error);
}

static int
read_record (CrmServerStorage *storage, const char *kind, const CrmId *id, CrmServerRecord *record, GError **error)
{
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (self);
  g_autoptr (PGresult) result = NULL;

  *record = (CrmServerRecord){ 0 };
  if (g_hash_table_contains (self->absent, id))
    return 0;
  crm_postgres_add_id (&parameters, id);
  crm_postgres_add_text (&parameters, kind);
  result = crm_server_postgres_read (storage, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = $1 AND id = $2 AND kind = $3", &parameters, error);
  if (result == NULL)
    return -1;
  if (PQntuples (result) == 0)
    return 0;
  return read_row (result, 0, record, error) ? 1 : -1;
}

static gboolean
write_record (CrmServerStorage *storage, const CrmServerRecord *record, GError **error)
{
  static const char sql[] = "INSERT INTO record (workspace, " RECORD_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
                            " ON CONFLICT (workspace, id, kind) DO UPDATE SET scope = excluded.scope, seq = excluded.seq, author = excluded.author,"
                            " parent_kind = excluded.parent_kind, parent = excluded.parent, link = excluded.link, state = excluded.state";
  CrmServerPostgres *self = CRM_SERVER_POSTGRES (storage);
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (self);
  g_autoptr (GString) state = g_string_new (NULL);

  g_hash_table_remove (self->absent, &record->state->id);
  g_hash_table_remove (self->childless, &record->parent);

  crm_wire_append_record (state, record->state);
  crm_postgres_add_text (&parameters, record->state->kind);
  crm_postgres_add_id (&parameters, &record->state->id);
  crm_postgres_add_text (&parameters, record->scope);
  crm_postgres_add_number (&parameters, record->seq);
  crm_postgres_add_bytes (&parameters, record->author.bytes, CRM_ID_LENGTH);
  crm_postgres_add_text (&parameters, record->parent_kind);
  crm_postgres_add_id (&parameters, &record->parent);
  crm_postgres_add_id (&parameters, &record->link);
  crm_postgres_add_bytes (&parameters, state->str, state->len);
  return crm_server_postgres_write (storage, sql, &parameters, error);
}

static GArray *
list_rows (const PGresult *result, GError **error)
{
  g_autoptr (GArray) records = crm_server_records_new ();

  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerRecord record;

      if (!read_row (result, i, &record, error))
        return NULL;
      g_array_append_val (records, record);
    }
  return result != NULL ? g_steal_pointer (&records) : NULL;
}

static GArray *
list_by_id (CrmServerStorage *storage, const char *sql, const CrmId *id, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_id (&parameters, id);
  result = crm_server_postgres_read (storage, sql, &parameters, error);
  return list_rows (result, error);
}

static GArray *
list_children (CrmServerStorage *storage, const CrmId *id, GError **error)
{
  if (g_hash_table_contains (CRM_SERVER_POSTGRES (storage)->childless, id))
    return crm_server_records_new ();
  return list_by_id (storage, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = $1 AND parent = $2 ORDER BY number", id, error);
}

static GArray *
list_links (CrmServerStorage *storage, const CrmId *id, GError **error)
{
  return list_by_id (storage, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = $1 AND link = $2 ORDER BY number", id, error);
}

static GArray *
list_changes (CrmServerStorage *storage, const char *scope, gint64 after, guint limit, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, scope);
  crm_postgres_add_number (&parameters, after);
  crm_postgres_add_number (&parameters, limit);
  result = crm_server_postgres_read (storage, "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = $1 AND scope = $2 AND seq > $3 ORDER BY seq LIMIT $4", &parameters, error);
  return list_rows (result, error);
}

static PGresult *
fetch_changes (CrmServerStorage *storage, const char *scope, gint64 after, gint64 upto, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_text (&parameters, scope);
  crm_postgres_add_number (&parameters, after);
  crm_postgres_add_number (&parameters, upto);
  crm_postgres_add_number (&parameters, ROWS_AT_ONCE);
  return crm_server_postgres_read (storage, "SELECT seq, author, state FROM record WHERE workspace = $1 AND scope = $2 AND seq > $3 AND seq <= $4 ORDER BY seq LIMIT $5", &parameters, error);
}

static GArray *
list_graves (CrmServerStorage *storage, gint64 before, guint limit, GError **error)
{
  static const char sql[] = "SELECT " RECORD_COLUMNS " FROM record WHERE workspace = $1 AND strpos (state, '" CRM_SERVER_GRAVE_MARK "') > 0 AND strpos (state, '\"erased\":[') = 0"
                            " AND substr (state, strpos (state, '" CRM_SERVER_GRAVE_MARK "') + " CRM_SERVER_GRAVE_OFFSET ", 12) COLLATE \"C\" < $2 ORDER BY number LIMIT $3";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autofree char *first = crm_server_grave_dup_limit (before);
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, first);
  crm_postgres_add_number (&parameters, limit);
  result = crm_server_postgres_read (storage, sql, &parameters, error);
  return list_rows (result, error);
}

static int
append_changes (CrmServerStorage *storage, const char *scope, gint64 after, gint64 upto, guint limit, gsize size, GString *lines, guint *n, gint64 *last, GError **error)
{
  gsize begin_length = lines->len;
  int n_rows = ROWS_AT_ONCE;

  *n = 0;
  while (n_rows == ROWS_AT_ONCE)
    {
      g_autoptr (PGresult) result = fetch_changes (storage, scope, *n > 0 ? *last : after, upto, error);

      if (result == NULL)
        return -1;
      n_rows = PQntuples (result);
      for (int i = 0; i < n_rows; i++)
        {
          CrmId author;

          if (*n >= limit || lines->len - begin_length >= size)
            return 1;
          *last = crm_postgres_get_number (result, i, 0);
          crm_postgres_get_id (result, i, 1, &author);
          crm_server_append_line (lines, *last, &author, PQgetvalue (result, i, 2), (gsize)PQgetlength (result, i, 2));
          ++*n;
        }
    }
  return 0;
}

/* ── moves and audit ──────────────────────────────────────────────────────────────────────── */

static gboolean
write_move (CrmServerStorage *storage, const char *scope, const char *kind, const CrmId *id, gint64 seq, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));

  crm_postgres_add_text (&parameters, scope);
  crm_postgres_add_number (&parameters, seq);
  crm_postgres_add_text (&parameters, kind);
  crm_postgres_add_id (&parameters, id);
  return crm_server_postgres_write (storage, "INSERT INTO moved (workspace, scope, seq, kind, id) VALUES ($1, $2, $3, $4, $5)", &parameters, error);
}

static gint64
count_records (CrmServerStorage *storage, const char *scope, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, scope);
  result = crm_server_postgres_read (storage, "SELECT count(*) FROM record WHERE workspace = $1 AND scope = $2", &parameters, error);
  return result != NULL ? crm_postgres_get_number (result, 0, 0) : -1;
}

static GArray *
list_moves (CrmServerStorage *storage, const char *scope, gint64 after, guint limit, GError **error)
{
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  g_autoptr (GArray) moves = crm_server_moves_new ();
  g_autoptr (PGresult) result = NULL;

  crm_postgres_add_text (&parameters, scope);
  crm_postgres_add_number (&parameters, after);
  crm_postgres_add_number (&parameters, limit);
  result = crm_server_postgres_read (storage, "SELECT seq, kind, id FROM moved WHERE workspace = $1 AND scope = $2 AND seq > $3 ORDER BY seq LIMIT $4", &parameters, error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      CrmServerMove move = { crm_postgres_get_number (result, i, 0), g_ref_string_new (crm_postgres_get_text (result, i, 1)) };

      crm_postgres_get_id (result, i, 2, &move.id);
      g_array_append_val (moves, move);
    }
  return result != NULL ? g_steal_pointer (&moves) : NULL;
}

static void
hash_value (const char *value, guint8 hash[32])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = 32;

  if (value != NULL)
    g_checksum_update (checksum, (const guchar *)value, -1);
  g_checksum_get_digest (checksum, hash, &length);
}

static gboolean
write_audit (CrmServerStorage *storage, const CrmServerAudit *audit, GError **error)
{
  static const char sql[] = "INSERT INTO audit (workspace, at, who, device, scope, kind, id, field, old, value, clock, outcome, hash)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING";
  CrmPostgresParameters parameters = crm_server_postgres_begin_parameters (CRM_SERVER_POSTGRES (storage));
  guint8 hash[32];

  hash_value (audit->value, hash);
  crm_postgres_add_number (&parameters, audit->at);
  crm_postgres_add_bytes (&parameters, audit->user.bytes, CRM_ID_LENGTH);
  crm_postgres_add_bytes (&parameters, audit->device.bytes, CRM_ID_LENGTH);
  crm_postgres_add_text (&parameters, audit->scope);
  crm_postgres_add_text (&parameters, audit->kind);
  crm_postgres_add_id (&parameters, &audit->id);
  crm_postgres_add_text (&parameters, audit->field);
  crm_postgres_add_text (&parameters, audit->old);
  crm_postgres_add_text (&parameters, audit->value);
  crm_postgres_add_bytes (&parameters, audit->clock.bytes, CRM_HLC_LENGTH);
  crm_postgres_add_number (&parameters, audit->outcome);
  crm_postgres_add_bytes (&parameters, hash, sizeof hash);
  return crm_server_postgres_write (storage, sql, &parameters, error);
}

void
crm_server_postgres_class_init_records (CrmServerStorageClass *storage_class)
{
  storage_class->expect = expect;
  storage_class->read_record = read_record;
  storage_class->write_record = write_record;
  storage_class->write_move = write_move;
  storage_class->write_audit = write_audit;
  storage_class->list_children = list_children;
  storage_class->list_links = list_links;
  storage_class->list_changes = list_changes;
  storage_class->append_changes = append_changes;
  storage_class->list_graves = list_graves;
  storage_class->count_records = count_records;
  storage_class->list_moves = list_moves;
}
