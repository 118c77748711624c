/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to reach a customer or a person, as a list that is edited in place. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-contact-point-list.h"

#include "app/widgets/crm-contact-point-row.h"

#include <glib/gi18n-lib.h>

struct _CrmContactPointList
{
  GtkWidget parent_instance;

  /* owned by the widget tree */
  GtkListBox *list;
  CrmContactPointRow *new_row;

  /* owned */
  CrmContext *context;

  const CrmKind *owner_kind;
  CrmId owner;
};

G_DEFINE_FINAL_TYPE (CrmContactPointList, crm_contact_point_list, GTK_TYPE_WIDGET)

static void
update_visible (CrmContactPointList *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list), gtk_list_box_get_row_at_index (self->list, 0) != NULL);
}

static CrmContactPointRow *
get_row (CrmContactPointList *self, guint position)
{
  return (CrmContactPointRow *)gtk_list_box_get_row_at_index (self->list, (int)position);
}

static CrmContactPointRow *
insert_row (CrmContactPointList *self, guint position)
{
  GtkWidget *row = crm_contact_point_row_new (self->context, self->owner_kind, &self->owner);

  gtk_list_box_insert (self->list, row, (int)position);
  return CRM_CONTACT_POINT_ROW (row);
}

/* A record that was deleted, or came in elsewhere in the order, moves rows; the others stay where they are. */
static CrmContactPointRow *
find_row (CrmContactPointList *self, guint position, const CrmId *id)
{
  for (CrmContactPointRow *row = get_row (self, position); row != NULL; row = get_row (self, ++position))
    {
      CrmRecord *record = crm_contact_point_row_get_record (row);

      if (record != NULL && crm_id_equal (&record->id, id))
        return row;
    }
  return NULL;
}

static void
remove_rows_before (CrmContactPointList *self, guint position, CrmContactPointRow *end)
{
  CrmContactPointRow *row;

  while ((row = get_row (self, position)) != NULL && row != end && row != self->new_row)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
on_activated (CrmContactPointList *self, GtkListBoxRow *row)
{
  g_assert (CRM_IS_CONTACT_POINT_LIST (self));

  crm_contact_point_row_edit (CRM_CONTACT_POINT_ROW (row));
}

/* Saved, it comes back with its record; given up, it is gone. */
static void
on_new_ended (CrmContactPointList *self)
{
  CrmContactPointRow *row = g_steal_pointer (&self->new_row);

  g_assert (CRM_IS_CONTACT_POINT_LIST (self));

  if (row != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  update_visible (self);
}

static void
crm_contact_point_list_dispose (GObject *object)
{
  CrmContactPointList *self = CRM_CONTACT_POINT_LIST (object);

  self->new_row = NULL;
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->list)));
  g_clear_object (&self->context);

  G_OBJECT_CLASS (crm_contact_point_list_parent_class)->dispose (object);
}

static void
crm_contact_point_list_class_init (CrmContactPointListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_contact_point_list_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
crm_contact_point_list_init (CrmContactPointList *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Ways to Reach"), -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_activated), self);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
  update_visible (self);
}

void
crm_contact_point_list_set_context (CrmContactPointList *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_CONTACT_POINT_LIST (self) && CRM_IS_CONTEXT (context));

  g_set_object (&self->context, context);
}

void
crm_contact_point_list_set_points (CrmContactPointList *self, const CrmKind *owner_kind, const CrmId *owner, GPtrArray *points)
{
  g_return_if_fail (CRM_IS_CONTACT_POINT_LIST (self) && self->context != NULL && owner != NULL && points != NULL);

  if (!crm_id_equal (&self->owner, owner))
    {
      self->new_row = NULL;
      gtk_list_box_remove_all (self->list);
    }
  self->owner_kind = owner_kind;
  self->owner = *owner;
  for (guint i = 0; i < points->len; i++)
    {
      CrmRecord *record = g_ptr_array_index (points, i);
      CrmContactPointRow *row = find_row (self, i, &record->id);

      if (row != NULL)
        remove_rows_before (self, i, row);
      else
        row = insert_row (self, i);
      crm_contact_point_row_set_record (row, record);
    }
  remove_rows_before (self, points->len, NULL);
  update_visible (self);
}

void
crm_contact_point_list_add (CrmContactPointList *self)
{
  g_return_if_fail (CRM_IS_CONTACT_POINT_LIST (self) && self->owner_kind != NULL);

  if (self->new_row == NULL)
    {
      self->new_row = insert_row (self, G_MAXINT);
      g_signal_connect_object (self->new_row, "ended", G_CALLBACK (on_new_ended), self, G_CONNECT_SWAPPED);
      update_visible (self);
    }
  crm_contact_point_row_edit (self->new_row);
}
