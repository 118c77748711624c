/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking customers up while a person types: likely duplicates of a new one, and records to refer to. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmMatchReason:
 *
 * Why a customer may be the one being entered, the surest first.
 */
typedef enum
{
  CRM_MATCH_PHONE = 1 << 0,
  CRM_MATCH_EMAIL = 1 << 1,
  CRM_MATCH_NAME = 1 << 2,
} CrmMatchReason;

/**
 * CrmCustomerMatch:
 * @customer: who it may be
 * @reasons: all that apply
 * @person: (nullable): the name of the person at the customer who has the phone or email
 */
typedef struct
{
  CrmRecord *customer;
  CrmMatchReason reasons;
  char *person;
} CrmCustomerMatch;

void crm_customer_match_free (CrmCustomerMatch *match);

/**
 * CrmCustomerDraft:
 * @type: "company" or "individual"
 * @name: (nullable)
 * @phone: (nullable)
 * @email: (nullable)
 *
 * What has been typed of a new customer.
 */
typedef struct
{
  char *type;
  char *name;
  char *phone;
  char *email;
} CrmCustomerDraft;

void crm_customer_draft_clear (CrmCustomerDraft *draft);

/**
 * crm_customer_find_matches:
 * @connection: a reader's
 * @draft: what has been typed
 *
 * Compares keys, so that case, spaces, punctuation and ways to write a number do not matter; a name counts when its key is the same.
 *
 * Returns: (transfer full) (element-type CrmCustomerMatch): the surest first, at most ten; %NULL with an error.
 */
GPtrArray *crm_customer_find_matches (CrmConnection *connection, const CrmCustomerDraft *draft, GError **error);

/**
 * CrmLookupResult:
 *
 * One record that can be referred to. @detail (nullable) tells those of one name apart.
 */
typedef struct
{
  CrmId id;
  char *name;
  char *detail;
} CrmLookupResult;

void crm_lookup_result_free (CrmLookupResult *result);

/**
 * crm_customer_look_up:
 * @kind: customers, people, users or tags
 * @typed: what a person typed; empty gives the first by name
 * @limit: at most so many
 *
 * Customers are found as in the search; the others, which are few, by any part of their names.
 *
 * Returns: (transfer full) (element-type CrmLookupResult): by name; %NULL with an error.
 */
GPtrArray *crm_customer_look_up (CrmConnection *connection, const CrmKind *kind, const char *typed, guint limit, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCustomerMatch, crm_customer_match_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLookupResult, crm_lookup_result_free)

G_END_DECLS
