/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The responses behind the marks of a survey's charts. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-marks.h"

#include "core/schema/crm-schema-surveys.h"

/* What a mark is made from: which of it matters is up to the match. */
typedef struct
{
  const CrmSurveyColumn *column;
  const CrmSurveyColumn *other;
  int answer;
  int other_answer;
  CrmDate from;
  CrmDate until; /* the first day that is no longer in it, or %CRM_DATE_NONE */
  const CrmServqual *servqual;
  guint dimension; /* G_MAXUINT for all */
} Mark;

static gboolean
is_rated (const CrmSurveyColumn *column, guint rating, gsize response)
{
  return rating < column->n_ratings && column->ratings[rating][response] != CRM_RATING_NONE;
}

static gboolean
has_both (const CrmSurveyColumn *column, guint first, guint second, gsize response)
{
  return is_rated (column, first, response) && is_rated (column, second, response);
}

static gboolean
is_answered (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  const Mark *mark = data;

  return crm_survey_set_has (mark->column->answered, response);
}

static gboolean
is_in_period (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  const Mark *mark = data;
  CrmDate day = g_array_index (results->columns->responses, CrmSurveyResponse, response).day;

  return is_rated (mark->column, 0, response) && day != CRM_DATE_NONE && day >= mark->from && (mark->until == CRM_DATE_NONE || day < mark->until);
}

static gboolean
is_both_answers (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  const Mark *mark = data;

  return mark->column->ratings[0][response] == mark->answer && mark->other->ratings[0][response] == mark->other_answer;
}

/* Whether what drives the score, and the score, were both answered. */
static gboolean
is_driven (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  const Mark *mark = data;

  return is_rated (mark->column, 0, response) && is_rated (mark->other, 0, response);
}

static gboolean
is_met (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  return has_both (((const Mark *)data)->column, CRM_SERVQUAL_EXPECTATION, CRM_SERVQUAL_PERCEPTION, response);
}

static gboolean
is_in_dimension (const CrmSurveyResults *results, gsize response, guint dimension)
{
  const char *name = results->dimensions->pdata[dimension];

  for (guint i = 0; i < results->items->len; i++)
    {
      const CrmSurveyColumn *column = results->questions[g_array_index (results->items, guint, i)].column;
      const char *own = crm_record_get_text (column->question->record, CRM_QUESTION_DIMENSION);

      if (g_strcmp0 (own != NULL ? own : "", name) == 0 && has_both (column, CRM_SERVQUAL_EXPECTATION, CRM_SERVQUAL_PERCEPTION, response))
        return TRUE;
    }
  return FALSE;
}

/* Overall, who has a gap in every dimension that anybody has one in. */
static gboolean
has_gap (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  const Mark *mark = data;

  if (mark->dimension != G_MAXUINT)
    return is_in_dimension (results, response, mark->dimension);
  for (guint i = 0; i < mark->servqual->n_dimensions; i++)
    if (mark->servqual->dimensions[i].gap.known && !is_in_dimension (results, response, i))
      return FALSE;
  return TRUE;
}

static gboolean
is_of_kano (const CrmSurveyResults *results, gsize response, gconstpointer data)
{
  const Mark *mark = data;
  CrmKanoCategory category;

  return has_both (mark->column, CRM_KANO_FUNCTIONAL, CRM_KANO_DYSFUNCTIONAL, response)
         && crm_kano_classify (mark->column->ratings[CRM_KANO_FUNCTIONAL][response], mark->column->ratings[CRM_KANO_DYSFUNCTIONAL][response], &category)
         && (mark->answer < 0 || (int)category == mark->answer);
}

/* ── which question a mark is of ──────────────────────────────────────────────────────────── */

static const CrmSurveyColumn *
get_column (const CrmResultsFigures *self, guint place)
{
  return self->results->questions[place].column;
}

static const CrmSurveyColumn *
get_listed (const CrmResultsFigures *self, const GArray *places, guint category)
{
  return category < places->len ? get_column (self, g_array_index (places, guint, category)) : NULL;
}

static const CrmSurveyColumn *
get_kano (const CrmResultsFigures *self, guint category)
{
  for (guint i = 0; i < self->results->n_questions; i++)
    if (get_column (self, i)->question->type == CRM_QUESTION_TYPE_KANO && get_column (self, i)->is_current && category-- == 0)
      return get_column (self, i);
  return NULL;
}

static CrmSurveyMatch
read_trend (const CrmResultsFigures *self, guint category, Mark *mark)
{
  if (category >= self->trend->n_points)
    return NULL;
  mark->column = get_column (self, self->results->primary);
  mark->from = self->trend->points[category].start;
  mark->until = category + 1 < self->trend->n_points ? self->trend->points[category + 1].start : CRM_DATE_NONE;
  return is_in_period;
}

static CrmSurveyMatch
read_gap (const CrmResultsFigures *self, guint category, Mark *mark)
{
  mark->servqual = self->results->servqual;
  mark->dimension = category < mark->servqual->n_dimensions ? category : G_MAXUINT;
  return has_gap;
}

static CrmSurveyMatch
read_cross (const CrmResultsFigures *self, guint series, guint category, Mark *mark)
{
  mark->column = get_column (self, self->cross.row);
  mark->other = get_column (self, self->cross.column);
  mark->answer = mark->column->minimum + (int)category;
  mark->other_answer = mark->other->minimum + (int)series;
  return is_both_answers;
}

static CrmSurveyMatch
read_mark (const CrmResultsFigures *self, CrmResultsCard kind, guint place, guint series, guint category, Mark *mark)
{
  switch (kind)
    {
    case CRM_RESULTS_TREND:
      return read_trend (self, category, mark);
    case CRM_RESULTS_GAPS:
      return read_gap (self, category, mark);
    case CRM_RESULTS_ITEMS:
    case CRM_RESULTS_SERVQUAL_MAP:
      mark->column = get_listed (self, self->results->items, category);
      return mark->column != NULL ? is_met : NULL;
    case CRM_RESULTS_DRIVERS:
      mark->column = get_listed (self, self->driver_places, category);
      mark->other = get_column (self, self->results->primary);
      return mark->column != NULL ? is_driven : NULL;
    case CRM_RESULTS_KANO:
    case CRM_RESULTS_KANO_MAP:
      mark->column = get_kano (self, category);
      mark->answer = kind == CRM_RESULTS_KANO ? (int)series : -1;
      return mark->column != NULL ? is_of_kano : NULL;
    case CRM_RESULTS_CROSS:
      return read_cross (self, series, category, mark);
    case CRM_RESULTS_N_CARDS:
      mark->column = get_column (self, place);
      return is_answered;
    case CRM_RESULTS_LOYALTY:
    case CRM_RESULTS_VERBATIMS:
    default:
      return NULL;
    }
}

GArray *
crm_results_find_mark (const CrmResultsFigures *self, CrmResultsCard kind, guint place, guint series, guint category)
{
  Mark mark = { 0 };
  CrmSurveyMatch matches;

  g_return_val_if_fail (self != NULL, NULL);

  matches = read_mark (self, kind, place, series, category, &mark);
  return matches != NULL ? crm_survey_results_find (self->results, matches, &mark) : g_array_new (FALSE, FALSE, sizeof (gint64));
}
