/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the objects of a JSON file as rows of a table. */

#pragma once

#include "core/exchange/crm-table-source.h"

G_BEGIN_DECLS

/* A file of JSON is read whole: this is how large it may be. */
#define CRM_JSON_TABLE_MAX (512 * 1024 * 1024)

/**
 * crm_json_table_new:
 * @path: a file name in the system's encoding
 * @name: the file's name for messages
 * @columns: (out) (transfer full): the names of the columns
 * @error: %CRM_ERROR_UNREADABLE with what is wrong and in which line
 *
 * The rows are the objects of an array: the file's own, or the first in an object around it. Customers exported here get the
 * columns of the table export ("id", "name" … "phone 1", "person 1 name"), so that both come back alike; of any other object
 * nested members are named with all names on the way ("address city"), values of a list are joined, and its objects numbered.
 *
 * Returns: (transfer full) (nullable): the rows, without a header row.
 */
CrmTableSource *crm_json_table_new (const char *path, const char *name, char ***columns, GError **error);

G_END_DECLS
