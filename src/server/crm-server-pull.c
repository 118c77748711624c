/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what changed in a scope since a cursor. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-pull.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-frame.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Far from what a frame can hold, so that one more line of any length fits. */
#define PAGE_SIZE (2 * 1024 * 1024)

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

typedef struct
{
  GString *lines;
  CrmWireTrailer trailer;
  CrmCursor next;
} Page;

static void
page_clear (Page *page)
{
  if (page->lines != NULL)
    g_string_free (page->lines, TRUE);
  crm_wire_trailer_clear (&page->trailer);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

static void
append_moves (Page *page, GArray *moves)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  for (guint i = 0; i < moves->len; i++)
    {
      const CrmServerMove *move = &g_array_index (moves, CrmServerMove, i);

      if (move->seq > page->next.seq)
        break;
      g_string_append_printf (page->lines, "[\"m\",%" G_GINT64_FORMAT ",\"%s\",\"%s\"]\n", move->seq, move->kind, crm_id_format (&move->id, id));
      page->trailer.count++;
    }
}

/* A page ends where both lists are complete: everything up to there is in it, and nothing after. */
static gboolean
read_page (CrmServerStorage *storage, const CrmServerWorkspace *workspace, const char *scope, gint64 after, guint limit, Page *page, GError **error)
{
  g_autoptr (GArray) moves = crm_server_storage_list_moves (storage, scope, after, limit, error);
  gint64 end = workspace->seq, last = 0;
  guint n;
  int more;

  if (moves == NULL)
    return FALSE;
  if (moves->len == limit)
    end = MIN (end, g_array_index (moves, CrmServerMove, limit - 1).seq);
  more = crm_server_storage_append_changes (storage, scope, after, end, limit, PAGE_SIZE, page->lines, &n, &last, error);
  if (more < 0)
    return FALSE;
  page->next.seq = more > 0 ? last : end;
  page->trailer.count += n;
  page->trailer.more = page->next.seq < workspace->seq;
  append_moves (page, moves);
  return page->next.seq == 0 || crm_server_storage_read_nonce (storage, page->next.seq, &page->next.nonce, error) >= 0;
}

/* Whoever begins is told how much there is in all: what is counted once, from an index, is less than what follows. */
static gboolean
count_held (CrmServerStorage *storage, char **scopes, gint64 *held, GError **error)
{
  for (guint i = 0; scopes[i] != NULL; i++)
    {
      gint64 n = crm_server_storage_count_records (storage, scopes[i], error);

      if (n < 0)
        return FALSE;
      *held += n;
    }
  return TRUE;
}

static gboolean
pull (CrmServerStorage *storage, const CrmServerCaller *caller, const CrmServerWorkspace *workspace, const char *scope, const CrmCursor *cursor, guint limit, Page *page, GError **error)
{
  gint64 after;
  gboolean known;

  if (!crm_server_caller_can_read (caller, scope))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is nothing of that kind on this server."));
      return FALSE;
    }
  if (!is_known (storage, workspace, cursor, &known, error))
    return FALSE;
  if (!known)
    {
      g_string_append (page->lines, "[\"reconcile\"]\n");
      page->trailer.count = 1;
    }
  after = known ? cursor->seq : 0;
  page->trailer.epoch = crm_id_to_string (&workspace->epoch);
  page->trailer.scopes = crm_server_caller_list_scopes (caller, storage, error);
  if (page->trailer.scopes == NULL)
    return FALSE;
  if (after == 0 && strcmp (scope, CRM_SERVER_SCOPE_EVERYONE) == 0 && !count_held (storage, page->trailer.scopes, &page->trailer.held, error))
    return FALSE;
  return read_page (storage, workspace, scope, after, limit, page, error);
}

GBytes *
crm_server_pull (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, const CrmCursor *cursor, guint limit, gint64 now, GError **error)
{
  g_auto (Page) page = { .lines = g_string_new (NULL), .trailer.server_time = now / 1000 };
  char text[CRM_CURSOR_LENGTH_MAX];
  CrmServerWorkspace workspace;
  gboolean ok;

  g_return_val_if_fail (limit > 0, NULL);

  if (!crm_server_storage_begin (storage, &caller->workspace, FALSE, &workspace, error))
    return NULL;
  ok = pull (storage, caller, &workspace, scope, cursor, limit, &page, error);
  crm_server_storage_rollback (storage);
  if (!ok)
    return NULL;
  page.trailer.next = g_strdup (crm_cursor_format (&page.next, text));
  crm_wire_frame_close (page.lines, &page.trailer);
  return g_string_free_to_bytes (g_steal_pointer (&page.lines));
}
