/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long deals stay in each stage. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-stage-time.h"

/* What one deal spent in one stage. */
typedef struct
{
  gsize deal; /* index + 1: whose the rest is */
  gint64 first_at;
  gint64 total;
  gboolean open;
} Stay;

typedef struct
{
  const CrmDealPaths *paths;
  const CrmPeriod *period;
  Stay *stays;             /* by stage */
  CrmDurations *durations; /* by stage */
} Watch;

static void
add_stay (Watch *self, gsize deal, guint32 number)
{
  const CrmDealMove *move = &crm_deal_paths_get_moves (self->paths, &self->paths->deals[deal])[number];
  gint64 left_at = crm_deal_paths_get_left_at (self->paths, &self->paths->deals[deal], number);
  Stay *stay = &self->stays[move->stage];

  if (stay->deal != deal + 1)
    *stay = (Stay){ deal + 1, move->entered_at, 0, FALSE };
  stay->total += (left_at != 0 ? left_at : MAX (self->paths->now, move->entered_at)) - move->entered_at;
  stay->open = left_at == 0;
}

/* Each stage the deal has been in is recorded at its first stay there; the others find it done. */
static void
record_deal (Watch *self, gsize index)
{
  const CrmDealPath *deal = &self->paths->deals[index];
  const CrmDealMove *moves = crm_deal_paths_get_moves (self->paths, deal);

  for (guint i = 0; i < deal->n_moves; i++)
    add_stay (self, index, i);
  for (guint i = 0; i < deal->n_moves; i++)
    {
      Stay *stay = &self->stays[moves[i].stage];

      if (stay->deal == 0)
        continue;
      if (self->paths->stages[moves[i].stage].outcome == CRM_DEAL_OPEN && crm_period_contains (self->period, stay->first_at))
        crm_durations_add (&self->durations[moves[i].stage], stay->total, !stay->open);
      stay->deal = 0;
    }
}

static CrmStageTime
sum_up (CrmDurations *durations)
{
  return (CrmStageTime){
    durations->keys->len,
    durations->keys->len - durations->n_ended,
    crm_durations_get_quantile (durations, 50),
    crm_durations_get_quantile (durations, 80),
  };
}

CrmStageTimes *
crm_stage_times_new (const CrmDealPaths *paths, const CrmPeriod *period)
{
  CrmStageTimes *self = g_malloc0 (sizeof *self + paths->n_stages * sizeof self->stages[0]);
  g_autofree Stay *stays = g_new0 (Stay, paths->n_stages + 1);
  g_autofree CrmDurations *durations = g_new0 (CrmDurations, paths->n_stages + 1);
  Watch watch = { paths, period, stays, durations };

  self->n_stages = paths->n_stages;
  for (guint i = 0; i < paths->n_stages; i++)
    crm_durations_init (&durations[i]);
  for (gsize i = 0; i < paths->n_deals; i++)
    {
      if ((paths->deals[i].problems & CRM_DEAL_NEEDS_MOVES) == 0)
        record_deal (&watch, i);
      else if (crm_deal_path_is_missing (&paths->deals[i], period))
        crm_deal_path_excludes (&paths->deals[i], CRM_DEAL_NEEDS_MOVES, &self->excluded);
    }
  for (guint i = 0; i < paths->n_stages; i++)
    {
      self->stages[i] = sum_up (&durations[i]);
      crm_durations_clear (&durations[i]);
    }
  return self;
}

void
crm_stage_times_free (CrmStageTimes *self)
{
  g_free (self);
}
