/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has no room for its text tells it when pointed at. */

#include "app/widgets/crm-cut-text.h"
#include "app/widgets/crm-text-cell.h"

#include <adwaita.h>
#include <locale.h>

#define LONG_TEXT "Alpenblick Gastronomieausstattung GmbH & Co. KG"

typedef struct
{
  GtkWidget *window;
  GtkWidget *label;
  GtkWidget *cell;
  GtkWidget *button;
} Shown;

static void
shown_init (Shown *shown, int width, const char *text)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *shown = (Shown){ gtk_window_new (), gtk_label_new (text), crm_text_cell_new (0), gtk_button_new () };
  gtk_label_set_ellipsize (GTK_LABEL (shown->label), PANGO_ELLIPSIZE_END);
  crm_text_cell_set_text (CRM_TEXT_CELL (shown->cell), text);
  gtk_button_set_child (GTK_BUTTON (shown->button), shown->label);
  gtk_box_append (GTK_BOX (box), shown->button);
  gtk_box_append (GTK_BOX (box), shown->cell);
  gtk_window_set_child (GTK_WINDOW (shown->window), box);
  gtk_window_set_default_size (GTK_WINDOW (shown->window), width, 100);
  crm_cut_text_tell (shown->window);
  gtk_window_present (GTK_WINDOW (shown->window));
  gtk_widget_grab_focus (shown->button);
  /* The cell knows when it is drawn. */
  while (gtk_widget_get_width (shown->cell) == 0 || !gtk_widget_get_mapped (shown->window))
    g_main_context_iteration (NULL, TRUE);
  GTK_WIDGET_GET_CLASS (shown->cell)->snapshot (shown->cell, snapshot);
}

static void
shown_clear (Shown *shown)
{
  gtk_window_destroy (GTK_WINDOW (shown->window));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static gboolean
has_tooltip_at (Shown *shown, GtkWidget *widget, gboolean keyboard)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  graphene_point_t point;
  gboolean shows = FALSE;

  g_assert_true (gtk_widget_compute_point (widget, shown->window, &GRAPHENE_POINT_INIT (3, (float)gtk_widget_get_height (widget) / 2), &point));
  g_signal_emit_by_name (shown->window, "query-tooltip", (int)point.x, (int)point.y, keyboard, tooltip, &shows);
  return shows;
}

static void
test_cut (void)
{
  g_auto (Shown) shown = { 0 };

  shown_init (&shown, 120, LONG_TEXT);
  g_assert_cmpstr (crm_cut_text_get (shown.label), ==, LONG_TEXT);
  g_assert_cmpstr (crm_cut_text_get (shown.cell), ==, LONG_TEXT);
  g_assert_true (has_tooltip_at (&shown, shown.label, FALSE));
  g_assert_true (has_tooltip_at (&shown, shown.cell, FALSE));
  /* Asked for with keys, of what has the focus. */
  g_assert_true (has_tooltip_at (&shown, shown.cell, TRUE));
}

static void
test_whole (void)
{
  g_auto (Shown) shown = { 0 };

  shown_init (&shown, 700, LONG_TEXT);
  g_assert_null (crm_cut_text_get (shown.label));
  g_assert_null (crm_cut_text_get (shown.cell));
  g_assert_false (has_tooltip_at (&shown, shown.label, FALSE));
  g_assert_false (has_tooltip_at (&shown, shown.cell, FALSE));
  g_assert_false (has_tooltip_at (&shown, shown.cell, TRUE));
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/cut-text/is-told", test_cut);
  g_test_add_func ("/app/cut-text/a-whole-text-has-no-tooltip", test_whole);
  return g_test_run ();
}
