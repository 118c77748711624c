/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions as JSON, as the file and other devices keep them. */

#define G_LOG_DOMAIN "crm-views"

#include "config.h"

#include "core/views/crm-condition.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#define MAX_DEPTH 8

static void
build (JsonBuilder *builder, const CrmCondition *self)
{
  json_builder_begin_object (builder);
  if (self->type != CRM_CONDITION_TEST)
    {
      json_builder_set_member_name (builder, self->type == CRM_CONDITION_ALL ? "all" : "any");
      json_builder_begin_array (builder);
      for (guint i = 0; i < self->parts->len; i++)
        build (builder, self->parts->pdata[i]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      return;
    }
  json_builder_set_member_name (builder, "field");
  json_builder_add_string_value (builder, self->facet);
  if (self->label != NULL)
    {
      json_builder_set_member_name (builder, "label");
      json_builder_add_string_value (builder, self->label);
    }
  json_builder_set_member_name (builder, "is");
  json_builder_add_string_value (builder, crm_test_get_name (self->test));
  if (self->values[0] != NULL)
    {
      json_builder_set_member_name (builder, "values");
      json_builder_begin_array (builder);
      for (guint i = 0; self->values[i] != NULL; i++)
        json_builder_add_string_value (builder, self->values[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

char *
crm_condition_to_json (const CrmCondition *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  build (builder, self);
  node = json_builder_get_root (builder);
  return json_to_string (node, FALSE);
}

static CrmCondition *
fail (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The conditions of this view cannot be read. A newer version of Clientele may have saved them."));
  return NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
read_values (JsonObject *object, GStrvBuilder *values)
{
  JsonNode *node = json_object_get_member (object, "values");
  JsonArray *array;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *value = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        return FALSE;
      g_strv_builder_add (values, json_node_get_string (value));
    }
  return TRUE;
}

static CrmCondition *
read_test (JsonObject *object, GError **error)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  const char *facet = get_string (object, "field"), *is = get_string (object, "is");
  CrmCondition *self;
  guint n_values, n;
  CrmTest test;

  if (facet == NULL || is == NULL || !crm_test_find (is, &test) || !read_values (object, values))
    return fail (error);
  self = g_new0 (CrmCondition, 1);
  self->facet = g_strdup (facet);
  self->label = g_strdup (get_string (object, "label"));
  self->test = test;
  self->values = g_strv_builder_end (values);
  n = g_strv_length (self->values);
  n_values = crm_test_get_n_values (test);
  if (n_values == G_MAXUINT ? n > 0 : n == n_values)
    return self;
  crm_condition_free (self);
  return fail (error);
}

static CrmCondition *
read_node (JsonNode *node, guint depth, GError **error)
{
  g_autoptr (CrmCondition) self = NULL;
  JsonObject *object;
  JsonNode *parts;
  gboolean all;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || depth > MAX_DEPTH)
    return fail (error);
  object = json_node_get_object (node);
  all = json_object_has_member (object, "all");
  parts = json_object_get_member (object, all ? "all" : "any");
  if (parts == NULL)
    return read_test (object, error);
  if (!JSON_NODE_HOLDS_ARRAY (parts))
    return fail (error);
  self = crm_condition_new_group (all ? CRM_CONDITION_ALL : CRM_CONDITION_ANY);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (parts)); i++)
    {
      CrmCondition *part = read_node (json_array_get_element (json_node_get_array (parts), i), depth + 1, error);

      if (part == NULL)
        return NULL;
      g_ptr_array_add (self->parts, part);
    }
  return g_steal_pointer (&self);
}

CrmCondition *
crm_condition_from_json (const char *json, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  g_return_val_if_fail (json != NULL, NULL);

  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return fail (error);
  return read_node (json_parser_get_root (parser), 0, error);
}
