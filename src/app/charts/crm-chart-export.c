/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a chart out of the window: into pictures, files and onto paper, always dark on white. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-export.h"

#include "app/charts/crm-chart-paint.h"
#include "app/charts/crm-chart-table.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-table-writer.h"

#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

/* Of pictures, in pixels at 96 to the inch. */
#define WIDTH     960
#define MARGIN    24
#define FONT_SIZE 11 /* points */
#define SCALE     2

#define PAPER_FONT_SIZE 9 /* points */

const char *
crm_chart_file_get_suffix (CrmChartFile file)
{
  static const char *const suffixes[] = { "png", "svg", "csv" };

  return suffixes[file];
}

/* ── pictures ─────────────────────────────────────────────────────────────────────────────── */

/* The size of the letters is the picture's own: one that is copied from a window with large text is read elsewhere. */
static PangoContext *
make_context (PangoContext *like, const char *family, double resolution, double size)
{
  PangoFontMap *fonts = like != NULL && PANGO_IS_CAIRO_FONT_MAP (pango_context_get_font_map (like)) ? pango_context_get_font_map (like) : pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (fonts);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  if (family != NULL)
    pango_font_description_set_family (font, family);
  if (like != NULL)
    {
      pango_context_set_base_dir (context, pango_context_get_base_dir (like));
      pango_context_set_language (context, pango_context_get_language (like));
    }
  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  pango_context_set_font_description (context, font);
  pango_font_description_free (font);
  pango_cairo_context_set_resolution (context, resolution);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

static const char *
get_family (PangoContext *like)
{
  return like != NULL ? pango_font_description_get_family (pango_context_get_font_description (like)) : NULL;
}

static double
measure (CrmChartData *data, PangoContext *context)
{
  return crm_chart_plan_measure (data, context, WIDTH - 2 * MARGIN, TRUE) + 2 * MARGIN;
}

static void
paint (CrmChartData *data, PangoContext *context, cairo_surface_t *surface, double height)
{
  g_autoptr (CrmChartPlan) plan = crm_chart_plan_new (data, context, WIDTH - 2 * MARGIN, height - 2 * MARGIN, TRUE);
  cairo_t *cairo = cairo_create (surface);
  CrmChartColors colors;

  crm_chart_colors_init (&colors, FALSE, FALSE, NULL, NULL);
  gdk_cairo_set_source_rgba (cairo, &colors.surface);
  cairo_paint (cairo);
  cairo_translate (cairo, MARGIN, MARGIN);
  crm_chart_paint_cairo (plan, &colors, cairo);
  cairo_destroy (cairo);
}

static cairo_surface_t *
make_image (CrmChartData *data, PangoContext *like)
{
  PangoContext *context = make_context (like, get_family (like), 96, FONT_SIZE);
  double height = measure (data, context);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH * SCALE, (int)height * SCALE);

  cairo_surface_set_device_scale (surface, SCALE, SCALE);
  paint (data, context, surface, height);
  cairo_surface_flush (surface);
  g_object_unref (context);
  return surface;
}

GdkTexture *
crm_chart_export_texture (CrmChartData *data, PangoContext *context)
{
  cairo_surface_t *surface;
  GdkTexture *texture;
  g_autoptr (GBytes) bytes = NULL;
  int width, height, stride;

  g_return_val_if_fail (data != NULL, NULL);

  surface = make_image (data, context);
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize)stride * (gsize)height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize)stride);
  cairo_surface_destroy (surface);
  return texture;
}

static cairo_status_t
append (void *closure, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (closure, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_svg (CrmChartData *data, PangoContext *like)
{
  PangoContext *context = make_context (like, get_family (like), 96, FONT_SIZE);
  double height = measure (data, context);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append, bytes, WIDTH, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  paint (data, context, surface, height);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  g_object_unref (context);
  return g_byte_array_free_to_bytes (bytes);
}

/* The file as it was stays until all of the new one is there. */
static gboolean
write_picture (GBytes *bytes, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *name = g_filename_display_basename (path);

  if (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local))
    return TRUE;
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_set_error (error, CRM_ERROR, CRM_ERROR_FULL, _ ("The picture “%s” was not saved: the disk is full. Free some space, or choose another folder."), name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The picture “%s” could not be saved: %s. Choose another folder."), name, g_strerror (errno));
  return FALSE;
}

/* ── the table ────────────────────────────────────────────────────────────────────────────── */

static gboolean
write_rows (const CrmChartTable *table, CrmTableWriter *writer, GError **error)
{
  guint n = crm_chart_table_get_n_columns (table);
  g_autofree CrmTableValue *values = g_new0 (CrmTableValue, n);

  for (guint row = 0; row < crm_chart_table_get_n_rows (table); row++)
    {
      g_auto (GStrv) cells = g_new0 (char *, n + 1);

      for (guint column = 0; column < n; column++)
        {
          cells[column] = crm_chart_table_dup_plain (table, row, column);
          values[column] = (CrmTableValue){ crm_chart_table_is_numeric (table, column) ? CRM_TABLE_VALUE_NUMBER : CRM_TABLE_VALUE_TEXT, cells[column] };
        }
      if (!crm_table_writer_add (writer, values, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_csv (CrmChartData *data, const char *path, GError **error)
{
  g_autoptr (CrmChartTable) table = crm_chart_table_new (data);
  guint n = crm_chart_table_get_n_columns (table);
  g_auto (GStrv) headings = g_new0 (char *, n + 1);
  g_autoptr (CrmTableWriter) writer = NULL;

  for (guint i = 0; i < n; i++)
    headings[i] = crm_chart_table_dup_heading (table, i);
  writer = crm_table_writer_new (path, CRM_TABLE_FORMAT_CSV, &(CrmTableWriterOptions){ .byte_order_mark = TRUE }, (const char *const *)headings, error);
  return writer != NULL && write_rows (table, writer, error) && crm_table_writer_finish (writer, error);
}

gboolean
crm_chart_export (CrmChartData *data, CrmChartFile file, PangoContext *context, const char *path, GError **error)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (data != NULL && path != NULL, FALSE);

  if (file == CRM_CHART_FILE_CSV)
    return write_csv (data, path, error);
  if (file == CRM_CHART_FILE_SVG)
    bytes = make_svg (data, context);
  else
    {
      texture = crm_chart_export_texture (data, context);
      bytes = gdk_texture_save_to_png_bytes (texture);
    }
  return write_picture (bytes, path, error);
}

/* ── paper ────────────────────────────────────────────────────────────────────────────────── */

static double
measure_on_paper (gpointer data, PangoContext *like, double width)
{
  PangoContext *context = make_context (like, NULL, 72, PAPER_FONT_SIZE);
  double height = crm_chart_plan_measure (data, context, width, FALSE);

  g_object_unref (context);
  return height;
}

static void
draw_on_paper (gpointer data, PangoContext *like, cairo_t *cairo, double width, double height)
{
  PangoContext *context = make_context (like, NULL, 72, PAPER_FONT_SIZE);
  g_autoptr (CrmChartPlan) plan = crm_chart_plan_new (data, context, width, height, FALSE);
  CrmChartColors colors;

  crm_chart_colors_init (&colors, FALSE, FALSE, NULL, NULL);
  crm_chart_paint_cairo (plan, &colors, cairo);
  g_object_unref (context);
}

static void
add_table (CrmChartData *data, CrmSheet *sheet)
{
  g_autoptr (CrmChartTable) table = crm_chart_table_new (data);
  guint n = crm_chart_table_get_n_columns (table);
  g_auto (GStrv) headings = g_new0 (char *, n + 1);
  g_autofree CrmSheetColumn *columns = g_new0 (CrmSheetColumn, n);

  for (guint i = 0; i < n; i++)
    {
      headings[i] = crm_chart_table_dup_heading (table, i);
      columns[i] = (CrmSheetColumn){ headings[i], i == 0 ? 2 : 1, crm_chart_table_is_numeric (table, i) };
    }
  crm_sheet_begin_table (sheet, columns, n);
  for (guint row = 0; row < crm_chart_table_get_n_rows (table); row++)
    {
      g_auto (GStrv) cells = g_new0 (char *, n + 1);

      for (guint i = 0; i < n; i++)
        cells[i] = crm_chart_table_dup_text (table, row, i);
      crm_sheet_add_row (sheet, (const char *const *)cells);
    }
}

void
crm_chart_add_to_sheet (CrmChartData *data, CrmSheet *sheet, gboolean with_table)
{
  static const CrmSheetDrawing drawing = { measure_on_paper, draw_on_paper };

  g_return_if_fail (data != NULL && sheet != NULL);

  crm_sheet_add_heading (sheet, crm_chart_data_get_title (data));
  if (crm_chart_data_get_subtitle (data) != NULL)
    crm_sheet_add_text (sheet, crm_chart_data_get_subtitle (data));
  crm_sheet_add_drawing (sheet, &drawing, crm_chart_data_ref (data), (GDestroyNotify)crm_chart_data_unref);
  if (with_table && !crm_chart_data_is_empty (data))
    add_table (data, sheet);
}
