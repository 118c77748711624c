/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely an open deal is won, with the reasons, from the company's own closed deals. Pure; any thread. */

#pragma once

#include "core/base/crm-proportion.h"

G_BEGIN_DECLS

/** CRM_WIN_MODEL_MIN_OUTCOMES: won deals needed, and lost deals needed; below, the model is silent. */
#define CRM_WIN_MODEL_MIN_OUTCOMES 30

/** CRM_WIN_MODEL_MIN_LIKE: closed deals that must share a trait for it to count and to be named. */
#define CRM_WIN_MODEL_MIN_LIKE 8

/** CRM_WIN_MODEL_MIN_SKILL: by how much, of 1, the estimates must beat the plain win rate; below, the model is silent. */
#define CRM_WIN_MODEL_MIN_SKILL 0.01

#define CRM_WIN_MAX_FEATURES 32
#define CRM_WIN_MAX_REASONS  5
#define CRM_WIN_N_BINS       10

/**
 * CrmWinSample:
 * @n: closed deals
 * @n_features: what is known of each: source, owner, size of the amount, …; at most %CRM_WIN_MAX_FEATURES
 * @values: (array): @n × @n_features numbers of the caller's, a deal's one after the other; 0 is not known. Amounts and ages come as
 *   classes, numbered before.
 * @won: (array length=n): whether it was won
 */
typedef struct
{
  gsize n;
  guint n_features;
  const guint16 *values;
  const guint8 *won;
} CrmWinSample;

typedef enum
{
  CRM_WIN_MODEL_READY,
  CRM_WIN_MODEL_TOO_FEW,    /* fewer than %CRM_WIN_MODEL_MIN_OUTCOMES won or lost deals */
  CRM_WIN_MODEL_NO_PATTERN, /* what is known of the deals does not tell the won from the lost */
} CrmWinModelState;

/**
 * CrmWinReason:
 * @feature: which of the features
 * @value: the deal's value of it
 * @like: of how many closed deals with that value how many were won: "of 41 such deals 18 were won"
 * @weight: what it adds to the log odds; below 0 it speaks against winning
 */
typedef struct
{
  guint feature;
  guint16 value;
  CrmProportion like;
  double weight;
} CrmWinReason;

/**
 * CrmWinEstimate:
 * @probability: 0 to 1
 * @base: the win rate of all closed deals, from which the reasons lead to @probability
 * @reasons: (array length=n_reasons): those with the greatest weight, the greatest first
 */
typedef struct
{
  double probability;
  CrmProportion base;
  guint n_reasons;
  CrmWinReason reasons[CRM_WIN_MAX_REASONS];
} CrmWinEstimate;

/**
 * CrmWinBin:
 * @observed: of the deals estimated between i/10 and (i + 1)/10, how many were won
 * @mean: the mean of their estimates
 */
typedef struct
{
  CrmProportion observed;
  double mean;
} CrmWinBin;

/**
 * CrmWinCalibration:
 * @n: closed deals, each estimated by a model made without it
 * @brier: mean of (estimate − outcome)², outcome 1 for won and 0 for lost; 0 is perfect
 * @base_brier: the same, with the win rate of the others, Laplace-smoothed, as the estimate of each
 * @skill: 1 − @brier ÷ @base_brier
 * @bins: the reliability table: where estimates can be trusted, @observed agrees with @mean
 */
typedef struct
{
  guint n;
  double brier;
  double base_brier;
  double skill;
  CrmWinBin bins[CRM_WIN_N_BINS];
} CrmWinCalibration;

/**
 * CrmWinModel:
 *
 * Naive Bayes with Laplace smoothing. Of W won and L lost deals, w and l have value v of feature f, W_f and L_f have any of its k_f values:
 *
 * log odds = log ((W + 1)/(L + 1)) + λ Σ_f log ( (w + 1)/(W_f + k_f) ÷ ((l + 1)/(L_f + k_f)) )
 *
 * Features that say the same are counted double by this rule, which makes it too sure of itself; λ, one of 0, 0.1, … 1, is the one whose
 * estimates have the smallest Brier score, of equals the smallest. Values shared by fewer than %CRM_WIN_MODEL_MIN_LIKE deals add nothing.
 *
 * The score, the reliability table and λ come from leaving one out: each deal is estimated by a model made of all others. That is exact and as
 * cheap as making one model, as the counts are all there is to it. (k_f keeps the left-out deal's value; choosing one λ of eleven by
 * the same deals flatters the score by a hair, for which %CRM_WIN_MODEL_MIN_SKILL makes up.)
 *
 * Which date decides: none; the caller chooses the closed deals to learn from, by their closing date. It must describe each as it was
 * while open, or the model learns what only the outcome brought.
 *
 * Source: D. D. Lewis, "Naive (Bayes) at Forty" (1998); P. S. Laplace's rule of succession; G. W. Brier, "Verification of Forecasts Expressed in
 * Terms of Probability" (1950); A. H. Murphy and R. L. Winkler, "Reliability of Subjective Probability Forecasts" (1977).
 *
 * Immutable; any thread.
 */
typedef struct _CrmWinModel CrmWinModel;

/* (transfer full): a model made from @sample, which is not needed afterwards. */
CrmWinModel *crm_win_model_new (const CrmWinSample *sample);
void crm_win_model_free (CrmWinModel *self);

/* Whether it has something to say, and if not, why. */
CrmWinModelState crm_win_model_get_state (const CrmWinModel *self);

/* (transfer none): how good it is; all 0 where there were too few deals. */
const CrmWinCalibration *crm_win_model_get_calibration (const CrmWinModel *self);

/* λ, 0 to 1. */
double crm_win_model_get_evidence_weight (const CrmWinModel *self);

/**
 * crm_win_model_estimate:
 * @values: (array): the deal's value of each feature, as in the sample; unknown and unheard-of ones add nothing
 * @estimate: (out)
 *
 * Returns: whether the model has something to say; else @estimate is the plain win rate without reasons.
 */
gboolean crm_win_model_estimate (const CrmWinModel *self, const guint16 *values, CrmWinEstimate *estimate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWinModel, crm_win_model_free)

G_END_DECLS
