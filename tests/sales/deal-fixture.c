/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals for the tests of the figures. */

#include "tests/sales/deal-fixture.h"

#include <string.h>

static const CrmDealStage stages[N_STAGES] = {
  [LEAD] = { PIPELINE, 10, CRM_DEAL_OPEN, FALSE },
  [QUALIFIED] = { PIPELINE, 20, CRM_DEAL_OPEN, FALSE },
  [PROPOSAL] = { PIPELINE, 30, CRM_DEAL_OPEN, FALSE },
  [NEGOTIATION] = { PIPELINE, 40, CRM_DEAL_OPEN, FALSE },
  [WON] = { PIPELINE, 50, CRM_DEAL_WON, FALSE },
  [LOST] = { PIPELINE, 60, CRM_DEAL_LOST, FALSE },
  [REMOVED] = { PIPELINE, 25, CRM_DEAL_OPEN, TRUE },
  [OTHER_OPEN] = { OTHER_PIPELINE, 10, CRM_DEAL_OPEN, FALSE },
  [OTHER_WON] = { OTHER_PIPELINE, 20, CRM_DEAL_WON, FALSE },
};

#define MOST_MOVES 32

typedef struct
{
  guint32 stages[MOST_MOVES];
  gint64 times[MOST_MOVES];
  guint n;
} Walk;

DealFixture *
deal_fixture_new (int today)
{
  DealFixture *self = g_new0 (DealFixture, 1);

  self->now = AT (today);
  self->builder = crm_deal_path_builder_new (stages, N_STAGES, self->now);
  return self;
}

void
deal_fixture_free (DealFixture *self)
{
  crm_deal_path_builder_free (self->builder);
  g_free (self);
}

static void
add_walk (DealFixture *self, const Walk *walk, CrmDealPath *deal, void (*change) (CrmDealPath *deal))
{
  const CrmDealStage *last = walk->n > 0 && walk->stages[walk->n - 1] < N_STAGES ? &stages[walk->stages[walk->n - 1]] : NULL;

  deal->created_at = walk->n > 0 ? walk->times[0] : self->now;
  deal->pipeline = last != NULL ? last->pipeline : PIPELINE;
  deal->outcome = last != NULL ? last->outcome : CRM_DEAL_OPEN;
  deal->closed_at = deal->outcome != CRM_DEAL_OPEN ? walk->times[walk->n - 1] : 0;
  if (deal->closed_at != 0)
    deal->closed_on = crm_date_add_days (DATE_ZERO, (int)((deal->closed_at - DAY_ZERO) / DAY));
  if (change != NULL)
    change (deal);
  crm_deal_path_builder_add_deal (self->builder, deal);
  for (guint i = 0; i < walk->n; i++)
    crm_deal_path_builder_add_move (self->builder, i > 0 ? walk->stages[i - 1] : CRM_STAGE_NONE, walk->stages[i], walk->times[i]);
}

void
deal_fixture_add_changed (DealFixture *self, const char *moves, gint64 amount, void (*change) (CrmDealPath *deal))
{
  Walk walk = { .n = 0 };
  g_auto (GStrv) words = g_strsplit (moves, " ", -1);
  CrmDealPath deal = { .amount = amount, .expected_on = crm_date_add_days (DATE_ZERO, 100), .probability = 5000, .category = CRM_FORECAST_PIPELINE };

  for (guint i = 0; words[i] != NULL && words[i][0] != '\0'; i++)
    {
      const char *at = strchr (words[i], '@');

      g_assert_nonnull (at);
      g_assert_cmpuint (walk.n, <, MOST_MOVES);
      walk.stages[walk.n] = (guint32)g_ascii_strtoull (words[i], NULL, 10);
      walk.times[walk.n++] = AT (g_ascii_strtoll (at + 1, NULL, 10));
    }
  deal.id = (gint64)deal_fixture_get_paths (self)->n_deals + 1;
  add_walk (self, &walk, &deal, change);
}

void
deal_fixture_add (DealFixture *self, const char *moves, gint64 amount)
{
  deal_fixture_add_changed (self, moves, amount, NULL);
}

const CrmDealPaths *
deal_fixture_get_paths (DealFixture *self)
{
  self->paths = crm_deal_path_builder_get_paths (self->builder);
  return &self->paths;
}

static void
wander (GRand *random, Walk *walk)
{
  gint64 at = AT (g_rand_int_range (random, 0, 350));
  guint32 stage = g_rand_int_range (random, 0, 10) < 7 ? LEAD : (guint32)g_rand_int_range (random, 0, N_STAGES);

  for (walk->n = 0; walk->n < 12;)
    {
      walk->stages[walk->n] = stage;
      walk->times[walk->n++] = at;
      if (stages[stage].outcome != CRM_DEAL_OPEN && g_rand_int_range (random, 0, 10) < 9)
        return;
      at += (gint64)(g_rand_double_range (random, 0, 30) * DAY);
      stage = g_rand_int_range (random, 0, 10) < 6 ? MIN (stage + 1, WON) : (guint32)g_rand_int_range (random, 0, N_STAGES);
    }
}

static void
vary (GRand *random, CrmDealPath *deal, guint i)
{
  *deal = (CrmDealPath){ .id = i + 1 };
  deal->amount = g_rand_int_range (random, 0, 5000000);
  deal->expected_on = crm_date_add_days (DATE_ZERO, g_rand_int_range (random, 0, 400));
  deal->probability = (guint16)(g_rand_int_range (random, 0, 101) * 100);
  deal->category = (guint8)g_rand_int_range (random, 0, 4);
  deal->owner = (guint32)g_rand_int_range (random, 0, 9);
  deal->source = (guint32)g_rand_int_range (random, 0, 6);
  deal->lost_reason = (guint32)g_rand_int_range (random, 0, 5);
  if (g_rand_int_range (random, 0, 20) == 0)
    deal->problems = CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE);
}

DealFixture *
deal_fixture_new_random (guint32 seed, guint n, int today)
{
  DealFixture *self = deal_fixture_new (today);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < n; i++)
    {
      CrmDealPath deal;
      Walk walk;

      vary (random, &deal, i);
      wander (random, &walk);
      while (walk.n > 0 && walk.times[walk.n - 1] > self->now)
        walk.n--;
      if (walk.n > 0)
        add_walk (self, &walk, &deal, NULL);
    }
  return self;
}

CrmDealPath *
deal_fixture_shuffle (const CrmDealPaths *paths, guint32 seed)
{
  CrmDealPath *deals = g_memdup2 (paths->deals, paths->n_deals * sizeof *deals);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (gsize i = paths->n_deals; i > 1; i--)
    {
      gsize j = (gsize)g_rand_int_range (random, 0, (int)i);
      CrmDealPath deal = deals[i - 1];

      deals[i - 1] = deals[j];
      deals[j] = deal;
    }
  return deals;
}
