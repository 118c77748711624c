/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets: how much of one is reached, and whether the rest is in sight. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmTarget:
 * @owner: whose deals count, 0 for everybody's
 * @first: the first day
 * @last: the last day, which counts
 * @amount: what is to be won, minor units of the home currency
 */
typedef struct
{
  guint32 owner;
  CrmDate first;
  CrmDate last;
  gint64 amount;
} CrmTarget;

/**
 * CrmAttainment:
 * @n_won: deals won in the period
 * @won: their value
 * @remaining: what is still to be won; 0 when reached
 * @due: what would be won by the end of today at an even pace: amount × days gone ÷ all days
 * @committed: open deals of the category committed, expected from today on until the last day
 * @weighted: Σ amount × probability of all open deals expected in those days, but the omitted ones
 * @share: @won ÷ amount; above 1 when exceeded
 * @reached: whether @won is the amount or more
 * @known: whether there is a target at all: an amount above 0 and days that follow each other; else nothing above means anything
 * @excluded: won deals that cannot be dated, whatever the period; deals of the period without a usable amount
 */
typedef struct
{
  guint n_won;
  gint64 won;
  gint64 remaining;
  gint64 due;
  gint64 committed;
  gint64 weighted;
  double share;
  gboolean reached;
  gboolean known;
  CrmExcluded excluded;
} CrmAttainment;

/**
 * crm_target_compute:
 * @paths: deals; a team's target is given the team's deals and no owner
 * @today: where the office is
 *
 * Attainment = won value ÷ target.
 *
 * Which date decides: of won deals the closing date, of open ones the expected closing date.
 *
 * Source: the field's common definition ("quota attainment"); nothing in it is estimated but the weights.
 */
void crm_target_compute (const CrmDealPaths *paths, const CrmTarget *target, CrmDate today, CrmAttainment *attainment);

G_END_DECLS
