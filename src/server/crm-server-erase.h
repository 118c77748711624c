/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what the server has of somebody away for good. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * crm_server_erase_mark:
 * @state: a record's registers
 * @clock: when it, or what it hangs on, was erased
 *
 * Returns: (transfer full): the grave that is left of it.
 */
CrmSyncRecord *crm_server_erase_mark (CrmSyncRecord *state, const CrmHlc *clock);

/**
 * crm_server_erase_record:
 * @record: one that has its values
 * @clock: when it was erased
 *
 * Writes it as a grave with a number of its own, and does what crm_server_erase_finish () does.
 */
gboolean crm_server_erase_record (CrmServerStorage *storage, CrmServerWorkspace *workspace, CrmServerRecord *record, const CrmHlc *clock, GError **error);

/**
 * crm_server_erase_finish:
 * @before: (nullable): what the record was, where it was there
 * @record: the record as it was written, a grave
 *
 * Empties its audit and what it was found by, and erases all that hangs on it, each with a number of its own. Who is a person of another customer, too, stays.
 */
gboolean crm_server_erase_finish (CrmServerStorage *storage, CrmServerWorkspace *workspace, const CrmSyncRecord *before, const CrmServerRecord *record, GError **error);

G_END_DECLS
