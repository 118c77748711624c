/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the results of a survey show, for the responses that a filter leaves. No widget; any thread. */

#pragma once

#include "core/surveys/crm-satisfaction-map.h"
#include "core/surveys/crm-survey-reading.h"

G_BEGIN_DECLS

/**
 * CrmResultsOwner:
 * @rowid: of a user who answers for a customer or deal among the responses
 */
typedef struct
{
  gint64 rowid;
  char *name;
} CrmResultsOwner;

/**
 * CrmResultsSource:
 * @reading: the answers
 * @owners: (element-type CrmResultsOwner): by name
 * @wins: (nullable): deals won by the rowid of their customer; %NULL of an anonymous survey
 *
 * What is read from the file once, and filtered in memory after that. Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmSurveyReading *reading;
  GPtrArray *owners;
  GHashTable *wins;
} CrmResultsSource;

/* On the connection's thread. */
CrmResultsSource *crm_results_source_new (CrmConnection *connection, const CrmId *survey, GTimeZone *zone, GError **error);
CrmResultsSource *crm_results_source_ref (CrmResultsSource *self);
void crm_results_source_unref (CrmResultsSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmResultsSource, crm_results_source_unref)

/**
 * CrmResultsRequest:
 * @filter: without customers
 * @segment: (nullable): the permanent name of a choice
 * @segment_field: the field of customers that has it; those with it are the filter's customers
 * @row: the place of the question whose answers are the rows of the cross-tabulation, G_MAXUINT for the first that can be
 * @column: of that which makes its columns
 */
typedef struct
{
  CrmSurveyFilter filter;
  const char *segment;
  guint segment_field;
  guint row;
  guint column;
} CrmResultsRequest;

/**
 * CrmResultsCross:
 * @known: whether there are two questions to lay over each other
 * @counts: (array): row by row; what @suppression hides is not to be shown
 */
typedef struct
{
  gboolean known;
  guint row;
  guint column;
  guint *counts;
  CrmSuppression *suppression;
  CrmCrossTable table;
} CrmResultsCross;

/**
 * CrmResultsFigures:
 * @trend: of the primary question; @step: by which steps
 * @alpha: over @alpha_places, the scales that are there to be added up
 * @drivers: over @driver_places, what may drive the primary question
 * @loyalty: (element-type CrmLoyaltyPoint): each customer once, by the latest score among the responses left
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmResultsSource *source;
  gint64 *customers;
  CrmSurveyResults *results;
  CrmResponseRate rate;
  CrmTrendStep step;
  CrmScoreTrend *trend;
  GArray *alpha_places;
  CrmReliability *alpha;
  GArray *driver_places;
  CrmImportanceMap *drivers;
  CrmResultsCross cross;
  GArray *loyalty;
} CrmResultsFigures;

/**
 * crm_results_figures_new:
 * @connection: asked for the customers of a segment and for nothing else
 */
CrmResultsFigures *crm_results_figures_new (CrmResultsSource *source, CrmConnection *connection, const CrmResultsRequest *request, GError **error);
CrmResultsFigures *crm_results_figures_ref (CrmResultsFigures *self);
void crm_results_figures_unref (CrmResultsFigures *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmResultsFigures, crm_results_figures_unref)

/* Whether a question can be a side of the cross-tabulation: points, or one of several. */
gboolean crm_results_can_cross (const CrmSurveyResults *results, guint place);

/* Whether the texts of this survey are read best in its second language, as that is the program's. */
gboolean crm_results_speaks_second (const CrmSurveyForm *form);

G_END_DECLS
