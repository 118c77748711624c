/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of a round share: the round (crm-sync-round.c), sending (crm-sync-round-send.c), fetching (crm-sync-round-fetch.c), comparing (crm-sync-round-compare.c). */

#pragma once

#include "core/store/crm-fresh-keys.h"
#include "sync/crm-sync-round.h"
#include "sync/crm-wire-frame.h"

G_BEGIN_DECLS

/* A round under way, on its fiber. */
typedef struct
{
  CrmStore *store;
  CrmTransport *transport;
  char **wanted;            /* (nullable): the scopes to read, all if NULL */
  CrmSyncProgress progress; /* (nullable) */
  gpointer progress_data;
  GDestroyNotify progress_destroy;
  CrmSyncOutcome outcome;
  char **scopes; /* as the server last said */
  char *epoch;   /* likewise */
  guint tries;   /* pushes in a row of which nothing was decided */
  guint renewals;
  guint max;      /* records of a push */
  guint failures; /* of the server at a push */
  gint64 offset;  /* milliseconds: what the file corrects its clock by */
  gint64 checked; /* microseconds: when all was compared last */
  gint64 asked;   /* microseconds: when the request under way was sent */
  char *scope;    /* (nullable): where all of the last push is */
  char *next;     /* what a cursor of that scope is after it */
  gboolean caught_up;
  gboolean first;      /* nothing was synced before this round, or not to its end */
  CrmKeySettings keys; /* as the file had them at the beginning */
} CrmSyncRound;

/* All of these are for the round's fiber. */

void crm_sync_round_tell_progress (CrmSyncRound *round);
gint64 crm_sync_round_get_now (CrmSyncRound *round);

/* Takes down what a server's answer says beside its records: the scopes, and its time. */
gboolean crm_sync_round_note_trailer (CrmSyncRound *round, const CrmWireTrailer *trailer, GError **error);

/* How many records a push may have: who waits too long for an answer asks for less the next time. */
guint *crm_sync_round_get_max (CrmTransport *transport);

/* Sends until nothing waits. */
gboolean crm_sync_round_push_all (CrmSyncRound *round, GError **error);

/* (transfer full): where a scope has been read to, or %NULL with an error. */
char *crm_sync_round_dup_cursor (CrmSyncRound *round, const char *scope, GError **error);

/* Reads a scope to its end; all scopes; those that are wanted; and lets go of those that are no longer this file's. */
gboolean crm_sync_round_pull_scope (CrmSyncRound *round, const char *scope, GError **error);
gboolean crm_sync_round_pull_all (CrmSyncRound *round, GError **error);
gboolean crm_sync_round_pull_wanted (CrmSyncRound *round, GError **error);
gboolean crm_sync_round_leave_scopes (CrmSyncRound *round, GError **error);

/* Compares what the file has with what the server has, when it is time, and mends what differs. */
gboolean crm_sync_round_compare_all (CrmSyncRound *round, GError **error);

G_END_DECLS
