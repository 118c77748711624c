/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is derived from a response and its answers: its score, the row that figures read, what its survey counts. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-response-facts.h"

#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-response-pack.h"
#include "core/surveys/crm-survey-tally.h"

#include <math.h>
#include <string.h>

gint64
crm_survey_score (gint64 value, gint64 minimum, gint64 maximum)
{
  if (maximum <= minimum || value < minimum || value > maximum)
    return -1;
  return llround (((double)value - (double)minimum) / ((double)maximum - (double)minimum) * 100 * (double)CRM_DECIMAL_ONE);
}

static CrmRecord *
read_record (const CrmRulesContext *context, const CrmKind *kind, const CrmId *id, gint64 *rowid, GError **error)
{
  CrmRecord *record = crm_connection_read_record (context->connection, kind, id, error);

  *rowid = record != NULL ? record->rowid : 0;
  return record;
}

/* ── of a survey ──────────────────────────────────────────────────────────────────────────── */

/* Where facts are derived anew, nothing that was counted is trusted. */
gboolean
crm_survey_facts_refresh (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error)
{
  static const guint fields[] = { CRM_SURVEY_N_RESPONSES, CRM_SURVEY_LAST_RESPONSE, CRM_SURVEY_SCORE, CRM_SURVEY_SCORE_KIND, CRM_SURVEY_N_SCORED };
  GError *local_error = NULL;
  g_autoptr (CrmRecord) survey = read_record (context, &crm_kind_survey, id, rowid, &local_error);
  CrmValue values[G_N_ELEMENTS (fields)] = { 0 };
  gboolean ok;

  if (survey == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }
  ok = (context->edit != NULL || crm_survey_tally_forget (context->connection, id, error)) && crm_survey_tally_read (context->connection, survey, values, error)
       && crm_connection_write_facts (context->connection, survey, fields, values, G_N_ELEMENTS (fields), error);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    crm_value_clear (&values[i]);
  return ok;
}

/* ── of a response ────────────────────────────────────────────────────────────────────────── */

enum
{
  SCORE,
  SCORE_KIND,
  SCORE_VALUE,
  N_ANSWERS,
  CUSTOMER_NAME,
  N_FACTS
};

static const guint facts[N_FACTS] = { CRM_RESPONSE_SCORE, CRM_RESPONSE_SCORE_KIND, CRM_RESPONSE_SCORE_VALUE, CRM_RESPONSE_N_ANSWERS, CRM_RESPONSE_CUSTOMER_NAME };

typedef struct
{
  CrmRecord *response;
  CrmValue values[N_FACTS];
  GByteArray *pack;
} Facts;

static void
read_scale (sqlite3_stmt *statement, CrmQuestionType type, gint64 *minimum, gint64 *maximum)
{
  int low, high;

  crm_question_type_get_range (type, &low, &high);
  *minimum = low * CRM_DECIMAL_ONE;
  *maximum = high * CRM_DECIMAL_ONE;
  if (crm_question_type_has_fixed_range (type))
    return;
  if (sqlite3_column_type (statement, 1) != SQLITE_NULL)
    *minimum = sqlite3_column_int64 (statement, 1);
  if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
    *maximum = sqlite3_column_int64 (statement, 2);
}

/* The primary question is the version's, whether this response answered it or not: scores of a survey are of one measure. */
static gboolean
read_score (CrmConnection *connection, Facts *self, GError **error)
{
  static const char sql[] = "SELECT q.type, q.minimum, q.maximum, a.value FROM question q JOIN answer a ON a.response = ?2 AND a.question = q.id"
                            " WHERE q.rowid = (" CRM_PRIMARY_QUESTION_SQL ("?1") ") AND a.deleted = 0 AND a.part IS NULL AND a.value IS NOT NULL LIMIT 1";
  const CrmId *version = crm_record_get_id (self->response, CRM_RESPONSE_VERSION);
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, version);
  crm_statement_bind_id (statement, 2, &self->response->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    {
      const char *type = (const char *)sqlite3_column_text (statement, 0);
      gint64 minimum, maximum, value = sqlite3_column_int64 (statement, 3), score;

      read_scale (statement, crm_question_type_find (type), &minimum, &maximum);
      score = crm_survey_score (value, minimum, maximum);
      if (score >= 0)
        {
          self->values[SCORE] = crm_value_integer (score);
          self->values[SCORE_KIND] = crm_value_text (type);
          self->values[SCORE_VALUE] = crm_value_integer (value);
        }
    }
  sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
read_answers (CrmConnection *connection, Facts *self, GError **error)
{
  static const char sql[] = "SELECT q.rowid, a.part, o.rowid, r.rowid, a.value, a.text IS NOT NULL, a.date FROM answer a JOIN question q ON q.id = a.question"
                            " LEFT JOIN question_option o ON o.id = a.option LEFT JOIN question_option r ON r.id = a.row WHERE a.response = ? AND a.deleted = 0"
                            " ORDER BY q.rowid, r.rowid, a.value, o.rowid";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  gint64 last = 0, n = 0;
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &self->response->id);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmPackedAnswer answer = {
        .question = sqlite3_column_int64 (statement, 0),
        .part = (guint8)crm_answer_part_find ((const char *)sqlite3_column_text (statement, 1)),
        .option = sqlite3_column_int64 (statement, 2),
        .row = sqlite3_column_int64 (statement, 3),
        .has_value = sqlite3_column_type (statement, 4) != SQLITE_NULL,
        .value = sqlite3_column_int64 (statement, 4),
        .has_text = sqlite3_column_int (statement, 5) != 0,
        .date = sqlite3_column_int (statement, 6),
      };

      n += answer.question != last;
      crm_response_pack_add (self->pack, &last, &answer);
    }
  if (n > 0)
    self->values[N_ANSWERS] = crm_value_integer (n);
  return step == 0;
}

static gboolean
read_customer_name (CrmConnection *connection, Facts *self, GError **error)
{
  const CrmId *customer = crm_record_get_id (self->response, CRM_RESPONSE_CUSTOMER);
  sqlite3_stmt *statement;
  int step;

  if (customer == NULL)
    return TRUE;
  statement = crm_connection_prepare_static (connection, "SELECT name FROM customer WHERE id = ? AND deleted = 0", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, customer);
  step = crm_connection_next (connection, statement, error);
  if (step > 0 && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    self->values[CUSTOMER_NAME] = crm_value_text ((const char *)sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return step >= 0;
}

static void
bind_reference (sqlite3_stmt *statement, int index, const CrmRecord *record, guint field)
{
  crm_statement_bind_id (statement, index, crm_record_get_id (record, field));
}

static int
find_channel (const char *name)
{
  for (int i = 0; name != NULL && crm_choices_survey_channel[i].name != NULL; i++)
    if (strcmp (crm_choices_survey_channel[i].name, name) == 0)
      return i + 1;
  return 0;
}

static void
bind_field (sqlite3_stmt *statement, int index, const CrmRecord *record, guint field)
{
  if (crm_record_has (record, field))
    crm_statement_bind_value (statement, index, &record->values[field], record->kind->fields[field].type);
}

/* What is the same already is not written: check counts what was wrong. Who answers for it is the deal's owner, or else the customer's. */
static gboolean
write_path (CrmConnection *connection, const Facts *self, GError **error)
{
#define VALUES(table) table "version," table "customer," table "deal," table "owner," table "channel," table "language," table "answered_at," table "complete," table "score," table "answers"
  static const char sql[] = "INSERT INTO response_path (survey, response, " VALUES ("") ") SELECT s.rowid, ?1, (SELECT rowid FROM survey_version WHERE id = ?3), c.rowid, d.rowid,"
                                                                                        " u.rowid, ?6, ?7, ?8, ?9, ?10, ?11 FROM survey s LEFT JOIN customer c ON c.id = ?4 LEFT JOIN deal d ON d.id = ?5"
                                                                                        " LEFT JOIN user u ON u.id = coalesce(d.owner, c.owner) WHERE s.id = ?2"
                                                                                        " ON CONFLICT (survey, response) DO UPDATE SET (" VALUES ("") ") = (" VALUES ("excluded.") ")"
                                                                                                                                                                                   " WHERE (" VALUES ("response_path.") ") IS NOT (" VALUES ("excluded.") ")";
#undef VALUES
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  const CrmRecord *response = self->response;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, response->rowid);
  bind_reference (statement, 2, response, CRM_RESPONSE_SURVEY);
  bind_reference (statement, 3, response, CRM_RESPONSE_VERSION);
  bind_reference (statement, 4, response, CRM_RESPONSE_CUSTOMER);
  bind_reference (statement, 5, response, CRM_RESPONSE_DEAL);
  sqlite3_bind_int (statement, 6, find_channel (crm_record_get_text (response, CRM_RESPONSE_CHANNEL)));
  bind_field (statement, 7, response, CRM_RESPONSE_LANGUAGE);
  bind_field (statement, 8, response, CRM_RESPONSE_ANSWERED_AT);
  bind_field (statement, 9, response, CRM_RESPONSE_COMPLETE);
  if (self->values[SCORE].type == CRM_VALUE_INTEGER)
    sqlite3_bind_int64 (statement, 10, self->values[SCORE].integer);
  sqlite3_bind_blob (statement, 11, self->pack->data, (int)self->pack->len, SQLITE_TRANSIENT);
  return crm_connection_run (connection, statement, error);
}

static gboolean
remove_path (CrmConnection *connection, const CrmRecord *response, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "DELETE FROM response_path WHERE survey = (SELECT rowid FROM survey WHERE id = ?) AND response = ?", error);

  if (statement == NULL)
    return FALSE;
  bind_reference (statement, 1, response, CRM_RESPONSE_SURVEY);
  sqlite3_bind_int64 (statement, 2, response->rowid);
  return crm_connection_run (connection, statement, error);
}

/* Whether it is among those its survey counts: those have a path. */
static gboolean
read_counted (CrmConnection *connection, const CrmRecord *response, gboolean *counted, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT 1 FROM response_path WHERE survey = (SELECT rowid FROM survey WHERE id = ?) AND response = ?", error);
  int step;

  if (statement == NULL)
    return FALSE;
  bind_reference (statement, 1, response, CRM_RESPONSE_SURVEY);
  sqlite3_bind_int64 (statement, 2, response->rowid);
  step = crm_connection_next (connection, statement, error);
  *counted = step > 0;
  sqlite3_reset (statement);
  return step >= 0;
}

/* The survey counts it as it is now and no longer as it was; before either is written. */
static gboolean
count_response (CrmConnection *connection, const Facts *self, GError **error)
{
  const CrmRecord *before = self->response;
  const CrmValue *kind = &self->values[SCORE_KIND];
  gint64 value = self->values[SCORE_VALUE].type == CRM_VALUE_INTEGER ? self->values[SCORE_VALUE].integer : 0;
  gboolean counted;

  if (!read_counted (connection, before, &counted, error))
    return FALSE;
  if (counted && !crm_survey_tally_add (connection, before, crm_record_get_text (before, CRM_RESPONSE_SCORE_KIND), crm_record_get_integer (before, CRM_RESPONSE_SCORE_VALUE, 0), -1, error))
    return FALSE;
  return before->deleted || crm_survey_tally_add (connection, before, kind->type == CRM_VALUE_TEXT ? kind->text : NULL, value, 1, error);
}

gboolean
crm_response_facts_refresh (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) response = read_record (context, &crm_kind_response, id, rowid, &local_error);
  g_autoptr (GByteArray) pack = g_byte_array_new ();
  Facts self = { .response = response, .pack = pack };
  gboolean ok;

  if (response == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }
  ok = read_score (context->connection, &self, error) && read_answers (context->connection, &self, error) && read_customer_name (context->connection, &self, error) && count_response (context->connection, &self, error) && crm_connection_write_facts (context->connection, response, facts, self.values, N_FACTS, error);
  ok = ok && (response->deleted ? remove_path (context->connection, response, error) : write_path (context->connection, &self, error));
  for (guint i = 0; i < N_FACTS; i++)
    crm_value_clear (&self.values[i]);
  return ok;
}

/* ── which responses ──────────────────────────────────────────────────────────────────────── */

static gboolean
add_responses_of (CrmConnection *connection, const char *sql, const CrmId *owner, GHashTable *ids, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  CrmId response;
  int step;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, owner);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &response))
      g_hash_table_add (ids, g_memdup2 (&response, sizeof response));
  return step == 0;
}

static gboolean
is_new (const CrmValue *values, const CrmRecord *before, guint field)
{
  return before != NULL && !crm_value_equal (&values[field], &before->values[field]);
}

/* Of a sync, responses may have come before what they name. */
static gboolean
add_responses_before (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, GHashTable *ids, GError **error)
{
  if (kind == &crm_kind_survey)
    return add_responses_of (connection, "SELECT id FROM response WHERE survey = ?", id, ids, error);
  if (kind == &crm_kind_survey_version)
    return add_responses_of (connection, "SELECT id FROM response WHERE version = ?", id, ids, error);
  if (kind == &crm_kind_question && values[CRM_QUESTION_VERSION].type == CRM_VALUE_ID)
    return add_responses_of (connection, "SELECT id FROM response WHERE version = ?", &values[CRM_QUESTION_VERSION].id, ids, error);
  if (kind == &crm_kind_customer)
    return add_responses_of (connection, "SELECT id FROM response WHERE customer = ?", id, ids, error);
  return kind != &crm_kind_deal || add_responses_of (connection, "SELECT id FROM response WHERE deal = ?", id, ids, error);
}

gboolean
crm_response_facts_concern (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GHashTable *ids, GError **error)
{
  if (kind == &crm_kind_response)
    g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
  else if (kind == &crm_kind_answer && values[CRM_ANSWER_RESPONSE].type == CRM_VALUE_ID)
    g_hash_table_add (ids, g_memdup2 (&values[CRM_ANSWER_RESPONSE].id, sizeof (CrmId)));
  else if (before != NULL && before->rowid == 0)
    return add_responses_before (connection, kind, id, values, ids, error);
  else if (kind == &crm_kind_customer && (turned || is_new (values, before, CRM_CUSTOMER_OWNER) || is_new (values, before, CRM_CUSTOMER_NAME)))
    return add_responses_of (connection, "SELECT id FROM response WHERE customer = ?", id, ids, error);
  else if (kind == &crm_kind_deal && is_new (values, before, CRM_DEAL_OWNER))
    return add_responses_of (connection, "SELECT id FROM response WHERE deal = ?", id, ids, error);
  return TRUE;
}
