/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many have answered a survey and how it scores, kept up with each response instead of being counted anew. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-survey-tally.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-surveys.h"

#include <math.h>

/* Whether an answer is one of those that make an NPS or a CSAT, and one of those that an NPS takes off; millionths. */
#define HIGH(kind, value) "(" kind " IS 'nps' AND " value " >= 9000000 OR " kind " IS 'csat' AND " value " >= 4000000)"
#define LOW(kind, value)  "(" kind " IS 'nps' AND " value " <= 6000000)"

/* ── keeping count ────────────────────────────────────────────────────────────────────────── */

gboolean
crm_survey_tally_add (CrmConnection *connection, const CrmRecord *response, const char *kind, gint64 value, int sign, GError **error)
{
  static const char sql[] = "INSERT INTO survey_tally (survey, version, n, n_scored, score_sum, n_high, n_low)"
                            " SELECT s.rowid, coalesce((SELECT rowid FROM survey_version WHERE id = ?2), 0), ?5, ?5 * (?3 IS NOT NULL), ?5 * coalesce(?4, 0),"
                            " ?5 * " HIGH ("?3", "?4") ", ?5 * " LOW ("?3", "?4") " FROM survey s WHERE s.id = ?1 AND EXISTS (SELECT 1 FROM survey_tally WHERE survey = s.rowid)"
                                                                                  " ON CONFLICT (survey, version) DO UPDATE SET n = n + excluded.n, n_scored = n_scored + excluded.n_scored,"
                                                                                  " score_sum = score_sum + excluded.score_sum, n_high = n_high + excluded.n_high, n_low = n_low + excluded.n_low";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, crm_record_get_id (response, CRM_RESPONSE_SURVEY));
  crm_statement_bind_id (statement, 2, crm_record_get_id (response, CRM_RESPONSE_VERSION));
  if (kind != NULL)
    {
      sqlite3_bind_text (statement, 3, kind, -1, SQLITE_TRANSIENT);
      sqlite3_bind_int64 (statement, 4, value);
    }
  sqlite3_bind_int (statement, 5, sign);
  return crm_connection_run (connection, statement, error);
}

gboolean
crm_survey_tally_forget (CrmConnection *connection, const CrmId *survey, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM survey_tally WHERE survey = (SELECT rowid FROM survey WHERE id = ?)", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, survey);
  return crm_connection_run (connection, statement, error);
}

/* Whether it has been counted; -1 on error. */
static int
is_counted (CrmConnection *connection, const CrmRecord *survey, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT 1 FROM survey_tally WHERE survey = ? LIMIT 1", error);
  int step;

  if (statement == NULL)
    return -1;
  sqlite3_bind_int64 (statement, 1, survey->rowid);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  return step;
}

static gboolean
count (CrmConnection *connection, const CrmRecord *survey, GError **error)
{
  static const char sql[] = "INSERT INTO survey_tally (survey, version, n, n_scored, score_sum, n_high, n_low)"
                            " SELECT ?1, coalesce(v.rowid, 0), count(*), count(r.score_kind), coalesce(sum(r.score_value), 0), "
                            "count(*) FILTER (WHERE " HIGH ("r.score_kind", "r.score_value") "), count(*) FILTER (WHERE " LOW ("r.score_kind", "r.score_value") ")"
                                                                                                                                                                " FROM response r LEFT JOIN survey_version v ON v.id = r.version WHERE r.survey = ?2 AND r.deleted = 0 GROUP BY 2";
  int counted = is_counted (connection, survey, error);
  sqlite3_stmt *statement = counted == 0 ? crm_connection_prepare_static (connection, sql, error) : NULL;

  if (statement == NULL)
    return counted > 0;
  sqlite3_bind_int64 (statement, 1, survey->rowid);
  crm_statement_bind_id (statement, 2, &survey->id);
  return crm_connection_run (connection, statement, error);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  gint64 n;
  gint64 n_scored;
  gint64 sum;
  gint64 n_high;
  gint64 n_low;
  char *scale; /* (nullable): type, code and ends of the question that gives the score */
  char *type;
} Tally;

/* The newest version comes first; only versions of the same question and scale add up. */
static void
add_version (Tally *tally, sqlite3_stmt *statement)
{
  const char *scale = (const char *)sqlite3_column_text (statement, 5);
  gint64 n_scored = sqlite3_column_int64 (statement, 1);

  tally->n += sqlite3_column_int64 (statement, 0);
  if (n_scored == 0 || scale == NULL || (tally->scale != NULL && !g_str_equal (scale, tally->scale)))
    return;
  if (tally->scale == NULL)
    {
      tally->scale = g_strdup (scale);
      tally->type = g_strdup ((const char *)sqlite3_column_text (statement, 6));
    }
  tally->n_scored += n_scored;
  tally->sum += sqlite3_column_int64 (statement, 2);
  tally->n_high += sqlite3_column_int64 (statement, 3);
  tally->n_low += sqlite3_column_int64 (statement, 4);
}

static gboolean
read_tally (CrmConnection *connection, const CrmRecord *survey, Tally *tally, GError **error)
{
  static const char sql[] = "SELECT t.n, t.n_scored, t.score_sum, t.n_high, t.n_low, q.type || ' ' || q.code || ' ' || coalesce(q.minimum, '') || ' ' || coalesce(q.maximum, ''), q.type"
                            " FROM survey_tally t LEFT JOIN survey_version v ON v.rowid = t.version LEFT JOIN question q ON q.rowid = (" CRM_PRIMARY_QUESTION_SQL ("v.id") ")"
                                                                                                                                                                           " WHERE t.survey = ? ORDER BY v.number DESC";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, survey->rowid);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    add_version (tally, statement);
  return step == 0;
}

static gboolean
read_last (CrmConnection *connection, const CrmRecord *survey, CrmValue *value, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT max(answered_at) FROM response WHERE survey = ? AND deleted = 0", error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &survey->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    crm_statement_read_value (statement, 0, CRM_TYPE_TIME, value);
  sqlite3_reset (statement);
  return step >= 0;
}

static gint64
get_score (const Tally *tally)
{
  double n = (double)tally->n_scored;

  if (g_str_equal (tally->type, "nps"))
    return llround (100 * (double)(tally->n_high - tally->n_low) / n * CRM_DECIMAL_ONE);
  if (g_str_equal (tally->type, "csat"))
    return llround ((double)tally->n_high / n * CRM_DECIMAL_ONE);
  return llround ((double)tally->sum / n);
}

gboolean
crm_survey_tally_read (CrmConnection *connection, const CrmRecord *survey, CrmValue values[5], GError **error)
{
  gboolean anonymous = crm_record_get_integer (survey, CRM_SURVEY_ANONYMOUS, 0) != 0, ok;
  Tally tally = { 0 };

  ok = count (connection, survey, error) && read_tally (connection, survey, &tally, error) && read_last (connection, survey, &values[1], error);
  if (tally.n > 0)
    values[0] = crm_value_integer (tally.n);
  if (tally.n_scored > 0 && !anonymous)
    {
      values[2] = crm_value_integer (get_score (&tally));
      values[3] = crm_value_text (tally.type);
      values[4] = crm_value_integer (tally.n_scored);
    }
  g_free (tally.scale);
  g_free (tally.type);
  return ok;
}
