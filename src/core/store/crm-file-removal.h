/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Removes a customer file with all that belongs to it. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * crm_file_remove:
 * @file: a customer file that nobody has open
 * @error: %CRM_ERROR_STORAGE with what could not be removed
 *
 * Removes the file, its journal, the files kept with customers and its automatic backups. Backups that a person has made stay. Blocks; any thread.
 */
gboolean crm_file_remove (const char *file, GError **error);

G_END_DECLS
