/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of a file as registers, and registers as what the writer writes. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"
#include "sync/crm-sync-record.h"

G_BEGIN_DECLS

/**
 * CrmSyncRow:
 * @state: the record's registers; facts have none
 * @dirty: the edit that changed it since it was sent, or 0
 * @seq: its number on the server, or 0
 * @scope: (nullable): the scope it came in
 *
 * A record as the file has it.
 */
typedef struct
{
  CrmSyncRecord *state;
  gint64 dirty;
  gint64 seq;
  char *scope;
} CrmSyncRow;

void crm_sync_row_clear (CrmSyncRow *self);

/* Returns 1 when the record is there, 0 when not, -1 on error. @self is to be cleared. */
int crm_sync_row_read (CrmConnection *connection, const CrmKind *kind, const CrmId *id, CrmSyncRow *self, GError **error);

/**
 * crm_sync_row_make:
 * @kind: the kind of @state
 * @state: what the record shall be, whole
 * @scope: (nullable): its scope
 * @seq: its number on the server, or 0
 * @waits: whether something of it is still to be sent
 *
 * Fields that this version does not know, or whose value does not fit them, are kept as they came and written again by the next
 * crm_sync_row_read().
 *
 * Returns: (transfer full): the change that makes the record so; on any thread.
 */
CrmChange *crm_sync_row_make (const CrmKind *kind, const CrmSyncRecord *state, const char *scope, gint64 seq, gboolean waits);

/* The same, added to @edit. (transfer none) */
CrmChange *crm_sync_row_write (CrmEdit *edit, const CrmKind *kind, const CrmSyncRecord *state, const char *scope, gint64 seq, gboolean waits);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmSyncRow, crm_sync_row_clear)

G_END_DECLS
