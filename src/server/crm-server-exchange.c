/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request on its way to its reply, in steps on the threads where each may block. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-exchange.h"

#include <string.h>

/* Five guesses of a password are typing errors; of one account from everywhere, or of all from one address, more are likely to be that. */
#define TRIES_SPAN    (15 * G_TIME_SPAN_MINUTE)
#define TRIES         5
#define ACCOUNT_TRIES 50
#define ADDRESS_TRIES 50

/* Packing costs as much as making the reply; below this, which is what a change or two of each colleague come to, it saves a packet or so. */
#define PACKED_MIN 8192

void
crm_server_house_init (CrmServerHouse *self, CrmClock *clock, const char *blobs)
{
  *self = (CrmServerHouse){ .clock = g_object_ref (clock), .blobs = g_strdup (blobs) };
  self->visits = crm_server_limit_new ();
  self->tries = crm_server_tries_new (TRIES, TRIES_SPAN);
  self->account_tries = crm_server_tries_new (ACCOUNT_TRIES, TRIES_SPAN);
  self->address_tries = crm_server_tries_new (ADDRESS_TRIES, TRIES_SPAN);
}

void
crm_server_house_clear (CrmServerHouse *self)
{
  g_clear_object (&self->clock);
  g_clear_pointer (&self->blobs, g_free);
  g_clear_pointer (&self->visits, crm_server_limit_free);
  g_clear_pointer (&self->tries, crm_server_tries_free);
  g_clear_pointer (&self->account_tries, crm_server_tries_free);
  g_clear_pointer (&self->address_tries, crm_server_tries_free);
}

/* ── finding the call ─────────────────────────────────────────────────────────────────────── */

static gsize
measure_part (const char *at)
{
  return strcspn (at, "/");
}

static gboolean
match (const char *pattern, const char *path, char *parts[CRM_SERVER_PARTS_MAX])
{
  guint n = 0;

  while (*pattern == '/' && *path == '/')
    {
      gsize length = measure_part (++pattern), path_length = measure_part (++path);

      if (*pattern == '{' && path_length > 0 && n < CRM_SERVER_PARTS_MAX)
        parts[n++] = g_strndup (path, path_length);
      else if (length != path_length || strncmp (pattern, path, length) != 0)
        break;
      pattern += length;
      path += path_length;
    }
  if (*pattern == '\0' && *path == '\0')
    return TRUE;
  for (guint i = 0; i < CRM_SERVER_PARTS_MAX; i++)
    g_clear_pointer (&parts[i], g_free);
  return FALSE;
}

const CrmServerCall *
crm_server_call_find (const char *method, const char *path, char *parts[CRM_SERVER_PARTS_MAX])
{
  for (const CrmServerCall *call = crm_server_calls_get (); call->name != NULL; call++)
    if (strcmp (call->method, method) == 0 && match (call->path, path, parts))
      return call;
  return NULL;
}

/* ── the exchange ─────────────────────────────────────────────────────────────────────────── */

CrmServerExchange *
crm_server_exchange_new (CrmServerHouse *house, CrmServerRequest *request)
{
  CrmServerExchange *self = g_new0 (CrmServerExchange, 1);

  self->house = house;
  self->request = *request;
  *request = (CrmServerRequest){ 0 };
  self->began = g_get_monotonic_time ();
  self->call = crm_server_call_find (self->request.method, self->request.path, self->parts);
  if (self->call != NULL && self->call->needs_socket && !self->request.is_local)
    self->call = NULL;
  return self;
}

void
crm_server_exchange_free (CrmServerExchange *self)
{
  for (guint i = 0; i < CRM_SERVER_PARTS_MAX; i++)
    g_free (self->parts[i]);
  if (self->state_free != NULL)
    self->state_free (self->state);
  if (self->owner_free != NULL)
    self->owner_free (self->owner);
  crm_server_request_clear (&self->request);
  crm_server_reply_clear (&self->reply);
  crm_server_session_clear (&self->session);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  g_free (self);
}

/* Of another workspace than the token's there is nothing to be known, not even whether it is there. */
static gboolean
let_in (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  CrmId workspace;

  if (self->call == NULL)
    return crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
  if (!self->call->needs_token || self->stage != CRM_SERVER_STAGE_READ || self->session.account.name != NULL)
    return TRUE;
  if (!crm_server_authenticate (storage, self->request.token, crm_clock_now (self->house->clock), &self->session, error))
    return FALSE;
  if (!g_str_has_prefix (self->call->path, "/v1/{ws}/") || (crm_id_parse (self->parts[0], &workspace) && crm_id_equal (&workspace, &self->session.caller.workspace)))
    return TRUE;
  return crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
}

void
crm_server_exchange_fail (CrmServerExchange *self, const GError *error)
{
  crm_server_reply_set_error (&self->reply, error);
  g_clear_pointer (&self->touched, g_ptr_array_unref);
  self->changes_accounts = FALSE;
  self->stage = CRM_SERVER_STAGE_DONE;
}

void
crm_server_exchange_step (CrmServerExchange *self, CrmServerStorage *storage)
{
  g_autoptr (GError) error = NULL;
  CrmServerStage next = CRM_SERVER_STAGE_DONE;

  if (let_in (self, storage, &error))
    next = self->call->step (self, storage, self->stage, &error);
  self->stage = next;
  if (error == NULL && next == CRM_SERVER_STAGE_DONE && self->reply.status == 0 && !self->reply.is_stream)
    crm_server_refuse (&error, CRM_SERVER_REFUSAL_UNABLE); /* nobody waits for ever */
  if (error != NULL)
    crm_server_exchange_fail (self, error);
}

void
crm_server_exchange_pack (CrmServerExchange *self)
{
  GBytes *body = self->reply.body;
  g_autoptr (GBytes) packed = NULL;

  if (!self->request.takes_packed || body == NULL || g_bytes_get_size (body) < PACKED_MIN || g_strcmp0 (self->reply.type, "application/octet-stream") == 0)
    return;
  packed = crm_server_pack (body);
  g_clear_pointer (&self->reply.body, g_bytes_unref);
  self->reply.body = g_steal_pointer (&packed);
  crm_server_reply_add_header (&self->reply, "Content-Encoding", "gzip");
}
