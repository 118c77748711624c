/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command, a saved view or a record in the palette, with what matched set off. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-action-table.h"
#include "core/base/crm-text-pattern.h"
#include "core/record/crm-record.h"
#include "core/views/crm-saved-view.h"

G_BEGIN_DECLS

#define CRM_TYPE_PALETTE_ROW (crm_palette_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmPaletteRow, crm_palette_row, CRM, PALETTE_ROW, GtkListBoxRow)

/* @detail: (nullable): what it would act on. */
GtkWidget *crm_palette_row_new_action (const CrmAction *action, const char *detail, const CrmTextPattern *pattern);

/* @reason: (nullable): what of the record matched where its name does not. */
GtkWidget *crm_palette_row_new_record (CrmRecord *record, const char *reason, const CrmTextPattern *pattern);

/* @detail: whose records it is about. */
GtkWidget *crm_palette_row_new_view (CrmSavedView *view, const char *detail, const char *icon_name, const CrmTextPattern *pattern);

/* Borrowed; only one of them is not %NULL. */
CrmSavedView *crm_palette_row_get_view (CrmPaletteRow *self);
const CrmAction *crm_palette_row_get_action (CrmPaletteRow *self);
CrmRecord *crm_palette_row_get_record (CrmPaletteRow *self);

G_END_DECLS
