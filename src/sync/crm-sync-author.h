/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who made what a page brings, for history; and whose value lost, for the list. On the writer's thread, in its transaction. */

#pragma once

#include "core/store/crm-connection.h"
#include "sync/crm-sync-row.h"
#include "sync/crm-wire-push.h"
#include "sync/crm-wire-page.h"

G_BEGIN_DECLS

/**
 * CrmSyncAuthors:
 * @edit: the edit under way; 0 before its first page with records
 * @first: who it is by
 * @has_others: whether somebody else is noted beside it
 *
 * Who the pages of an edit are by.
 */
typedef struct
{
  gint64 edit;
  CrmId first;
  gboolean has_others;
} CrmSyncAuthors;

/* The edit under way is by who changed its records last: by the first of them, and of the others by whom is noted beside it. @authors begins as zero. */
gboolean crm_sync_author_note (CrmConnection *connection, const CrmWirePage *page, CrmSyncAuthors *authors, GError **error);

/* The newest clock of this file's that the server was told of; zero for none. */
gboolean crm_sync_sent_read (CrmConnection *connection, CrmHlc *sent, GError **error);
gboolean crm_sync_sent_write (CrmConnection *connection, const CrmHlc *sent, GError **error);

/* Moves @sent on to the newest clock of @node in what was sent. */
void crm_sync_sent_add (CrmHlc *sent, const CrmSyncRecord *record, guint64 node);

/* The server said that something of the record came too late: the next page with it tells what. @sent is what it was told of before. */
gboolean crm_sync_conflict_expect (CrmConnection *connection, const CrmId *id, const CrmHlc *sent, GError **error);

/**
 * crm_sync_conflict_note:
 * @own: the record before it is merged
 * @remote: what came
 * @node: this file's
 *
 * Lists the values of this file's that lose to others, where the other side did not know them: they wait to be sent, or were sent too late.
 */
gboolean crm_sync_conflict_note (CrmConnection *connection, const CrmKind *kind, const CrmSyncRow *own, const CrmSyncRecord *remote, guint64 node, GError **error);

G_END_DECLS
