/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action of the window that has keys or stands in the palette, written down once. */

#include "config.h"

#include "app/crm-action-table.h"

#include "app/crm-page-table.h"

#include <glib/gi18n-lib.h>

static const CrmAction actions[] = {
  { "win.palette", "<Control>k", N_ ("Search and Commands"), NULL, CRM_ACTION_GENERAL, CRM_ACTION_NOT_IN_PALETTE },
  { "win.undo", "<Control>z", N_ ("Undo"), "edit-undo-symbolic", CRM_ACTION_GENERAL, CRM_ACTION_BUBBLES },
  { "win.redo", "<Shift><Control>z", N_ ("Redo"), "edit-redo-symbolic", CRM_ACTION_GENERAL, CRM_ACTION_BUBBLES },
  { "win.menu", "F10", N_ ("Main Menu"), NULL, CRM_ACTION_GENERAL, CRM_ACTION_NOT_IN_PALETTE },
  { "app.new-window", "<Shift><Control>n", N_ ("New Window"), "window-new-symbolic", CRM_ACTION_GENERAL },
  { "win.files", "<Control>o", N_ ("Files"), "folder-symbolic", CRM_ACTION_GENERAL },
  { "win.team", NULL, N_ ("Team Server"), "network-server-symbolic", CRM_ACTION_GENERAL },
  { "win.sync", "F5", N_ ("Sync Now"), "view-refresh-symbolic", CRM_ACTION_GENERAL },
  { "win.preferences", "<Control>comma", N_ ("Preferences"), "preferences-system-symbolic", CRM_ACTION_GENERAL },
  { "win.custom-fields", NULL, N_ ("Custom Fields"), "view-list-bullet-symbolic", CRM_ACTION_GENERAL },
  { "win.pipelines", NULL, N_ ("Pipelines"), "crm-deals-symbolic", CRM_ACTION_GENERAL },
  { "win.targets", NULL, N_ ("Targets"), "starred-symbolic", CRM_ACTION_GENERAL },
  { "win.rates", NULL, N_ ("Exchange Rates"), "view-refresh-symbolic", CRM_ACTION_GENERAL },
  { "win.score-rules", NULL, N_ ("Lead Score"), "starred-symbolic", CRM_ACTION_GENERAL },
  { "win.help", "F1", N_ ("Help"), "help-browser-symbolic", CRM_ACTION_GENERAL },
  { "win.shortcuts", "<Control>question", N_ ("Keyboard Shortcuts"), "preferences-desktop-keyboard-shortcuts-symbolic", CRM_ACTION_GENERAL },
  { "win.about", NULL, N_ ("About Clientele"), "help-about-symbolic", CRM_ACTION_GENERAL },
  { "window.close", "<Control>w", N_ ("Close the Window"), "window-close-symbolic", CRM_ACTION_GENERAL },
  { "app.quit", "<Control>q", N_ ("Quit"), "application-exit-symbolic", CRM_ACTION_GENERAL },

  { "win.create", "<Control>n", N_ ("New"), "list-add-symbolic", CRM_ACTION_RECORDS },
  { "win.new-deal", NULL, N_ ("New Deal"), "crm-deals-symbolic", CRM_ACTION_RECORDS },
  { "win.new-survey", NULL, N_ ("New Survey"), "crm-surveys-symbolic", CRM_ACTION_RECORDS },
  { "win.answer-survey", "<Shift><Control>a", N_ ("Answer a Survey"), "crm-surveys-symbolic", CRM_ACTION_RECORDS },
  { "win.search", "<Control>f", N_ ("Search in This Page"), "edit-find-symbolic", CRM_ACTION_RECORDS },
  { "win.print", "<Control>p", N_ ("Print"), "printer-symbolic", CRM_ACTION_RECORDS },
  { "win.save-pdf", NULL, N_ ("Save as PDF"), "x-office-document-symbolic", CRM_ACTION_RECORDS },
  { "win.find-duplicates", NULL, N_ ("Find Duplicates"), "edit-copy-symbolic", CRM_ACTION_RECORDS },
  { "win.import", NULL, N_ ("Import Customers"), "crm-import-symbolic", CRM_ACTION_RECORDS },
  { "win.import-deals", NULL, N_ ("Import Deals"), "crm-import-symbolic", CRM_ACTION_RECORDS },
  { "win.import-calendar", NULL, N_ ("Import Calendar"), "crm-import-symbolic", CRM_ACTION_RECORDS },
  { "win.export", "<Control>e", N_ ("Export"), "document-save-as-symbolic", CRM_ACTION_RECORDS },
  { "win.previous-record", "<Control>Page_Up", N_ ("Previous in the List"), "go-up-symbolic", CRM_ACTION_RECORDS },
  { "win.next-record", "<Control>Page_Down", N_ ("Next in the List"), "go-down-symbolic", CRM_ACTION_RECORDS },

  { "win.back", "<Alt>Left", N_ ("Back"), "go-previous-symbolic", CRM_ACTION_PAGES },
  { "win.sidebar", "F9", N_ ("Show or Hide the Sidebar"), "sidebar-show-symbolic", CRM_ACTION_PAGES },
};

static GArray *
build_table (void)
{
  GArray *table = g_array_new (FALSE, FALSE, sizeof (CrmAction));

  g_array_append_vals (table, actions, G_N_ELEMENTS (actions));
  for (guint i = 0; crm_page_table[i].name != NULL; i++)
    {
      CrmAction action = { .title = crm_page_table[i].title, .icon_name = crm_page_table[i].icon_name, .group = CRM_ACTION_PAGES };

      action.name = g_strconcat ("win.page::", crm_page_table[i].name, NULL);
      if (crm_page_table[i].place == CRM_PAGE_PLACE_SIDEBAR && i < 9)
        action.accel = g_strdup_printf ("<Control>%u", i + 1);
      else
        action.accel = crm_page_table[i].accel;
      g_array_append_val (table, action);
    }
  return table;
}

const CrmAction *
crm_action_table_get (guint *n_actions)
{
  static GArray *table;

  if (table == NULL)
    table = build_table ();
  *n_actions = table->len;
  return (const CrmAction *)(gpointer)table->data;
}

const char *
crm_action_get_title (const CrmAction *action)
{
  return _ (action->title);
}

const char *
crm_action_group_get_title (CrmActionGroup group)
{
  static const char *const titles[CRM_N_ACTION_GROUPS] = {
    [CRM_ACTION_GENERAL] = N_ ("General"),
    [CRM_ACTION_RECORDS] = N_ ("Records"),
    [CRM_ACTION_PAGES] = N_ ("Pages"),
  };

  g_return_val_if_fail (group < CRM_N_ACTION_GROUPS, NULL);

  return _ (titles[group]);
}

void
crm_action_table_install (GtkApplication *application)
{
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < n; i++)
    if (table[i].accel != NULL && !(table[i].flags & CRM_ACTION_BUBBLES))
      gtk_application_set_accels_for_action (application, table[i].name, (const char *const[]){ table[i].accel, NULL });
}

static gboolean
bubbles (const CrmAction *action)
{
  return (action->flags & CRM_ACTION_BUBBLES) != 0;
}

static gboolean
is_of_application (const CrmAction *action)
{
  return action->accel != NULL && g_str_has_prefix (action->name, "app.");
}

static GtkEventController *
new_controller (gboolean (*is_wanted) (const CrmAction *action))
{
  GtkShortcutController *controller = GTK_SHORTCUT_CONTROLLER (gtk_shortcut_controller_new ());
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  for (guint i = 0; i < n; i++)
    if (is_wanted (&table[i]))
      gtk_shortcut_controller_add_shortcut (controller, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (table[i].accel),
                                                                          gtk_named_action_new (table[i].name)));
  return GTK_EVENT_CONTROLLER (controller);
}

GtkEventController *
crm_action_table_new_controller (void)
{
  return new_controller (bubbles);
}

GtkEventController *
crm_action_table_new_dialog_controller (void)
{
  return new_controller (is_of_application);
}
