/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to begin, while there is no file yet. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/start/crm-start-page.h"

#include "app/files/crm-file-drop.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

struct _CrmStartPage
{
  AdwBin parent_instance;

  /* template */
  AdwStatusPage *status;
  GtkWidget *demo_row;
  GtkWidget *import_row;
  CrmFileDrop *drop;
};

G_DEFINE_FINAL_TYPE (CrmStartPage, crm_start_page, ADW_TYPE_BIN)

/* Whoever brings files has said how to begin. */
static void
on_dropped (CrmStartPage *self, GPtrArray *files)
{
  g_assert (CRM_IS_START_PAGE (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "app.import-into-own", "(s@as)", crm_kind_customer.name, crm_file_drop_list_uris (files));
}

static void
crm_start_page_map (GtkWidget *widget)
{
  CrmStartPage *self = CRM_START_PAGE (widget);
  GtkRoot *window = gtk_widget_get_root (widget);

  /* Offered as soon as the window knows how. */
  gtk_widget_set_visible (self->import_row, G_IS_ACTION_GROUP (window) && g_action_group_has_action (G_ACTION_GROUP (window), "import"));
  GTK_WIDGET_CLASS (crm_start_page_parent_class)->map (widget);

  gtk_widget_grab_focus (self->demo_row);
}

static void
crm_start_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_START_PAGE);

  G_OBJECT_CLASS (crm_start_page_parent_class)->dispose (object);
}

static void
crm_start_page_class_init (CrmStartPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_start_page_dispose;
  widget_class->map = crm_start_page_map;

  g_type_ensure (CRM_TYPE_FILE_DROP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/start/crm-start-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, status);
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, demo_row);
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, import_row);
  gtk_widget_class_bind_template_child (widget_class, CrmStartPage, drop);
  gtk_widget_class_bind_template_callback (widget_class, on_dropped);
}

static void
crm_start_page_init (CrmStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_file_drop_set_text (self->drop, _ ("Import Customers"));
  crm_file_drop_attach (self->drop, GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->status, CRM_APP_ID);
}
