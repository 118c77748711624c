/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that appears under its name only when all of it is written. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CrmExportFile CrmExportFile;

/* @path is in the system's encoding. Errors of all three: %CRM_ERROR_FULL if the disk is full, else %CRM_ERROR_STORAGE. */
CrmExportFile *crm_export_file_new (const char *path, GError **error);
gboolean crm_export_file_write (CrmExportFile *self, const char *bytes, gsize length, GError **error);
gboolean crm_export_file_finish (CrmExportFile *self, GError **error);

/* Without a finish before, what stood under the name stays. */
void crm_export_file_free (CrmExportFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmExportFile, crm_export_file_free)

G_END_DECLS
