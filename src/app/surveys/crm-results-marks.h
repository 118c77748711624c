/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The responses behind the marks of a survey's charts. No widget; any thread. */

#pragma once

#include "app/surveys/crm-results-definitions.h"
#include "app/surveys/crm-results-figures.h"

G_BEGIN_DECLS

/**
 * crm_results_find_mark:
 * @kind: of the card, %CRM_RESULTS_N_CARDS for the one of the question at @place
 * @place: of the question; ignored by the other cards
 * @series: of the mark; so is @category
 *
 * Those that the mark counts: of a gap the persons who said both, of a point of a map those who answered what it is made from. Points of
 * crm_results_chart_loyalty () are of customers: for these there is crm_results_find_customers ().
 *
 * Returns: (transfer full) (element-type gint64): rowids of responses; none of an anonymous survey's.
 */
GArray *crm_results_find_mark (const CrmResultsFigures *self, CrmResultsCard kind, guint place, guint series, guint category);

G_END_DECLS
