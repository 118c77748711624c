/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the columns of a file become customers: set, saved, found again. */

#include "config.h"

#include "core/exchange/crm-import-mapping.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-column-names.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define FORMAT_VERSION 1

static const struct
{
  const char *name;
  guint flag;
} matches[] = {
  { "id", CRM_IMPORT_MATCH_ID },
  { "email", CRM_IMPORT_MATCH_EMAIL },
  { "phone", CRM_IMPORT_MATCH_PHONE },
  { "name", CRM_IMPORT_MATCH_NAME },
};

static const char *const updates[] = { "replace", "fill", "skip", NULL };
static const char *const names[] = { "decide", "companies", "people", NULL };
static const char *const date_orders[] = { "unknown", "dmy", "mdy", "ymd", NULL };

CrmImportMapping *
crm_import_mapping_copy (const CrmImportMapping *self)
{
  CrmImportMapping *copy = g_memdup2 (self, sizeof *self);

  copy->program = g_strdup (self->program);
  copy->columns = g_array_copy (self->columns);
  for (guint i = 0; i < copy->columns->len; i++)
    {
      CrmImportColumn *column = &g_array_index (copy->columns, CrmImportColumn, i);

      column->name = g_strdup (column->name);
    }
  if (copy->custom_fields != NULL)
    g_ptr_array_ref (copy->custom_fields);
  return copy;
}

void
crm_import_mapping_free (CrmImportMapping *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    g_free (g_array_index (self->columns, CrmImportColumn, i).name);
  g_array_unref (self->columns);
  g_clear_pointer (&self->custom_fields, g_ptr_array_unref);
  g_free (self->program);
  g_free (self);
}

void
crm_import_mapping_set_custom_fields (CrmImportMapping *self, GPtrArray *fields)
{
  g_return_if_fail (self != NULL && fields != NULL);

  g_ptr_array_ref (fields);
  g_clear_pointer (&self->custom_fields, g_ptr_array_unref);
  self->custom_fields = fields;
  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmImportColumn *column = &g_array_index (self->columns, CrmImportColumn, i);
      const CrmCustomField *field = crm_custom_fields_find (fields, column->name);

      if (field != NULL && (column->meaning.target == CRM_COLUMN_UNKNOWN || column->meaning.target == CRM_COLUMN_NOTE_LINE))
        column->meaning = crm_column_meaning_make_custom (crm_custom_field_get_label (field), crm_record_get_text (field->record, CRM_CUSTOM_FIELD_TYPE));
    }
}

gboolean
crm_import_mapping_is_useful (const CrmImportMapping *self)
{
  static const CrmColumnTarget useful[] = { CRM_COLUMN_ID, CRM_COLUMN_EXTERNAL_ID, CRM_COLUMN_NAME, CRM_COLUMN_COMPANY, CRM_COLUMN_NAME_PART, CRM_COLUMN_POINT };

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CrmColumnMeaning *meaning = &g_array_index (self->columns, CrmImportColumn, i).meaning;

      for (gsize j = 0; j < G_N_ELEMENTS (useful); j++)
        if (meaning->target == useful[j])
          return TRUE;
      if (meaning->target == CRM_COLUMN_PERSON && meaning->item == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_deal_column (const CrmImportMapping *self, CrmDealTarget target, CrmDealField field)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (crm_deal_meaning_equal (&g_array_index (self->columns, CrmImportColumn, i).deal, &(CrmDealMeaning){ target, field, 0 }))
      return TRUE;
  return FALSE;
}

gboolean
crm_import_mapping_names_deals (const CrmImportMapping *self)
{
  return has_deal_column (self, CRM_DEAL_COLUMN_FIELD, CRM_DEAL_TITLE);
}

gboolean
crm_import_mapping_tells_of_deals (const CrmImportMapping *self)
{
  static const CrmDealMeaning marks[] = {
    { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_AMOUNT },
    { CRM_DEAL_COLUMN_FIELD, CRM_DEAL_EXPECTED_CLOSE },
    { CRM_DEAL_COLUMN_PIPELINE },
    { CRM_DEAL_COLUMN_MOVED_AT },
    { CRM_DEAL_COLUMN_CLOSE },
    { CRM_DEAL_COLUMN_MOVES },
  };

  if (!crm_import_mapping_names_deals (self) || !has_deal_column (self, CRM_DEAL_COLUMN_STAGE, 0))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (has_deal_column (self, marks[i].target, marks[i].field))
      return TRUE;
  return FALSE;
}

/* The column of @self of that name that is the @nth of its name. */
static const CrmImportColumn *
find_column (const CrmImportMapping *self, const char *name, guint nth)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CrmImportColumn *column = &g_array_index (self->columns, CrmImportColumn, i);

      if (strcmp (column->name, name) == 0 && nth-- == 0)
        return column;
    }
  return NULL;
}

static guint
count_before (const CrmImportMapping *self, guint position)
{
  const char *name = g_array_index (self->columns, CrmImportColumn, position).name;
  guint n = 0;

  for (guint i = 0; i < position; i++)
    n += strcmp (g_array_index (self->columns, CrmImportColumn, i).name, name) == 0;
  return n;
}

void
crm_import_mapping_apply (CrmImportMapping *self, const CrmImportMapping *saved)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      CrmImportColumn *column = &g_array_index (self->columns, CrmImportColumn, i);
      const CrmImportColumn *other = find_column (saved, column->name, count_before (self, i));

      if (other == NULL)
        continue;
      column->meaning = other->meaning;
      column->deal = other->deal;
      column->answers = other->answers;
      if (other->date_order != CRM_DATE_ORDER_UNKNOWN)
        column->date_order = other->date_order;
      if (other->decimal_mark != 0)
        column->decimal_mark = other->decimal_mark;
      column->minguo = column->minguo || other->minguo;
    }
  self->match = saved->match;
  self->update = saved->update;
  self->names = saved->names;
}

gboolean
crm_import_mapping_parse_match (const char *text, guint *match, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *match = 0;
  for (gsize i = 0; words[i] != NULL; i++)
    {
      gsize j = 0;

      g_strstrip (words[i]);
      while (j < G_N_ELEMENTS (matches) && strcmp (matches[j].name, words[i]) != 0)
        j++;
      if (j == G_N_ELEMENTS (matches))
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Rows cannot be matched by “%s”. Use any of email, phone, id and name, parted by commas."), words[i]);
          return FALSE;
        }
      *match |= matches[j].flag;
    }
  return TRUE;
}

/* ── JSON ── */

static void
build_column (JsonBuilder *builder, const CrmImportColumn *column)
{
  g_autofree char *meaning = crm_column_meaning_to_text (&column->meaning);
  char mark[2] = { column->decimal_mark, '\0' };

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, column->name);
  json_builder_set_member_name (builder, "to");
  json_builder_add_string_value (builder, meaning);
  if (column->date_order != CRM_DATE_ORDER_UNKNOWN)
    {
      json_builder_set_member_name (builder, "dates");
      json_builder_add_string_value (builder, date_orders[column->date_order]);
    }
  if (column->decimal_mark != 0)
    {
      json_builder_set_member_name (builder, "decimal");
      json_builder_add_string_value (builder, mark);
    }
  if (column->minguo)
    {
      json_builder_set_member_name (builder, "minguo");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_end_object (builder);
}

static void
build_match (JsonBuilder *builder, guint match)
{
  json_builder_set_member_name (builder, "match");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (matches); i++)
    if ((match & matches[i].flag) != 0)
      json_builder_add_string_value (builder, matches[i].name);
  json_builder_end_array (builder);
}

char *
crm_import_mapping_to_json (const CrmImportMapping *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "clientele-mapping");
  json_builder_add_int_value (builder, FORMAT_VERSION);
  build_match (builder, self->match);
  json_builder_set_member_name (builder, "update");
  json_builder_add_string_value (builder, updates[self->update]);
  json_builder_set_member_name (builder, "names");
  json_builder_add_string_value (builder, names[self->names]);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->columns->len; i++)
    build_column (builder, &g_array_index (self->columns, CrmImportColumn, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* The place of the object's word in @words; @fallback when it has none. */
static gboolean
get_word (JsonObject *object, const char *member, const char *const *words, guint fallback, guint *value)
{
  const char *text = get_string (object, member);

  *value = fallback;
  if (!json_object_has_member (object, member))
    return TRUE;
  for (guint i = 0; text != NULL && words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      {
        *value = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
fail (const char *name, const char *what, GError **error)
{
  /* Translators: the first %s is a file, the second the part of it that is wrong. */
  g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” is not a mapping of columns that Clientele can use: see “%s”."), name, what);
  return FALSE;
}

static gboolean
read_column (CrmImportMapping *self, JsonNode *node, const char *name, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *column = object != NULL ? get_string (object, "name") : NULL;
  const char *to = object != NULL ? get_string (object, "to") : NULL;
  const char *decimal = object != NULL ? get_string (object, "decimal") : NULL;
  CrmImportColumn read = { 0 };
  guint order;

  if (column == NULL || to == NULL)
    return fail (name, "columns", error);
  if (!crm_column_meaning_parse (to, &read.meaning))
    return fail (name, to, error);
  if (!get_word (object, "dates", date_orders, CRM_DATE_ORDER_UNKNOWN, &order))
    return fail (name, "dates", error);
  if (decimal != NULL && strcmp (decimal, ".") != 0 && strcmp (decimal, ",") != 0)
    return fail (name, "decimal", error);
  read.name = g_strdup (column);
  read.deal = crm_deal_column_find (column);
  read.date_order = order;
  read.decimal_mark = decimal != NULL ? *decimal : 0;
  read.minguo = json_object_get_boolean_member_with_default (object, "minguo", FALSE);
  g_array_append_val (self->columns, read);
  return TRUE;
}

static gboolean
read_match (CrmImportMapping *self, JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = json_object_get_member (object, "match");
  JsonArray *array;

  self->match = CRM_IMPORT_MATCH_DEFAULT;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (name, "match", error);
  self->match = 0;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      guint match;

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING || !crm_import_mapping_parse_match (json_node_get_string (element), &match, NULL))
        return fail (name, "match", error);
      self->match |= match;
    }
  return TRUE;
}

static gboolean
read_mapping (CrmImportMapping *self, JsonNode *root, const char *name, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *columns;
  guint update, kind;

  if (object == NULL || !json_object_has_member (object, "clientele-mapping"))
    return fail (name, "clientele-mapping", error);
  if (json_object_get_int_member_with_default (object, "clientele-mapping", 0) > FORMAT_VERSION)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_NEWER, _ ("The mapping “%s” was written by a newer version of Clientele. Update Clientele to use it."), name);
      return FALSE;
    }
  if (!get_word (object, "update", updates, CRM_IMPORT_REPLACE, &update))
    return fail (name, "update", error);
  if (!get_word (object, "names", names, CRM_IMPORT_NAMES_DECIDE, &kind))
    return fail (name, "names", error);
  self->update = update;
  self->names = kind;
  columns = json_object_get_member (object, "columns");
  if (columns == NULL || !JSON_NODE_HOLDS_ARRAY (columns))
    return fail (name, "columns", error);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (columns)); i++)
    if (!read_column (self, json_array_get_element (json_node_get_array (columns), i), name, error))
      return FALSE;
  return read_match (self, object, name, error);
}

CrmImportMapping *
crm_import_mapping_from_json (const char *json, gssize length, const char *name, GError **error)
{
  g_autoptr (CrmImportMapping) self = g_new0 (CrmImportMapping, 1);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;

  self->columns = g_array_new (FALSE, FALSE, sizeof (CrmImportColumn));
  if (!json_parser_load_from_data (parser, json, length, &local_error))
    {
      fail (name, local_error->message, error);
      return NULL;
    }
  return read_mapping (self, json_parser_get_root (parser), name, error) ? g_steal_pointer (&self) : NULL;
}

CrmImportMapping *
crm_import_mapping_load (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *json = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;

  if (!g_file_get_contents (path, &json, &length, &local_error))
    {
      g_set_error (error, CRM_ERROR, g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ? CRM_ERROR_NOT_FOUND : CRM_ERROR_UNREADABLE,
                   _ ("The mapping “%s” cannot be read: %s"), name, local_error->message);
      return NULL;
    }
  return crm_import_mapping_from_json (json, (gssize)length, name, error);
}

gboolean
crm_import_mapping_save (const CrmImportMapping *self, const char *path, GError **error)
{
  g_autofree char *json = crm_import_mapping_to_json (self);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) local_error = NULL;

  if (g_mkdir_with_parents (folder, 0700) == 0 && g_file_set_contents (path, json, -1, &local_error))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The mapping cannot be saved as “%s”: %s"), path,
               local_error != NULL ? local_error->message : g_strerror (errno));
  return FALSE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
crm_import_mapping_dup_key (const CrmImportMapping *self)
{
  g_autoptr (GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CrmImportColumn *column = &g_array_index (self->columns, CrmImportColumn, i);
      char *name = crm_column_names_fold (column->name);

      /* The column of reasons in a file of faulty rows does not make it another file. */
      if (strcmp (name, "problem") == 0 || strcmp (name, "问题") == 0)
        g_free (name);
      else
        g_ptr_array_add (folded, name);
    }
  g_ptr_array_sort (folded, compare_texts);
  for (guint i = 0; i < folded->len; i++)
    g_checksum_update (sum, folded->pdata[i], (gssize)strlen (folded->pdata[i]) + 1);
  return g_strndup (g_checksum_get_string (sum), 32);
}
