/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Concentration: how much hangs on the few largest. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CrmConcentrationPart: an @amount, minor units of the home currency, of what @key stands for: a deal, a customer, an owner. */
typedef struct
{
  gint64 key;
  gint64 amount;
} CrmConcentrationPart;

/**
 * CrmConcentration:
 * @n: how many keys have an amount above 0
 * @total: their sum
 * @largest_key: whose amount is the largest; of equals the smallest key
 * @largest: that amount
 * @top_five: the sum of the five largest
 * @herfindahl: Σ (amount ÷ total)²: 1 where all is one's, 1/n where all are equal
 * @known: whether there is anything; else all are 0
 */
typedef struct
{
  guint n;
  gint64 total;
  gint64 largest_key;
  gint64 largest;
  gint64 top_five;
  double herfindahl;
  gboolean known;
} CrmConcentration;

/**
 * crm_concentration_compute:
 * @parts: (array length=n): in any order; those of one key are added up, a sum of 0 or below does not count
 *
 * The share of the largest is @largest ÷ @total, of the five largest @top_five ÷ @total. 1 ÷ @herfindahl is how many equal ones would be as
 * concentrated.
 *
 * Which date decides: the caller's choice of parts; open deals as they stand, or deals won in a period by their closing date.
 *
 * Source: A. O. Hirschman, "The Paternity of an Index" (1964), and O. C. Herfindahl, "Concentration in the Steel Industry" (1950).
 */
void crm_concentration_compute (const CrmConcentrationPart *parts, gsize n, CrmConcentration *concentration);

G_END_DECLS
