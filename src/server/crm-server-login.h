/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in: a name and a password for a token, slowly and not too often. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

/* A step of the call. */
CrmServerStage crm_server_answer_login (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);

G_END_DECLS
