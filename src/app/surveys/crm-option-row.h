/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An option of a question, or a row of a matrix, written where it is shown. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-survey-editor.h"

G_BEGIN_DECLS

#define CRM_TYPE_OPTION_ROW (crm_option_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmOptionRow, crm_option_row, CRM, OPTION_ROW, GtkListBoxRow)

/**
 * crm_option_row_new:
 *
 * Emits "values" (what options are worth is to be shown), "entered" (Enter: another one comes next), "remove" (also by Backspace in an empty one), "move" (int places, also by Ctrl+Shift and an
 * arrow key) and "dropped" (the row that was let go over it).
 */
GtkWidget *crm_option_row_new (CrmSurveyEditor *editor);

/**
 * crm_option_row_set_option:
 * @number: its place, 1 the first
 * @can_have_value: whether it may be worth something
 * @with_value: whether that is shown
 * @with_exclusive: whether it can be one that is only chosen alone
 * @up: whether there is room above; @down: below
 */
void crm_option_row_set_option (CrmOptionRow *self, CrmRecord *option, guint number, gboolean can_have_value, gboolean with_value, gboolean with_exclusive, gboolean up, gboolean down);

/* Borrowed. */
CrmRecord *crm_option_row_get_option (CrmOptionRow *self);
void crm_option_row_take_focus (CrmOptionRow *self);

G_END_DECLS
