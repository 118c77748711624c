/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawing of a chart, with a child for each mark that can be pointed at. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-canvas.h"

#include "app/charts/crm-chart-mark.h"
#include "app/charts/crm-chart-paint.h"

#include <adwaita.h>

#define NATURAL_WIDTH 480
#define LEAST_WIDTH   200
#define ENDLESS       100000

struct _CrmChartCanvas
{
  GtkWidget parent_instance;

  /* owned */
  CrmChartData *data;
  CrmChartPlan *plan;  /* for the size below; NULL before it is known */
  GskRenderNode *node; /* the plan in today's colours; NULL when they changed */
  GPtrArray *marks;    /* of borrowed CrmChartMark, one for each known value */
  GPtrArray *placed;   /* of borrowed CrmChartMark, one for each spot of the plan, in its order */

  CrmChartMark *current; /* borrowed: where the keyboard was last */
  int width;
  int height;
};

enum
{
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmChartCanvas, crm_chart_canvas, GTK_TYPE_WIDGET)

static void
drop_plan (CrmChartCanvas *self)
{
  g_clear_pointer (&self->plan, crm_chart_plan_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_ptr_array_set_size (self->placed, 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
drop_node (CrmChartCanvas *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* ── drawing ──────────────────────────────────────────────────────────────────────────────── */

static void
get_colors (CrmChartColors *colors)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);
  GdkRGBA accent, standalone;

  adw_accent_color_to_rgba (adw_style_manager_get_accent_color (style), &accent);
  adw_accent_color_to_standalone_rgba (adw_style_manager_get_accent_color (style), dark, &standalone);
  crm_chart_colors_init (colors, dark, adw_style_manager_get_high_contrast (style), &accent, &standalone);
}

static void
crm_chart_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (widget);

  if (self->node == NULL && self->plan != NULL)
    {
      g_autoptr (GtkSnapshot) drawing = gtk_snapshot_new ();
      CrmChartColors colors;

      get_colors (&colors);
      crm_chart_paint_snapshot (self->plan, &colors, drawing);
      self->node = gtk_snapshot_free_to_node (g_steal_pointer (&drawing));
    }
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  for (guint i = 0; i < self->placed->len; i++)
    gtk_widget_snapshot_child (widget, self->placed->pdata[i], snapshot);
}

/* ── layout ───────────────────────────────────────────────────────────────────────────────── */

static CrmChartMark *
find_mark (CrmChartCanvas *self, const CrmChartSpot *spot)
{
  for (guint i = 0; i < self->marks->len; i++)
    {
      CrmChartMark *mark = self->marks->pdata[i];

      if (crm_chart_mark_get_series (mark) == spot->series && crm_chart_mark_get_category (mark) == spot->category)
        return mark;
    }
  return NULL;
}

static void
place_mark (CrmChartCanvas *self, const CrmChartSpot *spot)
{
  CrmChartMark *mark = find_mark (self, spot);
  GtkWidget *widget = GTK_WIDGET (mark);
  int x = (int)floorf (spot->area.origin.x), y = (int)floorf (spot->area.origin.y);
  int width = (int)ceilf (spot->area.origin.x + spot->area.size.width) - x, height = (int)ceilf (spot->area.origin.y + spot->area.size.height) - y;

  g_ptr_array_add (self->placed, mark);
  gtk_widget_set_child_visible (widget, TRUE);
  /* GTK wants to be asked before it is told, even where the answer is nothing. */
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (widget, &(GtkAllocation){ x, y, MAX (width, 1), MAX (height, 1) }, -1);
  crm_chart_mark_set_outline (mark, spot->outline, (float)x, (float)y);
}

static void
crm_chart_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (widget);
  const CrmChartSpot *spots;
  guint n;

  if (self->data == NULL)
    return;
  if (self->plan == NULL || width != self->width || height != self->height)
    {
      g_clear_pointer (&self->plan, crm_chart_plan_free);
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->plan = crm_chart_plan_new (self->data, gtk_widget_get_pango_context (widget), width, height, FALSE);
      self->width = width;
      self->height = height;
    }
  g_ptr_array_set_size (self->placed, 0);
  spots = crm_chart_plan_get_spots (self->plan, &n);
  for (guint i = 0; i < n; i++)
    place_mark (self, &spots[i]);
  /* Only what has no place is hidden: a mark hidden and shown again would lose the keyboard's focus. */
  for (guint i = 0; i < self->marks->len; i++)
    if (!g_ptr_array_find (self->placed, self->marks->pdata[i], NULL))
      gtk_widget_set_child_visible (self->marks->pdata[i], FALSE);
}

static void
crm_chart_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  *minimum = *natural = 0;
  /* The wider, the lower: the least height of all is that of a width without end. */
  if (self->data != NULL)
    *minimum = *natural = (int)crm_chart_plan_measure (self->data, gtk_widget_get_pango_context (widget), for_size > 0 ? for_size : ENDLESS, FALSE);
}

static GtkSizeRequestMode
crm_chart_canvas_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
grab (CrmChartCanvas *self, guint place)
{
  if (place >= self->placed->len)
    return FALSE;
  self->current = self->placed->pdata[place];
  return gtk_widget_grab_focus (GTK_WIDGET (self->current));
}

/* Back to where the keyboard was, as when a menu closes. */
static gboolean
crm_chart_canvas_grab_focus (GtkWidget *widget)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (widget);
  guint place = 0;

  if (self->current == NULL || !g_ptr_array_find (self->placed, self->current, &place))
    place = 0;
  return grab (self, place);
}

static gboolean
crm_chart_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (widget);
  GtkWidget *focused = gtk_widget_get_focus_child (widget);
  guint place;

  if (focused == NULL)
    return crm_chart_canvas_grab_focus (widget);
  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return FALSE;
  /* At the edge the arrow stays: it would leap to whatever happens to lie there. */
  if (!g_ptr_array_find (self->placed, focused, &place))
    return TRUE;
  return grab (self, crm_chart_plan_step (self->plan, place, direction)) || TRUE;
}

static gboolean
on_first (GtkWidget *widget, GVariant *parameters, gpointer data)
{
  return grab (CRM_CHART_CANVAS (widget), 0);
}

static gboolean
on_last (GtkWidget *widget, GVariant *parameters, gpointer data)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (widget);

  return self->placed->len > 0 && grab (self, self->placed->len - 1);
}

/* ── marks ────────────────────────────────────────────────────────────────────────────────── */

static void
on_activated (CrmChartMark *mark, CrmChartCanvas *self)
{
  g_assert (CRM_IS_CHART_CANVAS (self));

  self->current = mark;
  g_signal_emit (self, signals[ACTIVATE], 0, crm_chart_mark_get_series (mark), crm_chart_mark_get_category (mark));
}

static void
remove_marks (CrmChartCanvas *self)
{
  self->current = NULL;
  g_ptr_array_set_size (self->placed, 0);
  for (guint i = 0; i < self->marks->len; i++)
    gtk_widget_unparent (self->marks->pdata[i]);
  g_ptr_array_set_size (self->marks, 0);
}

/* In the order in which a table would be read, which is the order assistive technology finds them in. */
static void
add_marks (CrmChartCanvas *self, gboolean activatable)
{
  gboolean matrix = crm_chart_data_get_form (self->data) == CRM_CHART_MATRIX;
  guint n_series = crm_chart_data_get_n_series (self->data), n_categories = crm_chart_data_get_n_categories (self->data);

  for (guint outer = 0; outer < (matrix ? n_series : n_categories); outer++)
    for (guint inner = 0; inner < (matrix ? n_categories : n_series); inner++)
      {
        guint series = matrix ? outer : inner, category = matrix ? inner : outer;
        GtkWidget *mark;

        if (!crm_chart_data_has_mark (self->data, series, category))
          continue;
        mark = crm_chart_mark_new (self->data, series, category, activatable);
        gtk_widget_set_child_visible (mark, FALSE);
        g_signal_connect (mark, "activated", G_CALLBACK (on_activated), self);
        gtk_widget_set_parent (mark, GTK_WIDGET (self));
        g_ptr_array_add (self->marks, mark);
      }
}

void
crm_chart_canvas_set_data (CrmChartCanvas *self, CrmChartData *data, gboolean activatable)
{
  CrmChartMark *focused;
  CrmChartSpot spot = { 0 };
  gboolean had_focus;

  g_return_if_fail (CRM_IS_CHART_CANVAS (self));

  focused = CRM_CHART_MARK (gtk_widget_get_focus_child (GTK_WIDGET (self)));
  had_focus = focused != NULL;
  if (had_focus)
    spot = (CrmChartSpot){ .series = crm_chart_mark_get_series (focused), .category = crm_chart_mark_get_category (focused) };
  remove_marks (self);
  g_clear_pointer (&self->data, crm_chart_data_unref);
  if (data != NULL)
    {
      self->data = crm_chart_data_ref (data);
      add_marks (self, activatable);
    }
  drop_plan (self);
  /* The keyboard stays where it was while figures change under it. */
  if (had_focus && data != NULL && (self->current = find_mark (self, &spot)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->current));
}

/* ── what changes the look ────────────────────────────────────────────────────────────────── */

static void
crm_chart_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (crm_chart_canvas_parent_class)->css_changed (widget, change);
  drop_plan (CRM_CHART_CANVAS (widget));
}

static void
crm_chart_canvas_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (crm_chart_canvas_parent_class)->system_setting_changed (widget, setting);
  drop_plan (CRM_CHART_CANVAS (widget));
}

static void
crm_chart_canvas_direction_changed (GtkWidget *widget, GtkTextDirection before)
{
  GTK_WIDGET_CLASS (crm_chart_canvas_parent_class)->direction_changed (widget, before);
  drop_plan (CRM_CHART_CANVAS (widget));
}

static void
crm_chart_canvas_dispose (GObject *object)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (object);

  remove_marks (self);
  g_clear_pointer (&self->plan, crm_chart_plan_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);

  G_OBJECT_CLASS (crm_chart_canvas_parent_class)->dispose (object);
}

static void
crm_chart_canvas_finalize (GObject *object)
{
  CrmChartCanvas *self = CRM_CHART_CANVAS (object);

  g_clear_pointer (&self->data, crm_chart_data_unref);
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->placed);

  G_OBJECT_CLASS (crm_chart_canvas_parent_class)->finalize (object);
}

static void
crm_chart_canvas_class_init (CrmChartCanvasClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_chart_canvas_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_chart_canvas_finalize;
  widget_class->snapshot = crm_chart_canvas_snapshot;
  widget_class->measure = crm_chart_canvas_measure;
  widget_class->get_request_mode = crm_chart_canvas_get_request_mode;
  widget_class->size_allocate = crm_chart_canvas_size_allocate;
  widget_class->focus = crm_chart_canvas_focus;
  widget_class->grab_focus = crm_chart_canvas_grab_focus;
  widget_class->css_changed = crm_chart_canvas_css_changed;
  widget_class->system_setting_changed = crm_chart_canvas_system_setting_changed;
  widget_class->direction_changed = crm_chart_canvas_direction_changed;

  signals[ACTIVATE] = g_signal_new ("activate", CRM_TYPE_CHART_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, on_first, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, on_last, NULL);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
crm_chart_canvas_init (CrmChartCanvas *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->marks = g_ptr_array_new ();
  self->placed = g_ptr_array_new ();
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (drop_node), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (drop_node), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::accent-color", G_CALLBACK (drop_node), self, G_CONNECT_SWAPPED);
}
