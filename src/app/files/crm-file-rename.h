/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A popover that asks for another name of a file. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_FILE_RENAME (crm_file_rename_get_type ())

/**
 * CrmFileRename:
 *
 * What names no file it answers itself. "renamed" (string) gives a name that fits and is another.
 */
G_DECLARE_FINAL_TYPE (CrmFileRename, crm_file_rename, CRM, FILE_RENAME, GtkPopover)

/* Begins with @name, all of it but the ending selected. */
GtkWidget *crm_file_rename_new (const char *name);

G_END_DECLS
