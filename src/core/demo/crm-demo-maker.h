/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the demo company's maker share. */

#pragma once

#include "core/base/crm-date.h"
#include "core/demo/crm-demo-sales.h"
#include "core/demo/crm-demo-sketch.h"
#include "core/demo/crm-demo-story.h"
#include "core/demo/crm-demo-surveys.h"
#include "core/demo/crm-demo.h"

G_BEGIN_DECLS

#define CRM_DEMO_N_USERS      4
#define CRM_DEMO_MAX_PEOPLE   4
#define CRM_DEMO_DAY          (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define CRM_DEMO_MAX_MENTIONS 8
#define CRM_DEMO_MAX_DEALS    8

/**
 * CrmDemoMaker:
 * @space: all ids are hashed from it
 * @users: their ids; the first is the local user
 * @serial: for ids that ascend
 * @next: number of the next customer
 *
 * One edit's state, on the writer's thread.
 */
struct _CrmDemoMaker
{
  guint n_customers;
  guint64 seed;
  CrmDemoDepth depth;
  gboolean is_chinese_office;
  gboolean is_traditional; /* its tags are in Traditional Chinese */
  CrmDemoLexicon lexicon;
  gint64 now;
  GTimeZone *zone;
  char *zone_name;
  CrmDate today;
  CrmId space;
  CrmId users[CRM_DEMO_N_USERS];
  gboolean has_local_user;
  guint64 serial;
  guint next;
  gboolean begun;
  CrmDemoSurveys *surveys; /* (nullable) */
};

/* A person at a customer, or the individual: how sentences speak of them, and the part in buying of one at a company. */
typedef struct
{
  CrmId id;
  char *name;
  char *address;
  gboolean is_female;
  const char *buying_role;
} CrmDemoPerson;

/* A deal as the story sees it: while it went on, and whether it still does. */
typedef struct
{
  CrmId id;
  int began_ago;
  int ended_ago; /* 0 for one that is open */
  gboolean is_open;
  gboolean is_won;
} CrmDemoDeal;

/**
 * CrmDemoCustomer:
 * @random: everything about this customer but its sketch
 * @people: of an individual just itself
 * @n_gone: how many of them, the last, have left
 * @price: of one piece, minor units
 * @amount: of a usual order
 * @n_points: contact points so far, @n_phones telephone numbers
 * @slots: what sentences are filled with; owned
 * @deals: the first @n_deals
 *
 * One customer while its records are made.
 */
typedef struct
{
  CrmDemoMaker *maker;
  CrmEdit *edit;
  guint number;
  CrmId id;
  CrmDemoSketch *sketch;
  CrmDemoRandom random;
  guint owner;
  const CrmDemoStory *story;
  CrmDemoMoment moments[CRM_DEMO_MAX_STEPS];
  const char *source;
  int referrer; /* number of a customer, or -1 */
  CrmDemoPerson people[CRM_DEMO_MAX_PEOPLE];
  guint n_people;
  guint n_gone;
  CrmMoney price;
  CrmMoney amount;
  guint n_points;
  guint n_phones;
  char *slots[CRM_DEMO_N_SLOTS];
  CrmDemoDeal deals[CRM_DEMO_MAX_DEALS];
  guint n_deals;
} CrmDemoCustomer;

/* The id of the @position-th record of a sort that belongs to customer @number; hashed, or ascending in contacts. */
CrmId crm_demo_maker_make_id (CrmDemoMaker *self, const char *sort, guint number, guint position);

/* The date @days before today. */
CrmDate crm_demo_maker_get_day (const CrmDemoMaker *self, int days_ago);

/* A user's name, and what colleagues say. */
const char *crm_demo_user_name (const CrmDemoMaker *self, guint user);
const char *crm_demo_user_call_name (guint user);

/* A field's value picked from a section, in @percent of cases. */
void crm_demo_customer_set_word (CrmDemoCustomer *self, CrmChange *change, guint field, const char *section, const char *part, guint percent);

/* crm-demo-customer.c: one customer with all that belongs to it. */
void crm_demo_make_customer (CrmDemoMaker *maker, CrmEdit *edit, guint number);

/* crm-demo-reach.c: telephone numbers, addresses and accounts of a customer, of one of its people. */
void crm_demo_reach_add_customer (CrmDemoCustomer *self);
void crm_demo_reach_add_person (CrmDemoCustomer *self, const CrmDemoPerson *person, const CrmDemoLine *surname, const CrmDemoLine *given);

/* crm-demo-deals.c: what was sold, or not, with every move. */
void crm_demo_add_deals (CrmDemoCustomer *self);

/* crm-demo-surveys.c: what the customer answered when asked. */
void crm_demo_add_responses (CrmDemoCustomer *self);

/* crm-demo-telling.c: the story told as interactions and tasks, each with the deal it is about. */
void crm_demo_tell (CrmDemoCustomer *self);

G_END_DECLS
