/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures and faults of an import, done or rehearsed. */

#pragma once

#include <adwaita.h>

#include "core/exchange/crm-icalendar-import.h"
#include "core/exchange/crm-import-report.h"

G_BEGIN_DECLS

#define CRM_TYPE_IMPORT_REPORT_VIEW (crm_import_report_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmImportReportView, crm_import_report_view, CRM, IMPORT_REPORT_VIEW, AdwBin)

/**
 * crm_import_report_view_set_report:
 * @sources: (element-type CrmImportSource): the files of the import
 * @rehearsed: whether it says what would be
 *
 * Emits "save-faults" when the faulty rows are to be saved.
 */
void crm_import_report_view_set_report (CrmImportReportView *self, CrmImportReport *report, GPtrArray *sources, gboolean rehearsed);

/* The same of calendars, whose files are at @paths. */
void crm_import_report_view_set_calendar (CrmImportReportView *self, CrmIcalendarReport *report, const char *const *paths, gboolean rehearsed);

G_END_DECLS
