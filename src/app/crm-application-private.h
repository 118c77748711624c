/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the application share. */

#pragma once

#include "app/crm-application.h"
#include "app/crm-window.h"
#include "app/desktop/crm-backup-copies.h"
#include "app/desktop/crm-link.h"
#include "app/desktop/crm-reminders.h"
#include "app/desktop/crm-search-provider.h"

G_BEGIN_DECLS

struct _CrmApplication
{
  AdwApplication parent_instance;

  /* owned */
  GSettings *settings;
  CrmClock *clock;
  char *asked_path;    /* on the command line that started the program; nullable */
  char *record;        /* what was open when the program ended, as a path */
  char *path;          /* the file shown, or that could not be */
  GError *problem;     /* why it could not be; NULL while nothing is wrong */
  CrmStore *store;     /* of that file, once it is open */
  CrmContext *context; /* what the windows share; NULL while there is none */
  GPtrArray *waiting;  /* of DexPromise: who wants the store and no window */
  GCancellable *opening;
  CrmSearchProvider *search_provider;
  CrmReminders *reminders;
  GtkCssProvider *high_contrast; /* while it is asked for */
  CrmBackupCopies *backup_copies;

  guint present_source; /* while the first window waits for the file */
  guint search_registration;
  gboolean demo;
  gboolean making_demo;
  gboolean opening_done;
  gboolean restored;          /* what was open last time was opened again, or was not wanted */
  const CrmKind *import_kind; /* what is imported once the file is open; NULL for nothing */
  GPtrArray *import_files;    /* owned: of GFile; NULL asks for it */
  char *invitation;           /* owned: what to join with once the file is open, maybe empty; NULL for nothing */
  GPtrArray *links;           /* owned: of CrmLink, to follow once the file is open */
  char *refusal;              /* owned: what to say of a link that is not followed; NULL for nothing */
};

/* The window used last; one is made where there is none. Not presented. */
CrmWindow *crm_application_get_window (CrmApplication *self);
CrmWindow *crm_application_new_window (CrmApplication *self);
void crm_application_present (CrmApplication *self);

/* What was asked for last time, or the own file, as long as it is there; NULL on a first run. */
char *crm_application_choose_path (CrmApplication *self);

/* All windows let go of a file before another is opened. */
void crm_application_open_path (CrmApplication *self, const char *path, gboolean demo);
void crm_application_let_go (CrmApplication *self);

/* (transfer full): a #DexFuture of the #CrmStore, opened if need be, for what needs no window; it holds the program until then. */
DexFuture *crm_application_await_store (CrmApplication *self);

/* crm-application-actions.c */
void crm_application_add_actions (CrmApplication *self);

/* crm-application-files.c: opens files to import, and follows links. A link is taken. */
void crm_application_open_files (CrmApplication *self, GFile **files, guint n);
void crm_application_follow (CrmApplication *self, CrmLink *link);

/* @files: (nullable): copied; %NULL asks for them once the file is open. */
void crm_application_import (CrmApplication *self, const CrmKind *kind, GPtrArray *files);

/* What had to wait for the file. */
void crm_application_catch_up (CrmApplication *self);

G_END_DECLS
