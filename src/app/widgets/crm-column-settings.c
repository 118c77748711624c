/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers which columns a table shows, in which order, how wide, and what it is sorted by. */

#define G_LOG_DOMAIN "crm-app"

#include "app/widgets/crm-column-settings.h"

#include <adwaita.h>
#include <math.h>

/* Dragging a column's edge changes its width many times a second. */
#define SAVE_DELAY_MS 300
/* Columns remembered for other files; what is more is forgotten, the last first. */
#define ABSENT_MAX 100
#define WIDTH_MAX  4000

typedef struct
{
  GtkColumnView *view; /* borrowed: lives with it */
  GSettings *settings;
  const char *columns_key;
  const char *sort_key;
  guint save_source;
  gboolean lent;
} Binding;

static GtkColumnViewColumn *
find_column (GtkColumnView *view, const char *id)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_id (column), id) == 0)
        return column;
    }
  return NULL;
}

/* Moving a column makes all its cells anew. */
static void
put (GtkColumnView *view, guint position, GtkColumnViewColumn *column)
{
  g_autoptr (GtkColumnViewColumn) there = g_list_model_get_item (gtk_column_view_get_columns (view), position);

  if (there != column)
    gtk_column_view_insert_column (view, position, column);
}

void
crm_column_set_width (GtkColumnViewColumn *column, int width)
{
  /* A colleague’s file may say anything. */
  gtk_column_view_column_set_fixed_width (column, width < 0 ? -1 : (int)round (adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, MIN (width, WIDTH_MAX), NULL)));
}

static int
get_width (GtkColumnViewColumn *column)
{
  int width = gtk_column_view_column_get_fixed_width (column);

  return width < 0 ? -1 : (int)round (adw_length_unit_from_px (ADW_LENGTH_UNIT_SP, width, NULL));
}

static void
put_columns (GtkColumnView *view, GVariant *stored)
{
  GVariantIter iter;
  const char *id;
  gboolean visible;
  guint position = 0;
  int width;

  g_variant_iter_init (&iter, stored);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &visible))
    {
      GtkColumnViewColumn *column = find_column (view, id);

      if (column == NULL)
        continue;
      put (view, position++, column);
      gtk_column_view_column_set_visible (column, visible);
      if (!gtk_column_view_column_get_expand (column))
        crm_column_set_width (column, width);
    }
}

static void
put_sort (GtkColumnView *view, GVariant *stored)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));
  GtkColumnViewColumn *column;
  gboolean descending;
  const char *id;

  g_variant_get (stored, "(&sb)", &id, &descending);
  column = find_column (view, id);
  if (column != NULL && column != gtk_column_view_sorter_get_primary_sort_column (sorter))
    gtk_column_view_sort_by_column (view, column, descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static void
restore (const Binding *binding)
{
  g_autoptr (GVariant) columns = g_settings_get_value (binding->settings, binding->columns_key);
  g_autoptr (GVariant) sort = g_settings_get_value (binding->settings, binding->sort_key);

  put_columns (binding->view, columns);
  put_sort (binding->view, sort);
}

static void
add_absent (Binding *binding, GVariantBuilder *builder, GVariant *stored, const char *after, guint *n_absent)
{
  GVariantIter iter;
  const char *id;
  gboolean visible, behind = after == NULL;
  int width;

  g_variant_iter_init (&iter, stored);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &visible))
    {
      gboolean present = find_column (binding->view, id) != NULL;

      if (behind && present)
        return;
      if (behind && (*n_absent)++ < ABSENT_MAX)
        g_variant_builder_add (builder, "(sib)", id, width, visible);
      if (present && g_strcmp0 (id, after) == 0)
        behind = TRUE;
    }
}

/* What is remembered of columns that are not there stays behind those it stood behind. */
static GVariant *
make_columns_value (Binding *binding)
{
  GListModel *columns = gtk_column_view_get_columns (binding->view);
  g_autoptr (GVariant) stored = g_settings_get_value (binding->settings, binding->columns_key);
  GVariantBuilder builder;
  guint n_absent = 0;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));
  add_absent (binding, &builder, stored, NULL, &n_absent);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      const char *id = gtk_column_view_column_get_id (column);

      g_variant_builder_add (&builder, "(sib)", id, get_width (column), gtk_column_view_column_get_visible (column));
      add_absent (binding, &builder, stored, id, &n_absent);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
make_present_columns (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sib)"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      g_variant_builder_add (&builder, "(sib)", gtk_column_view_column_get_id (column), get_width (column), gtk_column_view_column_get_visible (column));
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
make_sort (GtkColumnView *view)
{
  GtkColumnViewSorter *sorter = GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view));
  GtkColumnViewColumn *primary = gtk_column_view_sorter_get_primary_sort_column (sorter);
  const char *sort = primary != NULL ? gtk_column_view_column_get_id (primary) : "";

  return g_variant_new ("(sb)", sort, gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING);
}

static void
save (Binding *binding)
{
  g_settings_set_value (binding->settings, binding->columns_key, make_columns_value (binding));
  g_settings_set_value (binding->settings, binding->sort_key, make_sort (binding->view));
}

static void
on_save (gpointer data)
{
  Binding *binding = data;

  binding->save_source = 0;
  save (binding);
}

static void
save_soon (Binding *binding)
{
  if (binding->save_source == 0 && !binding->lent)
    binding->save_source = g_timeout_add_once (SAVE_DELAY_MS, on_save, binding);
}

/* A window may be closed right after a change. */
static void
save_now (Binding *binding)
{
  if (binding->save_source == 0)
    return;
  g_clear_handle_id (&binding->save_source, g_source_remove);
  save (binding);
}

static void
on_column_changed (GtkColumnViewColumn *column, GParamSpec *spec, Binding *binding)
{
  save_soon (binding);
}

static void
watch_column (Binding *binding, GtkColumnViewColumn *column)
{
  /* One that is moved is taken out and put in again. */
  g_signal_handlers_disconnect_by_func (column, on_column_changed, binding);
  g_signal_connect (column, "notify::visible", G_CALLBACK (on_column_changed), binding);
  g_signal_connect (column, "notify::fixed-width", G_CALLBACK (on_column_changed), binding);
}

static void
on_columns_changed (GListModel *columns, guint position, guint removed, guint added, Binding *binding)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      watch_column (binding, column);
    }
  save_soon (binding);
}

static void
on_sorter_changed (GtkSorter *sorter, GtkSorterChange change, Binding *binding)
{
  save_soon (binding);
}

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_clear_handle_id (&binding->save_source, g_source_remove);
  g_object_unref (binding->settings);
  g_free (binding);
}

static void
watch (Binding *binding)
{
  GListModel *columns = gtk_column_view_get_columns (binding->view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      watch_column (binding, column);
    }
  g_signal_connect (columns, "items-changed", G_CALLBACK (on_columns_changed), binding);
  g_signal_connect (gtk_column_view_get_sorter (binding->view), "changed", G_CALLBACK (on_sorter_changed), binding);
}

void
crm_column_settings_bind (GtkColumnView *view, GSettings *settings, const char *columns_key, const char *sort_key)
{
  Binding *binding;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && G_IS_SETTINGS (settings));

  binding = g_new0 (Binding, 1);
  *binding = (Binding){ view, g_object_ref (settings), columns_key, sort_key, 0, FALSE };
  restore (binding);
  watch (binding);
  g_signal_connect_swapped (view, "unmap", G_CALLBACK (save_now), binding);
  g_object_set_data_full (G_OBJECT (view), "crm-column-settings", binding, binding_free);
}

void
crm_column_settings_restore (GtkColumnView *view)
{
  Binding *binding;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  binding = g_object_get_data (G_OBJECT (view), "crm-column-settings");
  if (binding != NULL && !binding->lent)
    restore (binding);
}

GVariant *
crm_column_settings_dup_layout (GtkColumnView *view)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  return g_variant_ref_sink (g_variant_new ("(@a(sib)@(sb))", make_present_columns (view), make_sort (view)));
}

void
crm_column_settings_lend (GtkColumnView *view, GVariant *layout)
{
  Binding *binding;
  g_autoptr (GVariant) columns = NULL;
  g_autoptr (GVariant) sort = NULL;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view) && layout != NULL);

  binding = g_object_get_data (G_OBJECT (view), "crm-column-settings");
  if (binding != NULL)
    {
      save_now (binding);
      binding->lent = TRUE;
    }
  g_variant_get (layout, "(@a(sib)@(sb))", &columns, &sort);
  put_columns (view, columns);
  put_sort (view, sort);
}

void
crm_column_settings_take_back (GtkColumnView *view)
{
  Binding *binding;

  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));

  binding = g_object_get_data (G_OBJECT (view), "crm-column-settings");
  if (binding == NULL || !binding->lent)
    return;
  restore (binding);
  binding->lent = FALSE;
}
