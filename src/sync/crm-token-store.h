/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the token lies by which a server knows this file's device: never in the file. */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define CRM_TYPE_TOKEN_STORE (crm_token_store_get_type ())

G_DECLARE_INTERFACE (CrmTokenStore, crm_token_store, CRM, TOKEN_STORE, GObject)

/**
 * CrmTokenStoreInterface:
 * @find: a #DexFuture of a string: the token, or of %NULL when there is none
 * @save: a #DexFuture of a boolean: the token is kept, in place of an earlier one
 * @forget: a #DexFuture of a boolean: there is none any more
 *
 * @key names the file and the server. Futures are rejected with %CRM_ERROR_STORAGE when the keeper does not answer.
 */
struct _CrmTokenStoreInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*find) (CrmTokenStore *self, const char *key);
  DexFuture *(*save) (CrmTokenStore *self, const char *key, const char *token);
  DexFuture *(*forget) (CrmTokenStore *self, const char *key);
};

/* Call the interface's functions. */
DexFuture *crm_token_store_find (CrmTokenStore *self, const char *key);
DexFuture *crm_token_store_save (CrmTokenStore *self, const char *key, const char *token);
DexFuture *crm_token_store_forget (CrmTokenStore *self, const char *key);

/* The desktop's keyring, the Secret Service. (transfer full) */
CrmTokenStore *crm_token_store_new_keyring (void);

/**
 * crm_token_store_new_file:
 * @path: a file of its own, readable by its owner alone
 *
 * For computers without a keyring, if the person says so. A file that others may read is refused.
 *
 * Returns: (transfer full): a store for one token.
 */
CrmTokenStore *crm_token_store_new_file (const char *path);

/* Forgets everything when it goes: for tests. (transfer full) */
CrmTokenStore *crm_token_store_new_memory (void);

G_END_DECLS
