/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the engine share: the object (crm-sync-engine.c), the rounds (crm-sync-engine-loop.c), joining and leaving (crm-sync-engine-join.c), lists (crm-sync-engine-lists.c). */

#pragma once

#include "sync/crm-sync-engine.h"
#include "sync/crm-sync-membership.h"

G_BEGIN_DECLS

/* What the file says of its sync in one reading. */
typedef struct
{
  guint waiting, unsaved, conflicts, news;
  gint64 newest; /* the number of the newest edit that waits */
} CrmSyncCounts;

struct _CrmSyncEngine
{
  GObject parent_instance;

  /* owned */
  CrmStore *store;
  CrmTokenStore *tokens;
  CrmSyncMembership *membership; /* (nullable): until it is loaded */
  CrmHttpTransport *transport;   /* (nullable): while joined and signed in */
  GNetworkMonitor *monitor;
  char *error;
  GPtrArray *waiters; /* DexPromise: of the round under way */
  GPtrArray *queue;   /* DexPromise: of the one after it */
  GHashTable *hinted; /* (element-type utf8): scopes that a hint named since the last round began */
  GPtrArray *fibers;  /* DexFuture: what runs on its own, for whoever closes to wait for */

  CrmSyncState state;
  CrmSyncCounts counts;
  gint64 last_synced;
  guint64 done, total;
  guint n_pulled;
  guint kinds_pulled;

  gboolean keeps_in_step;
  gboolean closed;
  gboolean busy;   /* a round is under way */
  gboolean again;  /* another one is to follow at once */
  gboolean whole;  /* it is to read all scopes, whatever was hinted at */
  gboolean edited; /* the file was changed during the round */
  gboolean listening;
  gboolean carrying; /* files are on their way */
  gint64 heard_at;   /* monotonic: when the listening began */
  gint64 opened_at;  /* monotonic: when the beginning of a listening last led to a round */
  gint64 whole_at;   /* monotonic: when a round began that has read all scopes */
  gint64 members_at; /* monotonic: when they were asked for last */
  guint failures;
  guint timer;
  guint pace; /* milliseconds that the waits count as a second */
};

/* Milliseconds that waits count as a second: for tests. */
void crm_sync_engine_set_pace (CrmSyncEngine *self, guint milliseconds);

/* Set properties, and tell of those that differ. */
void crm_sync_engine_set_state (CrmSyncEngine *self, CrmSyncState state, const char *error);
void crm_sync_engine_set_counts (CrmSyncEngine *self, const CrmSyncCounts *counts);
void crm_sync_engine_set_progress (CrmSyncEngine *self, guint64 done, guint64 total);
void crm_sync_engine_set_last_synced (CrmSyncEngine *self, gint64 at);
void crm_sync_engine_tell_pulled (CrmSyncEngine *self, guint kinds, guint records);

/* Takes @membership. */
void crm_sync_engine_set_membership (CrmSyncEngine *self, CrmSyncMembership *membership);

/* Awaits, in a fiber. Reads what the file says of its server, and who is signed in. */
gboolean crm_sync_engine_reload (CrmSyncEngine *self, GError **error);

/* Ends what is under way, and makes a new connection with the token that there is; SIGNED_OUT without one. Awaits, in a fiber of a flow. */
gboolean crm_sync_engine_connect (CrmSyncEngine *self, GError **error);

/* Runs a fiber of the engine's own, which holds it meanwhile. */
void crm_sync_engine_spawn (CrmSyncEngine *self, DexFiberFunc func);

/* Awaits, in a fiber, until none of them runs any more. */
void crm_sync_engine_wait (CrmSyncEngine *self);

/* Ends what is under way and forgets the connection. */
void crm_sync_engine_disconnect (CrmSyncEngine *self);

/* A #DexFuture of a #CrmSyncOutcome: of a round that begins after this. */
DexFuture *crm_sync_engine_request_round (CrmSyncEngine *self);

/* Awaits, in a fiber: reads the counts. */
gboolean crm_sync_engine_count (CrmSyncEngine *self, GError **error);

G_END_DECLS
