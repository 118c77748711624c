/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of one survey shows: the version that is built, and the one that is answered. */

#define G_LOG_DOMAIN "crm-app"

#include "app/surveys/crm-survey-page-reading.h"

#include "core/base/crm-error.h"

G_DEFINE_BOXED_TYPE (CrmSurveyPageReading, crm_survey_page_reading, crm_survey_page_reading_ref, crm_survey_page_reading_unref)

CrmSurveyPageReading *
crm_survey_page_reading_ref (CrmSurveyPageReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmSurveyPageReading *self = data;

  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->newest, crm_survey_form_unref);
  g_clear_pointer (&self->published, crm_survey_form_unref);
}

void
crm_survey_page_reading_unref (CrmSurveyPageReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
read_all (CrmConnection *connection, gpointer survey, GValue *result, GError **error)
{
  g_autoptr (CrmSurveyPageReading) self = g_atomic_rc_box_new0 (CrmSurveyPageReading);
  GError *local_error = NULL;

  self->newest = crm_survey_form_read (connection, survey, CRM_SURVEY_NEWEST, error);
  if (self->newest == NULL)
    return FALSE;
  self->published = crm_survey_form_read (connection, survey, CRM_SURVEY_PUBLISHED, &local_error);
  if (self->published == NULL && !g_error_matches (local_error, CRM_ERROR, CRM_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  g_clear_error (&local_error);
  self->faults = crm_survey_logic_find_faults (self->newest);
  g_value_init (result, CRM_TYPE_SURVEY_PAGE_READING);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

DexFuture *
crm_survey_page_reading_read (CrmContext *context, const CrmId *survey)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (context) && survey != NULL, NULL);

  return crm_store_read (crm_context_get_store (context), NULL, read_all, g_memdup2 (survey, sizeof *survey), g_free);
}
