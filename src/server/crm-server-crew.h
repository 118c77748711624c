/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads on which exchanges do their steps: several that read, one that writes, one for passwords. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

typedef struct _CrmServerCrew CrmServerCrew;

/* Called in the crew's main context with an exchange whose reply is there. */
typedef void (*CrmServerCrewDone) (CrmServerExchange *exchange, gpointer data);

/**
 * crm_server_crew_new:
 * @database: the file, or a URL
 * @tag: what its commits are told of by
 * @n_readers: how many threads read
 * @context: (nullable): where @done is called
 *
 * What waits to be written is written together: one commit for all of it.
 *
 * Returns: (transfer full): a crew, or %NULL when the database cannot be opened.
 */
CrmServerCrew *crm_server_crew_new (const char *database, guint64 tag, guint n_readers, GMainContext *context, CrmServerCrewDone done, gpointer data, GError **error);

/* Ends its threads once everything under way is done; the exchanges of which @done was not called yet are freed. */
void crm_server_crew_free (CrmServerCrew *self);

/* Has an exchange do its steps, from its stage on. It comes back by @done. */
void crm_server_crew_take (CrmServerCrew *self, CrmServerExchange *exchange);

/* Commits, and exchanges that wrote, so far: for the figures. */
void crm_server_crew_get_counts (CrmServerCrew *self, guint64 *commits, guint64 *writes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerCrew, crm_server_crew_free)

G_END_DECLS
