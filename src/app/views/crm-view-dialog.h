/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves a view: its name, its conditions, whether it stands in the sidebar. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "core/views/crm-saved-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_VIEW_DIALOG (crm_view_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmViewDialog, crm_view_dialog, CRM, VIEW_DIALOG, AdwDialog)

/**
 * crm_view_dialog_new:
 * @kind: of the records, one that has views
 * @view: (nullable): the one to change; %NULL makes another
 * @conditions: what it begins with
 * @layout: (nullable): how the table stands, kept with the view
 *
 * The views must have been read (crm_view_reading_get_facets()). Says how many records the conditions hold for as they are put together. Emits "created" (pointer
 * to CrmId) when the view is on disk; then it closes.
 */
AdwDialog *crm_view_dialog_new (CrmContext *context, const CrmKind *kind, CrmSavedView *view, const CrmCondition *conditions, GVariant *layout);

G_END_DECLS
