/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One round of a sync: all that waits is sent, all that is new is fetched. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-round-private.h"

#include "sync/crm-sync-file.h"
#include "sync/crm-sync-unpack.h"

#include <glib/gi18n-lib.h>

/* A clock no further off than this, milliseconds, is as good as the server's. */
#define CLOCK_SLACK 30000

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

static void
round_free (gpointer data)
{
  CrmSyncRound *round = data;

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

void
crm_sync_round_tell_progress (CrmSyncRound *round)
{
  if (round->progress != NULL)
    round->progress (&round->outcome, round->progress_data);
}

gint64
crm_sync_round_get_now (CrmSyncRound *round)
{
  return crm_clock_now (crm_store_get_clock (round->store));
}

/* The answer was written half way between asking and hearing it, as far as anybody here knows; the way there and back is what that may be wrong by. */
static gboolean
follow_clock (CrmSyncRound *round, gint64 server_time, GError **error)
{
  gint64 now = crm_sync_round_get_now (round), slack = CLOCK_SLACK + (now - round->asked) / 1000;
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
note_held (CrmSyncRound *round, gint64 held, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, held);

  if (!round->first || held <= 0)
    return TRUE;
  round->outcome.held = (guint)MIN (held, G_MAXUINT);
  return dex_await (crm_store_set_setting (round->store, CRM_SYNC_HELD, text), error);
}

gboolean
crm_sync_round_note_trailer (CrmSyncRound *round, const CrmWireTrailer *trailer, GError **error)
{
  if (trailer->scopes != NULL)
    {
      g_strfreev (round->scopes);
      round->scopes = g_strdupv (trailer->scopes);
    }
  return note_held (round, trailer->held, error) && follow_clock (round, trailer->server_time, error);
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
unpack (CrmSyncRound *round, GError **error)
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
push_and_pull (CrmSyncRound *round, GError **error)
{
  g_autofree char *before = g_strdup (round->epoch);

  if (!unpack (round, error) || !crm_sync_round_push_all (round, error) || !crm_sync_round_pull_wanted (round, error) || !crm_sync_round_leave_scopes (round, error))
    return FALSE;
  if (before != NULL && g_strcmp0 (before, round->epoch) != 0 && (!crm_sync_round_push_all (round, error) || !crm_sync_round_pull_all (round, error)))
    return FALSE;
  return round->wanted != NULL || crm_sync_round_compare_all (round, error);
}

static char *
dup_setting (CrmSyncRound *round, const char *name, GError **error)
{
  /* An error of before is the one to tell. */
  return *error == NULL ? dex_await_string (crm_store_read (round->store, NULL, read_setting, (gpointer)name, NULL), error) : NULL;
}

static gboolean
read_what_was (CrmSyncRound *round, GError **error)
{
  GError *local_error = NULL;
  g_autofree char *offset = dup_setting (round, CRM_SYNC_CLOCK, &local_error);
  g_autofree char *checked = dup_setting (round, CRM_SYNC_CHECK, &local_error);
  g_autofree char *calling_code = dup_setting (round, "calling-code", &local_error);
  g_autofree char *han_first = dup_setting (round, "han-first", &local_error);
  g_autofree char *first = dup_setting (round, CRM_SYNC_FIRST, &local_error);
  g_autofree char *held = g_strcmp0 (first, "1") == 0 ? dup_setting (round, CRM_SYNC_HELD, &local_error) : NULL;

  round->epoch = dup_setting (round, CRM_SYNC_EPOCH, &local_error);
  round->first = g_strcmp0 (first, "1") == 0;
  round->outcome.held = held != NULL ? (guint)g_ascii_strtoull (held, NULL, 10) : 0;
  round->checked = checked != NULL ? g_ascii_strtoll (checked, NULL, 10) : 0;
  round->offset = offset != NULL ? g_ascii_strtoll (offset, NULL, 10) : 0;
  crm_key_settings_init (&round->keys, calling_code, han_first);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static DexFuture *
run_round (gpointer data)
{
  CrmSyncRound *round = data;
  g_autoptr (GError) error = NULL;

  if (read_what_was (round, &error) && push_and_pull (round, &error))
    return dex_future_new_take_boxed (CRM_TYPE_SYNC_OUTCOME, crm_sync_outcome_copy (&round->outcome));
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
crm_sync_round_run_for (CrmStore *store, CrmTransport *transport, const char *const *scopes, CrmSyncProgress progress, gpointer data, GDestroyNotify destroy)
{
  CrmSyncRound *round = g_new0 (CrmSyncRound, 1);

  g_return_val_if_fail (CRM_IS_STORE (store) && CRM_IS_TRANSPORT (transport), NULL);

  round->store = g_object_ref (store);
  round->transport = g_object_ref (transport);
  round->max = *crm_sync_round_get_max (transport);
  round->wanted = g_strdupv ((char **)scopes);
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
