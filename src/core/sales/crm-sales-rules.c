/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the sales area checks, derives and lets follow when its records are written. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/base/crm-error.h"
#include "core/base/crm-text-sort.h"
#include "core/sales/crm-deal-facts.h"
#include "core/schema/crm-schema-sales.h"
#include "core/store/crm-connection.h"

#include <glib/gi18n-lib.h>

static void
set_text (CrmValue *value, const char *text)
{
  crm_value_clear (value);
  *value = crm_value_text (text);
}

static void
set_number (CrmValue *value, gint64 number)
{
  crm_value_clear (value);
  *value = crm_value_integer (number);
}

static gboolean
is_changed (const CrmValue *values, const CrmRecord *before, guint field)
{
  static const CrmValue nothing = { CRM_VALUE_NONE };

  return !crm_value_equal (&values[field], before != NULL ? &before->values[field] : &nothing);
}

static gboolean
check_per_cent (const CrmValue *value, GError **error)
{
  if (value->type != CRM_VALUE_INTEGER || (value->integer >= 0 && value->integer <= 100))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A probability lies between 0 and 100 %."));
  return FALSE;
}

/* ── stages ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
prepare_stage (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  if (values[CRM_STAGE_OUTCOME].type == CRM_VALUE_NONE)
    set_text (&values[CRM_STAGE_OUTCOME], "open");
  if (values[CRM_STAGE_DAY_LIMIT].type == CRM_VALUE_INTEGER && values[CRM_STAGE_DAY_LIMIT].integer < 1)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A limit is at least one day."));
      return FALSE;
    }
  return check_per_cent (&values[CRM_STAGE_PROBABILITY], error);
}

/* A stage that comes to mean something else changes what its deals are. */
static gboolean
follow_stage (const CrmRulesContext *context, const CrmId *id, const CrmValue *values, const CrmRecord *before, CrmEdit *edit, GError **error)
{
  sqlite3_stmt *statement;
  CrmId deal;
  int step;

  if (before == NULL || !is_changed (values, before, CRM_STAGE_OUTCOME))
    return TRUE;
  statement = crm_connection_prepare (context->connection, "SELECT id FROM deal WHERE stage = ? AND deleted = 0", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, id);
  while ((step = crm_connection_next (context->connection, statement, error)) > 0)
    if (crm_statement_read_id (statement, 0, &deal))
      crm_change_set_text (crm_edit_update (edit, &crm_kind_deal, &deal), CRM_DEAL_OUTCOME, values[CRM_STAGE_OUTCOME].text);
  return step == 0;
}

/* ── deals ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_outcome (CrmConnection *connection, const CrmValue *stage, CrmValue *outcome, GError **error)
{
  sqlite3_stmt *statement;
  int step;

  set_text (outcome, "open");
  if (stage->type != CRM_VALUE_ID)
    return TRUE;
  statement = crm_connection_prepare_static (connection, "SELECT outcome FROM stage WHERE id = ? AND deleted = 0", error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &stage->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    set_text (outcome, (const char *)sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return step >= 0;
}

/* A deal closes when it comes to a stage that means so, unless the same edit says when; one that is open again is not closed. */
static void
date_close (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before)
{
  gboolean open = g_strcmp0 (values[CRM_DEAL_OUTCOME].text, "open") == 0;

  if (!is_changed (values, before, CRM_DEAL_OUTCOME) || is_changed (values, before, CRM_DEAL_CLOSED_AT))
    return;
  crm_value_clear (&values[CRM_DEAL_CLOSED_AT]);
  if (!open)
    set_number (&values[CRM_DEAL_CLOSED_AT], context->now);
}

/* The first open stage of a pipeline, for a deal that names none. */
static gboolean
find_first_stage (CrmConnection *connection, const CrmValue *pipeline, CrmValue *stage, GError **error)
{
  static const char sql[] = "SELECT id FROM stage WHERE pipeline = ? AND outcome = 'open' AND deleted = 0 ORDER BY position, rowid LIMIT 1";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;
  CrmId id;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_id (statement, 1, &pipeline->id);
  step = crm_connection_next (connection, statement, error);
  if (step > 0 && crm_statement_read_id (statement, 0, &id))
    *stage = crm_value_id (&id);
  sqlite3_reset (statement);
  return step >= 0;
}

/* What a stage says of a deal is looked up when the deal comes to it; a change of the stage itself is follow_stage()'s. */
static gboolean
derive_from_stage (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  if (before == NULL && values[CRM_DEAL_STAGE].type == CRM_VALUE_NONE && values[CRM_DEAL_PIPELINE].type == CRM_VALUE_ID && !find_first_stage (context->connection, &values[CRM_DEAL_PIPELINE], &values[CRM_DEAL_STAGE], error))
    return FALSE;
  if (values[CRM_DEAL_BEGAN_AT].type == CRM_VALUE_NONE && before == NULL)
    set_number (&values[CRM_DEAL_BEGAN_AT], context->now);
  if (before != NULL && !is_changed (values, before, CRM_DEAL_STAGE))
    return TRUE;
  if (!is_changed (values, before, CRM_DEAL_STAGE_SINCE))
    set_number (&values[CRM_DEAL_STAGE_SINCE], context->now);
  return read_outcome (context->connection, &values[CRM_DEAL_STAGE], &values[CRM_DEAL_OUTCOME], error);
}

static gboolean
prepare_deal (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  g_autofree char *key = NULL;

  if (!check_per_cent (&values[CRM_DEAL_PROBABILITY], error))
    return FALSE;
  if (!context->replays && context->connection != NULL && !derive_from_stage (context, values, before, error))
    return FALSE;
  if (!context->replays)
    date_close (context, values, before);
  if (values[CRM_DEAL_TITLE].type == CRM_VALUE_TEXT)
    key = crm_text_sort_key (values[CRM_DEAL_TITLE].text, CRM_NAME_COMPANY, context->han_first);
  set_text (&values[CRM_DEAL_TITLE_KEY], key);
  return TRUE;
}

/* The stage log: a row for every time a deal comes to a stage. */
static gboolean
follow_deal (const CrmRulesContext *context, const CrmId *id, const CrmValue *values, const CrmRecord *before, CrmEdit *edit, GError **error)
{
  CrmChange *move;

  if (!is_changed (values, before, CRM_DEAL_STAGE))
    return TRUE;
  move = crm_edit_create (edit, &crm_kind_stage_move, NULL);
  crm_change_set_id (move, CRM_STAGE_MOVE_DEAL, id);
  if (before != NULL)
    crm_change_set (move, CRM_STAGE_MOVE_FROM, crm_value_copy (&before->values[CRM_DEAL_STAGE]));
  crm_change_set (move, CRM_STAGE_MOVE_TO, crm_value_copy (&values[CRM_DEAL_STAGE]));
  crm_change_set (move, CRM_STAGE_MOVE_AT, crm_value_copy (&values[CRM_DEAL_STAGE_SINCE]));
  crm_change_set (move, CRM_STAGE_MOVE_AMOUNT, crm_value_copy (&values[CRM_DEAL_AMOUNT]));
  crm_change_set (move, CRM_STAGE_MOVE_EXPECTED_CLOSE, crm_value_copy (&values[CRM_DEAL_EXPECTED_CLOSE]));
  return TRUE;
}

/* ── targets and rates ────────────────────────────────────────────────────────────────────── */

static gboolean
prepare_target (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  if (values[CRM_TARGET_AMOUNT].type != CRM_VALUE_MONEY || values[CRM_TARGET_AMOUNT].money.minor > 0)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A target is more than nothing."));
  return FALSE;
}

static gboolean
prepare_exchange_rate (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error)
{
  static const CrmExchangeRateField codes[] = { CRM_EXCHANGE_RATE_CURRENCY, CRM_EXCHANGE_RATE_HOME };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (values[codes[i]].type == CRM_VALUE_TEXT && !crm_money_is_currency (values[codes[i]].text))
      {
        g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not the code of a currency, such as CNY or EUR."), values[codes[i]].text);
        return FALSE;
      }
  if (values[CRM_EXCHANGE_RATE_UNITS].type == CRM_VALUE_NONE)
    set_number (&values[CRM_EXCHANGE_RATE_UNITS], 1);
  if (values[CRM_EXCHANGE_RATE_UNITS].integer < 1 || (values[CRM_EXCHANGE_RATE_RATE].type == CRM_VALUE_INTEGER && values[CRM_EXCHANGE_RATE_RATE].integer < 1))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("An exchange rate is more than nothing."));
      return FALSE;
    }
  return TRUE;
}

const CrmRules crm_stage_rules = { .prepare = prepare_stage, .follow = follow_stage };
const CrmRules crm_deal_rules = {
  .prepare = prepare_deal,
  .follow = follow_deal,
  .concern = crm_deal_facts_concern,
  .refresh = crm_deal_facts_refresh,
};
const CrmRules crm_target_rules = { .prepare = prepare_target };
const CrmRules crm_exchange_rate_rules = { .prepare = prepare_exchange_rate };
