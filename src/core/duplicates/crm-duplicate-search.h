/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scan for a window: on a thread and a connection of its own, with its progress to be looked at. */

#pragma once

#include <libdex.h>

#include "core/duplicates/crm-duplicate-scan.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/* One pair with both customers. */
typedef struct
{
  CrmRecord *a;
  CrmRecord *b;
  CrmDuplicateScore score;
} CrmDuplicateFound;

CrmDuplicateFound *crm_duplicate_found_new (CrmRecord *a, CrmRecord *b, const CrmDuplicateScore *score);
void crm_duplicate_found_free (CrmDuplicateFound *found);

/**
 * CrmDuplicateSearch:
 * @done, @total: customers compared so far; @total is 0 while they are being read
 * @n_found: pairs found so far; when it is over, all, of which at most as many as wanted are in the answer
 *
 * Reference-counted; the numbers are read on any thread, with atomic loads.
 */
typedef struct
{
  guint done;
  guint total;
  guint n_found;
} CrmDuplicateSearch;

CrmDuplicateSearch *crm_duplicate_search_new (void);
CrmDuplicateSearch *crm_duplicate_search_ref (CrmDuplicateSearch *self);
void crm_duplicate_search_unref (CrmDuplicateSearch *self);

/**
 * crm_duplicate_search_run:
 * @store: where
 * @min: the least score
 * @max: pairs wanted at most
 * @cancellable: ends it
 *
 * Reads through a connection of its own, so that neither readers nor the writer wait.
 *
 * Returns: (transfer full): a #DexFuture of a #GPtrArray of #CrmDuplicateFound, the likeliest first.
 */
DexFuture *crm_duplicate_search_run (CrmDuplicateSearch *self, CrmStore *store, double min, guint max, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDuplicateSearch, crm_duplicate_search_unref)

G_END_DECLS
