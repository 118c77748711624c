/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a line of the log bar, as it was understood and corrected, into an edit. Pure. */

#pragma once

#include "core/customers/crm-log-line.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/* The guesses that were taken away. */
typedef struct
{
  gboolean date;
  gboolean duration;
  gboolean any_person;
  gboolean next_date;
} CrmLogRefusals;

/**
 * CrmLogRequest:
 * @customer: (nullable): whose timeline; a deal's may not have come yet
 * @deal: (nullable): which deal of the customer's it is about
 * @kind: as the toggles show it
 * @line: as typed
 * @read: what it says
 * @people: (element-type CrmProfilePerson) (nullable): whom @read's indexes mean
 * @refusals: what of @read does not count
 * @user: (nullable): who logs it, and whose the plan is
 * @now: microseconds UTC
 * @zone: in which times are meant
 * @remind: how many minutes ahead one is reminded of a task with a time
 */
typedef struct
{
  const CrmId *customer;
  const CrmId *deal;
  const char *kind;
  const char *line;
  const CrmLogLine *read;
  GPtrArray *people;
  CrmLogRefusals refusals;
  const CrmId *user;
  gint64 now;
  GTimeZone *zone;
  int remind;
} CrmLogRequest;

/**
 * crm_log_new_edit:
 * @id: (out) (optional): the id of the interaction, or of the task where there is none
 * @next: (out) (optional): the id of the follow-up, nil for none
 *
 * An interaction, and the follow-up as a task that knows it; or, of kind "task", the task alone; or, without a line, the follow-up.
 * The text keeps every word of the line when a guess was refused or more people are named than the record holds.
 *
 * Returns: (transfer full): one edit, so that one Undo takes all of it back. Pure; any thread.
 */
CrmEdit *crm_log_new_edit (const CrmLogRequest *request, CrmId *id, CrmId *next);

/* (transfer none): what a follow-up is called: what it is for, or else the name of its kind. */
const char *crm_log_next_get_title (const CrmLogNext *next);

/* What to say when it is kept. Static. */
const char *crm_log_get_toast (const CrmLogRequest *request);

G_END_DECLS
