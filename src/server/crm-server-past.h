/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a record, and who the members are: the calls history and members. */

#pragma once

#include "server/crm-server-exchange.h"

G_BEGIN_DECLS

/* Steps of the calls. Of a record's past the caller sees what was written in scopes they may read. */
CrmServerStage crm_server_answer_history (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);
CrmServerStage crm_server_answer_members (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error);

G_END_DECLS
