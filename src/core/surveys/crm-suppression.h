/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an anonymous survey may be shown, so that no small number can be read off or worked out. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/** CRM_SUPPRESSION_LEAST: no number under this is shown of an anonymous survey, 0 included. */
#define CRM_SUPPRESSION_LEAST 5

/** CrmMargins: which sums are shown beside a table; its n always is. */
typedef enum
{
  CRM_MARGINS_NONE = 0,
  CRM_MARGINS_ROWS = 1 << 0,
  CRM_MARGINS_COLUMNS = 1 << 1,
} CrmMargins;

/**
 * CrmSuppression:
 * @hidden: (array length=(n_rows + 1) × (n_columns + 1)): row by row, whether each number is to be hidden; behind the columns the sums of the
 *   rows, below the rows those of the columns, last n. Sums that are not shown anyway count as hidden
 * @n_hidden: how many numbers of the table itself are
 */
typedef struct
{
  guint n_rows;
  guint n_columns;
  guint n_hidden;
  guint8 *hidden;
} CrmSuppression;

/**
 * crm_suppression_new:
 * @counts: (array length=n_rows × n_columns): row by row
 * @least: %CRM_SUPPRESSION_LEAST but in tests
 *
 * Hides every number under @least, sums too, and then as many others as it takes that none of the hidden ones can be worked out: whoever knows all
 * that is shown, that rows and columns add up, and that nothing is below 0, must be left with more than @least numbers that each could be.
 *
 * The table with its sums is a network in which each number is a flow between its row and its column; how far a hidden one can move is a
 * maximum flow through the hidden ones. Where it cannot move far enough, the path that costs least is opened, the cost of a number being its
 * size: so small numbers go before large ones, and cells before sums. In the end this can hide all; it always ends.
 *
 * It cannot know of other tables over the same people. Comparing a survey's results with and without a filter shows the difference, which is why
 * the results hide what differs by fewer than five.
 *
 * Source: L. H. Cox, "Suppression Methodology and Statistical Disclosure Control" (1980); M. Fischetti, J. J. Salazar, "Models and Algorithms for
 * the 2-Dimensional Cell Suppression Problem in Statistical Disclosure Control" (1999).
 *
 * Returns: (transfer full)
 */
CrmSuppression *crm_suppression_new (const guint *counts, guint n_rows, guint n_columns, CrmMargins margins, guint least);
void crm_suppression_free (CrmSuppression *self);

/* @row and @column: @n_rows and @n_columns are the sums. */
gboolean crm_suppression_hides (const CrmSuppression *self, guint row, guint column);

/** CrmDisclosure: how much of a score may be shown; each includes those before it. */
typedef enum
{
  CRM_DISCLOSE_NOTHING, /* not even how many answered, as they are too few */
  CRM_DISCLOSE_N,
  CRM_DISCLOSE_SCORE, /* without its interval, from which the spread could be worked out */
  CRM_DISCLOSE_KINDS, /* with its interval, and the counts by kind: promoters, passives, detractors; satisfied, not satisfied */
  CRM_DISCLOSE_ALL,   /* how many gave each answer */
} CrmDisclosure;

/**
 * crm_suppression_get_disclosure:
 *
 * All where each answer was given by at least @least; the kinds where each kind has as many. Else the score alone, of a net promoter score or a mean of
 * at least @least answers, unless it lies within one answer of an end of the scale: n × (score − lowest) ÷ (highest − lowest) ≥ 1, and the same from
 * above. Then no hidden number can be worked out: for each there are at least two that n and the score allow. A share says how many there are of each of
 * its two kinds, so it is never shown alone.
 */
CrmDisclosure crm_suppression_get_disclosure (CrmScoreKind kind, int minimum, const guint *counts, guint n_values, guint least);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSuppression, crm_suppression_free)

G_END_DECLS
