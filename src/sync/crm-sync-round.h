/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of a sync: all that waits is sent, all that is new is fetched. */

#pragma once

#include "core/store/crm-store.h"
#include "sync/crm-transport.h"

G_BEGIN_DECLS

/**
 * CrmSyncOutcome:
 * @pushed: records that the server has taken
 * @superseded: those of them that came too late, in a field at least
 * @rejected: records that it did not take
 * @pulled: records that came
 * @held: of a first sync: how many records it is of, as far as the server has said; 0 otherwise
 * @there: how many of them this file had before this round began to read
 * @mended: parts of the file in which something was not as the server has it, and was sent and read again
 */
typedef struct
{
  guint pushed;
  guint superseded;
  guint rejected;
  guint pulled;
  guint held;
  guint there;
  guint mended;
} CrmSyncOutcome;

#define CRM_TYPE_SYNC_OUTCOME (crm_sync_outcome_get_type ())

GType crm_sync_outcome_get_type (void);
CrmSyncOutcome *crm_sync_outcome_copy (const CrmSyncOutcome *outcome);
void crm_sync_outcome_free (CrmSyncOutcome *outcome);

/**
 * crm_sync_round_run:
 *
 * Sends the outbox, then reads every scope to its end, "everyone" first: what records refer to is there. What the server says of its scopes and
 * epoch is acted on. Once a day all that the file has is compared with what the server has. A round that fails on its way leaves nothing half done; the next goes on where it was. One round at a time for a store.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSyncOutcome.
 */
DexFuture *crm_sync_round_run (CrmStore *store, CrmTransport *transport);

/* How far a round is, on its fiber. */
typedef void (*CrmSyncProgress) (const CrmSyncOutcome *outcome, gpointer data);

/**
 * crm_sync_round_run_for:
 * @scopes: (nullable): those to read; %NULL for all
 * @progress: (nullable) (scope notified) (destroy destroy): told how far it is
 *
 * The same, of some scopes: those that a hint named. What concerns all of them waits for a round that reads all: comparing, and letting go of what is
 * in none. A scope that turns out to be lost, or another epoch of the server, has all of them read.
 */
DexFuture *crm_sync_round_run_for (CrmStore *store, CrmTransport *transport, const char *const *scopes, CrmSyncProgress progress, gpointer data, GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncOutcome, crm_sync_outcome_free)

G_END_DECLS
