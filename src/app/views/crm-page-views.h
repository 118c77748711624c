/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved view that a page shows: chosen, changed and saved by a button's menu. */

#pragma once

#include "app/crm-page.h"
#include "app/widgets/crm-filter-bar.h"
#include "core/views/crm-saved-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_PAGE_VIEWS (crm_page_views_get_type ())

G_DECLARE_FINAL_TYPE (CrmPageViews, crm_page_views, CRM, PAGE_VIEWS, GObject)

/**
 * crm_page_views_new:
 * @page: borrowed, as are the others
 * @kind: of the records, one that has views
 * @button: names the view and has the menu
 * @words: tells its conditions, and opens them
 * @filters: narrow it further, and can be saved with it
 *
 * Emits "changed" when other records may be shown, and "grouped" after it when somebody has chosen groups in the menu. Main thread.
 */
CrmPageViews *crm_page_views_new (CrmPage *page, const CrmKind *kind, GtkMenuButton *button, GtkButton *words, CrmFilterBar *filters);

/* The table that stands as the view says, as soon as there is one whose own layout is bound; held weakly. */
void crm_page_views_set_table (CrmPageViews *self, GtkColumnView *table);

/* Shows the view with that id, as text; NULL or "" for all records. Before the views are read it is kept in mind. */
void crm_page_views_show (CrmPageViews *self, const char *id);

/* Whether a view is to be shown that is not read yet: nobody else need be shown before. */
gboolean crm_page_views_is_waiting (CrmPageViews *self);

/* The view shown, or NULL for all records. Borrowed. */
const CrmSavedView *crm_page_views_get_shown (CrmPageViews *self);

/**
 * crm_page_views_dup_filter:
 *
 * Returns: (transfer full) (nullable): what the view asks; %NULL for all records. A view that cannot be asked says so on the page, and holds nobody.
 */
CrmFilter *crm_page_views_dup_filter (CrmPageViews *self);

/* (transfer full): the name of the view that is shown, and what it and the filters ask, in words, for paper; "" for all records. */
char *crm_page_views_describe (CrmPageViews *self);

/* (transfer full): the question grouped as the view, or the menu, says. */
CrmQuery *crm_page_views_group (CrmPageViews *self, CrmQuery *query);

/* (transfer full): the heading over the group of that value, see crm_query_model_get_group(). */
char *crm_page_views_dup_group_title (CrmPageViews *self, const char *value);

G_END_DECLS
