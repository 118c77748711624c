/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of a window work on: handed in, never looked up. */

#pragma once

#include <gio/gio.h>

#include "app/settings/crm-workspace.h"
#include "app/today/crm-today-reading.h"
#include "app/views/crm-view-reading.h"
#include "core/store/crm-store.h"
#include "sync/crm-sync-engine.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONTEXT (crm_context_get_type ())

G_DECLARE_FINAL_TYPE (CrmContext, crm_context, CRM, CONTEXT, GObject)

CrmContext *crm_context_new (CrmStore *store, GSettings *settings);

/**
 * crm_context_start:
 *
 * A window begins to show the file; the first wakes what keeps it in step with its team's server.
 *
 * Returns: (transfer full): a #DexFuture of nothing in particular: whether the file belongs to a server is known then.
 */
DexFuture *crm_context_start (CrmContext *self);

/* A window lets go of the file. With the last one ends what holds it; another context of the same store can begin then. */
void crm_context_close (CrmContext *self);

/* Borrowed. */
CrmStore *crm_context_get_store (CrmContext *self);
CrmClock *crm_context_get_clock (CrmContext *self);
GSettings *crm_context_get_settings (CrmContext *self);

/* What the file says of itself; empty until it is loaded, as the window does when it shows the file. */
CrmWorkspace *crm_context_get_workspace (CrmContext *self);

/* What keeps the file in step with its team's server; it rests until the window shows the file. */
CrmSyncEngine *crm_context_get_engine (CrmContext *self);

/* What asks for somebody today; read from when it is first asked for. */
CrmTodayReading *crm_context_get_today (CrmContext *self);

/* The saved views; read from when they are first asked for. */
CrmViewReading *crm_context_get_views (CrmContext *self);

G_END_DECLS
