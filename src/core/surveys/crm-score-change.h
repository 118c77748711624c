/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a score has changed since the period before, or chance has. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/** CRM_CHANGE_LEAST: with fewer answers in either period nothing is said of a change. */
#define CRM_CHANGE_LEAST 10

/** CRM_CHANGE_LEVEL: a change is taken for real where chance alone would make one as large more rarely than this. */
#define CRM_CHANGE_LEVEL 0.05

typedef enum
{
  CRM_CHANGE_TOO_FEW, /* too few answers to say */
  CRM_CHANGE_CHANCE,  /* may be chance */
  CRM_CHANGE_REAL,    /* likely a real change */
} CrmChangeVerdict;

typedef enum
{
  CRM_CHANGE_TEST_NONE,
  CRM_CHANGE_TEST_Z,
  CRM_CHANGE_TEST_FISHER,
  CRM_CHANGE_TEST_WELCH,
} CrmChangeTest;

/**
 * CrmScoreChange:
 * @test: which test @p is of; %CRM_CHANGE_TEST_NONE where there is none to make, as with a period without answers
 * @difference: now − before, in the score's unit; 0 where either is not known
 * @p: how often chance alone would make a difference at least as large, 0 to 1; 1 without a test
 */
typedef struct
{
  CrmChangeVerdict verdict;
  CrmChangeTest test;
  double difference;
  double p;
} CrmScoreChange;

/**
 * crm_score_change_of_shares:
 *
 * Two shares, z = (p₁ − p₂) ÷ √(p (1 − p) (1/n₁ + 1/n₂)) with p the share of both together. Where one of the four numbers that p lets expect is below
 * five, R. A. Fisher's exact test: the sum of the probabilities of all tables with the same margins that are no likelier than this one.
 *
 * Source: R. A. Fisher, "Statistical Methods for Research Workers" (1925; the exact test from 1934); W. G. Cochran, "Some Methods for Strengthening the
 * Common χ² Tests" (1954), for the five.
 */
CrmScoreChange crm_score_change_of_shares (guint part, guint whole, guint part_before, guint whole_before);

/**
 * crm_score_change_of_nps:
 *
 * z = (NPS₁ − NPS₂) ÷ √(SE₁² + SE₂²), the standard errors those of crm_score_nps ().
 */
CrmScoreChange crm_score_change_of_nps (const CrmNps *nps, const CrmNps *before);

/**
 * crm_score_change_of_means:
 * @unit: as in crm_score_mean ()
 *
 * Welch's t, which does not take the two spreads for equal: t = (m₁ − m₂) ÷ √(v₁ + v₂), v = s² ÷ n, with (v₁ + v₂)² ÷ (v₁²/(n₁ − 1) + v₂²/(n₂ − 1)) degrees
 * of freedom. Where all answers of each period are the same, equal means have p = 1, others p = 0.
 *
 * Source: B. L. Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances are Involved" (1947).
 */
CrmScoreChange crm_score_change_of_means (const CrmMoments *moments, const CrmMoments *before, double unit);

/* The change of crm_score_from_counts (), by the test for its kind. */
CrmScoreChange crm_score_change_from_counts (CrmScoreKind kind, int minimum, const guint *counts, const guint *before, guint n_values);

/* (transfer none): for a person: "likely a real change". */
const char *crm_change_verdict_get_text (CrmChangeVerdict verdict);

/* (transfer none): the name scripts see: "real", "chance", "too-few". */
const char *crm_change_verdict_get_name (CrmChangeVerdict verdict);

G_END_DECLS
