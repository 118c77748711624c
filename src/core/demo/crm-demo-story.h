/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may happen between the demo company and a customer: beats, and the stories made of them. */

#pragma once

#include "core/demo/crm-demo-random.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_DEMO_BEAT_FIRST,
  CRM_DEMO_BEAT_NEEDS,
  CRM_DEMO_BEAT_OFFER,
  CRM_DEMO_BEAT_QUESTION,
  CRM_DEMO_BEAT_VISIT,
  CRM_DEMO_BEAT_SAMPLE,
  CRM_DEMO_BEAT_HAGGLE,
  CRM_DEMO_BEAT_ORDER,
  CRM_DEMO_BEAT_DELIVERY,
  CRM_DEMO_BEAT_CHECK,
  CRM_DEMO_BEAT_REORDER,
  CRM_DEMO_BEAT_INVOICE,
  CRM_DEMO_BEAT_GREETING,
  CRM_DEMO_BEAT_RENEWAL,
  CRM_DEMO_BEAT_COMPLAINT,
  CRM_DEMO_BEAT_REPAIR,
  CRM_DEMO_BEAT_RELIEVED,
  CRM_DEMO_BEAT_EXCUSE,
  CRM_DEMO_BEAT_AGAIN,
  CRM_DEMO_BEAT_QUIET,
  CRM_DEMO_BEAT_PRICE_RISE,
  CRM_DEMO_BEAT_COOLING,
  CRM_DEMO_BEAT_LOST,
  CRM_DEMO_BEAT_DECLINED,
  CRM_DEMO_BEAT_WINBACK,
  CRM_DEMO_BEAT_WONBACK,
  CRM_DEMO_BEAT_NOTE,
  CRM_DEMO_BEAT_CHANGE,
  CRM_DEMO_N_BEATS
} CrmDemoBeatId;

/**
 * CrmDemoBeat:
 * @section: where its sentences stand
 * @kinds: interaction kinds, one of which it is, in English and Chinese stories; a sentence may name its own
 * @direction: "in", "out" or NULL
 * @first_minutes: shortest and @last_minutes longest duration; 0 for none
 * @tail: the mood of what may be added, or NULL
 * @task: the section of the task that may have planned it, or NULL
 */
typedef struct
{
  const char *section;
  const char *kinds[2][3];
  const char *direction;
  int first_minutes;
  int last_minutes;
  const char *tail;
  const char *task;
} CrmDemoBeat;

extern const CrmDemoBeat crm_demo_beats[CRM_DEMO_N_BEATS];

/* A beat, and how many days after the one before. */
typedef struct
{
  CrmDemoBeatId beat;
  int first_gap;
  int last_gap;
} CrmDemoStep;

#define CRM_DEMO_MAX_STEPS 16

/**
 * CrmDemoStory:
 * @company: weight among companies, @individual among individuals
 * @life_cycle: the stage it leads to, since the first beat of @life_cycle_beat; in an old story since years
 * @relationship: likewise, since @relationship_beat
 * @first_ago: how many days ago its last beat was, at least, and @last_ago at most
 * @next: the section of its open task, and in @next_percent how often it has one
 * @is_old: whether it began before the 18 months told
 */
typedef struct
{
  int company;
  int individual;
  const char *life_cycle;
  CrmDemoBeatId life_cycle_beat;
  const char *relationship;
  CrmDemoBeatId relationship_beat;
  int first_ago;
  int last_ago;
  const char *next;
  guint next_percent;
  gboolean is_old;
  guint n_steps;
  CrmDemoStep steps[CRM_DEMO_MAX_STEPS];
} CrmDemoStory;

const CrmDemoStory *crm_demo_story_pick (CrmDemoRandom *random, gboolean is_company);

/* One beat with its place in time. */
typedef struct
{
  CrmDemoBeatId beat;
  int days_ago;
} CrmDemoMoment;

/**
 * crm_demo_story_schedule:
 * @moments: room for one a step
 *
 * Draws the gaps, counts back from the last beat, and shrinks what would reach beyond 18 months.
 */
void crm_demo_story_schedule (const CrmDemoStory *story, CrmDemoRandom *random, CrmDemoMoment *moments);

/* All stories, for tests. */
const CrmDemoStory *crm_demo_story_get (guint position);
guint crm_demo_story_count (void);

G_END_DECLS
