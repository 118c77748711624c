/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of those who were invited, how many answered. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-response-rate.h"

CrmResponseRate
crm_response_rate_make_anonymous (const CrmInvitationCount *count, guint answers)
{
  CrmResponseRate rate = { count->sent + count->answered + count->declined, answers };

  rate.known = rate.invited > 0 && answers <= rate.invited;
  rate.rate = crm_proportion_make (rate.known ? answers : 0, rate.known ? rate.invited : 0);
  return rate;
}

CrmResponseRate
crm_response_rate_make (const CrmInvitationCount *count)
{
  return crm_response_rate_make_anonymous (count, count->answered);
}
