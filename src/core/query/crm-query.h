/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question to the store: which records of a kind, in which order. Immutable. */

#pragma once

#include "core/base/crm-date.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

/**
 * CrmOperator:
 * @CRM_OPERATOR_EQUAL: the field has the value; with "nothing", has none
 * @CRM_OPERATOR_NOT_EQUAL: the field has another value, or none
 * @CRM_OPERATOR_LESS: is smaller or earlier; "nothing" never is
 * @CRM_OPERATOR_MORE: is larger or later; "nothing" never is
 * @CRM_OPERATOR_CONTAINS: the text occurs in the field, whatever its case
 * @CRM_OPERATOR_HAS: of several choices, one is the value
 * @CRM_OPERATOR_EMPTY: has no value
 * @CRM_OPERATOR_NOT_EMPTY: has a value
 */
typedef enum
{
  CRM_OPERATOR_EQUAL,
  CRM_OPERATOR_NOT_EQUAL,
  CRM_OPERATOR_LESS,
  CRM_OPERATOR_MORE,
  CRM_OPERATOR_CONTAINS,
  CRM_OPERATOR_HAS,
  CRM_OPERATOR_EMPTY,
  CRM_OPERATOR_NOT_EMPTY,
} CrmOperator;

typedef struct _CrmFilter CrmFilter;

/* A condition on one field. The value is copied. */
CrmFilter *crm_filter_new (guint field, CrmOperator operation, const CrmValue *value);

/**
 * crm_filter_new_custom:
 * @field: a custom field's definition
 * @column: where it keeps values: %CRM_CUSTOM_VALUE_TEXT …
 *
 * A condition on a custom field of a customer, in the same words.
 */
CrmFilter *crm_filter_new_custom (const CrmId *field, guint column, CrmOperator operation, const CrmValue *value);

/**
 * CrmBand:
 * @label: its name, untranslated
 * @from: the least value in it, as stored
 * @below: the least value beyond it
 *
 * A part of the range of a number field that has a name.
 */
typedef struct
{
  const char *label;
  gint64 from;
  gint64 below;
} CrmBand;

/* A condition on a number, decimal, date or time field: that its value lies in the band. */
CrmFilter *crm_filter_new_band (guint field, const CrmBand *band);

/**
 * crm_filter_new_related:
 * @kind: of the records that refer to the one asked about: its tasks, its deals
 * @reference: by which field of theirs
 * @filter: (transfer full): what must hold of one of them
 * @none: whether there must be none instead
 *
 * A condition on what belongs to a record. Deleted ones do not count.
 */
CrmFilter *crm_filter_new_related (const CrmKind *kind, guint reference, CrmFilter *filter, gboolean none);

/**
 * crm_filter_new_referred:
 * @reference: a reference of the record asked about
 * @kind: what it points to
 * @filter: (transfer full): what must hold of that
 *
 * A condition on what a record belongs to: the customer of a deal.
 */
CrmFilter *crm_filter_new_referred (guint reference, const CrmKind *kind, CrmFilter *filter);

/**
 * crm_filter_new_anniversary:
 * @field: a date field
 * @from: the first day, its year does not matter
 * @upto: the last day; before @from in the calendar, the span goes over New Year
 *
 * A condition on the day of a date, whatever its year: birthdays.
 */
CrmFilter *crm_filter_new_anniversary (guint field, CrmDate from, CrmDate upto);

/* A condition on when the record was made: from @from up to but not including @below, microseconds UTC. */
CrmFilter *crm_filter_new_created (gint64 from, gint64 below);

/* That the other condition, which it takes, does not hold; of a comparison with "nothing" that is so, too. */
CrmFilter *crm_filter_new_not (CrmFilter *filter);

/* All of, or any of, the parts, which it takes. An empty AND holds for every record, an empty OR for none. */
CrmFilter *crm_filter_new_and (void);
CrmFilter *crm_filter_new_or (void);
void crm_filter_add (CrmFilter *self, CrmFilter *part);
CrmFilter *crm_filter_ref (CrmFilter *self);
void crm_filter_unref (CrmFilter *self);

typedef struct _CrmQuery CrmQuery;

#define CRM_TYPE_QUERY (crm_query_get_type ())

GType crm_query_get_type (void);

/**
 * crm_query_new:
 * @kind: of the records
 * @filter: (nullable) (transfer none): conditions
 * @search: (nullable): what a person typed; words that must all be found
 * @sort: the field to order by; "nothing" comes last either way
 * @descending: largest first
 *
 * Deleted records are never among the answers. Equal records stand in the order they were made.
 *
 * Returns: (transfer full): an immutable, reference-counted query; any thread.
 */
CrmQuery *crm_query_new (const CrmKind *kind, CrmFilter *filter, const char *search, guint sort, gboolean descending);
CrmQuery *crm_query_ref (CrmQuery *self);
void crm_query_unref (CrmQuery *self);

const CrmKind *crm_query_get_kind (const CrmQuery *self);
const char *crm_query_get_search (const CrmQuery *self);
CrmFilter *crm_query_get_filter (const CrmQuery *self);

/* The records it is about, (element-type gint64); NULL for all. */
const GArray *crm_query_get_rowids (const CrmQuery *self);

guint crm_query_get_sort (const CrmQuery *self);

/* The custom field it is ordered by, and crm_query_get_sort() is then a column of its values; NULL for a field of the kind. */
const CrmId *crm_query_get_custom_sort (const CrmQuery *self);
gboolean crm_query_is_descending (const CrmQuery *self);

/* The same question but for one thing. */
CrmQuery *crm_query_with_search (const CrmQuery *self, const char *search);
CrmQuery *crm_query_with_filter (const CrmQuery *self, CrmFilter *filter);
CrmQuery *crm_query_with_sort (const CrmQuery *self, guint sort, gboolean descending);

/**
 * crm_query_with_custom_sort:
 * @field: a custom field's definition
 * @column: where it keeps values: %CRM_CUSTOM_VALUE_TEXT …
 *
 * Returns: (transfer full): the same question about customers, ordered by their values of a custom field: choices in the order
 *   of the definition.
 */
CrmQuery *crm_query_with_custom_sort (const CrmQuery *self, const CrmId *field, guint column, gboolean descending);

/**
 * crm_query_with_group:
 * @field: of the kind: a choice, a reference, yes or no, or a text
 *
 * Returns: (transfer full): the same question with the records group by group, those without a value last, and in each group in the order asked for.
 */
CrmQuery *crm_query_with_group (const CrmQuery *self, guint field);

/* The same by the values of a custom field; @column: where it keeps them. */
CrmQuery *crm_query_with_custom_group (const CrmQuery *self, const CrmId *field, guint column);

/* Whether it is grouped; @field gets by what, which is a column of the values of crm_query_get_custom_group() where that is not NULL. */
gboolean crm_query_get_group (const CrmQuery *self, guint *field);
const CrmId *crm_query_get_custom_group (const CrmQuery *self);

/**
 * crm_query_with_rowids:
 * @rowids: (element-type gint64): rowids of records, copied
 *
 * Returns: (transfer full): the same question about these records alone, as those a person has selected.
 */
CrmQuery *crm_query_with_rowids (const CrmQuery *self, GArray *rowids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFilter, crm_filter_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuery, crm_query_unref)

G_END_DECLS
