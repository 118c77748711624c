/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The threads on which exchanges do their steps: several that read, one that writes, one for passwords. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

typedef struct _CrmServerDesk CrmServerDesk;

/* Called in the desk's main context with an exchange whose reply is there. */
typedef void (*CrmServerDeskDone) (CrmServerExchange *exchange, gpointer data);

/**
 * crm_server_desk_new:
 * @database: the file
 * @n_readers: how many threads read
 * @context: (nullable): where @done is called
 *
 * What waits to be written is written together: one commit for all of it.
 *
 * Returns: (transfer full): a desk, or %NULL when the file cannot be opened.
 */
CrmServerDesk *crm_server_desk_new (const char *database, guint n_readers, GMainContext *context, CrmServerDeskDone done, gpointer data, GError **error);

/* Ends its threads once everything under way is done; the exchanges of which @done was not called yet are freed. */
void crm_server_desk_free (CrmServerDesk *self);

/* Has an exchange do its steps, from its stage on. It comes back by @done. */
void crm_server_desk_take (CrmServerDesk *self, CrmServerExchange *exchange);

/* Commits, and exchanges that wrote, so far: for the figures. */
void crm_server_desk_get_counts (CrmServerDesk *self, guint64 *commits, guint64 *writes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerDesk, crm_server_desk_free)

G_END_DECLS
