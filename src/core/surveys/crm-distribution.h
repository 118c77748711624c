/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How likely chance alone is: the distributions that intervals and tests rest on. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_normal_tail:
 *
 * Returns: the probability that a standard normal number lies farther from 0 than @z, on either side: erfc (|z| ÷ √2).
 */
double crm_normal_tail (double z);

/**
 * crm_student_tail:
 * @freedom: degrees of freedom, any number from 1 on, also infinite
 *
 * The probability that a number of Student's t distribution lies farther from 0 than @t, on either side: the regularised incomplete beta
 * function I_x (ν/2, ½) at x = ν ÷ (ν + t²), to a relative 1e-10. From a million degrees of freedom on by R. A. Fisher's expansion about the
 * normal distribution.
 *
 * Source: "Student" (W. S. Gosset), "The Probable Error of a Mean" (1908); NIST Digital Library of Mathematical Functions, 8.17.22 (the
 * continued fraction); R. A. Fisher, "Expansion of Student's Integral in Powers of n⁻¹" (1925).
 */
double crm_student_tail (double t, double freedom);

/**
 * crm_student_quantile:
 * @share: 0 to below 1: 0.95 for a 95 % interval
 * @freedom: as in crm_student_tail ()
 *
 * Returns: the t within which, on both sides of 0, @share of the distribution lies; to 1e-9. Newton's method on crm_student_tail (), which
 *   falls ever more slowly, so that steps from 0 never go too far.
 */
double crm_student_quantile (double share, double freedom);

/**
 * crm_chi_square_tail:
 * @freedom: degrees of freedom, above 0
 *
 * Returns: the probability that a number of the χ² distribution is above @x: the upper regularised incomplete gamma function Q (ν/2, x/2).
 *   Source: NIST Digital Library of Mathematical Functions, 8.7.1 (the series), 8.9.2 (the continued fraction).
 */
double crm_chi_square_tail (double x, double freedom);

G_END_DECLS
