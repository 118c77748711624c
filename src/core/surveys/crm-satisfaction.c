/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How satisfied a customer is, in words. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-satisfaction.h"

#include "core/base/crm-decimal.h"

#include <glib/gi18n-lib.h>

/* The least score that is shown as so many points. */
#define POINTS(points) ((points) * CRM_DECIMAL_ONE - CRM_DECIMAL_ONE / 2)

const CrmBand crm_satisfaction_bands[CRM_N_SATISFACTIONS] = {
  [CRM_SATISFACTION_UNHAPPY] = { NC_ ("satisfaction", "Unhappy (under 50)"), 0, POINTS (50) },
  [CRM_SATISFACTION_MIXED] = { NC_ ("satisfaction", "In between (50 to 74)"), POINTS (50), POINTS (75) },
  [CRM_SATISFACTION_HAPPY] = { NC_ ("satisfaction", "Happy (75 and more)"), POINTS (75), POINTS (101) },
};

CrmSatisfaction
crm_satisfaction_of (gint64 score)
{
  guint band = CRM_SATISFACTION_UNHAPPY;

  while (band < CRM_SATISFACTION_HAPPY && score >= crm_satisfaction_bands[band].below)
    band++;
  return (CrmSatisfaction)band;
}

int
crm_satisfaction_get_points (gint64 score)
{
  return (int)((score + CRM_DECIMAL_ONE / 2) / CRM_DECIMAL_ONE);
}
