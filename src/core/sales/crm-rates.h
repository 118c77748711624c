/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates: amounts of other currencies in the home currency, by the rate of their day. Immutable once filled; any thread. */

#pragma once

#include "core/base/crm-date.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmRate:
 * @currency: what it is a rate of
 * @date: the first day on which it holds
 * @units: how many units of @currency
 * @rate: are worth so many millionths of the home currency's unit
 */
typedef struct
{
  char currency[4];
  CrmDate date;
  gint64 units;
  gint64 rate;
} CrmRate;

typedef struct _CrmRates CrmRates;

/* @home: ISO 4217. The rates are added in any order. */
CrmRates *crm_rates_new (const char *home);
void crm_rates_add (CrmRates *self, const CrmRate *rate);
CrmRates *crm_rates_ref (CrmRates *self);
void crm_rates_unref (CrmRates *self);

/* (transfer full): the rates to @home that the file holds. */
CrmRates *crm_rates_read (CrmConnection *connection, const char *home, GError **error);

const char *crm_rates_get_home (const CrmRates *self);

/**
 * crm_rates_find:
 * @date: the day the amount is of
 *
 * Returns: (transfer none) (nullable): the latest rate of @currency that held on @date. A later one is never taken for an earlier day: what it
 *   was then nobody has said.
 */
const CrmRate *crm_rates_find (const CrmRates *self, const char *currency, CrmDate date);

/**
 * crm_rates_convert:
 * @money: an amount
 * @date: the day it is of: of closed deals the day they were closed on, of open ones today
 * @minor: (out): the same in minor units of the home currency, rounded to the nearest, halves away from zero
 * @used: (out) (optional) (nullable): the rate; %NULL for the home currency itself
 *
 * @money × @rate ÷ (@units × 10⁶), between the currencies' minor units.
 *
 * Returns: whether there is a rate.
 */
gboolean crm_rates_convert (const CrmRates *self, const CrmMoney *money, CrmDate date, gint64 *minor, const CrmRate **used);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRates, crm_rates_unref)

G_END_DECLS
