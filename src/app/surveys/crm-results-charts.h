/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a survey as charts. No widget; any thread. */

#pragma once

#include "app/charts/crm-chart-data.h"
#include "app/surveys/crm-results-figures.h"

G_BEGIN_DECLS

/* Whether the question at @place has a chart of its own: dates and texts have none; Kano and SERVQUAL pairs are shown together. */
gboolean crm_results_has_chart (const CrmResultsFigures *self, guint place);

/* (transfer full): how its answers are spread. */
CrmChartData *crm_results_chart_question (const CrmResultsFigures *self, guint place);

/**
 * crm_results_find_answer:
 * @series: of a mark of crm_results_chart_question (); so is @category
 * @rating: (out): as in CrmSurveyFilter; so is @answer
 *
 * Returns: whether it stands for one answer.
 */
gboolean crm_results_find_answer (const CrmResultsFigures *self, guint place, guint series, guint category, guint *rating, int *answer);

/* (transfer full) (nullable): %NULL where the survey has nothing of the kind. */
CrmChartData *crm_results_chart_trend (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_gaps (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_items (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_servqual_map (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_kano (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_kano_map (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_drivers (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_cross (const CrmResultsFigures *self);
CrmChartData *crm_results_chart_loyalty (const CrmResultsFigures *self);

/* (transfer full): the figures over the charts: how many answered, of how many, the score, whether scales measure one thing. */
CrmChartData *crm_results_chart_summary (const CrmResultsFigures *self);

/* (transfer full) (element-type gint64): the customers in a point of crm_results_chart_loyalty (). */
GArray *crm_results_find_customers (const CrmResultsFigures *self, guint category);

G_END_DECLS
