/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes the copy of a team's data that leaving its server leaves behind. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * crm_sync_copy_remove:
 * @path: a customer file, closed
 *
 * Removes the file, what lies beside it for its own use, and the folder of files kept with its customers. Automatic backups stay in theirs. Blocks.
 *
 * Returns: %FALSE when somebody has it open (%CRM_ERROR_LOCKED), or something could not be removed.
 */
gboolean crm_sync_copy_remove (const char *path, GError **error);

G_END_DECLS
