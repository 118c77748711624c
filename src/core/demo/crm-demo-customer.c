/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One customer of the demo company with people, roles, tags and relationships. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-maker.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

#include <string.h>

#define N_TAGS              10
#define LOCAL_PERCENT       36 /* customers the local user looks after */
#define PRODUCT_PRICE       2  /* columns of a product */
#define PRODUCT_UNIT        1
#define EURO_LEVEL_A        20000
#define EURO_LEVEL_B        5000
#define CITY_CURRENCY       3
#define TITLE_ADDRESS       3
#define TITLE_BUYING        2
#define TITLE_DIVISION      1
#define TRADE_TITLE_PERCENT 28 /* people whose job is of the trade: head chef, foreman */

/* Prices are listed in euros and in yuan; others follow roughly. And how a colleague writes them. */
static const struct
{
  const char *currency;
  int percent_of_euro;
  const char *before;
  const char *behind;
} currencies[] = {
  { "EUR", 100, "€", "" },
  { "GBP", 85, "£", "" },
  { "USD", 110, "$", "" },
  { "SEK", 1100, "", " kr" },
  { "CNY", 100, "", "元" },
};

#define YUAN_OF_EURO 8

static guint
find_currency (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (strcmp (currencies[i].currency, code) == 0)
      return i;
  g_error ("No demo prices in %s", code);
}

static const char *
get_currency (const CrmDemoCustomer *self)
{
  return self->sketch->is_chinese ? "CNY" : self->sketch->city->columns[CITY_CURRENCY];
}

static CrmMoney
make_money (const CrmDemoCustomer *self, gint64 units)
{
  CrmMoney money = { units * 100, "" };

  memcpy (money.currency, get_currency (self), sizeof money.currency);
  return money;
}

/* Two leading digits are enough for a figure people agree on. */
static gint64
round_figure (gint64 units)
{
  gint64 step = 1;

  while (units / step >= 100)
    step *= 10;
  return units / step * step;
}

void
crm_demo_customer_set_word (CrmDemoCustomer *self, CrmChange *change, guint field, const char *section, const char *part, guint percent)
{
  if (crm_demo_random_chance (&self->random, percent))
    crm_change_set_text (change, field, crm_demo_words_pick (self->sketch->words, &self->random, section, part)->columns[0]);
}

/* ── money ────────────────────────────────────────────────────────────────────────────────── */

static void
append_grouped (GString *text, gint64 units)
{
  if (units >= 1000)
    {
      append_grouped (text, units / 1000);
      g_string_append_printf (text, ",%03d", (int)(units % 1000));
    }
  else
    g_string_append_printf (text, "%d", (int)units);
}

/* As a colleague would write it in a note, not as a form shows it. */
static char *
say_money (const CrmMoney *money)
{
  guint currency = find_currency (money->currency);
  g_autoptr (GString) text = g_string_new (currencies[currency].before);
  gint64 units = money->minor / 100;
  int cents = (int)(money->minor % 100);

  if (strcmp (money->currency, "CNY") == 0 && units >= 10000)
    g_string_append_printf (text, "%d.%02d万", (int)(units / 10000), (int)(units % 10000 / 100));
  else
    append_grouped (text, units);
  if (cents != 0)
    g_string_append_printf (text, ".%02d", cents);
  g_string_append (text, currencies[currency].behind);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static int
draw_quantity (CrmDemoCustomer *self, gint64 euro_cents)
{
  CrmDemoRandom *random = &self->random;

  if (!self->sketch->is_company)
    return 2 * crm_demo_random_between (random, 1, 3);
  if (euro_cents < 200)
    return 500 * crm_demo_random_between (random, 2, 16);
  if (euro_cents < 1000)
    return 20 * crm_demo_random_between (random, 5, 30);
  if (euro_cents < 6000)
    return 5 * crm_demo_random_between (random, 4, 40);
  return crm_demo_random_between (random, 3, 24);
}

/* Prices stand in the word lists with a point: "1.40". */
static gint64
read_cents (const char *price)
{
  char *end;
  gint64 cents = g_ascii_strtoll (price, &end, 10) * 100;

  if (*end == '.')
    cents += (end[1] - '0') * 10 + (end[2] != '\0' ? end[2] - '0' : 0);
  return cents;
}

static void
draw_trade (CrmDemoCustomer *self)
{
  const CrmDemoSketch *sketch = self->sketch;
  const CrmDemoList *products = crm_demo_words_find (sketch->words, "product", sketch->group);
  guint first = crm_demo_random_below (&self->random, products->lines->len);
  guint second = (first + 1 + crm_demo_random_below (&self->random, products->lines->len - 1)) % products->lines->len;
  const CrmDemoLine *product = &g_array_index (products->lines, CrmDemoLine, first);
  gint64 listed = read_cents (product->columns[PRODUCT_PRICE]);
  gint64 cents = listed * currencies[find_currency (get_currency (self))].percent_of_euro / 100;
  int quantity = draw_quantity (self, sketch->is_chinese ? listed / YUAN_OF_EURO : listed);

  self->price = make_money (self, 0);
  self->price.minor = cents < 1000 ? cents : cents / 100 * 100;
  self->amount = make_money (self, (self->price.minor * quantity + 99) / 100);
  self->slots[CRM_DEMO_SLOT_PRODUCT] = g_strdup (product->columns[0]);
  self->slots[CRM_DEMO_SLOT_OTHER] = g_strdup (g_array_index (products->lines, CrmDemoLine, second).columns[0]);
  self->slots[CRM_DEMO_SLOT_QUANTITY] = g_strdup_printf ("%d%s", quantity, product->columns[PRODUCT_UNIT]);
  self->slots[CRM_DEMO_SLOT_PRICE] = say_money (&self->price);
  self->slots[CRM_DEMO_SLOT_AMOUNT] = say_money (&self->amount);
}

/* ── people ───────────────────────────────────────────────────────────────────────────────── */

static char *
make_address (const CrmDemoCustomer *self, const CrmDemoLine *surname, const CrmDemoLine *given, gboolean is_female, const char *title, guint style)
{
  if (self->sketch->is_chinese)
    {
      if (title == NULL)
        return g_strconcat (surname->columns[0], is_female ? "女士" : "先生", NULL);
      return style < 65 ? g_strconcat (surname->columns[0], title, NULL) : crm_demo_person_name (TRUE, surname, given);
    }
  return style < 60 ? g_strdup (given->columns[0]) : g_strconcat (is_female ? "Ms " : "Mr ", surname->columns[0], NULL);
}

static void
add_role (CrmDemoCustomer *self, guint position, const CrmDemoLine *title, gboolean has_left)
{
  CrmId id = crm_demo_maker_make_id (self->maker, "role", self->number, position);
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_role, &id);

  crm_change_set_id (change, CRM_ROLE_CUSTOMER, &self->id);
  crm_change_set_id (change, CRM_ROLE_PERSON, &self->people[position].id);
  crm_change_set_text (change, CRM_ROLE_TITLE, title->columns[0]);
  crm_change_set_text (change, CRM_ROLE_DEPARTMENT, title->columns[TITLE_DIVISION]);
  crm_change_set_text (change, CRM_ROLE_BUYING_ROLE, title->columns[TITLE_BUYING]);
  if (crm_demo_random_chance (&self->random, 40) || has_left)
    crm_change_set_integer (change, CRM_ROLE_FROM, crm_demo_maker_get_day (self->maker, crm_demo_random_between (&self->random, 700, 4000)));
  if (has_left)
    crm_change_set_integer (change, CRM_ROLE_TO, crm_demo_maker_get_day (self->maker, crm_demo_random_between (&self->random, 20, 500)));
}

static CrmDate
draw_birthday (CrmDemoCustomer *self, gboolean with_year)
{
  int month = crm_demo_random_between (&self->random, 1, 12);
  int day = crm_demo_random_between (&self->random, 1, crm_date_days_in_month (2001, month));

  return crm_date_make (with_year ? crm_date_get_year (self->maker->today) - crm_demo_random_between (&self->random, 24, 68) : 0, month, day);
}

/* One person at most decides. */
static const CrmDemoLine *
draw_title (CrmDemoCustomer *self, guint position)
{
  const char *group = crm_demo_random_chance (&self->random, TRADE_TITLE_PERCENT) ? self->sketch->group : NULL;
  const CrmDemoLine *title;

  do
    title = crm_demo_words_pick (self->sketch->words, &self->random, "title", group);
  while (position > 0 && strcmp (title->columns[TITLE_BUYING], "decides") == 0);
  return title;
}

static void
add_person (CrmDemoCustomer *self, guint position, gboolean has_left)
{
  const CrmDemoSketch *sketch = self->sketch;
  CrmDemoPerson *person = &self->people[position];
  gboolean is_female = crm_demo_random_chance (&self->random, 50);
  const CrmDemoLine *surname = crm_demo_words_pick (sketch->words, &self->random, "surname", NULL);
  const CrmDemoLine *given = crm_demo_words_pick (sketch->words, &self->random, is_female ? "given-f" : "given-m", NULL);
  const CrmDemoLine *title = draw_title (self, position);
  CrmChange *change;

  person->id = crm_demo_maker_make_id (self->maker, "person", self->number, position);
  person->name = crm_demo_person_name (sketch->is_chinese, surname, given);
  person->address = make_address (self, surname, given, is_female, title->columns[TITLE_ADDRESS], crm_demo_random_below (&self->random, 100));
  person->is_female = is_female;
  person->buying_role = title->columns[TITLE_BUYING];
  change = crm_edit_create (self->edit, &crm_kind_person, &person->id);
  crm_change_set_text (change, CRM_PERSON_NAME, person->name);
  crm_change_set_text (change, CRM_PERSON_GENDER, is_female ? "female" : "male");
  if (crm_demo_random_chance (&self->random, 35))
    {
      gboolean with_year = crm_demo_random_chance (&self->random, 60);

      crm_change_set_integer (change, CRM_PERSON_BIRTHDAY, draw_birthday (self, with_year));
    }
  add_role (self, position, title, has_left);
  crm_demo_reach_add_person (self, person, surname, given);
}

static void
draw_people (CrmDemoCustomer *self)
{
  static const guint counts[] = { 1, 1, 1, 2, 2, 2, 3, 3, 4 };

  self->n_people = counts[crm_demo_random_below (&self->random, G_N_ELEMENTS (counts))];
  self->n_gone = self->n_people > 1 && crm_demo_random_chance (&self->random, 14) ? 1 : 0;
  for (guint i = 0; i < self->n_people; i++)
    add_person (self, i, i + self->n_gone >= self->n_people);
}

static void
be_own_person (CrmDemoCustomer *self)
{
  const CrmDemoSketch *sketch = self->sketch;

  self->n_people = 1;
  self->people[0].id = self->id;
  self->people[0].name = g_strdup (sketch->name);
  self->people[0].address = make_address (self, sketch->own.surname, sketch->own.given, sketch->own.is_female, NULL, crm_demo_random_below (&self->random, 100));
  self->people[0].is_female = sketch->own.is_female;
}

/* ── the record ───────────────────────────────────────────────────────────────────────────── */

static const char *
draw_source (CrmDemoCustomer *self)
{
  static const char *const company[] = { "trade-fair", "trade-fair", "trade-fair", "referral", "referral", "web", "web", "cold-call", "cold-call", "advertising", "social", "partner" };
  static const char *const individual[] = { "walk-in", "walk-in", "web", "web", "social", "social", "referral", "advertising" };

  if (self->sketch->is_company)
    return company[crm_demo_random_below (&self->random, G_N_ELEMENTS (company))];
  return individual[crm_demo_random_below (&self->random, G_N_ELEMENTS (individual))];
}

/* An earlier customer of the same language and sort, or -1. */
static int
find_other (CrmDemoCustomer *self, char **name)
{
  for (int i = 0; i < 8 && self->number > 0; i++)
    {
      guint other = crm_demo_random_below (&self->random, self->number);
      g_autoptr (CrmDemoSketch) sketch = crm_demo_sketch_new (&self->maker->lexicon, self->maker->seed, other);

      if (sketch->is_chinese != self->sketch->is_chinese || sketch->is_company != self->sketch->is_company)
        continue;
      if (name != NULL)
        *name = g_strdup (sketch->name);
      return (int)other;
    }
  return -1;
}

static void
draw_origin (CrmDemoCustomer *self)
{
  self->source = draw_source (self);
  self->referrer = -1;
  if (strcmp (self->source, "referral") != 0)
    return;
  self->referrer = find_other (self, &self->slots[CRM_DEMO_SLOT_REFERRER]);
  if (self->referrer < 0)
    self->source = "web";
}

/* How many days ago something is since which began with the first @beat. */
static int
find_beat_ago (CrmDemoCustomer *self, CrmDemoBeatId beat)
{
  if (self->story->is_old)
    return crm_demo_random_between (&self->random, 600, 2900);
  for (guint i = 0; i < self->story->n_steps; i++)
    if (self->moments[i].beat == beat)
      return self->moments[i].days_ago;
  return self->moments[0].days_ago;
}

static void
set_standing (CrmDemoCustomer *self, CrmChange *change)
{
  const CrmDemoStory *story = self->story;

  crm_change_set_text (change, CRM_CUSTOMER_LIFE_CYCLE, story->life_cycle);
  crm_change_set_integer (change, CRM_CUSTOMER_LIFE_CYCLE_SINCE, crm_demo_maker_get_day (self->maker, find_beat_ago (self, story->life_cycle_beat)));
  if (story->relationship != NULL)
    {
      crm_change_set_text (change, CRM_CUSTOMER_RELATIONSHIP, story->relationship);
      crm_change_set_integer (change, CRM_CUSTOMER_RELATIONSHIP_SINCE, crm_demo_maker_get_day (self->maker, find_beat_ago (self, story->relationship_beat)));
    }
  crm_change_set_id (change, CRM_CUSTOMER_OWNER, &self->maker->users[self->owner]);
}

static void
set_origin (CrmDemoCustomer *self, CrmChange *change)
{
  crm_change_set_text (change, CRM_CUSTOMER_SOURCE, self->source);
  if (self->referrer >= 0)
    {
      CrmId referrer = crm_demo_maker_make_id (self->maker, "customer", (guint)self->referrer, 0);

      crm_change_set_id (change, CRM_CUSTOMER_REFERRER, &referrer);
    }
  else if (strcmp (self->source, "trade-fair") == 0)
    {
      int year = crm_date_get_year (crm_demo_maker_get_day (self->maker, self->moments[0].days_ago));
      g_autofree char *detail = g_strdup_printf ("%s %d", self->slots[CRM_DEMO_SLOT_FAIR], self->story->is_old ? year - 2 : year);

      crm_change_set_text (change, CRM_CUSTOMER_SOURCE_DETAIL, detail);
    }
}

static void
set_company_profile (CrmDemoCustomer *self, CrmChange *change)
{
  static const char *const sizes[] = { "1-9", "1-9", "1-9", "1-9", "10-49", "10-49", "10-49", "10-49", "10-49", "50-249", "50-249", "50-249", "250-999", "1000+" };

  crm_change_set_text (change, CRM_CUSTOMER_INDUSTRY, self->sketch->industry);
  crm_change_set_text (change, CRM_CUSTOMER_SIZE, sizes[crm_demo_random_below (&self->random, G_N_ELEMENTS (sizes))]);
}

static void
set_individual_profile (CrmDemoCustomer *self, CrmChange *change)
{
  static const char *const educations[] = { "school", "vocational", "bachelor", "bachelor", "master", "doctorate" };
  static const char *const incomes[] = { "low", "middle", "middle", "high" };

  crm_change_set_text (change, CRM_CUSTOMER_GENDER, self->sketch->own.is_female ? "female" : "male");
  if (crm_demo_random_chance (&self->random, 65))
    crm_change_set_integer (change, CRM_CUSTOMER_BIRTHDAY, draw_birthday (self, TRUE));
  if (crm_demo_random_chance (&self->random, 40))
    crm_change_set_text (change, CRM_CUSTOMER_EDUCATION, educations[crm_demo_random_below (&self->random, G_N_ELEMENTS (educations))]);
  if (crm_demo_random_chance (&self->random, 35))
    crm_change_set_text (change, CRM_CUSTOMER_INCOME, incomes[crm_demo_random_below (&self->random, G_N_ELEMENTS (incomes))]);
  crm_demo_customer_set_word (self, change, CRM_CUSTOMER_OCCUPATION, "occupation", NULL, 60);
}

static void
set_place (CrmDemoCustomer *self, CrmChange *change)
{
  const CrmDemoSketch *sketch = self->sketch;

  crm_change_set_text (change, CRM_CUSTOMER_COUNTRY, sketch->is_chinese ? "中国" : sketch->city->columns[1]);
  crm_change_set_text (change, CRM_CUSTOMER_REGION, sketch->city->columns[sketch->is_chinese ? 2 : 4]);
  crm_change_set_text (change, CRM_CUSTOMER_CITY, sketch->city->columns[0]);
}

static void
set_needs (CrmDemoCustomer *self, CrmChange *change)
{
  const char *part = self->sketch->is_company ? "company" : "individual";

  crm_demo_customer_set_word (self, change, CRM_CUSTOMER_NEEDS, "need", part, 70);
  crm_demo_customer_set_word (self, change, CRM_CUSTOMER_MOTIVES, "motive", part, 40);
  crm_demo_customer_set_word (self, change, CRM_CUSTOMER_PREFERENCES, "preference", part, 50);
  crm_demo_customer_set_word (self, change, CRM_CUSTOMER_BUYING_PATTERN, "pattern", part, 45);
  crm_demo_customer_set_word (self, change, CRM_CUSTOMER_NOTE, "note", NULL, self->sketch->is_company ? 18 : 0);
}

static gboolean
has_bought (const CrmDemoCustomer *self)
{
  for (guint i = 0; i < self->story->n_steps; i++)
    if (self->story->steps[i].beat == CRM_DEMO_BEAT_ORDER || self->story->steps[i].beat == CRM_DEMO_BEAT_REORDER)
      return TRUE;
  return FALSE;
}

static const char *
choose_level (gint64 euros, gboolean bought)
{
  if (!bought)
    return euros >= EURO_LEVEL_A ? "b" : "c";
  return euros >= EURO_LEVEL_A ? "a" : euros >= EURO_LEVEL_B ? "b"
                                                             : "c";
}

/* What they spend on such goods in a year, with us and others, and how far we trust them. */
static void
set_value (CrmDemoCustomer *self, CrmChange *change)
{
  static const int terms[] = { 0, 14, 30, 30, 30, 45, 60 };
  gint64 spend = round_figure (self->amount.minor / 100 * crm_demo_random_between (&self->random, 3, 14));
  gint64 limit = MAX (round_figure (spend * crm_demo_random_between (&self->random, 12, 30) / 100), 100);
  gint64 euros = self->sketch->is_chinese ? spend / YUAN_OF_EURO : spend * 100 / currencies[find_currency (get_currency (self))].percent_of_euro;
  gboolean bought = has_bought (self);
  int days;

  if (bought || crm_demo_random_chance (&self->random, 60))
    {
      crm_change_set_text (change, CRM_CUSTOMER_LEVEL, choose_level (euros, bought));
      crm_change_set_money (change, CRM_CUSTOMER_YEARLY_SPEND, make_money (self, spend));
    }
  if (!bought || !self->sketch->is_company)
    return;
  days = terms[crm_demo_random_below (&self->random, G_N_ELEMENTS (terms))];
  crm_change_set_integer (change, CRM_CUSTOMER_CREDIT_TERMS, days);
  if (days == 0)
    return;
  crm_change_set_money (change, CRM_CUSTOMER_CREDIT_LIMIT, make_money (self, limit));
  crm_change_set_money (change, CRM_CUSTOMER_CREDIT_USED, make_money (self, limit * crm_demo_random_between (&self->random, 0, 95) / 100));
}

static void
set_consent (CrmDemoCustomer *self, CrmChange *change)
{
  static const char *const chinese[] = { "wechat", "wechat", "phone", "wecom", "email", "visit" };
  static const char *const english[] = { "email", "email", "phone", "phone", "letter", "visit" };
  guint draw = crm_demo_random_below (&self->random, 100);
  int since = self->moments[0].days_ago;

  if (crm_demo_random_chance (&self->random, 60))
    crm_change_set_text (change, CRM_CUSTOMER_PREFERRED_CHANNEL, (self->sketch->is_chinese ? chinese : english)[crm_demo_random_below (&self->random, 6)]);
  if (draw >= 72)
    return;
  crm_change_set_text (change, CRM_CUSTOMER_CONSENT, draw < 62 ? "given" : draw < 69 ? "refused"
                                                                                     : "withdrawn");
  crm_change_set_integer (change, CRM_CUSTOMER_CONSENT_DATE, crm_demo_maker_get_day (self->maker, crm_demo_random_between (&self->random, 0, since)));
}

static void
add_record (CrmDemoCustomer *self)
{
  CrmChange *change = crm_edit_create (self->edit, &crm_kind_customer, &self->id);
  char code[16];

  g_snprintf (code, sizeof code, "%s-%05u", self->sketch->is_company ? "C" : "P", self->number + 1);
  crm_change_set_text (change, CRM_CUSTOMER_TYPE, self->sketch->is_company ? "company" : "individual");
  crm_change_set_text (change, CRM_CUSTOMER_NAME, self->sketch->name);
  crm_change_set_text (change, CRM_CUSTOMER_CODE, code);
  set_standing (self, change);
  set_origin (self, change);
  if (self->sketch->is_company)
    set_company_profile (self, change);
  else
    set_individual_profile (self, change);
  set_place (self, change);
  set_needs (self, change);
  set_value (self, change);
  set_consent (self, change);
}

/* ── tags and relationships ───────────────────────────────────────────────────────────────── */

static void
add_tags (CrmDemoCustomer *self)
{
  guint n = crm_demo_random_below (&self->random, 10);
  guint first = crm_demo_random_below (&self->random, N_TAGS);

  n = n < 4 ? 0 : n < 8 ? 1
                        : 2;
  for (guint i = 0; i < n; i++)
    {
      CrmId tag = crm_demo_maker_make_id (self->maker, "tag", (first + i * 3) % N_TAGS, 0);
      CrmId id = crm_tagging_make_id (&self->id, &tag);
      CrmChange *change = crm_edit_create (self->edit, &crm_kind_tagging, &id);

      crm_change_set_id (change, CRM_TAGGING_CUSTOMER, &self->id);
      crm_change_set_id (change, CRM_TAGGING_TAG, &tag);
    }
}

static void
add_relationship (CrmDemoCustomer *self)
{
  static const char *const kinds[] = { "parent", "subsidiary", "partner", "supplier", "competitor", "partner" };
  int other = crm_demo_random_chance (&self->random, 9) ? find_other (self, NULL) : -1;
  const char *kind = self->sketch->is_company ? kinds[crm_demo_random_below (&self->random, G_N_ELEMENTS (kinds))] : "family";
  CrmId id, other_id;
  CrmChange *change;

  if (other < 0)
    return;
  id = crm_demo_maker_make_id (self->maker, "relationship", self->number, 0);
  other_id = crm_demo_maker_make_id (self->maker, "customer", (guint)other, 0);
  change = crm_edit_create (self->edit, &crm_kind_relationship, &id);
  crm_change_set_id (change, CRM_RELATIONSHIP_CUSTOMER, &self->id);
  crm_change_set_id (change, CRM_RELATIONSHIP_OTHER, &other_id);
  crm_change_set_text (change, CRM_RELATIONSHIP_KIND, kind);
}

/* ── all of it ────────────────────────────────────────────────────────────────────────────── */

static void
set_slot (CrmDemoCustomer *self, CrmDemoSlot slot, const char *section, const char *part)
{
  self->slots[slot] = g_strdup (crm_demo_words_pick (self->sketch->words, &self->random, section, part)->columns[0]);
}

static void
draw (CrmDemoCustomer *self)
{
  guint point = crm_demo_random_below (&self->random, 100);
  guint others = 1 + crm_demo_random_below (&self->random, CRM_DEMO_N_USERS - 1);

  self->owner = point < LOCAL_PERCENT ? 0 : others;
  self->story = crm_demo_story_pick (&self->random, self->sketch->is_company);
  crm_demo_story_schedule (self->story, &self->random, self->moments);
  draw_trade (self);
  draw_origin (self);
  set_slot (self, CRM_DEMO_SLOT_FAIR, "fair", NULL);
  set_slot (self, CRM_DEMO_SLOT_COMPETITOR, "competitor", NULL);
  set_slot (self, CRM_DEMO_SLOT_DEFECT, "defect", self->sketch->is_company ? NULL : "individual");
  self->slots[CRM_DEMO_SLOT_CITY] = g_strdup (self->sketch->city->columns[0]);
  self->slots[CRM_DEMO_SLOT_COMPANY] = g_strdup (self->sketch->name);
}

static void
add_everything (CrmDemoCustomer *self)
{
  draw (self);
  add_record (self);
  crm_demo_reach_add_customer (self);
  if (self->maker->depth == CRM_DEMO_CONTACTS)
    return;
  if (self->sketch->is_company)
    draw_people (self);
  else
    be_own_person (self);
  add_tags (self);
  add_relationship (self);
  crm_demo_add_deals (self);
  crm_demo_tell (self);
  crm_demo_add_responses (self);
}

void
crm_demo_make_customer (CrmDemoMaker *maker, CrmEdit *edit, guint number)
{
  CrmDemoCustomer self = { .maker = maker, .edit = edit, .number = number };

  self.id = crm_demo_maker_make_id (maker, "customer", number, 0);
  self.sketch = crm_demo_sketch_new (&maker->lexicon, maker->seed, number);
  crm_demo_random_init (&self.random, maker->seed, (guint64)number << 8 | 1);
  add_everything (&self);
  for (guint i = 0; i < self.n_people; i++)
    {
      g_free (self.people[i].name);
      g_free (self.people[i].address);
    }
  for (guint i = 0; i < CRM_DEMO_N_SLOTS; i++)
    g_free (self.slots[i]);
  crm_demo_sketch_free (self.sketch);
}
