/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings over the groups of a long list. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-group-heading.h"

typedef struct
{
  CrmQueryModel *model;
  CrmGroupTitle title;
  gpointer owner;
} Headings;

static void
headings_free (gpointer data, GClosure *closure)
{
  Headings *self = data;

  g_object_unref (self->model);
  g_free (self);
}

static void
show_heading (Headings *self, GtkListHeader *header)
{
  GtkWidget *box = gtk_list_header_get_child (header);
  CrmRow *row = gtk_list_header_get_item (header);
  guint n_rows = 0;
  const char *value = row != NULL ? crm_query_model_get_group (self->model, crm_row_get_position (row), &n_rows) : NULL;
  g_autofree char *title = n_rows > 0 ? self->title (self->owner, value) : g_strdup ("");
  g_autofree char *count = n_rows > 0 ? g_strdup_printf ("%'u", n_rows) : g_strdup ("");
  g_autofree char *name = g_strjoin (", ", title, count, NULL);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (box)), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
on_heading_setup (GtkSignalListItemFactory *factory, GtkListHeader *header, Headings *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "spacing", 9, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.f, "ellipsize", PANGO_ELLIPSIZE_END, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *count = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (box, "group-heading");
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (count, "dimmed");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_header_set_child (header, box);
}

/* A heading that stays says what is now under it: its row may be the same for another record. */
static void
on_heading_bind (GtkSignalListItemFactory *factory, GtkListHeader *header, Headings *self)
{
  g_object_set_data (G_OBJECT (header), "headings", self);
  show_heading (self, header);
}

static void
on_model_replaced (CrmQueryModel *model, GtkListHeader *header)
{
  Headings *self = g_object_get_data (G_OBJECT (header), "headings");

  if (self != NULL && gtk_list_header_get_item (header) != NULL)
    show_heading (self, header);
}

static void
on_heading_unbind (GtkSignalListItemFactory *factory, GtkListHeader *header, Headings *self)
{
  g_object_set_data (G_OBJECT (header), "headings", NULL);
}

static void
watch_model (GtkSignalListItemFactory *factory, GtkListHeader *header, Headings *self)
{
  g_signal_connect_object (self->model, "replaced", G_CALLBACK (on_model_replaced), header, G_CONNECT_AFTER);
}

GtkListItemFactory *
crm_group_heading_factory_new (CrmQueryModel *model, CrmGroupTitle title, gpointer owner)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Headings *self = g_new0 (Headings, 1);

  *self = (Headings){ g_object_ref (model), title, owner };
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_heading_setup), self, headings_free, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "setup", G_CALLBACK (watch_model), self);
  g_signal_connect (factory, "bind", G_CALLBACK (on_heading_bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_heading_unbind), self);
  return factory;
}
