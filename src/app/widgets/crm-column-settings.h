/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers which columns a table shows, in which order, how wide, and what it is sorted by. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * crm_column_settings_bind:
 * @view: a table whose columns have ids
 * @settings: where to remember
 * @columns_key: of type a(sib): id, width as of crm_column_set_width(), visible
 * @sort_key: of type (sb): id, descending
 *
 * Restores what was remembered, then remembers each change, for the view's life. What is remembered of columns that are not
 * there stays remembered: another file may have them.
 */
void crm_column_settings_bind (GtkColumnView *view, GSettings *settings, const char *columns_key, const char *sort_key);

/* @width: at the usual size of letters, with which it grows; below 0 for that of the text */
void crm_column_set_width (GtkColumnViewColumn *column, int width);

/* For a view that has been bound, after columns came: puts them as they are remembered, and sorts by them if that is. */
void crm_column_settings_restore (GtkColumnView *view);

/* How the view stands now: a(sib) and (sb) as above, in a tuple. (transfer full) */
GVariant *crm_column_settings_dup_layout (GtkColumnView *view);

/* Shows the view as @layout says, and remembers nothing until it is taken back: then it stands as it is remembered. */
void crm_column_settings_lend (GtkColumnView *view, GVariant *layout);
void crm_column_settings_take_back (GtkColumnView *view);

G_END_DECLS
