/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where something comes in from outside: a web form, or a hook for another program. Defined on the server alone. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/* Sorts of items, by the hash of the token. */
#define CRM_SERVER_ITEM_FORM "form"
#define CRM_SERVER_ITEM_HOOK "hook"

/**
 * CrmServerEntrance:
 * @name: what the office calls it; of a form its heading
 * @owner: whose task it is what comes in, and whose new customers are
 * @calling_code: of phone numbers written without one, such as "86"
 * @sealed: the key under the token: who has the database alone cannot sign with it
 */
typedef struct
{
  char *name;
  CrmId owner;
  char *calling_code;
  char *sealed;
} CrmServerEntrance;

void crm_server_entrance_clear (CrmServerEntrance *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmServerEntrance, crm_server_entrance_clear)

/**
 * crm_server_entrance_add:
 * @sort: %CRM_SERVER_ITEM_FORM or %CRM_SERVER_ITEM_HOOK
 * @token: (out): what its address ends with; not kept
 * @key: (out): what is signed with; not kept
 * @error: %CRM_ERROR_CONFLICT when there is one of this name, %CRM_ERROR_INVALID for a name that is none
 *
 * Outside a transaction.
 */
gboolean crm_server_entrance_add (CrmServerStorage *storage, const CrmId *workspace, const char *sort, const char *name, const CrmId *owner, const char *calling_code, gint64 now, char **token, char **key, GError **error);

/* Takes it away, by name. Outside a transaction. %CRM_ERROR_NOT_FOUND when there is none. */
gboolean crm_server_entrance_remove (CrmServerStorage *storage, const CrmId *workspace, const char *sort, const char *name, GError **error);

/* (transfer full): the names of all. Outside a transaction. */
char **crm_server_entrance_list (CrmServerStorage *storage, const CrmId *workspace, const char *sort, GError **error);

/**
 * crm_server_entrance_open:
 * @hash: of @token
 * @self: (out caller-allocates): to be cleared
 * @key: (out) (nullable) (transfer full): what is signed with; %NULL when there is no such entrance
 *
 * For who came with the token. Outside a transaction.
 *
 * Returns: 1, 0, or -1 on error.
 */
int crm_server_entrance_open (CrmServerStorage *storage, const CrmId *workspace, const char *sort, const char *hash, const char *token, CrmServerEntrance *self, char **key, GError **error);

/* Whether @mac is HMAC-SHA256 of the text under the key, in hexadecimal digits; it takes as long for a wrong one. */
gboolean crm_server_entrance_is_signed (const char *key, const char *text, gsize length, const char *mac);

/* (transfer full): that. */
char *crm_server_entrance_sign (const char *key, const char *text, gsize length);

G_END_DECLS
