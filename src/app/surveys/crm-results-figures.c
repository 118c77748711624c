/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that the results of a survey show, for the responses that a filter leaves. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-figures.h"

#include "app/surveys/crm-survey-words.h"
#include "core/query/crm-query-sql.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/schema/crm-schema-surveys.h"

/* A trend is read by months; over a quarter or less by weeks; by quarters where months would be of fewer answers than this. */
#define WEEKS_UP_TO     100
#define LEAST_PER_MONTH 8

/* ── read once ────────────────────────────────────────────────────────────────────────────── */

static void
owner_free (gpointer data)
{
  CrmResultsOwner *owner = data;

  g_free (owner->name);
  g_free (owner);
}

static int
compare_owners (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(const CrmResultsOwner *const *)a)->name, (*(const CrmResultsOwner *const *)b)->name);
}

static gboolean
read_owners (CrmResultsSource *self, CrmConnection *connection, GError **error)
{
  const GArray *responses = self->reading->columns->responses;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer key;

  for (guint i = 0; i < responses->len; i++)
    if (g_array_index (responses, CrmSurveyResponse, i).owner != 0)
      g_hash_table_add (seen, &g_array_index (responses, CrmSurveyResponse, i).owner);
  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr (GError) local_error = NULL;
      g_autoptr (CrmRecord) user = crm_connection_read_record_at (connection, &crm_kind_user, *(gint64 *)key, &local_error);
      CrmResultsOwner *owner;

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (user == NULL || crm_record_get_title (user) == NULL)
        continue;
      owner = g_new0 (CrmResultsOwner, 1);
      owner->rowid = *(gint64 *)key;
      owner->name = g_strdup (crm_record_get_title (user));
      g_ptr_array_add (self->owners, owner);
    }
  g_ptr_array_sort (self->owners, compare_owners);
  return TRUE;
}

static gboolean
read_wins (CrmResultsSource *self, CrmConnection *connection, GError **error)
{
  static const char sql[] = "SELECT c.rowid, count(*) FROM deal d JOIN customer c ON c.id = d.customer"
                            " WHERE d.deleted = 0 AND d.outcome = 'won' AND c.rowid IN (SELECT customer FROM response_path WHERE survey = ?) GROUP BY c.rowid";
  sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  self->wins = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  sqlite3_bind_int64 (statement, 1, self->reading->survey->rowid);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      gint64 customer = sqlite3_column_int64 (statement, 0);

      g_hash_table_insert (self->wins, g_memdup2 (&customer, sizeof customer), GUINT_TO_POINTER ((guint)sqlite3_column_int64 (statement, 1)));
    }
  return step == 0;
}

static void
source_clear (gpointer data)
{
  CrmResultsSource *self = data;

  g_clear_pointer (&self->reading, crm_survey_reading_unref);
  g_clear_pointer (&self->owners, g_ptr_array_unref);
  g_clear_pointer (&self->wins, g_hash_table_unref);
}

CrmResultsSource *
crm_results_source_new (CrmConnection *connection, const CrmId *survey, GTimeZone *zone, GError **error)
{
  g_autoptr (CrmResultsSource) self = g_atomic_rc_box_new0 (CrmResultsSource);

  self->owners = g_ptr_array_new_with_free_func (owner_free);
  self->reading = crm_survey_reading_new (connection, survey, zone, error);
  if (self->reading == NULL || !read_owners (self, connection, error))
    return NULL;
  if (!crm_survey_columns_are_anonymous (self->reading->columns) && !read_wins (self, connection, error))
    return NULL;
  return g_steal_pointer (&self);
}

CrmResultsSource *
crm_results_source_ref (CrmResultsSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_results_source_unref (CrmResultsSource *self)
{
  g_atomic_rc_box_release_full (self, source_clear);
}

/* ── for a filter ─────────────────────────────────────────────────────────────────────────── */

/* The rowids of the customers of a segment, ascending. */
static gint64 *
read_customers (CrmConnection *connection, const CrmResultsRequest *request, gsize *n, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT rowid FROM customer WHERE deleted = 0 AND ");
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (CrmValue) value = crm_value_text (request->segment);
  g_autoptr (CrmFilter) filter = crm_filter_new (request->segment_field, CRM_OPERATOR_EQUAL, &value);
  sqlite3_stmt *statement;
  int step;

  crm_query_sql_append_where (&crm_kind_customer, filter, sql, values);
  g_string_append (sql, " ORDER BY rowid");
  statement = crm_connection_prepare (connection, sql->str, error);
  if (statement == NULL)
    return NULL;
  crm_query_sql_bind (values, statement, 1);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      gint64 rowid = sqlite3_column_int64 (statement, 0);

      g_array_append_val (rowids, rowid);
    }
  if (step < 0)
    return NULL;
  *n = rowids->len;
  /* An empty segment leaves nobody, which is not the same as no segment. */
  g_array_set_size (rowids, MAX (rowids->len, 1));
  return (gint64 *)(gpointer)g_array_free (g_steal_pointer (&rowids), FALSE);
}

gboolean
crm_results_can_cross (const CrmSurveyResults *results, guint place)
{
  const CrmSurveyColumn *column = place < results->n_questions ? results->questions[place].column : NULL;

  return column != NULL && column->n_ratings == 1 && column->n_values > 1
         && column->question->type != CRM_QUESTION_TYPE_RANKING && column->question->type != CRM_QUESTION_TYPE_MATRIX;
}

static guint
find_crossable (const CrmSurveyResults *results, guint wanted, guint other)
{
  if (wanted != other && crm_results_can_cross (results, wanted))
    return wanted;
  for (guint i = 0; i < results->n_questions; i++)
    if (i != other && crm_results_can_cross (results, i))
      return i;
  return G_MAXUINT;
}

static void
compute_cross (CrmResultsFigures *self, const CrmResultsRequest *request)
{
  CrmResultsCross *cross = &self->cross;

  cross->column = find_crossable (self->results, request->column != G_MAXUINT ? request->column : self->results->primary, G_MAXUINT);
  cross->row = find_crossable (self->results, request->row, cross->column);
  cross->known = cross->row != G_MAXUINT && cross->column != G_MAXUINT
                 && crm_survey_results_make_cross_table (self->results, cross->row, cross->column, &cross->counts, &cross->suppression, &cross->table);
}

/* What can be added up: the SERVQUAL pairs, else the scales, else the stars, of the newest version. */
static void
find_alpha_places (CrmResultsFigures *self, CrmQuestionType type)
{
  for (guint i = 0; i < self->results->n_questions; i++)
    if (self->results->questions[i].column->question->type == type && self->results->questions[i].column->is_current)
      g_array_append_val (self->alpha_places, i);
  if (self->alpha_places->len < 2)
    g_array_set_size (self->alpha_places, 0);
}

static void
compute_alpha (CrmResultsFigures *self)
{
  static const CrmQuestionType types[] = { CRM_QUESTION_TYPE_SERVQUAL, CRM_QUESTION_TYPE_SCALE, CRM_QUESTION_TYPE_STARS };

  self->alpha_places = g_array_new (FALSE, FALSE, sizeof (guint));
  for (gsize i = 0; i < G_N_ELEMENTS (types) && self->alpha_places->len == 0; i++)
    find_alpha_places (self, types[i]);
  if (self->alpha_places->len > 0 && !self->results->anonymous)
    self->alpha = crm_survey_results_make_reliability (self->results, (const guint *)(gpointer)self->alpha_places->data, self->alpha_places->len);
}

static void
compute_drivers (CrmResultsFigures *self)
{
  self->driver_places = g_array_new (FALSE, FALSE, sizeof (guint));
  if (self->results->primary == G_MAXUINT)
    return;
  for (guint i = 0; i < self->results->n_questions; i++)
    {
      const CrmSurveyColumn *column = self->results->questions[i].column;

      if (i != self->results->primary && column->is_current && self->results->questions[i].has_score && crm_results_can_cross (self->results, i))
        g_array_append_val (self->driver_places, i);
    }
  if (self->driver_places->len > 1)
    self->drivers = crm_survey_results_make_importance_map (self->results, self->results->primary, (const guint *)(gpointer)self->driver_places->data, self->driver_places->len);
}

/* Responses come in the order in which they were written: the last word of a customer is that of the latest day. */
static void
compute_loyalty (CrmResultsFigures *self)
{
  const GArray *responses = self->results->columns->responses;
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (CrmDate));

  self->loyalty = g_array_new (FALSE, FALSE, sizeof (CrmLoyaltyPoint));
  if (self->source->wins == NULL)
    return;
  for (guint i = 0; i < responses->len; i++)
    {
      const CrmSurveyResponse *response = &g_array_index (responses, CrmSurveyResponse, i);
      CrmLoyaltyPoint point = { .customer = response->customer, .satisfaction = response->score };
      gpointer place;

      if (response->customer == 0 || response->score == CRM_SURVEY_NO_SCORE || !crm_survey_set_has (self->results->set, i))
        continue;
      if (g_hash_table_lookup_extended (places, &response->customer, NULL, &place))
        {
          CrmDate *day = &g_array_index (days, CrmDate, GPOINTER_TO_UINT (place));

          if (response->day >= *day)
            g_array_index (self->loyalty, CrmLoyaltyPoint, GPOINTER_TO_UINT (place)).satisfaction = response->score;
          *day = MAX (*day, response->day);
          continue;
        }
      point.repeats = GPOINTER_TO_UINT (g_hash_table_lookup (self->source->wins, &response->customer));
      g_hash_table_insert (places, (gpointer)&response->customer, GUINT_TO_POINTER (self->loyalty->len));
      g_array_append_val (self->loyalty, point);
      g_array_append_val (days, response->day);
    }
}

static CrmTrendStep
choose_step (const CrmSurveyFilter *filter)
{
  if (filter->from == CRM_DATE_NONE || filter->to == CRM_DATE_NONE)
    return CRM_TREND_MONTH;
  return crm_date_to_days (filter->to) - crm_date_to_days (filter->from) <= WEEKS_UP_TO ? CRM_TREND_WEEK : CRM_TREND_MONTH;
}

static void
compute_trend (CrmResultsFigures *self, const CrmSurveyFilter *filter)
{
  self->step = choose_step (filter);
  self->trend = crm_survey_results_make_trend (self->results, self->results->primary, self->step);
  if (self->step != CRM_TREND_MONTH || self->trend->n_points < 6 || self->results->n >= LEAST_PER_MONTH * self->trend->n_points)
    return;
  crm_score_trend_free (self->trend);
  self->step = CRM_TREND_QUARTER;
  self->trend = crm_survey_results_make_trend (self->results, self->results->primary, self->step);
}

static guint
get_channel (const CrmSurveyFilter *filter)
{
  for (guint i = 1; i < CRM_SURVEY_N_CHANNELS; i++)
    if (filter->channels == 1u << i)
      return i;
  return 0;
}

static void
figures_clear (gpointer data)
{
  CrmResultsFigures *self = data;

  g_clear_pointer (&self->trend, crm_score_trend_free);
  g_clear_pointer (&self->alpha_places, g_array_unref);
  g_clear_pointer (&self->alpha, crm_reliability_free);
  g_clear_pointer (&self->driver_places, g_array_unref);
  g_clear_pointer (&self->drivers, crm_importance_map_free);
  g_clear_pointer (&self->cross.counts, g_free);
  g_clear_pointer (&self->cross.suppression, crm_suppression_free);
  g_clear_pointer (&self->loyalty, g_array_unref);
  g_clear_pointer (&self->results, crm_survey_results_free);
  g_clear_pointer (&self->customers, g_free);
  g_clear_pointer (&self->source, crm_results_source_unref);
}

CrmResultsFigures *
crm_results_figures_new (CrmResultsSource *source, CrmConnection *connection, const CrmResultsRequest *request, GError **error)
{
  g_autoptr (CrmResultsFigures) self = g_atomic_rc_box_new0 (CrmResultsFigures);
  CrmSurveyFilter filter = request->filter;

  self->source = crm_results_source_ref (source);
  if (request->segment != NULL)
    {
      self->customers = read_customers (connection, request, &filter.n_customers, error);
      if (self->customers == NULL)
        return NULL;
      filter.customers = self->customers;
    }
  self->results = crm_survey_results_new (source->reading->columns, &filter);
  self->rate = crm_survey_reading_get_response_rate (source->reading, get_channel (&filter));
  compute_trend (self, &filter);
  compute_cross (self, request);
  compute_alpha (self);
  compute_drivers (self);
  compute_loyalty (self);
  return g_steal_pointer (&self);
}

CrmResultsFigures *
crm_results_figures_ref (CrmResultsFigures *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_results_figures_unref (CrmResultsFigures *self)
{
  g_atomic_rc_box_release_full (self, figures_clear);
}

gboolean
crm_results_speaks_second (const CrmSurveyForm *form)
{
  const char *own = crm_survey_language_get_own ();

  return crm_survey_form_has_second (form) && g_strcmp0 (crm_record_get_text (form->survey, CRM_SURVEY_LANGUAGE), own) != 0
         && g_strcmp0 (crm_record_get_text (form->survey, CRM_SURVEY_SECOND_LANGUAGE), own) == 0;
}
