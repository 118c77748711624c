/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list in the preferences that people edit and put in order. */

#define G_LOG_DOMAIN "crm-app"

#include "app/settings/crm-order-list.h"

#include "app/settings/crm-order-row.h"
#include "core/base/crm-position.h"

/* Where an item stands, in which group. */
typedef struct
{
  char *position;
  int group;
} Place;

struct _CrmOrderList
{
  AdwBin parent_instance;

  /* owned by the widget tree */
  GtkListBox *list;
  GPtrArray *rows; /* of CrmOrderRow */

  /* owned */
  GArray *places; /* of Place, beside rows */
};

enum
{
  EDIT,
  REMOVE,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CrmOrderList, crm_order_list, ADW_TYPE_BIN)

static void
clear_place (gpointer place)
{
  g_free (((Place *)place)->position);
}

static const Place *
get_place (CrmOrderList *self, int index)
{
  return index >= 0 && index < (int)self->places->len ? &g_array_index (self->places, Place, index) : NULL;
}

static const char *
get_position (CrmOrderList *self, int index, int group)
{
  const Place *place = get_place (self, index);

  return place != NULL && place->group == group ? place->position : NULL;
}

/* Puts the row at @from where the row at @to stands. */
static void
move (CrmOrderList *self, int from, int to)
{
  const Place *source = get_place (self, from), *target = get_place (self, to);
  g_autofree char *position = NULL;

  if (source == NULL || target == NULL || from == to || source->group != target->group)
    return;
  position = to > from ? crm_position_between (target->position, get_position (self, to + 1, target->group))
                       : crm_position_between (get_position (self, to - 1, target->group), target->position);
  g_signal_emit (self, signals[MOVED], 0, crm_order_row_get_id (self->rows->pdata[from]), position);
}

static int
find_index (CrmOrderList *self, CrmOrderRow *row)
{
  guint index;

  return g_ptr_array_find (self->rows, row, &index) ? (int)index : -1;
}

static void
on_edit (CrmOrderList *self, CrmOrderRow *row)
{
  g_signal_emit (self, signals[EDIT], 0, crm_order_row_get_id (row));
}

static void
on_remove (CrmOrderList *self, CrmOrderRow *row)
{
  g_signal_emit (self, signals[REMOVE], 0, crm_order_row_get_id (row));
}

static void
on_move (CrmOrderList *self, int places, CrmOrderRow *row)
{
  int from = find_index (self, row);

  move (self, from, from + places);
}

static void
on_dropped (CrmOrderList *self, CrmOrderRow *dragged, CrmOrderRow *row)
{
  move (self, find_index (self, dragged), find_index (self, row));
}

static void
add_row (CrmOrderList *self)
{
  GtkWidget *row = crm_order_row_new ();

  g_signal_connect_object (row, "edit", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "move", G_CALLBACK (on_move), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "dropped", G_CALLBACK (on_dropped), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
  g_ptr_array_add (self->rows, row);
}

static CrmId
get_focused (CrmOrderList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == self->rows->pdata[i])
      return *crm_order_row_get_id (self->rows->pdata[i]);
  return (CrmId){ 0 };
}

static void
crm_order_list_finalize (GObject *object)
{
  CrmOrderList *self = CRM_ORDER_LIST (object);

  g_ptr_array_unref (self->rows);
  g_array_unref (self->places);

  G_OBJECT_CLASS (crm_order_list_parent_class)->finalize (object);
}

static void
crm_order_list_class_init (CrmOrderListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_order_list_finalize;

  signals[EDIT] = g_signal_new ("edit", CRM_TYPE_ORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REMOVE] = g_signal_new ("remove", CRM_TYPE_ORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[MOVED] = g_signal_new ("moved", CRM_TYPE_ORDER_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
}

static void
crm_order_list_init (CrmOrderList *self)
{
  self->rows = g_ptr_array_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, clear_place);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

void
crm_order_list_set_name (CrmOrderList *self, const char *name)
{
  g_return_if_fail (CRM_IS_ORDER_LIST (self) && name != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
crm_order_list_set_items (CrmOrderList *self, const CrmOrderItem *items, guint n_items)
{
  CrmId focused;

  g_return_if_fail (CRM_IS_ORDER_LIST (self));

  focused = get_focused (self);
  while (self->rows->len < n_items)
    add_row (self);
  while (self->rows->len > n_items)
    {
      gtk_list_box_remove (self->list, self->rows->pdata[self->rows->len - 1]);
      g_ptr_array_set_size (self->rows, (int)self->rows->len - 1);
    }
  g_array_set_size (self->places, 0);
  for (guint i = 0; i < n_items; i++)
    {
      Place place = { g_strdup (items[i].position), items[i].group };

      g_array_append_val (self->places, place);
      crm_order_row_set (self->rows->pdata[i], &items[i].id, items[i].title, items[i].subtitle);
      crm_order_row_set_movable (self->rows->pdata[i], items[i].position != NULL, i > 0 && items[i - 1].group == items[i].group,
                                 i + 1 < n_items && items[i + 1].group == items[i].group);
      if (crm_id_equal (&items[i].id, &focused))
        gtk_widget_grab_focus (self->rows->pdata[i]);
    }
}
