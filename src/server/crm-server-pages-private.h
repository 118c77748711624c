/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the pages themselves: what they share while one request is answered. */

#pragma once

#include "server/crm-server-limit.h"
#include "server/crm-server-page.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * CrmServerPageVisit:
 * @request: what is asked
 * @response: what is answered
 * @limit: how often who may do what
 * @hash: of the token, as it stands in the database
 * @workspace: that the token leads to
 *
 * One request with a token that leads somewhere.
 */
typedef struct
{
  CrmServerStorage *storage;
  CrmServerLimit *limit;
  const CrmServerPageRequest *request;
  CrmServerPageResponse *response;
  const char *hash;
  CrmId workspace;
} CrmServerPageVisit;

/* Notes what a write has just changed, so that clients are told. */
void crm_server_page_visit_note (CrmServerPageVisit *visit);

/* Each answers a visit. Returns: %FALSE with an error of the storage, and no response. */
gboolean crm_server_survey_answer (CrmServerPageVisit *visit, GError **error);
gboolean crm_server_form_answer (CrmServerPageVisit *visit, GError **error);
gboolean crm_server_hook_answer (CrmServerPageVisit *visit, GError **error);

G_END_DECLS
