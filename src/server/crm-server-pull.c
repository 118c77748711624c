/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what changed in a scope since a cursor. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-pull.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

static gboolean
is_known (CrmServerStorage *storage, const CrmServerWorkspace *workspace, const CrmCursor *cursor, gboolean *known, GError **error)
{
  guint64 nonce = 0;
  int found;

  *known = cursor->seq == 0;
  if (*known || cursor->seq > workspace->seq || cursor->seq < workspace->oldest_move)
    return TRUE;
  found = crm_server_storage_read_nonce (storage, cursor->seq, &nonce, error);
  *known = found > 0 && nonce == cursor->nonce;
  return found >= 0;
}

/* Where the page ends: everything up to there is in it, and nothing after. */
static gint64
find_end (const CrmServerWorkspace *workspace, GArray *rows, GArray *moves, guint limit)
{
  gint64 end = workspace->seq;

  if (rows->len == limit)
    end = MIN (end, g_array_index (rows, CrmServerRecord, limit - 1).seq);
  if (moves->len == limit)
    end = MIN (end, g_array_index (moves, CrmServerMove, limit - 1).seq);
  return end;
}

static void
fill_page (CrmWirePage *page, GArray *rows, GArray *moves, gint64 end)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const CrmServerRecord *row = &g_array_index (rows, CrmServerRecord, i);

      if (row->seq <= end)
        crm_wire_page_add_row (page, row->seq, &row->author, crm_sync_record_ref (row->state));
    }
  for (guint i = 0; i < moves->len; i++)
    {
      const CrmServerMove *move = &g_array_index (moves, CrmServerMove, i);

      if (move->seq <= end)
        crm_wire_page_add_move (page, move->seq, move->kind, &move->id);
    }
}

static gboolean
read_page (CrmServerStorage *storage, const CrmServerWorkspace *workspace, const char *scope, gint64 after, guint limit, CrmWirePage *page, GError **error)
{
  g_autoptr (GArray) rows = crm_server_storage_list_changes (storage, scope, after, limit, error);
  g_autoptr (GArray) moves = rows != NULL ? crm_server_storage_list_moves (storage, scope, after, limit, error) : NULL;

  if (moves == NULL)
    return FALSE;
  page->next.seq = find_end (workspace, rows, moves, limit);
  page->trailer.more = page->next.seq < workspace->seq;
  fill_page (page, rows, moves, page->next.seq);
  return page->next.seq == 0 || crm_server_storage_read_nonce (storage, page->next.seq, &page->next.nonce, error) >= 0;
}

static gboolean
pull (CrmServerStorage *storage, const CrmServerCaller *caller, const CrmServerWorkspace *workspace, const char *scope, const CrmCursor *cursor, guint limit, CrmWirePage *page, GError **error)
{
  gboolean known;

  if (!crm_server_caller_can_read (caller, scope))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is nothing of that kind on this server."));
      return FALSE;
    }
  if (!is_known (storage, workspace, cursor, &known, error))
    return FALSE;
  page->reconcile = !known;
  page->trailer.epoch = crm_id_to_string (&workspace->epoch);
  page->trailer.scopes = crm_server_caller_list_scopes (caller, storage, error);
  return page->trailer.scopes != NULL && read_page (storage, workspace, scope, known ? cursor->seq : 0, limit, page, error);
}

gboolean
crm_server_pull (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, const CrmCursor *cursor, guint limit, gint64 now, CrmWirePage *page, GError **error)
{
  CrmServerWorkspace workspace;
  gboolean ok;

  g_return_val_if_fail (limit > 0, FALSE);

  crm_wire_page_init (page);
  page->trailer.server_time = now / 1000;
  ok = crm_server_storage_begin (storage, &caller->workspace, FALSE, &workspace, error);
  if (ok)
    {
      ok = pull (storage, caller, &workspace, scope, cursor, limit, page, error);
      crm_server_storage_rollback (storage);
    }
  if (!ok)
    crm_wire_page_clear (page);
  return ok;
}
