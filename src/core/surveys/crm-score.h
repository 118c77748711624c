/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of a survey: a number for what many people answered, and how sure one can be of it. Pure; any thread. */

#pragma once

#include "core/surveys/crm-moments.h"

G_BEGIN_DECLS

/** CrmRating: what one person chose on a scale, −127 to 127; %CRM_RATING_NONE for nothing. */
typedef gint8 CrmRating;

#define CRM_RATING_NONE G_MININT8

/**
 * CrmScore:
 * @n: how many answers it rests on
 * @known: whether there is a score; without answers there is none, and @value, @low and @high are 0
 * @has_interval: whether @low and @high mean something; else both are @value
 * @low: the lower end of the 95 % confidence interval
 * @high: its upper end
 */
typedef struct
{
  guint n;
  gboolean known;
  gboolean has_interval;
  double value;
  double low;
  double high;
} CrmScore;

/** CrmNps: how many would recommend (9–10), are indifferent (7–8), would not (0–6). */
typedef struct
{
  guint promoters;
  guint passives;
  guint detractors;
} CrmNps;

/**
 * CrmScoreKind:
 * @CRM_SCORE_NPS: crm_score_nps () of answers 0 to 10
 * @CRM_SCORE_SHARE: crm_score_share () of the two highest answers of the scale, as CSAT is: 4–5 of 1 to 5
 * @CRM_SCORE_MEAN: crm_score_mean () of the answers, as CES (1 to 7), stars and other scales are
 */
typedef enum
{
  CRM_SCORE_NPS,
  CRM_SCORE_SHARE,
  CRM_SCORE_MEAN,
} CrmScoreKind;

/** CRM_NPS_PROMOTER, CRM_NPS_PASSIVE: the lowest answer that makes somebody one. */
#define CRM_NPS_PROMOTER 9
#define CRM_NPS_PASSIVE  7

/** CRM_SCORE_N_TOP: how many of the highest answers of a scale count as satisfied. */
#define CRM_SCORE_N_TOP 2

/**
 * crm_score_share:
 *
 * @part ÷ @whole, 0 to 1, with Wilson's interval: crm_proportion_make ().
 */
CrmScore crm_score_share (guint part, guint whole);

/**
 * crm_score_nps:
 *
 * The Net Promoter Score in points, −100 to 100: 100 × (p − d), p the share of promoters, d that of detractors. Interval: ± 1.959964 standard
 * errors, 100 × √((p + d − (p − d)²) ÷ n), the variance of a number that is 1, 0 or −1, cut off at ± 100. Where all answers are of one kind that
 * is 0, as if there were no doubt; then the interval is made with ¾ of a promoter, 1½ passives and ¾ of a detractor added, and reaches
 * at least the score. None with fewer than two answers.
 *
 * Source: F. F. Reichheld, "The One Number You Need to Grow" (2003); B. Rocks, "Interval Estimation for the 'Net Promoter Score'" (2016), Wald and
 * adjusted Wald (3, T) intervals.
 */
CrmScore crm_score_nps (const CrmNps *nps);

/* The squared standard error of crm_score_nps (), in squared points, as it says; 0 without answers. */
double crm_nps_get_variance (const CrmNps *nps);

/**
 * crm_score_mean:
 * @unit: how much of a number of @moments is one of the score: 1, or %CRM_DECIMAL_ONE where they are millionths
 * @minimum: the lowest answer there can be, in the score's unit; -INFINITY for none
 * @maximum: the highest
 *
 * The mean, with the interval ± t s ÷ √n: s² the sample's variance, t the quantile of Student's distribution with n − 1 degrees of freedom; cut off at
 * the ends of the scale. None with fewer than two answers; of no width where all are the same.
 *
 * Source: "Student" (W. S. Gosset), "The Probable Error of a Mean" (1908).
 */
CrmScore crm_score_mean (const CrmMoments *moments, double unit, double minimum, double maximum);

/**
 * crm_score_from_counts:
 * @minimum: the lowest answer of the scale
 * @counts: (array length=n_values): how many gave each answer from @minimum upwards
 *
 * Returns: the score of @kind.
 */
CrmScore crm_score_from_counts (CrmScoreKind kind, int minimum, const guint *counts, guint n_values);

/* The same counts by kind of answer, and as moments (in unit 1). */
CrmNps crm_nps_from_counts (int minimum, const guint *counts, guint n_values);
CrmMoments crm_moments_from_counts (int minimum, const guint *counts, guint n_values);

G_END_DECLS
