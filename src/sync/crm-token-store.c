/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the token lies by which a server knows this file's device: never in the file. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-token-store.h"

#include "core/base/crm-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

G_DEFINE_INTERFACE (CrmTokenStore, crm_token_store, G_TYPE_OBJECT)

static void
crm_token_store_default_init (CrmTokenStoreInterface *iface)
{
}

DexFuture *
crm_token_store_find (CrmTokenStore *self, const char *key)
{
  g_return_val_if_fail (CRM_IS_TOKEN_STORE (self) && key != NULL, NULL);

  return CRM_TOKEN_STORE_GET_IFACE (self)->find (self, key);
}

DexFuture *
crm_token_store_save (CrmTokenStore *self, const char *key, const char *token)
{
  g_return_val_if_fail (CRM_IS_TOKEN_STORE (self) && key != NULL && token != NULL, NULL);

  return CRM_TOKEN_STORE_GET_IFACE (self)->save (self, key, token);
}

DexFuture *
crm_token_store_forget (CrmTokenStore *self, const char *key)
{
  g_return_val_if_fail (CRM_IS_TOKEN_STORE (self) && key != NULL, NULL);

  return CRM_TOKEN_STORE_GET_IFACE (self)->forget (self, key);
}

/* ── in memory ────────────────────────────────────────────────────────────────────────────── */

#define CRM_TYPE_MEMORY_TOKENS (crm_memory_tokens_get_type ())

G_DECLARE_FINAL_TYPE (CrmMemoryTokens, crm_memory_tokens, CRM, MEMORY_TOKENS, GObject)

struct _CrmMemoryTokens
{
  GObject parent_instance;

  GHashTable *tokens;
};

static DexFuture *
find_in_memory (CrmTokenStore *store, const char *key)
{
  return dex_future_new_take_string (g_strdup (g_hash_table_lookup (CRM_MEMORY_TOKENS (store)->tokens, key)));
}

static DexFuture *
save_in_memory (CrmTokenStore *store, const char *key, const char *token)
{
  g_hash_table_replace (CRM_MEMORY_TOKENS (store)->tokens, g_strdup (key), g_strdup (token));
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
forget_in_memory (CrmTokenStore *store, const char *key)
{
  g_hash_table_remove (CRM_MEMORY_TOKENS (store)->tokens, key);
  return dex_future_new_for_boolean (TRUE);
}

static void
memory_iface_init (CrmTokenStoreInterface *iface)
{
  iface->find = find_in_memory;
  iface->save = save_in_memory;
  iface->forget = forget_in_memory;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmMemoryTokens, crm_memory_tokens, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CRM_TYPE_TOKEN_STORE, memory_iface_init))

static void
crm_memory_tokens_finalize (GObject *object)
{
  g_hash_table_unref (CRM_MEMORY_TOKENS (object)->tokens);

  G_OBJECT_CLASS (crm_memory_tokens_parent_class)->finalize (object);
}

static void
crm_memory_tokens_class_init (CrmMemoryTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_memory_tokens_finalize;
}

static void
crm_memory_tokens_init (CrmMemoryTokens *self)
{
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

CrmTokenStore *
crm_token_store_new_memory (void)
{
  return g_object_new (CRM_TYPE_MEMORY_TOKENS, NULL);
}

/* ── in a file ────────────────────────────────────────────────────────────────────────────── */

#define CRM_TYPE_FILE_TOKENS (crm_file_tokens_get_type ())

G_DECLARE_FINAL_TYPE (CrmFileTokens, crm_file_tokens, CRM, FILE_TOKENS, GObject)

struct _CrmFileTokens
{
  GObject parent_instance;

  char *path;
};

static gboolean
is_private (const char *path, GError **error)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0 || (info.st_mode & 077) == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("Others may read “%s”. Take that away from them first: chmod 600."), path);
  return FALSE;
}

static GKeyFile *
load (CrmFileTokens *self, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!is_private (self->path, error))
    return NULL;
  if (!g_file_test (self->path, G_FILE_TEST_EXISTS) || g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&file);
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("“%s” cannot be read, or is no file of tokens."), self->path);
  return NULL;
}

static gboolean
store (CrmFileTokens *self, GKeyFile *file, GError **error)
{
  g_autofree char *text = g_key_file_to_data (file, NULL, NULL);
  g_autoptr (GError) local_error = NULL;

  if (g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local_error))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The token cannot be kept in “%s”: %s"), self->path, local_error->message);
  return FALSE;
}

/* A key says where, and a group's name may hold no brackets. */
static char *
group_of (const char *key)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);
}

static DexFuture *
find_in_file (CrmTokenStore *tokens, const char *key)
{
  g_autofree char *group = group_of (key);
  GError *error = NULL;
  g_autoptr (GKeyFile) file = load (CRM_FILE_TOKENS (tokens), &error);

  if (file == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_string (g_key_file_get_string (file, group, "token", NULL));
}

static DexFuture *
change_file (CrmTokenStore *tokens, const char *key, const char *token)
{
  CrmFileTokens *self = CRM_FILE_TOKENS (tokens);
  g_autofree char *group = group_of (key);
  GError *error = NULL;
  g_autoptr (GKeyFile) file = load (self, &error);

  if (file == NULL)
    return dex_future_new_for_error (error);
  if (token != NULL)
    g_key_file_set_string (file, group, "token", token);
  else
    g_key_file_remove_group (file, group, NULL);
  return store (self, file, &error) ? dex_future_new_for_boolean (TRUE) : dex_future_new_for_error (error);
}

static DexFuture *
forget_in_file (CrmTokenStore *tokens, const char *key)
{
  return change_file (tokens, key, NULL);
}

static void
file_iface_init (CrmTokenStoreInterface *iface)
{
  iface->find = find_in_file;
  iface->save = change_file;
  iface->forget = forget_in_file;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmFileTokens, crm_file_tokens, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (CRM_TYPE_TOKEN_STORE, file_iface_init))

static void
crm_file_tokens_finalize (GObject *object)
{
  g_free (CRM_FILE_TOKENS (object)->path);

  G_OBJECT_CLASS (crm_file_tokens_parent_class)->finalize (object);
}

static void
crm_file_tokens_class_init (CrmFileTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_file_tokens_finalize;
}

static void
crm_file_tokens_init (CrmFileTokens *self)
{
}

CrmTokenStore *
crm_token_store_new_file (const char *path)
{
  CrmFileTokens *self = g_object_new (CRM_TYPE_FILE_TOKENS, NULL);

  self->path = g_strdup (path);
  return CRM_TOKEN_STORE (self);
}
