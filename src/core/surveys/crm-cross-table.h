/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two questions beside each other: whether the answers to one go with the answers to the other. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** CRM_CROSS_LEAST_EXPECTED: below it a number that is expected is too small for χ². */
#define CRM_CROSS_LEAST_EXPECTED 5

/**
 * CrmCrossTable:
 * @n: how many answered both
 * @known: whether there is a test: at least two rows and two columns with anybody in them; without one nothing below means something
 * @chi_square: χ²
 * @freedom: (rows − 1)(columns − 1), of those with anybody in them
 * @p: how often chance alone would make a table at least as uneven
 * @v: Cramér's V, 0 to 1
 * @v_corrected: V without its bias
 * @n_small: in how many cells fewer than five are expected; where there is one, @p is not to be relied on
 * @least_expected: the smallest number expected in a cell
 */
typedef struct
{
  guint n;
  gboolean known;
  double chi_square;
  guint freedom;
  double p;
  double v;
  double v_corrected;
  guint n_small;
  double least_expected;
} CrmCrossTable;

/**
 * crm_cross_table_compute:
 * @counts: (array length=n_rows × n_columns): row by row
 *
 * χ² = Σ (count − expected)² ÷ expected, expected = row × column ÷ n; p by crm_chi_square_tail (). V = √(χ² ÷ (n × (k − 1))), k the smaller of rows and
 * columns. V is biased upwards: where the questions have nothing to do with each other it is on average √(freedom ÷ ((n − 1)(k − 1))) rather than 0. Bergsma's takes that
 * off: φ² = max (0, χ²/n − freedom ÷ (n − 1)), r̃ = r − (r − 1)² ÷ (n − 1), c̃ likewise, Ṽ = √(φ² ÷ (min (r̃, c̃) − 1)). Rows and columns without
 * anybody are left out.
 *
 * Source: K. Pearson, "On the Criterion …" (1900); H. Cramér, "Mathematical Methods of Statistics" (1946); W. Bergsma, "A Bias-correction for Cramér's V and
 * Tschuprow's T" (2013); W. G. Cochran (1954), for the five.
 */
void crm_cross_table_compute (const guint *counts, guint n_rows, guint n_columns, CrmCrossTable *table);

G_END_DECLS
