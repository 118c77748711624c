/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a task, as edits. */

#pragma once

#include "core/record/crm-edit.h"

G_BEGIN_DECLS

/**
 * crm_task_new_done_edit:
 * @task: a task
 * @done_at: microseconds UTC, or 0 to open it again
 *
 * One that repeats plans its next: the rules of the kind add it to the same edit.
 *
 * Returns: (transfer full): the edit. Like all here: pure, any thread.
 */
CrmEdit *crm_task_new_done_edit (const CrmRecord *task, gint64 done_at);

/* The same as a part of another edit, as of one that says what came of it; @done_at is a time. */
void crm_task_add_done (CrmEdit *edit, const CrmRecord *task, gint64 done_at);

/**
 * crm_task_new_snooze_edit:
 * @task: a task
 * @due: microseconds UTC
 * @has_time: whether the time of day means something
 */
CrmEdit *crm_task_new_snooze_edit (const CrmRecord *task, gint64 due, gboolean has_time);

G_END_DECLS
