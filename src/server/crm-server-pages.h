/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers visitors without an account: surveys at /s/, web forms at /f/, hooks at /h/, each under a token that is all they know. */

#pragma once

#include "server/crm-server-limit.h"
#include "server/crm-server-page.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/**
 * crm_server_pages_answer:
 * @limit: how often who may do what
 * @storage: one that writes, where crm_server_page_is_post()
 * @response: (out caller-allocates): to be cleared
 *
 * Always answers something; what keeps the storage from it is logged without who asked for what. On the storage's thread.
 */
void crm_server_pages_answer (CrmServerLimit *limit, CrmServerStorage *storage, const CrmServerPageRequest *request, CrmServerPageResponse *response);

G_END_DECLS
