/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SERVQUAL: how far a service stays behind what was expected of it, by item and by dimension. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-servqual.h"

#include <math.h>
#include <string.h>

/* A person's means are kept as whole numbers of this part of one, so that sums do not depend on their order. */
#define NANO 1e9

typedef struct
{
  CrmMoments expectation;
  CrmMoments perception;
  CrmMoments gap;
} GapMoments;

/* Of an item, in whole ratings: there are many of these, and 64 bits are enough. */
typedef struct
{
  guint n;
  gint64 expectation;
  gint64 perception;
  gint64 expectation_squares;
  gint64 perception_squares;
  gint64 gap_squares;
} ItemSums;

/* What one person said of a dimension, summed over the items of which he said both. */
typedef struct
{
  int n;
  int expectation;
  int perception;
} PersonSum;

static CrmGap
make_gap (const GapMoments *moments, double unit)
{
  return (CrmGap){
    .expectation = crm_score_mean (&moments->expectation, unit, -INFINITY, INFINITY),
    .perception = crm_score_mean (&moments->perception, unit, -INFINITY, INFINITY),
    .gap = crm_score_mean (&moments->gap, unit, -INFINITY, INFINITY),
  };
}

static CrmGap
make_item_gap (const ItemSums *sums)
{
  GapMoments moments = {
    .expectation = { sums->n, sums->expectation, sums->expectation_squares },
    .perception = { sums->n, sums->perception, sums->perception_squares },
    .gap = { sums->n, sums->perception - sums->expectation, sums->gap_squares },
  };

  return make_gap (&moments, 1);
}

/* ── weights ──────────────────────────────────────────────────────────────────────────────── */

static double
get_weight (const double *importance, guint dimension)
{
  return importance != NULL && isfinite (importance[dimension]) ? MAX (importance[dimension], 0) : 0;
}

static void
fill_weights (CrmServqual *self, const double *importance)
{
  double sum = 0;

  for (guint i = 0; i < self->n_dimensions; i++)
    sum += get_weight (importance, i);
  self->has_weights = sum > 0 && isfinite (sum);
  for (guint i = 0; i < self->n_dimensions; i++)
    self->weights[i] = self->has_weights ? get_weight (importance, i) / sum : 1.0 / self->n_dimensions;
}

/* ── persons ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
has_both (const CrmServqualAnswers *answers, guint item, gsize person)
{
  return answers->expectations[item][person] != CRM_RATING_NONE && answers->perceptions[item][person] != CRM_RATING_NONE;
}

/* Whether anybody has a gap in each dimension. */
static void
find_used (const CrmServqualAnswers *answers, gboolean *used)
{
  for (guint i = 0; i < answers->n_items; i++)
    for (gsize person = 0; person < answers->n_persons && !used[answers->dimensions[i]]; person++)
      used[answers->dimensions[i]] = has_both (answers, i, person);
}

static void
add_items (const CrmServqualAnswers *answers, gsize person, ItemSums *items, PersonSum *sums)
{
  memset (sums, 0, answers->n_dimensions * sizeof *sums);
  for (guint i = 0; i < answers->n_items; i++)
    {
      int expectation = answers->expectations[i][person], perception = answers->perceptions[i][person];
      PersonSum *sum = &sums[answers->dimensions[i]];

      if (!has_both (answers, i, person))
        continue;
      items[i].n++;
      items[i].expectation += expectation;
      items[i].perception += perception;
      items[i].expectation_squares += expectation * expectation;
      items[i].perception_squares += perception * perception;
      items[i].gap_squares += (perception - expectation) * (perception - expectation);
      sum->n++;
      sum->expectation += expectation;
      sum->perception += perception;
    }
}

static void
add_pair (GapMoments *self, double expectation, double perception)
{
  gint64 expected = llround (expectation * NANO), met = llround (perception * NANO);

  crm_moments_add (&self->expectation, expected);
  crm_moments_add (&self->perception, met);
  crm_moments_add (&self->gap, met - expected);
}

static void
add_dimensions (const PersonSum *sums, GapMoments *dimensions, guint n)
{
  for (guint i = 0; i < n; i++)
    if (sums[i].n > 0)
      add_pair (&dimensions[i], (double)sums[i].expectation / sums[i].n, (double)sums[i].perception / sums[i].n);
}

/* Adds the person, if he has all dimensions that are @used; those that nobody has leave their weight to the others. */
static void
add_overall (const PersonSum *sums, const gboolean *used, const double *weights, guint n, GapMoments *overall)
{
  double expectation = 0, perception = 0, weight = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!used[i])
        continue;
      if (sums[i].n == 0)
        return;
      weight += weights[i];
      expectation += weights[i] * sums[i].expectation / sums[i].n;
      perception += weights[i] * sums[i].perception / sums[i].n;
    }
  if (weight > 0)
    add_pair (overall, expectation / weight, perception / weight);
}

static void
compute (CrmServqual *self, const CrmServqualAnswers *answers, ItemSums *items, GapMoments *dimensions)
{
  g_autofree PersonSum *sums = g_new0 (PersonSum, self->n_dimensions + 1);
  g_autofree gboolean *used = g_new0 (gboolean, self->n_dimensions + 1);
  g_autofree double *same = g_new (double, self->n_dimensions + 1);
  GapMoments overall = { 0 }, weighted = { 0 };

  find_used (answers, used);
  for (guint i = 0; i < self->n_dimensions; i++)
    same[i] = 1;
  for (gsize person = 0; person < answers->n_persons; person++)
    {
      add_items (answers, person, items, sums);
      add_dimensions (sums, dimensions, self->n_dimensions);
      add_overall (sums, used, same, self->n_dimensions, &overall);
      add_overall (sums, used, self->weights, self->n_dimensions, &weighted);
    }
  self->overall = make_gap (&overall, NANO);
  self->weighted = self->has_weights ? make_gap (&weighted, NANO) : self->overall;
}

CrmServqual *
crm_servqual_new (const CrmServqualAnswers *answers, const double *importance)
{
  CrmServqual *self = g_new0 (CrmServqual, 1);
  g_autofree ItemSums *items = g_new0 (ItemSums, answers->n_items + 1);
  g_autofree GapMoments *dimensions = g_new0 (GapMoments, answers->n_dimensions + 1);

  self->n_items = answers->n_items;
  self->n_dimensions = answers->n_dimensions;
  self->items = g_new0 (CrmGap, self->n_items + 1);
  self->dimensions = g_new0 (CrmGap, self->n_dimensions + 1);
  self->weights = g_new0 (double, self->n_dimensions + 1);
  fill_weights (self, importance);
  compute (self, answers, items, dimensions);
  for (guint i = 0; i < self->n_items; i++)
    self->items[i] = make_item_gap (&items[i]);
  for (guint i = 0; i < self->n_dimensions; i++)
    self->dimensions[i] = make_gap (&dimensions[i], NANO);
  return self;
}

void
crm_servqual_free (CrmServqual *self)
{
  g_free (self->items);
  g_free (self->dimensions);
  g_free (self->weights);
  g_free (self);
}
