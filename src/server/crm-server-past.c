/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a record, and who the members are: the calls history and members. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-past.h"

#include "server/crm-server-exchange.h"
#include "sync/crm-wire-frame.h"

#include <string.h>

static void
append_past (GString *lines, const CrmServerPast *past)
{
  char user[CRM_ID_STRING_LENGTH + 1], device[CRM_ID_STRING_LENGTH + 1], clock[CRM_HLC_STRING_LENGTH + 1];

  g_string_append_printf (lines, "[%" G_GINT64_FORMAT ",\"%s\",\"%s\",", past->at / 1000, crm_id_format (&past->user, user), crm_id_format (&past->device, device));
  crm_wire_append_string (lines, past->field);
  g_string_append_printf (lines, ",%s,%s,\"%s\",%d]\n", past->old != NULL ? past->old : "null", past->value != NULL ? past->value : "null", crm_hlc_format (&past->clock, clock), (int)past->outcome);
}

/* A long past is told from its end: what no frame can hold is the oldest. */
static GBytes *
write_past (const CrmServerCaller *caller, GArray *pasts)
{
  GString *lines = g_string_new (NULL);
  CrmWireTrailer trailer = { 0 };
  guint first = pasts->len;
  gsize size = 0;

  for (; first > 0 && size < CRM_WIRE_FRAME_MAX / 2; first--)
    {
      const CrmServerPast *past = &g_array_index (pasts, CrmServerPast, first - 1);

      size += 256 + (past->old != NULL ? strlen (past->old) : 0) + (past->value != NULL ? strlen (past->value) : 0);
    }
  for (guint i = first; i < pasts->len; i++)
    {
      const CrmServerPast *past = &g_array_index (pasts, CrmServerPast, i);

      if (!crm_server_caller_can_read (caller, past->scope))
        continue;
      append_past (lines, past);
      trailer.count++;
    }
  crm_wire_frame_close (lines, &trailer);
  return g_string_free_to_bytes (lines);
}

/* NULL without an error where the caller may not read the record as it is. */
static GArray *
list_past (CrmServerExchange *self, CrmServerStorage *storage, const CrmId *id, GError **error)
{
  const CrmServerCaller *caller = &self->session.caller;
  g_auto (CrmServerRecord) record = { 0 };
  CrmServerWorkspace workspace;
  GArray *pasts = NULL;

  if (!crm_server_storage_begin (storage, &caller->workspace, FALSE, &workspace, error))
    return NULL;
  if (crm_server_storage_read_record (storage, self->parts[1], id, &record, error) > 0 && crm_server_caller_can_read (caller, record.scope))
    pasts = crm_server_storage_list_past (storage, self->parts[1], id, error);
  crm_server_storage_rollback (storage);
  return pasts;
}

CrmServerStage
crm_server_answer_history (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GArray) pasts = NULL;
  CrmId id;

  if (crm_id_parse (self->parts[2], &id))
    pasts = list_past (self, storage, &id, &reason);
  if (pasts != NULL)
    crm_server_reply_set_body (&self->reply, "application/x-ndjson", write_past (&self->session.caller, pasts));
  else if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    crm_server_refuse (error, CRM_SERVER_REFUSAL_NONE);
  return CRM_SERVER_STAGE_DONE;
}

static void
append_member (GString *text, const CrmServerAccount *account)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  g_string_append_printf (text, "%s{\"id\":\"%s\",\"name\":", text->len > 1 ? "," : "", crm_id_format (&account->user, id));
  crm_wire_append_string (text, account->name);
  g_string_append_printf (text, ",\"role\":\"%s\"", crm_server_role_get_name (account->role));
  if (account->team != NULL)
    {
      g_string_append (text, ",\"team\":");
      crm_wire_append_string (text, account->team);
    }
  g_string_append_c (text, '}');
}

CrmServerStage
crm_server_answer_members (CrmServerExchange *self, CrmServerStorage *storage, CrmServerStage stage, GError **error)
{
  g_autoptr (GArray) accounts = crm_server_storage_list_accounts (storage, error);
  GString *text;

  if (accounts == NULL)
    return CRM_SERVER_STAGE_DONE;
  text = g_string_new ("[");
  for (guint i = 0; i < accounts->len; i++)
    {
      const CrmServerAccount *account = &g_array_index (accounts, CrmServerAccount, i);

      if (crm_id_equal (&account->workspace, &self->session.caller.workspace))
        append_member (text, account);
    }
  g_string_append (text, "]\n");
  crm_server_reply_set_body (&self->reply, "application/json", g_string_free_to_bytes (text));
  return CRM_SERVER_STAGE_DONE;
}
