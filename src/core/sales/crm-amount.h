/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic on amounts in minor units of one currency: whole numbers throughout, each rounding stated. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_BASIS_POINTS: one whole, where a share is a whole number: 2,500 is 25 %. */
#define CRM_BASIS_POINTS 10000

/**
 * CRM_DEAL_AMOUNT_MAX:
 *
 * What a deal can be worth, in minor units: ten trillion of a currency with cents. Amounts above are taken for a slip of the hand and kept
 * out with a count, so that the sum of nine thousand of the largest still fits; beyond, sums stay at the end of the range.
 */
#define CRM_DEAL_AMOUNT_MAX G_GINT64_CONSTANT (1000000000000000)

/* @a + @b; stays at the end of the range where the sum lies outside. */
gint64 crm_amount_add (gint64 a, gint64 b);

/**
 * crm_amount_scale:
 * @numerator: any
 * @denominator: above 0
 *
 * Returns: @amount × @numerator ÷ @denominator, computed in 128 bits, rounded to the nearest whole, halves away from zero; at the end of
 *   the range where it lies outside.
 */
gint64 crm_amount_scale (gint64 amount, gint64 numerator, gint64 denominator);

/**
 * crm_amount_weigh:
 * @basis_points: 0 to 10,000
 *
 * Weighted value: amount × probability. Each deal is rounded on its own, so that the rows a person sees add up to the total below them.
 *
 * Returns: crm_amount_scale () by @basis_points ÷ 10,000.
 */
gint64 crm_amount_weigh (gint64 amount, guint basis_points);

/* @sum ÷ @n, rounded as crm_amount_scale () does; 0 where @n is 0. */
gint64 crm_amount_mean (gint64 sum, gint64 n);

G_END_DECLS
