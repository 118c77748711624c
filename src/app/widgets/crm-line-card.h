/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record in a list for narrow places: its title, and a line of what else is worth knowing. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *crm_line_card_new (void);

/* @title, @line: (nullable): nothing yet. */
void crm_line_card_set (GtkWidget *card, const char *title, const char *line);

G_END_DECLS
