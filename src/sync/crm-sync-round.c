/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of a sync: all that waits is sent, all that is new is fetched. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-round.h"

#include "core/base/crm-error.h"
#include "sync/crm-outbox.h"
#include "sync/crm-sync-check.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-pulled.h"
#include "sync/crm-sync-unpack.h"
#include "sync/crm-wire-page.h"
#include "sync/crm-wire-push.h"

#include <glib/gi18n-lib.h>

/* What the server will not decide about waits for the next round after so many tries. */
#define MAX_TRIES 3
/* Pushes that are read at once: while the server looks at one, the answer to the one before is settled and the next one written. */
#define AHEAD 4
/* How often a server may fail at a push before it is looked into what it fails at; in between are pauses that grow, milliseconds. */
#define SERVER_TRIES 3
#define SERVER_PAUSE 200
/* A clock no further off than this, milliseconds, is as good as the server's. */
#define CLOCK_SLACK 30000
/* What the file has is compared with what the server has once in this time. */
#define CHECK_PERIOD G_TIME_SPAN_DAY

G_DEFINE_BOXED_TYPE (CrmSyncOutcome, crm_sync_outcome, crm_sync_outcome_copy, crm_sync_outcome_free)

CrmSyncOutcome *
crm_sync_outcome_copy (const CrmSyncOutcome *outcome)
{
  return g_memdup2 (outcome, sizeof *outcome);
}

void
crm_sync_outcome_free (CrmSyncOutcome *outcome)
{
  g_free (outcome);
}

/* A round under way, on its fiber. */
typedef struct
{
  CrmStore *store;
  CrmTransport *transport;
  char **wanted;            /* (nullable): the scopes to read, all if NULL */
  CrmSyncProgress progress; /* (nullable) */
  gpointer progress_data;
  GDestroyNotify progress_destroy;
  CrmSyncOutcome outcome;
  char **scopes; /* as the server last said */
  char *epoch;   /* likewise */
  guint tries;   /* pushes in a row of which nothing was decided */
  guint renewals;
  guint max;      /* records of a push */
  guint failures; /* of the server at a push */
  gint64 offset;  /* milliseconds: what the file corrects its clock by */
  gint64 checked; /* microseconds: when all was compared last */
  gint64 asked;   /* microseconds: when the request under way was sent */
  char *scope;    /* (nullable): where all of the last push is */
  char *next;     /* what a cursor of that scope is after it */
  gboolean caught_up;
  gboolean first; /* nothing was synced before this round, or not to its end */
} Round;

static void
round_free (gpointer data)
{
  Round *round = data;

  if (round->progress_destroy != NULL)
    round->progress_destroy (round->progress_data);
  g_object_unref (round->store);
  g_object_unref (round->transport);
  g_strfreev (round->wanted);
  g_strfreev (round->scopes);
  g_free (round->epoch);
  g_free (round->scope);
  g_free (round->next);
  g_free (round);
}

static void
tell_progress (Round *round)
{
  if (round->progress != NULL)
    round->progress (&round->outcome, round->progress_data);
}

static gint64
get_now (Round *round)
{
  return crm_clock_now (crm_store_get_clock (round->store));
}

/* The answer was written half way between asking and hearing it, as far as anybody here knows; the way there and back is what that may be wrong by. */
static gboolean
follow_clock (Round *round, gint64 server_time, GError **error)
{
  gint64 now = get_now (round), slack = CLOCK_SLACK + (now - round->asked) / 1000;
  gint64 offset = server_time - (round->asked + (now - round->asked) / 2) / 1000;
  g_autofree char *text = NULL;

  if (server_time == 0 || ABS (offset - round->offset) <= slack)
    return TRUE;
  round->offset = ABS (offset) > slack ? offset : 0;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, round->offset);
  return dex_await (crm_store_set_setting (round->store, CRM_SYNC_CLOCK, text), error);
}

/* Said once, and kept for the rounds after one that was cut short. */
static gboolean
note_held (Round *round, gint64 held, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, held);

  if (!round->first || held <= 0)
    return TRUE;
  round->outcome.held = (guint)MIN (held, G_MAXUINT);
  return dex_await (crm_store_set_setting (round->store, CRM_SYNC_HELD, text), error);
}

static gboolean
note_trailer (Round *round, const CrmWireTrailer *trailer, GError **error)
{
  if (trailer->scopes != NULL)
    {
      g_strfreev (round->scopes);
      round->scopes = g_strdupv (trailer->scopes);
    }
  return note_held (round, trailer->held, error) && follow_clock (round, trailer->server_time, error);
}

/* ── sending ──────────────────────────────────────────────────────────────────────────────── */

/* What a push is made of. */
typedef struct
{
  GArray *items;
  guint64 node;
  gint64 number;
} Batch;

static gpointer
batch_copy (gpointer data)
{
  return g_atomic_rc_box_acquire (data);
}

static void
batch_clear (gpointer data)
{
  g_clear_pointer (&((Batch *)data)->items, g_array_unref);
}

static void
batch_free (gpointer data)
{
  g_atomic_rc_box_release_full (data, batch_clear);
}

static GType batch_get_type (void);

G_DEFINE_BOXED_TYPE (Batch, batch, batch_copy, batch_free)

static gboolean
read_batch (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *number = crm_connection_dup_setting (connection, CRM_SYNC_PUSH, &local_error);
  Batch *batch = g_atomic_rc_box_new0 (Batch);

  batch->number = number != NULL ? g_ascii_strtoll (number, NULL, 10) : 0;
  if (local_error == NULL && crm_sync_file_read_node (connection, &batch->node, &local_error))
    batch->items = crm_outbox_read_many (connection, *(const guint *)data, AHEAD, &local_error);
  if (batch->items == NULL)
    {
      g_propagate_error (error, local_error);
      batch_free (batch);
      return FALSE;
    }
  g_value_init (result, batch_get_type ());
  g_value_take_boxed (result, batch);
  return TRUE;
}

static void
count_verdicts (Round *round, GArray *verdicts)
{
  round->tries++;
  for (guint i = 0; i < verdicts->len; i++)
    {
      CrmVerdict verdict = g_array_index (verdicts, CrmWireVerdict, i).verdict;

      round->outcome.pushed += verdict == CRM_VERDICT_OK || verdict == CRM_VERDICT_SUPERSEDED;
      round->outcome.superseded += verdict == CRM_VERDICT_SUPERSEDED;
      round->outcome.rejected += verdict == CRM_VERDICT_REJECTED || verdict == CRM_VERDICT_GONE;
      if (verdict != CRM_VERDICT_MERGE && verdict != CRM_VERDICT_CLOCK)
        round->tries = 0;
    }
}

/* ── on threads of their own ──────────────────────────────────────────────────────────────── */

static DexFuture *
write_push (gpointer data)
{
  const Batch *batch = data;
  g_autoptr (GPtrArray) records = crm_outbox_get_records (batch->items);

  return dex_future_new_take_boxed (G_TYPE_BYTES, crm_wire_push_write (batch->node, batch->number + 1, records));
}

/* A #DexFuture of a #GBytes. */
static DexFuture *
begin_writing (Batch *batch)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, write_push, batch_copy (batch), batch_free);
}

/* The pushes that a batch is. */
static GPtrArray *
split (const Batch *whole, guint max)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func (batch_free);
  guint n;

  for (guint start = 0; start < whole->items->len; start += n)
    {
      Batch *batch = g_atomic_rc_box_new0 (Batch);

      n = crm_outbox_split (whole->items, start, max);
      *batch = (Batch){ crm_outbox_slice (whole->items, start, n), whole->node, whole->number + batches->len };
      g_ptr_array_add (batches, batch);
    }
  return batches;
}

/* The server knows the node id as another file's, or this one has forgotten pushes: it goes on as a new one. A server that says so of every file is wrong. */
static gboolean
renew_node (Round *round, GError **error)
{
  if (!g_error_matches (*error, CRM_ERROR, CRM_ERROR_CONFLICT) || round->renewals++ > 0)
    return FALSE;
  g_clear_error (error);
  return dex_await (crm_store_renew_node (round->store), error);
}

/* ── what the server chokes on ────────────────────────────────────────────────────────────── */

/* How a push failed, if it is what was in it; NULL when it was something else. In the words of a rejection. */
static const char *
get_complaint (const GError *error)
{
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_TOO_LARGE))
    return "size";
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_REFUSED))
    return "malformed";
  return g_error_matches (error, CRM_ERROR, CRM_ERROR_SERVER) ? "poison" : NULL;
}

/* A server that fails at nothing at all is itself what is wrong. */
static gboolean
takes_nothing (Round *round, const Batch *batch)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, batch->number + 2);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GBytes) body = crm_wire_push_write (batch->node, batch->number + 2, nothing);

  return dex_await (crm_store_set_setting (round->store, CRM_SYNC_PUSH, number), NULL) && dex_await (crm_transport_push (round->transport, body), NULL);
}

static gboolean
set_aside (Round *round, const Batch *batch, const char *complaint, GError **error)
{
  GArray *verdicts = crm_wire_verdicts_new ();
  CrmWireVerdict verdict = { .verdict = CRM_VERDICT_REJECTED, .reason = complaint };
  g_autoptr (CrmEdit) edit = NULL;

  g_array_append_val (verdicts, verdict);
  edit = crm_outbox_new_settlement (_ ("Not accepted by the server"), g_array_ref (batch->items), verdicts, NULL, get_now (round));
  round->outcome.rejected++;
  return dex_await (crm_store_apply (round->store, edit, NULL), error);
}

/* Looks for the record that it is by halves. Returns whether to go on. */
static gboolean
bisect (Round *round, const Batch *batch, GError **error)
{
  const char *complaint = get_complaint (*error);

  if (complaint == NULL)
    return FALSE;
  if (g_error_matches (*error, CRM_ERROR, CRM_ERROR_SERVER) && ++round->failures < SERVER_TRIES)
    {
      g_clear_error (error);
      return dex_await (dex_timeout_new_msec ((int)round->failures * SERVER_PAUSE), NULL) || TRUE;
    }
  round->max = MAX (1, batch->items->len / 2);
  if (batch->items->len == 1 && !takes_nothing (round, batch))
    return FALSE;
  g_clear_error (error);
  return batch->items->len > 1 || set_aside (round, batch, complaint, error);
}

/* Who waits too long for an answer asks for less the next time. */
static guint *
get_max (CrmTransport *transport)
{
  guint *max = g_object_get_data (G_OBJECT (transport), "crm-push-max");

  if (max == NULL)
    {
      max = g_new (guint, 1);
      *max = CRM_WIRE_PUSH_MAX;
      g_object_set_data_full (G_OBJECT (transport), "crm-push-max", max, g_free);
    }
  return max;
}

static gboolean
go_on_after (Round *round, const Batch *batch, GError **error)
{
  if (g_error_matches (*error, CRM_ERROR, CRM_ERROR_NETWORK))
    *get_max (round->transport) = MAX (1, batch->items->len / 2);
  return bisect (round, batch, error) || renew_node (round, error);
}

static void
note_taken (Round *round)
{
  round->max = MIN (2 * round->max, CRM_WIRE_PUSH_MAX);
  *get_max (round->transport) = round->max;
}

/* The settlement of the push before, while the server looks at the next. */
static gboolean
end_settling (DexFuture **settling, GError **error)
{
  DexFuture *future = g_steal_pointer (settling);

  return future == NULL || dex_await (future, error);
}

static gboolean
settle (Round *round, const Batch *batch, GBytes *answer, DexFuture **settling, GError **error)
{
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (CrmEdit) edit = NULL;
  GArray *verdicts = crm_wire_verdicts_read (answer, &trailer, error);

  if (verdicts == NULL)
    return FALSE;
  count_verdicts (round, verdicts);
  tell_progress (round);
  /* Translators: the title of an edit in history, by which values go back to what the server has. */
  edit = crm_outbox_new_settlement (_ ("Not accepted by the server"), g_array_ref (batch->items), verdicts, &trailer, get_now (round));
  g_set_str (&round->scope, trailer.scope);
  g_set_str (&round->next, trailer.next);
  if (!end_settling (settling, error))
    return FALSE;
  *settling = crm_store_apply (round->store, edit, NULL);
  return note_trailer (round, &trailer, error);
}

/* Sends one, while the next is written. Returns whether to go on; @taken is whether the server has answered. */
static gboolean
push_batch (Round *round, GPtrArray *batches, guint position, DexFuture **writing, DexFuture **settling, gboolean *taken, GError **error)
{
  Batch *batch = batches->pdata[position];
  g_autoptr (GBytes) body = dex_await_boxed (g_steal_pointer (writing), error);
  g_autoptr (GBytes) answer = NULL;
  DexFuture *sending;

  if (body == NULL)
    return FALSE;
  round->asked = get_now (round);
  sending = crm_transport_push (round->transport, body);
  if (position + 1 < batches->len)
    *writing = begin_writing (batches->pdata[position + 1]);
  answer = dex_await_boxed (sending, error);
  *taken = answer != NULL;
  if (answer == NULL)
    return end_settling (settling, NULL) && go_on_after (round, batch, error);
  note_taken (round);
  return settle (round, batch, answer, settling, error);
}

/* The numbers are on disk before anything is sent with them. */
static gboolean
push_batches (Round *round, GPtrArray *batches, GError **error)
{
  const Batch *last = batches->pdata[batches->len - 1];
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, last->number + 1);
  DexFuture *writing = begin_writing (batches->pdata[0]), *settling = NULL;
  gboolean ok = dex_await (crm_store_set_setting (round->store, CRM_SYNC_PUSH, number), error), taken = TRUE;

  for (guint i = 0; ok && taken && i < batches->len; i++)
    ok = push_batch (round, batches, i, &writing, &settling, &taken, error);
  g_clear_pointer (&writing, dex_unref);
  return end_settling (&settling, ok ? error : NULL) && ok;
}

/* ── fetching ─────────────────────────────────────────────────────────────────────────────── */

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

/* After another epoch everything is sent again before anything else is read. */
static gboolean
is_other_epoch (Round *round, const char *epoch)
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
ask (Round *round, const char *scope, const CrmCursor *cursor)
{
  round->asked = get_now (round);
  return dex_future_then (crm_transport_pull (round->transport, scope, cursor), begin_reading, NULL, NULL);
}

/* Takes what was asked for, and asks for the page behind it before this one is written. @cursor moves on. */
static gboolean
pull_page (Round *round, const char *scope, CrmCursor *cursor, DexFuture **asked, GError **error)
{
  Page *page = dex_await_boxed (g_steal_pointer (asked), error);
  g_autoptr (CrmEdit) edit = NULL;
  CrmCursor from = *cursor;
  gboolean ok;

  if (page == NULL)
    return FALSE;
  ok = check_headway (cursor, &page->page, error) && note_trailer (round, &page->page.trailer, error);
  if (ok)
    {
      gboolean other = is_other_epoch (round, page->page.trailer.epoch);

      round->outcome.pulled += page->page.rows->len;
      tell_progress (round);
      *cursor = page->page.next;
      if (page->page.trailer.more && !other)
        *asked = ask (round, scope, cursor);
      edit = crm_sync_pulled_new_edit (_ ("Changes by others"), scope, &from, &page->page);
      ok = dex_await (crm_store_apply (round->store, edit, NULL), error);
    }
  page_free (page);
  return ok;
}

static gboolean
pull_scope (Round *round, const char *scope, GError **error)
{
  g_autofree char *text = dex_await_string (crm_store_read (round->store, NULL, read_cursor, g_strdup (scope), g_free), error);
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
count_there (Round *round, GError **error)
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
static gboolean
pull_all (Round *round, GError **error)
{
  g_auto (GStrv) scopes = NULL;

  if (!count_there (round, error) || !pull_scope (round, "everyone", error))
    return FALSE;
  scopes = g_strdupv (round->scopes);
  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    if (!g_str_equal (scopes[i], "everyone") && !pull_scope (round, scopes[i], error))
      return FALSE;
  return TRUE;
}

/* A scope that was lost since it was named is told by the list that comes with the others. */
static gboolean
pull_wanted (Round *round, GError **error)
{
  GError *local_error = NULL;

  if (round->wanted == NULL)
    return pull_all (round, error);
  for (guint i = 0; round->wanted[i] != NULL; i++)
    if (!pull_scope (round, round->wanted[i], &local_error))
      {
        if (!g_error_matches (local_error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
          {
            g_propagate_error (error, local_error);
            return FALSE;
          }
        g_clear_error (&local_error);
        g_clear_pointer (&round->wanted, g_strfreev);
        return pull_all (round, error);
      }
  return TRUE;
}

/* ── sending all ──────────────────────────────────────────────────────────────────────────── */

/* A file that has read all there was before a push knows what is there after it; one that has not would fetch what it sends. */
static gboolean
catch_up (Round *round, GError **error)
{
  g_autofree char *cursor = NULL;
  g_autofree char *scope = g_strdup (round->scope);

  if (scope == NULL || round->caught_up)
    return TRUE;
  cursor = dex_await_string (crm_store_read (round->store, NULL, read_cursor, g_strdup (scope), g_free), error);
  if (cursor == NULL || g_strcmp0 (cursor, round->next) == 0)
    return cursor != NULL;
  round->caught_up = TRUE;
  return pull_scope (round, scope, error);
}

static gboolean
push_all (Round *round, GError **error)
{
  round->tries = 0;
  while (round->tries < MAX_TRIES)
    {
      Batch *whole = dex_await_boxed (crm_store_read (round->store, NULL, read_batch, g_memdup2 (&round->max, sizeof round->max), g_free), error);
      g_autoptr (GPtrArray) batches = NULL;

      if (whole == NULL)
        return FALSE;
      batches = split (whole, round->max);
      batch_free (whole);
      if (batches->len == 0 || !push_batches (round, batches, error))
        return batches->len == 0;
      if (batches->len == AHEAD && !catch_up (round, error))
        return FALSE;
    }
  return TRUE;
}

/* ── what is no longer shared ─────────────────────────────────────────────────────────────── */

static gboolean
leave_scopes (Round *round, GError **error)
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

/* ── comparing ────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  char *scope;
  CrmDigest digest;
  gboolean quiet;
} Own;

static gpointer
own_copy (gpointer data)
{
  return g_atomic_rc_box_acquire (data);
}

static void
own_clear (gpointer data)
{
  g_free (((Own *)data)->scope);
}

static void
own_free (gpointer data)
{
  g_atomic_rc_box_release_full (data, own_clear);
}

static GType own_get_type (void);

G_DEFINE_BOXED_TYPE (Own, own, own_copy, own_free)

static gboolean
read_own (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Own *own = g_atomic_rc_box_new0 (Own);

  own->scope = g_strdup (data);
  if (!crm_sync_check_read (connection, own->scope, &own->digest, &own->quiet, error))
    {
      own_free (own);
      return FALSE;
    }
  g_value_init (result, own_get_type ());
  g_value_take_boxed (result, own);
  return TRUE;
}

static gboolean
mend_bucket (Round *round, const char *scope, guint bucket, GError **error)
{
  g_autoptr (GBytes) answer = dex_await_boxed (crm_transport_digest (round->transport, scope, (int)bucket), error);
  g_autoptr (CrmEdit) edit = NULL;
  GArray *theirs = answer != NULL ? crm_digest_lines_read (answer, error) : NULL;

  if (theirs == NULL)
    return FALSE;
  round->outcome.mended++;
  /* Translators: the title of an edit in history, by which what is not as on the server is sent and fetched again. */
  edit = crm_sync_check_new_mending (_ ("Compared with the server"), scope, bucket, theirs);
  return dex_await (crm_store_apply (round->store, edit, NULL), error);
}

/* Digests of two moments tell nothing: then there is another day. A server of before there were any does not hold up a round. */
static gboolean
compare (Round *round, const Own *own, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (GBytes) answer = dex_await_boxed (crm_transport_digest (round->transport, own->scope, -1), &local_error);
  CrmDigest theirs;

  if (answer == NULL)
    {
      if (!g_error_matches (local_error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      g_error_free (local_error);
      return TRUE;
    }
  if (!crm_digest_read (answer, &theirs, error))
    return FALSE;
  if (theirs.at.seq != own->digest.at.seq || theirs.at.nonce != own->digest.at.nonce)
    return TRUE;
  for (guint i = 0; i < CRM_DIGEST_N_BUCKETS; i++)
    if (theirs.buckets[i] != own->digest.buckets[i] && !mend_bucket (round, own->scope, i, error))
      return FALSE;
  return TRUE;
}

static gboolean
compare_scope (Round *round, const char *scope, GError **error)
{
  Own *own = dex_await_boxed (crm_store_read (round->store, NULL, read_own, g_strdup (scope), g_free), error);
  gboolean ok;

  if (own == NULL)
    return FALSE;
  ok = !own->quiet || compare (round, own, error);
  own_free (own);
  return ok;
}

static gboolean
compare_all (Round *round, GError **error)
{
  gint64 now = get_now (round);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_auto (GStrv) scopes = g_strdupv (round->scopes);

  if (!crm_transport_has_digest (round->transport) || ABS (now - round->checked) < CHECK_PERIOD)
    return TRUE;
  /* What has just come for the first time was compared line by line. */
  for (guint i = 0; round->checked != 0 && scopes != NULL && scopes[i] != NULL; i++)
    if (!compare_scope (round, scopes[i], error))
      return FALSE;
  if (!dex_await (crm_store_set_setting (round->store, CRM_SYNC_CHECK, text), error))
    return FALSE;
  return round->outcome.mended == 0 || (push_all (round, error) && pull_all (round, error));
}

/* ── the round ────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_setting (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GError *local_error = NULL;

  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, crm_connection_dup_setting (connection, data, &local_error));
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static gboolean
read_unpacking (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gboolean due;

  if (!crm_sync_unpack_is_due (connection, &due, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, due);
  return TRUE;
}

/* What was kept for a version that knows it. */
static gboolean
unpack (Round *round, GError **error)
{
  GError *local_error = NULL;
  gboolean due = dex_await_int64 (crm_store_read (round->store, NULL, read_unpacking, NULL, NULL), &local_error) != 0;
  g_autoptr (CrmEdit) edit = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  edit = crm_sync_unpack_new (_ ("Changes by others"));
  return !due || dex_await (crm_store_apply (round->store, edit, NULL), error);
}

static gboolean
push_and_pull (Round *round, GError **error)
{
  g_autofree char *before = g_strdup (round->epoch);

  if (!unpack (round, error) || !push_all (round, error) || !pull_wanted (round, error) || !leave_scopes (round, error))
    return FALSE;
  if (before != NULL && g_strcmp0 (before, round->epoch) != 0 && (!push_all (round, error) || !pull_all (round, error)))
    return FALSE;
  return round->wanted != NULL || compare_all (round, error);
}

static gboolean
read_what_was (Round *round, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *offset = NULL;
  g_autofree char *checked = NULL;
  g_autofree char *first = NULL;
  g_autofree char *held = NULL;

  round->epoch = dex_await_string (crm_store_read (round->store, NULL, read_setting, (gpointer)CRM_SYNC_EPOCH, NULL), &local_error);
  if (local_error == NULL)
    offset = dex_await_string (crm_store_read (round->store, NULL, read_setting, (gpointer)CRM_SYNC_CLOCK, NULL), &local_error);
  if (local_error == NULL)
    checked = dex_await_string (crm_store_read (round->store, NULL, read_setting, (gpointer)CRM_SYNC_CHECK, NULL), &local_error);
  if (local_error == NULL)
    first = dex_await_string (crm_store_read (round->store, NULL, read_setting, (gpointer)CRM_SYNC_FIRST, NULL), &local_error);
  round->first = g_strcmp0 (first, "1") == 0;
  if (local_error == NULL && round->first)
    held = dex_await_string (crm_store_read (round->store, NULL, read_setting, (gpointer)CRM_SYNC_HELD, NULL), &local_error);
  round->outcome.held = held != NULL ? (guint)g_ascii_strtoull (held, NULL, 10) : 0;
  round->checked = checked != NULL ? g_ascii_strtoll (checked, NULL, 10) : 0;
  round->offset = offset != NULL ? g_ascii_strtoll (offset, NULL, 10) : 0;
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static DexFuture *
run_round (gpointer data)
{
  Round *round = data;
  g_autoptr (GError) error = NULL;

  if (read_what_was (round, &error) && push_and_pull (round, &error))
    return dex_future_new_take_boxed (CRM_TYPE_SYNC_OUTCOME, crm_sync_outcome_copy (&round->outcome));
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
crm_sync_round_run_for (CrmStore *store, CrmTransport *transport, const char *const *scopes, CrmSyncProgress progress, gpointer data, GDestroyNotify destroy)
{
  Round *round = g_new0 (Round, 1);

  g_return_val_if_fail (CRM_IS_STORE (store) && CRM_IS_TRANSPORT (transport), NULL);

  round->store = g_object_ref (store);
  round->transport = g_object_ref (transport);
  round->wanted = g_strdupv ((char **)scopes);
  round->max = *get_max (transport);
  round->progress = progress;
  round->progress_data = data;
  round->progress_destroy = destroy;
  return dex_scheduler_spawn (NULL, 0, run_round, round, round_free);
}

DexFuture *
crm_sync_round_run (CrmStore *store, CrmTransport *transport)
{
  return crm_sync_round_run_for (store, transport, NULL, NULL, NULL, NULL);
}
