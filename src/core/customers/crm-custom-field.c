/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that an office gives its customers itself, and their values. */

#define G_LOG_DOMAIN "crm-customers"

#include "core/customers/crm-custom-field.h"

#include "core/base/crm-position.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-referred.h"

typedef struct
{
  CrmCustomField public; /* what others see; first, so that a pointer to one is a pointer to the other */
  GStrv words;
  CrmChoice *choices;
} Field;

G_DEFINE_BOXED_TYPE (CrmCustomField, crm_custom_field, crm_custom_field_ref, crm_custom_field_unref)

static const struct
{
  const char *name;
  CrmType type;
  CrmCustomValueField column;
} types[] = {
  { "text", CRM_TYPE_TEXT, CRM_CUSTOM_VALUE_TEXT },
  { "long-text", CRM_TYPE_LONG_TEXT, CRM_CUSTOM_VALUE_TEXT },
  { "choice", CRM_TYPE_CHOICE, CRM_CUSTOM_VALUE_TEXT },
  { "choices", CRM_TYPE_CHOICES, CRM_CUSTOM_VALUE_TEXT },
  { "number", CRM_TYPE_INTEGER, CRM_CUSTOM_VALUE_NUMBER },
  { "decimal", CRM_TYPE_DECIMAL, CRM_CUSTOM_VALUE_DECIMAL },
  { "money", CRM_TYPE_MONEY, CRM_CUSTOM_VALUE_AMOUNT },
  { "date", CRM_TYPE_DATE, CRM_CUSTOM_VALUE_DATE },
  { "yes-no", CRM_TYPE_BOOLEAN, CRM_CUSTOM_VALUE_TRUTH },
  { "customer", CRM_TYPE_REFERENCE, CRM_CUSTOM_VALUE_OTHER },
  { "person", CRM_TYPE_REFERENCE, CRM_CUSTOM_VALUE_PERSON },
  { "user", CRM_TYPE_REFERENCE, CRM_CUSTOM_VALUE_USER },
};

static int
find_type (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].name, name) == 0)
      return (int)i;
  return -1;
}

static void
take_choices (Field *self, const char *text)
{
  g_autofree char *tidy = crm_custom_choices_tidy (text != NULL ? text : "");
  guint n;

  self->words = g_strsplit (tidy != NULL ? tidy : "", "\n", -1);
  n = g_strv_length (self->words);
  self->choices = g_new0 (CrmChoice, n + 1);
  for (guint i = 0; i < n; i++)
    self->choices[i] = (CrmChoice){ self->words[i], self->words[i] };
  self->public.field.choices = self->choices;
}

CrmCustomField *
crm_custom_field_new (CrmRecord *record)
{
  Field *self;
  int type;

  g_return_val_if_fail (record != NULL && record->kind == &crm_kind_custom_field, NULL);

  type = find_type (crm_record_get_text (record, CRM_CUSTOM_FIELD_TYPE));
  if (type < 0)
    return NULL;
  self = g_atomic_rc_box_new0 (Field);
  self->public.record = crm_record_ref (record);
  self->public.column = types[type].column;
  self->public.field = (CrmField){
    .name = crm_kind_custom_value.fields[types[type].column].name,
    .label = crm_record_get_text (record, CRM_CUSTOM_FIELD_LABEL) ?: "",
    .type = types[type].type,
    .flags = CRM_FIELD_OWN_WORDS,
    .refers = crm_kind_custom_value.fields[types[type].column].refers,
  };
  if (types[type].type == CRM_TYPE_CHOICE || types[type].type == CRM_TYPE_CHOICES)
    take_choices (self, crm_record_get_text (record, CRM_CUSTOM_FIELD_CHOICES));
  return &self->public;
}

CrmCustomField *
crm_custom_field_ref (CrmCustomField *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
field_clear (gpointer data)
{
  Field *self = data;

  crm_record_unref (self->public.record);
  g_strfreev (self->words);
  g_free (self->choices);
}

void
crm_custom_field_unref (CrmCustomField *self)
{
  g_atomic_rc_box_release_full (self, field_clear);
}

const char *
crm_custom_field_get_label (const CrmCustomField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->field.label;
}

const CrmId *
crm_custom_field_get_id (const CrmCustomField *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->record->id;
}

/* ── definitions ──────────────────────────────────────────────────────────────────────────── */

GPtrArray *
crm_custom_fields_read (CrmConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_custom_field_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM custom_field WHERE kind = 'customer' AND deleted = 0 ORDER BY position IS NULL, position, id",
                                          crm_kind_get_columns (&crm_kind_custom_field));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      g_autoptr (CrmRecord) record = crm_statement_read_record (statement, &crm_kind_custom_field);
      CrmCustomField *field = crm_custom_field_new (record);

      if (field != NULL)
        g_ptr_array_add (fields, field);
    }
  return step == 0 ? g_steal_pointer (&fields) : NULL;
}

gboolean
crm_custom_fields_read_into (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *fields = crm_custom_fields_read (connection, error);

  if (fields == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, fields);
  return TRUE;
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : text, -1);

  return g_strstrip (g_steal_pointer (&folded));
}

CrmCustomField *
crm_custom_fields_find (GPtrArray *fields, const char *label)
{
  g_autofree char *wanted = fold (label);

  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *folded = fold (crm_custom_field_get_label (fields->pdata[i]));

      if (strcmp (folded, wanted) == 0)
        return fields->pdata[i];
    }
  return NULL;
}

CrmCustomField *
crm_custom_fields_lookup (GPtrArray *fields, const CrmId *id)
{
  for (guint i = 0; i < fields->len; i++)
    if (crm_id_equal (crm_custom_field_get_id (fields->pdata[i]), id))
      return fields->pdata[i];
  return NULL;
}

CrmChange *
crm_custom_field_create (CrmEdit *edit, const char *label, const char *type, const char *choices, const char *after)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_custom_field, NULL);
  g_autofree char *position = crm_position_between (after, NULL);
  g_autofree char *tidy = choices != NULL ? crm_custom_choices_tidy (choices) : NULL;

  crm_change_set_text (change, CRM_CUSTOM_FIELD_KIND, crm_kind_get (CRM_KIND_CUSTOMER)->name);
  crm_change_set_text (change, CRM_CUSTOM_FIELD_LABEL, label);
  crm_change_set_text (change, CRM_CUSTOM_FIELD_TYPE, type);
  if (tidy != NULL)
    crm_change_set_text (change, CRM_CUSTOM_FIELD_CHOICES, tidy);
  crm_change_set_text (change, CRM_CUSTOM_FIELD_POSITION, position);
  return change;
}

char *
crm_custom_choices_tidy (const char *choices)
{
  g_auto (GStrv) lines = g_strsplit_set (choices, "\r\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0' && !g_ptr_array_find_with_equal_func (kept, lines[i], g_str_equal, NULL))
        g_ptr_array_add (kept, lines[i]);
    }
  if (kept->len == 0)
    return NULL;
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("\n", (char **)kept->pdata);
}

/* ── values ───────────────────────────────────────────────────────────────────────────────── */

GPtrArray *
crm_custom_values_read (CrmConnection *connection, const CrmId *customer, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM custom_value WHERE customer = ? ORDER BY rowid", crm_kind_get_columns (&crm_kind_custom_value));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_id (statement, 1, customer);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    g_ptr_array_add (values, crm_statement_read_record (statement, &crm_kind_custom_value));
  return step == 0 ? g_steal_pointer (&values) : NULL;
}

CrmRecord *
crm_custom_field_find_value (const CrmCustomField *self, GPtrArray *values)
{
  CrmRecord *found = NULL;

  for (guint i = 0; i < values->len; i++)
    {
      CrmRecord *value = values->pdata[i];
      const CrmId *field = value->kind == &crm_kind_custom_value ? crm_record_get_id (value, CRM_CUSTOM_VALUE_FIELD) : NULL;

      if (field != NULL && crm_id_equal (field, crm_custom_field_get_id (self)) && (found == NULL || (found->deleted && !value->deleted)))
        found = value;
    }
  return found;
}

const CrmValue *
crm_custom_field_get_value (const CrmCustomField *self, const CrmRecord *value)
{
  static const CrmValue nothing = { CRM_VALUE_NONE };

  return value != NULL && !value->deleted ? &value->values[self->column] : &nothing;
}

char *
crm_custom_field_format_value (const CrmCustomField *self, GPtrArray *values, const CrmValueStyle *style)
{
  const CrmValue *value = crm_custom_field_get_value (self, crm_custom_field_find_value (self, values));

  if (value->type == CRM_VALUE_ID)
    return crm_referred_dup_name (crm_referred_find (values, &value->id));
  return crm_value_format (value, &self->field, style);
}

void
crm_custom_field_set_value (const CrmCustomField *self, CrmEdit *edit, const CrmId *customer, const CrmRecord *before, CrmValue value)
{
  CrmId id = before != NULL ? before->id : crm_custom_value_make_id (customer, crm_custom_field_get_id (self));
  CrmChange *change;

  if (value.type == CRM_VALUE_NONE)
    {
      if (before != NULL && !before->deleted)
        crm_edit_delete (edit, &crm_kind_custom_value, &id);
      return;
    }
  /* Creating a record that is there, or was, sets its values and brings it back. */
  change = crm_edit_create (edit, &crm_kind_custom_value, &id);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_CUSTOMER, customer);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_FIELD, crm_custom_field_get_id (self));
  crm_change_set (change, self->column, value);
}
