/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may come in: names, sign-ins, and the tokens that devices show from then on. */

#pragma once

#include "server/crm-server-scope.h"

G_BEGIN_DECLS

/* A token that was not used for so long is none any more, microseconds. */
#define CRM_SERVER_TOKEN_IDLE (30 * G_TIME_SPAN_DAY)

/**
 * CrmServerSession:
 *
 * Whom a token stands for.
 */
typedef struct
{
  CrmServerCaller caller;
  CrmServerAccount account;
  CrmServerDevice device;
} CrmServerSession;

void crm_server_session_clear (CrmServerSession *self);

/**
 * crm_server_authenticate:
 * @token: (nullable): what was shown
 * @session: (out caller-allocates): to be cleared; empty on error
 * @error: %CRM_SERVER_REFUSAL_TOKEN
 *
 * Reads only.
 */
gboolean crm_server_authenticate (CrmServerStorage *storage, const char *token, gint64 now, CrmServerSession *session, GError **error);

/* Writes down, once an hour at the most, that a device is still in use. */
gboolean crm_server_session_touch (CrmServerStorage *storage, CrmServerSession *session, gint64 now, GError **error);

/**
 * crm_server_sign_in:
 * @account: whose password was right
 * @device: (nullable): the id that an earlier sign-in gave; one of somebody else's is passed over
 * @name: what the device is called
 * @session: (out caller-allocates): to be cleared
 *
 * A device that signs in again keeps its id, and so the nodes of its file; the token it had is no longer good.
 *
 * Returns: (transfer full): the token, which is not stored and cannot be had again.
 */
char *crm_server_sign_in (CrmServerStorage *storage, const CrmServerAccount *account, const CrmId *device, const char *name, gint64 now, CrmServerSession *session, GError **error);

/* Takes a device's token away. */
gboolean crm_server_sign_out (CrmServerStorage *storage, CrmServerDevice *device, GError **error);

/**
 * crm_server_account_key:
 *
 * Returns: (transfer full) (nullable): what the name is compared by; %NULL when it is none: empty, too long, not UTF-8, or with control characters.
 */
char *crm_server_account_key (const char *name);

/**
 * crm_server_account_add:
 * @workspace: (nullable): its id; %NULL for the only one
 * @password: a hash
 * @user: (out) (optional): its id
 * @error: %CRM_ERROR_INVALID with a sentence
 */
gboolean crm_server_account_add (CrmServerStorage *storage, const CrmId *workspace, const char *name, CrmServerRole role, const char *team, const char *password, CrmId *user, GError **error);

/* "administrator", "manager", "member", "reader", and back. */
const char *crm_server_role_get_name (CrmServerRole role);
gboolean crm_server_role_find (const char *name, CrmServerRole *role);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerSession, crm_server_session_clear)

G_END_DECLS
