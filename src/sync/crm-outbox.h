/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be sent, and what becomes of it when the server has said what it thinks of it. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"
#include "sync/crm-wire-push.h"

G_BEGIN_DECLS

/* A push is not longer than this, but for a single record. */
#define CRM_OUTBOX_BYTES (256 * 1024)

/**
 * CrmOutboxItem:
 * @dirty: the edit whose mark the record had when it was read; 0 for a value that came too late
 * @record: what is sent: the whole record, or a value that came too late
 * @seq: the record's number on the server when it was read
 * @length: bytes of its line, about
 */
typedef struct
{
  const CrmKind *kind;
  gint64 dirty;
  CrmSyncRecord *record;
  gint64 seq;
  gsize length;
} CrmOutboxItem;

/**
 * crm_outbox_read:
 * @max: how many records at the most
 *
 * Reads what is to be sent next, by the edits that changed it. Deleted records come when nothing else waits: merging duplicates must not lose half
 * way what refers to the one that goes. What an edit under way has changed waits for its end.
 *
 * Returns: (transfer full) (element-type CrmOutboxItem): the items; none when the outbox is empty.
 */
GArray *crm_outbox_read (CrmConnection *connection, guint max, GError **error);

/* The same for several pushes, each of at most @max records and %CRM_OUTBOX_BYTES: see crm_outbox_split(). */
GArray *crm_outbox_read_many (CrmConnection *connection, guint max, guint n_pushes, GError **error);

/* How many of the items from @start on make a push of at most @max. */
guint crm_outbox_split (GArray *items, guint start, guint max);

/* Those of them, which are still there. (transfer full) */
GArray *crm_outbox_slice (GArray *items, guint start, guint n);

/* The records of items, for crm_wire_push_write(). (transfer full) (element-type CrmSyncRecord) */
GPtrArray *crm_outbox_get_records (GArray *items);

/**
 * crm_outbox_new_settlement:
 * @title: as history shall name what goes back to what the server has
 * @items: (transfer full): what was sent
 * @verdicts: (transfer full): what was said, one for each
 * @trailer: (nullable): the end of the answer: what time the server has, and where the records are now
 * @now: microseconds UTC
 *
 * Clears the marks of what the server has, where nothing was changed since; puts what it will never take on the list of what could not be saved
 * and takes the record back to what the server has, lower clocks too; lets go of what is gone; gives new clocks to what was too far ahead.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_outbox_new_settlement (const char *title, GArray *items, GArray *verdicts, const CrmWireTrailer *trailer, gint64 now);

G_END_DECLS
