/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the engine syncs: after edits and hints at once, now and then otherwise, and later and later while the server does not answer. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-engine-private.h"

#include "core/base/crm-error.h"
#include "core/duplicates/crm-customer-merge.h"
#include "sync/crm-sync-file.h"
#include "sync/crm-sync-files.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define POLL_SECONDS    30
#define BACKOFF_MAX     30
#define MEMBERS_SECONDS 600
#define DEAF_SECONDS    2 /* who was listened to for less is not listened to */
/* How old the time of the last sync in the file may be, microseconds: writing it costs a sync of the disk. */
#define LAST_SYNCED_AGE (60 * G_USEC_PER_SEC)

static void begin_round (CrmSyncEngine *self);
static void begin_whole_round (CrmSyncEngine *self);

/* ── what the file says ───────────────────────────────────────────────────────────────────── */

static gpointer
counts_copy (gpointer counts)
{
  return g_memdup2 (counts, sizeof (CrmSyncCounts));
}

static GType counts_get_type (void);

typedef CrmSyncCounts Counts;

G_DEFINE_BOXED_TYPE (Counts, counts, counts_copy, g_free)

/* Undefined columns are zero. */
static gboolean
read_numbers (CrmConnection *connection, const char *sql, gint64 *first, gint64 *second, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  int step = statement != NULL ? crm_connection_next (connection, statement, error) : -1;

  if (step > 0)
    {
      *first = sqlite3_column_int64 (statement, 0);
      *second = sqlite3_column_int64 (statement, 1);
    }
  if (statement != NULL)
    sqlite3_reset (statement);
  return step >= 0;
}

static gboolean
count_waiting (CrmConnection *connection, CrmSyncCounts *counts, GError **error)
{
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*), max(dirty) FROM %s WHERE dirty <> 0", crm_kind_get (id)->name);
      gint64 n = 0, newest = 0;

      if (!read_numbers (connection, sql, &n, &newest, error))
        return FALSE;
      counts->waiting += (guint)n;
      counts->newest = MAX (counts->newest, newest);
    }
  return TRUE;
}

static gboolean
read_counts (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autofree char *news = g_strdup_printf ("SELECT sum(created + changed), 0 FROM edit WHERE origin = %d AND number > %" G_GINT64_FORMAT, CRM_EDIT_ORIGIN_SYNC, *(gint64 *)data);
  CrmSyncCounts counts = { 0 };
  gint64 unsaved = 0, conflicts = 0, n_news = 0, none = 0;

  if (!count_waiting (connection, &counts, error) || !read_numbers (connection, "SELECT (SELECT count(*) FROM sync_unsaved), (SELECT count(*) FROM sync_conflict)", &unsaved, &conflicts, error) || !read_numbers (connection, news, &n_news, &none, error))
    return FALSE;
  counts.unsaved = (guint)unsaved;
  counts.conflicts = (guint)conflicts;
  counts.news = (guint)n_news;
  g_value_init (result, counts_get_type ());
  g_value_set_boxed (result, &counts);
  return TRUE;
}

gboolean
crm_sync_engine_count (CrmSyncEngine *self, GError **error)
{
  gint64 looked = self->membership != NULL ? self->membership->looked : 0;
  g_autofree CrmSyncCounts *counts = NULL;

  if (!crm_sync_engine_is_joined (self))
    {
      crm_sync_engine_set_counts (self, &(CrmSyncCounts){ 0 });
      return TRUE;
    }
  counts = dex_await_boxed (crm_store_read (self->store, NULL, read_counts, g_memdup2 (&looked, sizeof looked), g_free), error);
  if (counts == NULL)
    return FALSE;
  crm_sync_engine_set_counts (self, counts);
  return TRUE;
}

/* ── when ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_able (CrmSyncEngine *self)
{
  return !self->closed && self->transport != NULL && self->state != CRM_SYNC_STATE_SIGNED_OUT;
}

static gboolean
on_timer (gpointer data)
{
  CrmSyncEngine *self = CRM_SYNC_ENGINE (data);

  self->timer = 0;
  begin_whole_round (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (CrmSyncEngine *self, double seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->keeps_in_step && is_able (self) && self->state != CRM_SYNC_STATE_STOPPED)
    self->timer = g_timeout_add ((guint)(seconds * self->pace), on_timer, self);
}

/* Hints are lost now and then, so all scopes are asked for as well, however often one is hinted at. */
static void
schedule_poll (CrmSyncEngine *self)
{
  double passed = (double)(g_get_monotonic_time () - self->whole_at) / 1000 / self->pace;

  schedule (self, CLAMP (POLL_SECONDS - passed, 0, POLL_SECONDS));
}

/* Any time up to a limit that doubles: clients that lost a server together do not come back together. */
static double
choose_wait (CrmSyncEngine *self, const GError *error)
{
  double limit = MIN (BACKOFF_MAX, 1 << MIN (self->failures, 5));
  double least = g_error_matches (error, CRM_ERROR, CRM_ERROR_BUSY) && self->transport != NULL ? crm_http_transport_get_wait (self->transport) : 0;

  return least + g_random_double_range (0.1, limit);
}

/* ── hints ────────────────────────────────────────────────────────────────────────────────── */

/* Many servers' worth of scopes; a server that names more is asked for all of them. */
#define HINTED_MAX 1000

static void
note_hint (CrmSyncEngine *self, const char *scope)
{
  if (scope == NULL || g_hash_table_size (self->hinted) >= HINTED_MAX)
    self->whole = TRUE;
  else
    g_hash_table_add (self->hinted, g_strdup (scope));
}

/* What changed between the last round and the beginning of the listening was told to nobody. Connections that end at once are not worth a round each. */
static gboolean
is_worth_a_round (CrmSyncEngine *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->opened_at != 0 && now - self->opened_at < DEAF_SECONDS * self->pace * 1000)
    return FALSE;
  self->opened_at = now;
  return TRUE;
}

static void
on_hint (gint64 seq, const char *scope, gpointer data)
{
  g_autoptr (CrmSyncEngine) self = g_weak_ref_get (data);

  if (self == NULL || self->failures > 0)
    return;
  if (scope == NULL && !is_worth_a_round (self))
    return;
  note_hint (self, scope);
  if (self->busy)
    self->again = TRUE;
  else
    begin_round (self);
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
new_weak (CrmSyncEngine *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

/* The next round finds out whether the server is there; soon, but not all clients at once. A server that cannot be listened to at all is asked now and
   then. */
static DexFuture *
on_deaf (DexFuture *future, gpointer data)
{
  g_autoptr (CrmSyncEngine) self = g_weak_ref_get (data);

  if (self == NULL)
    return dex_future_new_for_boolean (TRUE);
  self->listening = FALSE;
  if (g_get_monotonic_time () - self->heard_at < DEAF_SECONDS * self->pace * 1000)
    return dex_future_new_for_boolean (TRUE);
  if (!self->busy && self->state == CRM_SYNC_STATE_IDLE)
    schedule (self, g_random_double_range (0.05, 1));
  return dex_future_new_for_boolean (TRUE);
}

static void
listen (CrmSyncEngine *self)
{
  DexFuture *future;

  if (self->listening || !self->keeps_in_step || !is_able (self))
    return;
  self->listening = TRUE;
  self->heard_at = g_get_monotonic_time ();
  future = crm_http_transport_listen (self->transport, on_hint, new_weak (self), weak_free);
  dex_future_disown (dex_future_finally (future, on_deaf, new_weak (self), weak_free));
}

/* ── the round ────────────────────────────────────────────────────────────────────────────── */

/* Two programs with the same file take turns: a round counts its pushes. */
static int
take_turn (CrmSyncEngine *self, GError **error)
{
  g_autofree char *path = g_strconcat (crm_store_get_path (self->store), "-sync", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  if (lock >= 0)
    close (lock);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_LOCKED, _ ("Another program syncs this file at this moment."));
  return -1;
}

static void
on_progress (const CrmSyncOutcome *outcome, gpointer data)
{
  CrmSyncEngine *self = data;
  guint64 sent = outcome->pushed + outcome->rejected, come = (guint64)outcome->there + outcome->pulled;

  if (outcome->pulled == 0)
    crm_sync_engine_set_progress (self, sent, MAX (self->counts.waiting, sent));
  else if (outcome->held > 0)
    crm_sync_engine_set_progress (self, MIN (come, outcome->held), outcome->held);
  else
    crm_sync_engine_set_progress (self, sent + outcome->pulled, 0);
}

static gboolean
set_number (CrmSyncEngine *self, const char *name, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return dex_await (crm_store_set_setting (self->store, name, text), error);
}

static gboolean
read_newest_edit (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  gint64 number = 0;

  if (!crm_connection_read_integer (connection, "SELECT max(number) FROM edit", &number, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
  return TRUE;
}

/* What came with the first sync is no news. */
static gboolean
end_first_sync (CrmSyncEngine *self, GError **error)
{
  GError *local_error = NULL;
  gint64 newest;

  if (!self->membership->first_sync)
    return TRUE;
  newest = dex_await_int64 (crm_store_read (self->store, NULL, read_newest_edit, NULL, NULL), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return set_number (self, CRM_SYNC_LOOKED, newest, error) && set_number (self, CRM_SYNC_FIRST, 0, error) && crm_sync_engine_reload (self, error);
}

static gboolean
note_success (CrmSyncEngine *self, GError **error)
{
  gint64 now = crm_clock_now (crm_store_get_clock (self->store));

  if (!end_first_sync (self, error))
    return FALSE;
  if (now - self->membership->last_synced > LAST_SYNCED_AGE)
    {
      if (!set_number (self, CRM_SYNC_LAST, now, error))
        return FALSE;
      self->membership->last_synced = now;
    }
  crm_sync_engine_set_last_synced (self, now);
  return TRUE;
}

/* Who is there, and what this account may do, changes seldom. That it cannot be asked keeps nothing from being synced. */
static void
renew_members (CrmSyncEngine *self)
{
  gint64 now = g_get_monotonic_time ();
  GPtrArray *members;

  if (self->transport == NULL || (self->members_at != 0 && now - self->members_at < MEMBERS_SECONDS * G_USEC_PER_SEC))
    return;
  members = dex_await_boxed (crm_http_transport_list_members (self->transport), NULL);
  if (members == NULL)
    return;
  self->members_at = now;
  {
    g_autoptr (CrmEdit) edit = crm_sync_membership_new_members (members);

    if (dex_await (crm_store_apply (self->store, edit, NULL), NULL))
      crm_sync_engine_reload (self, NULL);
  }
}

static void
settle (GPtrArray *promises, const CrmSyncOutcome *outcome, const GError *error)
{
  for (guint i = 0; i < promises->len; i++)
    if (outcome != NULL)
      dex_promise_resolve_boxed (promises->pdata[i], CRM_TYPE_SYNC_OUTCOME, crm_sync_outcome_copy (outcome));
    else
      dex_promise_reject (promises->pdata[i], g_error_copy (error));
  g_ptr_array_set_size (promises, 0);
}

static gboolean
needs_decision (const GError *error)
{
  static const CrmError codes[] = { CRM_ERROR_UNTRUSTED, CRM_ERROR_REFUSED, CRM_ERROR_NOT_FOUND, CRM_ERROR_FORBIDDEN, CRM_ERROR_CONFLICT, CRM_ERROR_INVALID, CRM_ERROR_DAMAGED, CRM_ERROR_FULL, CRM_ERROR_READ_ONLY, CRM_ERROR_NEWER };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, CRM_ERROR, (int)codes[i]))
      return TRUE;
  return FALSE;
}

static void
fail (CrmSyncEngine *self, const GError *error)
{
  self->failures++;
  self->whole = TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_sync_engine_set_state (self, CRM_SYNC_STATE_OFFLINE, _ ("The sync was stopped."));
  else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_SIGN_IN))
    crm_sync_engine_set_state (self, CRM_SYNC_STATE_SIGNED_OUT, error->message);
  else if (needs_decision (error))
    crm_sync_engine_set_state (self, CRM_SYNC_STATE_STOPPED, error->message);
  else
    crm_sync_engine_set_state (self, CRM_SYNC_STATE_OFFLINE, error->message);
  schedule (self, choose_wait (self, error));
}

/* Who listens hears of what others change, and of what the server has made of this file's own changes; NULL for all scopes. */
static char **
take_scopes (CrmSyncEngine *self)
{
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();
  gboolean whole = self->whole || !self->listening;
  GHashTableIter iter;
  gpointer scope;

  g_hash_table_iter_init (&iter, self->hinted);
  while (g_hash_table_iter_next (&iter, &scope, NULL))
    g_strv_builder_add (scopes, scope);
  g_hash_table_remove_all (self->hinted);
  self->whole = FALSE;
  if (whole)
    self->whole_at = g_get_monotonic_time ();
  return whole ? NULL : g_strv_builder_end (scopes);
}

static gboolean
read_gathering (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GError *local_error = NULL;
  CrmEdit *edit = crm_customer_merge_new_gathering (connection, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_value_init (result, CRM_TYPE_EDIT);
  g_value_take_boxed (result, edit);
  return TRUE;
}

/* A colleague who did not know of a merge may have written at the customer that is gone. What fails now is gathered after the next round. */
static void
gather (CrmSyncEngine *self)
{
  g_autoptr (CrmEdit) edit = dex_await_boxed (crm_store_read (self->store, NULL, read_gathering, NULL, NULL), NULL);

  if (edit != NULL)
    dex_await (crm_store_apply (self->store, edit, NULL), NULL);
}

static gboolean
run_locked (CrmSyncEngine *self, CrmSyncOutcome **outcome, GError **error)
{
  g_auto (GStrv) scopes = NULL;
  int turn;

  /* It was closed before this fiber ran. */
  if (self->transport == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("The sync was stopped."));
      return FALSE;
    }
  turn = take_turn (self, error);
  if (turn < 0)
    return FALSE;
  scopes = take_scopes (self);
  *outcome = dex_await_boxed (crm_sync_round_run_for (self->store, CRM_TRANSPORT (self->transport), (const char *const *)scopes, on_progress, g_object_ref (self), g_object_unref), error);
  close (turn);
  if (*outcome != NULL && (*outcome)->pulled > 0 && !self->closed)
    gather (self);
  return *outcome != NULL && note_success (self, error);
}

/* A change made while the round ran may have come after its outbox was empty. */
static gboolean
has_more (CrmSyncEngine *self, gint64 newest)
{
  return self->again || self->queue->len > 0 || (self->edited && self->counts.waiting > 0 && self->counts.newest > newest);
}

static DexFuture *
run (gpointer data)
{
  CrmSyncEngine *self = data;
  g_autoptr (CrmSyncOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gint64 newest = self->counts.newest;
  gboolean ok = run_locked (self, &outcome, &error);

  crm_sync_engine_count (self, NULL);
  self->busy = FALSE;
  crm_sync_engine_set_progress (self, 0, 0);
  if (ok && outcome->pulled > 0 && self->kinds_pulled != 0)
    crm_sync_engine_tell_pulled (self, self->kinds_pulled, outcome->pulled);
  settle (self->waiters, ok ? outcome : NULL, error);
  if (self->closed || !crm_sync_engine_is_joined (self))
    return dex_future_new_for_boolean (TRUE);
  if (!ok)
    {
      fail (self, error);
      if (self->queue->len > 0)
        settle (self->queue, NULL, error);
      return dex_future_new_for_boolean (FALSE);
    }
  self->failures = 0;
  crm_sync_engine_set_state (self, CRM_SYNC_STATE_IDLE, NULL);
  if (has_more (self, newest))
    {
      begin_round (self);
      return dex_future_new_for_boolean (TRUE);
    }
  schedule_poll (self);
  listen (self);
  if (self->keeps_in_step)
    renew_members (self);
  crm_sync_engine_carry_files (self);
  return dex_future_new_for_boolean (TRUE);
}

static void
begin_round (CrmSyncEngine *self)
{
  if (self->busy || !is_able (self))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->busy = TRUE;
  self->again = self->edited = FALSE;
  self->kinds_pulled = 0;
  /* Whoever asks for a round means all of it. */
  self->whole |= self->queue->len > 0;
  g_ptr_array_extend_and_steal (self->waiters, g_steal_pointer (&self->queue));
  self->queue = g_ptr_array_new_with_free_func (dex_unref);
  crm_sync_engine_set_state (self, CRM_SYNC_STATE_SYNCING, NULL);
  crm_sync_engine_spawn (self, run);
}

static void
begin_whole_round (CrmSyncEngine *self)
{
  self->whole = TRUE;
  begin_round (self);
}

DexFuture *
crm_sync_engine_request_round (CrmSyncEngine *self)
{
  DexPromise *promise = dex_promise_new ();

  if (!is_able (self))
    {
      dex_unref (promise);
      if (crm_sync_engine_is_joined (self))
        return dex_future_new_reject (CRM_ERROR, CRM_ERROR_SIGN_IN, "%s", *crm_sync_engine_get_error (self) != '\0' ? crm_sync_engine_get_error (self) : _ ("Sign in to the team’s server first."));
      return dex_future_new_reject (CRM_ERROR, CRM_ERROR_REFUSED, _ ("The file belongs to no server. Join one first."));
    }
  g_ptr_array_add (self->queue, dex_ref (promise));
  begin_round (self);
  return DEX_FUTURE (promise);
}

DexFuture *
crm_sync_engine_sync_now (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  self->failures = 0;
  return crm_sync_engine_request_round (self);
}

/* ── edits and networks ───────────────────────────────────────────────────────────────────── */

static DexFuture *
look_at_edit (gpointer data)
{
  CrmSyncEngine *self = data;
  gint64 newest = self->counts.newest;

  if (crm_sync_engine_count (self, NULL) && self->counts.waiting > 0 && self->counts.newest > newest && self->keeps_in_step && self->state == CRM_SYNC_STATE_IDLE)
    begin_round (self);
  return dex_future_new_for_boolean (TRUE);
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, CrmSyncEngine *self)
{
  if (self->closed || !crm_sync_engine_is_joined (self))
    return;
  self->edited = TRUE;
  if (self->busy)
    self->kinds_pulled |= changes->kinds;
  else
    crm_sync_engine_spawn (self, look_at_edit);
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, CrmSyncEngine *self)
{
  if (!available || self->state != CRM_SYNC_STATE_OFFLINE)
    return;
  self->failures = 0;
  schedule (self, g_random_double_range (0.1, 1));
}

static DexFuture *
load (gpointer data)
{
  CrmSyncEngine *self = data;
  GError *error = NULL;

  if (!crm_sync_engine_reload (self, &error) || !crm_sync_engine_count (self, &error) || !crm_sync_engine_connect (self, &error))
    return dex_future_new_for_error (error);
  if (self->keeps_in_step)
    begin_whole_round (self);
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
crm_sync_engine_load (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  return dex_scheduler_spawn (NULL, 0, load, g_object_ref (self), g_object_unref);
}

DexFuture *
crm_sync_engine_start (CrmSyncEngine *self)
{
  g_return_val_if_fail (CRM_IS_SYNC_ENGINE (self), NULL);

  if (!self->keeps_in_step)
    {
      self->keeps_in_step = TRUE;
      self->monitor = g_object_ref (g_network_monitor_get_default ());
      g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self, 0);
      g_signal_connect_object (self->store, "changed", G_CALLBACK (on_changed), self, 0);
    }
  return crm_sync_engine_load (self);
}
