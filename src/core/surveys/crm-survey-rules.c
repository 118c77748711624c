/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is checked and derived when a survey, its versions, pages, questions and options are written. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/base/crm-decimal.h"
#include "core/base/crm-error.h"
#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-response-facts.h"

#include <glib/gi18n-lib.h>

#define ANSWERED N_ ("This version of the survey has been answered and stays as it was asked. Change the next version instead.")

static void
set_text (CrmValue *value, const char *text)
{
  crm_value_clear (value);
  *value = crm_value_text (text);
}

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_outside (const CrmValue *value, gint64 low, gint64 high)
{
  return value->type == CRM_VALUE_INTEGER && (value->integer < low || value->integer > high);
}

/* Whether @sql has a row for @id; -1 on error. */
static int
exists (CrmConnection *connection, const char *sql, const CrmId *id, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return -1;
  crm_statement_bind_id (statement, 1, id);
  step = crm_connection_next (connection, statement, error);
  sqlite3_reset (statement);
  return step;
}

/* What another device decided is not decided again; and the demo company made once more is what it was. */
static gboolean
is_checked (const CrmRulesContext *context)
{
  CrmEditOrigin origin = context->edit != NULL ? crm_edit_get_origin (context->edit) : CRM_EDIT_ORIGIN_PERSON;

  return context->connection != NULL && origin != CRM_EDIT_ORIGIN_SYNC && origin != CRM_EDIT_ORIGIN_DEMO;
}

/* Refuses where @sql, asked for @id, finds a response. */
static gboolean
check_unanswered (const CrmRulesContext *context, const char *sql, const CrmId *id, const char *message, GError **error)
{
  int found = is_checked (context) ? exists (context->connection, sql, id, error) : 0;

  if (found > 0)
    fail (error, _ (message));
  return found == 0;
}

static const char response_of_survey[] = "SELECT 1 FROM response WHERE survey = ? AND deleted = 0 LIMIT 1";
static const char response_of_version[] = "SELECT 1 FROM response WHERE version = ? AND deleted = 0 LIMIT 1";
static const char response_of_question[] = "SELECT 1 FROM question q JOIN response r ON r.version = q.version AND r.deleted = 0 WHERE q.id = ? LIMIT 1";

/* What belongs to a version by the reference in @field may be written, and does not go over to another. */
static gboolean
check_owner (const CrmRulesContext *context, const CrmValue *values, const CrmRecord *before, guint field, const char *sql, GError **error)
{
  if (before != NULL && !crm_value_equal (&values[field], &before->values[field]))
    return fail (error, _ ("What is asked in one version of a survey cannot be moved to another; copy it."));
  return values[field].type != CRM_VALUE_ID || check_unanswered (context, sql, &values[field].id, ANSWERED, error);
}

/* ── surveys ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
check_survey (const CrmValue *values, GError **error)
{
  if (is_outside (&values[CRM_SURVEY_THRESHOLD], 0, 100 * CRM_DECIMAL_ONE))
    return fail (error, _ ("The score below which somebody follows up lies between 0 and 100."));
  if (is_outside (&values[CRM_SURVEY_SAMPLE_PERCENT], 1, 100))
    /* xgettext:no-c-format */
    return fail (error, _ ("A sample is 1 to 100 % of the customers."));
  if (is_outside (&values[CRM_SURVEY_REST_DAYS], 0, 36500))
    return fail (error, _ ("Days of rest cannot be fewer than 0."));
  return TRUE;
}

static gboolean
prepare_survey (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  g_autofree char *key = NULL;
  gboolean anonymous = values[CRM_SURVEY_ANONYMOUS].type == CRM_VALUE_INTEGER && values[CRM_SURVEY_ANONYMOUS].integer != 0;

  if (!check_survey (values, error))
    return FALSE;
  if (values[CRM_SURVEY_STATUS].type == CRM_VALUE_NONE)
    set_text (&values[CRM_SURVEY_STATUS], "draft");
  if (before != NULL && anonymous != (crm_record_get_integer (before, CRM_SURVEY_ANONYMOUS, 0) != 0)
      && !check_unanswered (context, response_of_survey, &before->id, N_ ("People have answered already. Whether a survey is anonymous cannot be changed any more; duplicate it instead."), error))
    return FALSE;
  if (values[CRM_SURVEY_TITLE].type == CRM_VALUE_TEXT)
    key = crm_text_sort_key (values[CRM_SURVEY_TITLE].text, CRM_NAME_COMPANY, context->han_first);
  set_text (&values[CRM_SURVEY_TITLE_KEY], key);
  return TRUE;
}

static gboolean
remove_survey (const CrmRulesContext *context, const CrmRecord *before, GError **error)
{
  return check_unanswered (context, response_of_survey, &before->id, N_ ("This survey has been answered. Archive it, or delete it together with its responses."), error);
}

static gboolean
concern_survey (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GHashTable *ids, GError **error)
{
  if (kind == &crm_kind_survey)
    g_hash_table_add (ids, g_memdup2 (id, sizeof *id));
  else if (kind == &crm_kind_response && values[CRM_RESPONSE_SURVEY].type == CRM_VALUE_ID)
    g_hash_table_add (ids, g_memdup2 (&values[CRM_RESPONSE_SURVEY].id, sizeof (CrmId)));
  return TRUE;
}

/* ── versions ─────────────────────────────────────────────────────────────────────────────── */

static gboolean
number_version (CrmConnection *connection, CrmValue *values, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, "SELECT coalesce(max(number), 0) + 1 FROM survey_version WHERE survey = ?", error);

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &values[CRM_SURVEY_VERSION_SURVEY].id);
  if (crm_connection_next (connection, statement, error) > 0)
    values[CRM_SURVEY_VERSION_NUMBER] = crm_value_integer (sqlite3_column_int64 (statement, 0));
  sqlite3_reset (statement);
  return values[CRM_SURVEY_VERSION_NUMBER].type == CRM_VALUE_INTEGER;
}

static gboolean
prepare_version (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  g_autofree char *name = NULL;

  if (before != NULL && !check_unanswered (context, response_of_version, &before->id, ANSWERED, error))
    return FALSE;
  if (values[CRM_SURVEY_VERSION_NUMBER].type == CRM_VALUE_NONE && context->connection != NULL && values[CRM_SURVEY_VERSION_SURVEY].type == CRM_VALUE_ID && !number_version (context->connection, values, error))
    return FALSE;
  if (values[CRM_SURVEY_VERSION_NUMBER].type == CRM_VALUE_INTEGER)
    name = g_strdup_printf ("%" G_GINT64_FORMAT, values[CRM_SURVEY_VERSION_NUMBER].integer);
  set_text (&values[CRM_SURVEY_VERSION_NAME], name);
  return TRUE;
}

static gboolean
remove_version (const CrmRulesContext *context, const CrmRecord *before, GError **error)
{
  return check_unanswered (context, response_of_version, &before->id, ANSWERED, error);
}

/* ── pages, questions, options ────────────────────────────────────────────────────────────── */

static gboolean
remove_child (const CrmRulesContext *context, const CrmRecord *before, guint field, const char *sql, GError **error)
{
  const CrmId *owner = crm_record_get_id (before, field);

  return owner == NULL || check_unanswered (context, sql, owner, ANSWERED, error);
}

static gboolean
prepare_page (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  return check_owner (context, values, before, CRM_SURVEY_PAGE_VERSION, response_of_version, error);
}

static gboolean
remove_page (const CrmRulesContext *context, const CrmRecord *before, GError **error)
{
  return remove_child (context, before, CRM_SURVEY_PAGE_VERSION, response_of_version, error);
}

static gboolean
is_code (const char *code)
{
  if (!g_ascii_isalpha (*code))
    return FALSE;
  for (const char *at = code; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && *at != '_')
      return FALSE;
  return TRUE;
}

static gboolean
check_code (const CrmRulesContext *context, const CrmValue *values, const CrmRecord *before, GError **error)
{
  static const char sql[] = "SELECT count(*) FROM question WHERE version = ?1 AND code = ?2 AND deleted = 0 AND id IS NOT ?3";
  const char *code = values[CRM_QUESTION_CODE].type == CRM_VALUE_TEXT ? values[CRM_QUESTION_CODE].text : NULL;
  sqlite3_stmt *statement;
  gint64 n = 0;

  if (code == NULL || values[CRM_QUESTION_VERSION].type != CRM_VALUE_ID || (before != NULL && !before->deleted && crm_value_equal (&values[CRM_QUESTION_CODE], &before->values[CRM_QUESTION_CODE])))
    return TRUE;
  if (!is_code (code))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no code. A code is a letter, then letters, digits and underscores, such as q1 or delivery."), code);
      return FALSE;
    }
  if (!is_checked (context))
    return TRUE;
  statement = crm_connection_prepare_static (context->connection, sql, error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &values[CRM_QUESTION_VERSION].id);
  sqlite3_bind_text (statement, 2, code, -1, SQLITE_TRANSIENT);
  crm_statement_bind_id (statement, 3, before != NULL ? &before->id : NULL);
  if (crm_connection_next (context->connection, statement, error) > 0)
    n = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  if (n > 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Another question of this survey has the code “%s” already."), code);
  return n == 0;
}

static gboolean
prepare_question (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  const CrmValue *minimum = &values[CRM_QUESTION_MINIMUM], *maximum = &values[CRM_QUESTION_MAXIMUM];

  if (minimum->type == CRM_VALUE_INTEGER && maximum->type == CRM_VALUE_INTEGER && minimum->integer >= maximum->integer)
    return fail (error, _ ("The high end of a scale lies above its low end."));
  return check_owner (context, values, before, CRM_QUESTION_VERSION, response_of_version, error) && check_code (context, values, before, error);
}

static gboolean
remove_question (const CrmRulesContext *context, const CrmRecord *before, GError **error)
{
  return remove_child (context, before, CRM_QUESTION_VERSION, response_of_version, error);
}

static gboolean
prepare_option (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  if (values[CRM_QUESTION_OPTION_AXIS].type == CRM_VALUE_NONE)
    set_text (&values[CRM_QUESTION_OPTION_AXIS], "option");
  return check_owner (context, values, before, CRM_QUESTION_OPTION_QUESTION, response_of_question, error);
}

static gboolean
remove_option (const CrmRulesContext *context, const CrmRecord *before, GError **error)
{
  return remove_child (context, before, CRM_QUESTION_OPTION_QUESTION, response_of_question, error);
}

const CrmRules crm_survey_rules = {
  .prepare = prepare_survey,
  .remove = remove_survey,
  .concern = concern_survey,
  .refresh = crm_survey_facts_refresh,
};
const CrmRules crm_survey_version_rules = { .prepare = prepare_version, .remove = remove_version };
const CrmRules crm_survey_page_rules = { .prepare = prepare_page, .remove = remove_page };
const CrmRules crm_question_rules = { .prepare = prepare_question, .remove = remove_question };
const CrmRules crm_question_option_rules = { .prepare = prepare_option, .remove = remove_option };
