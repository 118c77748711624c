/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merges two states of a record: pure, the same on every client and on the server. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-merge.h"

#include <string.h>

int
crm_merge_compare (const CrmHlc *clock, const char *value, const CrmHlc *other_clock, const char *other_value)
{
  int order = crm_hlc_compare (clock, other_clock);

  return order != 0 ? order : strcmp (value, other_value);
}

static void
merge_creation (CrmSyncRecord *self, const CrmSyncRecord *other)
{
  if (!other->is_whole)
    return;
  if (!self->is_whole || crm_hlc_compare (&other->creation, &self->creation) < 0)
    crm_sync_record_set_creation (self, &other->creation);
}

static void
merge_registers (CrmSyncRecord *self, const CrmSyncRecord *other)
{
  for (guint i = 0; i < other->registers->len; i++)
    {
      const CrmRegister *one = crm_sync_record_get (other, i);

      crm_sync_record_set (self, one->field, one->value, &one->clock);
    }
}

/* What was erased stays so, however late anything else of it comes. */
static void
keep_grave (CrmSyncRecord *self)
{
  for (guint i = crm_sync_record_get_n (self); i-- > 0;)
    if (strcmp (crm_sync_record_get (self, i)->field, CRM_SYNC_ERASED) != 0)
      g_array_remove_index (self->registers, i);
}

CrmSyncRecord *
crm_merge (const CrmSyncRecord *a, const CrmSyncRecord *b)
{
  CrmSyncRecord *join;

  g_return_val_if_fail (strcmp (a->kind, b->kind) == 0 && crm_id_equal (&a->id, &b->id), NULL);

  join = crm_sync_record_new (a->kind, &a->id);
  merge_creation (join, a);
  merge_creation (join, b);
  merge_registers (join, a);
  merge_registers (join, b);
  if (crm_sync_record_is_erased (join))
    keep_grave (join);
  return join;
}

gboolean
crm_merge_adds_nothing (const CrmSyncRecord *whole, const CrmSyncRecord *part)
{
  gboolean erased = crm_sync_record_is_erased (whole);

  if (part->is_whole && (!whole->is_whole || crm_hlc_compare (&part->creation, &whole->creation) < 0))
    return FALSE;
  for (guint i = 0; i < part->registers->len; i++)
    {
      const CrmRegister *one = crm_sync_record_get (part, i);
      const CrmRegister *have = crm_sync_record_find (whole, one->field);

      if (erased && have == NULL)
        continue;
      if (have == NULL || crm_merge_compare (&one->clock, one->value, &have->clock, have->value) > 0)
        return FALSE;
    }
  return TRUE;
}
