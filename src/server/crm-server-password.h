/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords as they are stored, and the tokens that stand for them: Argon2id and SHA-256, by libsodium. */

#pragma once

#include "server/crm-server-storage.h"

G_BEGIN_DECLS

/* A password is this many bytes at the fewest and at the most. */
#define CRM_SERVER_PASSWORD_MIN 8
#define CRM_SERVER_PASSWORD_MAX 1024

/**
 * crm_server_password_hash:
 *
 * Argon2id with two passes over 19 MiB: some 30 ms, on purpose. Any thread.
 *
 * Returns: (transfer full): text that says how it was made; %NULL with %CRM_ERROR_INVALID for a password too short or too long.
 */
char *crm_server_password_hash (const char *password, GError **error);

/**
 * crm_server_password_verify:
 * @hash: (nullable): %NULL when there is no such account, which takes as long and is never right
 *
 * Returns: whether it is the password. Any thread.
 */
gboolean crm_server_password_verify (const char *hash, const char *password);

/* A new token to show: 43 characters of 256 random bits. (transfer full) */
char *crm_server_token_new (void);

/* What is stored of it; of any text. */
void crm_server_token_hash (const char *token, guint8 hash[CRM_SERVER_TOKEN_HASH]);

/* Random bits for an id, a nonce. */
CrmId crm_server_random_id (void);
guint64 crm_server_random_number (void);

G_END_DECLS
