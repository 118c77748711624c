/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the cards of a vCard file as rows of a table. */

#pragma once

#include <gio/gio.h>

#include "core/exchange/crm-encoding.h"
#include "core/exchange/crm-table-source.h"
#include "core/exchange/crm-vcard.h"

G_BEGIN_DECLS

/**
 * crm_vcard_table_new:
 * @fd: (transfer full): the open file
 * @again: (transfer full): the same file opened a second time
 * @name: the file's name for messages
 * @encoding: its encoding
 * @cancellable: (nullable): to stop
 * @columns: (out) (transfer full): the names of the columns
 * @error: set if the file cannot be read
 *
 * The columns are named as Google Contacts names those of its CSV export: "First Name", "Organization Name",
 * "Phone 1 - Label", "Phone 1 - Value" …, with "Name" for FN and "IM", "Event", "Relation" and "Custom Field" numbered
 * alike. The first 32 MiB are read through @again to learn which are needed, at most 20 of a kind; what finds no column
 * later stands in the last column, "Other Details", as "name: value" lines. Preferred phones and addresses come first.
 * Dates are as crm_vcard_normalize_date() gives them. Pictures have no column: see crm_vcard_table_get_card().
 *
 * Returns: (transfer full) (nullable): the rows, without a header row.
 */
CrmTableSource *crm_vcard_table_new (int fd,
                                     int again,
                                     const char *name,
                                     const CrmEncodingGuess *encoding,
                                     GCancellable *cancellable,
                                     char ***columns,
                                     GError **error);

/* (nullable): the card of the current row. */
const CrmVcard *crm_vcard_table_get_card (CrmTableSource *source);

G_END_DECLS
