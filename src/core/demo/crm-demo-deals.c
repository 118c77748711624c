/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the demo company sold to a customer, or did not: deals that fit the customer's story, with every move. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-maker.h"
#include "core/demo/crm-demo-way.h"

#include "core/schema/crm-schema-sales.h"

#include <string.h>

#define DEAL_STREAM    2
#define OLDEST_AGO     (CRM_DEMO_DEAL_MONTHS * 30)
#define PUSHED_PERCENT 28
#define FIRST_DAYS     60 /* in which old customers' first deals begin */

#define FIRST_DEAL_OF_COMPANY    70 /* in percent of customers whose story asks for one */
#define FIRST_DEAL_OF_INDIVIDUAL 40

/* One deal while it is made. */
typedef struct
{
  CrmDemoCustomer *customer;
  CrmDemoRandom *random;
  guint number;
  const char *source;
  const char *competitor;
  gint64 amount_percent;
  CrmDate expected; /* or CRM_DATE_NONE */
  CrmDemoWay way;
} Deal;

static const CrmDemoPipeline *
get_pipeline (const Deal *self)
{
  return &crm_demo_pipelines[self->way.pipeline];
}

static gboolean
is_open (const Deal *self)
{
  return crm_demo_way_is_open (&self->way);
}

/* ── how likely ───────────────────────────────────────────────────────────────────────────── */

static int
judge_source (const char *source)
{
  static const struct
  {
    const char *source;
    int percent;
  } sources[] = { { "referral", 21 }, { "partner", 12 }, { "trade-fair", 5 }, { "walk-in", 4 }, { "web", -5 }, { "advertising", -9 }, { "cold-call", -15 } };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    if (strcmp (sources[i].source, source) == 0)
      return sources[i].percent;
  return 0;
}

/* Who sells, where it came from, who else offers and how much it is: what figures should find again. */
static guint
judge (const Deal *self)
{
  static const int owners[CRM_DEMO_N_USERS] = { 6, 0, 9, -10 };
  int percent = self->way.pipeline == CRM_DEMO_RENEWALS ? 66 : 27;

  percent += judge_source (self->source) + owners[self->way.owner];
  percent -= self->competitor != NULL ? 13 : 0;
  percent -= self->amount_percent > 300 ? 8 : 0;
  return (guint)CLAMP (percent, 5, 95);
}

/* ── money and dates ──────────────────────────────────────────────────────────────────────── */

static const char *
draw_currency (const Deal *self)
{
  const CrmDemoCustomer *customer = self->customer;
  guint point = crm_demo_random_below (self->random, 100);

  if (customer->sketch->is_chinese)
    return point < 90 || !customer->sketch->is_company ? "CNY" : point < 96 ? "USD"
                                                                            : "JPY";
  return point < 22 ? "CNY" : customer->amount.currency;
}

/* Many small, few large: the tenth of them brings as much as the rest. */
static gint64
draw_percent (Deal *self)
{
  static const int percents[] = { 45, 60, 70, 80, 90, 100, 115, 130, 150, 180, 220, 280, 380, 550, 900, 1600 };

  return percents[crm_demo_random_below (self->random, G_N_ELEMENTS (percents))] * crm_demo_random_between (self->random, 85, 118) / 100;
}

static gint64
round_minor (gint64 minor, gint64 unit)
{
  gint64 step = unit;

  while (minor / step >= 1000)
    step *= 10;
  return MAX (minor / step, 1) * step;
}

static CrmMoney
draw_amount (Deal *self)
{
  const CrmMoney *usual = &self->customer->amount;
  const char *currency = draw_currency (self);
  gint64 minor = usual->minor * self->amount_percent / 100;
  CrmMoney money = { 0 };

  if (strcmp (currency, usual->currency) != 0)
    minor = minor * crm_demo_find_rate (usual->currency) / crm_demo_find_rate (currency) / (crm_money_exponent (currency) == 0 ? 100 : 1);
  memcpy (money.currency, currency, sizeof money.currency);
  money.minor = round_minor (minor, crm_money_exponent (currency) == 0 ? 1 : 100);
  return money;
}

static CrmDate
draw_expected_close (Deal *self)
{
  const CrmDemoWay *way = &self->way;
  const CrmDemoMaker *maker = self->customer->maker;
  int slip = crm_demo_random_between (self->random, -6, 9), overdue = crm_demo_random_between (self->random, 1, 30);

  if (!is_open (self))
    return crm_date_add_days (crm_demo_maker_get_day (maker, way->ago[way->n - 1] / 100), -MAX (slip, 0));
  if (crm_demo_random_chance (self->random, 14))
    return crm_demo_maker_get_day (maker, MIN (overdue, way->ago[0] / 100 + 1));
  return crm_date_add_days (maker->today, crm_demo_random_between (self->random, 2, way->stages[way->n - 1] >= 2 ? 45 : 110));
}

/* ── the record ───────────────────────────────────────────────────────────────────────────── */

static const CrmDemoLine *
pick (Deal *self, const char *section, const char *part)
{
  const CrmDemoList *list = crm_demo_words_find (self->customer->sketch->words, section, part);

  return list != NULL ? crm_demo_list_pick (list, self->random) : NULL;
}

static void
set_filled (Deal *self, CrmChange *change, guint field, const CrmDemoLine *line)
{
  g_autoptr (GString) text = g_string_new (NULL);

  crm_demo_fill (text, line->columns[0], (const char *const *)self->customer->slots);
  crm_change_set_text (change, field, text->str);
}

/* One line after the other, so that no customer has two deals of one title. */
static void
set_title (Deal *self, CrmChange *change)
{
  const CrmDemoCustomer *customer = self->customer;
  const char *part = !customer->sketch->is_company ? "individual" : self->way.pipeline == CRM_DEMO_RENEWALS ? "renewal"
                                                                                                            : "company";
  const CrmDemoList *list = crm_demo_words_find (customer->sketch->words, "deal-title", part);

  g_autoptr (GString) text = g_string_new (NULL);

  crm_demo_fill (text, g_array_index (list->lines, CrmDemoLine, (customer->number * 3 + self->number) % list->lines->len).columns[0], (const char *const *)customer->slots);
  if (self->way.pipeline == CRM_DEMO_RENEWALS)
    g_string_append_printf (text, customer->sketch->is_chinese ? "（%d年）" : " %d", crm_date_get_year (crm_demo_maker_get_day (customer->maker, self->way.ago[0] / 100)));
  crm_change_set_text (change, CRM_DEAL_TITLE, text->str);
}

static void
set_origin (Deal *self, CrmChange *change)
{
  static const char *const channels[2][4] = { { "email", "phone", "visit", "email" }, { "wechat", "phone", "visit", "wecom" } };
  const CrmDemoCustomer *customer = self->customer;
  const CrmDemoLine *campaign = pick (self, "campaign", self->source);

  crm_change_set_text (change, CRM_DEAL_SOURCE, self->source);
  crm_change_set_text (change, CRM_DEAL_CHANNEL, channels[customer->sketch->is_chinese][crm_demo_random_below (self->random, 4)]);
  if (campaign != NULL && crm_demo_random_chance (self->random, 70))
    set_filled (self, change, CRM_DEAL_CAMPAIGN, campaign);
  if (customer->referrer >= 0 && strcmp (self->source, "referral") == 0)
    {
      CrmId referrer = crm_demo_maker_make_id (customer->maker, "customer", (guint)customer->referrer, 0);

      crm_change_set_id (change, CRM_DEAL_REFERRER, &referrer);
    }
}

/* What speaks for us stands first in the list: it is named more often where a deal is won. */
static void
set_drivers (Deal *self, CrmChange *change)
{
  const CrmDemoList *list = crm_demo_words_find (self->customer->sketch->words, "driver", NULL);
  guint n = 1 + crm_demo_random_below (self->random, 2), half = list->lines->len / 2;
  gboolean won = strcmp (self->way.outcome, "won") == 0;
  guint first = crm_demo_random_chance (self->random, won ? 72 : 35) ? crm_demo_random_below (self->random, half) : half + crm_demo_random_below (self->random, list->lines->len - half);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", g_array_index (list->lines, CrmDemoLine, (first + i * 2) % list->lines->len).columns[0]);
  crm_change_set_text (change, CRM_DEAL_DRIVERS, text->str);
}

static void
set_reasons (Deal *self, CrmChange *change)
{
  static const char *const reasons[] = { "price", "price", "price", "competitor", "no-budget", "timing", "timing", "no-need", "product", "service", "no-answer" };
  const char *reason = reasons[crm_demo_random_below (self->random, G_N_ELEMENTS (reasons))];
  const CrmDemoLine *detail;

  if (self->competitor != NULL && crm_demo_random_chance (self->random, 60))
    reason = "competitor";
  detail = pick (self, "lost-detail", reason);
  crm_change_set_text (change, CRM_DEAL_LOST_REASON, reason);
  if (detail != NULL && crm_demo_random_chance (self->random, 55))
    crm_change_set_text (change, CRM_DEAL_LOST_DETAIL, detail->columns[0]);
}

static void
set_recurring (Deal *self, CrmChange *change, const CrmMoney *amount)
{
  static const struct
  {
    const char *period;
    int parts;
  } periods[] = { { "month", 12 }, { "quarter", 4 }, { "year", 1 } };
  guint i = crm_demo_random_below (self->random, G_N_ELEMENTS (periods));
  CrmMoney part = *amount;

  if (!self->customer->sketch->is_company || !crm_demo_random_chance (self->random, self->way.pipeline == CRM_DEMO_RENEWALS ? 70 : 12))
    return;
  part.minor = round_minor (amount->minor / periods[i].parts, crm_money_exponent (part.currency) == 0 ? 1 : 100);
  crm_change_set_money (change, CRM_DEAL_RECURRING, part);
  crm_change_set_text (change, CRM_DEAL_RECURRING_PERIOD, periods[i].period);
}

/* How sure the owner is, which is not always what the stage says. */
static void
set_forecast (Deal *self, CrmChange *change)
{
  int probability = get_pipeline (self)->stages[self->way.stages[self->way.n - 1]].probability;
  int by_hand = probability + 5 * crm_demo_random_between (self->random, -4, 3);

  if (!is_open (self))
    return;
  if (crm_demo_random_chance (self->random, 12))
    crm_change_set_integer (change, CRM_DEAL_PROBABILITY, CLAMP (by_hand, 5, 95));
  crm_change_set_text (change, CRM_DEAL_CATEGORY, probability >= 90 ? "committed" : probability >= 70                      ? "best-case"
                                                                                : crm_demo_random_chance (self->random, 6) ? "omitted"
                                                                                                                           : "pipeline");
}

static void
set_dates (Deal *self, CrmChange *change)
{
  const CrmDemoWay *way = &self->way;

  crm_change_set_integer (change, CRM_DEAL_BEGAN_AT, way->at[0]);
  crm_change_set_integer (change, CRM_DEAL_STAGE_SINCE, way->at[way->n - 1]);
  if (!is_open (self))
    crm_change_set_integer (change, CRM_DEAL_CLOSED_AT, way->at[way->n - 1]);
  if (is_open (self) && way->stages[way->n - 1] == 0 && !crm_demo_random_chance (self->random, 60))
    return;
  self->expected = draw_expected_close (self);
  crm_change_set_integer (change, CRM_DEAL_EXPECTED_CLOSE, self->expected);
}

static CrmId
get_stage (const Deal *self, guint move)
{
  return crm_demo_maker_make_id (self->customer->maker, "stage", self->way.pipeline, self->way.stages[move]);
}

static void
add_record (Deal *self, const CrmId *id, const CrmMoney *amount)
{
  CrmDemoCustomer *customer = self->customer;
  CrmChange *change = crm_edit_create (customer->edit, &crm_kind_deal, id);
  CrmId pipeline = crm_demo_maker_make_id (customer->maker, "pipeline", self->way.pipeline, 0);
  CrmId stage = get_stage (self, self->way.n - 1);

  set_title (self, change);
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, &customer->id);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, &pipeline);
  crm_change_set_id (change, CRM_DEAL_STAGE, &stage);
  crm_change_set_money (change, CRM_DEAL_AMOUNT, *amount);
  crm_change_set_id (change, CRM_DEAL_OWNER, &customer->maker->users[self->way.owner]);
  set_origin (self, change);
  crm_change_set_text (change, CRM_DEAL_COMPETITOR, self->competitor);
  set_drivers (self, change);
  if (crm_demo_random_chance (self->random, 40))
    crm_change_set_text (change, CRM_DEAL_NEEDS, pick (self, "deal-need", NULL)->columns[0]);
  if (is_open (self) && crm_demo_random_chance (self->random, 35))
    crm_change_set_text (change, CRM_DEAL_NOTE, pick (self, "deal-note", NULL)->columns[0]);
  if (strcmp (self->way.outcome, "lost") == 0)
    set_reasons (self, change);
  set_recurring (self, change, amount);
  set_forecast (self, change);
  set_dates (self, change);
}

/* When the owner thought at that move that the deal would close: too early more often than not, and better near the end. */
static CrmDate
guess_close (Deal *self, guint move)
{
  const CrmDemoWay *way = &self->way;
  int to_come = (int)(way->n - 1 - move);
  int ends = is_open (self) ? -30 : way->ago[way->n - 1] / 100; /* days ago */
  int guess = ends + crm_demo_random_between (self->random, -4, 8) * to_come;

  return crm_date_add_days (self->customer->maker->today, -MIN (guess, way->ago[move] / 100 - 3));
}

/* When it was expected to close at each move: often it was put off since. */
static void
draw_expectations (Deal *self, CrmDate *expected)
{
  CrmDate date = self->expected;

  for (guint i = self->way.n; i-- > 0;)
    {
      CrmDate earliest = crm_date_add_days (crm_demo_maker_get_day (self->customer->maker, self->way.ago[i] / 100), 2);

      expected[i] = date;
      if (date != CRM_DATE_NONE && i > 0 && crm_demo_random_chance (self->random, PUSHED_PERCENT))
        {
          CrmDate sooner = crm_date_add_days (date, -crm_demo_random_between (self->random, 6, 30));

          date = MAX (sooner, MIN (earliest, date));
        }
    }
}

/* The log; what a deal is worth is often not known before an offer. */
static void
add_moves (Deal *self, const CrmId *deal, const CrmMoney *amount)
{
  CrmDemoCustomer *customer = self->customer;
  int first_percent = crm_demo_random_between (self->random, 70, 130);
  CrmDate expected[CRM_DEMO_MAX_MOVES];

  draw_expectations (self, expected);
  for (guint i = 0; i < self->way.n; i++)
    {
      CrmId id = crm_demo_maker_make_id (customer->maker, "move", customer->number, self->number * CRM_DEMO_MAX_MOVES + i);
      CrmId to = get_stage (self, i);
      CrmChange *change = crm_edit_create (customer->edit, &crm_kind_stage_move, &id);
      CrmMoney money = *amount;

      crm_change_set_id (change, CRM_STAGE_MOVE_DEAL, deal);
      if (i > 0)
        {
          CrmId from = get_stage (self, i - 1);

          crm_change_set_id (change, CRM_STAGE_MOVE_FROM, &from);
        }
      crm_change_set_id (change, CRM_STAGE_MOVE_TO, &to);
      crm_change_set_integer (change, CRM_STAGE_MOVE_AT, self->way.at[i]);
      if (i == 0 && self->way.n > 1)
        money.minor = round_minor (money.minor * first_percent / 100, crm_money_exponent (money.currency) == 0 ? 1 : 100);
      crm_change_set_money (change, CRM_STAGE_MOVE_AMOUNT, money);
      if (expected[i] != CRM_DATE_NONE)
        crm_change_set_integer (change, CRM_STAGE_MOVE_EXPECTED_CLOSE, expected[i]);
      if (i > 0 && i + 1 < self->way.n)
        crm_change_set_integer (change, CRM_STAGE_MOVE_EXPECTED_CLOSE, guess_close (self, i));
    }
}

static void
add_people (Deal *self, const CrmId *deal)
{
  CrmDemoCustomer *customer = self->customer;
  guint n = customer->sketch->is_company ? customer->n_people - customer->n_gone : 0;

  for (guint i = 0; i < n; i++)
    {
      const CrmDemoPerson *person = &customer->people[i];
      CrmId id = crm_deal_person_make_id (deal, &person->id);
      CrmChange *change;

      if (i > 0 && !crm_demo_random_chance (self->random, 50))
        continue;
      change = crm_edit_create (customer->edit, &crm_kind_deal_person, &id);
      crm_change_set_id (change, CRM_DEAL_PERSON_DEAL, deal);
      crm_change_set_id (change, CRM_DEAL_PERSON_PERSON, &person->id);
      if (person->buying_role != NULL && *person->buying_role != '\0')
        crm_change_set_text (change, CRM_DEAL_PERSON_ROLE, person->buying_role);
    }
}

/* ── which deals ──────────────────────────────────────────────────────────────────────────── */

static void
begin_deal (Deal *self, CrmDemoCustomer *customer, CrmDemoRandom *random, CrmDemoPipelineId pipeline)
{
  static const char *const later[] = { "referral", "web", "trade-fair", "cold-call", "partner" };
  gboolean another = customer->n_deals > 0 && pipeline == CRM_DEMO_NEW_BUSINESS && crm_demo_random_chance (random, 35);

  *self = (Deal){ customer, random, customer->n_deals };
  self->way.pipeline = pipeline;
  self->way.owner = crm_demo_random_chance (random, 85) ? customer->owner : crm_demo_random_below (random, CRM_DEMO_N_USERS);
  self->source = another ? later[crm_demo_random_below (random, G_N_ELEMENTS (later))] : customer->source;
  self->competitor = crm_demo_random_chance (random, 30) ? pick (self, "competitor", NULL)->columns[0] : NULL;
  self->amount_percent = draw_percent (self) * (pipeline == CRM_DEMO_RENEWALS ? 2 : 1);
}

static void
end_deal (Deal *self)
{
  CrmDemoCustomer *customer = self->customer;
  CrmId id = crm_demo_maker_make_id (customer->maker, "deal", customer->number, self->number);
  CrmMoney amount = draw_amount (self);
  const CrmDemoWay *way = &self->way;

  crm_demo_way_set_times (&self->way, self->random, customer->maker);
  add_record (self, &id, &amount);
  add_moves (self, &id, &amount);
  add_people (self, &id);
  customer->deals[customer->n_deals++] = (CrmDemoDeal){ id, way->ago[0] / 100, is_open (self) ? 0 : way->ago[way->n - 1] / 100, is_open (self), strcmp (way->outcome, "won") == 0 };
}

/* How many days ago the story first was at that beat, or -1. */
static int
find_beat (const CrmDemoCustomer *self, CrmDemoBeatId beat)
{
  for (guint i = 0; i < self->story->n_steps; i++)
    if (self->moments[i].beat == beat)
      return self->moments[i].days_ago;
  return -1;
}

/* How far an offer has come that the story leaves open: beyond the offer it does not tell. */
static guint
find_stage (const CrmDemoCustomer *self, CrmDemoRandom *random)
{
  static const guint after_offer[] = { 2, 2, 2, 2, 2, 3, 3, 3, 4, 4 };

  if (find_beat (self, CRM_DEMO_BEAT_OFFER) >= 0)
    return after_offer[crm_demo_random_below (random, G_N_ELEMENTS (after_offer))];
  return find_beat (self, CRM_DEMO_BEAT_NEEDS) >= 0;
}

static void
add_first_deal (CrmDemoCustomer *customer, CrmDemoRandom *random)
{
  int began = customer->moments[0].days_ago, ordered = find_beat (customer, CRM_DEMO_BEAT_ORDER), declined = find_beat (customer, CRM_DEMO_BEAT_DECLINED);
  Deal deal;

  if (!crm_demo_random_chance (random, customer->sketch->is_company ? FIRST_DEAL_OF_COMPANY : FIRST_DEAL_OF_INDIVIDUAL))
    return;
  begin_deal (&deal, customer, random, CRM_DEMO_NEW_BUSINESS);
  if (ordered >= 0)
    crm_demo_way_go_closed (&deal.way, random, "won", began, ordered);
  else if (declined >= 0)
    crm_demo_way_go_closed (&deal.way, random, "lost", began, declined);
  else
    crm_demo_way_go_open (&deal.way, random, find_stage (customer, random), began);
  end_deal (&deal);
}

static void
add_later_deal (CrmDemoCustomer *customer, CrmDemoRandom *random, int youngest, int oldest)
{
  gboolean renewal = customer->sketch->is_company && crm_demo_random_chance (random, 45);
  int began = crm_demo_random_between (random, youngest, oldest);
  Deal deal;

  begin_deal (&deal, customer, random, renewal ? CRM_DEMO_RENEWALS : CRM_DEMO_NEW_BUSINESS);
  crm_demo_way_go_on (&deal.way, random, judge (&deal), began);
  end_deal (&deal);
}

void
crm_demo_add_deals (CrmDemoCustomer *self)
{
  static const guint later[] = { 0, 0, 1, 1, 1, 1, 2, 3 };
  int bought = self->story->is_old ? OLDEST_AGO : find_beat (self, CRM_DEMO_BEAT_ORDER);
  CrmDemoRandom random;
  guint n;

  crm_demo_random_init (&random, self->maker->seed, (guint64)self->number << 8 | DEAL_STREAM);
  n = self->story->is_old ? 4 + crm_demo_random_below (&random, 5) : later[crm_demo_random_below (&random, G_N_ELEMENTS (later))];
  if (!self->story->is_old)
    add_first_deal (self, &random);
  if (!self->sketch->is_company)
    n /= 2;
  for (guint i = 0; bought > 5 && i < n; i++)
    add_later_deal (self, &random, self->story->is_old && i == 0 ? OLDEST_AGO - FIRST_DAYS : 3, bought);
}
