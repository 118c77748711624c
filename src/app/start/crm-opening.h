/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file to where a window can show it: opened, with a user, filled when it is the demo company. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * crm_opening_start:
 * @path: the file; made when it is not there
 * @demo: fill it with the demo company when it has no customers
 * @cancellable: (nullable): takes the demo company back while it is being made
 *
 * The file is opened at once, on another thread; the rest waits for the main loop.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmStore.
 */
DexFuture *crm_opening_start (const char *path, gboolean demo, CrmClock *clock, GCancellable *cancellable);

/**
 * crm_opening_find_backup:
 * @path: a file
 *
 * Looks on another thread for the newest automatic backup of the file that is sound.
 *
 * Returns: (transfer full): a #DexFuture of its path, a string; %CRM_ERROR_NOT_FOUND when there is none.
 */
DexFuture *crm_opening_find_backup (const char *path);

/* On another thread, puts the backup in the file's place. A #DexFuture of TRUE. */
DexFuture *crm_opening_restore (const char *backup, const char *path);

G_END_DECLS
