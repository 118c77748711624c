/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file stands with its team's server, in words. */

#pragma once

#include "sync/crm-sync-engine.h"

G_BEGIN_DECLS

/**
 * CrmSyncWords:
 * @state: of the engine
 * @waiting: records with something that the server has not yet
 * @unsaved: values that the server did not take
 * @first_sync: whether the first sync is not yet done
 * @done: records of it so far, and @total, 0 while unknown
 *
 * What the words are made of.
 */
typedef struct
{
  CrmSyncState state;
  guint waiting;
  guint unsaved;
  gboolean first_sync;
  guint64 done;
  guint64 total;
} CrmSyncWords;

CrmSyncWords crm_sync_words_of (CrmSyncEngine *engine);

/* "Only on this computer", "Offline: 3 changes waiting", "1 change could not be saved": (transfer full). */
char *crm_sync_words_format (const CrmSyncWords *words);

const char *crm_sync_words_get_icon_name (const CrmSyncWords *words);

/* Whether it is for a person to do something. */
gboolean crm_sync_words_ask (const CrmSyncWords *words);

/* "Member", "Administrator": what an account may do. */
const char *crm_sync_role_get_label (CrmSyncRole role);

/* A pin in groups of four, upper case, for two people to compare: (transfer full). */
char *crm_sync_words_format_pin (const char *pin);

G_END_DECLS
