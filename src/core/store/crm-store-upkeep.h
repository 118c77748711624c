/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store does for itself on a thread of its own: backups, and the check after an unclean end. Private to core/store. */

#pragma once

#include "core/store/crm-store-work.h"

G_BEGIN_DECLS

/**
 * CrmCopying:
 *
 * A backup under way: the data of crm_store_upkeep_copy(), and of what asks for it.
 */
typedef struct _CrmCopying CrmCopying;

/**
 * crm_copying_new:
 * @path: (nullable): where to; %NULL for an automatic backup
 * @reason: (nullable): why an automatic backup is made
 * @cancellable: (nullable): ends it
 * @begun: (nullable): settled on the caller's thread-default main context once the moment is fixed, or nothing is to copy
 */
CrmCopying *crm_copying_new (const char *path, const char *reason, GCancellable *cancellable, DexPromise *begun);
void crm_copying_free (gpointer copying);

/* Copies the file; to a path somebody named, with the files kept with customers: the result is a GStrv of those it is without. */
CrmWorkStep crm_store_upkeep_copy (gpointer state, gpointer copying, GValue *result, GError **error);

/* Copies the file when something changed since the last backup and that is an hour ago. */
CrmWorkStep crm_store_upkeep_copy_hourly (gpointer state, gpointer copying, GValue *result, GError **error);

/* Reads the files kept with customers: the result is a GStrv of what is wrong with them. */
CrmWorkStep crm_store_upkeep_check_files (gpointer state, gpointer cancellable, GValue *result, GError **error);

/* Looks for damage, and tells the store of it. */
CrmWorkStep crm_store_upkeep_examine (gpointer state, gpointer cancellable, GValue *result, GError **error);

G_END_DECLS
