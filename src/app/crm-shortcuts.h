/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shortcuts window, made from the action table. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWindow *crm_shortcuts_new_window (GtkWindow *parent);

G_END_DECLS
