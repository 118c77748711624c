/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages on their way into the file: made ready on threads of their own, then taken by the writer in their order, as many at once as are there. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-fresh-keys.h"
#include "sync/crm-wire-page.h"

G_BEGIN_DECLS

/**
 * CrmSyncPulled:
 * @scope: the scope it is a page of
 * @from: the cursor it was asked for with
 * @page: what came
 * @settings: what keys were made with
 * @fresh: (element-type CrmChange): for each row what to write if the file does not have the record; %NULL for a kind that is not known here,
 *   and for a record that the page brings again
 * @again: for each row whether the page brings the record again, and newer
 *
 * A page made ready for the writer. Reference-counted.
 */
typedef struct
{
  char *scope;
  CrmCursor from;
  CrmWirePage page;
  CrmKeySettings settings;
  CrmChange **fresh;
  gboolean *again;
} CrmSyncPulled;

/**
 * crm_sync_pulled_new:
 * @page: (inout): taken, and empty afterwards
 *
 * Makes a page ready for the writer. On any thread.
 */
CrmSyncPulled *crm_sync_pulled_new (const char *scope, const CrmCursor *from, CrmWirePage *page, const CrmKeySettings *settings);
CrmSyncPulled *crm_sync_pulled_ref (CrmSyncPulled *self);
void crm_sync_pulled_unref (CrmSyncPulled *self);

#define CRM_TYPE_SYNC_PULLED (crm_sync_pulled_get_type ())

GType crm_sync_pulled_get_type (void);

typedef struct _CrmSyncInbox CrmSyncInbox;

/* From here on any thread. */
CrmSyncInbox *crm_sync_inbox_new (void);
CrmSyncInbox *crm_sync_inbox_ref (CrmSyncInbox *self);
void crm_sync_inbox_unref (CrmSyncInbox *self);

/* Adds a page; takes it. */
void crm_sync_inbox_add (CrmSyncInbox *self, CrmSyncPulled *pulled);
guint crm_sync_inbox_get_n (CrmSyncInbox *self);

/* (transfer full) (nullable): the next page, and one that the writer is done with. */
CrmSyncPulled *crm_sync_inbox_take (CrmSyncInbox *self);
CrmSyncPulled *crm_sync_inbox_take_done (CrmSyncInbox *self);

/* Gives back a page that was taken: letting go of its many pieces is for whoever has time. */
void crm_sync_inbox_return (CrmSyncInbox *self, CrmSyncPulled *pulled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncPulled, crm_sync_pulled_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncInbox, crm_sync_inbox_unref)

G_END_DECLS
