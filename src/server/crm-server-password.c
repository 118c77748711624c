/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords as they are stored, and the tokens that stand for them: Argon2id and SHA-256, by libsodium. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-password.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define PASSES      2
#define MEMORY      (19 * 1024 * 1024)
#define TOKEN_BYTES 32

static void
start (void)
{
  if (sodium_init () < 0)
    g_error ("libsodium does not start");
}

static char *
hash_password (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  start ();
  if (crypto_pwhash_str_alg (hash, password, strlen (password), PASSES, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
    g_error ("there is no memory to hash a password");
  return g_strdup (hash);
}

char *
crm_server_password_hash (const char *password, GError **error)
{
  gsize length = strlen (password);

  if (length >= CRM_SERVER_PASSWORD_MIN && length <= CRM_SERVER_PASSWORD_MAX)
    return hash_password (password);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("A password needs at least %d characters. Choose a longer one."), CRM_SERVER_PASSWORD_MIN);
  return NULL;
}

gboolean
crm_server_password_verify (const char *hash, const char *password)
{
  static char *nobody;
  gboolean right;

  if (g_once_init_enter_pointer (&nobody))
    g_once_init_leave_pointer (&nobody, hash_password ("nobody’s"));
  right = crypto_pwhash_str_verify (hash != NULL ? hash : nobody, password, MIN (strlen (password), CRM_SERVER_PASSWORD_MAX)) == 0;
  return right && hash != NULL;
}

char *
crm_server_token_new (void)
{
  guint8 bytes[TOKEN_BYTES];
  char text[sodium_base64_ENCODED_LEN (TOKEN_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  start ();
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2base64 (text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (bytes, sizeof bytes);
  return g_strdup (text);
}

void
crm_server_token_hash (const char *token, guint8 hash[CRM_SERVER_TOKEN_HASH])
{
  crypto_hash_sha256 (hash, (const guint8 *)token, strlen (token));
}

CrmId
crm_server_random_id (void)
{
  CrmId id;

  start ();
  randombytes_buf (id.bytes, sizeof id.bytes);
  id.bytes[6] = (guint8)((id.bytes[6] & 0x0f) | 0x40); /* a UUID of version 4 */
  id.bytes[8] = (guint8)((id.bytes[8] & 0x3f) | 0x80);
  return id;
}

guint64
crm_server_random_number (void)
{
  guint64 number;

  start ();
  randombytes_buf (&number, sizeof number);
  return number;
}
