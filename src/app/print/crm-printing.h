/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a sheet to a printer or into a PDF file. */

#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

/**
 * crm_printing_ask:
 * @parent: (nullable): the window the dialog belongs to
 *
 * Asks for a printer, then prints. Main thread.
 *
 * Returns: (transfer full): a #DexFuture of a boolean, rejected with %GTK_DIALOG_ERROR_DISMISSED when nothing is to be printed.
 */
DexFuture *crm_printing_ask (CrmSheet *sheet, GtkWindow *parent);

/**
 * crm_printing_save:
 * @path: where to, in the system's encoding; what is there is replaced
 *
 * Writes a PDF on the paper usual in this locale. Main thread.
 *
 * Returns: (transfer full): a #DexFuture of a boolean.
 */
DexFuture *crm_printing_save (CrmSheet *sheet, const char *path);

G_END_DECLS
