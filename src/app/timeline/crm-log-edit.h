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
 * @customer: whose timeline
 * @deal: (nullable): which deal of the customer's it is about
 * @kind: as the toggles show it
 * @line: as typed
 * @read: what it says
 * @people: (element-type CrmProfilePerson): whom @read's indexes mean
 * @refusals: what of @read does not count
 * @now: microseconds UTC
 * @zone: in which times are meant
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
  gint64 now;
  GTimeZone *zone;
} CrmLogRequest;

/**
 * crm_log_new_edit:
 *
 * An interaction, and the follow-up as a task that knows it; or, of kind "task", the task alone; or, without a line, the follow-up.
 * The text keeps every word of the line when a guess was refused or more people are named than the record holds.
 *
 * Returns: (transfer full): one edit, so that one Undo takes all of it back.
 */
CrmEdit *crm_log_new_edit (const CrmLogRequest *request);

/* What to say when it is kept. Static. */
const char *crm_log_get_toast (const CrmLogRequest *request);

G_END_DECLS
