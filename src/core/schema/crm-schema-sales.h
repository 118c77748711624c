/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sales area's kinds: pipeline, stage, deal, its people and moves, target, exchange rate, review, rule of a lead's score. */

#pragma once

#include "core/base/crm-id.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_PIPELINE_NAME,
  CRM_PIPELINE_POSITION, /* crm_position_between() */
  CRM_PIPELINE_N_FIELDS
} CrmPipelineField;

/* Probability in per cent; the days after which a deal has been here too long; the fields of a deal, by permanent name and a
   line each, that must be filled before it comes here. */
typedef enum
{
  CRM_STAGE_PIPELINE,
  CRM_STAGE_NAME,
  CRM_STAGE_POSITION,
  CRM_STAGE_PROBABILITY,
  CRM_STAGE_DAY_LIMIT,
  CRM_STAGE_REQUIREMENTS,
  CRM_STAGE_OUTCOME,
  CRM_STAGE_N_FIELDS
} CrmStageField;

typedef enum
{
  CRM_DEAL_TITLE,
  CRM_DEAL_CUSTOMER,
  CRM_DEAL_PIPELINE,
  CRM_DEAL_STAGE,
  CRM_DEAL_AMOUNT,
  CRM_DEAL_PROBABILITY, /* per cent, set by hand; nothing: the stage's */
  CRM_DEAL_CATEGORY,
  CRM_DEAL_EXPECTED_CLOSE,
  CRM_DEAL_OWNER,
  CRM_DEAL_SOURCE,
  CRM_DEAL_CAMPAIGN,
  CRM_DEAL_CHANNEL,
  CRM_DEAL_REFERRER,
  CRM_DEAL_COMPETITOR,
  CRM_DEAL_DRIVERS, /* a line each */
  CRM_DEAL_NEEDS,
  CRM_DEAL_RECURRING,
  CRM_DEAL_RECURRING_PERIOD,
  CRM_DEAL_LOST_REASON,
  CRM_DEAL_LOST_DETAIL,
  CRM_DEAL_NOTE,
  CRM_DEAL_EXTERNAL_ID,
  CRM_DEAL_BEGAN_AT,
  CRM_DEAL_STAGE_SINCE,
  CRM_DEAL_CLOSED_AT,
  CRM_DEAL_OUTCOME, /* that of its stage */
  CRM_DEAL_TITLE_KEY,
  CRM_DEAL_CUSTOMER_NAME,
  CRM_DEAL_CUSTOMER_KEY,
  CRM_DEAL_CUSTOMER_DELETED,
  CRM_DEAL_LAST_ACTIVITY,
  CRM_DEAL_NEXT_STEP,
  CRM_DEAL_NEXT_STEP_TITLE,
  CRM_DEAL_N_FIELDS
} CrmDealField;

/* A person who has a part in a deal. Its id is hashed from both, so two devices make the same row. */
typedef enum
{
  CRM_DEAL_PERSON_DEAL,
  CRM_DEAL_PERSON_PERSON,
  CRM_DEAL_PERSON_ROLE,
  CRM_DEAL_PERSON_N_FIELDS
} CrmDealPersonField;

/* The stage log: a row for each time a deal came to a stage. The store writes it with every move a person makes; whoever writes
   deals in bulk (an import, the demo company) writes their log too. */
typedef enum
{
  CRM_STAGE_MOVE_DEAL,
  CRM_STAGE_MOVE_FROM, /* nothing at the deal's beginning */
  CRM_STAGE_MOVE_TO,
  CRM_STAGE_MOVE_AT,
  CRM_STAGE_MOVE_AMOUNT,
  CRM_STAGE_MOVE_EXPECTED_CLOSE, /* as it was then */
  CRM_STAGE_MOVE_N_FIELDS
} CrmStageMoveField;

/* What shall be won in a period: by one person, by a team, or by all. */
typedef enum
{
  CRM_TARGET_OWNER,
  CRM_TARGET_TEAM,
  CRM_TARGET_PIPELINE,
  CRM_TARGET_START,
  CRM_TARGET_LENGTH,
  CRM_TARGET_AMOUNT,
  CRM_TARGET_N_FIELDS
} CrmTargetField;

/* From a day on, that many units of one currency are worth that much of another, as banks quote it: 100 JPY = 4.85 CNY. */
typedef enum
{
  CRM_EXCHANGE_RATE_CURRENCY,
  CRM_EXCHANGE_RATE_UNITS,
  CRM_EXCHANGE_RATE_HOME,
  CRM_EXCHANGE_RATE_RATE,
  CRM_EXCHANGE_RATE_DATE,
  CRM_EXCHANGE_RATE_N_FIELDS
} CrmExchangeRateField;

/* A meeting in which the deals were gone through: the next one asks what changed since. */
typedef enum
{
  CRM_REVIEW_PIPELINE,
  CRM_REVIEW_AT,
  CRM_REVIEW_REVIEWER,
  CRM_REVIEW_NOTE,
  CRM_REVIEW_N_FIELDS
} CrmReviewField;

/* Points a lead gets where a field of the deal or its customer ("deal.source") is as the rule says. */
typedef enum
{
  CRM_SCORE_RULE_FIELD,
  CRM_SCORE_RULE_OPERATOR,
  CRM_SCORE_RULE_VALUE,
  CRM_SCORE_RULE_POINTS,
  CRM_SCORE_RULE_POSITION,
  CRM_SCORE_RULE_N_FIELDS
} CrmScoreRuleField;

extern const CrmKind crm_kind_pipeline;
extern const CrmKind crm_kind_stage;
extern const CrmKind crm_kind_deal;
extern const CrmKind crm_kind_deal_person;
extern const CrmKind crm_kind_stage_move;
extern const CrmKind crm_kind_target;
extern const CrmKind crm_kind_exchange_rate;
extern const CrmKind crm_kind_review;
extern const CrmKind crm_kind_score_rule;

/* The id of what says that @person has a part in @deal: the same on every device. */
CrmId crm_deal_person_make_id (const CrmId *deal, const CrmId *person);

G_END_DECLS
