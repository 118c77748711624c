/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many customers' cards, found by what they have in common. */

#pragma once

#include <gio/gio.h>

#include "core/duplicates/crm-duplicate-card.h"

G_BEGIN_DECLS

typedef struct _CrmDuplicateSet CrmDuplicateSet;

CrmDuplicateSet *crm_duplicate_set_new (void);
void crm_duplicate_set_free (CrmDuplicateSet *self);

/* Takes @card. Returns: its number. */
guint crm_duplicate_set_add (CrmDuplicateSet *self, CrmDuplicateCard *card);

guint crm_duplicate_set_get_n (const CrmDuplicateSet *self);
CrmDuplicateCard *crm_duplicate_set_get (const CrmDuplicateSet *self, guint card);

/* (transfer full): takes a card out; what is left is only to be freed. */
CrmDuplicateCard *crm_duplicate_set_steal (CrmDuplicateSet *self, guint card);

/* The card of @id, or %NULL. */
CrmDuplicateCard *crm_duplicate_set_find (const CrmDuplicateSet *self, const CrmId *id);

/* Says of two that they are known to be two. */
void crm_duplicate_set_part (CrmDuplicateSet *self, const CrmId *a, const CrmId *b);
gboolean crm_duplicate_set_are_parted (const CrmDuplicateSet *self, const CrmId *a, const CrmId *b);

/**
 * crm_duplicate_set_index:
 * @cancellable: (nullable)
 *
 * Makes all keys. To be called once all cards are in, and before what follows.
 */
gboolean crm_duplicate_set_index (CrmDuplicateSet *self, GCancellable *cancellable, GError **error);

/* How many cards have a key; 0 when the set has no index. */
guint crm_duplicate_set_count (const CrmDuplicateSet *self, guint64 key);

/* How many cards are of the city. */
guint crm_duplicate_set_count_city (const CrmDuplicateSet *self, guint64 city);

/**
 * crm_duplicate_set_list_candidates:
 * @card: one of the set
 * @candidates: (element-type guint): emptied and filled with those of higher number that have a key in common with it
 *
 * Keys that many have tell nothing and are passed over: %CRM_DUPLICATE_BLOCK_MAX, or for those that only few should have
 * %CRM_DUPLICATE_RARE_BLOCK_MAX. Several ways to make keys stand in for each other ("multi-pass blocking").
 */
void crm_duplicate_set_list_candidates (CrmDuplicateSet *self, guint card, GArray *candidates);

#define CRM_DUPLICATE_BLOCK_MAX      24
#define CRM_DUPLICATE_RARE_BLOCK_MAX 60

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDuplicateSet, crm_duplicate_set_free)

G_END_DECLS
