/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a survey's version out of the records of a workspace. */

#define G_LOG_DOMAIN "crm-server"

#include "server/crm-server-survey-form.h"

#include "core/schema/crm-schema-surveys.h"
#include "server/crm-server-index.h"

static gboolean
is_version_of (const CrmRecord *record, const CrmId *survey, const CrmId *version)
{
  const CrmId *owner = record->kind == &crm_kind_survey_version ? crm_record_get_id (record, CRM_SURVEY_VERSION_SURVEY) : NULL;

  if (owner == NULL || !crm_id_equal (owner, survey) || !crm_record_has (record, CRM_SURVEY_VERSION_PUBLISHED_AT))
    return FALSE;
  return version == NULL || crm_id_equal (&record->id, version);
}

/* (nullable): borrowed from @records. */
static CrmRecord *
pick_version (GPtrArray *records, const CrmId *survey, const CrmId *version)
{
  CrmRecord *best = NULL;

  for (guint i = 0; i < records->len; i++)
    if (is_version_of (records->pdata[i], survey, version) && (best == NULL || crm_record_get_integer (records->pdata[i], CRM_SURVEY_VERSION_NUMBER, 0) >= crm_record_get_integer (best, CRM_SURVEY_VERSION_NUMBER, 0)))
      best = records->pdata[i];
  return best;
}

/* Pages and questions hang on the version, options on their question. */
static GPtrArray *
read_parts (CrmServerStorage *storage, const CrmId *version, GError **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  guint n;

  if (!crm_server_index_list_children (storage, version, parts, error))
    return NULL;
  n = parts->len;
  for (guint i = 0; i < n; i++)
    if (((CrmRecord *)parts->pdata[i])->kind == &crm_kind_question && !crm_server_index_list_children (storage, &((CrmRecord *)parts->pdata[i])->id, parts, error))
      return NULL;
  return g_steal_pointer (&parts);
}

CrmSurveyForm *
crm_server_survey_form_read (CrmServerStorage *storage, const CrmId *survey, const CrmId *version, GError **error)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  CrmRecord *picked;

  g_return_val_if_fail (CRM_IS_SERVER_STORAGE (storage) && survey != NULL, NULL);

  record = crm_server_index_read (storage, &crm_kind_survey, survey, error);
  if (record == NULL || !crm_server_index_list_children (storage, survey, versions, error))
    return NULL;
  picked = pick_version (versions, survey, version);
  parts = picked != NULL ? read_parts (storage, &picked->id, error) : NULL;
  return parts != NULL ? crm_survey_form_new (record, picked, parts) : NULL;
}
