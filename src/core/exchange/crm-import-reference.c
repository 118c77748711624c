/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the custom fields of an import's customers refer to: by our own id, else by name. A name nobody has yet may be that of a later row. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-import-plan-private.h"

#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

static void
clear_reference (gpointer reference)
{
  g_free (((CrmImportReference *)reference)->name);
}

GArray *
crm_import_references_new (void)
{
  GArray *references = g_array_new (FALSE, FALSE, sizeof (CrmImportReference));

  g_array_set_clear_func (references, clear_reference);
  return references;
}

/* ── finding ── */

/* Of several of one name the one there already is meant. */
static gboolean
is_named (CrmImportPlan *self, const CrmKind *kind, const CrmId *id, const char *name, gboolean *named, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) record = crm_connection_read_record (self->connection, kind, id, &local_error);

  *named = record != NULL && g_strcmp0 (crm_record_get_title (record), name) == 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* FALSE on error; "nothing" when there is none, or none yet. */
static gboolean
find (CrmImportPlan *self, const CrmImportReference *reference, const CrmKind *kind, const CrmValue *present, CrmValue *value, GError **error)
{
  guint entity = CRM_IMPORT_NONE;
  gboolean named = FALSE;
  CrmId id;

  if (crm_id_parse (reference->name, &id))
    {
      *value = crm_value_id (&id);
      return TRUE;
    }
  if (kind->id == CRM_KIND_USER)
    {
      if (!crm_import_plan_find_user (self, reference->name, present->type == CRM_VALUE_ID ? &present->id : NULL, &id, error))
        return FALSE;
      *value = crm_value_id (&id);
      return TRUE;
    }
  if (present->type == CRM_VALUE_ID && !is_named (self, kind, &present->id, reference->name, &named, error))
    return FALSE;
  if (named)
    {
      *value = crm_value_copy (present);
      return TRUE;
    }
  if (kind->id == CRM_KIND_PERSON ? !crm_import_plan_find_named_person (self, reference->name, reference->han_first, &entity, error)
                                  : !crm_import_plan_find_named_customer (self, reference->name, reference->han_first, reference->customer, &entity, error))
    return FALSE;
  if (entity != CRM_IMPORT_NONE)
    *value = crm_value_id (&crm_import_plan_entity (self, entity)->id);
  return TRUE;
}

/* ── writing ── */

static gboolean
set (CrmImportPlan *self, const CrmImportReference *reference, const CrmRecord *record, CrmValue *value)
{
  CrmCustomField *field = crm_import_custom_get_field (self->custom, reference->place);

  if (crm_value_equal (crm_custom_field_get_value (field, record), value))
    return TRUE;
  crm_import_custom_use (self->custom, self->edit, reference->place, value);
  crm_custom_field_set_value (field, self->edit, &crm_import_plan_entity (self, reference->customer)->id, record, crm_value_copy (value));
  return TRUE;
}

gboolean
crm_import_plan_offer_reference (CrmImportPlan *self, guint customer, guint place, const char *name, const CrmRecord *record, GError **error)
{
  CrmCustomField *field = crm_import_custom_get_field (self->custom, place);
  CrmImportReference reference = { customer, place, (char *)name, self->mapping, self->draft->han_first };
  g_auto (CrmValue) value = { 0 };

  if (!find (self, &reference, crm_kind_get (field->field.refers), crm_custom_field_get_value (field, record), &value, error))
    return FALSE;
  if (value.type != CRM_VALUE_NONE)
    return set (self, &reference, record, &value);
  reference.name = g_strdup (name);
  g_array_append_val (self->references, reference);
  return TRUE;
}

/* What nobody is called stays as a line of the note. */
static gboolean
settle (CrmImportPlan *self, const CrmImportReference *reference, GError **error)
{
  CrmCustomField *field = crm_import_custom_get_field (self->custom, reference->place);
  g_autoptr (GPtrArray) values = NULL;
  g_auto (CrmImportTarget) target = { 0 };
  g_auto (CrmValue) value = { 0 };
  g_autofree char *line = NULL;
  const CrmRecord *record;

  self->mapping = reference->mapping;
  if (!crm_import_plan_read_custom (self, reference->customer, &values, error))
    return FALSE;
  record = crm_custom_field_find_value (field, values);
  if (!find (self, reference, crm_kind_get (field->field.refers), crm_custom_field_get_value (field, record), &value, error))
    return FALSE;
  if (value.type != CRM_VALUE_NONE)
    return set (self, reference, record, &value);
  /* Translators: a line of a note: the name of a column and what stood in it. */
  line = g_strdup_printf (_ ("%s: %s"), crm_custom_field_get_label (field), reference->name);
  return crm_import_plan_open (self, reference->customer, &target, error) && crm_import_plan_add_note (self, &target, CRM_CUSTOMER_NOTE, line, error);
}

gboolean
crm_import_plan_settle_references (CrmImportPlan *self, GError **error)
{
  for (guint i = 0; i < self->references->len; i++)
    if (!settle (self, &g_array_index (self->references, CrmImportReference, i), error))
      return FALSE;
  g_array_set_size (self->references, 0);
  return TRUE;
}
