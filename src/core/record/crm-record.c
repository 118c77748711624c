/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An immutable, complete snapshot of one record. */

#define G_LOG_DOMAIN "crm-record"

#include "core/record/crm-record.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (CrmRecord, crm_record, crm_record_ref, crm_record_unref)

CrmRecord *
crm_record_new (const CrmKind *kind, const CrmId *id, gint64 rowid, gint64 created_edit, gboolean deleted, CrmValue *values)
{
  gsize size = kind->n_fields * sizeof (CrmValue);
  CrmRecord *record = g_atomic_rc_box_alloc0 (sizeof (CrmRecord) + size);

  record->kind = kind;
  record->id = *id;
  record->rowid = rowid;
  record->created_edit = created_edit;
  record->deleted = deleted;
  memcpy (record->values, values, size);
  memset (values, 0, size);
  return record;
}

CrmRecord *
crm_record_ref (CrmRecord *record)
{
  return g_atomic_rc_box_acquire (record);
}

static void
clear_values (gpointer data)
{
  CrmRecord *record = data;

  for (guint i = 0; i < record->kind->n_fields; i++)
    crm_value_clear (&record->values[i]);
}

void
crm_record_unref (CrmRecord *record)
{
  g_atomic_rc_box_release_full (record, clear_values);
}

static const CrmValue *
get_value (const CrmRecord *record, guint field, CrmValueType type)
{
  g_return_val_if_fail (record != NULL, NULL);
  g_return_val_if_fail (field < record->kind->n_fields, NULL);

  return record->values[field].type == type ? &record->values[field] : NULL;
}

const char *
crm_record_get_text (const CrmRecord *record, guint field)
{
  const CrmValue *value = get_value (record, field, CRM_VALUE_TEXT);

  return value != NULL ? value->text : NULL;
}

gint64
crm_record_get_integer (const CrmRecord *record, guint field, gint64 fallback)
{
  const CrmValue *value = get_value (record, field, CRM_VALUE_INTEGER);

  return value != NULL ? value->integer : fallback;
}

const CrmId *
crm_record_get_id (const CrmRecord *record, guint field)
{
  const CrmValue *value = get_value (record, field, CRM_VALUE_ID);

  return value != NULL ? &value->id : NULL;
}

const CrmMoney *
crm_record_get_money (const CrmRecord *record, guint field)
{
  const CrmValue *value = get_value (record, field, CRM_VALUE_MONEY);

  return value != NULL ? &value->money : NULL;
}

gboolean
crm_record_has (const CrmRecord *record, guint field)
{
  g_return_val_if_fail (record != NULL && field < record->kind->n_fields, FALSE);

  return record->values[field].type != CRM_VALUE_NONE;
}

const char *
crm_record_get_title (const CrmRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  return record->kind->title < 0 ? NULL : crm_record_get_text (record, (guint)record->kind->title);
}

gint64
crm_record_get_created (const CrmRecord *record)
{
  gint64 milliseconds = 0;

  g_return_val_if_fail (record != NULL, 0);

  if (record->id.bytes[6] >> 4 != 7)
    return 0;
  for (int i = 0; i < 6; i++)
    milliseconds = milliseconds << 8 | record->id.bytes[i];
  return milliseconds * 1000;
}
