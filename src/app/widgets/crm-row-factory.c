/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the widgets of a list of rows. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-row-factory.h"

#include "core/query/crm-row.h"

typedef struct
{
  GtkWidget *(*make) (void);
  CrmRowFill fill;
  gpointer data;
} RowFactory;

static void
row_factory_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static RowFactory *
get_factory (GtkListItem *item)
{
  return g_object_get_data (G_OBJECT (item), "row-factory");
}

static void
fill (GtkListItem *item)
{
  RowFactory *self = get_factory (item);

  self->fill (item, self->data);
}

static void
on_record (CrmRow *row, GParamSpec *spec, GtkListItem *item)
{
  fill (item);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, RowFactory *self)
{
  g_object_set_data (G_OBJECT (item), "row-factory", self);
  gtk_list_item_set_child (item, self->make ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_connect (gtk_list_item_get_item (item), "notify::record", G_CALLBACK (on_record), item);
  fill (item);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), on_record, item);
}

GtkListItemFactory *
crm_row_factory_new (GtkWidget *(*make) (void), CrmRowFill row_fill, gpointer data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  RowFactory *self = g_new0 (RowFactory, 1);

  *self = (RowFactory){ make, row_fill, data };
  g_signal_connect_data (factory, "setup", G_CALLBACK (on_setup), self, row_factory_free, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  return factory;
}
