/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo company's pipelines, exchange rates, targets, score rules and review: what its deals go by. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-sales.h"

#include "core/base/crm-date-time.h"
#include "core/base/crm-decimal.h"
#include "core/base/crm-position.h"
#include "core/demo/crm-demo-maker.h"
#include "core/schema/crm-schema-sales.h"

#include <string.h>

#define RATE_STREAM     (G_GUINT64_CONSTANT (1) << 40)
#define REVIEW_AGO      21
#define TARGET_MONTHS   14
#define TARGET_QUARTERS 6

const CrmDemoPipeline crm_demo_pipelines[CRM_DEMO_N_PIPELINES] = {
  [CRM_DEMO_NEW_BUSINESS] = {
      { "New business", "新客户" },
      5,
      {
          { { "Lead", "线索" }, "open", 10, 14, 6, NULL },
          { { "Qualified", "确认意向" }, "open", 20, 21, 10, NULL },
          { { "Proposal", "方案报价" }, "open", 45, 28, 13, "amount\nexpected_close" },
          { { "Negotiation", "商务谈判" }, "open", 70, 21, 9, NULL },
          { { "Contract", "合同审批" }, "open", 90, 14, 5, NULL },
          { { "Won", "赢单" }, "won", 100, 0, 0, NULL },
          { { "Lost", "输单" }, "lost", 0, 0, 0, NULL },
      } },
  [CRM_DEMO_RENEWALS] = { { "Renewals", "续约" }, 3, {
                                                         { { "Due", "即将到期" }, "open", 60, 45, 20, NULL },
                                                         { { "Offer sent", "已报价" }, "open", 75, 21, 11, NULL },
                                                         { { "Agreed", "口头同意" }, "open", 90, 14, 5, NULL },
                                                         { { "Renewed", "已续约" }, "won", 100, 0, 0, NULL },
                                                         { { "Ended", "未续约" }, "lost", 0, 0, 0, NULL },
                                                     } },
};

/* What banks quote: so many units are about so many yuan. Kronor have none on purpose: a total must say so. */
static const struct
{
  const char *currency;
  int units;
  int millionths;
} rates[] = {
  { "EUR", 1, 7850000 },
  { "USD", 1, 7180000 },
  { "GBP", 1, 9120000 },
  { "JPY", 100, 4830000 },
};

static const int krona_rate = 6700;

int
crm_demo_find_rate (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    if (strcmp (rates[i].currency, currency) == 0)
      return rates[i].millionths / rates[i].units / 100;
  return strcmp (currency, "SEK") == 0 ? krona_rate : 10000;
}

/* ── pipelines ────────────────────────────────────────────────────────────────────────────── */

static void
add_stage (CrmDemoMaker *self, CrmEdit *edit, guint pipeline, guint number, const char *position)
{
  const CrmDemoStage *stage = &crm_demo_pipelines[pipeline].stages[number];
  CrmId of = crm_demo_maker_make_id (self, "pipeline", pipeline, 0);
  CrmId id = crm_demo_maker_make_id (self, "stage", pipeline, number);
  CrmChange *change = crm_edit_create (edit, &crm_kind_stage, &id);

  crm_change_set_id (change, CRM_STAGE_PIPELINE, &of);
  crm_change_set_text (change, CRM_STAGE_NAME, stage->names[self->is_chinese_office]);
  crm_change_set_text (change, CRM_STAGE_POSITION, position);
  crm_change_set_integer (change, CRM_STAGE_PROBABILITY, stage->probability);
  crm_change_set_text (change, CRM_STAGE_OUTCOME, stage->outcome);
  if (stage->day_limit > 0)
    crm_change_set_integer (change, CRM_STAGE_DAY_LIMIT, stage->day_limit);
  if (stage->requirements != NULL)
    crm_change_set_text (change, CRM_STAGE_REQUIREMENTS, stage->requirements);
}

static void
add_pipelines (CrmDemoMaker *self, CrmEdit *edit)
{
  g_autofree char *place = NULL;

  for (guint i = 0; i < CRM_DEMO_N_PIPELINES; i++)
    {
      CrmId id = crm_demo_maker_make_id (self, "pipeline", i, 0);
      CrmChange *change = crm_edit_create (edit, &crm_kind_pipeline, &id);
      g_autofree char *next = crm_position_between (place, NULL);
      g_autofree char *position = NULL;

      crm_change_set_text (change, CRM_PIPELINE_NAME, crm_demo_pipelines[i].names[self->is_chinese_office]);
      crm_change_set_text (change, CRM_PIPELINE_POSITION, next);
      for (guint stage = 0; stage < crm_demo_pipelines[i].n_open + 2; stage++)
        {
          char *after = crm_position_between (position, NULL);

          g_free (position);
          position = after;
          add_stage (self, edit, i, stage, position);
        }
      g_set_str (&place, next);
    }
}

/* ── rates ────────────────────────────────────────────────────────────────────────────────── */

static CrmDate
get_month (const CrmDemoMaker *self, int months)
{
  CrmDate first = crm_date_make (crm_date_get_year (self->today), crm_date_get_month (self->today), 1);

  return crm_date_add_months (first, months);
}

static void
add_rate (CrmDemoMaker *self, CrmEdit *edit, guint currency, int months_ago, gint64 millionths)
{
  CrmId id = crm_demo_maker_make_id (self, "rate", currency, (guint)months_ago);
  CrmChange *change = crm_edit_create (edit, &crm_kind_exchange_rate, &id);

  crm_change_set_text (change, CRM_EXCHANGE_RATE_CURRENCY, rates[currency].currency);
  crm_change_set_integer (change, CRM_EXCHANGE_RATE_UNITS, rates[currency].units);
  crm_change_set_text (change, CRM_EXCHANGE_RATE_HOME, "CNY");
  crm_change_set_integer (change, CRM_EXCHANGE_RATE_RATE, millionths / 100 * 100);
  crm_change_set_integer (change, CRM_EXCHANGE_RATE_DATE, get_month (self, -months_ago));
}

/* Each month a little up or down from the month before. */
static void
add_rates (CrmDemoMaker *self, CrmEdit *edit)
{
  CrmDemoRandom random;

  crm_demo_random_init (&random, self->seed, RATE_STREAM);
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      gint64 millionths = rates[i].millionths;

      for (int month = CRM_DEMO_DEAL_MONTHS + 1; month >= 0; month--)
        {
          millionths += millionths * crm_demo_random_between (&random, -9, 9) / 1000;
          add_rate (self, edit, i, month, millionths);
        }
    }
}

/* ── targets ──────────────────────────────────────────────────────────────────────────────── */

static void
add_target (CrmDemoMaker *self, CrmEdit *edit, guint number, int owner, const char *length, CrmDate start, gint64 yuan)
{
  CrmId id = crm_demo_maker_make_id (self, "target", (guint)(owner + 1), number);
  CrmChange *change = crm_edit_create (edit, &crm_kind_target, &id);

  if (owner >= 0)
    crm_change_set_id (change, CRM_TARGET_OWNER, &self->users[owner]);
  crm_change_set_integer (change, CRM_TARGET_START, start);
  crm_change_set_text (change, CRM_TARGET_LENGTH, length);
  crm_change_set_money (change, CRM_TARGET_AMOUNT, (CrmMoney){ MAX (yuan, 1000) / 1000 * 1000 * 100, "CNY" });
}

/* What customers bring in a month, in yuan, grows with how many there are; so does what is asked for. */
static void
add_targets (CrmDemoMaker *self, CrmEdit *edit)
{
  static const int shares[CRM_DEMO_N_USERS] = { 36, 22, 22, 20 };
  static const int yuan_of_customer = 1700;
  gint64 month = (gint64)self->n_customers * yuan_of_customer;
  int quarter = (crm_date_get_month (self->today) - 1) % 3;

  for (int owner = 0; owner < CRM_DEMO_N_USERS; owner++)
    for (int i = 0; i < TARGET_MONTHS; i++)
      add_target (self, edit, (guint)i, owner, "month", get_month (self, i - TARGET_MONTHS + 3), month * shares[owner] / 100 * (90 + i * 2) / 100);
  for (int i = 0; i < TARGET_QUARTERS; i++)
    add_target (self, edit, (guint)i, -1, "quarter", get_month (self, -quarter + 3 * (i - TARGET_QUARTERS + 2)), month * 3 * (90 + i * 4) / 100);
}

/* ── what else there is ───────────────────────────────────────────────────────────────────── */

static void
add_score_rules (CrmDemoMaker *self, CrmEdit *edit)
{
  static const struct
  {
    const char *field;
    const char *operation;
    const char *value;
    int points;
  } rules[] = {
    { "deal.source", "is", "referral", 25 },
    { "deal.source", "is", "cold-call", -10 },
    { "deal.amount", "at-least", "50000", 15 },
    { "deal.expected_close", "filled", NULL, 10 },
    { "deal.competitor", "filled", NULL, -10 },
    { "customer.type", "is", "company", 10 },
  };
  g_autofree char *position = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      CrmId id = crm_demo_maker_make_id (self, "rule", i, 0);
      CrmChange *change = crm_edit_create (edit, &crm_kind_score_rule, &id);
      char *next = crm_position_between (position, NULL);

      g_free (position);
      position = next;
      crm_change_set_text (change, CRM_SCORE_RULE_FIELD, rules[i].field);
      crm_change_set_text (change, CRM_SCORE_RULE_OPERATOR, rules[i].operation);
      crm_change_set_text (change, CRM_SCORE_RULE_VALUE, rules[i].value);
      crm_change_set_integer (change, CRM_SCORE_RULE_POINTS, rules[i].points);
      crm_change_set_text (change, CRM_SCORE_RULE_POSITION, position);
    }
}

static void
add_review (CrmDemoMaker *self, CrmEdit *edit)
{
  CrmId id = crm_demo_maker_make_id (self, "review", 0, 0);
  CrmChange *change = crm_edit_create (edit, &crm_kind_review, &id);
  CrmDate date = crm_demo_maker_get_day (self, REVIEW_AGO);

  while (crm_date_get_weekday (date) != 1)
    date = crm_date_add_days (date, -1);
  crm_change_set_integer (change, CRM_REVIEW_AT, crm_date_time_from_local (date, 9 * 3600 + 1800, self->zone));
  crm_change_set_id (change, CRM_REVIEW_REVIEWER, &self->users[0]);
  crm_change_set_text (change, CRM_REVIEW_NOTE, self->is_chinese_office ? "报价阶段积压，下周逐一跟进。" : "Proposals pile up; each gets a call by the end of the week.");
}

void
crm_demo_add_sales (CrmDemoMaker *maker, CrmEdit *edit)
{
  add_pipelines (maker, edit);
  add_rates (maker, edit);
  add_targets (maker, edit);
  add_score_rules (maker, edit);
  add_review (maker, edit);
}
