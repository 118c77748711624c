/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens in the desktop's keyring, over the Secret Service. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-token-store.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define CRM_TYPE_KEYRING_TOKENS (crm_keyring_tokens_get_type ())

G_DECLARE_FINAL_TYPE (CrmKeyringTokens, crm_keyring_tokens, CRM, KEYRING_TOKENS, GObject)

struct _CrmKeyringTokens
{
  GObject parent_instance;
};

static const SecretSchema schema = {
  CRM_APP_ID ".Token",
  SECRET_SCHEMA_NONE,
  { { "file-and-server", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

/* Takes the error. */
static void
reject (DexPromise *promise, GError *error)
{
  dex_promise_reject (promise, g_error_new (CRM_ERROR, CRM_ERROR_STORAGE, _ ("The keyring of this desktop does not answer, and the sign-in is kept there and nowhere else. Install one, such as GNOME Keyring or KWallet, and sign in to the desktop again. (%s)"), error->message));
  g_error_free (error);
  dex_unref (promise);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;
  char *token = secret_password_lookup_finish (result, &error);
  g_autofree char *copy = g_strdup (token);

  secret_password_free (token);
  if (error != NULL)
    {
      reject (promise, error);
      return;
    }
  dex_promise_resolve_string (promise, g_steal_pointer (&copy));
  dex_unref (promise);
}

static DexFuture *
find (CrmTokenStore *store, const char *key)
{
  DexPromise *promise = dex_promise_new ();

  secret_password_lookup (&schema, NULL, on_found, dex_ref (promise), "file-and-server", key, NULL);
  return DEX_FUTURE (promise);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      reject (promise, error);
      return;
    }
  dex_promise_resolve_boolean (promise, TRUE);
  dex_unref (promise);
}

static DexFuture *
save (CrmTokenStore *store, const char *key, const char *token)
{
  DexPromise *promise = dex_promise_new ();

  /* Translators: what a person finds in the keyring. */
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, _ ("Clientele: signed in to the team’s server"), token, NULL, on_saved, dex_ref (promise), "file-and-server", key, NULL);
  return DEX_FUTURE (promise);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    {
      reject (promise, error);
      return;
    }
  dex_promise_resolve_boolean (promise, TRUE);
  dex_unref (promise);
}

static DexFuture *
forget (CrmTokenStore *store, const char *key)
{
  DexPromise *promise = dex_promise_new ();

  secret_password_clear (&schema, NULL, on_forgotten, dex_ref (promise), "file-and-server", key, NULL);
  return DEX_FUTURE (promise);
}

static void
token_store_iface_init (CrmTokenStoreInterface *iface)
{
  iface->find = find;
  iface->save = save;
  iface->forget = forget;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmKeyringTokens, crm_keyring_tokens, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CRM_TYPE_TOKEN_STORE, token_store_iface_init))

static void
crm_keyring_tokens_class_init (CrmKeyringTokensClass *klass)
{
}

static void
crm_keyring_tokens_init (CrmKeyringTokens *self)
{
}

CrmTokenStore *
crm_token_store_new_keyring (void)
{
  return g_object_new (CRM_TYPE_KEYRING_TOKENS, NULL);
}
