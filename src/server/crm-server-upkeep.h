/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server does by itself once a day: what was deleted long ago loses its values, and bytes that are nobody's go. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

/* Days after which what was deleted loses its values, everywhere. That it was there, and when it went, stays. */
#define CRM_SERVER_GRAVE_DAYS 180

/**
 * crm_server_answer_upkeep:
 *
 * A call for the local socket, and for the server itself. Reads all that is stored once; writes in small steps, between those of others.
 */
CrmServerStage crm_server_answer_upkeep (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);

G_END_DECLS
