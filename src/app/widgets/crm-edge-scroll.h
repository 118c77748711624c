/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls sideways while something is dragged near an edge. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Does so with @scroller for as long as it lives. */
void crm_edge_scroll_attach (GtkScrolledWindow *scroller);

G_END_DECLS
