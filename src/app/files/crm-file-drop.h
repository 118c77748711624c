/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes files dropped onto an area, and shows that it would. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_FILE_DROP (crm_file_drop_get_type ())

/**
 * CrmFileDrop:
 *
 * Laid over an area, it shows itself while files are held there. "dropped" (GPtrArray of GFile) gives them.
 */
G_DECLARE_FINAL_TYPE (CrmFileDrop, crm_file_drop, CRM, FILE_DROP, AdwBin)

/* Called once: where files may be dropped. Texts and the like go to what stands there. */
void crm_file_drop_attach (CrmFileDrop *self, GtkWidget *area);

/* What it says while files are held over the area. */
void crm_file_drop_set_text (CrmFileDrop *self, const char *text);

/* The files of a #GdkFileList, such as a drop or the clipboard gives. (transfer full) (element-type GFile) */
GPtrArray *crm_file_drop_list_files (GdkFileList *list);

/* Their URIs, "as", for an action; @files: (nullable). (transfer floating) */
GVariant *crm_file_drop_list_uris (GPtrArray *files);

G_END_DECLS
