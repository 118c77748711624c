/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of what is selected in a list, and which of its rows has the keys. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-row-menu.h"

#include "app/widgets/crm-menu-popup.h"

#define KEY_INDENT 24 /* of a menu opened by a key */

typedef struct
{
  CrmRowMenuMake make;
  gpointer data;
} RowMenu;

static void
row_menu_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkSelectionModel *
get_selection (GtkWidget *list)
{
  return GTK_IS_COLUMN_VIEW (list) ? gtk_column_view_get_model (GTK_COLUMN_VIEW (list)) : gtk_list_view_get_model (GTK_LIST_VIEW (list));
}

static void
on_pressed (GtkGesture *gesture, int n, double x, double y, RowMenu *self)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *row = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  g_autoptr (GMenuModel) menu = NULL;

  while (row != NULL && g_strcmp0 (gtk_widget_get_css_name (row), "row") != 0)
    row = row != list ? gtk_widget_get_parent (row) : NULL;
  if (row == NULL || get_selection (list) == NULL)
    return;
  if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE); /* alone: neither added nor up to it */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  menu = self->make (self->data);
  crm_menu_popup (list, menu, &GRAPHENE_POINT_INIT ((float)x, (float)y));
}

void
crm_row_menu_attach (GtkWidget *list, CrmRowMenuMake make, gpointer data)
{
  GtkGesture *click;
  RowMenu *self;

  g_return_if_fail ((GTK_IS_COLUMN_VIEW (list) || GTK_IS_LIST_VIEW (list)) && make != NULL);

  click = gtk_gesture_click_new ();
  self = g_new0 (RowMenu, 1);
  *self = (RowMenu){ make, data };
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_data (click, "pressed", G_CALLBACK (on_pressed), self, row_menu_free, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
crm_row_menu_get_focused_row (GtkWidget *list)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_WIDGET (list), NULL);

  root = gtk_widget_get_root (list);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, list) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return NULL;
  return focus;
}

void
crm_row_menu_popup (GtkWidget *list, GtkWidget *row, GMenuModel *menu)
{
  graphene_point_t below;

  g_return_if_fail (GTK_IS_WIDGET (list) && GTK_IS_WIDGET (row) && G_IS_MENU_MODEL (menu));

  /* Not on the row of a table: it takes all its children for cells. */
  if (gtk_widget_compute_point (row, list, &GRAPHENE_POINT_INIT (KEY_INDENT, (float)gtk_widget_get_height (row)), &below))
    crm_menu_popup (list, menu, &below);
}
