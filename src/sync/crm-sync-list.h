/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a synced file has to tell of: what could not be saved, what lost, what others changed. On a reader's connection. */

#pragma once

#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmSyncUnsaved:
 * @number: names it in the file
 * @at: when the server said so, microseconds UTC
 * @record: (nullable): the record, or %NULL when it is not here any more
 * @field: (nullable): the field's schema row; %NULL for "deleted" and for fields that this version does not know
 * @field_name: its permanent name
 * @value: (nullable): the stored form of the value, %NULL for none
 * @reason: the server's word for it: "permission", "scope", "size" …
 * @message: the same as a sentence for a person
 */
typedef struct
{
  gint64 number;
  gint64 at;
  const CrmKind *kind;
  CrmId id;
  CrmRecord *record;
  const CrmField *field;
  char *field_name;
  char *value;
  char *reason;
  char *message;
} CrmSyncUnsaved;

/**
 * CrmSyncConflict:
 * @mine: (nullable): the stored form of what was typed here
 * @theirs: (nullable): of what is in its place
 * @user: (nullable): name of who typed that
 */
typedef struct
{
  gint64 number;
  gint64 at;
  const CrmKind *kind;
  CrmId id;
  CrmRecord *record;
  const CrmField *field;
  char *field_name;
  char *mine;
  char *theirs;
  char *user;
} CrmSyncConflict;

/**
 * CrmSyncNews:
 * @at: when it came here
 * @record: as it is now
 * @created: whether it is new, and not only changed
 * @fields: (nullable): permanent names of the fields that changed
 * @user: (nullable): name of who changed it last
 */
typedef struct
{
  gint64 at;
  CrmRecord *record;
  gboolean created;
  char **fields;
  char *user;
} CrmSyncNews;

void crm_sync_unsaved_free (CrmSyncUnsaved *self);
void crm_sync_conflict_free (CrmSyncConflict *self);
void crm_sync_news_free (CrmSyncNews *self);

/* (transfer full) (element-type CrmSyncUnsaved): the newest first. */
GPtrArray *crm_sync_list_unsaved (CrmConnection *connection, GError **error);

/* (transfer full) (element-type CrmSyncConflict): the newest first. */
GPtrArray *crm_sync_list_conflicts (CrmConnection *connection, GError **error);

/**
 * crm_sync_find_value:
 * @table: "sync_unsaved" or "sync_conflict"
 * @number: a row of it
 * @error: %CRM_ERROR_NOT_FOUND when it is not there any more
 *
 * Returns: (transfer full): the value there, without reason and message.
 */
CrmSyncUnsaved *crm_sync_find_value (CrmConnection *connection, const char *table, gint64 number, GError **error);

/* What came with edits after @since; (transfer full) (element-type CrmSyncNews): the newest first. */
GPtrArray *crm_sync_list_news (CrmConnection *connection, gint64 since, guint max, GError **error);

/* How many records of each kind; (transfer full) (element-type guint): CRM_N_KINDS of them. */
GArray *crm_sync_count_news (CrmConnection *connection, gint64 since, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncUnsaved, crm_sync_unsaved_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncConflict, crm_sync_conflict_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSyncNews, crm_sync_news_free)

G_END_DECLS
