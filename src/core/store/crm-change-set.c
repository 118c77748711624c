/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an edit changed, as live views are told of it. */

#include "core/store/crm-change-set.h"

G_DEFINE_BOXED_TYPE (CrmChangeSet, crm_change_set, crm_change_set_ref, crm_change_set_unref)

CrmChangeSet *
crm_change_set_new (gint64 edit)
{
  CrmChangeSet *self = g_atomic_rc_box_new0 (CrmChangeSet);

  self->edit = edit;
  self->records = g_array_new (FALSE, FALSE, sizeof (CrmChangedRecord));
  return self;
}

CrmChangeSet *
crm_change_set_ref (CrmChangeSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_array_unref (((CrmChangeSet *)data)->records);
}

void
crm_change_set_unref (CrmChangeSet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

void
crm_change_set_add (CrmChangeSet *self, CrmKindId kind, const CrmId *id, gint64 rowid)
{
  CrmChangedRecord record = { kind, *id, rowid };

  self->kinds |= G_GUINT64_CONSTANT (1) << kind;
  if (self->many)
    return;
  if (self->records->len == CRM_CHANGE_SET_MAX)
    {
      self->many = TRUE;
      g_array_set_size (self->records, 0);
      return;
    }
  g_array_append_val (self->records, record);
}

gboolean
crm_change_set_has_kind (const CrmChangeSet *self, CrmKindId kind)
{
  return (self->kinds & G_GUINT64_CONSTANT (1) << kind) != 0;
}

gboolean
crm_change_set_has_record (const CrmChangeSet *self, const CrmId *id)
{
  for (guint i = 0; i < self->records->len; i++)
    if (crm_id_equal (&g_array_index (self->records, CrmChangedRecord, i).id, id))
      return TRUE;
  return self->many;
}
