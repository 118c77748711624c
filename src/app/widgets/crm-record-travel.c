/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes from a record to the one before and the next. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/widgets/crm-record-travel.h"

#include "core/query/crm-row.h"

#include <glib/gi18n-lib.h>

struct _CrmRecordTravel
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *previous;
  GtkWidget *next;
  GtkLabel *place;

  /* owned */
  GListModel *list;
  CrmRow *awaited; /* the row gone to whose record is not read yet */

  guint position;
  gboolean narrow;
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmRecordTravel, crm_record_travel, GTK_TYPE_WIDGET)

static guint arrived_signal;

static guint
count (CrmRecordTravel *self)
{
  return self->list != NULL ? g_list_model_get_n_items (self->list) : 0;
}

static void
update (CrmRecordTravel *self)
{
  guint n = count (self);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
  if (n <= 1)
    return;
  /* Translators: the place in a list: "3 of 27". */
  text = g_strdup_printf (_ ("%1$u of %2$u"), MIN (self->position, n - 1) + 1, n);
  gtk_label_set_label (self->place, text);
  gtk_widget_set_sensitive (self->previous, self->position > 0);
  gtk_widget_set_sensitive (self->next, self->position + 1 < n);
}

static void
on_items_changed (CrmRecordTravel *self, guint position, guint removed, guint added)
{
  g_assert (CRM_IS_RECORD_TRAVEL (self));

  if (self->position >= position + removed && removed != added)
    self->position = self->position + added >= removed ? self->position + added - removed : 0;
  update (self);
}

/* ── going ────────────────────────────────────────────────────────────────────────────────── */

static void await_row (CrmRecordTravel *self, CrmRow *row);

static void
on_awaited_record (CrmRecordTravel *self)
{
  CrmRecord *record = crm_row_get_record (self->awaited);

  g_assert (CRM_IS_RECORD_TRAVEL (self));

  if (record == NULL)
    return;
  g_signal_emit (self, arrived_signal, 0, &record->id);
  await_row (self, NULL);
}

/* A list reads what is looked at: a row far from there has its record a moment later. */
static void
await_row (CrmRecordTravel *self, CrmRow *row)
{
  if (self->awaited != NULL)
    g_signal_handlers_disconnect_by_func (self->awaited, on_awaited_record, self);
  g_set_object (&self->awaited, row);
  if (row == NULL)
    return;
  g_signal_connect_object (row, "notify::record", G_CALLBACK (on_awaited_record), self, G_CONNECT_SWAPPED);
  if (crm_row_get_record (row) != NULL)
    on_awaited_record (self);
}

void
crm_record_travel_go (CrmRecordTravel *self, int step)
{
  g_autoptr (CrmRow) row = NULL;
  guint n;

  g_return_if_fail (CRM_IS_RECORD_TRAVEL (self));

  n = count (self);
  if (n == 0 || (step < 0 && self->position == 0) || (step > 0 && self->position + 1 >= n))
    return;
  self->position += (guint)step;
  update (self);
  row = g_list_model_get_item (self->list, self->position);
  if (row != NULL)
    await_row (self, row);
}

static void
on_previous (CrmRecordTravel *self)
{
  g_assert (CRM_IS_RECORD_TRAVEL (self));

  crm_record_travel_go (self, -1);
}

static void
on_next (CrmRecordTravel *self)
{
  g_assert (CRM_IS_RECORD_TRAVEL (self));

  crm_record_travel_go (self, 1);
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_record_travel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_NARROW)
    g_value_set_boolean (value, CRM_RECORD_TRAVEL (object)->narrow);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_record_travel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CrmRecordTravel *self = CRM_RECORD_TRAVEL (object);

  if (id != PROP_NARROW)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->narrow == g_value_get_boolean (value))
    return;
  self->narrow = g_value_get_boolean (value);
  gtk_widget_set_visible (GTK_WIDGET (self->place), !self->narrow);
  g_object_notify_by_pspec (object, pspec);
}

static void
crm_record_travel_dispose (GObject *object)
{
  CrmRecordTravel *self = CRM_RECORD_TRAVEL (object);

  await_row (self, NULL);
  g_clear_object (&self->list);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_RECORD_TRAVEL);

  G_OBJECT_CLASS (crm_record_travel_parent_class)->dispose (object);
}

static void
crm_record_travel_class_init (CrmRecordTravelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = crm_record_travel_get_property;
  G_OBJECT_CLASS (klass)->set_property = crm_record_travel_set_property;
  G_OBJECT_CLASS (klass)->dispose = crm_record_travel_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  arrived_signal = g_signal_new ("arrived", CRM_TYPE_RECORD_TRAVEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/widgets/crm-record-travel.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRecordTravel, previous);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordTravel, next);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordTravel, place);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
}

static void
crm_record_travel_init (CrmRecordTravel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_record_travel_set_list (CrmRecordTravel *self, GListModel *list, guint position)
{
  g_return_if_fail (CRM_IS_RECORD_TRAVEL (self));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, on_items_changed, self);
  g_set_object (&self->list, list);
  self->position = position;
  if (list != NULL)
    g_signal_connect_object (list, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  update (self);
}
