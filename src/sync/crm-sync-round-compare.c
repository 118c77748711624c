/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a round that compares what the file has with what the server has, and mends what differs. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-sync-round-private.h"

#include "core/base/crm-error.h"
#include "sync/crm-sync-check.h"
#include "sync/crm-sync-file.h"

#include <glib/gi18n-lib.h>

/* What the file has is compared with what the server has once in this time. */
#define CHECK_PERIOD G_TIME_SPAN_DAY

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
mend_bucket (CrmSyncRound *round, const char *scope, guint bucket, GError **error)
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
compare (CrmSyncRound *round, const Own *own, GError **error)
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
compare_scope (CrmSyncRound *round, const char *scope, GError **error)
{
  Own *own = dex_await_boxed (crm_store_read (round->store, NULL, read_own, g_strdup (scope), g_free), error);
  gboolean ok;

  if (own == NULL)
    return FALSE;
  ok = !own->quiet || compare (round, own, error);
  own_free (own);
  return ok;
}

gboolean
crm_sync_round_compare_all (CrmSyncRound *round, GError **error)
{
  gint64 now = crm_sync_round_get_now (round);
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
  return round->outcome.mended == 0 || (crm_sync_round_push_all (round, error) && crm_sync_round_pull_all (round, error));
}
