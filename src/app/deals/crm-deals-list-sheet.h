/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of deals for the printer. */

#pragma once

#include <libdex.h>

#include "app/print/crm-sheet.h"
#include "app/widgets/crm-record-column.h"
#include "core/query/crm-query.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * crm_deals_list_sheet_read:
 * @query: which deals, in which order
 * @columns: (array length=n_columns): static descriptions, in the order they are shown
 * @format: borrowed until the future is done
 * @subtitle: (transfer full): what the list is about, in words
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSheet; %CRM_ERROR_INVALID for more than %CRM_DEALS_SHEET_MAX deals.
 */
DexFuture *crm_deals_list_sheet_read (CrmStore *store, CrmQuery *query, const CrmRecordColumn *const *columns, guint n_columns, const CrmColumnFormat *format, char *subtitle);

G_END_DECLS
