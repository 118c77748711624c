/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an area checks and derives when a record of its kind is written. */

#pragma once

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * CrmRulesContext:
 * @now: microseconds UTC
 * @zone: whose calendar says what day it is
 * @calling_code: the country calling code of phone numbers written without one, such as "86"
 * @han_first: whether names in Han characters stand before names in letters
 * @has_keys: whether a new record brings its hidden keys, made by the same functions on another thread, as an import's do
 * @replays: whether values come back that were derived before, as in an undo: what a change dates is dated already
 * @connection: (nullable): the writer's, for looking up what a rule depends on; %NULL while keys are made anew
 * @edit: (nullable): the edit being written, with the changes pulled so far where it is a stream; %NULL where facts are derived anew
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  const char *calling_code;
  gboolean han_first;
  gboolean has_keys;
  gboolean replays;
  CrmConnection *connection;
  CrmEdit *edit;
} CrmRulesContext;

/**
 * CrmRules:
 * @prepare: (nullable): called on the writer's thread with the complete @values about to be written and the record
 *   @before (%NULL on creation). May change values: derived fields are set here. Returns %FALSE with a %CRM_ERROR_INVALID
 *   for a person to read when the record must not be written.
 * @remove: (nullable): called before a record is deleted. Returns %FALSE with a %CRM_ERROR_INVALID when it must stay.
 * @touch: (nullable): adds to @customers (a set of CrmId *) the customers whose facts or search document depend on the
 *   record, where that is more than the kind's own customer reference says. @searched: whether what changed is in documents.
 * @follow: (nullable): adds to @edit what follows from the record having been written, and becomes part of the same edit. Only for
 *   edits of people: what an import, an undo or another device writes is complete in itself.
 * @concern: (nullable): adds to @ids (a set of CrmId *) the records of its own kind whose facts depend on a record of @kind that was
 *   just written. @before is %NULL on creation; @turned says that it was deleted or brought back. Where a sync creates it, @before is a deleted
 *   record without values at rowid 0: those that name it may be there already.
 * @refresh: (nullable): brings the facts of one record up to date, after all changes of a chunk have been written. Sets @rowid to the
 *   record's, or to 0 where it is not there.
 */
struct _CrmRules
{
  gboolean (*prepare) (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error);
  gboolean (*remove) (const CrmRulesContext *context, const CrmRecord *before, GError **error);
  gboolean (*touch) (CrmConnection *connection, const CrmId *id, const CrmValue *values, gboolean searched, GHashTable *customers, GError **error);
  gboolean (*follow) (const CrmRulesContext *context, const CrmId *id, const CrmValue *values, const CrmRecord *before, CrmEdit *edit, GError **error);
  gboolean (*concern) (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmValue *values, const CrmRecord *before, gboolean turned, GHashTable *ids, GError **error);
  gboolean (*refresh) (const CrmRulesContext *context, const CrmId *id, gint64 *rowid, GError **error);
};

/* Defined in core/customers, core/timeline, core/sales and core/surveys. */
extern const CrmRules crm_customer_rules;
extern const CrmRules crm_person_rules;
extern const CrmRules crm_contact_point_rules;
extern const CrmRules crm_custom_field_rules;
extern const CrmRules crm_custom_value_rules;
extern const CrmRules crm_task_rules;
extern const CrmRules crm_stage_rules;
extern const CrmRules crm_deal_rules;
extern const CrmRules crm_target_rules;
extern const CrmRules crm_exchange_rate_rules;
extern const CrmRules crm_survey_rules;
extern const CrmRules crm_survey_version_rules;
extern const CrmRules crm_survey_page_rules;
extern const CrmRules crm_question_rules;
extern const CrmRules crm_question_option_rules;
extern const CrmRules crm_invitation_rules;
extern const CrmRules crm_response_rules;
extern const CrmRules crm_answer_rules;

G_END_DECLS
