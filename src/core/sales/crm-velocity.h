/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sales velocity: how much the open deals bring in a day, if they go as the last ones went. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/**
 * CrmVelocity:
 * @open: deals open at the paths' now
 * @won: deals won in the period
 * @closed: deals won or lost in the period
 * @mean_value: of the won deals, minor units of the home currency, rounded to the nearest
 * @mean_cycle: from creation to winning, microseconds, rounded to the nearest
 * @per_day: minor units a day
 * @known: whether there is one: whether deals were won in the period and took any time at all; else @per_day is 0
 * @excluded: see crm_velocity_compute ()
 */
typedef struct
{
  guint open;
  guint won;
  guint closed;
  gint64 mean_value;
  gint64 mean_cycle;
  gint64 per_day;
  gboolean known;
  CrmExcluded excluded;
} CrmVelocity;

/**
 * crm_velocity_compute:
 *
 * Velocity = open deals × win rate × mean won value ÷ mean cycle days.
 *
 * Which date decides: win rate, value and cycle are of the deals closed in @period; the open deals are those of today.
 *
 * Deals closed in the period with wrong dates or, when won, without a usable amount are left out of all four factors and counted; closed
 * deals that cannot be dated are counted whatever the period.
 *
 * Computed in whole minor units and whole milliseconds of the mean cycle; the result is rounded to the nearest.
 *
 * Source: the field's common definition ("pipeline velocity"); it is J. D. C. Little's law, "A Proof for the Queuing Formula L = λW" (1961),
 * read for throughput: deals at work ÷ time each takes, times what one is worth on average.
 */
void crm_velocity_compute (const CrmDealPaths *paths, const CrmPeriod *period, CrmVelocity *velocity);

G_END_DECLS
