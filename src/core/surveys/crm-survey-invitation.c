/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One invitation: found by what came back, marked by hand, reminded of. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-survey-invitation.h"

#include "core/base/crm-error.h"
#include "core/base/crm-token.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/surveys/crm-survey-invite.h"

#include <glib/gi18n-lib.h>

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, CRM_ERROR, code, message);
  return FALSE;
}

gboolean
crm_survey_invitation_check (const CrmRecord *invitation, const CrmRecord *survey, int today, GError **error)
{
  const char *state;

  g_return_val_if_fail (invitation != NULL, FALSE);

  state = crm_record_get_text (invitation, CRM_INVITATION_STATE);
  if (g_strcmp0 (state, "answered") == 0)
    return fail (error, CRM_ERROR_CONFLICT, _ ("This invitation has been answered already."));
  if (g_strcmp0 (state, "declined") == 0)
    return fail (error, CRM_ERROR_CONFLICT, _ ("This invitation was declined."));
  if (crm_record_get_integer (invitation, CRM_INVITATION_EXPIRES_ON, G_MAXINT) < today)
    return fail (error, CRM_ERROR_INVALID, _ ("This invitation has run out."));
  if (survey == NULL || survey->deleted || g_strcmp0 (crm_record_get_text (survey, CRM_SURVEY_STATUS), "open") != 0)
    return fail (error, CRM_ERROR_INVALID, _ ("The survey of this invitation collects no answers any more."));
  return TRUE;
}

static gboolean
may_be_answered (CrmConnection *connection, const CrmRecord *invitation, int today, GError **error)
{
  const CrmId *id = crm_record_get_id (invitation, CRM_INVITATION_SURVEY);
  g_autoptr (CrmRecord) survey = id != NULL ? crm_connection_read_record (connection, &crm_kind_survey, id, NULL) : NULL;

  return crm_survey_invitation_check (invitation, survey, today, error);
}

CrmRecord *
crm_survey_find_invitation (CrmConnection *connection, const char *token, int today, GError **error)
{
  g_autofree char *hash = crm_token_hash (token);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM invitation WHERE token_hash = ? AND deleted = 0 LIMIT 1", crm_kind_get_columns (&crm_kind_invitation));
  sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);
  g_autoptr (CrmRecord) invitation = NULL;
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, hash, -1, SQLITE_TRANSIENT);
  step = crm_connection_next (connection, statement, error);
  if (step > 0)
    invitation = crm_statement_read_record (statement, &crm_kind_invitation);
  sqlite3_reset (statement);
  if (step == 0)
    fail (error, CRM_ERROR_NOT_FOUND, _ ("This code belongs to no invitation in this file."));
  return invitation != NULL && may_be_answered (connection, invitation, today, error) ? g_steal_pointer (&invitation) : NULL;
}

gboolean
crm_survey_invitation_is_waiting (const CrmRecord *invitation)
{
  const char *state = crm_record_get_text (invitation, CRM_INVITATION_STATE);

  return g_strcmp0 (state, "planned") == 0 || g_strcmp0 (state, "sent") == 0;
}

CrmEdit *
crm_survey_invitation_new_state_edit (const CrmRecord *invitation, const char *state)
{
  CrmEdit *edit;
  CrmChange *change;

  g_return_val_if_fail (invitation != NULL && state != NULL, NULL);

  edit = crm_edit_new (_ ("Change Invitation"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_update (edit, &crm_kind_invitation, &invitation->id);
  crm_change_set_text (change, CRM_INVITATION_STATE, state);
  if (crm_record_has (invitation, CRM_INVITATION_ANSWERED_AT))
    crm_change_set (change, CRM_INVITATION_ANSWERED_AT, (CrmValue){ 0 });
  return edit;
}

CrmChange *
crm_survey_add_reminder (CrmEdit *edit, const CrmRecord *survey, const CrmRecord *customer, gint64 due, CrmChange *invitation)
{
  /* Translators: the title of a task: the name of a survey. */
  g_autofree char *title = g_strdup_printf (_ ("Remind of the survey “%s”"), crm_record_get_text (survey, CRM_SURVEY_TITLE));
  CrmChange *task = crm_edit_create (edit, &crm_kind_task, NULL);

  crm_change_set_id (task, CRM_TASK_CUSTOMER, &customer->id);
  crm_change_set_text (task, CRM_TASK_KIND, "message");
  crm_change_set_text (task, CRM_TASK_TITLE, title);
  crm_change_set_integer (task, CRM_TASK_DUE, due);
  if (crm_record_has (customer, CRM_CUSTOMER_OWNER))
    crm_change_set (task, CRM_TASK_ASSIGNEE, crm_value_copy (&customer->values[CRM_CUSTOMER_OWNER]));
  crm_change_set_id (invitation, CRM_INVITATION_TASK, &task->id);
  return task;
}
