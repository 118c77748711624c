/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked of the server: each call of docs/sync.md, apart from how the bytes travel. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "core/base/crm-error.h"
#include "server/crm-server-admin.h"
#include "server/crm-server-answer.h"
#include "server/crm-server-blob.h"
#include "server/crm-server-digest.h"
#include "server/crm-server-exchange.h"
#include "server/crm-server-login.h"
#include "server/crm-server-past.h"
#include "server/crm-server-password.h"
#include "server/crm-server-page.h"
#include "server/crm-server-push.h"
#include "server/crm-server-upkeep.h"
#include "server/crm-server-visitor.h"
#include "sync/crm-wire-scan.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#define LINES     "application/x-ndjson"
#define BODY_MAX  (CRM_WIRE_FRAME_MAX + CRM_WIRE_LINE_MAX)
#define SMALL_MAX (4 * 1024)
#define NO_BODY   0

static CrmServerStage
answer_health (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autoptr (GArray) workspaces = crm_server_storage_list_workspaces (storage, error);

  if (workspaces != NULL)
    crm_server_reply_set_body (&self->reply, "application/json", g_bytes_new_static ("{\"ok\": true}\n", 13));
  return CRM_SERVER_STAGE_DONE;
}

static CrmServerStage
answer_logout (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  if (stage == CRM_SERVER_STAGE_READ)
    return CRM_SERVER_STAGE_WRITE;
  if (crm_server_sign_out (storage, &self->session.device, error))
    self->reply.status = 204;
  self->changes_accounts = TRUE;
  return CRM_SERVER_STAGE_DONE;
}

/* ── push and changes ─────────────────────────────────────────────────────────────────────── */

/* A push that was read is ten times as large as one that came. So many are read while others are written; the rest waits as it came. */
#define READ_AHEAD_MAX 4

typedef struct
{
  CrmWirePush push;
  CrmServerHouse *house; /* (nullable): whom it counts for */
} Pushed;

static void
pushed_free (gpointer data)
{
  Pushed *pushed = data;

  if (pushed->house != NULL)
    g_atomic_int_add (&pushed->house->n_read_ahead, -1);
  crm_wire_push_clear (&pushed->push);
  g_free (pushed);
}

static void
clear_push (CrmServerExchange *self)
{
  if (self->state != NULL)
    pushed_free (g_steal_pointer (&self->state));
  self->state_free = NULL;
}

static gboolean
read_push (CrmServerExchange *self, CrmServerHouse *house, GError **error)
{
  g_autoptr (GBytes) body = self->request.is_packed ? crm_server_unpack (self->request.body, BODY_MAX, error) : g_bytes_ref (self->request.body);
  Pushed *pushed = g_new0 (Pushed, 1);

  pushed->house = house;
  self->state = pushed;
  self->state_free = pushed_free;
  return body != NULL && crm_wire_push_read (body, &pushed->push, error);
}

static CrmServerStage
read_ahead (CrmServerExchange *self, GError **error)
{
  if (g_atomic_int_add (&self->house->n_read_ahead, 1) < READ_AHEAD_MAX)
    return read_push (self, self->house, error) ? CRM_SERVER_STAGE_WRITE : CRM_SERVER_STAGE_DONE;
  g_atomic_int_add (&self->house->n_read_ahead, -1);
  return CRM_SERVER_STAGE_WRITE;
}

static void
note_touched (CrmServerExchange *self, CrmServerStorage *storage)
{
  const GPtrArray *touched = crm_server_storage_get_touched (storage);

  if (touched->len > 0)
    self->touched = g_ptr_array_copy ((GPtrArray *)touched, (GCopyFunc)(GCallback)g_strdup, NULL);
}

/* The token may have been taken away while the push waited. */
static gboolean
is_still_in (CrmServerExchange *self, CrmServerStorage *storage, gint64 now, GError **error)
{
  crm_server_session_clear (&self->session);
  return crm_server_authenticate (storage, self->request.token, now, &self->session, error) && crm_server_session_touch (storage, &self->session, now, error);
}

static CrmServerStage
answer_push (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  gint64 now = crm_clock_now (self->house->clock);
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GArray) verdicts = NULL;

  if (stage == CRM_SERVER_STAGE_READ)
    return read_ahead (self, error);
  if (!is_still_in (self, storage, now, error) || (self->state == NULL && !read_push (self, NULL, error)))
    return CRM_SERVER_STAGE_DONE;
  verdicts = crm_server_push (storage, &self->session.caller, &((Pushed *)self->state)->push, now, crm_server_random_number (), &trailer, error);
  if (verdicts != NULL)
    {
      crm_server_reply_set_body (&self->reply, LINES, crm_wire_verdicts_write (verdicts, &trailer));
      note_touched (self, storage);
      self->seq = crm_server_storage_get_seq (storage);
    }
  clear_push (self);
  return CRM_SERVER_STAGE_DONE;
}

static CrmServerStage
answer_changes (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  const char *scope = crm_server_request_get (&self->request, "scope");
  GBytes *page;

  if (scope == NULL)
    {
      crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
      return CRM_SERVER_STAGE_DONE;
    }
  page = crm_server_answer_changes (storage, &self->session.caller, scope, crm_server_request_get (&self->request, "cursor"), CRM_SERVER_PAGE_MAX, crm_clock_now (self->house->clock), error);
  if (page != NULL)
    crm_server_reply_set_body (&self->reply, LINES, page);
  return CRM_SERVER_STAGE_DONE;
}

static gboolean
read_bucket (const char *text, guint *bucket)
{
  char *end;
  guint64 number = g_ascii_strtoull (text, &end, 10);

  *bucket = (guint)number;
  return g_ascii_isdigit (*text) && *end == '\0' && number < CRM_DIGEST_N_BUCKETS;
}

static CrmServerStage
answer_digest (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  const char *scope = crm_server_request_get (&self->request, "scope"), *text = crm_server_request_get (&self->request, "bucket");
  g_autoptr (GArray) lines = NULL;
  CrmDigest digest;
  guint bucket = 0;

  if (scope == NULL || (text != NULL && !read_bucket (text, &bucket)))
    crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
  else if (text == NULL)
    {
      if (crm_server_digest (storage, &self->session.caller, scope, &digest, error))
        crm_server_reply_set_body (&self->reply, "application/json", crm_digest_write (&digest));
    }
  else if ((lines = crm_server_digest_list (storage, &self->session.caller, scope, bucket, error)) != NULL)
    crm_server_reply_set_body (&self->reply, LINES, crm_digest_lines_write (lines));
  return CRM_SERVER_STAGE_DONE;
}

static CrmServerStage
answer_events (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  self->reply.is_stream = TRUE;
  return CRM_SERVER_STAGE_DONE;
}

/* ── administration ───────────────────────────────────────────────────────────────────────── */

static void
order_free (gpointer order)
{
  g_hash_table_unref (order);
}

static GHashTable *
read_order (CrmServerExchange *self)
{
  gsize length;
  const char *data = g_bytes_get_data (self->request.body, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);

  return soup_form_decode (text);
}

static CrmServerStage
answer_admin (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autoptr (GString) output = NULL;

  if (stage == CRM_SERVER_STAGE_READ)
    {
      self->state = read_order (self);
      self->state_free = order_free;
      return CRM_SERVER_STAGE_HASH;
    }
  if (stage == CRM_SERVER_STAGE_HASH)
    return crm_server_admin_hash (self->state, error) ? CRM_SERVER_STAGE_WRITE : CRM_SERVER_STAGE_DONE;
  output = g_string_new (NULL);
  if (crm_server_admin_run (storage, self->state, crm_clock_now (self->house->clock), output, error))
    crm_server_reply_set_body (&self->reply, "text/plain", g_string_free_to_bytes (g_steal_pointer (&output)));
  self->changes_accounts = TRUE;
  return CRM_SERVER_STAGE_DONE;
}

static const CrmServerCall calls[] = {
  { "admin", "POST", "/admin", FALSE, TRUE, SMALL_MAX, answer_admin },
  { "upkeep", "POST", "/upkeep", FALSE, TRUE, NO_BODY, crm_server_answer_upkeep },
  { "health", "GET", "/health", FALSE, FALSE, NO_BODY, answer_health },
  { "login", "POST", "/v1/login", FALSE, FALSE, SMALL_MAX, crm_server_answer_login },
  { "logout", "POST", "/v1/logout", TRUE, FALSE, SMALL_MAX, answer_logout },
  { "push", "POST", "/v1/{ws}/push", TRUE, FALSE, BODY_MAX, answer_push },
  { "changes", "GET", "/v1/{ws}/changes", TRUE, FALSE, NO_BODY, answer_changes },
  { "events", "GET", "/v1/{ws}/events", TRUE, FALSE, NO_BODY, answer_events },
  { "blob", "PUT", "/v1/{ws}/blob/{sha256}", TRUE, FALSE, CRM_SERVER_BLOB_PART_MAX, crm_server_answer_put_blob },
  { "blob", "GET", "/v1/{ws}/blob/{sha256}", TRUE, FALSE, NO_BODY, crm_server_answer_get_blob },
  { "blob", "HEAD", "/v1/{ws}/blob/{sha256}", TRUE, FALSE, NO_BODY, crm_server_answer_head_blob },
  { "digest", "GET", "/v1/{ws}/digest", TRUE, FALSE, NO_BODY, answer_digest },
  { "history", "GET", "/v1/{ws}/history/{kind}/{id}", TRUE, FALSE, NO_BODY, crm_server_answer_history },
  { "members", "GET", "/v1/{ws}/members", TRUE, FALSE, NO_BODY, crm_server_answer_members },
  { "survey", "GET", "/s/{token}", FALSE, FALSE, NO_BODY, crm_server_answer_visitor, TRUE },
  { "survey", "HEAD", "/s/{token}", FALSE, FALSE, NO_BODY, crm_server_answer_visitor, TRUE },
  { "survey", "POST", "/s/{token}", FALSE, FALSE, CRM_SERVER_PAGE_BODY_MAX, crm_server_answer_visitor, TRUE },
  { "form", "GET", "/f/{token}", FALSE, FALSE, NO_BODY, crm_server_answer_visitor },
  { "form", "HEAD", "/f/{token}", FALSE, FALSE, NO_BODY, crm_server_answer_visitor },
  { "form", "POST", "/f/{token}", FALSE, FALSE, CRM_SERVER_PAGE_BODY_MAX, crm_server_answer_visitor },
  { "hook", "POST", "/h/{token}", FALSE, FALSE, CRM_SERVER_PAGE_BODY_MAX, crm_server_answer_visitor },
  { NULL },
};

const CrmServerCall *
crm_server_calls_get (void)
{
  return calls;
}
