/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions as a filter: days become moments, related records one question each. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-condition.h"

#include "core/base/crm-error.h"
#include "core/base/crm-local-days.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GPtrArray *facets;
  CrmLocalDays *days;
  CrmDate today;
  const CrmOfficeTime *office;
} Compiling;

/* ── values ───────────────────────────────────────────────────────────────────────────────── */

static const char *
get_label (const CrmCondition *test)
{
  return test->label != NULL ? test->label : test->facet;
}

static void
set_unfit (const CrmCondition *test, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The condition on “%s” has a value that does not fit. Choose another one."), get_label (test));
}

static gboolean
read_value (const CrmCondition *test, const CrmFacet *facet, guint i, CrmValue *value, GError **error)
{
  if (crm_value_from_stored (test->values[i], facet->field->type, value) && value->type != CRM_VALUE_NONE)
    return TRUE;
  set_unfit (test, error);
  return FALSE;
}

static gboolean
read_days (const CrmCondition *test, int *days, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (test->values[0], 10, 0, 36500, &number, NULL))
    {
      set_unfit (test, error);
      return FALSE;
    }
  *days = (int)number;
  return TRUE;
}

/* ── days ─────────────────────────────────────────────────────────────────────────────────── */

/* The days of a period, both included. */
static gboolean
find_period (const Compiling *compiling, const char *name, CrmDate *from, CrmDate *upto)
{
  CrmDate today = compiling->today;
  CrmDate week = crm_office_time_get_week (compiling->office, today);
  CrmDate month = crm_office_time_get_period (compiling->office, today, 1);
  CrmDate quarter = crm_office_time_get_period (compiling->office, today, 3);
  CrmDate year = crm_office_time_get_period (compiling->office, today, 12);
  const struct
  {
    const char *name;
    CrmDate from;
    CrmDate below;
  } periods[] = {
    { "today", today, crm_date_add_days (today, 1) },
    { "yesterday", crm_date_add_days (today, -1), today },
    { "tomorrow", crm_date_add_days (today, 1), crm_date_add_days (today, 2) },
    { "this-week", week, crm_date_add_days (week, 7) },
    { "last-week", crm_date_add_days (week, -7), week },
    { "next-week", crm_date_add_days (week, 7), crm_date_add_days (week, 14) },
    { "this-month", month, crm_date_add_months (month, 1) },
    { "last-month", crm_date_add_months (month, -1), month },
    { "next-month", crm_date_add_months (month, 1), crm_date_add_months (month, 2) },
    { "this-quarter", quarter, crm_date_add_months (quarter, 3) },
    { "last-quarter", crm_date_add_months (quarter, -3), quarter },
    { "this-year", year, crm_date_add_months (year, 12) },
    { "last-year", crm_date_add_months (year, -12), year },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (periods); i++)
    if (g_str_equal (periods[i].name, name))
      {
        *from = periods[i].from;
        *upto = crm_date_add_days (periods[i].below, -1);
        return TRUE;
      }
  return FALSE;
}

/* A condition that the day lies from @from to @upto, either of which may be open. */
static CrmFilter *
new_span (const Compiling *compiling, const CrmFacet *facet, CrmDate from, CrmDate upto)
{
  gboolean moment = facet->field->type == CRM_TYPE_TIME;
  gint64 start = from == CRM_DATE_NONE ? G_MININT64 : moment ? crm_local_days_get_start (compiling->days, from)
                                                             : from;
  gint64 end = upto == CRM_DATE_NONE ? G_MAXINT64 : moment ? crm_local_days_get_start (compiling->days, crm_date_add_days (upto, 1))
                                                           : upto + 1;
  CrmFilter *both;
  CrmValue value;

  if (facet->source == CRM_FACET_CREATED)
    return crm_filter_new_created (MAX (start, 0), end);
  both = crm_filter_new_and ();
  if (from != CRM_DATE_NONE)
    {
      value = crm_value_integer (start - 1);
      crm_filter_add (both, crm_filter_new (facet->index, CRM_OPERATOR_MORE, &value));
    }
  if (upto != CRM_DATE_NONE)
    {
      value = crm_value_integer (end);
      crm_filter_add (both, crm_filter_new (facet->index, CRM_OPERATOR_LESS, &value));
    }
  return both;
}

static CrmFilter *
compile_days (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  CrmDate from, upto;
  int days = 0;

  if (test->test == CRM_TEST_PERIOD || test->test == CRM_TEST_ANNIVERSARY)
    {
      if (!find_period (compiling, test->values[0], &from, &upto))
        {
          set_unfit (test, error);
          return NULL;
        }
      return test->test == CRM_TEST_PERIOD ? new_span (compiling, facet, from, upto) : crm_filter_new_anniversary (facet->index, from, upto);
    }
  if (!read_days (test, &days, error))
    return NULL;
  switch ((int)test->test)
    {
    case CRM_TEST_LAST:
      return new_span (compiling, facet, crm_date_add_days (compiling->today, -days), compiling->today);
    case CRM_TEST_NEXT:
      return new_span (compiling, facet, compiling->today, crm_date_add_days (compiling->today, days));
    case CRM_TEST_OLDER:
    default:
      return new_span (compiling, facet, CRM_DATE_NONE, crm_date_add_days (compiling->today, -days - 1));
    }
}

/* Before or after a day, or from one day to another: the stored form of a day is a date's, also for moments. */
static CrmFilter *
compile_between_days (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  CrmDate days[2] = { CRM_DATE_NONE, CRM_DATE_NONE };

  for (guint i = 0; i < 2 && test->values[i] != NULL; i++)
    {
      g_auto (CrmValue) value = { 0 };

      if (!crm_value_from_stored (test->values[i], CRM_TYPE_DATE, &value) || value.type != CRM_VALUE_INTEGER || crm_date_get_year ((CrmDate)value.integer) == 0)
        {
          set_unfit (test, error);
          return NULL;
        }
      days[i] = (CrmDate)value.integer;
    }
  if (test->test == CRM_TEST_LESS)
    return new_span (compiling, facet, CRM_DATE_NONE, crm_date_add_days (days[0], -1));
  if (test->test == CRM_TEST_MORE)
    return new_span (compiling, facet, crm_date_add_days (days[0], 1), CRM_DATE_NONE);
  return new_span (compiling, facet, MIN (days[0], days[1]), MAX (days[0], days[1]));
}

/* ── one test ─────────────────────────────────────────────────────────────────────────────── */

static CrmFilter *
compile_values (const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  g_autoptr (CrmFilter) filter = test->test == CRM_TEST_ALL ? crm_filter_new_and () : crm_filter_new_or ();
  CrmOperator operation = facet->field->type == CRM_TYPE_CHOICES ? CRM_OPERATOR_HAS : CRM_OPERATOR_EQUAL;

  for (guint i = 0; test->values[i] != NULL; i++)
    {
      g_auto (CrmValue) value = { 0 };

      if (!read_value (test, facet, i, &value, error))
        return NULL;
      crm_filter_add (filter, crm_filter_new (facet->index, operation, &value));
    }
  return g_steal_pointer (&filter);
}

/* Whole amounts and numbers: up to the second value is below the next. */
static CrmFilter *
compile_compared (const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  g_autoptr (CrmFilter) all = crm_filter_new_and ();
  gboolean between = test->test == CRM_TEST_BETWEEN;
  g_auto (CrmValue) low = { 0 };
  g_auto (CrmValue) high = { 0 };
  gint64 *number;

  if (!read_value (test, facet, 0, &low, error) || (between && !read_value (test, facet, 1, &high, error)))
    return NULL;
  if (!between)
    return crm_filter_new (facet->index, test->test == CRM_TEST_LESS ? CRM_OPERATOR_LESS : CRM_OPERATOR_MORE, &low);
  number = low.type == CRM_VALUE_MONEY ? &low.money.minor : &low.integer;
  *number -= 1;
  number = high.type == CRM_VALUE_MONEY ? &high.money.minor : &high.integer;
  *number += 1;
  crm_filter_add (all, crm_filter_new (facet->index, CRM_OPERATOR_MORE, &low));
  crm_filter_add (all, crm_filter_new (facet->index, CRM_OPERATOR_LESS, &high));
  return g_steal_pointer (&all);
}

/* What a test asks of the one who has the field, where it does not deny. */
static CrmFilter *
compile_positive (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  gboolean calendar = facet->field->type == CRM_TYPE_DATE || facet->field->type == CRM_TYPE_TIME;
  CrmValue text;
  CrmFilter *filter;

  switch (test->test)
    {
    case CRM_TEST_ANY:
    case CRM_TEST_NONE:
    case CRM_TEST_ALL:
      return compile_values (test, facet, error);
    case CRM_TEST_CONTAINS:
    case CRM_TEST_LACKS:
      text = crm_value_text (test->values[0]);
      filter = crm_filter_new (facet->index, text.type == CRM_VALUE_TEXT ? CRM_OPERATOR_CONTAINS : CRM_OPERATOR_NOT_EMPTY, &text);
      crm_value_clear (&text);
      return filter;
    case CRM_TEST_LESS:
    case CRM_TEST_MORE:
    case CRM_TEST_BETWEEN:
      return calendar ? compile_between_days (compiling, test, facet, error) : compile_compared (test, facet, error);
    case CRM_TEST_LAST:
    case CRM_TEST_OLDER:
    case CRM_TEST_NEXT:
    case CRM_TEST_PERIOD:
    case CRM_TEST_ANNIVERSARY:
      return compile_days (compiling, test, facet, error);
    case CRM_TEST_EMPTY:
    case CRM_TEST_FILLED:
    case CRM_N_TESTS:
    default:
      return crm_filter_new (facet->index, CRM_OPERATOR_NOT_EMPTY, NULL);
    }
}

/* Whether a test denies: what lacks a value passes it, too. "Longer ago" is "not since". */
static gboolean
denies (CrmTest test)
{
  return test == CRM_TEST_NONE || test == CRM_TEST_LACKS || test == CRM_TEST_EMPTY || test == CRM_TEST_OLDER;
}

/* What a test denies: of days, "longer ago than" is "not within them". */
static CrmFilter *
compile_denied (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  int days;

  if (test->test != CRM_TEST_OLDER)
    return compile_positive (compiling, test, facet, error);
  return read_days (test, &days, error) ? new_span (compiling, facet, crm_date_add_days (compiling->today, -days), CRM_DATE_NONE) : NULL;
}

static CrmFilter *
compile_own_denial (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  CrmFilter *filter;

  if (test->test == CRM_TEST_EMPTY)
    return crm_filter_new (facet->index, CRM_OPERATOR_EMPTY, NULL);
  filter = compile_denied (compiling, test, facet, error);
  return filter != NULL ? crm_filter_new_not (filter) : NULL;
}

/* ── groups ───────────────────────────────────────────────────────────────────────────────── */

static CrmFilter *compile (const Compiling *compiling, const CrmCondition *condition, GError **error);

static CrmFilter *
wrap (const CrmFacet *facet, CrmFilter *filter, gboolean none)
{
  CrmFilter *parts;
  CrmValue id;

  if (filter == NULL)
    return NULL;
  if (facet->source == CRM_FACET_RELATED)
    return crm_filter_new_related (facet->kind, facet->reference, filter, none);
  if (facet->source == CRM_FACET_REFERRED)
    return none ? crm_filter_new_not (crm_filter_new_referred (facet->reference, facet->kind, filter)) : crm_filter_new_referred (facet->reference, facet->kind, filter);
  id = crm_value_id (crm_custom_field_get_id (facet->custom));
  parts = crm_filter_new_and ();
  crm_filter_add (parts, crm_filter_new (CRM_CUSTOM_VALUE_FIELD, CRM_OPERATOR_EQUAL, &id));
  crm_filter_add (parts, filter);
  return crm_filter_new_related (&crm_kind_custom_value, CRM_CUSTOM_VALUE_CUSTOMER, parts, none);
}

static gboolean
is_own (const CrmFacet *facet)
{
  return facet->source == CRM_FACET_OWN || facet->source == CRM_FACET_CREATED;
}

static CrmFilter *
compile_test (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GError **error)
{
  if (is_own (facet))
    return denies (test->test) && facet->source == CRM_FACET_OWN ? compile_own_denial (compiling, test, facet, error) : compile_positive (compiling, test, facet, error);
  return denies (test->test) ? wrap (facet, compile_denied (compiling, test, facet, error), TRUE) : wrap (facet, compile_positive (compiling, test, facet, error), FALSE);
}

static const CrmFacet *
find_facet (const Compiling *compiling, const CrmCondition *test, GError **error)
{
  const CrmFacet *facet = crm_facets_find (compiling->facets, test->facet);

  if (facet == NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is a condition on “%s”, a field that is not there any more. Take the condition away, or bring the field back."),
                 get_label (test));
  return facet;
}

/* The tests of one group that speak of the same related record. */
typedef struct
{
  const CrmFacet *facet;
  CrmFilter *parts;
} Shared;

static void
shared_clear (gpointer data)
{
  g_clear_pointer (&((Shared *)data)->parts, crm_filter_unref);
}

static gboolean
share (const Compiling *compiling, const CrmCondition *test, const CrmFacet *facet, GArray *shared, GError **error)
{
  CrmFilter *filter = compile_positive (compiling, test, facet, error);
  Shared fresh = { facet, NULL };

  if (filter == NULL)
    return FALSE;
  for (guint i = 0; i < shared->len; i++)
    {
      Shared *known = &g_array_index (shared, Shared, i);

      if (known->facet->kind == facet->kind && known->facet->reference == facet->reference)
        {
          crm_filter_add (known->parts, filter);
          return TRUE;
        }
    }
  fresh.parts = crm_filter_new_and ();
  crm_filter_add (fresh.parts, filter);
  g_array_append_val (shared, fresh);
  return TRUE;
}

/* Of tags each test may mean another one. */
static gboolean
can_share (const CrmCondition *group, const CrmCondition *test, const CrmFacet *facet)
{
  return group->type == CRM_CONDITION_ALL && facet->source == CRM_FACET_RELATED && facet->kind != &crm_kind_tagging && !denies (test->test);
}

static CrmFilter *
compile_group (const Compiling *compiling, const CrmCondition *group, GError **error)
{
  g_autoptr (CrmFilter) filter = group->type == CRM_CONDITION_ALL ? crm_filter_new_and () : crm_filter_new_or ();
  g_autoptr (GArray) shared = g_array_new (FALSE, FALSE, sizeof (Shared));

  g_array_set_clear_func (shared, shared_clear);
  for (guint i = 0; i < group->parts->len; i++)
    {
      const CrmCondition *part = group->parts->pdata[i];
      const CrmFacet *facet = part->type == CRM_CONDITION_TEST ? find_facet (compiling, part, error) : NULL;
      CrmFilter *one;

      if (part->type == CRM_CONDITION_TEST && facet == NULL)
        return NULL;
      if (facet == NULL && crm_condition_is_empty (part))
        continue;
      if (facet != NULL && can_share (group, part, facet))
        {
          if (!share (compiling, part, facet, shared, error))
            return NULL;
          continue;
        }
      one = facet != NULL ? compile_test (compiling, part, facet, error) : compile (compiling, part, error);
      if (one == NULL)
        return NULL;
      crm_filter_add (filter, one);
    }
  for (guint i = 0; i < shared->len; i++)
    {
      Shared *one = &g_array_index (shared, Shared, i);

      crm_filter_add (filter, wrap (one->facet, g_steal_pointer (&one->parts), FALSE));
    }
  return g_steal_pointer (&filter);
}

static CrmFilter *
compile (const Compiling *compiling, const CrmCondition *condition, GError **error)
{
  const CrmFacet *facet;

  if (condition->type != CRM_CONDITION_TEST)
    return compile_group (compiling, condition, error);
  facet = find_facet (compiling, condition, error);
  return facet != NULL ? compile_test (compiling, condition, facet, error) : NULL;
}

CrmFilter *
crm_condition_to_filter (const CrmCondition *self, GPtrArray *facets, const CrmConditionTime *time, GError **error)
{
  g_autoptr (CrmLocalDays) days = NULL;
  Compiling compiling;

  g_return_val_if_fail (self != NULL && facets != NULL && time != NULL, NULL);

  if (crm_condition_is_empty (self))
    return crm_filter_new_and ();
  days = crm_local_days_new (time->zone);
  compiling = (Compiling){ facets, days, crm_local_days_get (days, time->now), &time->office };
  return compile (&compiling, self, error);
}
