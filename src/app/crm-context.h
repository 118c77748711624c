/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of a window work on: handed in, never looked up. */

#pragma once

#include <gio/gio.h>

#include "app/settings/crm-workspace.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONTEXT (crm_context_get_type ())

G_DECLARE_FINAL_TYPE (CrmContext, crm_context, CRM, CONTEXT, GObject)

CrmContext *crm_context_new (CrmStore *store, GSettings *settings);

/* Borrowed. */
CrmStore *crm_context_get_store (CrmContext *self);
CrmClock *crm_context_get_clock (CrmContext *self);
GSettings *crm_context_get_settings (CrmContext *self);

/* What the file says of itself; empty until it is loaded, as the window does when it shows the file. */
CrmWorkspace *crm_context_get_workspace (CrmContext *self);

G_END_DECLS
