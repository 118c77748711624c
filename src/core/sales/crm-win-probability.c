/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely an open deal is won, with the reasons, from the company's own closed deals. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-win-probability.h"

#include <math.h>

#define N_LAMBDAS 11

/* From whose counts a weight is computed: everybody's, or everybody's but one won or one lost deal's. */
typedef enum
{
  WITH_ALL,
  WITHOUT_A_WON,
  WITHOUT_A_LOST,
  N_VIEWS,
} View;

typedef struct
{
  guint won;
  guint lost;
  double weights[N_VIEWS];
} Value;

typedef struct
{
  Value *values; /* by number; the first is unknown and stays 0 */
  guint n_values;
  guint n_distinct;
  guint won;
  guint lost;
} Feature;

struct _CrmWinModel
{
  Feature features[CRM_WIN_MAX_FEATURES];
  guint n_features;
  guint won;
  guint lost;
  double lambda;
  CrmWinModelState state;
  CrmWinCalibration calibration;
};

/* What leaving one out gives for each closed deal: the log odds are prior + λ × evidence. */
typedef struct
{
  double *evidence;
  const guint8 *won;
  gsize n;
  double priors[N_VIEWS];
} LeftOut;

/* ── counting ─────────────────────────────────────────────────────────────────────────────── */

static void
count_feature (Feature *self, const CrmWinSample *sample, guint feature)
{
  for (gsize i = 0; i < sample->n; i++)
    self->n_values = MAX (self->n_values, sample->values[i * sample->n_features + feature] + 1u);
  self->values = g_new0 (Value, self->n_values + 1);
  for (gsize i = 0; i < sample->n; i++)
    {
      guint16 number = sample->values[i * sample->n_features + feature];

      if (number == 0)
        continue;
      self->n_distinct += self->values[number].won + self->values[number].lost == 0;
      *(sample->won[i] ? &self->values[number].won : &self->values[number].lost) += 1;
      *(sample->won[i] ? &self->won : &self->lost) += 1;
    }
}

static double
get_weight (const Feature *feature, const Value *value, View view)
{
  double won = value->won - (view == WITHOUT_A_WON), lost = value->lost - (view == WITHOUT_A_LOST);
  double all_won = feature->won - (view == WITHOUT_A_WON), all_lost = feature->lost - (view == WITHOUT_A_LOST);

  if (won < 0 || lost < 0 || won + lost < CRM_WIN_MODEL_MIN_LIKE)
    return 0;
  return log ((won + 1) / (all_won + feature->n_distinct)) - log ((lost + 1) / (all_lost + feature->n_distinct));
}

static void
weigh_feature (Feature *self)
{
  for (guint number = 1; number < self->n_values; number++)
    for (int view = 0; view < N_VIEWS; view++)
      self->values[number].weights[view] = get_weight (self, &self->values[number], (View)view);
}

static double
get_prior (const CrmWinModel *self, View view)
{
  return log ((self->won - (view == WITHOUT_A_WON) + 1.0) / (self->lost - (view == WITHOUT_A_LOST) + 1.0));
}

/* ── calibrating ──────────────────────────────────────────────────────────────────────────── */

static double
get_probability (double log_odds)
{
  return 1 / (1 + exp (-log_odds));
}

static double
leave_out (const LeftOut *self, gsize i, double lambda)
{
  return get_probability (self->priors[self->won[i] ? WITHOUT_A_WON : WITHOUT_A_LOST] + lambda * self->evidence[i]);
}

static void
left_out_init (LeftOut *self, const CrmWinModel *model, const CrmWinSample *sample)
{
  *self = (LeftOut){ g_new (double, sample->n + 1), sample->won, sample->n };
  for (int view = 0; view < N_VIEWS; view++)
    self->priors[view] = get_prior (model, (View)view);
  for (gsize i = 0; i < sample->n; i++)
    {
      View view = sample->won[i] ? WITHOUT_A_WON : WITHOUT_A_LOST;

      self->evidence[i] = 0;
      for (guint f = 0; f < model->n_features; f++)
        self->evidence[i] += model->features[f].values[sample->values[i * model->n_features + f]].weights[view];
    }
}

static double
get_brier (const LeftOut *self, double lambda)
{
  double sum = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      double off = leave_out (self, i, lambda) - (self->won[i] != 0);

      sum += off * off;
    }
  return sum / (double)self->n;
}

static void
fill_bins (CrmWinBin *bins, const LeftOut *left_out, double lambda)
{
  guint won[CRM_WIN_N_BINS] = { 0 }, all[CRM_WIN_N_BINS] = { 0 };

  for (gsize i = 0; i < left_out->n; i++)
    {
      double probability = leave_out (left_out, i, lambda);
      int bin = MIN ((int)(probability * CRM_WIN_N_BINS), CRM_WIN_N_BINS - 1);

      won[bin] += left_out->won[i] != 0;
      all[bin]++;
      bins[bin].mean += probability;
    }
  for (int bin = 0; bin < CRM_WIN_N_BINS; bin++)
    {
      bins[bin].observed = crm_proportion_make (won[bin], all[bin]);
      bins[bin].mean = all[bin] > 0 ? bins[bin].mean / all[bin] : 0;
    }
}

static void
calibrate (CrmWinModel *self, const CrmWinSample *sample)
{
  CrmWinCalibration *calibration = &self->calibration;
  LeftOut left_out;

  left_out_init (&left_out, self, sample);
  calibration->n = (guint)sample->n;
  calibration->base_brier = calibration->brier = get_brier (&left_out, 0);
  for (int i = 1; i < N_LAMBDAS; i++)
    {
      double lambda = i / (double)(N_LAMBDAS - 1), brier = get_brier (&left_out, lambda);

      if (!(brier < calibration->brier))
        continue;
      calibration->brier = brier;
      self->lambda = lambda;
    }
  calibration->skill = 1 - calibration->brier / calibration->base_brier;
  fill_bins (calibration->bins, &left_out, self->lambda);
  self->state = calibration->skill >= CRM_WIN_MODEL_MIN_SKILL ? CRM_WIN_MODEL_READY : CRM_WIN_MODEL_NO_PATTERN;
  g_free (left_out.evidence);
}

/* ── public ───────────────────────────────────────────────────────────────────────────────── */

CrmWinModel *
crm_win_model_new (const CrmWinSample *sample)
{
  CrmWinModel *self;

  g_return_val_if_fail (sample->n_features <= CRM_WIN_MAX_FEATURES && sample->n < G_MAXUINT32, NULL);

  self = g_new0 (CrmWinModel, 1);
  self->n_features = sample->n_features;
  for (gsize i = 0; i < sample->n; i++)
    *(sample->won[i] ? &self->won : &self->lost) += 1;
  for (guint f = 0; f < self->n_features; f++)
    {
      count_feature (&self->features[f], sample, f);
      weigh_feature (&self->features[f]);
    }
  if (MIN (self->won, self->lost) < CRM_WIN_MODEL_MIN_OUTCOMES)
    self->state = CRM_WIN_MODEL_TOO_FEW;
  else
    calibrate (self, sample);
  return self;
}

void
crm_win_model_free (CrmWinModel *self)
{
  for (guint f = 0; f < self->n_features; f++)
    g_free (self->features[f].values);
  g_free (self);
}

CrmWinModelState
crm_win_model_get_state (const CrmWinModel *self)
{
  return self->state;
}

const CrmWinCalibration *
crm_win_model_get_calibration (const CrmWinModel *self)
{
  return &self->calibration;
}

double
crm_win_model_get_evidence_weight (const CrmWinModel *self)
{
  return self->lambda;
}

/* Keeps the reasons sorted by what they weigh; of equals the first feature comes first, and the least falls out at the end. */
static void
add_reason (CrmWinEstimate *estimate, const CrmWinReason *reason)
{
  guint place = estimate->n_reasons;

  for (; place > 0 && fabs (estimate->reasons[place - 1].weight) < fabs (reason->weight); place--)
    if (place < CRM_WIN_MAX_REASONS)
      estimate->reasons[place] = estimate->reasons[place - 1];
  if (place == CRM_WIN_MAX_REASONS)
    return;
  estimate->reasons[place] = *reason;
  estimate->n_reasons = MIN (estimate->n_reasons + 1, CRM_WIN_MAX_REASONS);
}

gboolean
crm_win_model_estimate (const CrmWinModel *self, const guint16 *values, CrmWinEstimate *estimate)
{
  double log_odds = get_prior (self, WITH_ALL);

  *estimate = (CrmWinEstimate){ .base = crm_proportion_make (self->won, self->won + self->lost) };
  estimate->probability = estimate->base.rate;
  if (self->state != CRM_WIN_MODEL_READY)
    return FALSE;
  for (guint f = 0; f < self->n_features; f++)
    {
      const Value *value = values[f] < self->features[f].n_values ? &self->features[f].values[values[f]] : NULL;
      CrmWinReason reason = { f, values[f], { 0 }, value != NULL ? self->lambda * value->weights[WITH_ALL] : 0 };

      if (reason.weight == 0)
        continue;
      reason.like = crm_proportion_make (value->won, value->won + value->lost);
      log_odds += reason.weight;
      add_reason (estimate, &reason);
    }
  estimate->probability = get_probability (log_odds);
  return TRUE;
}
