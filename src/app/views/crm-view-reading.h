/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved views, what can be asked in them, and how many records each one in the sidebar holds: kept up to date. */

#pragma once

#include "app/settings/crm-workspace.h"
#include "core/views/crm-saved-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_VIEW_READING (crm_view_reading_get_type ())

G_DECLARE_FINAL_TYPE (CrmViewReading, crm_view_reading, CRM, VIEW_READING, GObject)

/**
 * crm_view_reading_new:
 *
 * Reads at once. Emits "changed" when views or facets differ, and "counted" when the counts may. They are counted again a moment after the last of
 * several edits, and at midnight. Main thread.
 */
CrmViewReading *crm_view_reading_new (CrmStore *store, CrmWorkspace *workspace);

/* (nullable) (element-type CrmSavedView): %NULL until they are read. Borrowed. */
GPtrArray *crm_view_reading_get_views (CrmViewReading *self);

/* (nullable) (element-type CrmFacet): what can be asked about records of a kind that has views; %NULL until that is read. Borrowed. */
GPtrArray *crm_view_reading_get_facets (CrmViewReading *self, const CrmKind *kind);

/* The view of that id, or NULL. Borrowed. */
CrmSavedView *crm_view_reading_find (CrmViewReading *self, const CrmId *id);

/* How many records a pinned view holds; -1 where that is not known, or its conditions cannot be asked. */
gint64 crm_view_reading_get_count (CrmViewReading *self, const CrmId *id);

/* What "today" means to views; borrows the store's zone. */
CrmConditionTime crm_view_reading_get_time (CrmViewReading *self);

G_END_DECLS
