/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers visitors without an account: surveys at /s/, web forms at /f/, hooks at /h/, each under a token that is all they know. */

#pragma once

#include "server/crm-server-page.h"
#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/** CrmServerPages: a storage's pages, on the storage's thread. */
typedef struct _CrmServerPages CrmServerPages;

CrmServerPages *crm_server_pages_new (CrmServerStorage *storage);
void crm_server_pages_free (CrmServerPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerPages, crm_server_pages_free)

/**
 * crm_server_pages_answer:
 * @response: (out caller-allocates): to be cleared
 * @workspace: (out): where records changed, if the response says so
 *
 * Always answers something; what keeps the storage from it is logged without who asked for what.
 */
void crm_server_pages_answer (CrmServerPages *self, const CrmServerPageRequest *request, CrmServerPageResponse *response, CrmId *workspace);

G_END_DECLS
