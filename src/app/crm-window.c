/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: hosts pages and knows none of them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-window.h"

struct _CrmWindow
{
  AdwApplicationWindow parent_instance;

  /* template */
  AdwToastOverlay *toast_overlay;
  AdwNavigationSplitView *split_view;
};

G_DEFINE_FINAL_TYPE (CrmWindow, crm_window, ADW_TYPE_APPLICATION_WINDOW)

static void
crm_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_WINDOW);

  G_OBJECT_CLASS (crm_window_parent_class)->dispose (object);
}

static void
crm_window_class_init (CrmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/crm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CrmWindow, split_view);
}

static void
crm_window_init (CrmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CrmWindow *
crm_window_new (GtkApplication *application)
{
  return g_object_new (CRM_TYPE_WINDOW, "application", application, NULL);
}
