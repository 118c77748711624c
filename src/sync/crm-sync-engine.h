/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a file and its team's server in step: sends what is written here, fetches what others write, and says how it stands. */

#pragma once

#include "core/store/crm-store.h"
#include "sync/crm-server-address.h"
#include "sync/crm-sync-list.h"
#include "sync/crm-sync-round.h"
#include "sync/crm-token-store.h"

G_BEGIN_DECLS

/**
 * CrmSyncState:
 * @CRM_SYNC_STATE_LOCAL: the file belongs to no server
 * @CRM_SYNC_STATE_IDLE: up to date
 * @CRM_SYNC_STATE_SYNCING: sending or fetching
 * @CRM_SYNC_STATE_OFFLINE: the server was not reached, or asks to wait; it is tried again by itself
 * @CRM_SYNC_STATE_SIGNED_OUT: the server wants a password: crm_sync_engine_sign_in()
 * @CRM_SYNC_STATE_STOPPED: somebody must decide: another certificate, another workspace, a protocol that this version does not speak, a file that
 *   cannot be written. The sentence is in "error"; crm_sync_engine_sync_now() tries again, crm_sync_engine_trust() takes another certificate
 *
 * Edits are never hindered, in whatever state.
 */
typedef enum
{
  CRM_SYNC_STATE_LOCAL,
  CRM_SYNC_STATE_IDLE,
  CRM_SYNC_STATE_SYNCING,
  CRM_SYNC_STATE_OFFLINE,
  CRM_SYNC_STATE_SIGNED_OUT,
  CRM_SYNC_STATE_STOPPED,
} CrmSyncState;

/* The numbers are those of the server's contract: reader, member, manager, administrator. */
typedef enum
{
  CRM_SYNC_ROLE_NONE = -1,
  CRM_SYNC_ROLE_READER = 0,
  CRM_SYNC_ROLE_MEMBER = 1,
  CRM_SYNC_ROLE_MANAGER = 2,
  CRM_SYNC_ROLE_ADMINISTRATOR = 3,
} CrmSyncRole;

#define CRM_TYPE_SYNC_ENGINE (crm_sync_engine_get_type ())

G_DECLARE_FINAL_TYPE (CrmSyncEngine, crm_sync_engine, CRM, SYNC_ENGINE, GObject)

/**
 * crm_sync_engine_new:
 * @store: the file
 * @tokens: where its token lies
 *
 * Main thread, as everything here. Does nothing until crm_sync_engine_start(). While it lives it holds @store; let go of it, or
 * crm_sync_engine_close() it, before the file is to be closed.
 *
 * Properties, all read-only and with notify:
 * - "state" (int, #CrmSyncState)
 * - "error" (string): why it is offline, signed out or stopped, a sentence for a person; empty otherwise
 * - "waiting" (uint): records with something that the server has not yet
 * - "unsaved" (uint): values that the server did not take, see crm_sync_engine_list_unsaved()
 * - "conflicts" (uint): values of this file that lost to newer ones, and were not looked at yet
 * - "news" (uint): records others changed since crm_sync_engine_mark_looked()
 * - "last-synced" (int64): microseconds UTC; 0 for never
 * - "first-sync" (boolean): whether the first sync is not yet done; it goes on where it was after any interruption
 * - "done" and "total" (uint64): records sent and fetched in the first sync, or in a round that takes long; total is 0 while unknown
 * - "address", "workspace-name", "user-name", "team" (strings, empty when not joined)
 * - "role" (int, #CrmSyncRole)
 *
 * Signal "pulled" (kinds: uint, records: uint): changes by others are in the file; #CrmStore::changed came before it with the records.
 *
 * Returns: (transfer full): an engine.
 */
CrmSyncEngine *crm_sync_engine_new (CrmStore *store, CrmTokenStore *tokens);

CrmSyncState crm_sync_engine_get_state (CrmSyncEngine *self);
const char *crm_sync_engine_get_error (CrmSyncEngine *self);
guint crm_sync_engine_get_waiting (CrmSyncEngine *self);
guint crm_sync_engine_get_unsaved (CrmSyncEngine *self);
guint crm_sync_engine_get_conflicts (CrmSyncEngine *self);
guint crm_sync_engine_get_news (CrmSyncEngine *self);
gint64 crm_sync_engine_get_last_synced (CrmSyncEngine *self);
gboolean crm_sync_engine_is_joined (CrmSyncEngine *self);
gboolean crm_sync_engine_is_first_sync (CrmSyncEngine *self);
void crm_sync_engine_get_progress (CrmSyncEngine *self, guint64 *done, guint64 *total);
const char *crm_sync_engine_get_address (CrmSyncEngine *self);
const char *crm_sync_engine_get_workspace_name (CrmSyncEngine *self);
const char *crm_sync_engine_get_user_name (CrmSyncEngine *self);
const char *crm_sync_engine_get_team (CrmSyncEngine *self);
CrmSyncRole crm_sync_engine_get_role (CrmSyncEngine *self);

/* Whether the account may change anything at all; TRUE for a file of no server. */
gboolean crm_sync_engine_may_write (CrmSyncEngine *self);

/**
 * crm_sync_engine_start:
 *
 * Reads what the file knows of its server and, if there is one, keeps in step with it from now on: sends edits as they are made, listens to the
 * server, asks every 30 s otherwise, and after failures waits longer and longer, up to 30 s, until the network changes.
 *
 * Returns: (transfer full): a #DexFuture of a boolean: the properties are those of the file.
 */
DexFuture *crm_sync_engine_start (CrmSyncEngine *self);

/* The same without the keeping in step: for a program that syncs once. */
DexFuture *crm_sync_engine_load (CrmSyncEngine *self);

/**
 * crm_sync_engine_close:
 *
 * Ends what is under way. Nothing is half done by it.
 *
 * Returns: (transfer full): a #DexFuture of a boolean: the engine holds nothing of the file any more.
 */
DexFuture *crm_sync_engine_close (CrmSyncEngine *self);

/**
 * crm_sync_engine_examine:
 * @address: a server
 *
 * Looks whether a server answers there, and by which certificate. If it is not trusted, a person compares the pin with what the server's
 * administrator gave them, and the address to join has that pin.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmServerAddress: as given, with the pin of the certificate it showed, or without one when the
 *   system, or the address's CA file, trusts it. %CRM_ERROR_NETWORK, %CRM_ERROR_UNTRUSTED when the address names another pin.
 */
DexFuture *crm_sync_engine_examine (CrmSyncEngine *self, const CrmServerAddress *address);

/**
 * crm_sync_engine_join:
 * @address: with the pin or CA file if the system does not trust the server
 * @user: the account
 * @cancellable: (nullable): ends it. After signing in the file stays joined, and the first sync goes on with crm_sync_engine_sync_now() or the next start
 *
 * Signs in, makes this file's data the account's in one transaction, and syncs for the first time. A file with demo data is refused
 * (%CRM_ERROR_REFUSED).
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSyncOutcome. %CRM_ERROR_SIGN_IN for a wrong name or password; %CRM_ERROR_CONFLICT when the file
 *   belongs to a server already.
 */
DexFuture *crm_sync_engine_join (CrmSyncEngine *self, const CrmServerAddress *address, const char *user, const char *password, GCancellable *cancellable);

/* Signs in again with the same account; what waits is sent then. A #DexFuture of a boolean; errors as of joining. */
DexFuture *crm_sync_engine_sign_in (CrmSyncEngine *self, const char *password);

/* From now on the server is known by the pin or CA file of @address, of the same host and port. A #DexFuture of a boolean. */
DexFuture *crm_sync_engine_trust (CrmSyncEngine *self, const CrmServerAddress *address);

/**
 * crm_sync_engine_sync_now:
 *
 * A whole round, at once, however long a wait was to be.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSyncOutcome, or rejected with what became of it; the state tells the same.
 */
DexFuture *crm_sync_engine_sync_now (CrmSyncEngine *self);

/**
 * crm_sync_engine_leave:
 *
 * Signs out, and makes the file one of no server: all records stay. What the server has not yet ("waiting") is then only here: ask before. A
 * server that is not reached does not keep anybody from leaving. To remove the copy, close the store afterwards and delete the file.
 *
 * Returns: (transfer full): a #DexFuture of a boolean.
 */
DexFuture *crm_sync_engine_leave (CrmSyncEngine *self);

/**
 * crm_sync_engine_list_unsaved:
 *
 * Returns: (transfer full): a #DexFuture of a #GPtrArray of #CrmSyncUnsaved, the newest first: what the server did not take.
 */
DexFuture *crm_sync_engine_list_unsaved (CrmSyncEngine *self);

/* Takes one off the list. A #DexFuture of a boolean. */
DexFuture *crm_sync_engine_dismiss_unsaved (CrmSyncEngine *self, gint64 number);

/* Sets the value again, as an edit of now, and takes it off the list; of a record that is here no more, %CRM_ERROR_NOT_FOUND. A #DexFuture of a boolean. */
DexFuture *crm_sync_engine_retry_unsaved (CrmSyncEngine *self, gint64 number);

/**
 * crm_sync_engine_list_conflicts:
 *
 * Returns: (transfer full): a #DexFuture of a #GPtrArray of #CrmSyncConflict, the newest first: what was typed here and lost to what somebody else
 *   typed in the same field.
 */
DexFuture *crm_sync_engine_list_conflicts (CrmSyncEngine *self);

/* Takes one off the list; or first sets the value that lost again, as an edit of now. #DexFutures of booleans. */
DexFuture *crm_sync_engine_dismiss_conflict (CrmSyncEngine *self, gint64 number);
DexFuture *crm_sync_engine_restore_conflict (CrmSyncEngine *self, gint64 number);

/**
 * crm_sync_engine_list_news:
 * @max: records at the most
 *
 * Returns: (transfer full): a #DexFuture of a #GPtrArray of #CrmSyncNews, the newest first: what others changed since it was looked at last.
 */
DexFuture *crm_sync_engine_list_news (CrmSyncEngine *self, guint max);

/* How many of each kind. A #DexFuture of a #GArray of CRM_N_KINDS guint, by kind. */
DexFuture *crm_sync_engine_count_news (CrmSyncEngine *self);

/* What there is of them was looked at. A #DexFuture of a boolean. */
DexFuture *crm_sync_engine_mark_looked (CrmSyncEngine *self);

/**
 * crm_sync_engine_fetch_file:
 * @hash: of an attachment
 *
 * Has a file kept with a customer brought here now; they come by themselves otherwise, one after another.
 *
 * Returns: (transfer full): a #DexFuture of a boolean: it is in the folder beside the file. %CRM_ERROR_NOT_FOUND when the server has none.
 */
DexFuture *crm_sync_engine_fetch_file (CrmSyncEngine *self, const char *hash);

G_END_DECLS
