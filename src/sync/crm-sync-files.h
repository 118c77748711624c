/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries files kept with customers to the server and from it, in the background. */

#pragma once

#include "sync/crm-sync-engine-private.h"

G_BEGIN_DECLS

/* Sends what the server has not and fetches what is not here, one after another; nothing while it is at it already. */
void crm_sync_engine_carry_files (CrmSyncEngine *self);

G_END_DECLS
