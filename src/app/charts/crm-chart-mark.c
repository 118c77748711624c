/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One value of a chart, as something to point at, walk to and read. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-mark.h"

#define LIT 0.14f /* how much of the text's colour lies over the mark under the pointer */

struct _CrmChartMark
{
  GtkWidget parent_instance;

  /* owned */
  CrmChartData *data;
  GskPath *outline;

  graphene_point_t origin; /* of this widget in the chart */
  guint series;
  guint category;
  gboolean activatable;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmChartMark, crm_chart_mark, GTK_TYPE_WIDGET)

static void
activate_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACTIVATED], 0);
}

static void
on_released (GtkGestureClick *click, int n_press, double x, double y, CrmChartMark *self)
{
  g_assert (CRM_IS_CHART_MARK (self));

  if (!gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->activatable)
    g_signal_emit (self, signals[ACTIVATED], 0);
}

static gboolean
crm_chart_mark_contains (GtkWidget *widget, double x, double y)
{
  CrmChartMark *self = CRM_CHART_MARK (widget);

  return self->outline != NULL
         && gsk_path_in_fill (self->outline, &GRAPHENE_POINT_INIT ((float)x + self->origin.x, (float)y + self->origin.y), GSK_FILL_RULE_WINDING);
}

static gboolean
crm_chart_mark_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CrmChartMark *self = CRM_CHART_MARK (widget);
  g_autofree char *text = crm_chart_data_dup_sentence (self->data, self->series, self->category);

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
crm_chart_mark_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmChartMark *self = CRM_CHART_MARK (widget);
  GdkRGBA color;

  if (self->outline == NULL || (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) == 0)
    return;
  gtk_widget_get_color (widget, &color);
  color.alpha *= LIT;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-self->origin.x, -self->origin.y));
  gtk_snapshot_append_fill (snapshot, self->outline, GSK_FILL_RULE_WINDING, &color);
  gtk_snapshot_restore (snapshot);
}

static void
crm_chart_mark_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (crm_chart_mark_parent_class)->state_flags_changed (widget, before);

  if (((gtk_widget_get_state_flags (widget) ^ before) & GTK_STATE_FLAG_PRELIGHT) != 0)
    gtk_widget_queue_draw (widget);
}

static void
crm_chart_mark_finalize (GObject *object)
{
  CrmChartMark *self = CRM_CHART_MARK (object);

  g_clear_pointer (&self->data, crm_chart_data_unref);
  g_clear_pointer (&self->outline, gsk_path_unref);

  G_OBJECT_CLASS (crm_chart_mark_parent_class)->finalize (object);
}

static void
crm_chart_mark_class_init (CrmChartMarkClass *klass)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space, GDK_KEY_KP_Space };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = crm_chart_mark_finalize;
  widget_class->contains = crm_chart_mark_contains;
  widget_class->query_tooltip = crm_chart_mark_query_tooltip;
  widget_class->snapshot = crm_chart_mark_snapshot;
  widget_class->state_flags_changed = crm_chart_mark_state_flags_changed;

  signals[ACTIVATED] = g_signal_new ("activated", CRM_TYPE_CHART_MARK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "mark.activate", NULL, activate_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i], 0, "mark.activate", NULL);
  gtk_widget_class_set_css_name (widget_class, "chart-mark");
}

static void
crm_chart_mark_init (CrmChartMark *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "released", G_CALLBACK (on_released), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
crm_chart_mark_new (CrmChartData *data, guint series, guint category, gboolean activatable)
{
  CrmChartMark *self;
  g_autofree char *sentence = NULL;

  g_return_val_if_fail (data != NULL, NULL);

  self = g_object_new (CRM_TYPE_CHART_MARK, "accessible-role", activatable ? GTK_ACCESSIBLE_ROLE_BUTTON : GTK_ACCESSIBLE_ROLE_IMG, NULL);
  self->data = crm_chart_data_ref (data);
  self->series = series;
  self->category = category;
  self->activatable = activatable;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mark.activate", activatable);
  if (activatable)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  sentence = crm_chart_data_dup_sentence (data, series, category);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  return GTK_WIDGET (self);
}

guint
crm_chart_mark_get_series (CrmChartMark *self)
{
  g_return_val_if_fail (CRM_IS_CHART_MARK (self), 0);

  return self->series;
}

guint
crm_chart_mark_get_category (CrmChartMark *self)
{
  g_return_val_if_fail (CRM_IS_CHART_MARK (self), 0);

  return self->category;
}

void
crm_chart_mark_set_outline (CrmChartMark *self, GskPath *outline, float x, float y)
{
  g_return_if_fail (CRM_IS_CHART_MARK (self) && outline != NULL);

  g_clear_pointer (&self->outline, gsk_path_unref);
  self->outline = gsk_path_ref (outline);
  self->origin = GRAPHENE_POINT_INIT (x, y);
}
