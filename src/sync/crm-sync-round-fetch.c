/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of a round that fetches: every scope to its end, and an end to those that are no longer shared. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-round-private.h"

#include "core/base/crm-error.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-pulled.h"
#include "sync/crm-wire-page.h"

#include <glib/gi18n-lib.h>

static gboolean
read_cursor (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  char text[CRM_CURSOR_LENGTH_MAX];
  gboolean sweeping;
  CrmCursor cursor;

  if (!crm_sync_file_read_cursor (connection, data, &cursor, &sweeping, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, crm_cursor_format (&cursor, text));
  return TRUE;
}

char *
crm_sync_round_dup_cursor (CrmSyncRound *round, const char *scope, GError **error)
{
  return dex_await_string (crm_store_read (round->store, NULL, read_cursor, g_strdup (scope), g_free), error);
}

/* After another epoch everything is sent again before anything else is read. */
static gboolean
is_other_epoch (CrmSyncRound *round, const char *epoch)
{
  gboolean other = round->epoch != NULL && g_strcmp0 (round->epoch, epoch) != 0;

  g_set_str (&round->epoch, epoch);
  return other;
}

/* A server that always has more without getting anywhere would keep the round for ever. */
static gboolean
check_headway (const CrmCursor *cursor, const CrmWirePage *page, GError **error)
{
  if (!page->trailer.more || page->reconcile || page->next.seq > cursor->seq)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The server says that there is more, but does not send it."));
  return FALSE;
}

/* A page as it was read. */
typedef struct
{
  CrmWirePage page;
} Page;

static gpointer
page_copy (gpointer data)
{
  return g_atomic_rc_box_acquire (data);
}

static void
page_clear (gpointer data)
{
  crm_wire_page_clear (&((Page *)data)->page);
}

static void
page_free (gpointer data)
{
  g_atomic_rc_box_release_full (data, page_clear);
}

static GType page_get_type (void);

G_DEFINE_BOXED_TYPE (Page, page, page_copy, page_free)

static DexFuture *
read_page (gpointer data)
{
  Page *page = g_atomic_rc_box_new0 (Page);
  GError *error = NULL;

  if (crm_wire_page_read (data, &page->page, &error))
    return dex_future_new_take_boxed (page_get_type (), page);
  page_free (page);
  return dex_future_new_for_error (error);
}

static DexFuture *
begin_reading (DexFuture *future, gpointer data)
{
  GBytes *answer = g_value_get_boxed (dex_future_get_value (future, NULL));

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, read_page, g_bytes_ref (answer), (GDestroyNotify)g_bytes_unref);
}

/* A #DexFuture of a page, which is read on a thread of its own. */
static DexFuture *
ask (CrmSyncRound *round, const char *scope, const CrmCursor *cursor)
{
  round->asked = crm_sync_round_get_now (round);
  return dex_future_then (crm_transport_pull (round->transport, scope, cursor), begin_reading, NULL, NULL);
}

/* Takes what was asked for, and asks for the page behind it before this one is written. @cursor moves on. */
static gboolean
pull_page (CrmSyncRound *round, const char *scope, CrmCursor *cursor, DexFuture **asked, GError **error)
{
  Page *page = dex_await_boxed (g_steal_pointer (asked), error);
  g_autoptr (CrmEdit) edit = NULL;
  CrmCursor from = *cursor;
  gboolean ok;

  if (page == NULL)
    return FALSE;
  ok = check_headway (cursor, &page->page, error) && crm_sync_round_note_trailer (round, &page->page.trailer, error);
  if (ok)
    {
      gboolean other = is_other_epoch (round, page->page.trailer.epoch);

      round->outcome.pulled += page->page.rows->len;
      crm_sync_round_tell_progress (round);
      *cursor = page->page.next;
      if (page->page.trailer.more && !other)
        *asked = ask (round, scope, cursor);
      edit = crm_sync_pulled_new_edit (_ ("Changes by others"), scope, &from, &page->page);
      ok = dex_await (crm_store_apply (round->store, edit, NULL), error);
    }
  page_free (page);
  return ok;
}

gboolean
crm_sync_round_pull_scope (CrmSyncRound *round, const char *scope, GError **error)
{
  g_autofree char *text = crm_sync_round_dup_cursor (round, scope, error);
  DexFuture *asked;
  CrmCursor cursor;
  gboolean ok = TRUE;

  if (text == NULL || !crm_cursor_parse (text, &cursor))
    return FALSE;
  asked = ask (round, scope, &cursor);
  while (ok && asked != NULL)
    ok = pull_page (round, scope, &cursor, &asked, error);
  g_clear_pointer (&asked, dex_unref);
  return ok;
}

/* Which scopes there are is said with the first page, or with a push before. */
gboolean
crm_sync_round_pull_all (CrmSyncRound *round, GError **error)
{
  g_auto (GStrv) scopes = NULL;

  if (!crm_sync_round_pull_scope (round, "everyone", error))
    return FALSE;
  scopes = g_strdupv (round->scopes);
  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    if (!g_str_equal (scopes[i], "everyone") && !crm_sync_round_pull_scope (round, scopes[i], error))
      return FALSE;
  return TRUE;
}

/* ── what is no longer shared ─────────────────────────────────────────────────────────────── */

gboolean
crm_sync_round_leave_scopes (CrmSyncRound *round, GError **error)
{
  g_autoptr (CrmEdit) revocation = NULL;
  g_autoptr (CrmEdit) clearance = NULL;

  if (round->scopes == NULL)
    return TRUE;
  revocation = crm_sync_pulled_new_revocation (_ ("No longer shared"), (const char *const *)round->scopes);
  clearance = crm_sync_pulled_new_clearance (_ ("No longer shared"));
  return dex_await (crm_store_apply (round->store, revocation, NULL), error) && dex_await (crm_store_apply (round->store, clearance, NULL), error);
}
