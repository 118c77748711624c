/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar: the file's name, the pages, the state of the file. */

#pragma once

#include <adwaita.h>

#include "app/views/crm-view-reading.h"
#include "sync/crm-sync-engine.h"

G_BEGIN_DECLS

#define CRM_TYPE_SIDEBAR (crm_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (CrmSidebar, crm_sidebar, CRM, SIDEBAR, AdwNavigationPage)

/* Selects the row of the page shown. Activating a row activates the action win.page with the page's name. */
void crm_sidebar_set_page (CrmSidebar *self, const char *name);

/* How much on a page asks for action; zero is not shown. */
void crm_sidebar_set_count (CrmSidebar *self, const char *name, guint count);

/* The saved views in the sidebar, with their counts; NULL while there is no file. Activating one activates the action win.view with its id. */
void crm_sidebar_set_views (CrmSidebar *self, CrmViewReading *views);

/* Which of them a page shows; NULL or "" for none. Activating the row of a page that shows one activates win.all-records with its name. */
void crm_sidebar_set_view (CrmSidebar *self, const char *page, const char *id);

/* What the menu says Undo and Redo would do; empty hides the item. */
void crm_sidebar_set_undo_titles (CrmSidebar *self, const char *undo, const char *redo);

/**
 * crm_sidebar_set_engine:
 * @engine: (nullable): what keeps the file in step with its server; %NULL while there is no file
 *
 * The foot says how the file stands. Activating it activates win.team.
 */
void crm_sidebar_set_engine (CrmSidebar *self, CrmSyncEngine *engine);

/* How many percent of the search are prepared, where a large file is being prepared; 100 otherwise. */
void crm_sidebar_set_prepared (CrmSidebar *self, int percent);

/* Opens the main menu. */
void crm_sidebar_pop_up_menu (CrmSidebar *self);

G_END_DECLS
