/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mappings saved under a name, as records of the file. */

#define G_LOG_DOMAIN "crm-import"

#include "config.h"

#include "core/exchange/crm-saved-mapping.h"

#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
saved_free (gpointer data)
{
  CrmSavedMapping *self = data;

  g_free (self->name);
  g_free (self->key);
  crm_import_mapping_free (self->mapping);
  g_free (self);
}

/* NULL when it is not understood. */
static CrmSavedMapping *
read_saved (const CrmRecord *record)
{
  const char *name = crm_record_get_text (record, CRM_SAVED_MAPPING_NAME);
  const char *content = crm_record_get_text (record, CRM_SAVED_MAPPING_CONTENT);
  g_autoptr (GError) error = NULL;
  CrmImportMapping *mapping;
  CrmSavedMapping *self;

  if (name == NULL || content == NULL)
    return NULL;
  mapping = crm_import_mapping_from_json (content, (gssize)strlen (content), name, &error);
  if (mapping == NULL)
    {
      g_message ("%s", error->message);
      return NULL;
    }
  self = g_new0 (CrmSavedMapping, 1);
  *self = (CrmSavedMapping){ record->id, g_strdup (name), g_strdup (crm_record_get_text (record, CRM_SAVED_MAPPING_KEY)), mapping };
  return self;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(CrmSavedMapping *const *)a)->name, (*(CrmSavedMapping *const *)b)->name);
}

static gboolean
read_list (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM saved_mapping WHERE deleted = 0", crm_kind_get_columns (&crm_kind_saved_mapping));
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (saved_free);
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, &crm_kind_saved_mapping);
      CrmSavedMapping *saved = read_saved (record);

      if (saved != NULL)
        g_ptr_array_add (list, saved);
    }
  if (step < 0)
    return FALSE;
  g_ptr_array_sort (list, compare_names);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&list));
  return TRUE;
}

DexFuture *
crm_saved_mapping_load (CrmStore *store)
{
  g_return_val_if_fail (CRM_IS_STORE (store), NULL);

  return crm_store_read (store, NULL, read_list, NULL, NULL);
}

const CrmSavedMapping *
crm_saved_mapping_find (GPtrArray *list, const CrmImportMapping *mapping)
{
  g_autofree char *key = NULL;
  const CrmSavedMapping *found = NULL;

  g_return_val_if_fail (list != NULL && mapping != NULL, NULL);

  key = crm_import_mapping_dup_key (mapping);
  for (guint i = 0; i < list->len; i++)
    {
      const CrmSavedMapping *saved = list->pdata[i];

      /* Ids begin with the time they were made at. */
      if (g_strcmp0 (saved->key, key) == 0 && (found == NULL || crm_id_compare (&saved->id, &found->id) > 0))
        found = saved;
    }
  return found;
}

const CrmSavedMapping *
crm_saved_mapping_find_by_name (GPtrArray *list, const char *name)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (list != NULL && name != NULL, NULL);

  wanted = g_utf8_casefold (name, -1);
  for (guint i = 0; i < list->len; i++)
    {
      const CrmSavedMapping *saved = list->pdata[i];
      g_autofree char *folded = g_utf8_casefold (saved->name, -1);

      if (strcmp (folded, wanted) == 0)
        return saved;
    }
  return NULL;
}

static DexFuture *
apply (CrmStore *store, CrmEdit *edit)
{
  g_autoptr (CrmEdit) owned = edit;

  return crm_store_apply (store, owned, NULL);
}

/* Translators of the three titles: what Undo would take back; %s is a name. */
DexFuture *
crm_saved_mapping_save (CrmStore *store, const CrmId *id, const char *name, const CrmImportMapping *mapping)
{
  g_autofree char *title = NULL;
  g_autofree char *key = NULL;
  g_autofree char *content = NULL;
  CrmChange *change;
  CrmEdit *edit;

  g_return_val_if_fail (CRM_IS_STORE (store) && name != NULL && *name != '\0' && mapping != NULL, NULL);

  title = g_strdup_printf (_ ("Save the mapping “%s”"), name);
  key = crm_import_mapping_dup_key (mapping);
  content = crm_import_mapping_to_json (mapping);
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  change = id != NULL ? crm_edit_update (edit, &crm_kind_saved_mapping, id) : crm_edit_create (edit, &crm_kind_saved_mapping, NULL);
  crm_change_set_text (change, CRM_SAVED_MAPPING_NAME, name);
  crm_change_set_text (change, CRM_SAVED_MAPPING_KEY, key);
  crm_change_set_text (change, CRM_SAVED_MAPPING_CONTENT, content);
  return apply (store, edit);
}

DexFuture *
crm_saved_mapping_rename (CrmStore *store, const CrmId *id, const char *name)
{
  g_autofree char *title = NULL;
  CrmEdit *edit;

  g_return_val_if_fail (CRM_IS_STORE (store) && id != NULL && name != NULL && *name != '\0', NULL);

  title = g_strdup_printf (_ ("Rename a mapping to “%s”"), name);
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  crm_change_set_text (crm_edit_update (edit, &crm_kind_saved_mapping, id), CRM_SAVED_MAPPING_NAME, name);
  return apply (store, edit);
}

DexFuture *
crm_saved_mapping_delete (CrmStore *store, const CrmSavedMapping *saved)
{
  g_autofree char *title = NULL;
  CrmEdit *edit;

  g_return_val_if_fail (CRM_IS_STORE (store) && saved != NULL, NULL);

  title = g_strdup_printf (_ ("Delete the mapping “%s”"), saved->name);
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  crm_edit_delete (edit, &crm_kind_saved_mapping, &saved->id);
  return apply (store, edit);
}
