/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortcuts window, made from the action table and from the keys that single views have. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The views with keys of their own, in the window's order. */
typedef enum
{
  CRM_VIEW_SIDEBAR,
  CRM_VIEW_LISTS,
  CRM_VIEW_TODAY,
  CRM_VIEW_QUALITY,
  CRM_VIEW_CALENDAR,
  CRM_VIEW_PROFILE,
  CRM_VIEW_TIMELINE,
  CRM_VIEW_DEALS,
  CRM_VIEW_REVIEW,
  CRM_VIEW_FILES,
  CRM_VIEW_SURVEY,
  CRM_N_VIEWS
} CrmView;

/**
 * CrmViewShortcut:
 * @accel: its keys
 * @title: untranslated
 * @action: (nullable): the action of a widget that they stand for
 */
typedef struct
{
  CrmView view;
  const char *accel;
  const char *title;
  const char *action;
} CrmViewShortcut;

/* (array length=n_shortcuts): the keys that act in one view only. */
const CrmViewShortcut *crm_shortcuts_get_of_views (guint *n_shortcuts);

GtkWindow *crm_shortcuts_new_window (GtkWindow *parent);

G_END_DECLS
