/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an earlier version could only keep as it came, taken out by one that knows what it is. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* Whether this version knows other kinds and fields than the one that looked last. */
gboolean crm_sync_unpack_is_due (CrmConnection *connection, gboolean *due, GError **error);

/**
 * crm_sync_unpack_new:
 * @title: as history shall name it
 *
 * Makes records of what was kept of kinds that are known now, and values of what was kept of fields. What still nobody knows stays.
 *
 * Returns: (transfer full): an edit for crm_store_apply().
 */
CrmEdit *crm_sync_unpack_new (const char *title);

G_END_DECLS
