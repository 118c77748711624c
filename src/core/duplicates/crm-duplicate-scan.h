/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks through all customers for those who may be one. */

#pragma once

#include "core/duplicates/crm-duplicate-score.h"

G_BEGIN_DECLS

typedef struct
{
  CrmId a;
  CrmId b;
  CrmDuplicateScore score;
} CrmDuplicatePair;

/**
 * CrmDuplicateProgress:
 * @done: customers compared, of @total
 * @pairs: (element-type CrmDuplicatePair): what has been found so far, in the order of finding; not to be kept
 */
typedef void (*CrmDuplicateProgress) (guint done, guint total, const GArray *pairs, gpointer data);

/**
 * crm_duplicate_scan:
 * @set: with its index made
 * @min: the least score, 0 to 1
 * @cancellable: (nullable)
 * @progress: (nullable): called on this thread some hundred times
 *
 * Compares all that have a key in common and are not known to be two.
 *
 * Returns: (transfer full) (element-type CrmDuplicatePair): the likeliest first; %NULL when cancelled.
 */
GArray *crm_duplicate_scan (CrmDuplicateSet *set, double min, GCancellable *cancellable, CrmDuplicateProgress progress, gpointer data, GError **error);

G_END_DECLS
