/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hook at /h/: another program tells of a call or a message, signed. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-hook.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-interactions.h"
#include "server/crm-server-arrival.h"
#include "server/crm-server-pages-private.h"
#include "sync/crm-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* Clocks are not all right, and a message does not come late. */
#define SLACK_US (5 * G_TIME_SPAN_MINUTE)

/* Signed ones of a hook a minute; wrong ones of an address. */
#define SIGNED_MOST   600
#define SIGNED_WITHIN 60
#define WRONG_MOST    20
#define WRONG_WITHIN  600

#define ID_MAX    200
#define FIELD_MAX 250
#define TEXT_MAX  20000

/* What came in. */
typedef struct
{
  CrmServerPageVisit *visit;
  CrmServerEntrance entrance;
  char *key;
  JsonNode *root;
  gboolean creates;
  gboolean known;
  CrmServerArrival arrival;
} Hook;

static void
hook_clear (Hook *self)
{
  crm_server_entrance_clear (&self->entrance);
  crm_server_arrival_clear (&self->arrival);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->root, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hook, hook_clear)

/* ── answers ──────────────────────────────────────────────────────────────────────────────── */

/* Members and values in turn, ended by NULL; a value that is NULL is left out. */
static void
answer_json (CrmServerPageResponse *response, guint status, const char *const *members)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  for (guint i = 0; members[i] != NULL; i += 2)
    if (members[i + 1] != NULL)
      {
        json_builder_set_member_name (builder, members[i]);
        json_builder_add_string_value (builder, members[i + 1]);
      }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  response->status = status;
  response->content_type = "application/json";
  g_clear_pointer (&response->body, g_bytes_unref);
  response->body = g_bytes_new_take (text, strlen (text));
}

void
crm_server_hook_refuse (CrmServerPageResponse *response, guint status, const char *code, const char *message)
{
  const char *const members[] = { "error", code, "message", message, NULL };

  answer_json (response, status, members);
  if (status == 429)
    response->retry_after = SIGNED_WITHIN;
}

static gboolean
refuse (Hook *self, guint status, const char *code, const char *message)
{
  crm_server_hook_refuse (self->visit->response, status, code, message);
  return FALSE;
}

static void
answer_stored (Hook *self, const char *result, guint status, gboolean is_task)
{
  CrmId id = crm_server_arrival_make_id (&self->arrival, is_task ? "task" : "interaction");
  char record[CRM_ID_STRING_LENGTH + 1], customer[CRM_ID_STRING_LENGTH + 1];
  const char *const members[] = { "result", result, is_task ? "task" : "interaction", crm_id_format (&id, record), "customer", self->arrival.has_customer ? crm_id_format (&self->arrival.customer, customer) : NULL, NULL };

  answer_json (self->visit->response, status, members);
}

/* ── the signature ────────────────────────────────────────────────────────────────────────── */

/* "t=SECONDS,v1=HEX" over "SECONDS.BODY". */
static gboolean
is_signed (const Hook *self)
{
  const CrmServerPageRequest *request = self->visit->request;
  g_auto (GStrv) parts = g_strsplit (request->signature != NULL ? request->signature : "", ",", 4);
  const char *time = NULL, *mac = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 at;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_str_has_prefix (part, "t="))
        time = part + 2;
      else if (g_str_has_prefix (part, "v1="))
        mac = part + 3;
    }
  if (time == NULL || mac == NULL || strlen (time) > 20 || request->body == NULL)
    return FALSE;
  g_string_append_printf (text, "%s.", time);
  g_string_append_len (text, g_bytes_get_data (request->body, NULL), (gssize)g_bytes_get_size (request->body));
  at = g_ascii_strtoll (time, NULL, 10);
  if (at <= 0 || at > G_MAXINT64 / G_USEC_PER_SEC || ABS (request->now - at * G_USEC_PER_SEC) > SLACK_US)
    return FALSE;
  return crm_server_entrance_is_signed (self->key, text->str, text->len, mac);
}

/* ── what it says ─────────────────────────────────────────────────────────────────────────── */

/* Whether the member is not there, or a text of that length at the most. */
static gboolean
read_text (Hook *self, JsonObject *object, const char *name, gsize most, const char **text)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *message = NULL;

  *text = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    *text = json_node_get_string (node);
  if (*text == NULL || (gsize)g_utf8_strlen (*text, -1) > most)
    {
      message = g_strdup_printf ("The member \"%s\" is no text, or longer than %" G_GSIZE_FORMAT " characters.", name, most);
      return refuse (self, 422, "invalid", message);
    }
  if (**text == '\0')
    *text = NULL;
  return TRUE;
}

static gboolean
is_choice (const CrmField *field, const char *name)
{
  for (const CrmChoice *choice = field->choices; name != NULL && choice->name != NULL; choice++)
    if (strcmp (choice->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
read_time (Hook *self, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  gint64 now = self->visit->request->now;

  self->arrival.at = time != NULL ? g_date_time_to_unix_usec (time) : now;
  if ((text != NULL && time == NULL) || self->arrival.at > now + G_TIME_SPAN_DAY || self->arrival.at < 0)
    return refuse (self, 422, "invalid", "The member \"at\" is no time as 2026-01-31T09:30:00+08:00, or lies ahead.");
  return TRUE;
}

static gboolean
read_rest (Hook *self, JsonObject *object)
{
  JsonNode *minutes = json_object_get_member (object, "minutes"), *create = json_object_get_member (object, "create");

  if (minutes != NULL && (!JSON_NODE_HOLDS_VALUE (minutes) || json_node_get_value_type (minutes) != G_TYPE_INT64 || json_node_get_int (minutes) < 0 || json_node_get_int (minutes) > 1440))
    return refuse (self, 422, "invalid", "The member \"minutes\" is no whole number up to 1440.");
  if (create != NULL && (!JSON_NODE_HOLDS_VALUE (create) || json_node_get_value_type (create) != G_TYPE_BOOLEAN))
    return refuse (self, 422, "invalid", "The member \"create\" is neither true nor false.");
  self->arrival.minutes = minutes != NULL ? json_node_get_int (minutes) : 0;
  self->creates = create != NULL && json_node_get_boolean (create);
  return TRUE;
}

static gboolean
read_object (Hook *self, JsonObject *object)
{
  CrmServerArrival *arrival = &self->arrival;
  const char *id, *at, *customer;
  g_autofree char *cause = NULL;

  if (!read_text (self, object, "id", ID_MAX, &id) || !read_text (self, object, "kind", FIELD_MAX, &arrival->kind) || !read_text (self, object, "direction", FIELD_MAX, &arrival->direction) || !read_text (self, object, "at", FIELD_MAX, &at) || !read_text (self, object, "text", TEXT_MAX, &arrival->text) || !read_text (self, object, "name", FIELD_MAX, &arrival->name) || !read_text (self, object, "company", FIELD_MAX, &arrival->company) || !read_text (self, object, "phone", FIELD_MAX, &arrival->phone) || !read_text (self, object, "email", FIELD_MAX, &arrival->email) || !read_text (self, object, "customer", FIELD_MAX, &customer) || !read_time (self, at) || !read_rest (self, object))
    return FALSE;
  if (id == NULL)
    return refuse (self, 422, "invalid", "The member \"id\" is missing: what the delivery is called, so that a repeat is known.");
  if (!is_choice (&crm_kind_interaction.fields[CRM_INTERACTION_KIND], arrival->kind))
    return refuse (self, 422, "invalid", "The member \"kind\" is none of call, meeting, visit, email, wechat, wecom, qq, weibo, message, web, letter, note, other.");
  if (arrival->direction == NULL)
    arrival->direction = "in";
  if (!is_choice (&crm_kind_interaction.fields[CRM_INTERACTION_DIRECTION], arrival->direction))
    return refuse (self, 422, "invalid", "The member \"direction\" is neither \"in\" nor \"out\".");
  arrival->has_customer = customer != NULL;
  if (customer != NULL && !crm_id_parse (customer, &arrival->customer))
    return refuse (self, 422, "invalid", "The member \"customer\" is no id of a customer.");
  if (customer == NULL && arrival->phone == NULL && arrival->email == NULL)
    return refuse (self, 422, "invalid", "One of the members \"phone\", \"email\" and \"customer\" is needed.");
  cause = g_strconcat ("hook ", self->visit->hash, " ", id, NULL);
  arrival->cause = crm_id_from_name (&self->visit->workspace, cause);
  return TRUE;
}

static gboolean
read_body (Hook *self)
{
  gsize length;
  const char *text = g_bytes_get_data (self->visit->request->body, &length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  CrmWireScan scan;

  /* Depth, UTF-8 and NUL are looked at before a parser goes through it. */
  if (length > 0 && crm_wire_scan_init (&scan, text, length) && json_parser_load_from_data (parser, text, (gssize)length, NULL))
    self->root = json_parser_steal_root (parser);
  if (self->root == NULL || !JSON_NODE_HOLDS_OBJECT (self->root))
    return refuse (self, 400, "unreadable", "The body is no JSON object.");
  return read_object (self, json_node_get_object (self->root));
}

/* ── what becomes of it ───────────────────────────────────────────────────────────────────── */

/* Nobody is made a customer by calling, and no call is lost: somebody decides. */
static void
add_unknown (Hook *self, CrmEdit *edit)
{
  const CrmServerArrival *arrival = &self->arrival;
  const char *who = arrival->name != NULL ? arrival->name : arrival->phone != NULL ? arrival->phone
                                                                                   : arrival->email;
  const char *kind = crm_field_get_choice_label (&crm_kind_interaction.fields[CRM_INTERACTION_KIND], arrival->kind);
  /* Translators: the title of a task: a kind of interaction such as “Call”; a name, phone number or address. */
  g_autofree char *title = g_strdup_printf (_ ("%1$s from nobody we know: %2$s"), kind, who);
  const char *lines[] = { arrival->name, arrival->company, arrival->phone, arrival->email, arrival->text };
  g_autoptr (GString) note = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", lines[i]);
  crm_server_arrival_add_task (arrival, edit, &self->entrance, title, note->str, self->visit->request->now);
}

static gboolean
write_down (Hook *self, GError **error)
{
  CrmServerPageVisit *visit = self->visit;
  g_autoptr (CrmEdit) edit = crm_edit_new ("", CRM_EDIT_ORIGIN_IMPORT);
  gboolean unknown = !self->arrival.has_customer && !self->creates;

  if (unknown)
    add_unknown (self, edit);
  else
    {
      if (!self->arrival.has_customer)
        crm_server_arrival_add_customer (&self->arrival, edit, &self->entrance, visit->request->now);
      crm_server_arrival_add_interaction (&self->arrival, edit);
    }
  if (!crm_server_arrival_write (&self->arrival, visit, &self->entrance, edit, error))
    return FALSE;
  answer_stored (self, unknown ? "unknown" : "stored", unknown ? 202 : 201, unknown);
  return TRUE;
}

static gboolean
look_up (Hook *self, GError **error)
{
  CrmServerStorage *storage = self->visit->storage;
  CrmServerWorkspace state;
  int found;
  gboolean ok;

  if (!crm_server_storage_begin (storage, &self->visit->workspace, FALSE, &state, error))
    return FALSE;
  found = crm_server_arrival_is_known (&self->arrival, storage, error);
  ok = found >= 0 && (found > 0 || crm_server_arrival_find (&self->arrival, storage, &self->entrance, error));
  crm_server_storage_rollback (storage);
  self->known = found > 0;
  return ok;
}

static gboolean
take (Hook *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  static const char *const repeated[] = { "result", "repeated", NULL };

  if (!look_up (self, &local_error))
    {
      if (g_error_matches (local_error, CRM_ERROR, CRM_ERROR_NOT_FOUND) && self->arrival.has_customer)
        return refuse (self, 422, "customer", "There is no such customer."), TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!self->known)
    return write_down (self, error);
  answer_json (self->visit->response, 200, repeated);
  return TRUE;
}

/* Whether it is to be read on; if not it was answered. */
static gboolean
may_enter (Hook *self)
{
  const CrmServerPageRequest *request = self->visit->request;

  if (!crm_server_page_is_post (request))
    return refuse (self, 405, "method", "Hooks are called with POST.");
  if (!crm_server_limit_has (self->visit->limit, "wrong", request->address, WRONG_MOST, WRONG_WITHIN, request->now))
    return refuse (self, 429, "busy", "Too many requests with a wrong signature.");
  if (!is_signed (self))
    {
      crm_server_limit_take (self->visit->limit, "wrong", request->address, WRONG_MOST, WRONG_WITHIN, request->now);
      return refuse (self, 401, "signature", "The signature is missing or wrong, or was made more than five minutes ago.");
    }
  if (!crm_server_limit_take (self->visit->limit, "hook", self->visit->hash, SIGNED_MOST, SIGNED_WITHIN, request->now))
    return refuse (self, 429, "busy", "Too many requests. Try again later.");
  return TRUE;
}

gboolean
crm_server_hook_answer (CrmServerPageVisit *visit, GError **error)
{
  g_auto (Hook) self = { .visit = visit };

  if (crm_server_entrance_open (visit->storage, &visit->workspace, CRM_SERVER_ITEM_HOOK, visit->hash, visit->request->token, &self.entrance, &self.key, error) < 0)
    return FALSE;
  return self.key == NULL || !may_enter (&self) || !read_body (&self) || take (&self, error);
}
