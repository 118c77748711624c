/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the window share. */

#pragma once

#include "app/crm-page.h"
#include "app/crm-sidebar.h"
#include "app/crm-window.h"
#include "app/settings/crm-workspace.h"
#include "app/start/crm-problem-page.h"

G_BEGIN_DECLS

struct _CrmWindow
{
  AdwApplicationWindow parent_instance;

  /* owned */
  GSettings *settings;
  CrmContext *context;
  CrmWorkspace *workspace;
  AdwToast *undo_toast; /* the one whose button takes back the latest edit */
  char *read_only_reason;
  DexFuture *engine_ready; /* the file is known to belong to a server, or to none */
  AdwDialog *dialog;       /* the one on top, until it has closed */
  guint focus_source;
  guint dialog_source;
  GtkWidget *first_focus; /* (nullable), weak: of a dialog that is opening */

  /* borrowed */
  AdwDialog *error_dialog; /* the one shown, or NULL; as is the next */
  AdwDialog *quit_dialog;
  GtkWindow *help;
  GtkWidget *focused; /* weak */
  char *opening;      /* what is being made before the file opens, or NULL */

  /* template */
  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwBin *start_place; /* for what few windows show, made when they do; as the next */
  AdwBin *problem_place;
  AdwNavigationSplitView *split_view;
  CrmSidebar *sidebar;
  AdwNavigationPage *content_page;
  GtkStack *page_stack;
  AdwBin *opening_place; /* likewise, once the window is seen before its file */

  gboolean undoing;
};

/* The page on top of the one chosen in the sidebar; NULL while there is none. */
CrmPage *crm_window_get_page (CrmWindow *self);
AdwNavigationView *crm_window_get_view (CrmWindow *self);
void crm_window_show_page (CrmWindow *self, const char *name);

/* Shows on that page the records of the saved view with that id; all of them for "". */
void crm_window_show_view (CrmWindow *self, const char *page, const char *id);

/* Adds what is done with saved views: win.view (id), win.all-records (page), win.move-view (id, id of the one in whose place), win.unpin-view (id). */
void crm_window_add_view_actions (CrmWindow *self);

/* The banner for what lasts: the demo company, a file that can only be read. */
void crm_window_dress_page (CrmWindow *self, CrmPage *page);
void crm_window_update_banners (CrmWindow *self);

/* crm-window-actions.c */
void crm_window_add_actions (CrmWindow *self);
void crm_window_update_actions (CrmWindow *self);
void crm_window_watch_store (CrmWindow *self);

/* crm-window-team.c: the file's server. */
void crm_window_watch_engine (CrmWindow *self);
void crm_window_unwatch_engine (CrmWindow *self);
void crm_window_show_team (CrmWindow *self);
void crm_window_sync (CrmWindow *self);

/* crm-window-links.c: for the next start. */
void crm_window_remember_record (CrmWindow *self);

/* crm-window-quit.c: for each dialog on top; gives it the keys that end the program. */
void crm_window_watch_dialog (CrmWindow *self, AdwDialog *dialog);

G_END_DECLS
