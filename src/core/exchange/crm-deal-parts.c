/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people who have a part in a deal that is imported. */

#define G_LOG_DOMAIN "crm-import"

#include "core/exchange/crm-deal-parts.h"

static void
write_part (const CrmDealParts *self, const CrmDealDraftPerson *person, const CrmId *part, const CrmRecord *record)
{
  const char *role = record != NULL && !record->deleted ? crm_record_get_text (record, CRM_DEAL_PERSON_ROLE) : NULL;
  CrmChange *change;

  if (record != NULL && !record->deleted && (person->role == NULL || g_strcmp0 (role, person->role) == 0))
    return;
  if (record != NULL && record->deleted)
    crm_edit_restore (self->edit, &crm_kind_deal_person, part);
  change = record != NULL ? crm_edit_update (self->edit, &crm_kind_deal_person, part) : crm_edit_create (self->edit, &crm_kind_deal_person, part);
  if (record == NULL)
    {
      crm_change_set_id (change, CRM_DEAL_PERSON_DEAL, &self->deal);
      crm_change_set_id (change, CRM_DEAL_PERSON_PERSON, &person->id);
    }
  if (person->role != NULL)
    crm_change_set_text (change, CRM_DEAL_PERSON_ROLE, person->role);
  self->told[person->row] = TRUE;
}

static gboolean
find_people (const CrmDealParts *self, GHashTable *last, GError **error)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      CrmDealDraftPerson *person = self->people->pdata[i];
      CrmId who;

      if (!crm_deal_who_find_person (self->who, person, &self->customer, self->is_known ? &self->deal : NULL, &who, error))
        return FALSE;
      person->id = who;
      g_hash_table_replace (last, &person->id, person);
    }
  return TRUE;
}

/* The last row that names somebody says the part. */
gboolean
crm_deal_parts_write (const CrmDealParts *self, GError **error)
{
  g_autoptr (GHashTable) last = g_hash_table_new ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal);

  if (!find_people (self, last, error))
    return FALSE;
  for (guint i = 0; i < self->people->len; i++)
    {
      const CrmDealDraftPerson *person = self->people->pdata[i];
      CrmId part = crm_deal_person_make_id (&self->deal, &person->id);
      g_autoptr (CrmRecord) record = NULL;
      GError *local_error = NULL;

      if (g_hash_table_lookup (last, &person->id) != person)
        continue;
      record = crm_connection_read_record (self->connection, &crm_kind_deal_person, &part, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      write_part (self, person, &part, record);
    }
  return TRUE;
}
