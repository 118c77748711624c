/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why deals were lost, and what those had that were won. Pure; any thread. */

#pragma once

#include "core/base/crm-proportion.h"
#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

/** CrmLostReason: how many deals were lost for @reason, and what they were worth, minor units of the home currency. */
typedef struct
{
  guint32 reason;
  guint count;
  gint64 value;
} CrmLostReason;

/**
 * CrmLostReasons:
 * @n_lost: deals lost in the period, with a reason and without; shares are of these
 * @reasons: (element-type CrmLostReason): the most frequent first, equals by value, then by reason
 * @excluded: lost deals that cannot be dated, whatever the period; those without a reason; and, missing from the values only, those without a
 *   usable amount
 */
typedef struct
{
  guint n_lost;
  GArray *reasons;
  CrmExcluded excluded;
} CrmLostReasons;

/**
 * crm_lost_reasons_new:
 *
 * Share of a reason = deals lost for it ÷ deals lost. Which date decides: the closing date.
 *
 * Source: the field's common definition ("win/loss analysis"); a plain count.
 *
 * Returns: (transfer full)
 */
CrmLostReasons *crm_lost_reasons_new (const CrmDealPaths *paths, const CrmPeriod *period);
void crm_lost_reasons_free (CrmLostReasons *self);

/** CrmDealDriver: that the deal of id @deal has @driver, any number of the caller's: a driver, a need, a competitor met. */
typedef struct
{
  gint64 deal;
  guint32 driver;
} CrmDealDriver;

/**
 * CrmDriver:
 * @with: won of the closed deals that have it
 * @without: won of those that do not
 * @difference: rate with − rate without; 0 where either is not known
 * @low: the lower end of its 95 % confidence interval
 * @high: its upper end
 * @is_clear: whether the interval lies on one side of 0: a difference that is likely more than chance
 */
typedef struct
{
  guint32 driver;
  CrmProportion with;
  CrmProportion without;
  double difference;
  double low;
  double high;
  gboolean is_clear;
} CrmDriver;

/**
 * CrmDrivers:
 * @n_won: deals won in the period
 * @n_lost: deals lost in it
 * @drivers: (element-type CrmDriver): those that any of these deals has; the most helpful first, equals by driver
 * @excluded: closed deals that cannot be dated, whatever the period
 */
typedef struct
{
  guint n_won;
  guint n_lost;
  GArray *drivers;
  CrmExcluded excluded;
} CrmDrivers;

/**
 * crm_drivers_new:
 * @paths: its deals ascending by id
 * @drivers: (array length=n): ascending by deal; a driver named twice for a deal counts once
 *
 * The win rate of the deals that have a driver against that of the deals that have not. With p, l, u the rate and the ends of Wilson's interval, 1
 * with and 2 without: low = p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²), high = p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²). Many drivers looked at together
 * will show a clear difference by chance for one in twenty.
 *
 * Which date decides: the closing date.
 *
 * Source: R. G. Newcombe, "Interval Estimation for the Difference between Independent Proportions" (1998), method 10.
 *
 * Returns: (transfer full)
 */
CrmDrivers *crm_drivers_new (const CrmDealPaths *paths, const CrmDealDriver *drivers, gsize n, const CrmPeriod *period);
void crm_drivers_free (CrmDrivers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLostReasons, crm_lost_reasons_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDrivers, crm_drivers_free)

G_END_DECLS
