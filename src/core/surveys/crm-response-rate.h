/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of those who were invited, how many answered. Pure; any thread. */

#pragma once

#include "core/base/crm-proportion.h"

G_BEGIN_DECLS

/** CrmInvitationCount: invitations of one channel, or of all, by what became of them. */
typedef struct
{
  guint sent; /* and nothing more is known */
  guint answered;
  guint declined;
  guint failed;  /* did not arrive: nobody was asked */
  guint planned; /* not sent yet */
} CrmInvitationCount;

/**
 * CrmResponseRate:
 * @invited: sent, answered or declined; those that failed or are planned asked nobody
 * @answers: how many answered
 * @known: whether there is a rate: whether anybody was invited, and no more answered than were
 * @rate: @answers ÷ @invited with Wilson's interval
 */
typedef struct
{
  guint invited;
  guint answers;
  gboolean known;
  CrmProportion rate;
} CrmResponseRate;

/**
 * crm_response_rate_make:
 * @count: what became of the invitations
 *
 * answered ÷ (sent + answered + declined).
 *
 * Source: The American Association for Public Opinion Research, "Standard Definitions" (2016), response rate 1 without those of unknown
 * eligibility.
 */
CrmResponseRate crm_response_rate_make (const CrmInvitationCount *count);

/**
 * crm_response_rate_make_anonymous:
 * @answers: how many responses there are
 *
 * Of an anonymous survey no invitation is ever marked answered: the responses are counted instead. An open link can bring more of them than were
 * invited; then there is no rate.
 */
CrmResponseRate crm_response_rate_make_anonymous (const CrmInvitationCount *count, guint answers);

G_END_DECLS
