/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way a deal of the demo company went: through which stages, and when. */

#define G_LOG_DOMAIN "crm-demo"

#include "core/demo/crm-demo-way.h"

#include "core/base/crm-date-time.h"
#include "core/demo/crm-demo-maker.h"

#include <string.h>

#define MINUTE        (60 * (gint64)G_USEC_PER_SEC)
#define OPENING_HOUR  9
#define OFFICE_HOURS  9
#define LAST_NOW      (30 * MINUTE)
#define SKIP_PERCENT  11
#define BACK_PERCENT  9
#define STALL_PERCENT 7

static const CrmDemoPipeline *
get_pipeline (const CrmDemoWay *way)
{
  return &crm_demo_pipelines[way->pipeline];
}

gboolean
crm_demo_way_is_open (const CrmDemoWay *way)
{
  return strcmp (way->outcome, "open") == 0;
}

static void
come_to (CrmDemoWay *way, guint stage)
{
  if (way->n < CRM_DEMO_MAX_MOVES)
    way->stages[way->n++] = stage;
}

/* Through the open stages up to @last, now and then past one or back to one. */
static void
draw_stages (CrmDemoWay *way, CrmDemoRandom *random, guint last)
{
  for (guint stage = 0; stage <= last; stage++)
    {
      if (stage != last && crm_demo_random_chance (random, SKIP_PERCENT))
        continue;
      come_to (way, stage);
      if (stage > 0 && crm_demo_random_chance (random, BACK_PERCENT))
        {
          come_to (way, stage - 1);
          come_to (way, stage);
        }
    }
}

/* Most stay shorter than usual and a few much longer. In hundredths of a day. */
static int
draw_stay (CrmDemoWay *way, CrmDemoRandom *random, guint stage)
{
  static const int percent[] = { 20, 35, 50, 60, 75, 85, 100, 120, 150, 190, 260, 380 };
  static const int speed[CRM_DEMO_N_USERS] = { 85, 100, 110, 125 };

  return get_pipeline (way)->stages[stage].days * percent[crm_demo_random_below (random, G_N_ELEMENTS (percent))] * speed[way->owner] / 100;
}

/* Sets when each stage was come to, and gives when the last was left. */
static int
draw_stays (CrmDemoWay *way, CrmDemoRandom *random, int began_ago)
{
  int ago = began_ago * 100;

  for (guint i = 0; i < way->n; i++)
    {
      way->ago[i] = ago;
      ago -= draw_stay (way, random, way->stages[i]);
    }
  return ago;
}

/* The same stays in a given time. */
static void
fit (CrmDemoWay *way, int began_ago, int end, int wanted_end)
{
  int span = began_ago * 100 - end, wanted = MAX (began_ago * 100 - wanted_end, 0);

  for (guint i = 0; i < way->n; i++)
    way->ago[i] = began_ago * 100 - (int)((gint64)(began_ago * 100 - way->ago[i]) * wanted / MAX (span, 1));
}

static void
close_way (CrmDemoWay *way, const char *outcome, int ago)
{
  way->outcome = outcome;
  if (way->n == CRM_DEMO_MAX_MOVES)
    way->n--;
  way->ago[way->n] = ago;
  way->stages[way->n++] = get_pipeline (way)->n_open + (strcmp (outcome, "lost") == 0);
}

/* A deal with a known end, as the story tells it. */
void
crm_demo_way_go_closed (CrmDemoWay *way, CrmDemoRandom *random, const char *outcome, int began_ago, int ended_ago)
{
  guint last = get_pipeline (way)->n_open - 1;
  int end;

  draw_stages (way, random, strcmp (outcome, "won") == 0 ? last : crm_demo_random_below (random, last + 1));
  end = draw_stays (way, random, began_ago);
  fit (way, began_ago, end, ended_ago * 100);
  close_way (way, outcome, ended_ago * 100);
}

/* A deal that still stands in a stage. */
void
crm_demo_way_go_open (CrmDemoWay *way, CrmDemoRandom *random, guint stage, int began_ago)
{
  int before;

  way->outcome = "open";
  draw_stages (way, random, stage);
  draw_stays (way, random, began_ago);
  before = way->ago[way->n - 1];
  if (before < began_ago * 20)
    fit (way, began_ago, before, began_ago * 20);
}

/* A deal that goes as deals go; what would still be to come has not happened yet. */
void
crm_demo_way_go_on (CrmDemoWay *way, CrmDemoRandom *random, guint chance, int began_ago)
{
  guint n_open = get_pipeline (way)->n_open;
  gboolean won = crm_demo_random_chance (random, chance);
  int end;

  if (began_ago > 15 && began_ago < 160 && crm_demo_random_chance (random, STALL_PERCENT))
    {
      crm_demo_way_go_open (way, random, crm_demo_random_below (random, n_open - 1), began_ago);
      return;
    }
  draw_stages (way, random, won ? n_open - 1 : crm_demo_random_below (random, n_open));
  end = draw_stays (way, random, began_ago);
  if (end > 0)
    {
      close_way (way, won ? "won" : "lost", end);
      return;
    }
  way->outcome = "open";
  while (way->n > 1 && way->ago[way->n - 1] <= 0)
    way->n--;
}

/* Within office hours, each later than the one before and none later than now. */
void
crm_demo_way_set_times (CrmDemoWay *way, CrmDemoRandom *random, const CrmDemoMaker *maker)
{
  gint64 limit = maker->now - LAST_NOW;

  for (guint i = 0; i < way->n; i++)
    {
      int second = OPENING_HOUR * 3600 + crm_demo_random_below (random, OFFICE_HOURS * 12) * 300;

      way->at[i] = crm_date_time_from_local (crm_demo_maker_get_day (maker, MAX (way->ago[i], 0) / 100), second, maker->zone);
      if (i > 0 && way->at[i] <= way->at[i - 1])
        way->at[i] = way->at[i - 1] + 40 * MINUTE;
    }
  for (guint i = way->n; i-- > 0;)
    {
      way->at[i] = MIN (way->at[i], limit);
      limit = way->at[i] - 25 * MINUTE;
    }
}
