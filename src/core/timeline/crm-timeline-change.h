/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one burst of edits changed, as sentences. */

#pragma once

#include "core/record/crm-value-format.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_TIMELINE_CHANGED,
  CRM_TIMELINE_ADDED,
  CRM_TIMELINE_REMOVED,
  CRM_TIMELINE_RESTORED,
} CrmTimelineChangeType;

/**
 * CrmTimelineChange:
 * @kind: of the record, @rowid which
 * @field: (nullable): permanent name of the field; %NULL when the record as a whole came or went
 * @old: (nullable): stored form before; after crm_timeline_changes_resolve() what to show
 * @new: (nullable): and after
 * @label: (nullable): once resolved, what changed: "City", "Phone of 程咬金"
 */
typedef struct
{
  CrmTimelineChangeType type;
  const CrmKind *kind;
  gint64 rowid;
  char *field;
  char *old;
  char *new;
  char *label;
} CrmTimelineChange;

void crm_timeline_change_free (CrmTimelineChange *change);

/**
 * crm_timeline_change_collect:
 * @changes: (element-type CrmTimelineChange): oldest first
 * @field: (nullable): as in history, "deleted" included; %NULL for the creation
 *
 * Adds a row of history.
 */
void crm_timeline_change_collect (GPtrArray *changes, const CrmKind *kind, gint64 rowid, const char *field, const char *old, const char *new);

/* Leaves of each field the first value and the last, and nothing of what came back to where it was. */
void crm_timeline_changes_merge (GPtrArray *changes);

/* Looks up names, and turns stored values into shown ones. On a reader's thread. */
gboolean crm_timeline_changes_resolve (CrmConnection *connection, GPtrArray *changes, const CrmValueStyle *style, GError **error);

/* "City changed", "Phone added", "City and Level changed", "7 fields changed", "3 changes"; and one line a change. */
char *crm_timeline_changes_dup_title (GPtrArray *changes);
char *crm_timeline_changes_dup_text (GPtrArray *changes);

G_END_DECLS
