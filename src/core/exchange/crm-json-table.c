/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the objects of a JSON file as rows of a table. */

#include "config.h"

#include "core/exchange/crm-json-table.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-column-heading.h"
#include "core/exchange/crm-export-private.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

typedef struct
{
  CrmTableSource source;
  JsonParser *parser;
  JsonArray *rows;     /* borrowed from the parser */
  GHashTable *columns; /* of name → place */
  GPtrArray *names;
  GStringChunk *texts; /* of the current row */
  CrmTableRow *row;    /* while it is filled; NULL while columns are found */
  guint next;
  guint64 size;
} CrmJsonTable;

/* ── cells ────────────────────────────────────────────────────────────────────────────────── */

static void
declare (CrmJsonTable *self, const char *name)
{
  char *kept;

  if (g_hash_table_contains (self->columns, name) || self->names->len == CRM_TABLE_MAX_COLUMNS)
    return;
  kept = g_strdup (name);
  g_hash_table_insert (self->columns, kept, GUINT_TO_POINTER (self->names->len));
  g_ptr_array_add (self->names, kept);
}

static void
put (CrmJsonTable *self, const char *name, const char *text)
{
  gpointer place;
  gsize length;

  if (text == NULL || *text == '\0')
    return;
  if (self->row == NULL)
    {
      declare (self, name);
      return;
    }
  length = strlen (text);
  if (!g_hash_table_lookup_extended (self->columns, name, NULL, &place))
    crm_table_row_set_fault (self->row, CRM_TABLE_FAULT_COLUMNS, 0);
  else if (length > CRM_TABLE_MAX_CELL)
    crm_table_row_set_fault (self->row, CRM_TABLE_FAULT_LONG_CELL, GPOINTER_TO_UINT (place) + 1);
  else
    self->row->cells[GPOINTER_TO_UINT (place)] = (CrmTableCell){ g_string_chunk_insert_len (self->texts, text, (gssize)length), length };
}

/* A single value as a table writes it; NULL for none and for what has parts. */
static char *
dup_scalar (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "1" : "0");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    case G_TYPE_DOUBLE:
      {
        char buffer[G_ASCII_DTOSTR_BUF_SIZE];

        return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
      }
    default:
      return json_node_dup_string (node);
    }
}

/* ── objects of other programs ────────────────────────────────────────────────────────────── */

static void
put_list (CrmJsonTable *self, const char *name, JsonArray *array);

static void
put_node (CrmJsonTable *self, const char *name, JsonNode *node)
{
  g_autofree char *text = dup_scalar (node);

  if (JSON_NODE_HOLDS_ARRAY (node))
    put_list (self, name, json_node_get_array (node));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *part;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &member, &part))
        {
          g_autofree char *longer = *name != '\0' ? g_strconcat (name, " ", member, NULL) : g_strdup (member);

          put_node (self, longer, part);
        }
    }
  else
    put (self, name, text);
}

static void
put_list (CrmJsonTable *self, const char *name, JsonArray *array)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *text = dup_scalar (node), *numbered = g_strdup_printf ("%s %u", name, i + 1);

      if (!JSON_NODE_HOLDS_VALUE (node))
        put_node (self, numbered, node);
      else if (text != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? "; " : "", text);
    }
  put (self, name, joined->str);
}

/* ── customers exported here ──────────────────────────────────────────────────────────────── */

static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* NULL where the element is no object. */
static JsonObject *
get_object_at (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static guint
count (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static void
put_field (CrmJsonTable *self, const char *prefix, const CrmField *field, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, field->name);
  g_autofree char *name = g_strconcat (prefix, field->name, NULL), *text = dup_scalar (node), *by_name = g_strconcat (field->name, "_name", NULL);

  if (field->type == CRM_TYPE_REFERENCE && get_text (object, by_name) != NULL)
    put (self, name, get_text (object, by_name));
  else if (field->type == CRM_TYPE_MONEY && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autofree char *currency = g_strconcat (name, "_currency", NULL);

      put (self, name, get_text (json_node_get_object (node), "amount"));
      put (self, currency, get_text (json_node_get_object (node), "currency"));
    }
  else
    put (self, name, text);
}

static void
put_fields (CrmJsonTable *self, const char *prefix, const CrmKind *kind, guint first, JsonObject *object)
{
  for (guint i = first; i < kind->n_fields; i++)
    if (crm_export_has_field (&kind->fields[i]))
      put_field (self, prefix, &kind->fields[i], object);
}

static void
put_points (CrmJsonTable *self, const char *prefix, JsonArray *points)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count (points); i++)
    {
      JsonObject *point = get_object_at (points, i);
      const char *kind = point != NULL ? get_text (point, "kind") : NULL;
      g_autofree char *name = NULL, *label = NULL, *opt_out = NULL, *out = point != NULL ? dup_scalar (json_object_get_member (point, "opt_out")) : NULL;
      guint number;

      if (kind == NULL)
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, kind)) + 1;
      g_hash_table_insert (numbers, (gpointer)kind, GUINT_TO_POINTER (number));
      name = g_strdup_printf ("%s%s %u", prefix, kind, number);
      label = g_strconcat (name, " label", NULL);
      opt_out = g_strconcat (name, " opt_out", NULL);
      put (self, name, get_text (point, "value"));
      put (self, label, get_text (point, "label"));
      put (self, opt_out, g_strcmp0 (out, "1") == 0 ? out : NULL);
    }
}

static void
put_person (CrmJsonTable *self, guint number, JsonObject *person)
{
  g_autofree char *prefix = g_strdup_printf ("person %u ", number), *id = g_strconcat (prefix, "id", NULL);
  JsonNode *role = json_object_get_member (person, "role");

  put (self, id, get_text (person, "id"));
  put_fields (self, prefix, &crm_kind_person, 0, person);
  if (role != NULL && JSON_NODE_HOLDS_OBJECT (role))
    put_fields (self, prefix, &crm_kind_role, CRM_ROLE_TITLE, json_node_get_object (role));
  put_points (self, prefix, get_array (person, "contact_points"));
}

static char *
join_choices (JsonArray *array)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      char *word = dup_scalar (json_array_get_element (array, i));

      if (word != NULL)
        g_ptr_array_add (words, word);
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("; ", (char **)words->pdata);
}

static void
put_custom (CrmJsonTable *self, JsonObject *custom)
{
  JsonNode *value = json_object_get_member (custom, "value");
  const char *type = get_text (custom, "type"), *label = get_text (custom, "label");
  g_autofree char *heading = type != NULL && label != NULL ? crm_column_heading_make_custom (type, label) : NULL, *text = dup_scalar (value);

  if (heading == NULL || value == NULL)
    return;
  /* The order of the fields is that of the columns, whoever has a value first. */
  if (self->row == NULL)
    declare (self, heading);
  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      const char *amount = get_text (json_node_get_object (value), "amount"), *currency = get_text (json_node_get_object (value), "currency");

      g_free (text);
      text = amount != NULL && currency != NULL ? g_strconcat (currency, " ", amount, NULL) : g_strdup (amount);
    }
  else if (get_text (custom, "value_name") != NULL)
    {
      g_free (text);
      text = g_strdup (get_text (custom, "value_name"));
    }
  else if (JSON_NODE_HOLDS_ARRAY (value))
    {
      g_free (text);
      text = join_choices (json_node_get_array (value));
    }
  put (self, heading, text);
}

static void
put_customer (CrmJsonTable *self, JsonObject *customer)
{
  JsonArray *people = get_array (customer, "people"), *custom = get_array (customer, "custom"), *tags = get_array (customer, "tags");
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  put (self, "id", get_text (customer, "id"));
  put_fields (self, "", &crm_kind_customer, 0, customer);
  for (guint i = 0; i < count (custom); i++)
    if (get_object_at (custom, i) != NULL)
      put_custom (self, get_object_at (custom, i));
  for (guint i = 0; i < count (tags); i++)
    g_ptr_array_add (names, dup_scalar (json_array_get_element (tags, i)));
  joined = crm_export_join_tags (names);
  put (self, "tags", joined);
  put_points (self, "", get_array (customer, "contact_points"));
  for (guint i = 0; i < count (people); i++)
    if (get_object_at (people, i) != NULL)
      put_person (self, i + 1, get_object_at (people, i));
}

static void
put_row (CrmJsonTable *self, JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object != NULL && g_strcmp0 (get_text (object, "record_kind"), crm_kind_customer.name) == 0)
    put_customer (self, object);
  else if (object != NULL)
    put_node (self, "", node);
}

/* ── the source ───────────────────────────────────────────────────────────────────────────── */

static CrmTableStatus
crm_json_table_next (CrmTableSource *source, CrmTableRow *row, GError **error)
{
  CrmJsonTable *self = (CrmJsonTable *)source;

  if (self->next == json_array_get_length (self->rows))
    return CRM_TABLE_END;
  g_string_chunk_clear (self->texts);
  crm_table_row_begin (row, self->next + 1, self->next + 1);
  crm_table_row_pad (row, self->names->len);
  self->row = row;
  put_row (self, json_array_get_element (self->rows, self->next++));
  self->row = NULL;
  return CRM_TABLE_ROW;
}

static guint64
crm_json_table_get_position (CrmTableSource *source)
{
  CrmJsonTable *self = (CrmJsonTable *)source;

  return self->size * self->next / MAX (json_array_get_length (self->rows), 1);
}

static void
crm_json_table_free (CrmTableSource *source)
{
  CrmJsonTable *self = (CrmJsonTable *)source;

  g_clear_object (&self->parser);
  g_hash_table_unref (self->columns);
  g_ptr_array_unref (self->names);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/* The array the rows are in: the root, or the first in the object that is. */
static JsonArray *
find_rows (JsonNode *root)
{
  JsonObjectIter iter;
  JsonNode *node;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    return json_node_get_array (root);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, NULL, &node))
    if (JSON_NODE_HOLDS_ARRAY (node))
      return json_node_get_array (node);
  return NULL;
}

static gboolean
parse (CrmJsonTable *self, const char *path, const char *name, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length = 0, mark;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > CRM_JSON_TABLE_MAX)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” is larger than 512 MB. Export it as CSV, which can be of any size."), name);
      return FALSE;
    }
  if (!g_file_get_contents (path, &bytes, &length, &local_error))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” could not be read: %s."), name, local_error->message);
      return FALSE;
    }
  self->size = length;
  mark = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  if (!json_parser_load_from_data (self->parser, bytes + mark, (gssize)(length - mark), &local_error))
    {
      /* Translators: a file, then what the JSON parser says, with line and column. */
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” is no whole JSON (%s). Export it once more, or choose another format."), name, local_error->message);
      return FALSE;
    }
  self->rows = find_rows (json_parser_get_root (self->parser));
  if (self->rows == NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” holds no list of customers."), name);
  return self->rows != NULL;
}

CrmTableSource *
crm_json_table_new (const char *path, const char *name, char ***columns, GError **error)
{
  static const CrmTableSourceClass klass = { crm_json_table_next, crm_json_table_get_position, crm_json_table_free };
  CrmJsonTable *self = g_new0 (CrmJsonTable, 1);
  g_autoptr (CrmTableSource) source = &self->source;

  source->klass = &klass;
  self->parser = json_parser_new_immutable ();
  self->columns = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_string_chunk_new (4096);
  if (!parse (self, path, name, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (self->rows); i++)
    put_row (self, json_array_get_element (self->rows, i));
  if (self->names->len == 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” holds no list of customers."), name);
      return NULL;
    }
  *columns = g_new0 (char *, self->names->len + 1);
  for (guint i = 0; i < self->names->len; i++)
    (*columns)[i] = g_strdup (self->names->pdata[i]);
  return g_steal_pointer (&source);
}
