/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortcuts window, made from the action table. */

#include "config.h"

#include "app/crm-shortcuts.h"

#include "app/crm-action-table.h"

/* The one deprecated type in use: what replaces it comes with libadwaita 1.8. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static GtkShortcutsGroup *
new_group (CrmActionGroup id)
{
  GtkShortcutsGroup *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", crm_action_group_get_title (id), NULL);
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  for (guint i = 0; i < n; i++)
    if (table[i].group == id && table[i].accel != NULL)
      gtk_shortcuts_group_add_shortcut (group, g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT,
                                                             "accelerator", table[i].accel,
                                                             "title", crm_action_get_title (&table[i]),
                                                             NULL));
  return group;
}

GtkWindow *
crm_shortcuts_new_window (GtkWindow *parent)
{
  GtkShortcutsSection *section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION, "section-name", "shortcuts", "max-height", 12, NULL);
  GtkWindow *window = g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  for (CrmActionGroup id = 0; id < CRM_N_ACTION_GROUPS; id++)
    gtk_shortcuts_section_add_group (section, new_group (id));
  gtk_shortcuts_window_add_section (GTK_SHORTCUTS_WINDOW (window), section);
  return window;
}

G_GNUC_END_IGNORE_DEPRECATIONS
