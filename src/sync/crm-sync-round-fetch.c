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

/* Pages that wait to be written. */
#define AHEAD 4

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

/* ── asking ───────────────────────────────────────────────────────────────────────────────── */

/* What is asked for, until it is made ready on a thread of its own. */
typedef struct
{
  char *scope;
  CrmCursor from;
  CrmKeySettings settings;
  GBytes *answer;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_clear_pointer (&request->answer, g_bytes_unref);
  g_free (request->scope);
  g_free (request);
}

static DexFuture *
make_ready (gpointer data)
{
  const Request *request = data;
  g_auto (CrmWirePage) page = { 0 };
  GError *error = NULL;

  if (!crm_wire_page_read (request->answer, &page, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (CRM_TYPE_SYNC_PULLED, crm_sync_pulled_new (request->scope, &request->from, &page, &request->settings));
}

static DexFuture *
begin_making_ready (DexFuture *future, gpointer data)
{
  const Request *request = data;
  Request *own = g_new0 (Request, 1);

  *own = (Request){ g_strdup (request->scope), request->from, request->settings, g_value_dup_boxed (dex_future_get_value (future, NULL)) };
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, make_ready, own, request_free);
}

/* A #DexFuture of a #CrmSyncPulled. */
static DexFuture *
ask (CrmSyncRound *round, const char *scope, const CrmCursor *cursor)
{
  Request *request = g_new0 (Request, 1);

  *request = (Request){ g_strdup (scope), *cursor, round->keys, NULL };
  round->asked = crm_sync_round_get_now (round);
  return dex_future_then (crm_transport_pull (round->transport, scope, cursor), begin_making_ready, request, request_free);
}

/* ── writing ──────────────────────────────────────────────────────────────────────────────── */

/* What waits to be written, while more is fetched. */
typedef struct
{
  CrmStore *store;
  CrmSyncInbox *inbox;
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->store);
  crm_sync_inbox_unref (writing->inbox);
  g_free (writing);
}

static void
let_go (gpointer data)
{
  crm_sync_pulled_unref (data);
}

/* Thousands of pieces, on a thread of their own. */
static void
clear_done (CrmSyncInbox *inbox)
{
  CrmSyncPulled *pulled;

  while ((pulled = crm_sync_inbox_take_done (inbox)) != NULL)
    dex_scheduler_push (dex_thread_pool_scheduler_get_default (), let_go, pulled);
}

static DexFuture *
write_pages (gpointer data)
{
  Writing *writing = data;
  GError *error = NULL;

  while (error == NULL && crm_sync_inbox_get_n (writing->inbox) > 0)
    {
      g_autoptr (CrmEdit) edit = crm_sync_pulled_new_edit_of (_ ("Changes by others"), writing->inbox);

      dex_await (crm_store_apply (writing->store, edit, NULL), &error);
      clear_done (writing->inbox);
    }
  return error != NULL ? dex_future_new_for_error (error) : dex_future_new_for_boolean (TRUE);
}

static DexFuture *
begin_writing (CrmSyncRound *round, CrmSyncInbox *inbox)
{
  Writing *writing = g_new0 (Writing, 1);

  *writing = (Writing){ g_object_ref (round->store), crm_sync_inbox_ref (inbox) };
  return dex_scheduler_spawn (NULL, 0, write_pages, writing, writing_free);
}

static gboolean
end_writing (DexFuture **writing, GError **error)
{
  DexFuture *future = g_steal_pointer (writing);

  return future == NULL || dex_await (future, error);
}

/* ── a scope ──────────────────────────────────────────────────────────────────────────────── */

/* Takes what was asked for, and asks for the page behind it. @cursor moves on. */
static CrmSyncPulled *
take_page (CrmSyncRound *round, CrmCursor *cursor, DexFuture **asked, GError **error)
{
  g_autoptr (CrmSyncPulled) pulled = dex_await_boxed (g_steal_pointer (asked), error);
  gboolean other;

  if (pulled == NULL || !check_headway (cursor, &pulled->page, error) || !crm_sync_round_note_trailer (round, &pulled->page.trailer, error))
    return NULL;
  other = is_other_epoch (round, pulled->page.trailer.epoch);
  round->outcome.pulled += pulled->page.rows->len;
  crm_sync_round_tell_progress (round);
  *cursor = pulled->page.next;
  if (pulled->page.trailer.more && !other)
    *asked = ask (round, pulled->scope, cursor);
  return g_steal_pointer (&pulled);
}

/* A page goes to the writer while the next ones are fetched, but not further ahead than memory allows. */
static gboolean
hand_over (CrmSyncRound *round, CrmSyncInbox *inbox, CrmSyncPulled *pulled, DexFuture **writing, GError **error)
{
  if (*writing != NULL && (!dex_future_is_pending (*writing) || crm_sync_inbox_get_n (inbox) >= AHEAD) && !end_writing (writing, error))
    {
      crm_sync_pulled_unref (pulled);
      return FALSE;
    }
  crm_sync_inbox_add (inbox, pulled);
  if (*writing == NULL)
    *writing = begin_writing (round, inbox);
  return TRUE;
}

gboolean
crm_sync_round_pull_scope (CrmSyncRound *round, const char *scope, GError **error)
{
  g_autofree char *text = crm_sync_round_dup_cursor (round, scope, error);
  g_autoptr (CrmSyncInbox) inbox = crm_sync_inbox_new ();
  DexFuture *asked, *writing = NULL;
  CrmCursor cursor;
  gboolean ok = TRUE;

  if (text == NULL || !crm_cursor_parse (text, &cursor))
    return FALSE;
  asked = ask (round, scope, &cursor);
  while (ok && asked != NULL)
    {
      CrmSyncPulled *pulled = take_page (round, &cursor, &asked, error);

      ok = pulled != NULL && hand_over (round, inbox, pulled, &writing, error);
    }
  g_clear_pointer (&asked, dex_unref);
  return end_writing (&writing, ok ? error : NULL) && ok;
}

/* ── all of them ──────────────────────────────────────────────────────────────────────────── */

static gboolean
read_there (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gint64 n;

  if (!crm_sync_file_count_there (connection, &n, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, n);
  return TRUE;
}

/* What was sent before is as good as fetched. */
static gboolean
count_there (CrmSyncRound *round, GError **error)
{
  GError *local_error = NULL;
  gint64 n = round->first ? dex_await_int64 (crm_store_read (round->store, NULL, read_there, NULL, NULL), &local_error) : 0;

  round->outcome.there = (guint)CLAMP (n, 0, G_MAXUINT);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Which scopes there are is said with the first page, or with a push before. */
gboolean
crm_sync_round_pull_all (CrmSyncRound *round, GError **error)
{
  g_auto (GStrv) scopes = NULL;

  if (!count_there (round, error) || !crm_sync_round_pull_scope (round, "everyone", error))
    return FALSE;
  scopes = g_strdupv (round->scopes);
  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    if (!g_str_equal (scopes[i], "everyone") && !crm_sync_round_pull_scope (round, scopes[i], error))
      return FALSE;
  return TRUE;
}

/* A scope that was lost since it was named is told by the list that comes with the others. */
gboolean
crm_sync_round_pull_wanted (CrmSyncRound *round, GError **error)
{
  GError *local_error = NULL;

  if (round->wanted == NULL)
    return crm_sync_round_pull_all (round, error);
  for (guint i = 0; round->wanted[i] != NULL; i++)
    if (!crm_sync_round_pull_scope (round, round->wanted[i], &local_error))
      {
        if (!g_error_matches (local_error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
          {
            g_propagate_error (error, local_error);
            return FALSE;
          }
        g_clear_error (&local_error);
        g_clear_pointer (&round->wanted, g_strfreev);
        return crm_sync_round_pull_all (round, error);
      }
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
  if (!dex_await (crm_store_apply (round->store, revocation, NULL), error))
    return FALSE;
  /* What was sent and is in no scope may be in one that was not read. */
  if (round->wanted != NULL)
    return TRUE;
  clearance = crm_sync_pulled_new_clearance (_ ("No longer shared"));
  return dex_await (crm_store_apply (round->store, clearance, NULL), error);
}
