/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The custom fields an import fills, and those it makes. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-import-custom.h"

#include "core/base/crm-position.h"
#include "core/exchange/crm-import-source.h"
#include "core/record/crm-choice-set.h"
#include "core/schema/crm-schema-workspace.h"

/* A column with more words than this was no list of choices; they stay as they are, and the list is short. */
#define MAX_CHOICES 200

struct _CrmImportCustom
{
  GPtrArray *fields;  /* of CrmCustomField */
  GPtrArray **words;  /* for each field: NULL until it is made, then the words of its choices */
  GHashTable **known; /* for each field: the same words */
};

/* ── which there are ── */

gboolean
crm_import_custom_field_is_new (const CrmCustomField *field)
{
  return field->record->rowid == 0;
}

static void
add_new (GPtrArray *fields, const char *label, const char *type)
{
  const CrmCustomField *last = fields->len > 0 ? fields->pdata[fields->len - 1] : NULL;
  g_autofree char *position = crm_position_between (last != NULL ? crm_record_get_text (last->record, CRM_CUSTOM_FIELD_POSITION) : NULL, NULL);
  CrmValue values[CRM_CUSTOM_FIELD_N_FIELDS] = {
    [CRM_CUSTOM_FIELD_KIND] = crm_value_text (crm_kind_get (CRM_KIND_CUSTOMER)->name),
    [CRM_CUSTOM_FIELD_LABEL] = crm_value_text (label),
    [CRM_CUSTOM_FIELD_TYPE] = crm_value_text (type),
    [CRM_CUSTOM_FIELD_POSITION] = crm_value_text (position),
  };
  CrmId id = crm_id_new (g_get_real_time ());
  g_autoptr (CrmRecord) record = crm_record_new (&crm_kind_custom_field, &id, 0, 0, FALSE, values);

  g_ptr_array_add (fields, crm_custom_field_new (record));
}

GPtrArray *
crm_import_custom_fields_read (CrmConnection *connection, GPtrArray *sources, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_custom_fields_read (connection, error);

  for (guint i = 0; fields != NULL && i < sources->len; i++)
    {
      const GArray *columns = ((const CrmImportSource *)sources->pdata[i])->mapping->columns;

      for (guint j = 0; j < columns->len; j++)
        {
          const CrmColumnMeaning *meaning = &g_array_index (columns, CrmImportColumn, j).meaning;

          if (meaning->target == CRM_COLUMN_CUSTOM && meaning->label != NULL && crm_custom_fields_find (fields, meaning->label) == NULL)
            add_new (fields, meaning->label, crm_column_meaning_get_custom_type (meaning));
        }
    }
  return g_steal_pointer (&fields);
}

/* ── which are made ── */

CrmImportCustom *
crm_import_custom_new (GPtrArray *fields)
{
  CrmImportCustom *self = g_new0 (CrmImportCustom, 1);

  self->fields = g_ptr_array_ref (fields);
  self->words = g_new0 (GPtrArray *, fields->len + 1);
  self->known = g_new0 (GHashTable *, fields->len + 1);
  return self;
}

void
crm_import_custom_free (CrmImportCustom *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      g_clear_pointer (&self->words[i], g_ptr_array_unref);
      g_clear_pointer (&self->known[i], g_hash_table_unref);
    }
  g_free (self->words);
  g_free (self->known);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

CrmCustomField *
crm_import_custom_get_field (CrmImportCustom *self, guint place)
{
  return self->fields->pdata[place];
}

static void
make (CrmImportCustom *self, CrmEdit *edit, guint place)
{
  const CrmRecord *record = crm_import_custom_get_field (self, place)->record;
  CrmChange *change = crm_edit_create (edit, record->kind, &record->id);

  for (guint i = 0; i < record->kind->n_fields; i++)
    if (record->values[i].type != CRM_VALUE_NONE)
      crm_change_set (change, i, crm_value_copy (&record->values[i]));
  self->words[place] = g_ptr_array_new_with_free_func (g_free);
  self->known[place] = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
note_word (CrmImportCustom *self, guint place, const char *text)
{
  char *word;

  if (self->words[place]->len >= MAX_CHOICES || g_hash_table_contains (self->known[place], text))
    return;
  word = g_strdup (text);
  g_ptr_array_add (self->words[place], word);
  g_hash_table_add (self->known[place], word);
}

void
crm_import_custom_use (CrmImportCustom *self, CrmEdit *edit, guint place, const CrmValue *value)
{
  const CrmCustomField *field = crm_import_custom_get_field (self, place);

  if (!crm_import_custom_field_is_new (field))
    return;
  if (self->words[place] == NULL)
    make (self, edit, place);
  if (value->type != CRM_VALUE_TEXT)
    return;
  if (field->field.type == CRM_TYPE_CHOICE)
    note_word (self, place, value->text);
  else if (field->field.type == CRM_TYPE_CHOICES)
    {
      g_auto (GStrv) words = crm_choice_set_split (value->text);

      for (guint i = 0; words[i] != NULL; i++)
        note_word (self, place, words[i]);
    }
}

void
crm_import_custom_finish (CrmImportCustom *self, CrmEdit *edit)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (self->words[i] != NULL && self->words[i]->len > 0)
      {
        g_autofree char *choices = NULL;

        g_ptr_array_add (self->words[i], NULL);
        choices = g_strjoinv ("\n", (char **)self->words[i]->pdata);
        g_ptr_array_remove_index (self->words[i], self->words[i]->len - 1);
        crm_change_set_text (crm_edit_update (edit, &crm_kind_custom_field, crm_custom_field_get_id (crm_import_custom_get_field (self, i))), CRM_CUSTOM_FIELD_CHOICES, choices);
      }
}
