/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers what the server holds of a scope, in sums. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-digest.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>

#define ROWS_AT_ONCE 500

/* Called with each record of the scope. */
typedef void (*Visit) (const CrmServerRecord *record, gpointer data);

static gboolean
visit_rows (CrmServerStorage *storage, const char *scope, Visit visit, gpointer data, GError **error)
{
  gint64 after = 0;
  guint n = ROWS_AT_ONCE;

  while (n == ROWS_AT_ONCE)
    {
      g_autoptr (GArray) rows = crm_server_storage_list_changes (storage, scope, after, ROWS_AT_ONCE, error);

      if (rows == NULL)
        return FALSE;
      n = rows->len;
      for (guint i = 0; i < n; i++)
        {
          visit (&g_array_index (rows, CrmServerRecord, i), data);
          after = g_array_index (rows, CrmServerRecord, i).seq;
        }
    }
  return TRUE;
}

/* All in one snapshot. */
static gboolean
visit_scope (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, Visit visit, gpointer data, CrmCursor *at, GError **error)
{
  CrmServerWorkspace workspace;
  gboolean ok;

  if (!crm_server_caller_can_read (caller, scope))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is nothing of that kind on this server."));
      return FALSE;
    }
  if (!crm_server_storage_begin (storage, &caller->workspace, FALSE, &workspace, error))
    return FALSE;
  *at = (CrmCursor){ workspace.seq, 0 };
  ok = (workspace.seq == 0 || crm_server_storage_read_nonce (storage, workspace.seq, &at->nonce, error) >= 0) && visit_rows (storage, scope, visit, data, error);
  crm_server_storage_rollback (storage);
  return ok;
}

static void
add_record (const CrmServerRecord *record, gpointer digest)
{
  crm_digest_add (digest, record->state);
}

gboolean
crm_server_digest (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, CrmDigest *digest, GError **error)
{
  CrmCursor at;

  g_return_val_if_fail (CRM_IS_SERVER_STORAGE (storage) && caller != NULL && scope != NULL, FALSE);

  *digest = (CrmDigest){ 0 };
  if (!visit_scope (storage, caller, scope, add_record, digest, &at, error))
    return FALSE;
  digest->at = at;
  return TRUE;
}

typedef struct
{
  guint bucket;
  GArray *lines;
} Listing;

static void
list_record (const CrmServerRecord *record, gpointer data)
{
  Listing *listing = data;
  CrmDigestLine line;

  if (crm_digest_get_bucket (&record->state->id) != listing->bucket)
    return;
  line = (CrmDigestLine){ g_ref_string_new (record->state->kind), record->state->id, crm_digest_hash (record->state) };
  g_array_append_val (listing->lines, line);
}

GArray *
crm_server_digest_list (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, guint bucket, GError **error)
{
  g_autoptr (GArray) lines = crm_digest_lines_new ();
  Listing listing = { bucket, lines };
  CrmCursor at;

  g_return_val_if_fail (CRM_IS_SERVER_STORAGE (storage) && caller != NULL && scope != NULL, NULL);

  return visit_scope (storage, caller, scope, list_record, &listing, &at, error) ? g_steal_pointer (&lines) : NULL;
}
