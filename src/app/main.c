/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts the desktop app. */

#include "config.h"

#include "app/crm-application.h"

#include <glib/gi18n-lib.h>
#include <libdex.h>
#include <locale.h>

/* A build that is not installed names its own folder. */
static void
set_up_translations (void)
{
  const char *folder = g_getenv ("CLIENTELE_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char *argv[])
{
  g_autoptr (CrmApplication) application = NULL;

  set_up_translations ();
  application = crm_application_new ();
  dex_init ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
