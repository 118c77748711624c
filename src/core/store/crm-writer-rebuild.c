/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derives keys, facts and search documents anew, a piece at a time: as after an update of the program that makes others. */

#define G_LOG_DOMAIN "crm-writer"

#include "config.h"

#include "core/store/crm-writer-private.h"

#include "core/store/crm-search-index.h"

/* Where it stands in the file: the pass, and the last row of it that is done. Not there while all is derived. */
#define SETTING "rebuild"

/* Rows between two looks at the clock. */
#define BATCH 100

/* A chunk, in microseconds, while somebody waits and while nobody does: each has a sync of its own. */
#define CHUNK_US   (60 * 1000)
#define LONGEST_US (500 * 1000)

/* What is done with each row of a kind. Keys come first, facts are read from them, documents from both. */
typedef enum
{
  PASS_KEYS,
  PASS_FACTS,
  PASS_CUSTOMERS, /* facts and document, which one digest gives */
  PASS_TEXTS,
} PassType;

typedef struct
{
  PassType type;
  const CrmKind *kind;
} Pass;

/* ── one row ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
write_key (CrmWriter *self, const CrmRecord *record, guint field, const CrmValue *value, GError **error)
{
  const CrmKind *kind = record->kind;
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET %s = ? WHERE rowid = ?", kind->name, kind->fields[field].name);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, crm_statement_bind_value (statement, 1, value, kind->fields[field].type), record->rowid);
  return crm_connection_run (self->connection, statement, error);
}

static gboolean
rebuild_keys (CrmWriter *self, const CrmRecord *record, GError **error)
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
        ok = write_key (self, record, i, &values[i], error);
  crm_writer_clear_values (kind, values);
  return ok;
}

/* What was wrong is told by the record: paths and figures beside it are written again whether they differ or not. */
static gboolean
refresh (CrmWriter *self, const CrmRecord *record, int *changed, GError **error)
{
  g_autoptr (CrmRecord) after = NULL;
  CrmRulesContext context = { crm_clock_now (self->clock), crm_clock_get_zone (self->clock), self->calling_code != NULL ? self->calling_code : "", self->han_first };
  gint64 rowid;

  context.connection = self->connection;
  if (!record->kind->rules->refresh (&context, &record->id, &rowid, error))
    return FALSE;
  after = crm_connection_read_record_at (self->connection, record->kind, record->rowid, NULL);
  for (guint i = 0; after != NULL && i < record->kind->n_fields; i++)
    *changed += !crm_value_equal (&record->values[i], &after->values[i]);
  return TRUE;
}

static gboolean
rebuild_customer (CrmWriter *self, const CrmRecord *record, int *changed, GError **error)
{
  sqlite3 *handle = crm_connection_get_handle (self->connection);
  g_auto (CrmCustomerDigest) digest = { 0 };
  g_autoptr (CrmRecord) customer = NULL;
  int before = sqlite3_total_changes (handle);

  crm_customer_digest_init (&digest);
  if (!crm_customer_digest_read (self->connection, record->rowid, &digest, &customer, error))
    return FALSE;
  if (customer == NULL)
    return TRUE;
  if (!crm_customer_digest_write_facts (self->connection, &digest, customer, error))
    return FALSE;
  *changed += sqlite3_total_changes (handle) - before;
  return crm_search_index_add_customer (self->connection, record->rowid, digest.document, error);
}

static gboolean
rebuild_record (CrmWriter *self, const Pass *pass, const CrmRecord *record, int *changed, GError **error)
{
  int before = sqlite3_total_changes (crm_connection_get_handle (self->connection));
  gboolean ok;

  switch (pass->type)
    {
    case PASS_KEYS:
      ok = rebuild_keys (self, record, error);
      break;
    case PASS_FACTS:
      return refresh (self, record, changed, error);
    case PASS_CUSTOMERS:
      return record->deleted || rebuild_customer (self, record, changed, error);
    case PASS_TEXTS:
    default:
      return record->deleted || crm_search_index_add_text (self->connection, pass->kind, record->rowid, record->values, error);
    }
  *changed += sqlite3_total_changes (crm_connection_get_handle (self->connection)) - before;
  return ok;
}

static gboolean
remove_document (CrmWriter *self, const Pass *pass, gint64 rowid, GError **error)
{
  if (pass->type == PASS_CUSTOMERS)
    return crm_search_index_remove_customer (self->connection, rowid, error);
  return pass->type != PASS_TEXTS || crm_search_index_remove_text (self->connection, pass->kind, rowid, error);
}

/* ── a batch of rows ──────────────────────────────────────────────────────────────────────── */

static GPtrArray *
read_batch (CrmWriter *self, const CrmKind *kind, gint64 after, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE rowid > ? ORDER BY rowid LIMIT %d", crm_kind_get_columns (kind), kind->name, BATCH);
  sqlite3_stmt *statement = crm_connection_prepare (self->connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, after);
  while ((step = crm_connection_next (self->connection, statement, error)) > 0)
    g_ptr_array_add (records, crm_statement_read_record (statement, kind));
  return step == 0 ? g_steal_pointer (&records) : NULL;
}

/* All removals, then all additions by rowid: five times faster than one by one. */
static gboolean
rebuild_batch (CrmWriter *self, const Pass *pass, GPtrArray *records, int *changed, GError **error)
{
  for (guint i = 0; i < records->len; i++)
    if (!remove_document (self, pass, ((CrmRecord *)records->pdata[i])->rowid, error))
      return FALSE;
  for (guint i = 0; i < records->len; i++)
    if (!rebuild_record (self, pass, records->pdata[i], changed, error))
      return FALSE;
  return TRUE;
}

/* ── passes ───────────────────────────────────────────────────────────────────────────────── */

static void
add_pass (GArray *passes, PassType type, const CrmKind *kind)
{
  Pass pass = { type, kind };

  g_array_append_val (passes, pass);
}

static GArray *
list_passes (CrmWriter *self)
{
  GArray *passes = g_array_new (FALSE, FALSE, sizeof (Pass));

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (crm_kind_get (id)->rules != NULL && crm_kind_get (id)->rules->prepare != NULL)
      add_pass (passes, PASS_KEYS, crm_kind_get (id));
  for (CrmKindId id = CRM_N_KINDS - 1; id > CRM_KIND_NONE; id--)
    if (self->stale[id] != NULL)
      add_pass (passes, PASS_FACTS, crm_kind_get (id));
  add_pass (passes, PASS_CUSTOMERS, crm_kind_get (CRM_KIND_CUSTOMER));
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (crm_search_index_has_text (crm_kind_get (id)))
      add_pass (passes, PASS_TEXTS, crm_kind_get (id));
  return passes;
}

/* Which part of all rows is behind the place; rows of the highest number stand for how many there are. */
static gboolean
measure (CrmWriter *self, GArray *passes, guint at, gint64 row, double *fraction, GError **error)
{
  double done = 0, all = 0;

  for (guint i = 0; i < passes->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT max(rowid) FROM %s", g_array_index (passes, Pass, i).kind->name);
      gint64 last = 0;

      if (!crm_connection_read_integer (self->connection, sql, &last, error))
        return FALSE;
      all += (double)last;
      done += (double)(i < at ? last : i == at ? MIN (row, last)
                                               : 0);
    }
  *fraction = all > 0 ? done / all : 1;
  return TRUE;
}

/* ── a chunk ──────────────────────────────────────────────────────────────────────────────── */

/* FALSE without an error when nothing is to be done. What a newer version wrote is begun again. */
static gboolean
read_place (CrmWriter *self, GArray *passes, guint *at, gint64 *row, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *place = crm_connection_dup_setting (self->connection, SETTING, &local_error);
  g_auto (GStrv) parts = g_strsplit (place != NULL ? place : "", " ", 2);
  guint64 first = 0;

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  if (local_error != NULL || place == NULL || *place == '\0')
    return FALSE;
  *at = 0;
  *row = 0;
  if (g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 0, passes->len, &first, NULL))
    {
      *at = (guint)first;
      *row = MAX (g_ascii_strtoll (parts[1], NULL, 10), 0);
    }
  return TRUE;
}

static gboolean
write_place (CrmWriter *self, GArray *passes, guint at, gint64 row, GError **error)
{
  g_autofree char *place = at < passes->len ? g_strdup_printf ("%u %" G_GINT64_FORMAT, at, row) : g_strdup ("");

  return crm_connection_set_setting (self->connection, SETTING, place, error);
}

gboolean
crm_writer_mark_for_rebuild (CrmWriter *self, GError **error)
{
  return crm_connection_set_setting (self->connection, SETTING, "0 0", error);
}

typedef struct
{
  gint64 start;
  CrmWriterAwaited awaited;
  gpointer data;
} Patience;

static gboolean
has_time (const Patience *patience)
{
  gint64 elapsed = g_get_monotonic_time () - patience->start;

  return elapsed < CHUNK_US || (elapsed < LONGEST_US && (patience->awaited == NULL || !patience->awaited (patience->data)));
}

/* Until the time is over, or all is done; in the caller's transaction. */
static gboolean
rebuild_while (CrmWriter *self, GArray *passes, guint *at, gint64 *row, const Patience *patience, int *changed, GError **error)
{
  while (*at < passes->len && has_time (patience))
    {
      const Pass *pass = &g_array_index (passes, Pass, *at);
      g_autoptr (GPtrArray) records = read_batch (self, pass->kind, *row, error);

      if (records == NULL || !rebuild_batch (self, pass, records, changed, error))
        return FALSE;
      *row = records->len > 0 ? ((CrmRecord *)records->pdata[records->len - 1])->rowid : 0;
      if (records->len < BATCH)
        {
          (*at)++;
          *row = 0;
        }
    }
  return TRUE;
}

static gboolean
rebuild_in_transaction (CrmWriter *self, const Patience *patience, CrmRebuild *rebuild, GError **error)
{
  g_autoptr (GArray) passes = list_passes (self);
  GError *local_error = NULL;
  guint at;
  gint64 row;

  if (!read_place (self, passes, &at, &row, &local_error))
    {
      rebuild->fraction = 1;
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL && crm_connection_execute (self->connection, "COMMIT", error);
    }
  if (!rebuild_while (self, passes, &at, &row, patience, &rebuild->changed, error) || !measure (self, passes, at, row, &rebuild->fraction, error) || !write_place (self, passes, at, row, error))
    return FALSE;
  if (at < passes->len)
    rebuild->fraction = MIN (rebuild->fraction, 0.999);
  return crm_connection_execute (self->connection, "COMMIT", error);
}

gboolean
crm_writer_rebuild_chunk (CrmWriter *self, CrmWriterAwaited awaited, gpointer data, CrmRebuild *rebuild, GError **error)
{
  Patience patience = { g_get_monotonic_time (), awaited, data };

  g_return_val_if_fail (self != NULL && rebuild != NULL, FALSE);

  if (!crm_connection_execute (self->connection, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (rebuild_in_transaction (self, &patience, rebuild, error))
    return TRUE;
  if (sqlite3_get_autocommit (crm_connection_get_handle (self->connection)) == 0)
    crm_connection_execute (self->connection, "ROLLBACK", NULL);
  return FALSE;
}
