/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of a round that sends: all that waits, while the server looks at what went before. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-round-private.h"

#include "core/base/crm-error.h"
#include "sync/crm-outbox.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-wire-push.h"

#include <glib/gi18n-lib.h>

/* What the server will not decide about waits for the next round after so many tries. */
#define MAX_TRIES 3
/* Pushes that are read at once: while the server looks at one, the answer to the one before is settled and the next one written. */
#define AHEAD 4
/* How often a server may fail at a push before it is looked into what it fails at; in between are pauses that grow, milliseconds. */
#define SERVER_TRIES 3
#define SERVER_PAUSE 200

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
count_verdicts (CrmSyncRound *round, GArray *verdicts)
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
renew_node (CrmSyncRound *round, GError **error)
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
takes_nothing (CrmSyncRound *round, const Batch *batch)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, batch->number + 2);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GBytes) body = crm_wire_push_write (batch->node, batch->number + 2, nothing);

  return dex_await (crm_store_set_setting (round->store, CRM_SYNC_PUSH, number), NULL) && dex_await (crm_transport_push (round->transport, body), NULL);
}

static gboolean
set_aside (CrmSyncRound *round, const Batch *batch, const char *complaint, GError **error)
{
  GArray *verdicts = crm_wire_verdicts_new ();
  CrmWireVerdict verdict = { .verdict = CRM_VERDICT_REJECTED, .reason = complaint };
  g_autoptr (CrmEdit) edit = NULL;

  g_array_append_val (verdicts, verdict);
  edit = crm_outbox_new_settlement (_ ("Not accepted by the server"), g_array_ref (batch->items), verdicts, NULL, crm_sync_round_get_now (round));
  round->outcome.rejected++;
  return dex_await (crm_store_apply (round->store, edit, NULL), error);
}

/* Looks for the record that it is by halves. Returns whether to go on. */
static gboolean
bisect (CrmSyncRound *round, const Batch *batch, GError **error)
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

guint *
crm_sync_round_get_max (CrmTransport *transport)
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
go_on_after (CrmSyncRound *round, const Batch *batch, GError **error)
{
  if (g_error_matches (*error, CRM_ERROR, CRM_ERROR_NETWORK))
    *crm_sync_round_get_max (round->transport) = MAX (1, batch->items->len / 2);
  return bisect (round, batch, error) || renew_node (round, error);
}

static void
note_taken (CrmSyncRound *round)
{
  round->max = MIN (2 * round->max, CRM_WIRE_PUSH_MAX);
  *crm_sync_round_get_max (round->transport) = round->max;
}

/* The settlement of the push before, while the server looks at the next. */
static gboolean
end_settling (DexFuture **settling, GError **error)
{
  DexFuture *future = g_steal_pointer (settling);

  return future == NULL || dex_await (future, error);
}

static gboolean
settle (CrmSyncRound *round, const Batch *batch, GBytes *answer, DexFuture **settling, GError **error)
{
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (CrmEdit) edit = NULL;
  GArray *verdicts = crm_wire_verdicts_read (answer, &trailer, error);

  if (verdicts == NULL)
    return FALSE;
  count_verdicts (round, verdicts);
  crm_sync_round_tell_progress (round);
  /* Translators: the title of an edit in history, by which values go back to what the server has. */
  edit = crm_outbox_new_settlement (_ ("Not accepted by the server"), g_array_ref (batch->items), verdicts, &trailer, crm_sync_round_get_now (round));
  g_set_str (&round->scope, trailer.scope);
  g_set_str (&round->next, trailer.next);
  if (!end_settling (settling, error))
    return FALSE;
  *settling = crm_store_apply (round->store, edit, NULL);
  return crm_sync_round_note_trailer (round, &trailer, error);
}

/* Sends one, while the next is written. Returns whether to go on; @taken is whether the server has answered. */
static gboolean
push_batch (CrmSyncRound *round, GPtrArray *batches, guint position, DexFuture **writing, DexFuture **settling, gboolean *taken, GError **error)
{
  Batch *batch = batches->pdata[position];
  g_autoptr (GBytes) body = dex_await_boxed (g_steal_pointer (writing), error);
  g_autoptr (GBytes) answer = NULL;
  DexFuture *sending;

  if (body == NULL)
    return FALSE;
  round->asked = crm_sync_round_get_now (round);
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
push_batches (CrmSyncRound *round, GPtrArray *batches, GError **error)
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

/* ── sending all ──────────────────────────────────────────────────────────────────────────── */

/* A file that has read all there was before a push knows what is there after it; one that has not would fetch what it sends. */
static gboolean
catch_up (CrmSyncRound *round, GError **error)
{
  g_autofree char *cursor = NULL;
  g_autofree char *scope = g_strdup (round->scope);

  if (scope == NULL || round->caught_up)
    return TRUE;
  cursor = crm_sync_round_dup_cursor (round, scope, error);
  if (cursor == NULL || g_strcmp0 (cursor, round->next) == 0)
    return cursor != NULL;
  round->caught_up = TRUE;
  return crm_sync_round_pull_scope (round, scope, error);
}

gboolean
crm_sync_round_push_all (CrmSyncRound *round, GError **error)
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
