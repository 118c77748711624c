/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file stands with its team's server, in words. */

#include "config.h"

#include "app/team/crm-sync-words.h"

#include <glib/gi18n-lib.h>

CrmSyncWords
crm_sync_words_of (CrmSyncEngine *engine)
{
  CrmSyncWords words = {
    .state = crm_sync_engine_get_state (engine),
    .waiting = crm_sync_engine_get_waiting (engine),
    .unsaved = crm_sync_engine_get_unsaved (engine),
    .first_sync = crm_sync_engine_is_first_sync (engine),
  };

  crm_sync_engine_get_progress (engine, &words.done, &words.total);
  return words;
}

static char *
format_first (const CrmSyncWords *words)
{
  if (words->total > 0)
    /* Translators: at the foot of the sidebar; %d is per cent. */
    return g_strdup_printf (_ ("First sync: %d%%"), (int)MIN (100, words->done * 100 / words->total));
  return g_strdup_printf (ngettext ("First sync: %'lu record", "First sync: %'lu records", (gulong)words->done), (gulong)words->done);
}

/* Where nothing goes to the server: what is the matter, and what is kept here meanwhile. */
static char *
format_resting (CrmSyncState state, guint waiting)
{
  switch (state)
    {
    case CRM_SYNC_STATE_SIGNED_OUT:
      return waiting == 0 ? g_strdup (_ ("Signed out")) : g_strdup_printf (ngettext ("Signed out: %'u change waiting", "Signed out: %'u changes waiting", waiting), waiting);
    case CRM_SYNC_STATE_STOPPED:
      return waiting == 0 ? g_strdup (_ ("Not syncing")) : g_strdup_printf (ngettext ("Not syncing: %'u change waiting", "Not syncing: %'u changes waiting", waiting), waiting);
    case CRM_SYNC_STATE_OFFLINE:
      return waiting == 0 ? g_strdup (_ ("Offline")) : g_strdup_printf (ngettext ("Offline: %'u change waiting", "Offline: %'u changes waiting", waiting), waiting);
    case CRM_SYNC_STATE_LOCAL:
      return g_strdup (_ ("Only on this computer"));
    case CRM_SYNC_STATE_IDLE:
    case CRM_SYNC_STATE_SYNCING:
    default:
      return NULL;
    }
}

char *
crm_sync_words_format (const CrmSyncWords *words)
{
  char *resting;

  g_return_val_if_fail (words != NULL, NULL);

  resting = format_resting (words->state, words->waiting);
  if (resting != NULL)
    return resting;
  if (words->unsaved > 0)
    return g_strdup_printf (ngettext ("%'u change could not be saved", "%'u changes could not be saved", words->unsaved), words->unsaved);
  if (words->first_sync)
    return format_first (words);
  return g_strdup (words->state == CRM_SYNC_STATE_SYNCING ? _ ("Syncing…") : _ ("Up to date"));
}

const char *
crm_sync_words_get_icon_name (const CrmSyncWords *words)
{
  g_return_val_if_fail (words != NULL, NULL);

  switch (words->state)
    {
    case CRM_SYNC_STATE_LOCAL:
      return "computer-symbolic";
    case CRM_SYNC_STATE_SIGNED_OUT:
      return "dialog-password-symbolic";
    case CRM_SYNC_STATE_STOPPED:
      return "dialog-warning-symbolic";
    case CRM_SYNC_STATE_OFFLINE:
      return "network-offline-symbolic";
    case CRM_SYNC_STATE_IDLE:
    case CRM_SYNC_STATE_SYNCING:
    default:
      break;
    }
  if (words->unsaved > 0)
    return "dialog-warning-symbolic";
  return words->state == CRM_SYNC_STATE_SYNCING || words->first_sync ? "view-refresh-symbolic" : "object-select-symbolic";
}

gboolean
crm_sync_words_ask (const CrmSyncWords *words)
{
  g_return_val_if_fail (words != NULL, FALSE);

  return words->state == CRM_SYNC_STATE_SIGNED_OUT || words->state == CRM_SYNC_STATE_STOPPED || words->unsaved > 0;
}

const char *
crm_sync_role_get_label (CrmSyncRole role)
{
  switch (role)
    {
    case CRM_SYNC_ROLE_READER:
      return C_ ("role", "Reader");
    case CRM_SYNC_ROLE_MEMBER:
      return C_ ("role", "Member");
    case CRM_SYNC_ROLE_MANAGER:
      return C_ ("role", "Manager");
    case CRM_SYNC_ROLE_ADMINISTRATOR:
      return C_ ("role", "Administrator");
    case CRM_SYNC_ROLE_NONE:
    default:
      return "";
    }
}

char *
crm_sync_words_format_pin (const char *pin)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (pin != NULL, NULL);

  for (gsize i = 0; pin[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (text, i % 16 == 0 ? '\n' : ' ');
      g_string_append_c (text, g_ascii_toupper (pin[i]));
    }
  return g_string_free_and_steal (text);
}
