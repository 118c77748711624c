/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it came and the reply to it, apart from how the bytes travel. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmServerRequest:
 * @path: decoded, beginning with a slash
 * @query: (nullable) (element-type utf8 utf8): the parameters
 * @token: (nullable): what the caller shows
 * @address: whom it came from; for limits only, never written down
 * @range: (nullable): the header, and @content_range likewise
 * @language: (nullable): the header Accept-Language
 * @type: (nullable): the header Content-Type
 * @signature: (nullable): the header X-Clientele-Signature
 * @is_packed: whether @body is gzip; @takes_packed whether the reply may be
 * @is_local: whether it came over the socket in the server's own folder
 */
typedef struct
{
  char *method;
  char *path;
  GHashTable *query;
  char *token;
  char *address;
  char *range;
  char *content_range;
  char *language;
  char *type;
  char *signature;
  gboolean is_packed;
  gboolean takes_packed;
  gboolean is_local;
  GBytes *body;
} CrmServerRequest;

void crm_server_request_clear (CrmServerRequest *self);

/* A parameter of the query; NULL when it is not there. */
const char *crm_server_request_get (const CrmServerRequest *self, const char *name);

/**
 * CrmServerReply:
 * @status: of HTTP
 * @type: (nullable): of the body, static
 * @body: (nullable)
 * @headers: (nullable) (element-type utf8): names and values in turn
 * @retry_after: seconds, or 0
 * @is_stream: whether the caller stays and is told of changes; no @body then
 */
typedef struct
{
  guint status;
  const char *type;
  GBytes *body;
  GPtrArray *headers;
  guint retry_after;
  gboolean is_stream;
} CrmServerReply;

void crm_server_reply_clear (CrmServerReply *self);
void crm_server_reply_set_body (CrmServerReply *self, const char *type, GBytes *body); /* (transfer full) */
void crm_server_reply_add_header (CrmServerReply *self, const char *name, const char *value);

#define CRM_SERVER_REFUSAL (crm_server_refusal_quark ())

/**
 * CrmServerRefusal:
 *
 * Why a request is refused, as docs/sync.md lists it. @CRM_SERVER_REFUSAL_BUSY is the caller's doing, @CRM_SERVER_REFUSAL_UNABLE the server's.
 */
typedef enum
{
  CRM_SERVER_REFUSAL_UNREADABLE,
  CRM_SERVER_REFUSAL_TOKEN,
  CRM_SERVER_REFUSAL_PASSWORD,
  CRM_SERVER_REFUSAL_ROLE,
  CRM_SERVER_REFUSAL_NONE,
  CRM_SERVER_REFUSAL_NODE,
  CRM_SERVER_REFUSAL_SIZE,
  CRM_SERVER_REFUSAL_BUSY,
  CRM_SERVER_REFUSAL_UNABLE,
  CRM_SERVER_N_REFUSALS
} CrmServerRefusal;

GQuark crm_server_refusal_quark (void);

/* Sets an error with the sentence that belongs to it. Returns FALSE. */
gboolean crm_server_refuse (GError **error, CrmServerRefusal refusal);

/* Makes the reply say what went wrong; what is no refusal and concerns nobody outside goes to the log. */
void crm_server_reply_set_error (CrmServerReply *self, const GError *error);

/**
 * crm_server_unpack:
 * @max: what the bytes may come to
 *
 * Unpacks gzip, as far as @max: %CRM_SERVER_REFUSAL_SIZE beyond, %CRM_SERVER_REFUSAL_UNREADABLE for what is none, or cut short.
 *
 * Returns: (transfer full): the bytes.
 */
GBytes *crm_server_unpack (GBytes *bytes, gsize max, GError **error);

/* Packs them, quickly rather than tightly. (transfer full) */
GBytes *crm_server_pack (GBytes *bytes);

G_END_DECLS
