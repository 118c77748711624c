/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortcuts window, made from the action table and from the keys that single views have. */

#include "config.h"

#include "app/crm-shortcuts.h"

#include "app/crm-action-table.h"

#include <glib/gi18n-lib.h>

/* Keys that are pressed by a view itself have no action. */
static const CrmViewShortcut view_shortcuts[] = {
  { CRM_VIEW_SIDEBAR, "<Alt>Up", N_ ("Move the View Up"), "sidebar-row.move" },
  { CRM_VIEW_SIDEBAR, "<Alt>Down", N_ ("Move the View Down"), "sidebar-row.move" },

  { CRM_VIEW_LISTS, "Return", N_ ("Open"), NULL },
  { CRM_VIEW_LISTS, "F2", N_ ("Change What Is Selected"), "page.change" },
  { CRM_VIEW_LISTS, "Delete", N_ ("Delete What Is Selected"), "page.delete" },
  { CRM_VIEW_LISTS, "Menu", N_ ("Menu of the Row"), NULL },
  { CRM_VIEW_LISTS, "<Shift>F10", N_ ("Menu of the Row"), NULL },

  { CRM_VIEW_TODAY, "Return", N_ ("Open the Customer or the Deal"), NULL },
  { CRM_VIEW_TODAY, "space", N_ ("Done"), "today-row.act" },
  { CRM_VIEW_TODAY, "d", N_ ("Done"), "today-row.act" },
  { CRM_VIEW_TODAY, "s", N_ ("Put Off"), "today-row.snooze" },
  { CRM_VIEW_TODAY, "l", N_ ("Write Down What Happened"), "today-row.act" },
  { CRM_VIEW_TODAY, "c", N_ ("Call"), "today-row.act" },
  { CRM_VIEW_TODAY, "a", N_ ("Plan the Next Step"), "today-row.act" },
  { CRM_VIEW_TODAY, "o", N_ ("Open the Customer"), "today-row.act" },
  { CRM_VIEW_TODAY, "F2", N_ ("Edit the Task"), "today-row.act" },
  { CRM_VIEW_TODAY, "Delete", N_ ("Delete the Task"), "today-row.act" },

  { CRM_VIEW_QUALITY, "Return", N_ ("Save and Next"), NULL },
  { CRM_VIEW_QUALITY, "n", N_ ("Skip"), NULL },
  { CRM_VIEW_QUALITY, "o", N_ ("Open the Customer"), NULL },
  { CRM_VIEW_CALENDAR, "Return", N_ ("Open, or Plan a Task There"), NULL },
  { CRM_VIEW_CALENDAR, "n", N_ ("Plan a Task There"), NULL },
  { CRM_VIEW_CALENDAR, "t", N_ ("To Today"), NULL },
  { CRM_VIEW_CALENDAR, "Page_Up", N_ ("Week or Month Before"), NULL },
  { CRM_VIEW_CALENDAR, "Page_Down", N_ ("Next Week or Month"), NULL },
  { CRM_VIEW_CALENDAR, "<Shift><Control>Left", N_ ("Move the Task a Day Back"), NULL },
  { CRM_VIEW_CALENDAR, "<Shift><Control>Right", N_ ("Move the Task a Day On"), NULL },
  { CRM_VIEW_CALENDAR, "<Shift><Control>Down", N_ ("Move the Task an Hour or a Week On"), NULL },
  { CRM_VIEW_CALENDAR, "m", N_ ("Move the Task to Another Time"), NULL },
  { CRM_VIEW_CALENDAR, "d", N_ ("Task Done, or Open Again"), NULL },
  { CRM_VIEW_CALENDAR, "o", N_ ("Open the Customer"), NULL },
  { CRM_VIEW_CALENDAR, "F2", N_ ("Edit the Task"), NULL },
  { CRM_VIEW_CALENDAR, "Delete", N_ ("Delete the Task"), NULL },

  { CRM_VIEW_PROFILE, "<Control>l", N_ ("Write Down What Happened"), "profile.log" },
  { CRM_VIEW_PROFILE, "<Alt>1...<Alt>7", N_ ("Kind of What Happened"), "log.kind" },
  { CRM_VIEW_PROFILE, "F2", N_ ("Edit the Name, or the Field With the Focus"), "profile.edit-field" },
  { CRM_VIEW_PROFILE, "<Shift><Control>o", N_ ("Add Files"), "profile.add-files" },
  { CRM_VIEW_PROFILE, "<Control>v", N_ ("Paste Files"), "profile.paste-files" },

  { CRM_VIEW_TIMELINE, "Return", N_ ("Edit"), NULL },
  { CRM_VIEW_TIMELINE, "space", N_ ("Task Done, or Open Again"), NULL },
  { CRM_VIEW_TIMELINE, "p", N_ ("Pin"), NULL },
  { CRM_VIEW_TIMELINE, "Delete", N_ ("Delete"), NULL },

  { CRM_VIEW_DEALS, "<Shift><Control>Right", N_ ("Move to the Next Stage"), NULL },
  { CRM_VIEW_DEALS, "<Shift><Control>Left", N_ ("Move to the Stage Before"), NULL },
  { CRM_VIEW_DEALS, "m", N_ ("Move to Another Stage"), "deal.choose-stage" },
  { CRM_VIEW_DEALS, "space", N_ ("Preview"), NULL },
  { CRM_VIEW_DEALS, "w", N_ ("Won"), "deal.win" },
  { CRM_VIEW_DEALS, "l", N_ ("Lost"), "deal.lose" },
  { CRM_VIEW_DEALS, "a", N_ ("Plan the Next Step"), "deal.plan" },
  { CRM_VIEW_DEALS, "<Control>l", N_ ("Write Down What Happened"), "deal.log" },
  { CRM_VIEW_DEALS, "F2", N_ ("Edit the Title"), "deal.edit-field" },

  { CRM_VIEW_REVIEW, "j", N_ ("Next Deal"), "review.next" },
  { CRM_VIEW_REVIEW, "k", N_ ("Deal Before"), "review.previous" },
  { CRM_VIEW_REVIEW, "o", N_ ("Open"), "review.open" },
  { CRM_VIEW_REVIEW, "n", N_ ("Write a Note"), "review.note" },
  { CRM_VIEW_REVIEW, "a", N_ ("Plan the Next Step"), "review.step" },

  { CRM_VIEW_FILES, "F2", N_ ("Rename"), "file.rename" },
  { CRM_VIEW_FILES, "<Control>s", N_ ("Save a Copy"), "file.save" },
  { CRM_VIEW_FILES, "Delete", N_ ("Remove"), "file.remove" },

  { CRM_VIEW_SURVEY, "<Shift><Control>Up", N_ ("Move Up"), "outline.up" },
  { CRM_VIEW_SURVEY, "<Shift><Control>Down", N_ ("Move Down"), "outline.down" },
  { CRM_VIEW_SURVEY, "<Control>d", N_ ("Duplicate"), "outline.duplicate" },
  { CRM_VIEW_SURVEY, "Delete", N_ ("Delete"), "outline.delete" },
};

static const char *const view_titles[CRM_N_VIEWS] = {
  [CRM_VIEW_SIDEBAR] = N_ ("Views in the Sidebar"),
  [CRM_VIEW_LISTS] = N_ ("Lists"),
  [CRM_VIEW_TODAY] = N_ ("Today"),
  [CRM_VIEW_QUALITY] = N_ ("Going Through Data"),
  [CRM_VIEW_CALENDAR] = N_ ("Calendar"),
  [CRM_VIEW_PROFILE] = N_ ("Profile"),
  [CRM_VIEW_TIMELINE] = N_ ("Timeline"),
  [CRM_VIEW_DEALS] = N_ ("Deals"),
  [CRM_VIEW_REVIEW] = N_ ("Review of Deals"),
  [CRM_VIEW_FILES] = N_ ("Files of a Customer"),
  [CRM_VIEW_SURVEY] = N_ ("Questions of a Survey"),
};

const CrmViewShortcut *
crm_shortcuts_get_of_views (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (view_shortcuts);
  return view_shortcuts;
}

/* The one deprecated type in use: what replaces it comes with libadwaita 1.8. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
add_shortcut (GtkShortcutsGroup *group, const char *accel, const char *title)
{
  gtk_shortcuts_group_add_shortcut (group, g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT, "accelerator", accel, "title", title, NULL));
}

static GtkShortcutsGroup *
new_group (CrmActionGroup id)
{
  GtkShortcutsGroup *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", crm_action_group_get_title (id), NULL);
  guint n;
  const CrmAction *table = crm_action_table_get (&n);

  for (guint i = 0; i < n; i++)
    if (table[i].group == id && table[i].accel != NULL)
      add_shortcut (group, table[i].accel, crm_action_get_title (&table[i]));
  return group;
}

static GtkShortcutsGroup *
new_view_group (CrmView view)
{
  GtkShortcutsGroup *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", _ (view_titles[view]), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (view_shortcuts); i++)
    if (view_shortcuts[i].view == view)
      add_shortcut (group, view_shortcuts[i].accel, _ (view_shortcuts[i].title));
  return group;
}

static GtkShortcutsSection *
new_section (const char *name, const char *title)
{
  return g_object_new (GTK_TYPE_SHORTCUTS_SECTION, "section-name", name, "title", title, "max-height", 12, NULL);
}

GtkWindow *
crm_shortcuts_new_window (GtkWindow *parent)
{
  GtkShortcutsSection *everywhere = new_section ("everywhere", _ ("Everywhere"));
  GtkShortcutsSection *views = new_section ("views", _ ("In One View"));
  GtkWindow *window = g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  for (CrmActionGroup id = 0; id < CRM_N_ACTION_GROUPS; id++)
    gtk_shortcuts_section_add_group (everywhere, new_group (id));
  for (CrmView view = 0; view < CRM_N_VIEWS; view++)
    gtk_shortcuts_section_add_group (views, new_view_group (view));
  gtk_shortcuts_window_add_section (GTK_SHORTCUTS_WINDOW (window), everywhere);
  gtk_shortcuts_window_add_section (GTK_SHORTCUTS_WINDOW (window), views);
  g_object_set (window, "section-name", "everywhere", NULL);
  return window;
}

G_GNUC_END_IGNORE_DEPRECATIONS
