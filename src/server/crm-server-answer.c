/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests as they come, answers as they go: what stands between the server's decisions and however the bytes travel. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-answer.h"

#include "core/base/crm-error.h"
#include "server/crm-server-digest.h"
#include "server/crm-server-pull.h"
#include "server/crm-server-push.h"

#include <glib/gi18n-lib.h>

GBytes *
crm_server_answer_push (CrmServerStorage *storage, const CrmServerCaller *caller, GBytes *body, gint64 now, guint64 nonce, GError **error)
{
  g_auto (CrmWirePush) push = { 0 };
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GArray) verdicts = NULL;

  g_return_val_if_fail (CRM_IS_SERVER_STORAGE (storage) && caller != NULL && body != NULL, NULL);

  if (!crm_wire_push_read (body, &push, error))
    return NULL;
  verdicts = crm_server_push (storage, caller, &push, now, nonce, &trailer, error);
  return verdicts != NULL ? crm_wire_verdicts_write (verdicts, &trailer) : NULL;
}

GBytes *
crm_server_answer_changes (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, const char *cursor, guint limit, gint64 now, GError **error)
{
  CrmCursor from = { 0 };

  g_return_val_if_fail (CRM_IS_SERVER_STORAGE (storage) && caller != NULL && scope != NULL, NULL);

  if (cursor != NULL && *cursor != '\0' && !crm_cursor_parse (cursor, &from))
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The cursor is none of this server’s."));
      return NULL;
    }
  return crm_server_pull (storage, caller, scope, &from, MIN (limit, CRM_SERVER_PAGE_MAX), now, error);
}

GBytes *
crm_server_answer_digest (CrmServerStorage *storage, const CrmServerCaller *caller, const char *scope, int bucket, GError **error)
{
  g_autoptr (GArray) lines = NULL;
  CrmDigest digest;

  g_return_val_if_fail (CRM_IS_SERVER_STORAGE (storage) && caller != NULL && scope != NULL && bucket < CRM_DIGEST_N_BUCKETS, NULL);

  if (bucket < 0)
    return crm_server_digest (storage, caller, scope, &digest, error) ? crm_digest_write (&digest) : NULL;
  lines = crm_server_digest_list (storage, caller, scope, (guint)bucket, error);
  return lines != NULL ? crm_digest_lines_write (lines) : NULL;
}
