/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the items of menus the names that GTK before 4.20 keeps from assistive technology. */

#include "config.h"

#include "app/widgets/crm-menu-names.h"

static char *
dup_without_mnemonic (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    if (*c != '_' || *++c == '_')
      g_string_append_c (plain, *c);
    else if (*c != '\0')
      g_string_append_c (plain, *c);
    else
      break;
  return g_string_free_and_steal (plain);
}

/* GTK's class for menu items is its own; its property is what interface files set. */
static void
name_item (GtkWidget *item)
{
  g_autofree char *text = NULL, *name = NULL;

  g_object_get (item, "text", &text, NULL);
  if (text == NULL)
    return;
  name = dup_without_mnemonic (text);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* by a label that is said not to be there */
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_items (GtkWidget *widget)
{
  if (g_strcmp0 (gtk_widget_get_css_name (widget), "modelbutton") == 0 && g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text") != NULL)
    name_item (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static gboolean
on_map (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (GTK_IS_POPOVER_MENU (widget))
    name_items (widget);
  return TRUE;
}

void
crm_menu_names_install (void)
{
  static gpointer widget_class; /* held, as its signal is */

  if (widget_class != NULL)
    return;
  widget_class = g_type_class_ref (GTK_TYPE_WIDGET);
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_map, NULL, NULL);
}
