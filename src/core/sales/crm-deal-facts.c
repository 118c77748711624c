/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a deal and all that hangs on it: its facts, the row that figures read, how it stood on each day. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-facts.h"

#include "core/base/crm-date-time.h"
#include "core/sales/crm-deal-path.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-connection.h"

#include <string.h>

static const guint facts[] = {
  CRM_DEAL_CUSTOMER_NAME,
  CRM_DEAL_CUSTOMER_KEY,
  CRM_DEAL_CUSTOMER_DELETED,
  CRM_DEAL_LAST_ACTIVITY,
  CRM_DEAL_NEXT_STEP,
  CRM_DEAL_NEXT_STEP_TITLE,
};

#define N_FACTS G_N_ELEMENTS (facts)

/* ── facts ────────────────────────────────────────────────────────────────────────────────── */

static const char customer_sql[] = "SELECT name, name_key, nullif(deleted, 0) FROM customer WHERE id = ?";
static const char activity_sql[] = "SELECT max(at) FROM interaction WHERE deal = ? AND deleted = 0 AND kind <> 'note'";
static const char step_sql[] = "SELECT due, title FROM task WHERE deal = ? AND deleted = 0 AND done_at IS NULL AND due IS NOT NULL ORDER BY due LIMIT 1";

/* Reads the first row of @sql into @values, one column each; nothing where there is no row. */
static gboolean
read_row (CrmConnection *connection, const char *sql, const CrmId *id, CrmValue *values, const CrmType *types, guint n, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (connection, statement, error);
  for (guint i = 0; step > 0 && i < n; i++)
    crm_statement_read_value (statement, (int)i, types[i], &values[i]);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
read_facts (CrmConnection *connection, const CrmRecord *deal, CrmValue *values, GError **error)
{
  static const CrmType types[] = { CRM_TYPE_TEXT, CRM_TYPE_TEXT, CRM_TYPE_BOOLEAN, CRM_TYPE_TIME, CRM_TYPE_TIME, CRM_TYPE_TEXT };
  const CrmValue *customer = &deal->values[CRM_DEAL_CUSTOMER];

  return (customer->type != CRM_VALUE_ID || read_row (connection, customer_sql, &customer->id, values, types, 3, error)) && read_row (connection, activity_sql, &deal->id, values + 3, types + 3, 1, error) && read_row (connection, step_sql, &deal->id, values + 4, types + 4, 2, error);
}

/* ── what figures read ────────────────────────────────────────────────────────────────────── */

/* A deal with its references as rowids. */
typedef struct
{
  const CrmRecord *deal;
  gint64 pipeline;
  gint64 stage;
  gint64 owner;
  int outcome;
  int category;
  GArray *moves; /* of CrmPackedMove */
} Standing;

static gboolean
find_rowid (CrmConnection *connection, const char *sql, const CrmValue *reference, gint64 *rowid, GError **error)
{
  sqlite3_stmt *statement;
  int step;

  *rowid = 0;
  if (reference->type != CRM_VALUE_ID)
    return TRUE;
  statement = crm_connection_prepare_static (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &reference->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    *rowid = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
read_moves (CrmConnection *connection, const CrmId *deal, GArray *moves, GError **error)
{
  static const char sql[] = "SELECT m.at, coalesce(f.rowid, 0), coalesce(t.rowid, 0) FROM stage_move m LEFT JOIN stage f ON f.id = m.from_stage"
                            " LEFT JOIN stage t ON t.id = m.to_stage WHERE m.deal = ? AND m.deleted = 0 ORDER BY m.at, m.rowid";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, deal);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmPackedMove move = { sqlite3_column_int64 (statement, 0), sqlite3_column_int (statement, 1), sqlite3_column_int (statement, 2) };

      g_array_append_val (moves, move);
    }
  return step == 0;
}

static int
find_name (const char *name, const char *const *names, int n, int fallback)
{
  for (int i = 0; name != NULL && i < n; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return fallback;
}

static gboolean
read_standing (CrmConnection *connection, const CrmRecord *deal, Standing *standing, GError **error)
{
  static const char *const outcomes[] = { [CRM_DEAL_OPEN] = "open", [CRM_DEAL_WON] = "won", [CRM_DEAL_LOST] = "lost" };
  static const char *const categories[] = {
    [CRM_FORECAST_OMITTED] = "omitted",
    [CRM_FORECAST_PIPELINE] = "pipeline",
    [CRM_FORECAST_BEST_CASE] = "best-case",
    [CRM_FORECAST_COMMITTED] = "committed",
  };

  standing->deal = deal;
  standing->outcome = find_name (crm_record_get_text (deal, CRM_DEAL_OUTCOME), outcomes, G_N_ELEMENTS (outcomes), CRM_DEAL_OPEN);
  standing->category = find_name (crm_record_get_text (deal, CRM_DEAL_CATEGORY), categories, G_N_ELEMENTS (categories), CRM_FORECAST_PIPELINE);
  return find_rowid (connection, "SELECT rowid FROM pipeline WHERE id = ?", &deal->values[CRM_DEAL_PIPELINE], &standing->pipeline, error) && find_rowid (connection, "SELECT rowid FROM stage WHERE id = ?", &deal->values[CRM_DEAL_STAGE], &standing->stage, error) && find_rowid (connection, "SELECT rowid FROM user WHERE id = ?", &deal->values[CRM_DEAL_OWNER], &standing->owner, error) && read_moves (connection, &deal->id, standing->moves, error);
}

static void
bind_rowid (sqlite3_stmt *statement, int index, gint64 rowid)
{
  if (rowid != 0)
    sqlite3_bind_int64 (statement, index, rowid);
}

static void
bind_field (sqlite3_stmt *statement, int index, const CrmRecord *deal, CrmDealField field)
{
  if (deal->values[field].type != CRM_VALUE_NONE)
    crm_statement_bind_value (statement, index, &deal->values[field], crm_kind_deal.fields[field].type);
}

/* The last moment at which anything of a deal may fall into a period; an open deal has no end. */
static gint64
get_end (const Standing *standing, const CrmPackedDeal *packed)
{
  gint64 end = MAX (packed->closed_at, packed->began_at);

  if (standing->outcome == CRM_DEAL_OPEN || packed->closed_at == 0)
    return G_MAXINT64;
  return standing->moves->len > 0 ? MAX (end, g_array_index (standing->moves, CrmPackedMove, 0).at) : end;
}

static guint32
hash_choice (const CrmRecord *deal, CrmDealField field)
{
  const char *name = crm_record_get_text (deal, field);

  return name != NULL ? g_str_hash (name) : 0;
}

static CrmPackedDeal
pack (const Standing *standing)
{
  const CrmValue *values = standing->deal->values;
  const CrmValue *amount = &values[CRM_DEAL_AMOUNT];
  CrmPackedDeal packed = {
    .began_at = crm_record_get_integer (standing->deal, CRM_DEAL_BEGAN_AT, 0),
    .closed_at = crm_record_get_integer (standing->deal, CRM_DEAL_CLOSED_AT, 0),
    .pipeline = (gint32)standing->pipeline,
    .stage = (gint32)standing->stage,
    .owner = (gint32)standing->owner,
    .expected = (gint32)crm_record_get_integer (standing->deal, CRM_DEAL_EXPECTED_CLOSE, CRM_DATE_NONE),
    .probability = values[CRM_DEAL_PROBABILITY].type == CRM_VALUE_INTEGER ? (gint8)CLAMP (values[CRM_DEAL_PROBABILITY].integer, 0, 100) : -1,
    .outcome = (guint8)standing->outcome,
    .category = (guint8)standing->category,
    .source = hash_choice (standing->deal, CRM_DEAL_SOURCE),
    .lost_reason = hash_choice (standing->deal, CRM_DEAL_LOST_REASON),
  };

  if (amount->type == CRM_VALUE_MONEY)
    {
      packed.has_amount = TRUE;
      packed.amount = amount->money.minor;
      memcpy (packed.currency, amount->money.currency, sizeof packed.currency);
    }
  return packed;
}

static gboolean
write_path (CrmConnection *connection, const Standing *standing, GError **error)
{
  /* What is the same already is not written: check counts what was wrong. */
  static const char sql[] = "INSERT INTO deal_path (deal, ended_at, packed) VALUES (?, ?, ?) ON CONFLICT (deal) DO UPDATE SET (ended_at, packed) = (excluded.ended_at, excluded.packed)"
                            " WHERE (deal_path.ended_at, deal_path.packed) IS NOT (excluded.ended_at, excluded.packed)";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  CrmPackedDeal packed = pack (standing);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (statement == NULL)
    return FALSE;
  g_byte_array_append (bytes, (const guint8 *)&packed, sizeof packed);
  g_byte_array_append (bytes, (const guint8 *)standing->moves->data, standing->moves->len * (guint)sizeof (CrmPackedMove));
  sqlite3_bind_int64 (statement, 1, standing->deal->rowid);
  sqlite3_bind_int64 (statement, 2, get_end (standing, &packed));
  sqlite3_bind_blob (statement, 3, bytes->data, (int)bytes->len, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

static gboolean
write_snapshot (CrmConnection *connection, const Standing *standing, CrmDate day, gboolean gone, GError **error)
{
  /* Only what differs from the day before: a change of a note is no change of how the deal stands. */
  static const char sql[] = "INSERT OR REPLACE INTO deal_snapshot (deal, day, outcome, closed_at, stage, category, probability, amount, currency, expected)"
                            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE NOT EXISTS (SELECT 1 FROM deal_snapshot s WHERE s.deal = ?1"
                            " AND s.day = (SELECT max(day) FROM deal_snapshot WHERE deal = ?1) AND s.outcome = ?3 AND s.closed_at IS ?4 AND s.stage IS ?5"
                            " AND s.category = ?6 AND s.probability IS ?7 AND s.amount IS ?8 AND s.currency IS ?9 AND s.expected IS ?10)";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  const CrmRecord *deal = standing->deal;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, deal->rowid);
  sqlite3_bind_int64 (statement, 2, day);
  sqlite3_bind_int (statement, 3, gone ? CRM_DEAL_GONE : standing->outcome);
  bind_field (statement, 4, deal, CRM_DEAL_CLOSED_AT);
  bind_rowid (statement, 5, standing->stage);
  sqlite3_bind_int (statement, 6, standing->category);
  bind_field (statement, 7, deal, CRM_DEAL_PROBABILITY);
  bind_field (statement, 8, deal, CRM_DEAL_AMOUNT);
  bind_field (statement, 10, deal, CRM_DEAL_EXPECTED_CLOSE);
  return crm_connection_run (connection, statement, error);
}

/* The days before this device knew the deal, as the stage log tells them: an import brings years of it. What it does not tell stays empty. */
static gboolean
write_past_days (CrmConnection *connection, const CrmRulesContext *context, const Standing *standing, CrmDate today, GError **error)
{
  static const char sql[] = "INSERT OR IGNORE INTO deal_snapshot (deal, day, outcome, closed_at, stage, category, amount, currency, expected)"
                            " SELECT ?1, ?2, CASE s.outcome WHEN 'won' THEN 1 WHEN 'lost' THEN 2 ELSE 0 END, CASE WHEN s.outcome IN ('won', 'lost') THEN ?3 END, s.rowid, ?4,"
                            " m.amount, m.amount_currency, m.expected_close FROM stage_move m JOIN stage s ON s.id = m.to_stage"
                            " WHERE m.deal = ?5 AND m.at = ?3 AND m.deleted = 0 ORDER BY m.rowid DESC LIMIT 1";

  for (guint i = 0; i < standing->moves->len; i++)
    {
      const CrmPackedMove *move = &g_array_index (standing->moves, CrmPackedMove, i);
      CrmDate day = crm_date_time_to_local (move->at, context->zone, NULL);
      sqlite3_stmt *statement;

      if (day == CRM_DATE_NONE || day >= today || (i + 1 < standing->moves->len && crm_date_time_to_local (move[1].at, context->zone, NULL) == day))
        continue;
      statement = crm_connection_prepare_static (connection, sql, error);
      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, standing->deal->rowid);
      sqlite3_bind_int64 (statement, 2, day);
      sqlite3_bind_int64 (statement, 3, move->at);
      sqlite3_bind_int (statement, 4, CRM_FORECAST_PIPELINE);
      crm_statement_bind_id (statement, 5, &standing->deal->id);
      if (!crm_connection_run (connection, statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_path (CrmConnection *connection, gint64 rowid, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM deal_path WHERE deal = ?", error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, rowid);
  return crm_connection_run (connection, statement, error);
}

static gboolean
write_standing (const CrmRulesContext *context, const CrmRecord *deal, gboolean gone, GError **error)
{
  g_autoptr (GArray) moves = g_array_new (FALSE, FALSE, sizeof (CrmPackedMove));
  Standing standing = { .moves = moves };
  CrmDate today = crm_date_time_to_local (context->now, context->zone, NULL);

  if (!read_standing (context->connection, deal, &standing, error))
    return FALSE;
  return (gone ? remove_path (context->connection, deal->rowid, error) : write_path (context->connection, &standing, error)) && write_past_days (context->connection, context, &standing, today, error) && write_snapshot (context->connection, &standing, today, gone, error);
}

gboolean
crm_deal_facts_refresh (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error)
{
  g_autoptr (CrmRecord) deal = NULL;
  GError *local_error = NULL;
  CrmValue values[N_FACTS] = { 0 };
  gboolean ok;

  *rowid = 0;
  deal = crm_connection_read_record (context->connection, &crm_kind_deal, id, &local_error);
  if (deal == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }
  *rowid = deal->rowid;
  ok = read_facts (context->connection, deal, values, error) && crm_connection_write_facts (context->connection, deal, facts, values, N_FACTS, error) && write_standing (context, deal, deal->deleted || values[2].type != CRM_VALUE_NONE, error);
  for (guint i = 0; i < N_FACTS; i++)
    crm_value_clear (&values[i]);
  return ok;
}

/* ── which deals ──────────────────────────────────────────────────────────────────────────── */

static void
add_id (GHashTable *ids, const CrmValue *value)
{
  if (value != NULL && value->type == CRM_VALUE_ID)
    g_hash_table_add (ids, g_memdup2 (&value->id, sizeof value->id));
}

static void
add_references (GHashTable *ids, const CrmValue *values, const CrmRecord *before, guint field)
{
  add_id (ids, &values[field]);
  add_id (ids, before != NULL ? &before->values[field] : NULL);
}

static gboolean
add_deals_of (CrmConnection *connection, const char *sql, const CrmId *owner, GHashTable *ids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  CrmId deal;
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, owner);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &deal))
      g_hash_table_add (ids, g_memdup2 (&deal, sizeof deal));
  return step == 0;
}

/* Of a sync, deals may have come before what they name. */
static gboolean
add_deals_before (CrmConnection *connection, const CrmKind *kind, const CrmId *id, GHashTable *ids, GError **error)
{
  if (kind == &crm_kind_stage)
    return add_deals_of (connection, "SELECT id FROM deal WHERE stage = ?1 UNION SELECT deal FROM stage_move WHERE ?1 IN (from_stage, to_stage)", id, ids, error);
  if (kind == &crm_kind_pipeline)
    return add_deals_of (connection, "SELECT id FROM deal WHERE pipeline = ?", id, ids, error);
  return kind != &crm_kind_user || add_deals_of (connection, "SELECT id FROM deal WHERE owner = ?", id, ids, error);
}

gboolean
crm_deal_facts_concern (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GHashTable *ids, GError **error)
{
  if (kind == &crm_kind_deal)
    g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
  else if (kind == &crm_kind_task)
    add_references (ids, values, before, CRM_TASK_DEAL);
  else if (kind == &crm_kind_interaction)
    add_references (ids, values, before, CRM_INTERACTION_DEAL);
  else if (kind == &crm_kind_stage_move)
    add_references (ids, values, before, CRM_STAGE_MOVE_DEAL);
  else if (kind == &crm_kind_customer && before != NULL && (turned || !crm_value_equal (&values[CRM_CUSTOMER_NAME_KEY], &before->values[CRM_CUSTOMER_NAME_KEY]) || !crm_value_equal (&values[CRM_CUSTOMER_NAME], &before->values[CRM_CUSTOMER_NAME])))
    return add_deals_of (connection, "SELECT id FROM deal WHERE customer = ?", id, ids, error);
  else if (before != NULL && before->rowid == 0)
    return add_deals_before (connection, kind, id, ids, error);
  return TRUE;
}
