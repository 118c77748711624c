/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an open deal asks for somebody: its next step, and how long it has been where it is. Pure; any thread. */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

/**
 * CrmDealStep:
 * @CRM_DEAL_STEP_OVERDUE: a task of it was due before today
 * @CRM_DEAL_STEP_NONE: no task with a date is open
 * @CRM_DEAL_STEP_TODAY: the next task is due today
 * @CRM_DEAL_STEP_PLANNED: the next task is due later
 */
typedef enum
{
  CRM_DEAL_STEP_OVERDUE,
  CRM_DEAL_STEP_NONE,
  CRM_DEAL_STEP_TODAY,
  CRM_DEAL_STEP_PLANNED,
} CrmDealStep;

/**
 * CrmToday:
 * @now: microseconds UTC
 * @begin: the midnight before it, where the office is
 * @end: the midnight after it
 */
typedef struct
{
  gint64 now;
  gint64 begin;
  gint64 end;
} CrmToday;

/**
 * CrmDealAttention:
 * @step: how its next step stands
 * @days: whole days it has been in its stage; 0 where that is not known, or in the future
 * @days_over: by how many whole days that is more than the stage's limit; 0 within it
 */
typedef struct
{
  CrmDealStep step;
  int days;
  int days_over;
} CrmDealAttention;

/* The day of @now in @zone. */
void crm_today_init (CrmToday *self, gint64 now, GTimeZone *zone);

/**
 * crm_deal_attention_find:
 * @next_step: when its next task is due, microseconds UTC; 0 for none
 * @stage_since: when it came to its stage, microseconds UTC; 0 where that is not known
 * @day_limit: of the stage; 0 for none
 */
void crm_deal_attention_find (CrmDealAttention *self, gint64 next_step, gint64 stage_since, int day_limit, const CrmToday *today);

/**
 * crm_deal_attention_rank:
 *
 * Returns: where it belongs in a column, the least first: a step overdue, none, over its stage's limit, a step due today, all others. Equal
 *   ones go by their expected close.
 */
guint crm_deal_attention_rank (const CrmDealAttention *self);

G_END_DECLS
