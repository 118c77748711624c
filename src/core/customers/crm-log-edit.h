/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of the log bar writes: the touch, and the follow-up it plans. */

#pragma once

#include "core/customers/crm-log-line.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * CrmLogTarget:
 * @customer: whose timeline
 * @people: (array length=n_people) (nullable): the ids of the people of the line's context
 * @names: (array length=n_people) (nullable): their names
 * @user: (nullable): who logs it
 * @zone: the line's zone
 */
typedef struct
{
  CrmId customer;
  const CrmId *people;
  const char *const *names;
  gsize n_people;
  const CrmId *user;
  GTimeZone *zone;
} CrmLogTarget;

/**
 * crm_log_edit_new:
 * @line: what was understood
 * @target: what it is about
 * @id: (out): the id of the interaction, or of the task where the line itself is one
 * @next: (out) (optional): the id of the follow-up, nil for none
 * @error: %CRM_ERROR_INVALID when a follow-up has no date
 *
 * The interaction is with the first person of the line; the names of others are kept in its text. A follow-up that does not say what
 * for is called "Follow up".
 *
 * Returns: (transfer full): one edit for both, so that one undo takes both back. Pure; any thread.
 */
CrmEdit *crm_log_edit_new (const CrmLogLine *line, const CrmLogTarget *target, CrmId *id, CrmId *next, GError **error);

G_END_DECLS
