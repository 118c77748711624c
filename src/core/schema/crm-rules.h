/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an area checks and derives when a record of its kind is written. */

#pragma once

#include "core/record/crm-record.h"

G_BEGIN_DECLS

typedef struct _CrmConnection CrmConnection;

/**
 * CrmRulesContext:
 * @now: microseconds UTC
 * @zone: whose calendar says what day it is
 * @calling_code: the country calling code of phone numbers written without one, such as "86"
 * @han_first: whether names in Han characters stand before names in letters
 * @has_keys: whether a new record brings its hidden keys, made by the same functions on another thread, as an import's do
 * @connection: (nullable): the writer's, for looking up what a rule depends on; %NULL while keys are made anew
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  const char *calling_code;
  gboolean han_first;
  gboolean has_keys;
  CrmConnection *connection;
} CrmRulesContext;

/**
 * CrmRules:
 * @prepare: (nullable): called on the writer's thread with the complete @values about to be written and the record
 *   @before (%NULL on creation). May change values: derived fields are set here. Returns %FALSE with a %CRM_ERROR_INVALID
 *   for a person to read when the record must not be written.
 * @touch: (nullable): adds to @customers (a set of CrmId *) the customers whose facts or search document depend on the
 *   record, where that is more than the kind's own customer reference says. @searched: whether what changed is in documents.
 */
struct _CrmRules
{
  gboolean (*prepare) (const CrmRulesContext *context, CrmValue *values, const CrmRecord *before, GError **error);
  gboolean (*touch) (CrmConnection *connection, const CrmId *id, const CrmValue *values, gboolean searched, GHashTable *customers, GError **error);
};

/* Defined in core/customers. */
extern const CrmRules crm_customer_rules;
extern const CrmRules crm_person_rules;
extern const CrmRules crm_contact_point_rules;
extern const CrmRules crm_custom_field_rules;
extern const CrmRules crm_custom_value_rules;

G_END_DECLS
