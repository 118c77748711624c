/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of customers for the printer. */

#pragma once

#include <libdex.h>

#include "app/print/crm-sheet.h"
#include "app/widgets/crm-record-column.h"
#include "core/query/crm-query.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/* A longer list is for a file: it would be hundreds of pages. */
#define CRM_CUSTOMERS_SHEET_MAX 10000

/**
 * crm_customers_sheet_read:
 * @query: which customers, in which order
 * @columns: (transfer full) (element-type CrmRecordColumn): their descriptions, in the order they are shown; at least one
 * @format: borrowed until the future is done
 * @conditions: (nullable): what the list is narrowed by, in words; stands under the title
 *
 * Reads on a reader's thread; main thread otherwise.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSheet; %CRM_ERROR_INVALID for more than %CRM_CUSTOMERS_SHEET_MAX customers.
 */
DexFuture *crm_customers_sheet_read (CrmStore *store, CrmQuery *query, GPtrArray *columns, const CrmColumnFormat *format, const char *conditions);

G_END_DECLS
