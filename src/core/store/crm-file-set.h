/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contents a customer file names: checked, and taken along where a copy of the file goes. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

typedef struct _CrmFileSet CrmFileSet;

/**
 * crm_file_set_read:
 * @connection: to a customer file
 *
 * Reads which contents the file's attachments name; the deleted ones too, for they can be brought back.
 *
 * Returns: (transfer full): the set; any thread.
 */
CrmFileSet *crm_file_set_read (CrmConnection *connection, GError **error);
void crm_file_set_free (CrmFileSet *self);

guint crm_file_set_get_size (CrmFileSet *self);

/**
 * crm_file_set_check:
 * @folder: where they should lie
 * @problems: is added a sentence for each that is missing or damaged
 *
 * Reads them all. Blocks.
 *
 * Returns: %FALSE only when cancelled.
 */
gboolean crm_file_set_check (CrmFileSet *self, const char *folder, GStrvBuilder *problems, GCancellable *cancellable, GError **error);

/**
 * crm_file_set_copy:
 * @from: where they lie
 * @to: where they shall lie too; made when it is not there
 * @problems: is added a sentence for each that is missing or damaged, and so is not copied
 *
 * Takes along what is not at @to yet, and is found whole. On one disk a copy is another name of the same bytes, which never
 * change. Blocks. A disk that is full, or cancelling, ends it, and takes back what it did.
 */
gboolean crm_file_set_copy (CrmFileSet *self, const char *from, const char *to, GStrvBuilder *problems, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFileSet, crm_file_set_free)

G_END_DECLS
