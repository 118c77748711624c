/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a list, kept as the places where they begin. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The index of the section that holds @position; @starts: (element-type guint): ascending from 0, not empty. */
guint crm_sections_find (const GArray *starts, guint position);

/* From where up to where the section of @position goes, in a list of @n_items; as GtkSectionModel has it beyond the end. */
void crm_sections_get_range (const GArray *starts, guint n_items, guint position, guint *start, guint *end);

G_END_DECLS
