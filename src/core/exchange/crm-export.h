/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the records of a query to a file that can be imported again. */

#pragma once

#include <libdex.h>

#include "core/query/crm-query.h"
#include "core/store/crm-store.h"
#include "core/store/crm-transfer.h"

G_BEGIN_DECLS

/**
 * CrmExportFormat:
 * @CRM_EXPORT_CSV: RFC 4180 with the mark by which Excel knows UTF-8
 * @CRM_EXPORT_XLSX: a workbook with one sheet
 * @CRM_EXPORT_JSON: one array of objects, as crm-record-json.h says
 * @CRM_EXPORT_VCARD: vCard 3.0; customers only: a card for each customer, and one for each person at it
 * @CRM_EXPORT_ICALENDAR: iCalendar, as crm_icalendar_dup_task () has it; tasks only
 */
typedef enum
{
  CRM_EXPORT_CSV,
  CRM_EXPORT_XLSX,
  CRM_EXPORT_JSON,
  CRM_EXPORT_VCARD,
  CRM_EXPORT_ICALENDAR,
} CrmExportFormat;

/**
 * crm_export_run:
 * @store: whose records
 * @query: which, in which order
 * @format: how
 * @path: where to, in the system's encoding; what is there is replaced when all is written, and stays on failure
 * @cancellable: (nullable): leaves nothing behind
 *
 * Tables have one row a record: its id, then its fields by their permanent names, an amount's currency in a column behind it. A
 * customer's row goes on with its custom fields, "custom date Next inspection" (money is one cell, "CNY 1200.00"), "tags", "phone 1", "phone 1 label", "phone 1 opt_out" … for its contact points, and "person 1 id",
 * "person 1 name", "person 1 title", "person 1 phone 1" … for its people, as many as the records have. Its owner and referrer go by name.
 * So do a deal's customer, pipeline, stage, owner and referrer; its log is one cell, "moves", a line each: "2026-03-05T14:30:00+08:00
 * Proposal (1200.00 CNY; 2026-04-30)". In JSON the names stand beside the ids, "stage_name", and "moves" is an array of objects.
 *
 * Reads on a reader's thread, as of one moment, in bounded memory.
 *
 * Returns: (transfer full): a #DexFuture of an int64: records written. %CRM_ERROR_INVALID when the format cannot hold them.
 */
DexFuture *crm_export_run (CrmStore *store, CrmQuery *query, CrmExportFormat format, const char *path, GCancellable *cancellable);

/**
 * crm_export_run_transfer:
 * @transfer: counts the records looked at, and stops the export
 *
 * The same for somebody who waits. A table of customers looks at each of them twice: first to know how many columns it takes.
 */
DexFuture *crm_export_run_transfer (CrmStore *store, CrmQuery *query, CrmExportFormat format, const char *path, CrmTransfer *transfer);

G_END_DECLS
