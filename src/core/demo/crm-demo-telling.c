/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A story of the demo company told as interactions and tasks. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-maker.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"

#include <string.h>

#define MINUTE          (60 * (gint64)G_USEC_PER_SEC)
#define HOUR            (60 * MINUTE)
#define OPENING_HOUR    9
#define CLOSING_HOUR    18
#define BRIEF_MOMENTS   2
#define TAIL_PERCENT    35
#define PLANNED_PERCENT 40
#define SATURDAY        6

#define OTHER_DEAL_PERCENT 55

/* The telling of one customer's story. */
typedef struct
{
  CrmDemoCustomer *customer;
  CrmDemoPerson *person;
  guint author;
  gint64 at[CRM_DEMO_MAX_STEPS];
  guint uses[CRM_DEMO_N_BEATS];
  guint offset;
  guint n_tasks;
  GString *text;
} Telling;

static gboolean
is_weekend (CrmDate date)
{
  return crm_date_get_weekday (date) >= SATURDAY;
}

/* ── when ─────────────────────────────────────────────────────────────────────────────────── */

static gint64
draw_time (CrmDemoCustomer *customer, CrmDate date)
{
  int five_minutes = crm_demo_random_below (&customer->random, (CLOSING_HOUR - OPENING_HOUR) * 12);

  return crm_date_time_from_local (date, OPENING_HOUR * 3600 + five_minutes * 300, customer->maker->zone);
}

/* A working day at or before @days_ago. Individuals come on Saturdays, too. */
static CrmDate
find_working_day (CrmDemoCustomer *customer, int days_ago)
{
  CrmDate date = crm_demo_maker_get_day (customer->maker, days_ago);

  while (customer->sketch->is_company ? is_weekend (date) : crm_date_get_weekday (date) > SATURDAY)
    date = crm_date_add_days (date, -1);
  return date;
}

/* Backwards, so that nothing is later than what follows, nor than now. */
static void
draw_times (Telling *self)
{
  CrmDemoCustomer *customer = self->customer;
  gint64 limit = customer->maker->now - 10 * MINUTE;

  for (guint i = customer->story->n_steps; i-- > 0;)
    {
      CrmDate date = find_working_day (customer, customer->moments[i].days_ago);

      self->at[i] = draw_time (customer, date);
      if (self->at[i] > customer->maker->now - 10 * MINUTE)
        self->at[i] = draw_time (customer, find_working_day (customer, 1));
      if (self->at[i] > limit)
        self->at[i] = limit;
      limit = self->at[i] - crm_demo_random_between (&customer->random, 4, 12) * 5 * MINUTE;
    }
}

/* ── what ─────────────────────────────────────────────────────────────────────────────────── */

static void
replace_slot (Telling *self, CrmDemoSlot slot, const char *value)
{
  g_set_str (&self->customer->slots[slot], value);
}

static void
set_person (Telling *self, CrmDemoPerson *person)
{
  gboolean chinese = self->customer->sketch->is_chinese, female = person->is_female;
  const char *ta = female ? "她" : "他";

  self->person = person;
  replace_slot (self, CRM_DEMO_SLOT_PERSON, person->address);
  replace_slot (self, CRM_DEMO_SLOT_HE, chinese ? ta : female ? "she"
                                                              : "he");
  replace_slot (self, CRM_DEMO_SLOT_HE_CAPITAL, chinese ? ta : female ? "She"
                                                                      : "He");
  replace_slot (self, CRM_DEMO_SLOT_HIM, chinese ? ta : female ? "her"
                                                               : "him");
  replace_slot (self, CRM_DEMO_SLOT_HIS, chinese ? ta : female ? "her"
                                                               : "his");
}

static void
draw_person (Telling *self)
{
  CrmDemoCustomer *customer = self->customer;
  guint n = customer->n_people - customer->n_gone;
  guint other = crm_demo_random_below (&customer->random, n);

  set_person (self, &customer->people[crm_demo_random_chance (&customer->random, 72) ? 0 : other]);
}

static void
draw_author (Telling *self)
{
  CrmDemoCustomer *customer = self->customer;
  guint other = crm_demo_random_below (&customer->random, CRM_DEMO_N_USERS);
  guint colleague = 1 + crm_demo_random_below (&customer->random, CRM_DEMO_N_USERS - 1);

  self->author = crm_demo_random_chance (&customer->random, 86) ? customer->owner : other;
  if (colleague == self->author)
    colleague = colleague % (CRM_DEMO_N_USERS - 1) + 1;
  replace_slot (self, CRM_DEMO_SLOT_COLLEAGUE, crm_demo_user_call_name (colleague));
}

static void
set_number_slot (Telling *self, CrmDemoSlot slot, int number)
{
  char text[12];

  g_snprintf (text, sizeof text, "%d", number);
  replace_slot (self, slot, text);
}

/* A month to come, seen from the day something is said. */
static void
draw_dates (Telling *self, int days_ago)
{
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoList *months = crm_demo_words_find (customer->sketch->words, "month", NULL);
  int ahead = crm_demo_random_between (&customer->random, 1, 4);
  CrmDate date = crm_date_add_months (crm_demo_maker_get_day (customer->maker, days_ago), ahead);

  replace_slot (self, CRM_DEMO_SLOT_MONTH, g_array_index (months->lines, CrmDemoLine, crm_date_get_month (date) - 1).columns[0]);
  replace_slot (self, CRM_DEMO_SLOT_WEEKDAY, crm_demo_words_pick (customer->sketch->words, &customer->random, "weekday", NULL)->columns[0]);
  set_number_slot (self, CRM_DEMO_SLOT_DAYS, crm_demo_random_between (&customer->random, 3, 12));
  set_number_slot (self, CRM_DEMO_SLOT_WEEKS, crm_demo_random_between (&customer->random, 2, 5));
}

static const CrmDemoList *
find_sentences (const CrmDemoCustomer *customer, const char *section)
{
  const CrmDemoWords *words = customer->sketch->words;
  const CrmDemoList *list = NULL;

  if (strcmp (section, "first") == 0)
    return crm_demo_words_find (words, section, customer->source);
  if (strcmp (section, "note") == 0)
    return crm_demo_words_find (words, section, customer->sketch->is_company ? "company" : "individual");
  if (!customer->sketch->is_company)
    list = crm_demo_words_find (words, section, "individual");
  return list != NULL ? list : crm_demo_words_find (words, section, NULL);
}

/* The lines of a beat one after another, so that a customer hears none twice before all were said. */
static const CrmDemoLine *
choose_sentence (Telling *self, CrmDemoBeatId beat)
{
  const CrmDemoList *list = find_sentences (self->customer, crm_demo_beats[beat].section);

  return &g_array_index (list->lines, CrmDemoLine, (self->offset + self->uses[beat]++) % list->lines->len);
}

static void
write_text (Telling *self, const CrmDemoBeat *beat, const char *sentence)
{
  CrmDemoCustomer *customer = self->customer;
  const char *const *slots = (const char *const *)customer->slots;

  g_string_truncate (self->text, 0);
  crm_demo_fill (self->text, sentence, slots);
  if (beat->tail == NULL || !customer->sketch->is_company || !crm_demo_random_chance (&customer->random, TAIL_PERCENT))
    return;
  if (!customer->sketch->is_chinese)
    g_string_append_c (self->text, ' ');
  crm_demo_fill (self->text, crm_demo_words_pick (customer->sketch->words, &customer->random, "tail", beat->tail)->columns[0], slots);
}

static const char *
get_first_kind (const CrmDemoCustomer *customer)
{
  static const struct
  {
    const char *source;
    const char *kinds[2];
  } kinds[] = {
    { "trade-fair", { "meeting", "meeting" } },
    { "web", { "web", "web" } },
    { "referral", { "call", "wechat" } },
    { "cold-call", { "call", "call" } },
    { "social", { "message", "weibo" } },
    { "advertising", { "call", "call" } },
    { "walk-in", { "meeting", "meeting" } },
    { "partner", { "email", "wecom" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].source, customer->source) == 0)
      return kinds[i].kinds[customer->sketch->is_chinese];
  g_assert_not_reached ();
}

static const char *
draw_kind (CrmDemoCustomer *customer, const CrmDemoBeat *beat)
{
  const char *const *kinds = beat->kinds[customer->sketch->is_chinese];
  guint n = 0;

  if (beat == &crm_demo_beats[CRM_DEMO_BEAT_FIRST])
    return get_first_kind (customer);
  while (kinds[n] != NULL)
    n++;
  return kinds[crm_demo_random_below (&customer->random, n)];
}

static const char *
get_direction (const CrmDemoCustomer *customer, const CrmDemoBeat *beat)
{
  if (beat != &crm_demo_beats[CRM_DEMO_BEAT_FIRST])
    return beat->direction;
  return strcmp (customer->source, "cold-call") == 0 ? "out" : strcmp (customer->source, "trade-fair") == 0 ? NULL
                                                                                                            : "in";
}

static void
set_minutes (CrmDemoCustomer *customer, CrmChange *change, const CrmDemoBeat *beat, const char *kind)
{
  int first = beat->first_minutes, last = beat->last_minutes;

  if (strcmp (kind, "call") != 0 && strcmp (kind, "meeting") != 0 && strcmp (kind, "visit") != 0)
    return;
  if (last == 0)
    first = 3, last = 18;
  crm_change_set_integer (change, CRM_INTERACTION_MINUTES, crm_demo_random_between (&customer->random, first, last));
}

/* The deal that went on when the story was at that beat. */
static const CrmDemoDeal *
find_deal (const CrmDemoCustomer *customer, int days_ago)
{
  for (guint i = 0; i < customer->n_deals; i++)
    if (days_ago <= customer->deals[i].began_ago && days_ago >= customer->deals[i].ended_ago)
      return &customer->deals[i];
  return NULL;
}

static const CrmDemoDeal *
find_open_deal (const CrmDemoCustomer *customer)
{
  for (guint i = 0; i < customer->n_deals; i++)
    if (customer->deals[i].is_open)
      return &customer->deals[i];
  return NULL;
}

static void
add_interaction (Telling *self, guint position, const CrmId *id)
{
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoBeat *beat = &crm_demo_beats[customer->moments[position].beat];
  const CrmDemoLine *line = choose_sentence (self, customer->moments[position].beat);
  const char *kind = line->n_columns > 1 ? line->columns[0] : draw_kind (customer, beat);
  const CrmDemoDeal *deal = find_deal (customer, customer->moments[position].days_ago);
  CrmChange *change = crm_edit_create (customer->edit, &crm_kind_interaction, id);

  write_text (self, beat, line->columns[line->n_columns - 1]);
  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &customer->id);
  if (customer->sketch->is_company && strcmp (kind, "note") != 0)
    crm_change_set_id (change, CRM_INTERACTION_PERSON, &self->person->id);
  crm_change_set_text (change, CRM_INTERACTION_KIND, kind);
  crm_change_set_text (change, CRM_INTERACTION_DIRECTION, get_direction (customer, beat));
  crm_change_set_integer (change, CRM_INTERACTION_AT, self->at[position]);
  crm_change_set_text (change, CRM_INTERACTION_ZONE, customer->maker->zone_name);
  set_minutes (customer, change, beat, kind);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, self->text->str);
  crm_change_set_id (change, CRM_INTERACTION_AUTHOR, &customer->maker->users[self->author]);
  if (deal != NULL)
    crm_change_set_id (change, CRM_INTERACTION_DEAL, &deal->id);
  if (strcmp (kind, "note") == 0 && crm_demo_random_chance (&customer->random, 25))
    crm_change_set_integer (change, CRM_INTERACTION_PINNED, TRUE);
}

/* ── tasks ────────────────────────────────────────────────────────────────────────────────── */

/* Lines that name the company or a season are for companies. */
static const CrmDemoLine *
choose_task (Telling *self, const char *section)
{
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoLine *line;

  do
    line = crm_demo_words_pick (customer->sketch->words, &customer->random, "task", section);
  while (!customer->sketch->is_company && (strstr (line->columns[1], "{company}") != NULL || strstr (line->columns[1], "{month}") != NULL));
  return line;
}

static CrmChange *
add_task (Telling *self, const char *section, const CrmId *interaction)
{
  static const char *const priorities[] = { "high", "high", "low", "normal", "normal", "normal", "normal", "normal", "normal", "normal" };
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoLine *line = section != NULL ? choose_task (self, section) : crm_demo_words_pick (customer->sketch->words, &customer->random, "deal-task", NULL);
  CrmId id = crm_demo_maker_make_id (customer->maker, "task", customer->number, self->n_tasks++);
  CrmChange *change = crm_edit_create (customer->edit, &crm_kind_task, &id);

  g_string_truncate (self->text, 0);
  crm_demo_fill (self->text, line->columns[1], (const char *const *)customer->slots);
  crm_change_set_id (change, CRM_TASK_CUSTOMER, &customer->id);
  if (customer->sketch->is_company)
    crm_change_set_id (change, CRM_TASK_PERSON, &self->person->id);
  crm_change_set_text (change, CRM_TASK_KIND, line->columns[0]);
  crm_change_set_text (change, CRM_TASK_TITLE, self->text->str);
  crm_change_set_text (change, CRM_TASK_ZONE, customer->maker->zone_name);
  crm_change_set_text (change, CRM_TASK_PRIORITY, priorities[crm_demo_random_below (&customer->random, G_N_ELEMENTS (priorities))]);
  crm_change_set_id (change, CRM_TASK_ASSIGNEE, &customer->maker->users[customer->owner]);
  if (interaction != NULL)
    crm_change_set_id (change, CRM_TASK_INTERACTION, interaction);
  return change;
}

static void
set_due (Telling *self, CrmChange *change, CrmDate date)
{
  CrmDemoCustomer *customer = self->customer;
  gboolean has_time = crm_demo_random_chance (&customer->random, 45);
  int half_hours = has_time ? crm_demo_random_between (&customer->random, 0, 17) : 0;

  crm_change_set_integer (change, CRM_TASK_DUE, crm_date_time_from_local (date, OPENING_HOUR * 3600 + half_hours * 1800, customer->maker->zone));
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
}

static void
add_done_task (Telling *self, guint position, const CrmId *planned_by)
{
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoMoment *moment = &customer->moments[position];
  CrmChange *change = add_task (self, crm_demo_beats[moment->beat].task, planned_by);

  set_due (self, change, find_working_day (customer, moment->days_ago + crm_demo_random_between (&customer->random, -1, 2)));
  crm_change_set_integer (change, CRM_TASK_DONE_AT, self->at[position]);
}

/* Some overdue, some today, most in the days to come; on working days. */
static CrmDate
draw_due_day (CrmDemoCustomer *customer)
{
  guint point = crm_demo_random_below (&customer->random, 100);
  CrmDate date = customer->maker->today;
  int days;

  if (point < 8)
    return date;
  if (point < 20)
    return find_working_day (customer, crm_demo_random_between (&customer->random, 1, 20));
  days = point < 58 ? crm_demo_random_between (&customer->random, 1, 7) : point < 85 ? crm_demo_random_between (&customer->random, 8, 21)
                                                                                     : crm_demo_random_between (&customer->random, 22, 80);
  for (date = crm_date_add_days (date, days); is_weekend (date); date = crm_date_add_days (date, 1))
    ;
  return date;
}

static void
plan_next (Telling *self, const CrmId *planned_by)
{
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoDeal *deal = find_open_deal (customer);
  CrmChange *change;

  if (!crm_demo_random_chance (&customer->random, customer->story->next_percent))
    return;
  draw_dates (self, 0);
  change = add_task (self, customer->story->next, planned_by);
  set_due (self, change, draw_due_day (customer));
  if (deal != NULL)
    crm_change_set_id (change, CRM_TASK_DEAL, &deal->id);
}

/* Of the deals the story says nothing about, some have a next step and some wait for one. */
static void
plan_other_deals (Telling *self)
{
  CrmDemoCustomer *customer = self->customer;
  const CrmDemoDeal *told = find_open_deal (customer);

  for (guint i = 0; i < customer->n_deals; i++)
    if (customer->deals[i].is_open && &customer->deals[i] != told && crm_demo_random_chance (&customer->random, OTHER_DEAL_PERCENT))
      {
        CrmChange *change = add_task (self, NULL, NULL);

        set_due (self, change, draw_due_day (customer));
        crm_change_set_id (change, CRM_TASK_DEAL, &customer->deals[i].id);
      }
}

/* ── all of it ────────────────────────────────────────────────────────────────────────────── */

static gboolean
was_planned (CrmDemoCustomer *customer, guint position)
{
  const CrmDemoMoment *moment = &customer->moments[position];

  return customer->maker->depth == CRM_DEMO_STORIES && position > 0 && crm_demo_beats[moment->beat].task != NULL && customer->moments[position - 1].days_ago - moment->days_ago >= 3 && crm_demo_random_chance (&customer->random, PLANNED_PERCENT);
}

void
crm_demo_tell (CrmDemoCustomer *customer)
{
  Telling self = { .customer = customer, .text = g_string_sized_new (400) };
  guint n_steps = customer->story->n_steps;
  guint first = customer->maker->depth == CRM_DEMO_BRIEF && n_steps > BRIEF_MOMENTS ? n_steps - BRIEF_MOMENTS : 0;
  CrmId id = { 0 }, before;

  draw_times (&self);
  self.offset = crm_demo_random_below (&customer->random, 64);
  set_person (&self, &customer->people[0]);
  for (guint i = first; i < n_steps; i++)
    {
      before = id;
      id = crm_demo_maker_make_id (customer->maker, "interaction", customer->number, i);
      draw_person (&self);
      draw_author (&self);
      draw_dates (&self, customer->moments[i].days_ago);
      if (was_planned (customer, i))
        add_done_task (&self, i, &before);
      add_interaction (&self, i, &id);
    }
  plan_next (&self, &id);
  plan_other_deals (&self);
  g_string_free (self.text, TRUE);
}
