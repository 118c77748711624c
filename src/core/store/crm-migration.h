/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a file to the shape this version writes. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/* The shape this version writes: the number of the last migration. */
#define CRM_FILE_VERSION 19

/**
 * crm_migration_check:
 * @version: (out): the file's version; 0 for a new, empty file
 *
 * Returns: %FALSE when the file is another program's (%CRM_ERROR_DAMAGED) or written by a newer version (%CRM_ERROR_NEWER).
 */
gboolean crm_migration_check (CrmConnection *connection, int *version, GError **error);

/**
 * crm_migration_run:
 *
 * Runs the migrations the file lacks, each in a transaction of its own. Back the file up before.
 */
gboolean crm_migration_run (CrmConnection *connection, GError **error);

G_END_DECLS
