/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is checked when an invitation, a response or an answer is written; above all, that anonymous means it. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/base/crm-token.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-question-type.h"
#include "core/surveys/crm-response-facts.h"

#include <glib/gi18n-lib.h>

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message);
  return FALSE;
}

static void
set_text (CrmValue *value, const char *text)
{
  crm_value_clear (value);
  *value = crm_value_text (text);
}

/* What comes back was checked when it was written. */
static gboolean
is_checked (const CrmRulesContext *context)
{
  return context->connection != NULL && !context->replays;
}

/* Whether the survey is anonymous; -1 on error, when it is not in the file. */
static int
is_anonymous (CrmConnection *connection, const CrmValue *survey, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT coalesce(anonymous, 0) FROM survey WHERE id = ?", error);
  int step, anonymous = -1;

  if (statement == NULL || survey->type != CRM_VALUE_ID)
    return statement == NULL ? -1 : 0;
  crm_statement_bind_id (statement, 1, &survey->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    anonymous = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  if (step == 0)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The survey this belongs to is not in the file."));
  return anonymous;
}

/* ── invitations ──────────────────────────────────────────────────────────────────────────── */

static gboolean
prepare_invitation (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  const CrmValue *token = &values[CRM_INVITATION_TOKEN];
  gboolean answered;
  int anonymous;

  if (token->type == CRM_VALUE_TEXT)
    {
      g_autofree char *hash = crm_token_hash (token->text);

      set_text (&values[CRM_INVITATION_TOKEN_HASH], hash);
    }
  if (values[CRM_INVITATION_STATE].type == CRM_VALUE_NONE)
    set_text (&values[CRM_INVITATION_STATE], "planned");
  answered = values[CRM_INVITATION_ANSWERED_AT].type != CRM_VALUE_NONE || g_strcmp0 (values[CRM_INVITATION_STATE].text, "answered") == 0;
  if (!answered || !is_checked (context))
    return TRUE;
  anonymous = is_anonymous (context->connection, &values[CRM_INVITATION_SURVEY], error);
  if (anonymous > 0)
    fail (error, _ ("The survey is anonymous: who has answered is not written down."));
  return anonymous == 0;
}

/* ── responses ────────────────────────────────────────────────────────────────────────────── */

/* Nothing stands in the same edit that could tell whose answers these are, and the edit does not tell the moment. */
static gboolean
check_edit (const CrmRulesContext *context, GError **error)
{
  CrmEditOrigin origin = crm_edit_get_origin (context->edit);

  if (origin == CRM_EDIT_ORIGIN_DEMO || origin == CRM_EDIT_ORIGIN_SETUP)
    return TRUE;
  if (!crm_edit_is_discreet (context->edit))
    return fail (error, _ ("The survey is anonymous: its answers are not written together with the moment and with who entered them."));
  for (guint i = 0; i < crm_edit_get_n_changes (context->edit); i++)
    {
      const CrmKind *kind = crm_edit_get_change (context->edit, i)->kind;

      if (kind != &crm_kind_response && kind != &crm_kind_answer)
        return fail (error, _ ("The survey is anonymous: its answers are written by themselves, together with nothing else."));
    }
  return TRUE;
}

static gboolean
prepare_anonymous (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  static const CrmResponseField traces[] = { CRM_RESPONSE_CUSTOMER, CRM_RESPONSE_PERSON, CRM_RESPONSE_DEAL, CRM_RESPONSE_INVITATION, CRM_RESPONSE_INTERVIEWER };
  CrmValue *answered = &values[CRM_RESPONSE_ANSWERED_AT];
  CrmDate day;

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    if (values[traces[i]].type != CRM_VALUE_NONE)
      return fail (error, _ ("The survey is anonymous: its responses name no customer, person, deal, invitation or interviewer."));
  crm_value_clear (&values[CRM_RESPONSE_STARTED_AT]);
  day = answered->type == CRM_VALUE_INTEGER ? crm_date_time_to_local (answered->integer, context->zone, NULL) : CRM_DATE_NONE;
  if (day == CRM_DATE_NONE)
    return fail (error, _ ("When the survey was answered is no day of the calendar."));
  answered->integer = crm_date_time_from_local (day, 0, context->zone);
  return before != NULL || context->edit == NULL || check_edit (context, error);
}

static gboolean
check_version (CrmConnection *connection, const CrmValue *values, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT 1 FROM survey_version WHERE id = ? AND survey = ?", error);
  int step;

  if (statement == NULL || values[CRM_RESPONSE_VERSION].type != CRM_VALUE_ID)
    return statement != NULL;
  crm_statement_bind_id (statement, 1, &values[CRM_RESPONSE_VERSION].id);
  crm_statement_bind_id (statement, 2, &values[CRM_RESPONSE_SURVEY].id);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  if (step == 0)
    fail (error, _ ("The version that was answered is not one of this survey."));
  return step > 0;
}

static gboolean
prepare_response (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  int anonymous;

  if (!is_checked (context))
    return TRUE;
  if (before != NULL && (!crm_value_equal (&values[CRM_RESPONSE_SURVEY], &before->values[CRM_RESPONSE_SURVEY]) || !crm_value_equal (&values[CRM_RESPONSE_VERSION], &before->values[CRM_RESPONSE_VERSION])))
    return fail (error, _ ("A response stays with the survey and the version that it answers."));
  if (values[CRM_RESPONSE_ANSWERED_AT].type == CRM_VALUE_NONE)
    values[CRM_RESPONSE_ANSWERED_AT] = crm_value_integer (context->now);
  anonymous = is_anonymous (context->connection, &values[CRM_RESPONSE_SURVEY], error);
  if (anonymous < 0 || (anonymous > 0 && !prepare_anonymous (context, values, before, error)))
    return FALSE;
  return values[CRM_RESPONSE_SURVEY].type != CRM_VALUE_ID || check_version (context->connection, values, error);
}

/* ── answers ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_value (const CrmValue *value, const char *type_name, sqlite3_stmt *question, GError **error)
{
  CrmQuestionType type = crm_question_type_find (type_name);
  gint64 minimum = G_MININT64, maximum = G_MAXINT64;
  int low, high;

  if (value->type != CRM_VALUE_INTEGER)
    return TRUE;
  if (crm_question_type_get_range (type, &low, &high))
    {
      minimum = low * CRM_DECIMAL_ONE;
      maximum = high * CRM_DECIMAL_ONE;
    }
  if (!crm_question_type_has_fixed_range (type) && sqlite3_column_type (question, 1) != SQLITE_NULL)
    minimum = sqlite3_column_int64 (question, 1);
  if (!crm_question_type_has_fixed_range (type) && sqlite3_column_type (question, 2) != SQLITE_NULL)
    maximum = sqlite3_column_int64 (question, 2);
  if (value->integer < minimum || value->integer > maximum)
    {
      g_autofree char *text = crm_decimal_format (value->integer);

      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s lies outside the scale of the question."), text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
prepare_answer (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  static const char sql[] = "SELECT q.type, q.minimum, q.maximum FROM question q JOIN response r ON r.version = q.version WHERE q.id = ? AND r.id = ? AND q.deleted = 0";
  sqlite3_stmt *statement;
  gboolean ok = TRUE;
  int step;

  if (!is_checked (context) || values[CRM_ANSWER_QUESTION].type != CRM_VALUE_ID || values[CRM_ANSWER_RESPONSE].type != CRM_VALUE_ID)
    return TRUE;
  if (before != NULL && crm_value_equal (&values[CRM_ANSWER_VALUE], &before->values[CRM_ANSWER_VALUE]) && crm_value_equal (&values[CRM_ANSWER_QUESTION], &before->values[CRM_ANSWER_QUESTION]))
    return TRUE;
  statement = crm_connection_prepare_static (context->connection, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &values[CRM_ANSWER_QUESTION].id);
  crm_statement_bind_id (statement, 2, &values[CRM_ANSWER_RESPONSE].id);
  step = crm_connection_next (context->connection, statement, error);
  if (step > 0)
    ok = check_value (&values[CRM_ANSWER_VALUE], (const char *)sqlite3_column_text (statement, 0), statement, error);
  sqlite3_reset (statement);
  if (step == 0)
    fail (error, _ ("The question is not one of those that were asked in this version of the survey."));
  return step > 0 && ok;
}

/* An answer that changes may change what its customer's satisfaction is. */
static gboolean
touch_answer (CrmConnection *connection, const CrmId *id, const CrmValue *values, gboolean searched, GHashTable *customers, GError **error)
{
  sqlite3_stmt *statement;
  CrmId customer;
  int step;

  if (values[CRM_ANSWER_RESPONSE].type != CRM_VALUE_ID)
    return TRUE;
  statement = crm_connection_prepare_static (connection, "SELECT customer FROM response WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &values[CRM_ANSWER_RESPONSE].id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0 && crm_statement_read_id (statement, 0, &customer))
    g_hash_table_add (customers, g_memdup2 (&customer, sizeof customer));
  sqlite3_reset (statement);
  return step >= 0;
}

const CrmRules crm_invitation_rules = { .prepare = prepare_invitation };
const CrmRules crm_response_rules = {
  .prepare = prepare_response,
  .concern = crm_response_facts_concern,
  .refresh = crm_response_facts_refresh,
};
const CrmRules crm_answer_rules = { .prepare = prepare_answer, .touch = touch_answer };
