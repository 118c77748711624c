/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked about records of a kind: their own fields, the office's, and what is related to them. */

#pragma once

#include "core/customers/crm-custom-field.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmFacetSource:
 * @CRM_FACET_OWN: a field of the record itself
 * @CRM_FACET_CREATED: when the record was made
 * @CRM_FACET_CUSTOM: a field that the office has added
 * @CRM_FACET_RELATED: a field of records that refer to it: its tags, its deals
 * @CRM_FACET_REFERRED: a field of what it refers to: the customer of a deal
 */
typedef enum
{
  CRM_FACET_OWN,
  CRM_FACET_CREATED,
  CRM_FACET_CUSTOM,
  CRM_FACET_RELATED,
  CRM_FACET_REFERRED,
} CrmFacetSource;

/* One of the records that a reference may point to. */
typedef struct
{
  CrmId id;
  char *label;
} CrmFacetOption;

/**
 * CrmFacet:
 * @name: permanent: the field's name, "KIND.FIELD" of something related, "custom.ID", "created"
 * @label: translated
 * @group: translated heading it stands under
 * @source: where its value is
 * @kind: whose field it is
 * @index: which of its fields
 * @reference: of %CRM_FACET_RELATED the field of @kind that refers to the record, of %CRM_FACET_REFERRED that of the record
 * @field: what the values are: type, choices
 * @custom: (nullable): of %CRM_FACET_CUSTOM
 * @options: (nullable) (element-type CrmFacetOption): of a reference that has few to choose from, in their order
 *
 * Immutable.
 */
typedef struct
{
  char *name;
  char *label;
  const char *group;
  CrmFacetSource source;
  const CrmKind *kind;
  guint index;
  guint reference;
  const CrmField *field;
  CrmCustomField *custom;
  GArray *options;
} CrmFacet;

/**
 * crm_facets_read:
 * @kind: of the records; what is related is known of customers and deals
 *
 * On the connection's thread; the answer may be used on any.
 *
 * Returns: (transfer full) (element-type CrmFacet): in the order in which they are offered, groups together; %NULL on error.
 */
GPtrArray *crm_facets_read (CrmConnection *connection, const CrmKind *kind, GError **error);

/* A CrmReadFunc of the same, as a G_TYPE_PTR_ARRAY; @data is the kind. */
gboolean crm_facets_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error);

/* The one of that name, or NULL; borrowed. */
const CrmFacet *crm_facets_find (GPtrArray *facets, const char *name);

/* The option's label, or NULL; borrowed. */
const char *crm_facet_find_option (const CrmFacet *self, const CrmId *id);

G_END_DECLS
