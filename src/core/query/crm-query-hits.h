/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals that a search finds: by their own words, or by their customer. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmQueryHits:
 *
 * A set of rowids of deals, one bit each. Immutable; any thread.
 */
typedef struct _CrmQueryHits CrmQueryHits;

/**
 * crm_query_hits_read:
 * @search: what a person typed
 *
 * Each word must be found, either in the deal (title, competitor, needs …) or in what its customer is found by: name, pinyin, people, telephone.
 * So "frame 长沙" finds the frame contract with the customer in 长沙. Deleted deals may be among them.
 *
 * Returns: (transfer full) (nullable): on the connection's thread.
 */
CrmQueryHits *crm_query_hits_read (CrmConnection *connection, const char *search, GError **error);
void crm_query_hits_free (CrmQueryHits *self);

/* Always, when nothing that was typed can be searched for. */
gboolean crm_query_hits_contain (const CrmQueryHits *self, gint64 rowid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQueryHits, crm_query_hits_free)

G_END_DECLS
