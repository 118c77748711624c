/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making sure that what was written is on the disk. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_disk_sync:
 * @path: a file, or a folder whose names shall last
 *
 * Returns when it is on the disk. %CRM_ERROR_FULL or %CRM_ERROR_STORAGE when it cannot be.
 */
gboolean crm_disk_sync (const char *path, GError **error);

G_END_DECLS
