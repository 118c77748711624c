/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of one field as numbers that sort. */

#define G_LOG_DOMAIN "crm-query"

#include "core/query/crm-sort-keys.h"

#include "core/base/crm-text-sort.h"
#include "core/schema/crm-schema-workspace.h"

#include <string.h>

/* What is sorted by: a field of the kind, or of the values of a custom field. */
typedef struct
{
  const CrmField *field;
  const CrmId *custom; /* NULL for a field of the kind */
  GStrv choices;       /* of a custom field, in order; NULL for none */
} SortField;

/* Distinct texts get numbers as they come; sorted once, the numbers become keys. A list of cities has few of them. */
typedef struct
{
  GHashTable *numbers; /* text → number + 1 */
  GPtrArray *texts;
} Distinct;

static gint64
number_of (Distinct *distinct, const char *text)
{
  gpointer number = g_hash_table_lookup (distinct->numbers, text);

  if (number == NULL)
    {
      char *copy = g_strdup (text);

      g_ptr_array_add (distinct->texts, copy);
      number = GUINT_TO_POINTER (distinct->texts->len);
      g_hash_table_insert (distinct->numbers, copy, number);
    }
  return GPOINTER_TO_UINT (number) - 1;
}

typedef struct
{
  char *key;
  guint number;
} KeyedText;

static int
compare_keyed (gconstpointer a, gconstpointer b)
{
  return strcmp (((const KeyedText *)a)->key, ((const KeyedText *)b)->key);
}

static int
get_choice_order (const CrmField *field, const char *name)
{
  for (int i = 0; field->choices[i].name != NULL; i++)
    if (strcmp (field->choices[i].name, name) == 0)
      return i;
  return G_MAXINT;
}

static int
get_word_order (GStrv words, const char *word)
{
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], word) == 0)
      return i;
  return G_MAXINT;
}

static char *
dup_title (CrmConnection *connection, const CrmField *field, const char *uuid)
{
  CrmId id;
  g_autoptr (CrmRecord) record = NULL;

  if (crm_id_parse (uuid, &id))
    record = crm_connection_read_record (connection, crm_kind_get (field->refers), &id, NULL);
  /* Stages stand in the order of their pipeline, not of the alphabet. */
  if (record != NULL && field->refers == CRM_KIND_STAGE)
    return g_strdup (crm_record_get_text (record, (guint)crm_kind_find_field (record->kind, "position")));
  return crm_text_sort_key (record != NULL && crm_record_get_title (record) != NULL ? crm_record_get_title (record) : uuid, CRM_NAME_UNKNOWN, FALSE);
}

/* Of several, the first choice counts most. */
static char *
make_choices_key (GStrv choices, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, "\n", -1);
  GString *key = g_string_new (NULL);

  for (int i = 0; words[i] != NULL; i++)
    g_string_append_printf (key, "%010d", get_word_order (choices, words[i]));
  return g_string_free_and_steal (key);
}

static char *
make_key (CrmConnection *connection, const SortField *by, const char *text)
{
  const CrmField *field = by->field;

  if (by->choices != NULL)
    return make_choices_key (by->choices, text);
  if (field->type == CRM_TYPE_CHOICE)
    return g_strdup_printf ("%010d", get_choice_order (field, text));
  if (field->type == CRM_TYPE_REFERENCE)
    return dup_title (connection, field, text);
  return crm_text_sort_key (text, CRM_NAME_UNKNOWN, FALSE);
}

/* The order of each number. */
static guint *
order_texts (CrmConnection *connection, const SortField *by, Distinct *distinct)
{
  guint n = distinct->texts->len;
  g_autofree KeyedText *keyed = g_new (KeyedText, n + 1);
  guint *orders = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    keyed[i] = (KeyedText){ make_key (connection, by, distinct->texts->pdata[i]), i };
  qsort (keyed, n, sizeof *keyed, compare_keyed);
  for (guint i = 0; i < n; i++)
    {
      orders[keyed[i].number] = i;
      g_free (keyed[i].key);
    }
  return orders;
}

static gboolean
is_text (const CrmField *field)
{
  return field->type == CRM_TYPE_TEXT || field->type == CRM_TYPE_LONG_TEXT || field->type == CRM_TYPE_CHOICE || field->type == CRM_TYPE_REFERENCE;
}

static void
read_key (sqlite3_stmt *statement, const CrmField *field, Distinct *distinct, CrmSortKey *key)
{
  if (field->type == CRM_TYPE_REFERENCE)
    {
      char buffer[CRM_ID_STRING_LENGTH + 1];
      CrmId id = { 0 };

      crm_statement_read_id (statement, 1, &id);
      key->key = number_of (distinct, crm_id_format (&id, buffer));
    }
  else if (is_text (field))
    key->key = number_of (distinct, (const char *)sqlite3_column_text (statement, 1));
  else
    key->key = sqlite3_column_int64 (statement, 1);
}

static sqlite3_stmt *
prepare_keys (CrmConnection *connection, const CrmKind *kind, const SortField *by, GError **error)
{
  const char *name = by->field->name;
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;

  if (by->custom == NULL)
    {
      sql = g_strdup_printf ("SELECT rowid, %s FROM %s WHERE deleted = 0 AND %s IS NOT NULL", name, kind->name, name);
      return crm_connection_prepare (connection, sql, error);
    }
  /* Unary plus: one walk along the index of the values, a look for each customer; the other way round is slower. */
  sql = g_strdup_printf ("SELECT c.rowid, v.%s FROM custom_value v CROSS JOIN %s c ON c.id = v.customer "
                         "WHERE v.field = ? AND v.deleted = 0 AND v.%s IS NOT NULL AND +c.deleted = 0",
                         name, kind->name, name);
  statement = crm_connection_prepare (connection, sql, error);
  if (statement != NULL)
    crm_statement_bind_id (statement, 1, by->custom);
  return statement;
}

/* The words of a choice in the order the office gave them; NULL when the field is not one. */
static GStrv
read_choices (CrmConnection *connection, const CrmId *custom)
{
  g_autoptr (CrmRecord) definition = crm_connection_read_record (connection, &crm_kind_custom_field, custom, NULL);
  const char *choices = definition != NULL ? crm_record_get_text (definition, CRM_CUSTOM_FIELD_CHOICES) : NULL;
  const char *type = definition != NULL ? crm_record_get_text (definition, CRM_CUSTOM_FIELD_TYPE) : NULL;

  if (choices == NULL || (g_strcmp0 (type, "choice") != 0 && g_strcmp0 (type, "choices") != 0))
    return NULL;
  return g_strsplit (choices, "\n", -1);
}

static gboolean
read_keys (CrmConnection *connection, const CrmKind *kind, const SortField *by, Distinct *distinct, GArray *keys, GError **error)
{
  sqlite3_stmt *statement = prepare_keys (connection, kind, by, error);
  int step;

  if (statement == NULL)
    return FALSE;
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmSortKey key = { 0, (guint32)sqlite3_column_int64 (statement, 0) };

      read_key (statement, by->field, distinct, &key);
      g_array_append_val (keys, key);
    }
  return step == 0;
}

/* The texts in their order instead of that in which they came. */
static GPtrArray *
order_values (CrmConnection *connection, const SortField *by, Distinct *distinct, GArray *keys)
{
  g_autofree guint *orders = order_texts (connection, by, distinct);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_set_size (values, (int)distinct->texts->len);
  for (guint i = 0; i < distinct->texts->len; i++)
    values->pdata[orders[i]] = g_strdup (distinct->texts->pdata[i]);
  for (guint i = 0; i < keys->len; i++)
    {
      CrmSortKey *key = &g_array_index (keys, CrmSortKey, i);

      key->key = orders[key->key];
    }
  return values;
}

CrmSortKeys *
crm_sort_keys_read (CrmConnection *connection, const CrmKind *kind, guint field, const CrmId *custom, GError **error)
{
  g_auto (GStrv) choices = custom != NULL ? read_choices (connection, custom) : NULL;
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (CrmSortKeys) self = g_new0 (CrmSortKeys, 1);
  SortField by = { custom != NULL ? &crm_kind_custom_value.fields[field] : &kind->fields[field], custom, choices };
  Distinct distinct = { numbers, texts };

  self->keys = g_array_new (FALSE, FALSE, sizeof (CrmSortKey));
  if (!read_keys (connection, kind, &by, &distinct, self->keys, error))
    return NULL;
  if (is_text (by.field))
    self->values = order_values (connection, &by, &distinct, self->keys);
  return g_steal_pointer (&self);
}

void
crm_sort_keys_free (CrmSortKeys *self)
{
  g_array_unref (self->keys);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self);
}
