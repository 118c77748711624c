/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with many deals alone: they are expected in another month, or get a next step; see also crm-bulk.h. */

#pragma once

#include "core/base/crm-date.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * crm_deal_bulk_find_day:
 * @expected: when a deal is expected to close, or %CRM_DATE_NONE
 * @month: any day of the month it goes to
 *
 * Returns: the same day of that month, as far as it has one; its last day where there was none, or where it would be past.
 */
CrmDate crm_deal_bulk_find_day (CrmDate expected, CrmDate month, CrmDate today);

/* As crm_bulk_new(): each is expected to close in @month, on its crm_deal_bulk_find_day(). */
CrmEdit *crm_deal_bulk_new_month (const char *title, GArray *rowids, CrmDate month, CrmDate today);

/* @task: (element-type CrmAssignment): fields of a task made for each, whose customer and deal it is about; its owner's, where nobody is named. */
CrmEdit *crm_deal_bulk_new_tasks (const char *title, GArray *rowids, GArray *task);

G_END_DECLS
