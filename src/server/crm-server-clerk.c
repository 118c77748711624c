/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server writes by itself. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-clerk.h"

#include "core/base/crm-error.h"
#include "server/crm-server-push.h"
#include "sync/crm-wire-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PRIVATE "private:"

/* Another process of the server may push in between. */
#define TRIES 5

/* The same in all processes of the server, and in no file. */
static guint64
make_node (const CrmId *workspace)
{
  CrmId id = crm_id_from_name (workspace, "server node");
  guint64 node = 0;

  for (guint i = 0; i < 6; i++)
    node = node << 8 | id.bytes[CRM_ID_LENGTH - 1 - i];
  return node;
}

CrmId
crm_server_clerk_choose_author (const CrmId *workspace, const char *scope, const CrmId *owner)
{
  CrmId id;

  if (scope != NULL && g_str_has_prefix (scope, PRIVATE) && crm_id_parse (scope + strlen (PRIVATE), &id))
    return id;
  return owner != NULL ? *owner : crm_id_from_name (workspace, "server user");
}

/* A clock above all that the record's fields have. */
static CrmHlc
make_clock (const CrmSyncRecord *before, gint64 now, guint64 node)
{
  CrmHlc last = { 0 };

  for (guint i = 0; before != NULL && i < crm_sync_record_get_n (before); i++)
    if (crm_hlc_compare (&crm_sync_record_get (before, i)->clock, &last) > 0)
      last = crm_sync_record_get (before, i)->clock;
  return crm_hlc_next (&last, now, node);
}

static CrmSyncRecord *
make_state (const CrmChange *change, const CrmSyncRecord *before, gint64 now, guint64 node)
{
  CrmSyncRecord *state = crm_sync_record_new (change->kind->name, &change->id);
  CrmHlc clock = make_clock (before, now, node);

  if (change->type == CRM_CHANGE_CREATE)
    crm_sync_record_set_creation (state, &clock);
  for (guint i = 0; i < change->assignments->len; i++)
    {
      const CrmAssignment *one = &g_array_index (change->assignments, CrmAssignment, i);
      g_autofree char *value = crm_wire_value_from (&one->value);

      /* What nobody ever set has no register. */
      if (one->value.type != CRM_VALUE_NONE || before != NULL)
        crm_sync_record_set (state, change->kind->fields[one->field].name, value, &clock);
    }
  return state;
}

static gboolean
add_states (CrmServerStorage *storage, CrmEdit *edit, gint64 now, CrmWirePush *push, GError **error)
{
  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (edit, i);
      g_auto (CrmServerRecord) before = { 0 };

      if (crm_server_storage_read_record (storage, change->kind->name, &change->id, &before, error) < 0)
        return FALSE;
      g_ptr_array_add (push->records, make_state (change, before.state, now, push->node));
    }
  return TRUE;
}

static gboolean
prepare (CrmServerStorage *storage, const CrmId *workspace, CrmEdit *edit, gint64 now, CrmWirePush *push, GError **error)
{
  CrmServerWorkspace state;
  g_auto (CrmServerNode) node = { 0 };
  gboolean ok;

  if (!crm_server_storage_begin (storage, workspace, FALSE, &state, error))
    return FALSE;
  push->node = make_node (workspace);
  push->records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_record_unref);
  ok = crm_server_storage_read_node (storage, push->node, &node, error) >= 0 && add_states (storage, edit, now, push, error);
  push->number = node.push + 1;
  crm_server_storage_rollback (storage);
  return ok;
}

static gboolean
check (GArray *verdicts, const CrmWirePush *push, GError **error)
{
  for (guint i = 0; i < verdicts->len; i++)
    {
      const CrmWireVerdict *verdict = &g_array_index (verdicts, CrmWireVerdict, i);

      if (verdict->verdict == CRM_VERDICT_OK || verdict->verdict == CRM_VERDICT_SUPERSEDED)
        continue;
      g_warning ("A %s of the server's own was refused: %s", ((CrmSyncRecord *)push->records->pdata[i])->kind, verdict->reason != NULL ? verdict->reason : "scope or clock");
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("What came in could not be written to the workspace."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
try_to_write (CrmServerStorage *storage, const CrmServerCaller *caller, CrmEdit *edit, gint64 now, guint64 nonce, GError **error)
{
  g_auto (CrmWirePush) push = { 0 };
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GArray) verdicts = NULL;

  if (!prepare (storage, &caller->workspace, edit, now, &push, error))
    return FALSE;
  verdicts = crm_server_push (storage, caller, &push, now, nonce, &trailer, error);
  return verdicts != NULL && check (verdicts, &push, error);
}

gboolean
crm_server_clerk_write (CrmServerStorage *storage, const CrmId *workspace, const CrmId *user, CrmEdit *edit, gint64 now, guint64 nonce, GError **error)
{
  CrmServerCaller caller = { .workspace = *workspace, .user = *user, .device = crm_id_from_name (workspace, "server"), .role = CRM_SERVER_ROLE_ADMINISTRATOR };

  for (guint i = 1;; i++)
    {
      g_autoptr (GError) local_error = NULL;

      if (try_to_write (storage, &caller, edit, now, nonce, &local_error))
        return TRUE;
      if (i < TRIES && g_error_matches (local_error, CRM_ERROR, CRM_ERROR_CONFLICT))
        continue;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
}
