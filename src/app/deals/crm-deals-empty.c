/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a view of deals shows where there are none. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-empty.h"

#include <glib/gi18n-lib.h>

struct _CrmDealsEmpty
{
  AdwBin parent_instance;

  /* template */
  AdwStatusPage *status;
  GtkWidget *create;
  GtkWidget *import;
  GtkWidget *show_all;
};

G_DEFINE_FINAL_TYPE (CrmDealsEmpty, crm_deals_empty, ADW_TYPE_BIN)

static void
crm_deals_empty_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_DEALS_EMPTY);

  G_OBJECT_CLASS (crm_deals_empty_parent_class)->dispose (object);
}

static void
crm_deals_empty_class_init (CrmDealsEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_deals_empty_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/deals/crm-deals-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDealsEmpty, status);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsEmpty, create);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsEmpty, import);
  gtk_widget_class_bind_template_child (widget_class, CrmDealsEmpty, show_all);
}

static void
crm_deals_empty_init (CrmDealsEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_deals_empty_new (void)
{
  return g_object_new (CRM_TYPE_DEALS_EMPTY, NULL);
}

void
crm_deals_empty_set_lack (CrmDealsEmpty *self, CrmDealsLack lack)
{
  const struct
  {
    const char *icon_name;
    const char *title;
    const char *description;
  } words[] = {
    [CRM_DEALS_LACK_ALL] = { "crm-deals-symbolic", _ ("No Deals Yet"), _ ("A deal is something you may sell to a customer. It moves from stage to stage until it is won or lost.") },
    [CRM_DEALS_LACK_IN_PERIOD] = { "x-office-calendar-symbolic", _ ("No Deals in This Period"), _ ("No deal of this pipeline was open, won or lost in it. Choose another period, or begin with a deal.") },
    [CRM_DEALS_LACK_FOUND] = { "edit-find-symbolic", _ ("No Deals Found"), _ ("Try other words, another owner, or take a filter away.") },
  };

  g_return_if_fail (CRM_IS_DEALS_EMPTY (self) && lack < G_N_ELEMENTS (words));

  adw_status_page_set_icon_name (self->status, words[lack].icon_name);
  adw_status_page_set_title (self->status, words[lack].title);
  adw_status_page_set_description (self->status, words[lack].description);
  gtk_widget_set_visible (self->create, lack != CRM_DEALS_LACK_FOUND);
  gtk_widget_set_visible (self->import, lack != CRM_DEALS_LACK_FOUND);
  gtk_widget_set_visible (self->show_all, lack == CRM_DEALS_LACK_FOUND);
}
