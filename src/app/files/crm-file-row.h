/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one row for a file kept with a customer: type, name, size, when it came. */

#pragma once

#include <gtk/gtk.h>

#include "core/base/crm-clock.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_FILE_ROW (crm_file_row_get_type ())

/**
 * CrmFileRow:
 *
 * Has a menu with keys: F2 renames, Ctrl+S saves a copy, Delete removes. It does none of it itself: "act" (string) says which
 * of "file.open", "file.save", "file.rename", "file.remove" is wanted.
 */
G_DECLARE_FINAL_TYPE (CrmFileRow, crm_file_row, CRM, FILE_ROW, GtkListBoxRow)

GtkWidget *crm_file_row_new (void);

/* Shows an attachment. */
void crm_file_row_set (CrmFileRow *self, CrmRecord *attachment, CrmClock *clock);

/* Borrowed; NULL before anything is shown. */
CrmRecord *crm_file_row_get_attachment (CrmFileRow *self);

G_END_DECLS
