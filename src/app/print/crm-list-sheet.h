/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records for the printer, as it stands on the screen. */

#pragma once

#include <libdex.h>

#include "app/print/crm-sheet.h"
#include "app/widgets/crm-group-heading.h"
#include "app/widgets/crm-record-column.h"
#include "core/query/crm-query.h"
#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmListSheetWords:
 * @title: what the records are called, translated when it is shown
 * @max: more than these are for a file: they would be hundreds of pages
 * @dup_count: "12 customers"
 * @dup_too_many: says so of @n, and what to do
 */
typedef struct
{
  const char *title;
  guint max;
  char *(*dup_count) (guint n);
  char *(*dup_too_many) (guint n, guint max);
} CrmListSheetWords;

/**
 * crm_list_sheet_read:
 * @words: static
 * @query: which records, in which order and groups
 * @columns: (transfer full) (element-type CrmRecordColumn): their descriptions, in the order they are shown; at least one
 * @format: a member of @owner
 * @conditions: (transfer full) (nullable): what the list is narrowed by, in words; stands under the title
 * @group_title: the heading over a group of @query
 * @owner: of the heading; kept until the sheet is made
 *
 * Reads on a reader's thread; main thread otherwise.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmSheet; %CRM_ERROR_INVALID for more than @words have room for.
 */
DexFuture *crm_list_sheet_read (const CrmListSheetWords *words, CrmStore *store, CrmQuery *query, GPtrArray *columns, const CrmColumnFormat *format, char *conditions, CrmGroupTitle group_title, GObject *owner);

G_END_DECLS
