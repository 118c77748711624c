/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as the figures see them: numbers only, with the stages each has been in. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-path.h"

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
