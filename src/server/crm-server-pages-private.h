/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the pages themselves: what they share while one request is answered. */

#pragma once

#include "server/crm-server-limit.h"
#include "server/crm-server-page.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * CrmServerVisit:
 * @request: what is asked
 * @response: what is answered
 * @limit: how often who may do what
 * @sweep: counts visits: the drafts looked through for old ones
 * @hash: of the token, as it stands in the database
 * @workspace: that the token leads to
 *
 * One request with a token that leads somewhere.
 */
typedef struct
{
  CrmServerStorage *storage;
  CrmServerLimit *limit;
  guint sweep;
  const CrmServerPageRequest *request;
  CrmServerPageResponse *response;
  const char *hash;
  CrmId workspace;
} CrmServerVisit;

/* A commit's nonce. */
guint64 crm_server_pages_make_nonce (void);

/* Each answers a visit. Returns: %FALSE with an error of the storage, and no response. */
gboolean crm_server_survey_answer (CrmServerVisit *visit, GError **error);
gboolean crm_server_form_answer (CrmServerVisit *visit, GError **error);
gboolean crm_server_hook_answer (CrmServerVisit *visit, GError **error);

G_END_DECLS
