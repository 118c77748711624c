/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file knows of its server: cursors, epoch, what could not be saved. On the writer's thread, in its transaction, but for what reads. */

#pragma once

#include "core/store/crm-connection.h"
#include "sync/crm-cursor.h"
#include "sync/crm-sync-record.h"

G_BEGIN_DECLS

/* Settings of the file. */
#define CRM_SYNC_EPOCH  "sync-epoch"
#define CRM_SYNC_PUSH   "sync-push"
#define CRM_SYNC_CHECK  "sync-checked" /* when all was compared with the server last, microseconds UTC; 1 when it is to be compared with the next round */
#define CRM_SYNC_SCHEMA "sync-schema"  /* what the version knew that looked through what was kept */
#define CRM_SYNC_CLOCK  "clock-offset" /* milliseconds, which the writer adds to the time it makes clocks of */

#define CRM_SYNC_FIRST "sync-first" /* 1 until the first sync is done */
#define CRM_SYNC_HELD  "sync-held"  /* how many records that is of, as the server said when it began */

/* Makes the indexes that a synced file needs and others do without. */
gboolean crm_sync_file_prepare (CrmConnection *connection, GError **error);

/* The file's node id. */
gboolean crm_sync_file_read_node (CrmConnection *connection, guint64 *node, GError **error);

/* How far a scope was read; from the beginning when never. */
gboolean crm_sync_file_read_cursor (CrmConnection *connection, const char *scope, CrmCursor *cursor, gboolean *sweeping, GError **error);
gboolean crm_sync_file_write_cursor (CrmConnection *connection, const char *scope, const CrmCursor *cursor, gboolean sweeping, GError **error);

/* How many records have come, or are there as the server has them: all of each table is looked at. */
gboolean crm_sync_file_count_there (CrmConnection *connection, gint64 *n, GError **error);

/* Forgets which numbers the records of a scope have, so that those that do not come again are found. */
gboolean crm_sync_file_begin_sweep (CrmConnection *connection, const char *scope, GError **error);

/**
 * crm_sync_file_meet_epoch:
 * @epoch: the server's
 * @same: (out): whether the file knew it, or knew none
 *
 * After a restore the server lacks what came since its backup: with a new epoch everything is to be sent again, and all scopes are read from their
 * beginning.
 */
gboolean crm_sync_file_meet_epoch (CrmConnection *connection, const char *epoch, gboolean *same, GError **error);

/* Notes a value that the server did not take. Noting it again changes nothing. */
gboolean crm_sync_file_add_unsaved (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, const char *reason, gint64 now, GError **error);

/* Notes a value that lost before it had been sent. */
gboolean crm_sync_file_add_late (CrmConnection *connection, const CrmKind *kind, const CrmId *id, const CrmRegister *one, GError **error);

G_END_DECLS
