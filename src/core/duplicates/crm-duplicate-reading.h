/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what duplicates are found by out of the file. */

#pragma once

#include "core/customers/crm-customer-lookup.h"
#include "core/duplicates/crm-duplicate-scan.h"

G_BEGIN_DECLS

/**
 * crm_duplicate_read_all:
 * @connection: a reader's
 * @cancellable: (nullable)
 *
 * Returns: (transfer full): all customers that are not deleted, with their index; %NULL with an error, or when cancelled.
 */
CrmDuplicateSet *crm_duplicate_read_all (CrmConnection *connection, GCancellable *cancellable, GError **error);

/* (transfer full): one customer's card; NULL with an error. */
CrmDuplicateCard *crm_duplicate_read_card (CrmConnection *connection, const CrmId *customer, GError **error);

/**
 * CrmDuplicateCandidate:
 * @customer: who it may be
 * @score: how likely, and why
 * @person: (nullable): who there has the same phone or email
 */
typedef struct
{
  CrmRecord *customer;
  CrmDuplicateScore score;
  char *person;
} CrmDuplicateCandidate;

void crm_duplicate_candidate_free (CrmDuplicateCandidate *candidate);

/**
 * crm_duplicate_find_candidates:
 * @draft: what has been typed of a new customer
 * @city: (nullable): and where it is
 *
 * Finds by phone, email and name as crm_customer_find_matches() does, by the beginning of the name, and by how it is read; then scores what it
 * found. Some thousandths of a second whatever the size of the file.
 *
 * Returns: (transfer full) (element-type CrmDuplicateCandidate): the likeliest first, at most five; %NULL with an error.
 */
GPtrArray *crm_duplicate_find_candidates (CrmConnection *connection, const CrmCustomerDraft *draft, const char *city, GError **error);

/**
 * crm_duplicate_new_distinction:
 *
 * Returns: (transfer full): the edit that says of two that they are two. It is a relationship whose id follows from both, so it is one on all devices.
 */
CrmEdit *crm_duplicate_new_distinction (const CrmId *a, const CrmId *b);

G_END_DECLS
