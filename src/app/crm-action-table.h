/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action of the window that has keys or stands in the palette, written down once. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmActionFlags:
 * @CRM_ACTION_BUBBLES: the widget with the focus may use the keys first, as a text entry does for its own undo
 * @CRM_ACTION_NOT_IN_PALETTE: has no sense there
 */
typedef enum
{
  CRM_ACTION_PLAIN = 0,
  CRM_ACTION_BUBBLES = 1 << 0,
  CRM_ACTION_NOT_IN_PALETTE = 1 << 1,
} CrmActionFlags;

/* The sections of the shortcuts window, in its order. */
typedef enum
{
  CRM_ACTION_GENERAL,
  CRM_ACTION_RECORDS,
  CRM_ACTION_PAGES,
  CRM_N_ACTION_GROUPS
} CrmActionGroup;

/**
 * CrmAction:
 * @name: detailed name, as menus write it
 * @accel: (nullable): its keys
 * @title: untranslated
 * @icon_name: (nullable): in the palette
 */
typedef struct
{
  const char *name;
  const char *accel;
  const char *title;
  const char *icon_name;
  CrmActionGroup group;
  CrmActionFlags flags;
} CrmAction;

/**
 * crm_action_table_get:
 * @n_actions: (out): how many
 *
 * Returns: (transfer none) (array length=n_actions): the actions, and one for each page of the page table. Main thread.
 */
const CrmAction *crm_action_table_get (guint *n_actions);

/* Translated. */
const char *crm_action_get_title (const CrmAction *action);
const char *crm_action_group_get_title (CrmActionGroup group);

/* Gives the window's keys to the application, but for those that bubble. */
void crm_action_table_install (GtkApplication *application);

/* Returns: (transfer full): the keys that bubble, for the window to add to itself. */
GtkEventController *crm_action_table_new_controller (void);

/* Returns: (transfer full): the keys of the application, for a dialog, which keeps the window's from whoever types in it. */
GtkEventController *crm_action_table_new_dialog_controller (void);

G_END_DECLS
