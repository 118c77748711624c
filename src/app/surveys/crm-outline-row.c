/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the outline of a survey: the survey itself, a page, or a question. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-outline-row.h"

struct _CrmOutlineRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *detail;
  GtkImage *icon;
  GtkWidget *warning;

  CrmOutlineLevel level;
  CrmId id;
  gboolean movable;
};

enum
{
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmOutlineRow, crm_outline_row, GTK_TYPE_LIST_BOX_ROW)

/* ── dragging ─────────────────────────────────────────────────────────────────────────────── */

static GdkContentProvider *
on_prepare (CrmOutlineRow *self, double x, double y, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) paintable = NULL;

  g_assert (CRM_IS_OUTLINE_ROW (self));

  if (!self->movable)
    return NULL;
  paintable = gtk_widget_paintable_new (GTK_WIDGET (self));
  gtk_drag_source_set_icon (source, paintable, (int)x, (int)y);
  return gdk_content_provider_new_typed (CRM_TYPE_OUTLINE_ROW, self);
}

static gboolean
is_below (CrmOutlineRow *self, double y)
{
  return y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
}

static void
show_place (CrmOutlineRow *self, const char *css_class)
{
  static const char *const places[] = { "drop-above", "drop-below" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_strcmp0 (css_class, places[i]) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self), places[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), places[i]);
}

static GdkDragAction
on_motion (CrmOutlineRow *self, double x, double y)
{
  g_assert (CRM_IS_OUTLINE_ROW (self));

  if (self->level == CRM_OUTLINE_SURVEY)
    return 0;
  show_place (self, is_below (self, y) ? "drop-below" : "drop-above");
  return GDK_ACTION_MOVE;
}

static void
on_leave (CrmOutlineRow *self)
{
  g_assert (CRM_IS_OUTLINE_ROW (self));

  show_place (self, NULL);
}

static gboolean
on_drop (CrmOutlineRow *self, const GValue *value, double x, double y)
{
  CrmOutlineRow *dragged = g_value_get_object (value);

  g_assert (CRM_IS_OUTLINE_ROW (self));

  show_place (self, NULL);
  if (dragged == NULL || dragged == self || self->level == CRM_OUTLINE_SURVEY)
    return FALSE;
  g_signal_emit (self, signals[DROPPED], 0, dragged, is_below (self, y));
  return TRUE;
}

static void
add_dragging (CrmOutlineRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (CRM_TYPE_OUTLINE_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (on_prepare), self);
  g_signal_connect_swapped (target, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_outline_row_dispose (GObject *object)
{
  /* The row lets go of its child itself, and would do so twice. */
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_OUTLINE_ROW);

  G_OBJECT_CLASS (crm_outline_row_parent_class)->dispose (object);
}

static void
crm_outline_row_class_init (CrmOutlineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_outline_row_dispose;

  signals[DROPPED] = g_signal_new ("dropped", CRM_TYPE_OUTLINE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, CRM_TYPE_OUTLINE_ROW, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/surveys/crm-outline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmOutlineRow, number);
  gtk_widget_class_bind_template_child (widget_class, CrmOutlineRow, title);
  gtk_widget_class_bind_template_child (widget_class, CrmOutlineRow, detail);
  gtk_widget_class_bind_template_child (widget_class, CrmOutlineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmOutlineRow, warning);
}

static void
crm_outline_row_init (CrmOutlineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_dragging (self);
}

GtkWidget *
crm_outline_row_new (void)
{
  return g_object_new (CRM_TYPE_OUTLINE_ROW, NULL);
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
crm_outline_row_set_item (CrmOutlineRow *self, const CrmOutlineItem *item)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CRM_IS_OUTLINE_ROW (self) && item != NULL && item->title != NULL);

  self->level = item->level;
  self->id = item->id;
  self->movable = item->movable;
  gtk_label_set_label (self->number, item->number != NULL ? item->number : "");
  gtk_widget_set_visible (GTK_WIDGET (self->number), item->number != NULL);
  gtk_label_set_label (self->title, item->title);
  gtk_label_set_lines (self->title, item->level == CRM_OUTLINE_QUESTION ? 2 : 1);
  gtk_label_set_label (self->detail, item->detail != NULL ? item->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), item->detail != NULL && *item->detail != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->icon), item->level == CRM_OUTLINE_SURVEY);
  gtk_widget_set_visible (self->warning, item->warning != NULL);
  gtk_widget_set_tooltip_text (self->warning, item->warning);
  set_class (GTK_WIDGET (self->title), "dimmed", item->untitled);
  set_class (GTK_WIDGET (self), "outline-page", item->level == CRM_OUTLINE_PAGE);
  name = g_strjoin (item->number != NULL ? ". " : "", item->number != NULL ? item->number : "", item->title, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  item->warning != NULL ? item->warning : item->detail != NULL ? item->detail
                                                                                               : "",
                                  -1);
}

CrmOutlineLevel
crm_outline_row_get_level (CrmOutlineRow *self)
{
  g_return_val_if_fail (CRM_IS_OUTLINE_ROW (self), CRM_OUTLINE_SURVEY);

  return self->level;
}

const CrmId *
crm_outline_row_get_id (CrmOutlineRow *self)
{
  g_return_val_if_fail (CRM_IS_OUTLINE_ROW (self), NULL);

  return &self->id;
}
