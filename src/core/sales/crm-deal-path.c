/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as the figures see them: numbers only, with the stages each has been in. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-path.h"

GArray *
crm_deal_paths_keep_pipeline (const CrmDealPaths *paths, guint32 pipeline, CrmDealPaths *kept)
{
  GArray *deals = g_array_new (FALSE, FALSE, sizeof (CrmDealPath));

  for (gsize i = 0; i < paths->n_deals; i++)
    if (paths->deals[i].pipeline == pipeline)
      g_array_append_val (deals, paths->deals[i]);
  *kept = *paths;
  kept->deals = (const CrmDealPath *)(gpointer)deals->data;
  kept->n_deals = deals->len;
  return deals;
}

guint32
crm_deal_amount_find_problems (gint64 amount)
{
  if (amount < 0)
    return CRM_EXCLUSION_BIT (CRM_EXCLUSION_NEGATIVE_AMOUNT);
  return amount > CRM_DEAL_AMOUNT_MAX ? CRM_EXCLUSION_BIT (CRM_EXCLUSION_AMOUNT_TOO_LARGE) : 0;
}

gboolean
crm_deal_path_closed_in (const CrmDealPath *deal, const CrmPeriod *period, guint32 needs, CrmExcluded *excluded)
{
  if (deal->outcome == CRM_DEAL_OPEN)
    return FALSE;
  if (crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_CLOSE, excluded))
    return FALSE;
  if (!crm_period_contains (period, deal->closed_at))
    return FALSE;
  return !crm_deal_path_excludes (deal, needs & ~CRM_DEAL_NEEDS_CLOSE, excluded);
}
