/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a chart to read one by one. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-table-view.h"

#include "app/charts/crm-chart-table.h"
#include "app/widgets/crm-text-cell.h"

#define ROOM 9 /* at either side of a column's widest text */

/* Of the longest name shown in full where there is no more room: figures are what the table is for. */
#define NAME_WIDTH         240
#define NAME_WIDTH_OF_MANY 150
#define MANY_COLUMNS       4

/* What a column's cells are filled from. */
typedef struct
{
  CrmChartTable *table;
  guint column;
} Source;

static void
source_free (gpointer data, GClosure *closure)
{
  Source *source = data;

  crm_chart_table_free (source->table);
  g_free (source);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, Source *source)
{
  gtk_list_item_set_child (item, crm_text_cell_new (crm_chart_table_is_numeric (source->table, source->column) ? 1 : 0));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, Source *source)
{
  g_autofree char *text = crm_chart_table_dup_text (source->table, gtk_list_item_get_position (item), source->column);

  crm_text_cell_set_text (CRM_TEXT_CELL (gtk_list_item_get_child (item)), text);
}

/* Cells are drawn and ask for no width of their own. */
static int
measure_column (GtkWidget *widget, const CrmChartTable *table, guint column)
{
  g_autofree char *heading = crm_chart_table_dup_heading (table, column);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, heading);
  int widest, width;

  pango_layout_get_pixel_size (layout, &widest, NULL);
  for (guint row = 0; row < crm_chart_table_get_n_rows (table); row++)
    {
      g_autofree char *text = crm_chart_table_dup_text (table, row, column);

      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest + 2 * ROOM;
}

static GtkColumnViewColumn *
make_column (GtkWidget *view, CrmChartData *data, guint column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Source *source = g_new0 (Source, 1);
  g_autofree char *heading = NULL;
  GtkColumnViewColumn *made;
  guint n;
  int width;

  *source = (Source){ crm_chart_table_new (data), column };
  heading = crm_chart_table_dup_heading (source->table, column);
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), source, source_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), source);
  made = gtk_column_view_column_new (heading, factory);
  gtk_column_view_column_set_resizable (made, TRUE);
  n = crm_chart_table_get_n_columns (source->table);
  width = measure_column (view, source->table, column);
  gtk_column_view_column_set_fixed_width (made, column == 0 ? MIN (width, n < MANY_COLUMNS ? NAME_WIDTH : NAME_WIDTH_OF_MANY) : width);
  gtk_column_view_column_set_expand (made, column == 0 || n == 2);
  return made;
}

/* A heading stands over its figures, at their end; a column knows no such thing (GTK 4.18). */
static void
align_headings (GtkWidget *view, const CrmChartTable *table)
{
  GtkWidget *heading = gtk_widget_get_first_child (gtk_widget_get_first_child (view));

  for (guint i = 0; heading != NULL && i < crm_chart_table_get_n_columns (table); i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (heading);

      if (box != NULL && crm_chart_table_is_numeric (table, i))
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      heading = gtk_widget_get_next_sibling (heading);
    }
}

GtkWidget *
crm_chart_table_view_new (CrmChartData *data)
{
  g_autoptr (CrmChartTable) table = NULL;
  GtkStringList *rows;
  GtkWidget *view;

  g_return_val_if_fail (data != NULL, NULL);

  table = crm_chart_table_new (data);
  rows = gtk_string_list_new (NULL);
  for (guint i = 0; i < crm_chart_table_get_n_rows (table); i++)
    gtk_string_list_take (rows, crm_chart_table_dup_text (table, i, 0));
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))));
  for (guint i = 0; i < crm_chart_table_get_n_columns (table); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = make_column (view, data, i);

      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  align_headings (view, table);
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "chart-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, crm_chart_data_get_title (data), -1);
  return view;
}
