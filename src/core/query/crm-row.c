/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One place in a list, and the record that stands there once it is read. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-row.h"

struct _CrmRow
{
  GObject parent_instance;

  /* owned */
  CrmRecord *record;
  GPtrArray *values; /* of CrmRecord, or NULL */

  gint64 rowid;
  guint position;
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CrmRow, crm_row, G_TYPE_OBJECT)

static void
crm_row_finalize (GObject *object)
{
  CrmRow *self = CRM_ROW (object);

  g_clear_pointer (&self->record, crm_record_unref);
  g_clear_pointer (&self->values, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_row_parent_class)->finalize (object);
}

static void
crm_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  if (id == PROP_RECORD)
    g_value_set_boxed (value, CRM_ROW (object)->record);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_row_class_init (CrmRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = crm_row_finalize;
  object_class->get_property = crm_row_get_property;

  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, CRM_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
crm_row_init (CrmRow *self)
{
}

CrmRow *
crm_row_new (guint position, gint64 rowid)
{
  CrmRow *self = g_object_new (CRM_TYPE_ROW, NULL);

  self->position = position;
  self->rowid = rowid;
  return self;
}

CrmRecord *
crm_row_get_record (CrmRow *self)
{
  g_return_val_if_fail (CRM_IS_ROW (self), NULL);

  return self->record;
}

GPtrArray *
crm_row_get_values (CrmRow *self)
{
  g_return_val_if_fail (CRM_IS_ROW (self), NULL);

  return self->values;
}

gint64
crm_row_get_rowid (CrmRow *self)
{
  g_return_val_if_fail (CRM_IS_ROW (self), 0);

  return self->rowid;
}

guint
crm_row_get_position (CrmRow *self)
{
  g_return_val_if_fail (CRM_IS_ROW (self), 0);

  return self->position;
}

void
crm_row_set_place (CrmRow *self, guint position, gint64 rowid)
{
  g_return_if_fail (CRM_IS_ROW (self));

  self->position = position;
  self->rowid = rowid;
}

void
crm_row_set_record (CrmRow *self, CrmRecord *record, GPtrArray *values)
{
  g_return_if_fail (CRM_IS_ROW (self));

  if (self->record == record && self->values == values)
    return;
  if (record != NULL)
    crm_record_ref (record);
  g_clear_pointer (&self->record, crm_record_unref);
  self->record = record;
  if (values != NULL)
    g_ptr_array_ref (values);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  self->values = values;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}
