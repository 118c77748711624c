/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the results of a survey and their keeping back share. */

#pragma once

#include "core/surveys/crm-survey-results.h"

G_BEGIN_DECLS

/* Whether the question is answered in points that make a score, which SERVQUAL pairs do not; @kind: (out): how. */
gboolean crm_question_has_points (const CrmSurveyColumn *column, CrmScoreKind *kind);

/* (transfer full): the results of the @n responses in @set, which is taken over; without a period before. */
CrmSurveyResults *crm_survey_results_new_for_set (const CrmSurveyColumns *columns, const CrmSurveyFilter *filter, CrmSurveySet *set, guint n);

/* Takes out everything. */
void crm_survey_results_withhold_all (CrmSurveyResults *self);

/* Takes out of the results of an anonymous survey what may not be shown. */
void crm_survey_results_withhold (CrmSurveyResults *self);

/* The same for a trend; what it was made from. */
void crm_survey_trend_withhold (CrmScoreTrend *trend, const CrmTrendOptions *options, const CrmDate *days, const CrmRating *ratings, gsize n);

/* (transfer full) (nullable): what of a cross table must be hidden, %NULL for nothing; then @table tells no test either. */
CrmSuppression *crm_survey_cross_table_withhold (guint *counts, guint n_rows, guint n_columns, CrmCrossTable *table);

G_END_DECLS
