/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How satisfied a customer is, in words: what the scores of all surveys mean alike. Pure; any thread. */

#pragma once

#include "core/query/crm-query.h"

G_BEGIN_DECLS

/**
 * CrmSatisfaction:
 * @CRM_SATISFACTION_UNHAPPY: under 50: the lower half of a scale, a CSAT of 1 or 2, a recommendation of 0 to 4
 * @CRM_SATISFACTION_MIXED: 50 to under 75: a CSAT of 3, a recommendation of 5 to 7
 * @CRM_SATISFACTION_HAPPY: 75 and more: a CSAT of 4 or 5, a recommendation of 8 to 10
 *
 * Of one customer; a survey's own threshold says when its answers call for a task.
 */
typedef enum
{
  CRM_SATISFACTION_UNHAPPY,
  CRM_SATISFACTION_MIXED,
  CRM_SATISFACTION_HAPPY,
  CRM_N_SATISFACTIONS
} CrmSatisfaction;

/* The same to filter customers by, in that order; labels are to be translated in the context "satisfaction". */
extern const CrmBand crm_satisfaction_bands[CRM_N_SATISFACTIONS];

/* @score: 0–100 in millionths. */
CrmSatisfaction crm_satisfaction_of (gint64 score);

/* 0–100, rounded as every place shows it. */
int crm_satisfaction_get_points (gint64 score);

G_END_DECLS
