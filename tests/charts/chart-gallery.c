/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows charts with invented figures: `chart-gallery show [NAME…]` in a window, `chart-gallery save FOLDER LOOK WIDTH` as pictures. */

#include "config.h"

#include "app/charts/crm-chart-export.h"
#include "app/charts/crm-chart.h"
#include "app/print/crm-printing.h"
#include "app/print/crm-sheet-layout.h"
#include "crm-app-resources.h"
#include "tests/charts/chart-samples.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <locale.h>

#define MARGIN      18
#define PAGE_WIDTH  490
#define PAGE_HEIGHT 740

static gboolean
is_chinese (void)
{
  return g_str_has_prefix (setlocale (LC_MESSAGES, NULL), "zh");
}

/* What assistive technology and the keyboard did is to be seen by whoever drives this. */
static void
on_activate (CrmChart *chart, guint series, guint category, GtkWidget *window)
{
  g_autofree char *sentence = crm_chart_data_dup_sentence (crm_chart_get_data (chart), series, category);

  gtk_window_set_title (GTK_WINDOW (window), sentence);
}

static GtkWidget *
make_card (CrmChartData *data, GtkWidget *window)
{
  GtkWidget *chart = crm_chart_new (), *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  crm_chart_set_data (CRM_CHART (chart), data);
  g_signal_connect (chart, "activate", G_CALLBACK (on_activate), window);
  gtk_widget_set_hexpand (chart, TRUE);
  gtk_widget_set_margin_start (chart, MARGIN);
  gtk_widget_set_margin_end (chart, MARGIN);
  gtk_widget_set_margin_top (chart, MARGIN);
  gtk_widget_set_margin_bottom (chart, MARGIN);
  gtk_box_append (GTK_BOX (card), chart);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_margin_start (card, MARGIN);
  gtk_widget_set_margin_end (card, MARGIN);
  gtk_widget_set_margin_top (card, MARGIN);
  gtk_widget_set_margin_bottom (card, MARGIN);
  gtk_widget_set_valign (card, GTK_ALIGN_START);
  return card;
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/clientele/Clientele/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static gboolean
is_wanted (const char *name, int n, char **names)
{
  for (int i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return TRUE;
  return n == 0;
}

static int
show (int n, char **names)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new ();

  for (guint i = 0; i < n_chart_samples; i++)
    if (is_wanted (chart_samples[i].name, n, names))
      {
        g_autoptr (CrmChartData) data = chart_samples[i].make (is_chinese ());

        gtk_box_append (GTK_BOX (box), make_card (data, window));
      }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 800);
  gtk_window_set_title (GTK_WINDOW (window), "Charts");
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* Waits until the card has its size, then renders it over the window's own background. */
static void
save_card (GtkWidget *window, GtkWidget *card, const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t area;

  for (guint i = 0; i < 12; i++)
    {
      gtk_widget_queue_draw (window);
      while (!g_main_context_iteration (NULL, TRUE))
        ;
      g_usleep (8000);
    }
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gdk_paintable_get_intrinsic_width (paintable), gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_true (gtk_widget_compute_bounds (card, window, &area));
  graphene_rect_inset (&area, -MARGIN, -MARGIN);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &area);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
save_one (const ChartSample *sample, const char *folder, const char *look, int width)
{
  g_autoptr (CrmChartData) data = sample->make (is_chinese ());
  GtkWidget *window = gtk_window_new (), *card = make_card (data, window);
  g_autofree char *name = g_strdup_printf ("chart-%s-%s.png", sample->name, look), *path = g_build_filename (folder, name, NULL);

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, -1);
  gtk_window_set_child (GTK_WINDOW (window), card);
  gtk_window_present (GTK_WINDOW (window));
  save_card (window, card, path);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The pages as pictures, for those who look at them with nothing else at hand. */
static void
save_pages (CrmSheet *sheet, const char *folder)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (CrmSheetLayout) layout = NULL;

  pango_cairo_context_set_resolution (context, 72);
  layout = crm_sheet_layout_new (sheet, context, PAGE_WIDTH, PAGE_HEIGHT, NULL);
  for (guint page = 0; page < crm_sheet_layout_get_n_pages (layout); page++)
    {
      g_autofree char *name = g_strdup_printf ("page-%02u.png", page + 1), *path = g_build_filename (folder, name, NULL);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (PAGE_WIDTH + 2 * MARGIN) * 2, (PAGE_HEIGHT + 2 * MARGIN) * 2);
      cairo_t *cairo = cairo_create (surface);

      cairo_scale (cairo, 2, 2);
      cairo_set_source_rgb (cairo, 1, 1, 1);
      cairo_paint (cairo);
      cairo_translate (cairo, MARGIN, MARGIN);
      crm_sheet_layout_draw (layout, cairo, page);
      cairo_surface_write_to_png (surface, path);
      cairo_destroy (cairo);
      cairo_surface_destroy (surface);
    }
  g_object_unref (context);
}

/* What leaves the window: a picture of each kind, and all of them on paper. */
static int export (const char *folder)
{
  g_autoptr (CrmSheet) sheet = crm_sheet_new ("Charts", "with invented figures");
  g_autofree char *paper = g_build_filename (folder, "charts.pdf", NULL);
  static const CrmChartFile files[] = { CRM_CHART_FILE_PNG, CRM_CHART_FILE_SVG, CRM_CHART_FILE_CSV };
  DexFuture *saved;

  for (guint i = 0; i < n_chart_samples; i++)
    {
      g_autoptr (CrmChartData) data = chart_samples[i].make (is_chinese ());

      crm_chart_add_to_sheet (data, sheet, i % 2 == 0);
      for (guint file = 0; file < G_N_ELEMENTS (files); file++)
        {
          g_autofree char *name = g_strdup_printf ("%s.%s", chart_samples[i].name, crm_chart_file_get_suffix (files[file]));
          g_autofree char *path = g_build_filename (folder, name, NULL);
          g_autoptr (GError) error = NULL;

          if (!crm_chart_export (data, files[file], NULL, path, &error))
            g_error ("%s", error->message);
        }
    }
  save_pages (sheet, folder);
  saved = crm_printing_save (sheet, paper);
  while (dex_future_get_status (saved) == DEX_FUTURE_STATUS_PENDING)
    g_main_context_iteration (NULL, TRUE);
  dex_unref (saved);
  return 0;
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("CLIENTELE_LOCALE_DIR") != NULL ? g_getenv ("CLIENTELE_LOCALE_DIR") : CRM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  dex_init ();
  adw_init ();
  g_resources_register (crm_app_get_resource ());
  load_style ();
  if (g_getenv ("CHART_RIGHT_TO_LEFT") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  if (argc >= 2 && g_str_equal (argv[1], "show"))
    return show (argc - 2, argv + 2);
  if (argc == 3 && g_str_equal (argv[1], "export"))
    return export (argv[2]);
  if (argc != 5 || !g_str_equal (argv[1], "save"))
    {
      g_printerr ("Usage: chart-gallery show [NAME…] | save FOLDER LOOK WIDTH | export FOLDER\n");
      return 2;
    }
  for (guint i = 0; i < n_chart_samples; i++)
    save_one (&chart_samples[i], argv[2], argv[3], atoi (argv[4]));
  return 0;
}
