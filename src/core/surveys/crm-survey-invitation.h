/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One invitation: found by what came back, marked by hand, reminded of. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * crm_survey_find_invitation:
 * @token: as it came back, in any case, with spaces or hyphens
 * @today: the day it is
 * @error: %CRM_ERROR_NOT_FOUND: it belongs to no invitation of this file; %CRM_ERROR_CONFLICT: it was answered; %CRM_ERROR_INVALID: it
 *   has run out, or the survey is closed
 *
 * Returns: (transfer full) (nullable): the invitation that may be answered.
 */
CrmRecord *crm_survey_find_invitation (CrmConnection *connection, const char *token, int today, GError **error);

/**
 * crm_survey_invitation_check:
 * @survey: (nullable): what it invites to, where that is there
 * @today: the day it is
 * @error: %CRM_ERROR_CONFLICT: it was answered or declined; %CRM_ERROR_INVALID: it has run out, or the survey is closed
 *
 * Returns: whether it may be answered. Pure; any thread.
 */
gboolean crm_survey_invitation_check (const CrmRecord *invitation, const CrmRecord *survey, int today, GError **error);

/* Whether an answer may still come: it is planned or handed out. */
gboolean crm_survey_invitation_is_waiting (const CrmRecord *invitation);

/**
 * crm_survey_invitation_new_state_edit:
 * @state: of crm_choices_invitation_state, but "answered": that it becomes by a response
 *
 * Returns: (transfer full): the edit.
 */
CrmEdit *crm_survey_invitation_new_state_edit (const CrmRecord *invitation, const char *state);

/**
 * crm_survey_add_reminder:
 * @survey: what the customer was invited to
 * @customer: whom to remind; the task is their owner's
 * @due: microseconds UTC
 * @invitation: the change of the invitation, which then names the task
 *
 * Returns: (transfer none): the task's change.
 */
CrmChange *crm_survey_add_reminder (CrmEdit *edit, const CrmRecord *survey, const CrmRecord *customer, gint64 due, CrmChange *invitation);

G_END_DECLS
