/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sales area's kinds: pipeline, stage, deal, its people and moves, target, exchange rate, review, rule of a lead's score. */

#include "config.h"

#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-rules.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

static const CrmChoice outcomes[] = {
  { "open", NC_ ("choice", "Open") },
  { "won", NC_ ("choice", "Closed won") },
  { "lost", NC_ ("choice", "Closed lost") },
  { NULL },
};

static const CrmChoice categories[] = {
  { "committed", NC_ ("choice", "Committed") },
  { "best-case", NC_ ("choice", "Best case") },
  { "pipeline", NC_ ("choice", "Pipeline") },
  { "omitted", NC_ ("choice", "Left out") },
  { NULL },
};

static const CrmChoice recurring_periods[] = {
  { "month", NC_ ("choice", "a month") },
  { "quarter", NC_ ("choice", "a quarter") },
  { "year", NC_ ("choice", "a year") },
  { NULL },
};

/* An office may write a reason of its own; it then stands in its own words. */
static const CrmChoice lost_reasons[] = {
  { "price", NC_ ("choice", "Price") },
  { "competitor", NC_ ("choice", "Chose a competitor") },
  { "no-budget", NC_ ("choice", "No budget") },
  { "no-need", NC_ ("choice", "No need any more") },
  { "timing", NC_ ("choice", "Not now") },
  { "product", NC_ ("choice", "Product does not fit") },
  { "service", NC_ ("choice", "Delivery or service") },
  { "no-answer", NC_ ("choice", "No answer any more") },
  { "duplicate", NC_ ("choice", "Entered twice") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

static const CrmChoice target_lengths[] = {
  { "month", NC_ ("choice", "Month") },
  { "quarter", NC_ ("choice", "Quarter") },
  { "year", NC_ ("choice", "Year") },
  { NULL },
};

static const CrmChoice rule_operators[] = {
  { "is", NC_ ("choice", "is") },
  { "is-not", NC_ ("choice", "is not") },
  { "at-least", NC_ ("choice", "is at least") },
  { "at-most", NC_ ("choice", "is at most") },
  { "contains", NC_ ("choice", "contains") },
  { "filled", NC_ ("choice", "is filled in") },
  { "empty", NC_ ("choice", "is empty") },
  { NULL },
};

static const CrmField pipeline_fields[CRM_PIPELINE_N_FIELDS] = {
  [CRM_PIPELINE_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_PIPELINE_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
};

static const CrmField stage_fields[CRM_STAGE_N_FIELDS] = {
  [CRM_STAGE_PIPELINE] = { "pipeline", N_ ("Pipeline"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_PIPELINE },
  [CRM_STAGE_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_STAGE_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
  [CRM_STAGE_PROBABILITY] = { "probability", N_ ("Probability"), NULL, CRM_TYPE_INTEGER },
  [CRM_STAGE_DAY_LIMIT] = { "day_limit", N_ ("Limit in days"), NULL, CRM_TYPE_INTEGER },
  [CRM_STAGE_REQUIREMENTS] = { "requirements", N_ ("Must be filled in"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_STAGE_OUTCOME] = { "outcome", N_ ("Outcome"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = outcomes },
};

static const CrmField deal_fields[CRM_DEAL_N_FIELDS] = {
  [CRM_DEAL_TITLE] = { "title", N_ ("Deal"), N_ ("Deal"), CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_DEAL_CUSTOMER] = { "customer", N_ ("Customer"), N_ ("Deal"), CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_CUSTOMER },
  [CRM_DEAL_PIPELINE] = { "pipeline", N_ ("Pipeline"), N_ ("Deal"), CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_PIPELINE },
  [CRM_DEAL_STAGE] = { "stage", N_ ("Stage"), N_ ("Deal"), CRM_TYPE_REFERENCE, .refers = CRM_KIND_STAGE },
  [CRM_DEAL_AMOUNT] = { "amount", N_ ("Amount"), N_ ("Deal"), CRM_TYPE_MONEY },
  [CRM_DEAL_PROBABILITY] = { "probability", N_ ("Probability"), N_ ("Forecast"), CRM_TYPE_INTEGER },
  [CRM_DEAL_CATEGORY] = { "category", N_ ("Forecast category"), N_ ("Forecast"), CRM_TYPE_CHOICE, .choices = categories },
  [CRM_DEAL_EXPECTED_CLOSE] = { "expected_close", N_ ("Expected close"), N_ ("Forecast"), CRM_TYPE_DATE },
  [CRM_DEAL_OWNER] = { "owner", N_ ("Owner"), N_ ("Deal"), CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_DEAL_SOURCE] = { "source", N_ ("Source"), N_ ("Origin"), CRM_TYPE_CHOICE, .choices = crm_choices_source },
  [CRM_DEAL_CAMPAIGN] = { "campaign", N_ ("Campaign"), N_ ("Origin"), CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_DEAL_CHANNEL] = { "channel", N_ ("Channel"), N_ ("Origin"), CRM_TYPE_CHOICE, .choices = crm_choices_channel },
  [CRM_DEAL_REFERRER] = { "referrer", N_ ("Referred by"), N_ ("Origin"), CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_DEAL_COMPETITOR] = { "competitor", N_ ("Competitor"), N_ ("Why"), CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_DEAL_DRIVERS] = { "drivers", N_ ("Buying drivers"), N_ ("Why"), CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_DEAL_NEEDS] = { "needs", N_ ("Needs"), N_ ("Why"), CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_DEAL_RECURRING] = { "recurring", N_ ("Recurring amount"), N_ ("Forecast"), CRM_TYPE_MONEY },
  [CRM_DEAL_RECURRING_PERIOD] = { "recurring_period", N_ ("Recurs"), N_ ("Forecast"), CRM_TYPE_CHOICE, .choices = recurring_periods },
  [CRM_DEAL_LOST_REASON] = { "lost_reason", N_ ("Reason lost"), N_ ("Why"), CRM_TYPE_CHOICE, .choices = lost_reasons },
  [CRM_DEAL_LOST_DETAIL] = { "lost_detail", N_ ("Loss in detail"), N_ ("Why"), CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_DEAL_NOTE] = { "note", N_ ("Note"), N_ ("Why"), CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_DEAL_EXTERNAL_ID] = { "external_id", N_ ("Id elsewhere"), N_ ("Origin"), CRM_TYPE_TEXT },
  [CRM_DEAL_BEGAN_AT] = { "began_at", N_ ("Began"), N_ ("Deal"), CRM_TYPE_TIME },
  [CRM_DEAL_STAGE_SINCE] = { "stage_since", N_ ("In stage since"), N_ ("Deal"), CRM_TYPE_TIME, CRM_FIELD_INTERNAL },
  [CRM_DEAL_CLOSED_AT] = { "closed_at", N_ ("Closed"), N_ ("Deal"), CRM_TYPE_TIME },
  [CRM_DEAL_OUTCOME] = { "outcome", N_ ("Outcome"), N_ ("Deal"), CRM_TYPE_CHOICE, CRM_FIELD_INTERNAL, .choices = outcomes },
  [CRM_DEAL_TITLE_KEY] = { "title_key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
  [CRM_DEAL_CUSTOMER_NAME] = { "customer_name", N_ ("Customer"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_INTERNAL },
  [CRM_DEAL_CUSTOMER_KEY] = { "customer_key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
  [CRM_DEAL_CUSTOMER_DELETED] = { "customer_deleted", "", NULL, CRM_TYPE_BOOLEAN, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
  [CRM_DEAL_LAST_ACTIVITY] = { "last_activity", N_ ("Last activity"), NULL, CRM_TYPE_TIME, CRM_FIELD_FACT },
  [CRM_DEAL_NEXT_STEP] = { "next_step", N_ ("Next step"), NULL, CRM_TYPE_TIME, CRM_FIELD_FACT },
  [CRM_DEAL_NEXT_STEP_TITLE] = { "next_step_title", N_ ("What comes next"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT },
};

static const CrmField deal_person_fields[CRM_DEAL_PERSON_N_FIELDS] = {
  [CRM_DEAL_PERSON_DEAL] = { "deal", N_ ("Deal"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_DEAL },
  [CRM_DEAL_PERSON_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_PERSON },
  [CRM_DEAL_PERSON_ROLE] = { "role", N_ ("Role"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_buying_role },
};

static const CrmField stage_move_fields[CRM_STAGE_MOVE_N_FIELDS] = {
  [CRM_STAGE_MOVE_DEAL] = { "deal", N_ ("Deal"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_DEAL },
  [CRM_STAGE_MOVE_FROM] = { "from_stage", N_ ("From"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_STAGE },
  [CRM_STAGE_MOVE_TO] = { "to_stage", N_ ("To"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_STAGE },
  [CRM_STAGE_MOVE_AT] = { "at", N_ ("Date"), NULL, CRM_TYPE_TIME, CRM_FIELD_REQUIRED },
  [CRM_STAGE_MOVE_AMOUNT] = { "amount", N_ ("Amount"), NULL, CRM_TYPE_MONEY },
  [CRM_STAGE_MOVE_EXPECTED_CLOSE] = { "expected_close", N_ ("Expected close"), NULL, CRM_TYPE_DATE },
};

static const CrmField target_fields[CRM_TARGET_N_FIELDS] = {
  [CRM_TARGET_OWNER] = { "owner", N_ ("For"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_TARGET_TEAM] = { "team", N_ ("Team"), NULL, CRM_TYPE_TEXT },
  [CRM_TARGET_PIPELINE] = { "pipeline", N_ ("Pipeline"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PIPELINE },
  [CRM_TARGET_START] = { "start", N_ ("From"), NULL, CRM_TYPE_DATE, CRM_FIELD_REQUIRED },
  [CRM_TARGET_LENGTH] = { "length", N_ ("Period"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = target_lengths },
  [CRM_TARGET_AMOUNT] = { "amount", N_ ("Target"), NULL, CRM_TYPE_MONEY, CRM_FIELD_REQUIRED },
};

static const CrmField exchange_rate_fields[CRM_EXCHANGE_RATE_N_FIELDS] = {
  [CRM_EXCHANGE_RATE_CURRENCY] = { "currency", N_ ("Currency"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_EXCHANGE_RATE_UNITS] = { "units", N_ ("Units"), NULL, CRM_TYPE_INTEGER },
  [CRM_EXCHANGE_RATE_HOME] = { "home", N_ ("Own currency"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_EXCHANGE_RATE_RATE] = { "rate", N_ ("Rate"), NULL, CRM_TYPE_DECIMAL, CRM_FIELD_REQUIRED },
  [CRM_EXCHANGE_RATE_DATE] = { "date", N_ ("From"), NULL, CRM_TYPE_DATE, CRM_FIELD_REQUIRED },
};

static const CrmField review_fields[CRM_REVIEW_N_FIELDS] = {
  [CRM_REVIEW_PIPELINE] = { "pipeline", N_ ("Pipeline"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PIPELINE },
  [CRM_REVIEW_AT] = { "at", N_ ("Date"), NULL, CRM_TYPE_TIME, CRM_FIELD_REQUIRED },
  [CRM_REVIEW_REVIEWER] = { "reviewer", N_ ("By"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_REVIEW_NOTE] = { "note", N_ ("Note"), NULL, CRM_TYPE_LONG_TEXT },
};

static const CrmField score_rule_fields[CRM_SCORE_RULE_N_FIELDS] = {
  [CRM_SCORE_RULE_FIELD] = { "field", N_ ("Field"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_SCORE_RULE_OPERATOR] = { "operator", N_ ("Condition"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = rule_operators },
  [CRM_SCORE_RULE_VALUE] = { "value", N_ ("Value"), NULL, CRM_TYPE_TEXT },
  [CRM_SCORE_RULE_POINTS] = { "points", N_ ("Points"), NULL, CRM_TYPE_INTEGER, CRM_FIELD_REQUIRED },
  [CRM_SCORE_RULE_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
};

const CrmKind crm_kind_pipeline = {
  CRM_KIND_PIPELINE,
  "pipeline",
  N_ ("Pipeline"),
  pipeline_fields,
  CRM_PIPELINE_N_FIELDS,
  .title = CRM_PIPELINE_NAME,
  .customer = -1,
};

const CrmKind crm_kind_stage = {
  CRM_KIND_STAGE,
  "stage",
  N_ ("Stage"),
  stage_fields,
  CRM_STAGE_N_FIELDS,
  .title = CRM_STAGE_NAME,
  .customer = -1,
  .rules = &crm_stage_rules,
};

const CrmKind crm_kind_deal = {
  CRM_KIND_DEAL,
  "deal",
  N_ ("Deal"),
  deal_fields,
  CRM_DEAL_N_FIELDS,
  .title = CRM_DEAL_TITLE,
  .customer = CRM_DEAL_CUSTOMER,
  .rules = &crm_deal_rules,
};

const CrmKind crm_kind_deal_person = {
  CRM_KIND_DEAL_PERSON,
  "deal_person",
  N_ ("Person of a deal"),
  deal_person_fields,
  CRM_DEAL_PERSON_N_FIELDS,
  .title = -1,
  .customer = -1,
};

const CrmKind crm_kind_stage_move = {
  CRM_KIND_STAGE_MOVE,
  "stage_move",
  N_ ("Move of a deal"),
  stage_move_fields,
  CRM_STAGE_MOVE_N_FIELDS,
  .title = -1,
  .customer = -1,
};

const CrmKind crm_kind_target = {
  CRM_KIND_TARGET,
  "target",
  N_ ("Target"),
  target_fields,
  CRM_TARGET_N_FIELDS,
  .title = -1,
  .customer = -1,
  .rules = &crm_target_rules,
};

const CrmKind crm_kind_exchange_rate = {
  CRM_KIND_EXCHANGE_RATE,
  "exchange_rate",
  N_ ("Exchange rate"),
  exchange_rate_fields,
  CRM_EXCHANGE_RATE_N_FIELDS,
  .title = -1,
  .customer = -1,
  .rules = &crm_exchange_rate_rules,
};

const CrmKind crm_kind_review = {
  CRM_KIND_REVIEW,
  "review",
  N_ ("Review"),
  review_fields,
  CRM_REVIEW_N_FIELDS,
  .title = -1,
  .customer = -1,
};

const CrmKind crm_kind_score_rule = {
  CRM_KIND_SCORE_RULE,
  "score_rule",
  N_ ("Score rule"),
  score_rule_fields,
  CRM_SCORE_RULE_N_FIELDS,
  .title = -1,
  .customer = -1,
};

CrmId
crm_deal_person_make_id (const CrmId *deal, const CrmId *person)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return crm_id_from_name (deal, crm_id_format (person, text));
}
