/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bin: what was deleted and can come back. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmBinEntry:
 * @kind, @rowid, @id: the record
 * @title: (nullable): what it is called
 * @whole: (nullable): what it was a part of
 * @survivor: (nullable): of a merged customer, who it is now
 * @at: when, microseconds UTC; @who: (nullable) by whom; @device: (nullable) where
 * @edit: number of the edit that deleted it, @edit_title what that was called
 * @position: for reading on
 */
typedef struct
{
  const CrmKind *kind;
  gint64 rowid;
  CrmId id;
  char *title;
  char *whole;
  char *survivor;
  gint64 at;
  char *who;
  char *device;
  gint64 edit;
  char *edit_title;
  gint64 position;
} CrmBinEntry;

void crm_bin_entry_free (CrmBinEntry *entry);

/* The kinds that stand in the bin by themselves, ending with %CRM_KIND_NONE. What is deleted of others stands in the history of what it belongs to. */
const CrmKindId *crm_bin_get_kinds (void);

/**
 * crm_bin_read:
 * @kind: only of this kind; %CRM_KIND_NONE for all
 * @words: (nullable): part of the name or of what it was part of, any case
 * @after: (nullable): the last one read so far
 * @max: how many at most
 *
 * Not in the bin are what was made by an edit that was taken back, which the history brings back, what was erased, and what went with something that is in the bin itself. On a
 * reader's thread.
 *
 * Returns: (transfer full) (element-type CrmBinEntry): the latest first; fewer than @max where there are no more.
 */
GPtrArray *crm_bin_read (CrmConnection *connection, CrmKindId kind, const char *words, const CrmBinEntry *after, guint max, GError **error);

/**
 * crm_bin_new_restore:
 * @entries: (element-type CrmBinEntry): what to bring back; merged customers are passed over
 * @title: what to call the edit
 *
 * Brings back, in one edit, the records with what went with them in the edit that deleted them, and what they are a part of where that is deleted.
 *
 * Returns: (transfer full) (nullable): the edit; %NULL with an error.
 */
CrmEdit *crm_bin_new_restore (CrmConnection *connection, GPtrArray *entries, const char *title, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBinEntry, crm_bin_entry_free)

G_END_DECLS
