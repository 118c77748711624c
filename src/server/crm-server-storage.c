/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server keeps, behind one interface: what it decides stands on top of it, the same for every database. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-storage.h"

#include "core/base/crm-error.h"
#include "server/crm-server-index.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GPtrArray *touched; /* (element-type utf8) */
  gint64 seq;
} CrmServerStoragePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmServerStorage, crm_server_storage, G_TYPE_OBJECT)

static void
crm_server_storage_finalize (GObject *object)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (CRM_SERVER_STORAGE (object));

  g_clear_pointer (&priv->touched, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_server_storage_parent_class)->finalize (object);
}

static void
crm_server_storage_class_init (CrmServerStorageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_server_storage_finalize;
}

static void
crm_server_storage_init (CrmServerStorage *self)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (self);

  priv->touched = g_ptr_array_new_with_free_func (g_free);
}

/* A push touches a scope or two. */
static void
touch (CrmServerStorage *self, const char *scope)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (self);

  if (!g_ptr_array_find_with_equal_func (priv->touched, scope, g_str_equal, NULL))
    g_ptr_array_add (priv->touched, g_strdup (scope));
}

const GPtrArray *
crm_server_storage_get_touched (CrmServerStorage *self)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (self);

  return priv->touched;
}

gint64
crm_server_storage_get_seq (CrmServerStorage *self)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (self);

  return priv->seq;
}

char *
crm_server_grave_dup_limit (gint64 before)
{
  return g_strdup_printf ("%012" G_GINT64_MODIFIER "x", MAX (before, 0) / 1000);
}

CrmSyncRecord *
crm_server_record_parse (const char *text, gsize length)
{
  g_autofree char *line = g_malloc (length + 2);
  CrmSyncRecord *state;
  CrmWireScan scan;

  memcpy (line, text, length);
  memcpy (line + length, "]", 2);
  if (!crm_wire_scan_init (&scan, line, length + 1))
    return NULL;
  state = crm_wire_scan_record (&scan);
  if (state != NULL && state->is_whole)
    return state;
  g_clear_pointer (&state, crm_sync_record_unref);
  return NULL;
}

gboolean
crm_server_record_fail (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("A record of the server’s database is damaged. Restore a backup."));
  return FALSE;
}

void
crm_server_append_line (GString *lines, gint64 seq, const CrmId *author, const char *text, gsize length)
{
  char number[24], id[CRM_ID_STRING_LENGTH + 1];

  g_string_append (lines, "[\"r\",");
  g_string_append_len (lines, number, g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, seq));
  if (crm_id_is_nil (author))
    g_string_append (lines, ",null,");
  else
    {
      g_string_append (lines, ",\"");
      g_string_append_len (lines, crm_id_format (author, id), CRM_ID_STRING_LENGTH);
      g_string_append (lines, "\",");
    }
  g_string_append_len (lines, text, (gssize)length);
  g_string_append (lines, "]\n");
}

void
crm_server_record_clear (CrmServerRecord *self)
{
  g_clear_pointer (&self->state, crm_sync_record_unref);
  g_clear_pointer (&self->scope, g_free);
}

void
crm_server_member_clear (CrmServerMember *self)
{
  g_clear_pointer (&self->team, g_free);
}

void
crm_server_node_clear (CrmServerNode *self)
{
  g_clear_pointer (&self->hash, g_free);
}

void
crm_server_account_clear (CrmServerAccount *self)
{
  g_clear_pointer (&self->workspace_name, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->password, g_free);
  g_clear_pointer (&self->team, g_free);
}

void
crm_server_device_clear (CrmServerDevice *self)
{
  g_clear_pointer (&self->name, g_free);
}

static void
clear_past (gpointer data)
{
  CrmServerPast *past = data;

  g_clear_pointer (&past->scope, g_free);
  g_clear_pointer (&past->field, g_free);
  g_clear_pointer (&past->old, g_free);
  g_clear_pointer (&past->value, g_free);
}

static void
clear_account (gpointer data)
{
  crm_server_account_clear (data);
}

static void
clear_device (gpointer data)
{
  crm_server_device_clear (data);
}

static void
clear_workspace_name (gpointer data)
{
  g_clear_pointer (&((CrmServerWorkspaceName *)data)->name, g_free);
}

void
crm_server_item_clear (CrmServerItem *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->value, g_free);
}

static void
clear_item (gpointer data)
{
  crm_server_item_clear (data);
}

static void
clear_record (gpointer data)
{
  crm_server_record_clear (data);
}

static void
clear_move (gpointer data)
{
  g_clear_pointer (&((CrmServerMove *)data)->kind, g_ref_string_release);
}

GArray *
crm_server_records_new (void)
{
  GArray *records = g_array_new (FALSE, TRUE, sizeof (CrmServerRecord));

  g_array_set_clear_func (records, clear_record);
  return records;
}

GArray *
crm_server_moves_new (void)
{
  GArray *moves = g_array_new (FALSE, TRUE, sizeof (CrmServerMove));

  g_array_set_clear_func (moves, clear_move);
  return moves;
}

GArray *
crm_server_pasts_new (void)
{
  GArray *pasts = g_array_new (FALSE, TRUE, sizeof (CrmServerPast));

  g_array_set_clear_func (pasts, clear_past);
  return pasts;
}

GArray *
crm_server_accounts_new (void)
{
  GArray *accounts = g_array_new (FALSE, TRUE, sizeof (CrmServerAccount));

  g_array_set_clear_func (accounts, clear_account);
  return accounts;
}

GArray *
crm_server_devices_new (void)
{
  GArray *devices = g_array_new (FALSE, TRUE, sizeof (CrmServerDevice));

  g_array_set_clear_func (devices, clear_device);
  return devices;
}

GArray *
crm_server_workspace_names_new (void)
{
  GArray *workspace_names = g_array_new (FALSE, TRUE, sizeof (CrmServerWorkspaceName));

  g_array_set_clear_func (workspace_names, clear_workspace_name);
  return workspace_names;
}

GArray *
crm_server_items_new (void)
{
  GArray *items = g_array_new (FALSE, TRUE, sizeof (CrmServerItem));

  g_array_set_clear_func (items, clear_item);
  return items;
}

/* ── the interface ────────────────────────────────────────────────────────────────────────── */

gboolean
crm_server_storage_begin (CrmServerStorage *self, const CrmId *workspace, gboolean writes, CrmServerWorkspace *state, GError **error)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (self);

  g_ptr_array_set_size (priv->touched, 0);
  return CRM_SERVER_STORAGE_GET_CLASS (self)->begin (self, workspace, writes, state, error);
}

gboolean
crm_server_storage_commit (CrmServerStorage *self, const CrmServerWorkspace *state, guint64 nonce, GError **error)
{
  CrmServerStoragePrivate *priv = crm_server_storage_get_instance_private (self);

  priv->seq = state->seq;
  return CRM_SERVER_STORAGE_GET_CLASS (self)->commit (self, state, nonce, error);
}

void
crm_server_storage_rollback (CrmServerStorage *self)
{
  CRM_SERVER_STORAGE_GET_CLASS (self)->rollback (self);
}

gboolean
crm_server_storage_expect (CrmServerStorage *self, const CrmId *ids, guint n, GError **error)
{
  CrmServerStorageClass *klass = CRM_SERVER_STORAGE_GET_CLASS (self);

  return klass->expect == NULL || n == 0 || klass->expect (self, ids, n, error);
}

int
crm_server_storage_read_record (CrmServerStorage *self, const char *kind, const CrmId *id, CrmServerRecord *record, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_record (self, kind, id, record, error);
}

gboolean
crm_server_storage_write_record (CrmServerStorage *self, const CrmServerRecord *record, GError **error)
{
  touch (self, record->scope);
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_record (self, record, error) && crm_server_index_add (self, record->state, error);
}

gboolean
crm_server_storage_write_move (CrmServerStorage *self, const char *scope, const char *kind, const CrmId *id, gint64 seq, GError **error)
{
  touch (self, scope);
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_move (self, scope, kind, id, seq, error);
}

gboolean
crm_server_storage_write_audit (CrmServerStorage *self, const CrmServerAudit *audit, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_audit (self, audit, error);
}

GArray *
crm_server_storage_list_children (CrmServerStorage *self, const CrmId *id, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_children (self, id, error);
}

GArray *
crm_server_storage_list_links (CrmServerStorage *self, const CrmId *id, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_links (self, id, error);
}

GArray *
crm_server_storage_list_changes (CrmServerStorage *self, const char *scope, gint64 after, guint limit, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_changes (self, scope, after, limit, error);
}

int
crm_server_storage_append_changes (CrmServerStorage *self, const char *scope, gint64 after, gint64 upto, guint limit, gsize size, GString *lines, guint *n, gint64 *last, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->append_changes (self, scope, after, upto, limit, size, lines, n, last, error);
}

gint64
crm_server_storage_count_records (CrmServerStorage *self, const char *scope, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->count_records (self, scope, error);
}

GArray *
crm_server_storage_list_moves (CrmServerStorage *self, const char *scope, gint64 after, guint limit, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_moves (self, scope, after, limit, error);
}

GArray *
crm_server_storage_list_graves (CrmServerStorage *self, gint64 before, guint limit, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_graves (self, before, limit, error);
}

int
crm_server_storage_read_nonce (CrmServerStorage *self, gint64 seq, guint64 *nonce, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_nonce (self, seq, nonce, error);
}

int
crm_server_storage_read_node (CrmServerStorage *self, guint64 node, CrmServerNode *result, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_node (self, node, result, error);
}

gboolean
crm_server_storage_write_node (CrmServerStorage *self, const CrmServerNode *node, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_node (self, node, error);
}

int
crm_server_storage_read_member (CrmServerStorage *self, const CrmId *user, CrmServerMember *member, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_member (self, user, member, error);
}

gboolean
crm_server_storage_write_member (CrmServerStorage *self, const CrmServerMember *member, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_member (self, member, error);
}

char **
crm_server_storage_list_teams (CrmServerStorage *self, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_teams (self, error);
}

gboolean
crm_server_storage_begin_group (CrmServerStorage *self, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->begin_group (self, error);
}

gboolean
crm_server_storage_end_group (CrmServerStorage *self, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->end_group (self, error);
}

int
crm_server_storage_read_account (CrmServerStorage *self, const char *key, const CrmId *user, CrmServerAccount *account, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_account (self, key, user, account, error);
}

gboolean
crm_server_storage_write_account (CrmServerStorage *self, const CrmServerAccount *account, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_account (self, account, error);
}

gboolean
crm_server_storage_remove_account (CrmServerStorage *self, const CrmId *user, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->remove_account (self, user, error);
}

GArray *
crm_server_storage_list_accounts (CrmServerStorage *self, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_accounts (self, error);
}

int
crm_server_storage_read_device (CrmServerStorage *self, const guint8 *token, const CrmId *id, CrmServerDevice *device, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_device (self, token, id, device, error);
}

gboolean
crm_server_storage_write_device (CrmServerStorage *self, const CrmServerDevice *device, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_device (self, device, error);
}

GArray *
crm_server_storage_list_devices (CrmServerStorage *self, const CrmId *user, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_devices (self, user, error);
}

GArray *
crm_server_storage_list_workspaces (CrmServerStorage *self, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_workspaces (self, error);
}

int
crm_server_storage_read_item (CrmServerStorage *self, const char *sort, const char *key, CrmServerItem *item, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->read_item (self, sort, key, item, error);
}

gboolean
crm_server_storage_write_item (CrmServerStorage *self, const char *sort, const char *key, const char *value, gint64 at, GError **error)
{
  CrmServerItem item = { (char *)key, (char *)value, at };

  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_item (self, sort, &item, error);
}

gboolean
crm_server_storage_remove_item (CrmServerStorage *self, const char *sort, const char *key, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->remove_item (self, sort, key, error);
}

GArray *
crm_server_storage_list_items (CrmServerStorage *self, const char *sort, const char *prefix, guint limit, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_items (self, sort, prefix, limit, error);
}

int
crm_server_storage_find_item (CrmServerStorage *self, const char *sort, const char *key, CrmId *workspace, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->find_item (self, sort, key, workspace, error);
}

gboolean
crm_server_storage_erase_past (CrmServerStorage *self, const char *kind, const CrmId *id, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->erase_past (self, kind, id, error);
}

GArray *
crm_server_storage_list_past (CrmServerStorage *self, const char *kind, const CrmId *id, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_past (self, kind, id, error);
}

gboolean
crm_server_storage_write_blob_name (CrmServerStorage *self, const char *hash, const CrmId *id, const CrmId *user, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_blob_name (self, hash, id, user, error);
}

gboolean
crm_server_storage_write_blob_owner (CrmServerStorage *self, const char *hash, const CrmId *user, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->write_blob_owner (self, hash, user, error);
}

int
crm_server_storage_is_blob_owner (CrmServerStorage *self, const char *hash, const CrmId *user, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->is_blob_owner (self, hash, user, error);
}

char **
crm_server_storage_list_blob_scopes (CrmServerStorage *self, const char *hash, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->list_blob_scopes (self, hash, error);
}

gboolean
crm_server_storage_add_workspace (CrmServerStorage *self, const CrmId *id, const char *name, const CrmId *epoch, CrmServerSharing sharing, GError **error)
{
  return CRM_SERVER_STORAGE_GET_CLASS (self)->add_workspace (self, id, name, epoch, sharing, error);
}
