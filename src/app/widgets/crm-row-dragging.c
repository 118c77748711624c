/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are put in order by dragging one onto another. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-row-dragging.h"

typedef struct
{
  GtkWidget *row; /* borrowed: it holds the controllers */
  GtkWidget *handle;
  CrmRowMayMove may_move;
} Dragging;

static void
dragging_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, Dragging *self)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  gboolean whole = self->handle == self->row;

  if (!self->may_move (self->row))
    return NULL;
  paintable = gtk_widget_paintable_new (self->row);
  gtk_drag_source_set_icon (source, paintable, whole ? (int)x : 0, whole ? (int)y : 0);
  return gdk_content_provider_new_typed (G_OBJECT_TYPE (self->row), self->row);
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, Dragging *self)
{
  GtkWidget *dragged = g_value_get_object (value);

  if (dragged == NULL || dragged == self->row || gtk_widget_get_parent (dragged) != gtk_widget_get_parent (self->row) || !self->may_move (self->row))
    return FALSE;
  g_signal_emit_by_name (self->row, "dropped", dragged);
  return TRUE;
}

void
crm_row_dragging_add (GtkWidget *row, GtkWidget *handle, CrmRowMayMove may_move)
{
  GtkDragSource *source;
  GtkDropTarget *target;
  Dragging *self;

  g_return_if_fail (GTK_IS_WIDGET (row) && GTK_IS_WIDGET (handle) && may_move != NULL);

  source = gtk_drag_source_new ();
  target = gtk_drop_target_new (G_OBJECT_TYPE (row), GDK_ACTION_MOVE);
  self = g_new0 (Dragging, 1);
  *self = (Dragging){ row, handle, may_move };
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_data (source, "prepare", G_CALLBACK (on_prepare), g_memdup2 (self, sizeof *self), dragging_free, G_CONNECT_DEFAULT);
  g_signal_connect_data (target, "drop", G_CALLBACK (on_drop), self, dragging_free, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}
