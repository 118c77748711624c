/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way a deal of the demo company went: through which stages, and when. */

#pragma once

#include "core/demo/crm-demo-random.h"
#include "core/demo/crm-demo-sales.h"

G_BEGIN_DECLS

#define CRM_DEMO_MAX_MOVES 12

/**
 * CrmDemoWay:
 * @pipeline: where; @owner the number of the user who sells, set before it goes anywhere
 * @outcome: "open", "won", "lost"
 * @stages: (array length=n): those it came to, by their place in the pipeline
 * @ago: (array length=n): when, in hundredths of a day before today
 * @at: (array length=n): the same in microseconds UTC, once crm_demo_way_set_times() was called
 */
typedef struct
{
  CrmDemoPipelineId pipeline;
  guint owner;
  const char *outcome;
  guint stages[CRM_DEMO_MAX_MOVES];
  int ago[CRM_DEMO_MAX_MOVES];
  gint64 at[CRM_DEMO_MAX_MOVES];
  guint n;
} CrmDemoWay;

/* A deal with a known end, as the story tells it; days before today. */
void crm_demo_way_go_closed (CrmDemoWay *way, CrmDemoRandom *random, const char *outcome, int began_ago, int ended_ago);

/* A deal that still stands in that stage. */
void crm_demo_way_go_open (CrmDemoWay *way, CrmDemoRandom *random, guint stage, int began_ago);

/* A deal that goes as deals go, won in @chance percent; what would still be to come has not happened yet. */
void crm_demo_way_go_on (CrmDemoWay *way, CrmDemoRandom *random, guint chance, int began_ago);

/* Sets the moments: within office hours, each later than the one before and none later than now. */
void crm_demo_way_set_times (CrmDemoWay *way, CrmDemoRandom *random, const CrmDemoMaker *maker);

gboolean crm_demo_way_is_open (const CrmDemoWay *way);

G_END_DECLS
