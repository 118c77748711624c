/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a list that people put in order. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-order-row.h"

#include "app/widgets/crm-row-dragging.h"

struct _CrmOrderRow
{
  AdwActionRow parent_instance;

  /* template */
  GtkMenuButton *menu_button;
  GtkWidget *handle;

  CrmId id;
  gboolean movable;
};

enum
{
  EDIT,
  REMOVE,
  MOVE,
  DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmOrderRow, crm_order_row, ADW_TYPE_ACTION_ROW)

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[EDIT], 0);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

static void
up_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, -1);
}

static void
down_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVE], 0, 1);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (CRM_ORDER_ROW (widget)->menu_button);
}

static gboolean
may_move (GtkWidget *row)
{
  return CRM_ORDER_ROW (row)->movable;
}

static void
crm_order_row_class_init (CrmOrderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[EDIT] = g_signal_new ("edit", CRM_TYPE_ORDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", CRM_TYPE_ORDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", CRM_TYPE_ORDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[DROPPED] = g_signal_new ("dropped", CRM_TYPE_ORDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_ORDER_ROW);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmOrderRow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CrmOrderRow, handle);

  gtk_widget_class_install_action (widget_class, "order.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "order.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "order.up", NULL, up_action);
  gtk_widget_class_install_action (widget_class, "order.down", NULL, down_action);
  gtk_widget_class_install_action (widget_class, "order.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "order.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "order.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "order.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "order.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "order.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "order.down", NULL);
}

static void
crm_order_row_init (CrmOrderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_row_dragging_add (GTK_WIDGET (self), GTK_WIDGET (self), may_move);
}

GtkWidget *
crm_order_row_new (void)
{
  return g_object_new (CRM_TYPE_ORDER_ROW, NULL);
}

void
crm_order_row_set (CrmOrderRow *self, const CrmId *id, const char *title, const char *subtitle)
{
  g_return_if_fail (CRM_IS_ORDER_ROW (self) && id != NULL);

  self->id = *id;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : "", -1);
}

void
crm_order_row_set_movable (CrmOrderRow *self, gboolean movable, gboolean up, gboolean down)
{
  g_return_if_fail (CRM_IS_ORDER_ROW (self));

  self->movable = movable;
  gtk_widget_set_visible (self->handle, movable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.up", movable && up);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "order.down", movable && down);
}

const CrmId *
crm_order_row_get_id (CrmOrderRow *self)
{
  g_return_val_if_fail (CRM_IS_ORDER_ROW (self), NULL);

  return &self->id;
}
