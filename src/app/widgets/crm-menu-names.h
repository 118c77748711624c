/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the items of menus the names that GTK before 4.20 keeps from assistive technology. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on each menu of the program names its items as it opens. Once, on the main thread, after gtk_init(). */
void crm_menu_names_install (void);

G_END_DECLS
