/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page in the sidebar. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-sidebar-row.h"

#include <glib/gi18n-lib.h>

struct _CrmSidebarRow
{
  GtkListBoxRow parent_instance;

  /* borrowed, static */
  const CrmPageEntry *entry;

  /* template */
  GtkImage *icon;
  GtkLabel *label;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (CrmSidebarRow, crm_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
crm_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (crm_sidebar_row_parent_class)->dispose (object);
}

static void
crm_sidebar_row_class_init (CrmSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_sidebar_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/crm-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebarRow, label);
  gtk_widget_class_bind_template_child (widget_class, CrmSidebarRow, count);
}

static void
crm_sidebar_row_init (CrmSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
crm_sidebar_row_new (const CrmPageEntry *entry)
{
  CrmSidebarRow *self = g_object_new (CRM_TYPE_SIDEBAR_ROW, NULL);

  self->entry = entry;
  gtk_image_set_from_icon_name (self->icon, entry->icon_name);
  gtk_label_set_label (self->label, _ (entry->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (entry->title), -1);
  return GTK_WIDGET (self);
}

const char *
crm_sidebar_row_get_name (CrmSidebarRow *self)
{
  g_return_val_if_fail (CRM_IS_SIDEBAR_ROW (self), NULL);

  return self->entry->name;
}

void
crm_sidebar_row_set_count (CrmSidebarRow *self, guint count)
{
  g_autofree char *text = g_strdup_printf ("%'u", count);
  const char *title = _ (self->entry->title);
  g_autofree char *name = count > 0 ? g_strdup_printf ("%s, %s", title, text) : g_strdup (title);

  g_return_if_fail (CRM_IS_SIDEBAR_ROW (self));

  gtk_label_set_label (self->count, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count), count > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
