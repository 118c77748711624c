/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An immutable, complete snapshot of one record; any thread may hold one. */

#pragma once

#include <glib-object.h>

#include "core/record/crm-value.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD (crm_record_get_type ())

/**
 * CrmRecord:
 *
 * Reference-counted. The read-only members stand open for speed; the values are indexed by the kind's field enum.
 * @created_edit is the number of the local edit that made it.
 */
typedef struct _CrmRecord
{
  const CrmKind *kind;
  CrmId id;
  gint64 rowid;
  gint64 created_edit;
  gboolean deleted;
  CrmValue values[];
} CrmRecord;

GType crm_record_get_type (void);

/**
 * crm_record_new:
 * @values: (array): one for each of the kind's fields; their texts become the record's
 *
 * Returns: (transfer full): a record.
 */
CrmRecord *crm_record_new (const CrmKind *kind, const CrmId *id, gint64 rowid, gint64 created_edit, gboolean deleted, CrmValue *values);
CrmRecord *crm_record_ref (CrmRecord *record);
void crm_record_unref (CrmRecord *record);

/* Borrowed text, or %NULL. */
const char *crm_record_get_text (const CrmRecord *record, guint field);

/* The number, or @fallback. */
gint64 crm_record_get_integer (const CrmRecord *record, guint field, gint64 fallback);

/* The id borrowed, or %NULL. */
const CrmId *crm_record_get_id (const CrmRecord *record, guint field);

/* The money borrowed, or %NULL. */
const CrmMoney *crm_record_get_money (const CrmRecord *record, guint field);

gboolean crm_record_has (const CrmRecord *record, guint field);

/* What names it to a person, or %NULL. Borrowed. */
const char *crm_record_get_title (const CrmRecord *record);

/* When it was made, microseconds UTC, read off the id; 0 when the id does not say. */
gint64 crm_record_get_created (const CrmRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRecord, crm_record_unref)

G_END_DECLS
