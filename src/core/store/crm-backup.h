/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of the file: made, verified, kept for a while. */

#pragma once

#include "core/store/crm-connection.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CrmBackup CrmBackup;

/**
 * crm_backup_begin:
 * @source: a connection to the file, in no transaction; it is kept in one until the copying ends
 * @path: where to; must not exist
 * @cancellable: (nullable): cancels a later step, the verifying too
 *
 * Fixes the moment the copy shows. Other connections go on writing meanwhile.
 *
 * Returns: (transfer full): a backup under way, for @source's thread.
 */
CrmBackup *crm_backup_begin (CrmConnection *source, const char *path, GCancellable *cancellable, GError **error);

/**
 * crm_backup_take_files:
 * @file: the path of the file @source is connected to
 *
 * Has the last step take the files kept with customers along, into a folder beside the copy, which can go anywhere with
 * them. Without it they stay where they are: beside the file, where they never change and are never deleted, and where
 * its automatic backups find them.
 */
void crm_backup_take_files (CrmBackup *self, const char *file);

/* A sentence for each file missing or damaged, which the copy is without. After the last step, once. (transfer full) */
char **crm_backup_take_problems (CrmBackup *self);

/**
 * crm_backup_step:
 *
 * Copies some megabytes. The last step opens the copy, checks that it is sound, and gives it its name.
 *
 * Returns: 1 when there is more to do, 0 when the backup is on the disk, -1 on failure.
 */
int crm_backup_step (CrmBackup *self, GError **error);

/* What is not sound, or not whole, is removed again. */
void crm_backup_free (CrmBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBackup, crm_backup_free)

/* All steps at once. */
gboolean crm_backup_make (CrmConnection *connection, const char *path, GError **error);

/**
 * crm_backup_dup_automatic_path:
 * @file: the file's path
 * @now: microseconds UTC
 * @reason: a word for the name: "hourly", "migration", "import", "restore"
 *
 * Returns: the path of a backup in the folder "backups" beside the file, named by time and reason.
 */
char *crm_backup_dup_automatic_path (const char *file, gint64 now, const char *reason);

/* Makes the folder "backups" beside @file. */
gboolean crm_backup_ensure_folder (const char *file, GError **error);

/* Removes those of @file's automatic backups that crm_backup_choose_stale() names. */
void crm_backup_thin_out (const char *file, gint64 now);

/**
 * crm_backup_copy_newest:
 * @file: the path of a Clientele file
 * @folder: another place for its automatic backups; made where it is not there
 * @now: microseconds UTC
 *
 * Copies the newest automatic backup there unless it is there, verified and under its own name in one rename, thins out those there as beside the
 * file, and forgets those that hold what was erased since. Blocks; any thread but the main one.
 *
 * Returns: %FALSE with %CRM_ERROR_STORAGE in a sentence that names the folder.
 */
gboolean crm_backup_copy_newest (const char *file, const char *folder, gint64 now, GError **error);

/* Removes those that were made before @time, microseconds UTC, unless there is none after it. */
void crm_backup_forget (const char *file, gint64 time);

/* When the newest of @file's automatic backups was made, microseconds UTC; 0 for none. */
gint64 crm_backup_find_newest (const char *file);

/* Backs up beside @file as of @now, and thins out the older ones. */
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

/* Removes all automatic backups of a file: for who removes the file itself. */
void crm_backup_remove_automatic (const char *file);

G_END_DECLS
