/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program is. */

#include "config.h"

#include "app/settings/crm-about.h"

#include <glib/gi18n-lib.h>

AdwDialog *
crm_about_new (void)
{
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name", _ ("Clientele"),
                "application-icon", CRM_APP_ID,
                "version", CRM_VERSION,
                "developer-name", _ ("The Clientele contributors"),
                "comments", _ ("Customers, what was said, and what comes next, in one file on this computer."),
                "license-type", GTK_LICENSE_GPL_3_0,
                "copyright", "© 2025 The Clientele contributors",
                /* Translators: your name, and where you like an address, one person a line. */
                "translator-credits", _ ("translator-credits"),
                NULL);
  return dialog;
}
