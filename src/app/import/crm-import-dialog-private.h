/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the import assistant share. */

#pragma once

#include "app/import/crm-import-dialog.h"
#include "app/import/crm-import-mapping-page.h"
#include "app/import/crm-import-reading.h"
#include "app/import/crm-import-report-view.h"
#include "core/exchange/crm-import.h"

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

  guint beat;     /* timeout */
  guint patience; /* timeout */
  gboolean importing;
  gboolean again; /* what is read is the file shown, once more */
};

/* Whether it was closed while something was under way. */
gboolean crm_import_dialog_is_gone (CrmImportDialog *self);

/* What is imported: customers or deals. */
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

/* crm-import-dialog-files.c */
void crm_import_dialog_invite (CrmImportDialog *self);
void crm_import_dialog_choose (CrmImportDialog *self);
void crm_import_dialog_reread (CrmImportDialog *self);
gboolean crm_import_dialog_drop (CrmImportDialog *self, const GValue *value);

/* (element-type GFile): one at least. */
void crm_import_dialog_open_files (CrmImportDialog *self, GPtrArray *files);

G_END_DECLS
