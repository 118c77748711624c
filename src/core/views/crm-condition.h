/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold of a record, as a person puts it together: conditions, all or any of which must hold, in groups. */

#pragma once

#include "core/query/crm-query.h"
#include "core/record/crm-value-format.h"
#include "core/store/crm-office-time.h"
#include "core/views/crm-facet.h"

G_BEGIN_DECLS

/**
 * CrmTest:
 * @CRM_TEST_ANY: is one of the values; of several choices, has one of them
 * @CRM_TEST_NONE: is none of the values, or is empty
 * @CRM_TEST_ALL: of several choices, has all of the values
 * @CRM_TEST_CONTAINS: the text occurs in it, whatever its case
 * @CRM_TEST_LACKS: the text does not occur in it, or it is empty
 * @CRM_TEST_LESS: is smaller, or before the day
 * @CRM_TEST_MORE: is larger, or after the day
 * @CRM_TEST_BETWEEN: from the first to the second value, both included
 * @CRM_TEST_LAST: within the last so many days, today included
 * @CRM_TEST_OLDER: longer ago than so many days, or never
 * @CRM_TEST_NEXT: within the next so many days, today included
 * @CRM_TEST_PERIOD: in this day, week, month, quarter or year, or the one before
 * @CRM_TEST_ANNIVERSARY: its day comes round in that period, whatever its year
 * @CRM_TEST_EMPTY: has no value
 * @CRM_TEST_FILLED: has a value
 *
 * How a value is tested.
 */
typedef enum
{
  CRM_TEST_ANY,
  CRM_TEST_NONE,
  CRM_TEST_ALL,
  CRM_TEST_CONTAINS,
  CRM_TEST_LACKS,
  CRM_TEST_LESS,
  CRM_TEST_MORE,
  CRM_TEST_BETWEEN,
  CRM_TEST_LAST,
  CRM_TEST_OLDER,
  CRM_TEST_NEXT,
  CRM_TEST_PERIOD,
  CRM_TEST_ANNIVERSARY,
  CRM_TEST_EMPTY,
  CRM_TEST_FILLED,
  CRM_N_TESTS
} CrmTest;

typedef enum
{
  CRM_CONDITION_TEST,
  CRM_CONDITION_ALL,
  CRM_CONDITION_ANY,
} CrmConditionType;

/**
 * CrmCondition:
 * @type: a test, or a group
 * @parts: (nullable) (element-type CrmCondition): of a group
 * @facet: (nullable): of a test: name of what is asked about
 * @label: (nullable): what the facet was called when it was chosen, for when it is gone
 * @test: how
 * @values: (nullable): of a test: stored forms of values; numbers of days; the name of a period
 *
 * A node of the tree. Changed by one owner on one thread; copied for others.
 */
typedef struct
{
  CrmConditionType type;
  GPtrArray *parts;
  char *facet;
  char *label;
  CrmTest test;
  GStrv values;
} CrmCondition;

CrmCondition *crm_condition_new_group (CrmConditionType type);
CrmCondition *crm_condition_new_test (const CrmFacet *facet, CrmTest test, const char *const *values);
CrmCondition *crm_condition_copy (const CrmCondition *self);
void crm_condition_free (CrmCondition *self);
gboolean crm_condition_equal (const CrmCondition *a, const CrmCondition *b);

/* Whether it asks nothing: a group of nothing but such groups. */
gboolean crm_condition_is_empty (const CrmCondition *self);

/* A value of a facet as crm_value_to_stored() writes it, for a person. (transfer full) */
char *crm_facet_format_value (const CrmFacet *facet, const char *stored, const CrmValueStyle *style);

/* The tests that can be made of a facet, in the order in which they are offered; the first one is proposed. */
const CrmTest *crm_facet_get_tests (const CrmFacet *facet, gsize *n);

/* How many values a test takes: 0, 1, 2, or G_MAXUINT for any number. */
guint crm_test_get_n_values (CrmTest test);

/* The permanent names of tests, and of the periods that %CRM_TEST_PERIOD and %CRM_TEST_ANNIVERSARY take (%NULL at their end). */
const char *crm_test_get_name (CrmTest test);
gboolean crm_test_find (const char *name, CrmTest *test);
const char *const *crm_test_get_periods (CrmTest test);

/* ── as text ──────────────────────────────────────────────────────────────────────────────── */

/**
 * crm_condition_to_json:
 *
 * {"all": […]}, {"any": […]}, {"field": "level", "is": "any", "values": ["a"]}.
 */
char *crm_condition_to_json (const CrmCondition *self);

/* Returns: (transfer full) (nullable): %NULL with %CRM_ERROR_INVALID for what is not of that form, deeper than 8 groups, or made by a newer version. */
CrmCondition *crm_condition_from_json (const char *json, GError **error);

/**
 * crm_condition_to_words:
 * @facets: what can be asked about
 * @style: how values are written
 *
 * Returns: (transfer full): "Level is A or B · Last contact is longer ago than 90 days".
 */
char *crm_condition_to_words (const CrmCondition *self, GPtrArray *facets, const CrmValueStyle *style);

/* The same of a test's name: "is longer ago than"; for the facet's type. */
const char *crm_test_get_label (CrmTest test, const CrmFacet *facet);
const char *crm_test_get_period_label (const char *period);

/* ── as a filter ──────────────────────────────────────────────────────────────────────────── */

/**
 * CrmConditionTime:
 * @now: microseconds UTC
 * @zone: whose days are meant
 * @office: where its weeks, quarters and years begin
 *
 * What "the last 30 days" and "this week" mean. Borrowed members.
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  CrmOfficeTime office;
} CrmConditionTime;

/**
 * crm_condition_to_filter:
 * @facets: what can be asked about
 * @time: when it is asked
 *
 * In a group all of which must hold, tests of the same kind of related record hold of one and the same such record: a deal in that stage over that amount.
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the filter; %NULL with %CRM_ERROR_NOT_FOUND where a field is gone, %CRM_ERROR_INVALID where a value does not fit.
 */
CrmFilter *crm_condition_to_filter (const CrmCondition *self, GPtrArray *facets, const CrmConditionTime *time, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCondition, crm_condition_free)

G_END_DECLS
