/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the file: made, verified, kept for a while. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_backup_make:
 * @connection: a connection to the file
 * @path: where to; must not exist
 *
 * Writes a compact copy as of one moment and opens it to see that it is sound. Other connections go on writing meanwhile.
 * What is not sound, or not whole, is removed again. The files kept with customers stay where they are.
 */
gboolean crm_backup_make (CrmConnection *connection, const char *path, GError **error);

/**
 * crm_backup_make_with_files:
 * @file: the path of the file @connection is to
 * @problems: is added a sentence for each content missing or damaged, which the backup is then without
 *
 * The same, with the files kept with customers in a folder beside @path, which can go anywhere with them.
 */
gboolean crm_backup_make_with_files (CrmConnection *connection, const char *file, const char *path, GStrvBuilder *problems, GError **error);

/**
 * crm_backup_make_automatic:
 * @file: the file's path
 * @now: microseconds UTC
 * @reason: a word for the name: "hourly", "migration", "import", "restore"
 *
 * Backs up into the folder "backups" beside the file, named by time and reason, and thins out the older ones. The files kept with
 * customers need no copy there: they lie beside the file, never change and are never deleted.
 */
gboolean crm_backup_make_automatic (CrmConnection *connection, const char *file, gint64 now, const char *reason, GError **error);

/**
 * crm_backup_choose_stale:
 * @times: (array length=n_times): when the backups were made, microseconds UTC, newest first
 * @sizes: (array length=n_times): their sizes in bytes
 * @budget: bytes all of them may take; the newest stays whatever its size
 * @stale: (array length=n_times): set to TRUE for those to remove
 *
 * Keeps the newest of each of the last 24 hours, 7 days and 4 weeks, within the budget. Pure.
 */
void crm_backup_choose_stale (const gint64 *times, const gint64 *sizes, gsize n_times, gint64 now, gint64 budget, gboolean *stale);

/* The folder of a file's automatic backups. */
char *crm_backup_dup_folder (const char *file);

/**
 * crm_backup_verify:
 *
 * Opens @path, checks that it is a sound Clientele file of a version this program can read.
 */
gboolean crm_backup_verify (const char *path, GError **error);

/**
 * crm_backup_restore:
 * @backup: a backup
 * @file: the file to replace; nobody may have it open
 *
 * Puts a verified copy of @backup in the place of @file, in one rename; the file there before stays beside it with
 * ".before-restore" in its name. The copy is a new node: it gets a node id of its own. The files kept with customers that lie
 * beside @backup are taken along to those beside @file; @problems (nullable) is added a sentence for each that is in
 * neither place.
 */
gboolean crm_backup_restore (const char *backup, const char *file, GStrvBuilder *problems, GError **error);

G_END_DECLS
