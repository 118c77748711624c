/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a cell of a table puts its line, for letters that go from left to right and from right to left. */

#include "app/widgets/crm-text-cell.h"
#include "app/widgets/crm-text-direction.h"

#include <adwaita.h>
#include <locale.h>

#define WIDTH 400

typedef enum
{
  LEFT,
  RIGHT,
} Side;

static const struct
{
  GtkTextDirection direction;
  float xalign;
  const char *text;
  Side side;
} places[] = {
  { GTK_TEXT_DIR_LTR, 0, "Alpenblick AG", LEFT },
  { GTK_TEXT_DIR_LTR, 1, "12,800.00", RIGHT },
  { GTK_TEXT_DIR_LTR, 0, "شركة النخيل", LEFT },
  { GTK_TEXT_DIR_RTL, 0, "Alpenblick AG", RIGHT },
  { GTK_TEXT_DIR_RTL, 1, "12,800.00", LEFT },
  { GTK_TEXT_DIR_RTL, 0, "شركة النخيل", RIGHT },
};

static void
test_side (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      GtkWidget *window = gtk_window_new (), *cell = crm_text_cell_new (places[i].xalign);
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      graphene_rect_t drawn;

      gtk_widget_set_direction (cell, places[i].direction);
      gtk_widget_set_size_request (cell, WIDTH, -1);
      crm_text_cell_set_text (CRM_TEXT_CELL (cell), places[i].text);
      gtk_window_set_child (GTK_WINDOW (window), cell);
      gtk_window_present (GTK_WINDOW (window));
      while (gtk_widget_get_width (cell) == 0)
        g_main_context_iteration (NULL, TRUE);
      GTK_WIDGET_GET_CLASS (cell)->snapshot (cell, snapshot);
      node = gtk_snapshot_to_node (snapshot);
      g_assert_nonnull (node);
      gsk_render_node_get_bounds (node, &drawn);
      g_test_message ("“%s” from %g to %g of %d", places[i].text, (double)drawn.origin.x, (double)(drawn.origin.x + drawn.size.width), gtk_widget_get_width (cell));
      if (places[i].side == LEFT)
        g_assert_cmpfloat_with_epsilon (drawn.origin.x, 0, 4);
      else
        g_assert_cmpfloat_with_epsilon (drawn.origin.x + drawn.size.width, (float)gtk_widget_get_width (cell), 4);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* Only figures need to be told, and only there. */
static void
test_direction (void)
{
  static const struct
  {
    GtkTextDirection direction;
    const char *text, *shown;
  } texts[] = {
    { GTK_TEXT_DIR_RTL, "+44 20 7946 0958", "+44 20 7946 0958\u200E" },
    { GTK_TEXT_DIR_RTL, "(0755) 5555-0188", "(0755) 5555-0188\u200E" },
    { GTK_TEXT_DIR_RTL, "Alpenblick AG", "Alpenblick AG" },
    { GTK_TEXT_DIR_RTL, "شركة 24", "شركة 24" },
    { GTK_TEXT_DIR_RTL, "", "" },
    { GTK_TEXT_DIR_LTR, "+44 20 7946 0958", "+44 20 7946 0958" },
  };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *shown = NULL;

      gtk_widget_set_direction (widget, texts[i].direction);
      shown = crm_text_direction_dup_shown (widget, texts[i].text);
      g_assert_cmpstr (shown, ==, texts[i].shown);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/text-cell/stands-where-its-language-begins", test_side);
  g_test_add_func ("/app/text-direction/figures-are-read-from-the-left", test_direction);
  return g_test_run ();
}
