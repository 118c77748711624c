/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop app: one instance, one window on one file. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-application.h"

#include "app/crm-window.h"
#include "crm-app-resources.h"

#define RESOURCE_PATH "/org/clientele/Clientele"

struct _CrmApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmApplication, crm_application, ADW_TYPE_APPLICATION)

static void
crm_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (crm_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
crm_application_class_init (CrmApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = crm_application_activate;

  g_resources_register (crm_app_get_resource ());
}

static void
crm_application_init (CrmApplication *self)
{
}

CrmApplication *
crm_application_new (void)
{
  return g_object_new (CRM_TYPE_APPLICATION,
                       "application-id", CRM_APP_ID,
                       "resource-base-path", RESOURCE_PATH,
                       NULL);
}
