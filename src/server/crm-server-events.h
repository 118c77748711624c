/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who listen for changes, and telling them: server-sent events. */

#pragma once

#include "server/crm-server-accounts.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Main thread only. */
typedef struct _CrmServerEvents CrmServerEvents;

CrmServerEvents *crm_server_events_new (void);
void crm_server_events_free (CrmServerEvents *self);

/* Has a paused message told from now on of what its caller may read. One that is there already gets another caller. */
void crm_server_events_add (CrmServerEvents *self, SoupServerMessage *message, const CrmServerCaller *caller);
gboolean crm_server_events_has (CrmServerEvents *self, SoupServerMessage *message);

/* Whether it does not take what it is told. */
gboolean crm_server_events_is_stuck (CrmServerEvents *self, SoupServerMessage *message);

/* Ends the stream. */
void crm_server_events_remove (CrmServerEvents *self, SoupServerMessage *message);
void crm_server_events_remove_all (CrmServerEvents *self);

/* (transfer full) (element-type SoupServerMessage) */
GPtrArray *crm_server_events_list (CrmServerEvents *self);

/* Tells of a commit: the number it ended with, and the scopes it touched; of one that follows another closely a moment later. */
void crm_server_events_tell (CrmServerEvents *self, const CrmId *workspace, gint64 seq, const GPtrArray *scopes);

/* Something to everyone, so that a connection that broke is noticed. */
void crm_server_events_beat (CrmServerEvents *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerEvents, crm_server_events_free)

G_END_DECLS
