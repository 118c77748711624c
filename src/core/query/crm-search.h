/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds customers, and deals, while a person types, best first, and says why each was found. */

#pragma once

#include <libdex.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmSearchHits:
 * @total: how many match
 * @records: (element-type CrmRecord): the best of them
 * @reasons: (element-type utf8): for each record %NULL where its name matches, else the first of its alias, code, people,
 *   phone numbers … that does
 *
 * Immutable; any thread.
 */
typedef struct
{
  guint total;
  GPtrArray *records;
  GPtrArray *reasons;
} CrmSearchHits;

#define CRM_TYPE_SEARCH_HITS (crm_search_hits_get_type ())

GType crm_search_hits_get_type (void);
CrmSearchHits *crm_search_hits_copy (CrmSearchHits *hits);
void crm_search_hits_free (CrmSearchHits *hits);

/**
 * crm_search_customers:
 * @typed: what a person typed: part of a name, pinyin, initials, digits of a phone number, email, city
 * @limit: how many records to give
 * @cancellable: (nullable): for the next keystroke
 *
 * Names that begin with what was typed come first, then names that hold it, then what was found by another field; each by
 * name. Of very many hits the first by name are given, whatever matched. What is not searchable finds nothing.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSearchHits; %G_IO_ERROR_CANCELLED when cancelled.
 */
DexFuture *crm_search_customers (CrmStore *store, const char *typed, guint limit, GCancellable *cancellable);

/* The same, and behind the customers at most @limit deals that are found by their own words or belong to one of those customers. Of very many
   customers only the newest 500 are looked at and counted: the time it takes does not grow with the file. */
DexFuture *crm_search_customers_and_deals (CrmStore *store, const char *typed, guint limit, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSearchHits, crm_search_hits_free)

G_END_DECLS
