/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of visitors without an account: an exchange as the pages see it, and back. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-visitor.h"

#include "server/crm-server-pages.h"

static void
take_response (CrmServerExchange *self, CrmServerPageResponse *response)
{
  const char *const *headers = crm_server_page_get_headers ();

  for (guint i = 0; headers[i] != NULL; i += 2)
    crm_server_reply_add_header (&self->reply, headers[i], headers[i + 1]);
  if (response->location != NULL)
    crm_server_reply_add_header (&self->reply, "Location", response->location);
  if (response->body != NULL)
    crm_server_reply_set_body (&self->reply, response->content_type, g_steal_pointer (&response->body));
  self->reply.status = response->status;
  self->reply.retry_after = response->retry_after;
  self->touched = g_steal_pointer (&response->touched);
  self->seq = response->seq;
  /* Whose clients are told. */
  self->session.caller.workspace = response->workspace;
}

CrmServerStage
crm_server_answer_visitor (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autoptr (GBytes) body = self->request.is_packed ? crm_server_unpack (self->request.body, CRM_SERVER_PAGE_BODY_MAX, error) : g_bytes_ref (self->request.body);
  CrmServerPageRequest request = {
    .method = self->request.method,
    .place = self->call->path[1],
    .token = self->parts[0],
    .query = self->request.query,
    .languages = self->request.language,
    .content_type = self->request.type,
    .signature = self->request.signature,
    .body = body,
    .address = self->request.address,
    .now = crm_clock_now (self->house->clock),
  };
  g_auto (CrmServerPageResponse) response = { 0 };

  if (body == NULL)
    return CRM_SERVER_STAGE_DONE;
  if (stage == CRM_SERVER_STAGE_READ && crm_server_page_is_post (&request))
    return CRM_SERVER_STAGE_WRITE;
  crm_server_pages_answer (self->house->visits, storage, &request, &response);
  take_response (self, &response);
  return CRM_SERVER_STAGE_DONE;
}
