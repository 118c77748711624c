/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file in the import assistant: what was recognised of it, and which saved mapping it uses. */

#pragma once

#include "core/exchange/crm-import-source.h"
#include "core/exchange/crm-saved-mapping.h"

G_BEGIN_DECLS

/**
 * CrmImportFile:
 * @source: what it is; its mapping is changed in place
 * @guess: the mapping as recognised
 * @saved: the saved mapping in use, when @has_saved
 * @by_itself: whether that was found by the file's columns, not chosen
 * @changed: whether the mapping was changed since it was recognised or taken up
 *
 * Reference-counted, main thread.
 */
typedef struct
{
  CrmImportSource *source;
  CrmImportMapping *guess;
  CrmId saved;
  gboolean has_saved;
  gboolean by_itself;
  gboolean changed;
} CrmImportFile;

CrmImportFile *crm_import_file_new (CrmImportSource *source);
CrmImportFile *crm_import_file_ref (CrmImportFile *self);
void crm_import_file_unref (CrmImportFile *self);

/* Back to what was recognised. */
void crm_import_file_start_over (CrmImportFile *self);

/* Takes up a saved mapping, over what was recognised. */
void crm_import_file_use (CrmImportFile *self, const CrmSavedMapping *saved);

/* Takes up the saved mapping made for a file with the same columns, if there is one. */
void crm_import_file_use_fitting (CrmImportFile *self, GPtrArray *list);

/* Whether both have the same set of columns, and so can have one mapping. */
gboolean crm_import_file_is_alike (const CrmImportFile *self, const CrmImportFile *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportFile, crm_import_file_unref)

G_END_DECLS
