/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads files into drafts on a thread of its own, ahead of who plans them. */

#pragma once

#include "core/exchange/crm-import-draft.h"

G_BEGIN_DECLS

typedef struct _CrmImportFeed CrmImportFeed;

/**
 * crm_import_feed_new:
 * @sources: (element-type CrmImportSource): read one after another
 * @settings: copied
 * @cancellable: ends the reading
 *
 * Starts reading at once, and waits when it is far ahead.
 */
CrmImportFeed *crm_import_feed_new (GPtrArray *sources, const CrmImportSettings *settings, GCancellable *cancellable);

/* Stops the reading and waits for its end. */
void crm_import_feed_free (CrmImportFeed *self);

/**
 * crm_import_feed_next:
 * @wait_us: how long to wait for rows
 * @drafts: (out) (transfer full) (element-type CrmImportDraft): the next rows, or %NULL when there are none yet or no more
 * @error: why the files could not be read to their end
 *
 * Returns: 1 when there may be more, 0 after the last rows, -1 on error.
 */
int crm_import_feed_next (CrmImportFeed *self, gint64 wait_us, GPtrArray **drafts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportFeed, crm_import_feed_free)

G_END_DECLS
