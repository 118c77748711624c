/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A context menu shown where it was asked for, gone when it is closed. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * crm_menu_popup:
 * @widget: what the menu is about; its actions are the menu's
 * @menu: the menu
 * @at: (nullable): where the pointer is, in @widget; %NULL for the keyboard: below the widget
 */
void crm_menu_popup (GtkWidget *widget, GMenuModel *menu, const graphene_point_t *at);

/* The same for any popover, which it takes. */
void crm_popover_popup (GtkWidget *widget, GtkPopover *popover, const graphene_point_t *at);

/* Gives @button its @menu, whose rows are made when it is first opened: made with the window, they are work before anything is seen. */
void crm_menu_popup_set_later (GtkMenuButton *button, GMenuModel *menu);

/**
 * CrmMenuFunc:
 *
 * Returns: (transfer full) (nullable): the menu as it is now.
 */
typedef GMenuModel *(*CrmMenuFunc) (GtkWidget *widget);

/* Shows the menu of @widget on a secondary click and a long press; "menu.popup" does it for keys. */
void crm_menu_popup_attach (GtkWidget *widget, CrmMenuFunc func);

/* Adds Menu and Shift+F10 to a class whose instances have crm_menu_popup_attach() done to them. */
void crm_menu_popup_class_bind_keys (GtkWidgetClass *widget_class, CrmMenuFunc func);

G_END_DECLS
