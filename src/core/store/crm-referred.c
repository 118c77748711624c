/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What records refer to, and what it is called where it is gone. */

#define G_LOG_DOMAIN "crm-store"

#include "config.h"

#include "core/store/crm-referred.h"

#include <glib/gi18n-lib.h>

static gboolean
read_one (CrmConnection *connection, GPtrArray *records, const CrmField *field, const CrmId *id, GError **error)
{
  GError *local_error = NULL;
  CrmRecord *record = crm_connection_read_record (connection, crm_kind_get (field->refers), id, &local_error);

  if (record != NULL)
    g_ptr_array_add (records, record);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
crm_referred_read (CrmConnection *connection, GPtrArray *records, guint first, GError **error)
{
  guint n = records->len;

  g_return_val_if_fail (connection != NULL && records != NULL, FALSE);

  for (guint i = 0; i < n; i++)
    {
      const CrmRecord *record = g_ptr_array_index (records, i);

      for (guint field = first; field < record->kind->n_fields && !record->deleted; field++)
        {
          const CrmField *reference = &record->kind->fields[field];
          const CrmId *id = reference->type == CRM_TYPE_REFERENCE ? crm_record_get_id (record, field) : NULL;

          if (id != NULL && !read_one (connection, records, reference, id, error))
            return FALSE;
        }
    }
  return TRUE;
}

CrmRecord *
crm_referred_find (GPtrArray *records, const CrmId *id)
{
  g_return_val_if_fail (records != NULL && id != NULL, NULL);

  for (guint i = 0; i < records->len; i++)
    if (crm_id_equal (&((CrmRecord *)g_ptr_array_index (records, i))->id, id))
      return g_ptr_array_index (records, i);
  return NULL;
}

char *
crm_referred_dup_name (const CrmRecord *record)
{
  const char *title = record != NULL ? crm_record_get_title (record) : NULL;

  if (record == NULL)
    /* Translators: stands for a customer, person or user that a field refers to and that is not in the file any more. */
    return g_strdup (C_ ("reference", "No longer here"));
  if (title == NULL)
    title = _ (record->kind->label);
  /* Translators: a customer, person or user that a field refers to. */
  return record->deleted ? g_strdup_printf (C_ ("reference", "%s (deleted)"), title) : g_strdup (title);
}
