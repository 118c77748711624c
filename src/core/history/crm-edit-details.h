/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one edit did, record by record, and what taking it back would do. */

#pragma once

#include "core/history/crm-edit-list.h"
#include "core/record/crm-value-format.h"
#include "core/timeline/crm-timeline-change.h"

G_BEGIN_DECLS

/**
 * CrmEditTouched:
 * @type: what happened to the record as a whole
 * @kind: of the record
 * @title: (nullable): what it is called
 * @whole: (nullable): what it is a part of, where that is another
 * @open_kind, @open_id: whose page shows it; @open_kind is %NULL while nothing can be shown
 * @changes: (element-type CrmTimelineChange): its fields, resolved; of one that was made, none: it shows what it is
 * @position: for reading on
 */
typedef struct
{
  CrmTimelineChangeType type;
  const CrmKind *kind;
  char *title;
  char *whole;
  const CrmKind *open_kind;
  CrmId open_id;
  GPtrArray *changes;
  struct
  {
    gint64 history;
    CrmKindId kind;
    gint64 rowid;
  } position;
} CrmEditTouched;

void crm_edit_touched_free (CrmEditTouched *touched);

/**
 * CrmEditQuestion:
 * @number: the edit
 * @kind: (nullable): only what it did to the record @record of this kind, and to what hangs on it
 * @style: how values are written
 */
typedef struct
{
  gint64 number;
  const CrmKind *kind;
  CrmId record;
  CrmValueStyle style;
} CrmEditQuestion;

/**
 * crm_edit_details_read:
 * @after: (nullable): the last one read so far
 * @max: how many rows of history or records to read
 *
 * First what it changed, in its order, then what it made. On a reader's thread.
 *
 * Returns: (transfer full) (element-type CrmEditTouched): empty where there are no more; otherwise any number of them.
 */
GPtrArray *crm_edit_details_read (CrmConnection *connection, const CrmEditQuestion *question, const CrmEditTouched *after, guint max, GError **error);

/**
 * CrmEditCounts:
 * @created, @changed: records of each kind
 */
typedef struct
{
  guint created[CRM_N_KINDS];
  guint changed[CRM_N_KINDS];
} CrmEditCounts;

gboolean crm_edit_details_count (CrmConnection *connection, gint64 number, CrmEditCounts *counts, GError **error);

/**
 * CrmTakeBack:
 * @entry: the edit
 * @n: values and records it set
 * @left: how many of them would stay as they are, as they were changed since
 * @is_merge: whether it made one customer of two
 */
typedef struct
{
  CrmEditEntry *entry;
  guint n;
  guint left;
  gboolean is_merge;
} CrmTakeBack;

void crm_take_back_free (CrmTakeBack *self);

/**
 * crm_take_back_read:
 *
 * Looks what crm_store_undo() would leave alone. On a reader's thread.
 *
 * Returns: (transfer full): %NULL with an error.
 */
CrmTakeBack *crm_take_back_read (CrmConnection *connection, gint64 number, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEditTouched, crm_edit_touched_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTakeBack, crm_take_back_free)

G_END_DECLS
