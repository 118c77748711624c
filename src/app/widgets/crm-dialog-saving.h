/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves what was typed into a dialog. */

#pragma once

#include <adwaita.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/* Shows in @label what keeps @dialog from being saved, and says it; NULL: nothing does. */
void crm_dialog_tell_problem (AdwDialog *dialog, GtkLabel *label, const char *problem);

/* Shows in @dialog what keeps it from being saved; NULL: nothing does. */
typedef void (*CrmDialogProblem) (AdwDialog *dialog, const char *problem);

/**
 * crm_dialog_saving_begin:
 * @store: where to
 * @edit: what was typed
 * @button: of @dialog; cannot be pressed meanwhile
 * @problem: told when it could not be written
 *
 * Writes @edit and closes @dialog, whatever it says to that, once it is written. Main thread.
 */
void crm_dialog_saving_begin (AdwDialog *dialog, CrmStore *store, CrmEdit *edit, GtkWidget *button, CrmDialogProblem problem);

/**
 * crm_dialog_saving_create:
 * @id: of the record that @edit makes
 *
 * The same, and the dialog then emits its signal "created" (pointer to CrmId).
 */
void crm_dialog_saving_create (AdwDialog *dialog, CrmStore *store, CrmEdit *edit, const CrmId *id, GtkWidget *button, CrmDialogProblem problem);

G_END_DECLS
