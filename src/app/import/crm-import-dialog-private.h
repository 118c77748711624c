/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the import assistant share. */

#pragma once

#include "app/import/crm-import-dialog.h"
#include "app/import/crm-import-mapping-page.h"
#include "app/import/crm-import-reading.h"
#include "app/import/crm-import-report-view.h"
#include "core/exchange/crm-import.h"
#include "core/schema/crm-schema-interactions.h"

G_BEGIN_DECLS

struct _CrmImportDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  AdwNavigationView *view;
  AdwNavigationPage *choose_page;
  AdwNavigationPage *busy_page;
  AdwNavigationPage *problem_page;
  AdwNavigationPage *result_page;
  AdwStatusPage *choose_status;
  GtkWidget *choose;
  CrmImportMappingPage *mapping;
  AdwWindowTitle *check_title;
  GtkButton *run;
  CrmImportReportView *check_report;
  AdwStatusPage *busy_status;
  GtkProgressBar *bar;
  GtkLabel *progress;
  GtkWidget *cancel;
  AdwStatusPage *problem_status;
  GtkWidget *result_icon;
  GtkLabel *result_title;
  CrmImportReportView *result_report;
  GtkWidget *undo;
  GtkButton *show;

  /* owned */
  CrmContext *context;
  CrmSurveyForm *form; /* (nullable): what responses answer */
  GPtrArray *files;    /* of CrmImportFile */
  CrmImport *import;
  CrmImportReport *report;
  CrmImportReading *reading; /* while it reads */
  GStrv calendars;           /* paths; NULL for other files */
  CrmIcalendarReport *calendar_report;
  GCancellable *cancellable; /* while calendars are rehearsed or imported */
  CrmId edit_id;             /* of what was imported */

  gboolean of_calendars;
  guint beat;     /* timeout */
  guint patience; /* timeout */
  gboolean importing;
  gboolean again; /* what is read is the file shown, once more */
};

/* Whether it was closed while something was under way. */
gboolean crm_import_dialog_is_gone (CrmImportDialog *self);

/* What is imported: customers, deals, or the tasks of calendars. */
const CrmKind *crm_import_dialog_get_kind (CrmImportDialog *self);
void crm_import_dialog_set_kind (CrmImportDialog *self, const CrmKind *kind);

/* Shows the page of that tag. */
void crm_import_dialog_go_to (CrmImportDialog *self, const char *tag);

/**
 * crm_import_dialog_begin:
 * @title: what is done
 * @at_once: whether the page of progress shows now, and not only when it takes a while
 */
void crm_import_dialog_begin (CrmImportDialog *self, const char *title, gboolean at_once);
void crm_import_dialog_end (CrmImportDialog *self);

/* Shows what came of it, once the report is in its place; with @edit (nullable), what takes it back. */
void crm_import_dialog_show_result (CrmImportDialog *self, const char *title, const CrmId *edit);
void crm_import_dialog_tell_cancelled (CrmImportDialog *self);

/* crm-import-dialog-calendar.c; (element-type filename): one at least. */
void crm_import_dialog_open_calendars (CrmImportDialog *self, GPtrArray *paths);
void crm_import_dialog_run_calendars (CrmImportDialog *self);

/* crm-import-dialog-files.c */
void crm_import_dialog_refuse (CrmImportDialog *self, const GError *error);
void crm_import_dialog_invite (CrmImportDialog *self);

/* What the page says on which files are chosen, for when one goes back to it. */
void crm_import_dialog_prepare_choice (CrmImportDialog *self);
void crm_import_dialog_choose (CrmImportDialog *self);
void crm_import_dialog_reread (CrmImportDialog *self);
gboolean crm_import_dialog_drop (CrmImportDialog *self, const GValue *value);

/* (element-type GFile): one at least. */
void crm_import_dialog_open_files (CrmImportDialog *self, GPtrArray *files);

G_END_DECLS
