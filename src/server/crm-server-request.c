/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it came and the reply to it, apart from how the bytes travel. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-request.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RETRY_AFTER 2

typedef struct
{
  guint status;
  const char *code;
  const char *message;
} Refusal;

static const Refusal refusals[CRM_SERVER_N_REFUSALS] = {
  [CRM_SERVER_REFUSAL_UNREADABLE] = { 400, "unreadable", N_ ("What came over the network is not what the protocol says. Nothing of it was used.") },
  [CRM_SERVER_REFUSAL_TOKEN] = { 401, "token", N_ ("This device is not signed in any more. Sign in again.") },
  [CRM_SERVER_REFUSAL_PASSWORD] = { 401, "password", N_ ("The name or the password is not right.") },
  [CRM_SERVER_REFUSAL_ROLE] = { 403, "role", N_ ("Your role does not allow this. Ask the administrator of the server.") },
  [CRM_SERVER_REFUSAL_NONE] = { 404, "none", N_ ("There is nothing of that kind on this server.") },
  [CRM_SERVER_REFUSAL_NODE] = { 409, "node", N_ ("This file was copied or restored from a backup. It is given a new identity and goes on.") },
  [CRM_SERVER_REFUSAL_SIZE] = { 413, "size", N_ ("That is more than the server takes at once.") },
  [CRM_SERVER_REFUSAL_BUSY] = { 429, "busy", N_ ("That was too much in a short time. Wait a moment, then try again.") },
  [CRM_SERVER_REFUSAL_UNABLE] = { 503, "busy", N_ ("The server cannot answer at the moment. It is tried again.") },
};

G_DEFINE_QUARK (crm - server - refusal, crm_server_refusal)

void
crm_server_request_clear (CrmServerRequest *self)
{
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->range, g_free);
  g_clear_pointer (&self->content_range, g_free);
  g_clear_pointer (&self->language, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->signature, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
}

const char *
crm_server_request_get (const CrmServerRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

void
crm_server_reply_clear (CrmServerReply *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
}

void
crm_server_reply_set_body (CrmServerReply *self, const char *type, GBytes *body)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->status = 200;
  self->type = type;
  self->body = body;
}

void
crm_server_reply_add_header (CrmServerReply *self, const char *name, const char *value)
{
  if (self->headers == NULL)
    self->headers = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
}

/* ── refusing ─────────────────────────────────────────────────────────────────────────────── */

gboolean
crm_server_refuse (GError **error, CrmServerRefusal refusal)
{
  g_set_error_literal (error, CRM_SERVER_REFUSAL, (int)refusal, _ (refusals[refusal].message));
  return FALSE;
}

static CrmServerRefusal
find_refusal (const GError *error)
{
  if (error->domain == CRM_SERVER_REFUSAL)
    return (CrmServerRefusal)error->code;
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_UNREADABLE) || g_error_matches (error, CRM_ERROR, CRM_ERROR_INVALID))
    return CRM_SERVER_REFUSAL_UNREADABLE;
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    return CRM_SERVER_REFUSAL_NONE;
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CONFLICT))
    return CRM_SERVER_REFUSAL_NODE;
  return CRM_SERVER_REFUSAL_UNABLE;
}

void
crm_server_reply_set_error (CrmServerReply *self, const GError *error)
{
  CrmServerRefusal refusal = find_refusal (error);
  gboolean is_ours = refusal == CRM_SERVER_REFUSAL_UNABLE && error->domain != CRM_SERVER_REFUSAL;
  GString *text = g_string_new (NULL);

  if (is_ours)
    g_message ("%s", error->message);
  g_string_append_printf (text, "{\"error\":\"%s\",\"message\":", refusals[refusal].code);
  crm_wire_append_string (text, is_ours ? _ (refusals[refusal].message) : error->message);
  g_string_append (text, "}\n");
  crm_server_reply_clear (self);
  crm_server_reply_set_body (self, "application/json", g_string_free_to_bytes (text));
  self->status = refusals[refusal].status;
  self->is_stream = FALSE;
  if (self->retry_after == 0 && (refusal == CRM_SERVER_REFUSAL_BUSY || refusal == CRM_SERVER_REFUSAL_UNABLE))
    self->retry_after = RETRY_AFTER;
}

/* ── packing ──────────────────────────────────────────────────────────────────────────────── */

static GBytes *
convert (GConverter *converter, GBytes *bytes, gsize max, GError **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  gsize left, room = 64 * 1024;
  const guint8 *at = g_bytes_get_data (bytes, &left);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize used = 0, made = 0, length = out->len;

      g_byte_array_set_size (out, (guint)(length + room));
      result = g_converter_convert (converter, at, left, out->data + length, room, G_CONVERTER_INPUT_AT_END, &used, &made, error);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      at += used;
      left -= used;
      g_byte_array_set_size (out, (guint)(length + made));
      if (out->len > max)
        {
          crm_server_refuse (error, CRM_SERVER_REFUSAL_SIZE);
          return NULL;
        }
      if (result == G_CONVERTER_CONVERTED && used == 0 && made == 0)
        room *= 2;
    }
  if (left > 0) /* what follows the end is nobody's */
    {
      crm_server_refuse (error, CRM_SERVER_REFUSAL_UNREADABLE);
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
crm_server_unpack (GBytes *bytes, gsize max, GError **error)
{
  g_autoptr (GZlibDecompressor) converter = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GError) own = NULL;
  GBytes *result = convert (G_CONVERTER (converter), bytes, max, &own);

  if (result == NULL && own->domain == CRM_SERVER_REFUSAL)
    g_propagate_error (error, g_steal_pointer (&own));
  else if (result == NULL)
    crm_server_refuse (error, CRM_SERVER_REFUSAL_UNREADABLE);
  return result;
}

GBytes *
crm_server_pack (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) converter = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GError) error = NULL;
  GBytes *result = convert (G_CONVERTER (converter), bytes, G_MAXUINT, &error);

  g_assert_no_error (error);
  return result;
}
