/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server does by itself once a day: what was deleted long ago loses its values, and bytes that are nobody's go. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-upkeep.h"

#include "server/crm-server-blob.h"
#include "server/crm-server-erase.h"
#include "server/crm-server-password.h"

#define GRAVE_AGE (CRM_SERVER_GRAVE_DAYS * G_TIME_SPAN_DAY)

/* In one day, and in one step: others' changes wait for a step. */
#define GRAVES_MAX 100000
#define STEP_MAX   100

typedef struct
{
  CrmId workspace;
  CrmId id;
  char *kind;
} Grave;

static void
grave_clear (gpointer data)
{
  g_free (((Grave *)data)->kind);
}

/* ── looking ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
note_graves (CrmServerStorage *storage, const CrmId *workspace, gint64 before, GArray *graves, GError **error)
{
  g_autoptr (GArray) found = crm_server_storage_list_graves (storage, before, GRAVES_MAX, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const CrmServerRecord *record = &g_array_index (found, CrmServerRecord, i);
      Grave grave = { *workspace, record->state->id, g_strdup (record->state->kind) };

      g_array_append_val (graves, grave);
    }
  return found != NULL;
}

static CrmServerStage
look (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  gint64 before = crm_clock_now (self->house->clock) - GRAVE_AGE;
  g_autoptr (GArray) workspaces = crm_server_storage_list_workspaces (storage, error);
  GArray *graves = g_array_new (FALSE, FALSE, sizeof (Grave));
  gboolean ok = workspaces != NULL;

  g_array_set_clear_func (graves, grave_clear);
  self->state = graves;
  self->state_free = (GDestroyNotify)g_array_unref;
  for (guint i = 0; ok && i < workspaces->len; i++)
    {
      const CrmId *id = &g_array_index (workspaces, CrmServerWorkspaceName, i).id;
      CrmServerWorkspace workspace;

      ok = crm_server_storage_begin (storage, id, FALSE, &workspace, error);
      if (!ok)
        break;
      ok = note_graves (storage, id, before, graves, error) && (self->house->blobs == NULL || crm_server_blob_sweep (storage, self->house->blobs, id, error));
      crm_server_storage_rollback (storage);
    }
  return ok && graves->len > 0 ? CRM_SERVER_STAGE_WRITE : CRM_SERVER_STAGE_DONE;
}

/* ── burying ──────────────────────────────────────────────────────────────────────────────── */

/* It may have come back since it was looked at. */
static gboolean
bury (CrmServerStorage *storage, CrmServerWorkspace *workspace, const Grave *grave, gint64 before, GError **error)
{
  CrmServerRecord record;
  int found = crm_server_storage_read_record (storage, grave->kind, &grave->id, &record, error);
  gboolean ok = found >= 0;

  if (found > 0)
    {
      const CrmRegister *deleted = crm_sync_record_is_deleted (record.state) ? crm_sync_record_find (record.state, CRM_SYNC_DELETED) : NULL;
      CrmHlc clock = deleted != NULL ? deleted->clock : (CrmHlc){ 0 };

      if (deleted != NULL && !crm_sync_record_is_erased (record.state) && crm_hlc_get_time (&clock) * 1000 < before)
        ok = crm_server_erase_record (storage, workspace, &record, &clock, error);
      crm_server_record_clear (&record);
    }
  return ok;
}

static CrmServerStage
bury_some (CrmServerExchange *self, CrmServerStorage *storage, GError **error)
{
  gint64 before = crm_clock_now (self->house->clock) - GRAVE_AGE;
  GArray *graves = self->state;
  CrmId id = g_array_index (graves, Grave, graves->len - 1).workspace;
  CrmServerWorkspace workspace;
  gboolean ok = crm_server_storage_begin (storage, &id, TRUE, &workspace, error);

  if (!ok)
    return CRM_SERVER_STAGE_DONE;
  for (guint i = 0; ok && i < STEP_MAX && graves->len > 0 && crm_id_equal (&g_array_index (graves, Grave, graves->len - 1).workspace, &id); i++)
    {
      ok = bury (storage, &workspace, &g_array_index (graves, Grave, graves->len - 1), before, error);
      g_array_set_size (graves, graves->len - 1);
    }
  if (ok)
    ok = crm_server_storage_commit (storage, &workspace, crm_server_random_number (), error);
  else
    crm_server_storage_rollback (storage);
  return ok && graves->len > 0 ? CRM_SERVER_STAGE_WRITE : CRM_SERVER_STAGE_DONE;
}

CrmServerStage
crm_server_answer_upkeep (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  CrmServerStage next = stage == CRM_SERVER_STAGE_READ ? look (self, storage, error) : bury_some (self, storage, error);

  if (next == CRM_SERVER_STAGE_DONE)
    self->reply.status = 204;
  return next;
}
