/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deal cannot be counted, and how many deals each reason kept out of a figure. */

#define G_LOG_DOMAIN "crm-sales"

#include "config.h"

#include "core/sales/crm-exclusion.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  const char *text;
} reasons[CRM_N_EXCLUSIONS] = {
  [CRM_EXCLUSION_NO_MOVES] = { "no-moves", N_ ("never put into a stage") },
  [CRM_EXCLUSION_UNKNOWN_STAGE] = { "unknown-stage", N_ ("in a stage that is not in any pipeline") },
  [CRM_EXCLUSION_MOVE_IN_FUTURE] = { "move-in-future", N_ ("moved at a time that is still to come") },
  [CRM_EXCLUSION_MOVES_OUT_OF_ORDER] = { "moves-out-of-order", N_ ("moved before the move that came first") },
  [CRM_EXCLUSION_GAP_IN_MOVES] = { "gap-in-moves", N_ ("with a gap in the record of its stages") },
  [CRM_EXCLUSION_CREATED_IN_FUTURE] = { "created-in-future", N_ ("created at a time that is still to come") },
  [CRM_EXCLUSION_NO_CLOSE_DATE] = { "no-close-date", N_ ("closed, but without a date") },
  [CRM_EXCLUSION_CLOSED_IN_FUTURE] = { "closed-in-future", N_ ("closed at a time that is still to come") },
  [CRM_EXCLUSION_CLOSED_BEFORE_START] = { "closed-before-start", N_ ("closed before it was created") },
  [CRM_EXCLUSION_NO_AMOUNT] = { "no-amount", N_ ("without an amount") },
  [CRM_EXCLUSION_NEGATIVE_AMOUNT] = { "negative-amount", N_ ("with a negative amount") },
  [CRM_EXCLUSION_NO_RATE] = { "no-rate", N_ ("in a currency without an exchange rate") },
  [CRM_EXCLUSION_AMOUNT_TOO_LARGE] = { "amount-too-large", N_ ("with an amount too large to be true") },
  [CRM_EXCLUSION_NO_STAGE_REACHED] = { "no-stage-reached", N_ ("lost without having been in a stage") },
  [CRM_EXCLUSION_NO_EXPECTED_CLOSE] = { "no-expected-close", N_ ("without an expected closing date") },
  [CRM_EXCLUSION_NO_REASON] = { "no-reason", N_ ("lost without a reason") },
};

gboolean
crm_excluded_add (CrmExcluded *self, guint32 problems)
{
  CrmExclusion reason = crm_exclusion_first (problems);

  if (reason >= CRM_N_EXCLUSIONS)
    return FALSE;
  self->counts[reason]++;
  return TRUE;
}

guint
crm_excluded_get_total (const CrmExcluded *self)
{
  guint total = 0;

  for (guint i = 0; i < CRM_N_EXCLUSIONS; i++)
    total += self->counts[i];
  return total;
}

const char *
crm_exclusion_get_name (CrmExclusion reason)
{
  g_return_val_if_fail (reason < CRM_N_EXCLUSIONS, "");

  return reasons[reason].name;
}

const char *
crm_exclusion_get_text (CrmExclusion reason)
{
  g_return_val_if_fail (reason < CRM_N_EXCLUSIONS, "");

  return _ (reasons[reason].text);
}
