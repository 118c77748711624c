/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes what the server has of somebody away for good. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-erase.h"

#include "core/schema/crm-schema-customers.h"
#include "server/crm-server-index.h"
#include "sync/crm-merge.h"

#include <string.h>

CrmSyncRecord *
crm_server_erase_mark (CrmSyncRecord *state, const CrmHlc *clock)
{
  g_autoptr (CrmSyncRecord) grave = crm_sync_record_new (state->kind, &state->id);

  crm_sync_record_set (grave, CRM_SYNC_ERASED, "1", clock);
  return crm_merge (state, grave);
}

/* 1, 0, -1. */
static int
is_elsewhere (CrmServerStorage *storage, const CrmServerRecord *person, const CrmServerRecord *customer, GError **error)
{
  g_autoptr (GArray) roles = crm_server_storage_list_links (storage, &person->state->id, error);

  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      const CrmServerRecord *role = &g_array_index (roles, CrmServerRecord, i);

      if (!crm_sync_record_is_deleted (role->state) && !crm_id_is_nil (&role->parent) && !crm_id_equal (&role->parent, &customer->state->id))
        return 1;
    }
  return roles != NULL ? 0 : -1;
}

gboolean
crm_server_erase_record (CrmServerStorage *storage, CrmServerWorkspace *workspace, CrmServerRecord *record, const CrmHlc *clock, GError **error)
{
  g_autoptr (CrmSyncRecord) before = g_steal_pointer (&record->state);

  record->state = crm_server_erase_mark (before, clock);
  record->seq = ++workspace->seq;
  return crm_server_storage_write_record (storage, record, error) && crm_server_erase_finish (storage, workspace, before, record, error);
}

static gboolean
erase_child (CrmServerStorage *storage, CrmServerWorkspace *workspace, CrmServerRecord *child, const CrmServerRecord *parent, GError **error)
{
  int elsewhere = strcmp (child->state->kind, crm_kind_person.name) == 0 ? is_elsewhere (storage, child, parent, error) : 0;

  if (elsewhere != 0 || crm_sync_record_is_erased (child->state))
    return elsewhere >= 0;
  child->author = parent->author;
  return crm_server_erase_record (storage, workspace, child, &crm_sync_record_find (parent->state, CRM_SYNC_ERASED)->clock, error);
}

gboolean
crm_server_erase_finish (CrmServerStorage *storage, CrmServerWorkspace *workspace, const CrmSyncRecord *before, const CrmServerRecord *record, GError **error)
{
  g_autoptr (GArray) children = NULL;

  if (!crm_server_storage_erase_past (storage, record->state->kind, &record->state->id, error) || (before != NULL && !crm_server_index_remove (storage, before, error)))
    return FALSE;
  children = crm_server_storage_list_children (storage, &record->state->id, error);
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      CrmServerRecord *child = &g_array_index (children, CrmServerRecord, i);

      if (g_strcmp0 (child->parent_kind, record->state->kind) == 0 && !erase_child (storage, workspace, child, record, error))
        return FALSE;
    }
  return children != NULL;
}
