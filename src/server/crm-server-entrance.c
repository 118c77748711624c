/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something comes in from outside. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-entrance.h"

#include "core/base/crm-error.h"
#include "core/base/crm-token.h"
#include "core/surveys/crm-survey-invite.h"
#include "server/crm-server-index.h"
#include "server/crm-server-pages-private.h"
#include "server/crm-server-password.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#define NAME_MAX_LENGTH 200
#define ENTRANCES_MAX   1000

void
crm_server_entrance_clear (CrmServerEntrance *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->calling_code, g_free);
  g_clear_pointer (&self->sealed, g_free);
}

/* ── keys ─────────────────────────────────────────────────────────────────────────────────── */

char *
crm_server_entrance_sign (const char *key, const char *text, gsize length)
{
  return g_compute_hmac_for_data (G_CHECKSUM_SHA256, (const guchar *)key, strlen (key), (const guchar *)text, length);
}

gboolean
crm_server_entrance_is_signed (const char *key, const char *text, gsize length, const char *mac)
{
  g_autofree char *expected = crm_server_entrance_sign (key, text, length);
  volatile guchar difference = 0;
  gsize n = strlen (expected);

  if (mac == NULL || strlen (mac) != n)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    difference |= (guchar)(expected[i] ^ g_ascii_tolower (mac[i]));
  return difference == 0;
}

/* The key is half of a hash under the token that is in no database; what is stored makes it the hash it is. */
static char *
make_pad (const char *token)
{
  g_autofree char *clean = crm_token_clean (token);

  return crm_server_entrance_sign (clean, "clientele entrance", strlen ("clientele entrance"));
}

static char *
open_key (const CrmServerEntrance *self, const char *token)
{
  g_autofree char *pad = make_pad (token);

  return crm_server_entrance_sign (pad, self->sealed, strlen (self->sealed));
}

/* ── definitions ──────────────────────────────────────────────────────────────────────────── */

static char *
write_definition (const CrmServerEntrance *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char owner[CRM_ID_STRING_LENGTH + 1];
  const char *const members[] = { "name", self->name, "owner", crm_id_format (&self->owner, owner), "calling_code", self->calling_code, "sealed", self->sealed };

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (members); i += 2)
    {
      json_builder_set_member_name (builder, members[i]);
      json_builder_add_string_value (builder, members[i + 1]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
read_definition (CrmServerEntrance *self, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  const char *owner = object != NULL ? json_object_get_string_member_with_default (object, "owner", NULL) : NULL;

  if (owner == NULL || !crm_id_parse (owner, &self->owner))
    return FALSE;
  self->name = g_strdup (json_object_get_string_member_with_default (object, "name", ""));
  self->calling_code = g_strdup (json_object_get_string_member_with_default (object, "calling_code", "86"));
  self->sealed = g_strdup (json_object_get_string_member_with_default (object, "sealed", ""));
  return TRUE;
}

static int
read_entrance (CrmServerStorage *storage, const char *sort, const char *hash, CrmServerEntrance *self, GError **error)
{
  g_auto (CrmServerItem) item = { 0 };
  int found = crm_server_storage_read_item (storage, sort, hash, &item, error);

  return found > 0 ? read_definition (self, item.value) : found;
}

int
crm_server_entrance_open (CrmServerStorage *storage, const CrmId *workspace, const char *sort, const char *hash, const char *token, CrmServerEntrance *self, char **key, GError **error)
{
  CrmServerWorkspace state;
  int found;

  *self = (CrmServerEntrance){ 0 };
  *key = NULL;
  if (!crm_server_storage_begin (storage, workspace, FALSE, &state, error))
    return -1;
  found = read_entrance (storage, sort, hash, self, error);
  crm_server_storage_rollback (storage);
  if (found > 0)
    *key = open_key (self, token);
  return found;
}

/* The key of the item with this name, in @key, or nothing. Within a transaction. */
static gboolean
find_name (CrmServerStorage *storage, const char *sort, const char *name, char **key, GError **error)
{
  g_autoptr (GArray) items = crm_server_storage_list_items (storage, sort, "", ENTRANCES_MAX, error);

  *key = NULL;
  for (guint i = 0; items != NULL && *key == NULL && i < items->len; i++)
    {
      g_auto (CrmServerEntrance) entrance = { 0 };
      const CrmServerItem *item = &g_array_index (items, CrmServerItem, i);

      if (read_definition (&entrance, item->value) && g_str_equal (entrance.name, name))
        *key = g_strdup (item->key);
    }
  return items != NULL;
}

static gboolean
store (CrmServerStorage *storage, const char *sort, const CrmServerEntrance *self, const char *token, gint64 now, GError **error)
{
  g_autofree char *hash = crm_token_hash (token);
  g_autofree char *definition = write_definition (self);
  g_autofree char *known = NULL;

  if (!find_name (storage, sort, self->name, &known, error))
    return FALSE;
  if (known == NULL)
    return crm_server_storage_write_item (storage, sort, hash, definition, now, error);
  g_set_error (error, CRM_ERROR, CRM_ERROR_CONFLICT, _ ("There is already one named “%s”. Remove it first, or choose another name."), self->name);
  return FALSE;
}

/* Ends the transaction, well or not. */
static gboolean
end (CrmServerStorage *storage, const CrmServerWorkspace *state, gboolean ok, GError **error)
{
  if (ok)
    return crm_server_storage_commit (storage, state, crm_server_random_number (), error);
  crm_server_storage_rollback (storage);
  return FALSE;
}

gboolean
crm_server_entrance_add (CrmServerStorage *storage, const CrmId *workspace, const char *sort, const char *name, const CrmId *owner, const char *calling_code, gint64 now, char **token, char **key, GError **error)
{
  g_auto (CrmServerEntrance) self = { g_strstrip (g_strdup (name)), *owner, g_strdup (calling_code), crm_survey_make_token () };
  g_autofree char *made = crm_survey_make_token ();
  CrmServerWorkspace state;

  if (*self.name == '\0' || !g_utf8_validate (self.name, -1, NULL) || g_utf8_strlen (self.name, -1) > NAME_MAX_LENGTH)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A name of 1 to 200 characters is needed."));
      return FALSE;
    }
  if (!crm_server_storage_begin (storage, workspace, TRUE, &state, error) || !end (storage, &state, store (storage, sort, &self, made, now, error), error))
    return FALSE;
  *key = open_key (&self, made);
  *token = g_steal_pointer (&made);
  return TRUE;
}

static gboolean
forget (CrmServerStorage *storage, const char *sort, const char *name, GError **error)
{
  g_autofree char *key = NULL;

  if (!find_name (storage, sort, name, &key, error))
    return FALSE;
  if (key != NULL)
    return crm_server_storage_remove_item (storage, sort, key, error);
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is none named “%s”."), name);
  return FALSE;
}

gboolean
crm_server_entrance_remove (CrmServerStorage *storage, const CrmId *workspace, const char *sort, const char *name, GError **error)
{
  CrmServerWorkspace state;

  return crm_server_storage_begin (storage, workspace, TRUE, &state, error) && end (storage, &state, forget (storage, sort, name, error), error);
}

char **
crm_server_entrance_list (CrmServerStorage *storage, const CrmId *workspace, const char *sort, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GArray) items = NULL;
  CrmServerWorkspace state;

  if (!crm_server_storage_begin (storage, workspace, FALSE, &state, error))
    return NULL;
  items = crm_server_storage_list_items (storage, sort, "", ENTRANCES_MAX, error);
  crm_server_storage_rollback (storage);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      g_auto (CrmServerEntrance) entrance = { 0 };

      if (read_definition (&entrance, g_array_index (items, CrmServerItem, i).value))
        g_strv_builder_add (names, entrance.name);
    }
  return items != NULL ? g_strv_builder_end (names) : NULL;
}
