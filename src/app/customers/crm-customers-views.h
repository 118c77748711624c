/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The saved view that the table of customers shows: chosen, changed and saved by a button's menu. */

#pragma once

#include "app/crm-page.h"
#include "app/widgets/crm-filter-bar.h"
#include "core/views/crm-saved-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_CUSTOMERS_VIEWS (crm_customers_views_get_type ())

G_DECLARE_FINAL_TYPE (CrmCustomersViews, crm_customers_views, CRM, CUSTOMERS_VIEWS, GObject)

/**
 * crm_customers_views_new:
 * @page: borrowed, as are the others
 * @button: names the view and has the menu
 * @words: tells its conditions, and opens them
 * @table: stands as the view says
 * @filters: narrow it further, and can be saved with it
 *
 * Emits "changed" when other customers may be shown. Main thread.
 */
CrmCustomersViews *crm_customers_views_new (CrmPage *page, GtkMenuButton *button, GtkButton *words, GtkColumnView *table, CrmFilterBar *filters);

/* Shows the view with that id, as text; NULL or "" for all customers. Before the views are read it is kept in mind. */
void crm_customers_views_show (CrmCustomersViews *self, const char *id);

/* Whether a view is to be shown that is not read yet: nobody else need be shown before. */
gboolean crm_customers_views_is_waiting (CrmCustomersViews *self);

/* The name of the view shown, or NULL. Borrowed. */
const char *crm_customers_views_get_name (CrmCustomersViews *self);

/**
 * crm_customers_views_dup_filter:
 *
 * Returns: (transfer full) (nullable): what the view asks; %NULL for all customers. A view that cannot be asked says so on the page, and holds nobody.
 */
CrmFilter *crm_customers_views_dup_filter (CrmCustomersViews *self);

G_END_DECLS
