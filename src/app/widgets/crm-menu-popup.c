/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A context menu shown where it was asked for, gone when it is closed. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-menu-popup.h"

static gboolean
unparent_in_idle (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

/* Not at once: the action that was chosen runs after the popover has closed. */
static void
on_closed (GtkPopover *popover)
{
  g_assert (GTK_IS_POPOVER (popover));

  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_in_idle, g_object_ref (popover), g_object_unref);
}

/* GTK gives it to the first control of what the popover hangs on; an action that takes it elsewhere comes later. */
static void
give_focus_back (GtkPopover *popover, GtkWidget *before)
{
  GtkRoot *root = gtk_widget_get_root (before);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && gtk_widget_get_mapped (before) && (focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (popover))))
    gtk_widget_grab_focus (before);
}

static void
on_widget_destroyed (GtkWidget *popover)
{
  g_assert (GTK_IS_POPOVER (popover));

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

void
crm_popover_popup (GtkWidget *widget, GtkPopover *popover, const graphene_point_t *at)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GTK_IS_WIDGET (widget) && GTK_IS_POPOVER (popover));

  root = gtk_widget_get_root (widget);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gtk_widget_set_parent (GTK_WIDGET (popover), widget);
  if (at != NULL)
    {
      gtk_popover_set_pointing_to (popover, &(GdkRectangle){ (int)at->x, (int)at->y, 1, 1 });
      gtk_popover_set_has_arrow (popover, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (popover), GTK_ALIGN_START);
    }
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  if (focus != NULL)
    g_signal_connect_object (popover, "closed", G_CALLBACK (give_focus_back), focus, G_CONNECT_DEFAULT);
  g_signal_connect_object (widget, "destroy", G_CALLBACK (on_widget_destroyed), popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (popover);
}

void
crm_menu_popup (GtkWidget *widget, GMenuModel *menu, const graphene_point_t *at)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && G_IS_MENU_MODEL (menu));

  crm_popover_popup (widget, GTK_POPOVER (gtk_popover_menu_new_from_model (menu)), at);
}

static void
on_menu_wanted (GtkMenuButton *button, gpointer menu)
{
  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

void
crm_menu_popup_set_later (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button) && G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_create_popup_func (button, on_menu_wanted, g_object_ref (menu), g_object_unref);
}

static void
popup_at (GtkGesture *gesture, double x, double y, CrmMenuFunc func)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  g_autoptr (GMenuModel) menu = func (widget);

  if (menu == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  crm_menu_popup (widget, menu, &GRAPHENE_POINT_INIT ((float)x, (float)y));
}

static void
on_pressed (GtkGesture *gesture, int n, double x, double y, gpointer func)
{
  popup_at (gesture, x, y, (CrmMenuFunc)func);
}

static void
on_long_pressed (GtkGesture *gesture, double x, double y, gpointer func)
{
  popup_at (gesture, x, y, (CrmMenuFunc)func);
}

void
crm_menu_popup_attach (GtkWidget *widget, CrmMenuFunc func)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  g_return_if_fail (GTK_IS_WIDGET (widget) && func != NULL);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), (gpointer)func);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_long_pressed), (gpointer)func);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (press));
}

static gboolean
on_key (GtkWidget *widget, GVariant *args, gpointer func)
{
  g_autoptr (GMenuModel) menu = ((CrmMenuFunc)func) (widget);

  if (menu == NULL)
    return GDK_EVENT_PROPAGATE;
  crm_menu_popup (widget, menu, NULL);
  return GDK_EVENT_STOP;
}

static void
bind_key (GtkWidgetClass *widget_class, guint key, GdkModifierType modifiers, CrmMenuFunc func)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers), gtk_callback_action_new (on_key, (gpointer)func, NULL));

  gtk_widget_class_add_shortcut (widget_class, shortcut);
  g_object_unref (shortcut);
}

void
crm_menu_popup_class_bind_keys (GtkWidgetClass *widget_class, CrmMenuFunc func)
{
  g_return_if_fail (GTK_IS_WIDGET_CLASS (widget_class) && func != NULL);

  bind_key (widget_class, GDK_KEY_Menu, 0, func);
  bind_key (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, func);
}
