/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads files of deals on a thread of its own. */

#pragma once

#include "core/exchange/crm-deal-draft.h"

G_BEGIN_DECLS

typedef struct _CrmDealFeed CrmDealFeed;

/**
 * crm_deal_feed_new:
 * @sources: (element-type CrmImportSource): the files
 * @settings: copied
 * @cancellable: ends the reading
 * @n_done: counted up atomically with each row; lives as long as the feed
 *
 * Starts reading at once.
 */
CrmDealFeed *crm_deal_feed_new (GPtrArray *sources, const CrmImportSettings *settings, GCancellable *cancellable, guint *n_done);

/* Waits for the end of the reading. */
void crm_deal_feed_free (CrmDealFeed *self);

/**
 * crm_deal_feed_wait:
 * @wait_us: how long to wait
 * @table: (out) (transfer full): all deals, once
 *
 * Returns: 0 when they are there, 1 when not yet, -1 when the files could not be read.
 */
int crm_deal_feed_wait (CrmDealFeed *self, gint64 wait_us, CrmDealTable **table, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealFeed, crm_deal_feed_free)

G_END_DECLS
