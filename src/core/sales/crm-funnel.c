/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The funnel: of the deals that began in a period, how many went on from stage to stage. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-funnel.h"

#include <string.h>

#define NO_STEP  (-1)
#define NO_ENTRY G_MININT64

/* The steps of a pipeline are its open stages in their order; one further step is being won. */
typedef struct
{
  const CrmDealPaths *paths;
  const CrmFunnelOptions *options;
  int n_steps;
  guint32 *stages; /* step → stage */
  int *steps;      /* stage → step, n_steps for a stage of winning, NO_STEP else */
} Course;

/* One deal's way along the course. */
typedef struct
{
  gint64 came_at;    /* into the pipeline, in whichever stage; NO_ENTRY if never */
  gint64 entered_at; /* the first step; NO_ENTRY if never */
  gint64 *times;     /* when each step was reached; of the first n_reached, NO_ENTRY for one that was not */
  int n_reached;     /* by the rule asked for, beyond the last one reached; n_steps + 1 with the winning */
  int farthest;      /* the highest step entered */
  gboolean here;     /* still in this pipeline */
  gboolean won;
} Way;

static const CrmDealStage *
get_stage (const CrmDealPaths *paths, guint32 stage)
{
  return &paths->stages[stage];
}

static gboolean
is_step (const CrmDealStage *stage, guint32 pipeline)
{
  return stage->pipeline == pipeline && stage->outcome == CRM_DEAL_OPEN && !stage->removed;
}

/* Stages are few: an insertion keeps them sorted, equal positions in the table's order. */
static void
course_add_stage (Course *self, guint32 stage)
{
  int place = self->n_steps++;

  for (; place > 0 && get_stage (self->paths, self->stages[place - 1])->position > get_stage (self->paths, stage)->position; place--)
    self->stages[place] = self->stages[place - 1];
  self->stages[place] = stage;
}

static void
course_init (Course *self, const CrmDealPaths *paths, const CrmFunnelOptions *options)
{
  *self = (Course){ paths, options, 0, g_new (guint32, paths->n_stages + 1), g_new (int, paths->n_stages + 1) };
  for (guint i = 0; i < paths->n_stages; i++)
    {
      self->steps[i] = NO_STEP;
      if (is_step (get_stage (paths, i), options->pipeline))
        course_add_stage (self, i);
    }
  for (int i = 0; i < self->n_steps; i++)
    self->steps[self->stages[i]] = i;
  for (guint i = 0; i < paths->n_stages; i++)
    if (get_stage (paths, i)->pipeline == options->pipeline && get_stage (paths, i)->outcome == CRM_DEAL_WON)
      self->steps[i] = self->n_steps;
}

static void
course_clear (Course *self)
{
  g_free (self->stages);
  g_free (self->steps);
}

static void
reach (const Course *course, Way *way, int step, gint64 at)
{
  way->farthest = MAX (way->farthest, step);
  if (way->entered_at == NO_ENTRY)
    way->entered_at = at;
  switch (course->options->rule)
    {
    case CRM_FUNNEL_ANY_STAGE:
      for (; way->n_reached <= step; way->n_reached++)
        way->times[way->n_reached] = at;
      break;
    case CRM_FUNNEL_ENTERED_STAGES:
      for (; way->n_reached <= step; way->n_reached++)
        way->times[way->n_reached] = NO_ENTRY;
      if (way->times[step] == NO_ENTRY)
        way->times[step] = at;
      break;
    case CRM_FUNNEL_ALL_STAGES:
    default:
      if (step == way->n_reached)
        way->times[way->n_reached++] = at;
    }
}

static gboolean
has_reached (const Way *way, int step)
{
  return step < way->n_reached && way->times[step] != NO_ENTRY;
}

static void
follow (const Course *course, const CrmDealPath *deal, Way *way)
{
  const CrmDealPaths *paths = course->paths;
  const CrmDealMove *moves = crm_deal_paths_get_moves (paths, deal);
  guint32 pipeline = course->options->pipeline;

  way->came_at = way->entered_at = NO_ENTRY;
  way->n_reached = 0;
  way->farthest = NO_STEP;
  for (guint i = 0; i < deal->n_moves; i++)
    {
      if (get_stage (paths, moves[i].stage)->pipeline != pipeline)
        continue;
      if (way->came_at == NO_ENTRY)
        way->came_at = moves[i].entered_at;
      if (course->steps[moves[i].stage] != NO_STEP)
        reach (course, way, course->steps[moves[i].stage], moves[i].entered_at);
    }
  way->here = deal->n_moves > 0 && get_stage (paths, moves[deal->n_moves - 1].stage)->pipeline == pipeline;
  way->won = way->here && deal->outcome == CRM_DEAL_WON;
  if (way->won && way->farthest < course->n_steps)
    reach (course, way, course->n_steps, MAX (deal->closed_at, moves[deal->n_moves - 1].entered_at));
}

static CrmFunnelFate
get_fate (const Course *course, const Way *way, const CrmDealPath *deal, int step)
{
  gboolean last = step == course->n_steps - 1;

  if (!has_reached (way, step))
    return CRM_FUNNEL_NOT_REACHED;
  if (last ? way->won : way->n_reached > step + 1)
    return CRM_FUNNEL_MOVED_ON;
  if (!last && way->farthest > step)
    return CRM_FUNNEL_PASSED_BY;
  if (!way->here)
    return CRM_FUNNEL_ELSEWHERE;
  return deal->outcome == CRM_DEAL_LOST ? CRM_FUNNEL_LOST : CRM_FUNNEL_STILL_OPEN;
}

static gboolean
in_cohort (const Course *course, const Way *way, int step)
{
  const CrmFunnelOptions *options = course->options;

  return crm_period_contains (&options->period, options->cohort == CRM_FUNNEL_ENTERED_PIPELINE ? way->entered_at : way->times[step]);
}

/* Whether the deal can be followed at all; if not, and it belongs to the period, it is counted as excluded. */
static gboolean
can_follow (const Course *course, const CrmDealPath *deal, CrmExcluded *excluded)
{
  if ((deal->problems & CRM_DEAL_NEEDS_MOVES) == 0)
    return TRUE;
  if (deal->pipeline == course->options->pipeline && crm_deal_path_is_missing (deal, &course->options->period))
    crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_MOVES, excluded);
  return FALSE;
}

/* A deal that is in no step: it has come into the pipeline but to none of its stages, or (all-stage) not to the first. */
static void
count_off_course (CrmFunnel *self, const Course *course, const Way *way)
{
  const CrmPeriod *period = &course->options->period;

  if (way->entered_at == NO_ENTRY)
    {
      if (way->came_at != NO_ENTRY && crm_period_contains (period, way->came_at))
        crm_excluded_add (&self->excluded, CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_STAGE_REACHED));
      return;
    }
  if (way->n_reached == 0 && crm_period_contains (period, way->entered_at))
    self->not_first++;
}

static gboolean
count_steps (CrmFunnel *self, const Course *course, const Way *way, const CrmDealPath *deal)
{
  gboolean counted = FALSE;

  for (int step = 0; step < MIN (way->n_reached, course->n_steps); step++)
    if (has_reached (way, step) && in_cohort (course, way, step))
      {
        self->steps[step].entered++;
        self->steps[step].fates[get_fate (course, way, deal, step)]++;
        counted = TRUE;
      }
  return counted;
}

static void
count_deal (CrmFunnel *self, const Course *course, const Way *way, const CrmDealPath *deal)
{
  gboolean counted = count_steps (self, course, way, deal);

  count_off_course (self, course, way);
  if (course->options->cohort == CRM_FUNNEL_ENTERED_PIPELINE)
    counted = way->entered_at != NO_ENTRY && crm_period_contains (&course->options->period, way->entered_at);
  if (!counted)
    return;
  self->cohort++;
  self->won += way->won;
}

CrmFunnel *
crm_funnel_new (const CrmDealPaths *paths, const CrmFunnelOptions *options)
{
  Course course;
  g_autofree gint64 *times = NULL;
  Way way = { 0 };
  CrmFunnel *self;

  course_init (&course, paths, options);
  times = g_new (gint64, course.n_steps + 1);
  way.times = times;
  self = g_malloc0 (sizeof *self + (gsize)course.n_steps * sizeof self->steps[0]);
  self->n_steps = (guint)course.n_steps;
  for (int i = 0; i < course.n_steps; i++)
    self->steps[i].stage = course.stages[i];
  for (gsize i = 0; i < paths->n_deals; i++)
    {
      if (!can_follow (&course, &paths->deals[i], &self->excluded))
        continue;
      follow (&course, &paths->deals[i], &way);
      count_deal (self, &course, &way, &paths->deals[i]);
    }
  course_clear (&course);
  return self;
}

void
crm_funnel_free (CrmFunnel *self)
{
  g_free (self);
}

gboolean
crm_funnel_step_get_rate (const CrmFunnelStep *step, double *rate)
{
  *rate = step->entered > 0 ? (double)step->fates[CRM_FUNNEL_MOVED_ON] / step->entered : 0;
  return step->entered > 0;
}

GArray *
crm_funnel_find_deals (const CrmDealPaths *paths, const CrmFunnelOptions *options, guint step, CrmFunnelFate fate)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Course course;
  g_autofree gint64 *times = NULL;
  Way way = { 0 };

  course_init (&course, paths, options);
  times = g_new (gint64, course.n_steps + 1);
  way.times = times;
  for (gsize i = 0; i < paths->n_deals && step < (guint)course.n_steps; i++)
    {
      const CrmDealPath *deal = &paths->deals[i];

      if ((deal->problems & CRM_DEAL_NEEDS_MOVES) != 0)
        continue;
      follow (&course, deal, &way);
      if (!has_reached (&way, (int)step) || !in_cohort (&course, &way, (int)step))
        continue;
      if (fate == CRM_FUNNEL_ANY_FATE || get_fate (&course, &way, deal, (int)step) == fate)
        g_array_append_val (ids, deal->id);
    }
  course_clear (&course);
  return ids;
}
