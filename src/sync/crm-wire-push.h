/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a client pushes, and what the server says to each record of it. */

#pragma once

#include "sync/crm-sync-record.h"
#include "sync/crm-wire-frame.h"

G_BEGIN_DECLS

/* How far the clock of a change may be ahead of the server's, microseconds. */
#define CRM_SYNC_CLOCK_AHEAD (60 * G_USEC_PER_SEC)

/* More records than this are more than one push. */
#define CRM_WIRE_PUSH_MAX 1000

/**
 * CrmWirePush:
 * @node: the node id of the file the push comes from
 * @number: counts the node's pushes from 1; the same number again means the same push again
 * @hash: the SHA-256 it ends with, in hexadecimal digits: tells the same push from another of the same number
 * @records: (element-type CrmSyncRecord): states or parts of records; %NULL for a line that is none
 */
typedef struct
{
  guint64 node;
  gint64 number;
  char *hash;
  GPtrArray *records;
} CrmWirePush;

void crm_wire_push_clear (CrmWirePush *self);

/* Writes a push. @records are CrmSyncRecords. */
GBytes *crm_wire_push_write (guint64 node, gint64 number, GPtrArray *records);

/* Reads one. Returns FALSE with CRM_ERROR_UNREADABLE when it is cut short, damaged, or too long. */
gboolean crm_wire_push_read (GBytes *bytes, CrmWirePush *self, GError **error);

/**
 * CrmVerdict:
 * @CRM_VERDICT_OK: all of it is on the server, now or since an earlier push
 * @CRM_VERDICT_SUPERSEDED: as above, but a field has a newer value there, which the next pull brings
 * @CRM_VERDICT_MERGE: a long text was changed there since it was read here; nothing of the record was stored
 * @CRM_VERDICT_CLOCK: a clock is too far in the future; nothing of the record was stored: give it a new one
 * @CRM_VERDICT_REJECTED: nothing of the record was stored, and never will be as it is
 * @CRM_VERDICT_GONE: there is no such record for this caller
 */
typedef enum
{
  CRM_VERDICT_OK,
  CRM_VERDICT_SUPERSEDED,
  CRM_VERDICT_MERGE,
  CRM_VERDICT_CLOCK,
  CRM_VERDICT_REJECTED,
  CRM_VERDICT_GONE,
  CRM_N_VERDICTS
} CrmVerdict;

/**
 * CrmWireVerdict:
 * @reason: (nullable): a permanent word, for %CRM_VERDICT_REJECTED; docs/sync.md lists them
 * @record: (nullable): what the server has, for %CRM_VERDICT_MERGE and %CRM_VERDICT_REJECTED
 */
typedef struct
{
  CrmVerdict verdict;
  const char *reason;
  CrmSyncRecord *record;
} CrmWireVerdict;

/* Makes an array of them that frees what they hold. */
GArray *crm_wire_verdicts_new (void);

/* The answer to a push: a verdict for each of its records, in their order; the trailer's count is filled in. */
GBytes *crm_wire_verdicts_write (GArray *verdicts, CrmWireTrailer *trailer);

/* Reads one. @trailer (out caller-allocates) is to be cleared. (transfer full) (element-type CrmWireVerdict) */
GArray *crm_wire_verdicts_read (GBytes *bytes, CrmWireTrailer *trailer, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmWirePush, crm_wire_push_clear)

G_END_DECLS
