/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with many deals, as one edit: deleted, assigned, expected in another month, given a next step. */

#pragma once

#include "core/base/crm-date.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/*
 * All take the title by which Undo names the edit and the rowids (gint64) of deals, and return (transfer full) an edit that looks the deals up
 * while it is written: a selection may be the whole list. Deleted deals are passed over. Any thread.
 */
CrmEdit *crm_deal_bulk_new_deletion (const char *title, GArray *rowids);

/* @assignments: (element-type CrmAssignment): what each of them gets. */
CrmEdit *crm_deal_bulk_new_assignment (const char *title, GArray *rowids, GArray *assignments);

/**
 * crm_deal_bulk_find_day:
 * @expected: when a deal is expected to close, or %CRM_DATE_NONE
 * @month: any day of the month it goes to
 *
 * Returns: the same day of that month, as far as it has one; its last day where there was none, or where it would be past.
 */
CrmDate crm_deal_bulk_find_day (CrmDate expected, CrmDate month, CrmDate today);

/* Each is expected to close in @month, on its crm_deal_bulk_find_day(). */
CrmEdit *crm_deal_bulk_new_month (const char *title, GArray *rowids, CrmDate month, CrmDate today);

/* @task: (element-type CrmAssignment): fields of a task made for each, whose customer and deal it is about; its owner's, where nobody is named. */
CrmEdit *crm_deal_bulk_new_tasks (const char *title, GArray *rowids, GArray *task);

G_END_DECLS
