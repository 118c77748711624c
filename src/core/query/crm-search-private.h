/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the search share. */

#pragma once

#include "core/base/crm-text-pattern.h"
#include "core/query/crm-search.h"

G_BEGIN_DECLS

/**
 * crm_search_add_deals:
 * @pattern: what was typed
 * @match: the same for the full-text index
 * @limit: at most so many
 * @hits: with the customers found, whose deals are found too
 *
 * Adds the deals: open ones first, those named so before those of a customer that was found. On a reader's thread.
 */
gboolean crm_search_add_deals (CrmConnection *connection, const CrmTextPattern *pattern, const char *match, guint limit, CrmSearchHits *hits, GError **error);

G_END_DECLS
