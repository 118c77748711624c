/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where a file is to be written. */

#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * CrmSaveFormat:
 * @name: translated: "Table as text (CSV)"
 * @suffix: "csv"
 */
typedef struct
{
  const char *name;
  const char *suffix;
} CrmSaveFormat;

/**
 * crm_save_place_ask:
 * @widget: in whose window
 * @title: of the dialog
 * @name: what the file would be called, without its ending; what no file can be called by is replaced
 * @formats: (array length=n_formats): the first is the one offered
 *
 * Returns: (transfer full): a #DexFuture of a #GFile with a path; %CRM_ERROR_INVALID where the place is not on this computer; else see
 *   crm_save_place_was_left ().
 */
DexFuture *crm_save_place_ask (GtkWidget *widget, const char *title, const char *name, const CrmSaveFormat *formats, guint n_formats);

/* Whether the person has thought better of it, which is no mistake to be told. */
gboolean crm_save_place_was_left (const GError *error);

G_END_DECLS
