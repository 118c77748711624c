/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as it is merged and sent: a map of last-writer-wins registers, each a value with a clock. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-sync-record.h"

#include "sync/crm-merge.h"

#include <string.h>

/* Room for so many is made at once. */
#define USUAL_REGISTERS 12

static void
clear_register (gpointer data)
{
  CrmRegister *self = data;

  g_clear_pointer (&self->field, g_ref_string_release);
  g_clear_pointer (&self->value, g_ref_string_release);
}

CrmSyncRecord *
crm_sync_record_new (const char *kind, const CrmId *id)
{
  CrmSyncRecord *self = g_atomic_rc_box_new0 (CrmSyncRecord);

  self->kind = g_ref_string_new (kind);
  self->id = *id;
  self->registers = g_array_sized_new (FALSE, TRUE, sizeof (CrmRegister), USUAL_REGISTERS);
  g_array_set_clear_func (self->registers, clear_register);
  return self;
}

CrmSyncRecord *
crm_sync_record_ref (CrmSyncRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
record_clear (gpointer data)
{
  CrmSyncRecord *self = data;

  g_ref_string_release (self->kind);
  g_array_unref (self->registers);
}

void
crm_sync_record_unref (CrmSyncRecord *self)
{
  g_atomic_rc_box_release_full (self, record_clear);
}

void
crm_sync_record_set_creation (CrmSyncRecord *self, const CrmHlc *creation)
{
  self->is_whole = TRUE;
  self->creation = *creation;
}

/* Where the field stands, or where it would. */
static gboolean
find_place (const CrmSyncRecord *self, const char *field, guint *place)
{
  guint low = 0, high = self->registers->len;

  /* They mostly come in their order. */
  if (high > 0 && strcmp (g_array_index (self->registers, CrmRegister, high - 1).field, field) < 0)
    low = high;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (g_array_index (self->registers, CrmRegister, middle).field, field);

      if (order == 0)
        {
          *place = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  *place = low;
  return FALSE;
}

void
crm_sync_record_remove (CrmSyncRecord *self, const char *field)
{
  guint place;

  if (find_place (self, field, &place))
    g_array_remove_index (self->registers, place);
}

void
crm_sync_record_replace (CrmSyncRecord *self, const char *field, const char *value, const CrmHlc *clock)
{
  crm_sync_record_remove (self, field);
  crm_sync_record_set (self, field, value, clock);
}

CrmRegister *
crm_sync_record_set (CrmSyncRecord *self, const char *field, const char *value, const CrmHlc *clock)
{
  CrmRegister *before;
  guint place;

  if (!find_place (self, field, &place))
    {
      CrmRegister new = { g_ref_string_new (field), g_ref_string_new (value), *clock };

      g_array_insert_val (self->registers, place, new);
      return &g_array_index (self->registers, CrmRegister, place);
    }
  before = &g_array_index (self->registers, CrmRegister, place);
  if (crm_merge_compare (clock, value, &before->clock, before->value) > 0)
    {
      g_ref_string_release (before->value);
      before->value = g_ref_string_new (value);
      before->clock = *clock;
      before->has_base = FALSE;
    }
  return before;
}

const CrmRegister *
crm_sync_record_find (const CrmSyncRecord *self, const char *field)
{
  guint place;

  return find_place (self, field, &place) ? crm_sync_record_get (self, place) : NULL;
}

const CrmRegister *
crm_sync_record_get (const CrmSyncRecord *self, guint position)
{
  g_assert (position < self->registers->len);

  return &g_array_index (self->registers, CrmRegister, position);
}

guint
crm_sync_record_get_n (const CrmSyncRecord *self)
{
  return self->registers->len;
}

gboolean
crm_sync_record_is_erased (const CrmSyncRecord *self)
{
  return crm_sync_record_find (self, CRM_SYNC_ERASED) != NULL;
}

gboolean
crm_sync_record_is_deleted (const CrmSyncRecord *self)
{
  const CrmRegister *deleted = crm_sync_record_find (self, CRM_SYNC_DELETED);

  return crm_sync_record_is_erased (self) || (deleted != NULL && strcmp (deleted->value, "1") == 0);
}

gboolean
crm_sync_record_equal (const CrmSyncRecord *a, const CrmSyncRecord *b)
{
  if (strcmp (a->kind, b->kind) != 0 || !crm_id_equal (&a->id, &b->id) || a->is_whole != b->is_whole || a->registers->len != b->registers->len)
    return FALSE;
  if (a->is_whole && crm_hlc_compare (&a->creation, &b->creation) != 0)
    return FALSE;
  for (guint i = 0; i < a->registers->len; i++)
    {
      const CrmRegister *x = crm_sync_record_get (a, i), *y = crm_sync_record_get (b, i);

      if (strcmp (x->field, y->field) != 0 || crm_merge_compare (&x->clock, x->value, &y->clock, y->value) != 0)
        return FALSE;
    }
  return TRUE;
}

void
crm_sync_record_set_base (CrmSyncRecord *self, const char *field, const CrmHlc *base)
{
  guint place;

  if (!find_place (self, field, &place))
    return;
  g_array_index (self->registers, CrmRegister, place).base = *base;
  g_array_index (self->registers, CrmRegister, place).has_base = TRUE;
}

gboolean
crm_sync_is_name (const char *name, gsize length)
{
  if (length == 0 || length > CRM_SYNC_NAME_MAX)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_islower (name[i]) && !g_ascii_isdigit (name[i]) && name[i] != '_')
      return FALSE;
  return TRUE;
}
