/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads for a widget on another thread, one thing at a time: what was asked for last is what counts. */

#pragma once

#include <glib-object.h>

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmLatestReadSteps:
 * @make: (transfer full): on the main thread: what is to be read, as the owner stands now
 * @work: on a reader's thread: reads it, into the same task. Returns %FALSE with an error
 * @take: on the main thread: what the task holds may be taken out of it
 * @fail: on the main thread; not called where something else has been asked for meanwhile
 * @free: ends a task, on any thread
 */
typedef struct
{
  gpointer (*make) (gpointer owner);
  gboolean (*work) (CrmConnection *connection, gpointer task, GError **error);
  void (*take) (gpointer owner, gpointer task);
  void (*fail) (gpointer owner, const GError *error);
  GDestroyNotify free;
} CrmLatestReadSteps;

typedef struct _CrmLatestRead CrmLatestRead;

/**
 * crm_latest_read_new:
 * @owner: borrowed: who reads; it frees the reader in its dispose
 * @steps: static
 */
CrmLatestRead *crm_latest_read_new (GObject *owner, const CrmLatestReadSteps *steps);

/* Nothing is taken any more. */
void crm_latest_read_free (CrmLatestRead *self);

/* Reads from an idle on, once however often it was asked before that; what is under way is given up then. */
void crm_latest_read_ask (CrmLatestRead *self, CrmStore *store);

G_END_DECLS
