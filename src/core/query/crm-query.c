/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question to the store: which records of a kind, in which order. Immutable. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-query-private.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"

struct _CrmQuery
{
  const CrmKind *kind;
  CrmFilter *filter;
  char *search;
  GArray *rowids; /* of gint64, or NULL */
  guint sort;
  CrmId custom; /* the definition, when sort is a column of its values */
  gboolean is_custom;
  gboolean descending;
  guint group;
  CrmId custom_group; /* likewise */
  gboolean is_grouped;
  gboolean is_group_custom;
};

G_DEFINE_BOXED_TYPE (CrmQuery, crm_query, crm_query_ref, crm_query_unref)

static CrmFilter *
filter_new (CrmFilterType type)
{
  CrmFilter *self = g_atomic_rc_box_new0 (CrmFilter);

  self->type = type;
  if (type != CRM_FILTER_CONDITION)
    self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_filter_unref);
  return self;
}

CrmFilter *
crm_filter_new (guint field, CrmOperator operation, const CrmValue *value)
{
  CrmFilter *self = filter_new (CRM_FILTER_CONDITION);

  self->field = field;
  self->operation = operation;
  if (value != NULL)
    self->value = crm_value_copy (value);
  return self;
}

CrmFilter *
crm_filter_new_related (const CrmKind *kind, guint reference, CrmFilter *filter, gboolean none)
{
  CrmFilter *self = filter_new (CRM_FILTER_RELATED);

  self->kind = kind;
  self->field = reference;
  self->none = none;
  g_ptr_array_add (self->parts, filter);
  return self;
}

CrmFilter *
crm_filter_new_referred (guint reference, const CrmKind *kind, CrmFilter *filter)
{
  CrmFilter *self = filter_new (CRM_FILTER_REFERRED);

  self->kind = kind;
  self->field = reference;
  g_ptr_array_add (self->parts, filter);
  return self;
}

CrmFilter *
crm_filter_new_anniversary (guint field, CrmDate from, CrmDate upto)
{
  CrmFilter *self = filter_new (CRM_FILTER_ANNIVERSARY);

  self->field = field;
  self->from = from % 10000;
  self->upto = upto % 10000;
  return self;
}

CrmFilter *
crm_filter_new_created (gint64 from, gint64 below)
{
  CrmFilter *self = filter_new (CRM_FILTER_CREATED);

  self->from = from / 1000;
  self->upto = (below - 1) / 1000;
  return self;
}

CrmFilter *
crm_filter_new_not (CrmFilter *filter)
{
  CrmFilter *self = filter_new (CRM_FILTER_NOT);

  g_ptr_array_add (self->parts, filter);
  return self;
}

/* "Nothing" is the lack of a value record, and equal to none. */
CrmFilter *
crm_filter_new_custom (const CrmId *field, guint column, CrmOperator operation, const CrmValue *value)
{
  CrmFilter *parts = crm_filter_new_and ();
  gboolean nothing = value == NULL || value->type == CRM_VALUE_NONE;
  CrmValue id = crm_value_id (field);
  gboolean none;

  if (nothing && operation == CRM_OPERATOR_EQUAL)
    operation = CRM_OPERATOR_EMPTY;
  else if (nothing && operation == CRM_OPERATOR_NOT_EQUAL)
    operation = CRM_OPERATOR_NOT_EMPTY;
  none = operation == CRM_OPERATOR_EMPTY || operation == CRM_OPERATOR_NOT_EQUAL;
  if (none)
    operation = operation == CRM_OPERATOR_EMPTY ? CRM_OPERATOR_NOT_EMPTY : CRM_OPERATOR_EQUAL;
  crm_filter_add (parts, crm_filter_new (CRM_CUSTOM_VALUE_FIELD, CRM_OPERATOR_EQUAL, &id));
  crm_filter_add (parts, crm_filter_new (column, operation, value));
  return crm_filter_new_related (&crm_kind_custom_value, CRM_CUSTOM_VALUE_CUSTOMER, parts, none);
}

CrmFilter *
crm_filter_new_band (guint field, const CrmBand *band)
{
  CrmFilter *self = crm_filter_new_and ();
  CrmValue from = crm_value_integer (band->from - 1), below = crm_value_integer (band->below);

  crm_filter_add (self, crm_filter_new (field, CRM_OPERATOR_MORE, &from));
  crm_filter_add (self, crm_filter_new (field, CRM_OPERATOR_LESS, &below));
  return self;
}

CrmFilter *
crm_filter_new_and (void)
{
  return filter_new (CRM_FILTER_AND);
}

CrmFilter *
crm_filter_new_or (void)
{
  return filter_new (CRM_FILTER_OR);
}

void
crm_filter_add (CrmFilter *self, CrmFilter *part)
{
  g_return_if_fail (self != NULL && self->parts != NULL && part != NULL);

  g_ptr_array_add (self->parts, part);
}

CrmFilter *
crm_filter_ref (CrmFilter *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
filter_clear (gpointer data)
{
  CrmFilter *self = data;

  crm_value_clear (&self->value);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
}

void
crm_filter_unref (CrmFilter *self)
{
  g_atomic_rc_box_release_full (self, filter_clear);
}

CrmQuery *
crm_query_new (const CrmKind *kind, CrmFilter *filter, const char *search, guint sort, gboolean descending)
{
  CrmQuery *self;

  g_return_val_if_fail (kind != NULL && sort < kind->n_fields, NULL);

  self = g_atomic_rc_box_new0 (CrmQuery);
  self->kind = kind;
  self->filter = filter != NULL ? crm_filter_ref (filter) : NULL;
  self->search = g_strdup (search);
  self->sort = sort;
  self->descending = descending;
  return self;
}

CrmQuery *
crm_query_ref (CrmQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
query_clear (gpointer data)
{
  CrmQuery *self = data;

  g_clear_pointer (&self->filter, crm_filter_unref);
  g_clear_pointer (&self->rowids, g_array_unref);
  g_free (self->search);
}

void
crm_query_unref (CrmQuery *self)
{
  g_atomic_rc_box_release_full (self, query_clear);
}

const CrmKind *
crm_query_get_kind (const CrmQuery *self)
{
  return self->kind;
}

const char *
crm_query_get_search (const CrmQuery *self)
{
  return self->search;
}

CrmFilter *
crm_query_get_filter (const CrmQuery *self)
{
  return self->filter;
}

guint
crm_query_get_sort (const CrmQuery *self)
{
  return self->sort;
}

gboolean
crm_query_is_descending (const CrmQuery *self)
{
  return self->descending;
}

const GArray *
crm_query_get_rowids (const CrmQuery *self)
{
  return self->rowids;
}

const CrmId *
crm_query_get_custom_sort (const CrmQuery *self)
{
  return self->is_custom ? &self->custom : NULL;
}

static CrmQuery *
copy (const CrmQuery *self)
{
  CrmQuery *other = g_atomic_rc_box_new0 (CrmQuery);

  *other = *self;
  other->filter = self->filter != NULL ? crm_filter_ref (self->filter) : NULL;
  other->rowids = self->rowids != NULL ? g_array_ref (self->rowids) : NULL;
  other->search = g_strdup (self->search);
  return other;
}

CrmQuery *
crm_query_with_search (const CrmQuery *self, const char *search)
{
  CrmQuery *other = copy (self);

  g_set_str (&other->search, search);
  return other;
}

CrmQuery *
crm_query_with_filter (const CrmQuery *self, CrmFilter *filter)
{
  CrmQuery *other = copy (self);

  g_clear_pointer (&other->filter, crm_filter_unref);
  other->filter = filter != NULL ? crm_filter_ref (filter) : NULL;
  return other;
}

CrmQuery *
crm_query_with_sort (const CrmQuery *self, guint sort, gboolean descending)
{
  CrmQuery *other;

  g_return_val_if_fail (sort < self->kind->n_fields, NULL);

  other = copy (self);
  other->sort = sort;
  other->is_custom = FALSE;
  other->descending = descending;
  return other;
}

CrmQuery *
crm_query_with_custom_sort (const CrmQuery *self, const CrmId *field, guint column, gboolean descending)
{
  CrmQuery *other;

  g_return_val_if_fail (self->kind == &crm_kind_customer && column < crm_kind_custom_value.n_fields, NULL);

  other = copy (self);
  other->sort = column;
  other->custom = *field;
  other->is_custom = TRUE;
  other->descending = descending;
  return other;
}

CrmQuery *
crm_query_with_rowids (const CrmQuery *self, GArray *rowids)
{
  CrmQuery *other = copy (self);

  g_clear_pointer (&other->rowids, g_array_unref);
  other->rowids = g_array_copy (rowids);
  return other;
}

CrmQuery *
crm_query_with_group (const CrmQuery *self, guint field)
{
  CrmQuery *other;

  g_return_val_if_fail (field < self->kind->n_fields, NULL);

  other = copy (self);
  other->group = field;
  other->is_grouped = TRUE;
  other->is_group_custom = FALSE;
  return other;
}

CrmQuery *
crm_query_with_custom_group (const CrmQuery *self, const CrmId *field, guint column)
{
  CrmQuery *other;

  g_return_val_if_fail (self->kind == &crm_kind_customer && column < crm_kind_custom_value.n_fields, NULL);

  other = copy (self);
  other->group = column;
  other->custom_group = *field;
  other->is_grouped = TRUE;
  other->is_group_custom = TRUE;
  return other;
}

gboolean
crm_query_get_group (const CrmQuery *self, guint *field)
{
  *field = self->group;
  return self->is_grouped;
}

const CrmId *
crm_query_get_custom_group (const CrmQuery *self)
{
  return self->is_group_custom ? &self->custom_group : NULL;
}
