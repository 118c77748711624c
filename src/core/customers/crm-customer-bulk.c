/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many customers changed at once. */

#define G_LOG_DOMAIN "crm-customers"

#include "core/customers/crm-customer-bulk.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"

typedef struct
{
  CrmCustomField *field;
  CrmValue value;
} CustomAssignment;

static void
custom_assignment_clear (gpointer data)
{
  CustomAssignment *assignment = data;

  crm_custom_field_unref (assignment->field);
  crm_value_clear (&assignment->value);
}

CrmCustomerBulk *
crm_customer_bulk_new (void)
{
  CrmCustomerBulk *self = g_new0 (CrmCustomerBulk, 1);

  self->assignments = crm_assignments_new ();
  self->custom = g_array_new (FALSE, FALSE, sizeof (CustomAssignment));
  g_array_set_clear_func (self->custom, custom_assignment_clear);
  self->add_tags = g_array_new (FALSE, FALSE, sizeof (CrmId));
  self->remove_tags = g_array_new (FALSE, FALSE, sizeof (CrmId));
  return self;
}

void
crm_customer_bulk_free (CrmCustomerBulk *self)
{
  g_array_unref (self->assignments);
  g_array_unref (self->custom);
  g_array_unref (self->add_tags);
  g_array_unref (self->remove_tags);
  g_free (self);
}

void
crm_customer_bulk_set_custom (CrmCustomerBulk *self, CrmCustomField *field, CrmValue value)
{
  CustomAssignment assignment;

  g_return_if_fail (self != NULL && field != NULL);

  assignment = (CustomAssignment){ crm_custom_field_ref (field), value };
  g_array_append_val (self->custom, assignment);
}

gboolean
crm_customer_bulk_is_empty (const CrmCustomerBulk *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->assignments->len + self->custom->len + self->add_tags->len + self->remove_tags->len == 0;
}

static gboolean
differs (const CrmRecord *customer, const GArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const CrmAssignment *assignment = &g_array_index (assignments, CrmAssignment, i);

      if (!crm_value_equal (&customer->values[assignment->field], &assignment->value))
        return TRUE;
    }
  return FALSE;
}

static gboolean
set_custom_values (CrmConnection *connection, CrmEdit *edit, const CrmRecord *customer, const GArray *custom, GError **error)
{
  g_autoptr (GPtrArray) values = custom->len > 0 ? crm_custom_values_read (connection, &customer->id, error) : NULL;

  for (guint i = 0; values != NULL && i < custom->len; i++)
    {
      const CustomAssignment *assignment = &g_array_index (custom, CustomAssignment, i);
      CrmRecord *before = crm_custom_field_find_value (assignment->field, values);

      if (!crm_value_equal (crm_custom_field_get_value (assignment->field, before), &assignment->value))
        crm_custom_field_set_value (assignment->field, edit, &customer->id, before, crm_value_copy (&assignment->value));
    }
  return custom->len == 0 || values != NULL;
}

/* Two devices make the same tagging, so there may be one already, also a deleted one. */
static gboolean
set_tag (CrmConnection *connection, CrmEdit *edit, const CrmRecord *customer, const CrmId *tag, gboolean wanted, GError **error)
{
  CrmId id = crm_tagging_make_id (&customer->id, tag);
  GError *local_error = NULL;
  g_autoptr (CrmRecord) tagging = crm_connection_read_record (connection, &crm_kind_tagging, &id, &local_error);
  CrmChange *change;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (wanted && tagging == NULL)
    {
      change = crm_edit_create (edit, &crm_kind_tagging, &id);
      crm_change_set_id (change, CRM_TAGGING_CUSTOMER, &customer->id);
      crm_change_set_id (change, CRM_TAGGING_TAG, tag);
    }
  else if (wanted && tagging->deleted)
    crm_edit_restore (edit, &crm_kind_tagging, &id);
  else if (!wanted && tagging != NULL && !tagging->deleted)
    crm_edit_delete (edit, &crm_kind_tagging, &id);
  return TRUE;
}

static gboolean
add_changes (CrmConnection *connection, CrmEdit *edit, const CrmRecord *customer, gpointer data, GError **error)
{
  const CrmCustomerBulk *self = data;

  if (differs (customer, self->assignments))
    crm_change_assign (crm_edit_update_record (edit, customer), self->assignments);
  if (!set_custom_values (connection, edit, customer, self->custom, error))
    return FALSE;
  for (guint i = 0; i < self->add_tags->len; i++)
    if (!set_tag (connection, edit, customer, &g_array_index (self->add_tags, CrmId, i), TRUE, error))
      return FALSE;
  for (guint i = 0; i < self->remove_tags->len; i++)
    if (!set_tag (connection, edit, customer, &g_array_index (self->remove_tags, CrmId, i), FALSE, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_task (CrmConnection *connection, CrmEdit *edit, const CrmRecord *customer, gpointer data, GError **error)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_id (change, CRM_TASK_CUSTOMER, &customer->id);
  if (crm_record_has (customer, CRM_CUSTOMER_OWNER))
    crm_change_set (change, CRM_TASK_ASSIGNEE, crm_value_copy (&customer->values[CRM_CUSTOMER_OWNER]));
  crm_change_assign (change, data);
  return TRUE;
}

CrmEdit *
crm_customer_bulk_new_edit (CrmCustomerBulk *self, const char *title, GArray *rowids, CrmTransfer *transfer)
{
  g_return_val_if_fail (self != NULL, NULL);

  return crm_bulk_new (title, &crm_kind_customer, rowids, transfer, add_changes, self, (GDestroyNotify)crm_customer_bulk_free);
}

CrmEdit *
crm_customer_bulk_new_tasks (const char *title, GArray *rowids, GArray *task, CrmTransfer *transfer)
{
  g_return_val_if_fail (task != NULL, NULL);

  return crm_bulk_new (title, &crm_kind_customer, rowids, transfer, add_task, g_array_ref (task), (GDestroyNotify)g_array_unref);
}
