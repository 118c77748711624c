/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of visitors without an account: an exchange as the pages see it, and back. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

/* A step of a call whose path begins with "/s/", "/f/" or "/h/". */
CrmServerStage crm_server_answer_visitor (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);

G_END_DECLS
