/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands where the customers page will be. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/start/crm-stand-in-page.h"

#include "core/schema/crm-schema-customers.h"

struct _CrmStandInPage
{
  CrmPage parent_instance;

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (CrmStandInPage, crm_stand_in_page, CRM_TYPE_PAGE)

static void
crm_stand_in_page_create (CrmPage *page)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, "Lantern Tea House");
  dex_future_disown (crm_page_apply (page, edit, "Customer created"));
}

static void
crm_stand_in_page_class_init (CrmStandInPageClass *klass)
{
  CRM_PAGE_CLASS (klass)->create = crm_stand_in_page_create;
}

static void
crm_stand_in_page_init (CrmStandInPage *self)
{
  AdwToolbarView *view = ADW_TOOLBAR_VIEW (adw_toolbar_view_new ());

  adw_toolbar_view_add_top_bar (view, adw_header_bar_new ());
  adw_toolbar_view_set_content (view, g_object_new (ADW_TYPE_STATUS_PAGE, "title", "Customers", "icon-name", "crm-customers-symbolic", NULL));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), GTK_WIDGET (view));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), "Customers");
}
