/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scrolls sideways while something is dragged near an edge. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-edge-scroll.h"

/* How near to an edge a drag scrolls, and how far in a frame at most. */
#define EDGE  72
#define SPEED 18

typedef struct
{
  double speed;
  guint tick;
} EdgeScroll;

static EdgeScroll *
get_state (gpointer scroller)
{
  return g_object_get_data (G_OBJECT (scroller), "edge-scroll");
}

static gboolean
on_tick (GtkWidget *scroller, GdkFrameClock *clock, gpointer data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + get_state (scroller)->speed);
  return G_SOURCE_CONTINUE;
}

static void
set_speed (GtkWidget *scroller, double speed)
{
  EdgeScroll *self = get_state (scroller);

  self->speed = speed;
  if (speed != 0 && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (scroller, on_tick, NULL, NULL);
  else if (speed == 0 && self->tick != 0)
    {
      gtk_widget_remove_tick_callback (scroller, self->tick);
      self->tick = 0;
    }
}

static void
on_motion (GtkDropControllerMotion *motion, double x, double y, GtkWidget *scroller)
{
  double width = gtk_widget_get_width (scroller);

  if (x < EDGE)
    set_speed (scroller, -SPEED * (EDGE - x) / EDGE);
  else if (x > width - EDGE)
    set_speed (scroller, SPEED * (x - width + EDGE) / EDGE);
  else
    set_speed (scroller, 0);
}

static void
on_leave (GtkDropControllerMotion *motion, GtkWidget *scroller)
{
  set_speed (scroller, 0);
}

void
crm_edge_scroll_attach (GtkScrolledWindow *scroller)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  g_object_set_data_full (G_OBJECT (scroller), "edge-scroll", g_new0 (EdgeScroll, 1), g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), scroller);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), scroller);
  gtk_widget_add_controller (GTK_WIDGET (scroller), motion);
}
