/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a task, as edits. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-task-edit.h"

#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

void
crm_task_add_done (CrmEdit *edit, const CrmRecord *task, gint64 done_at)
{
  g_return_if_fail (edit != NULL && task != NULL && task->kind == &crm_kind_task && done_at != 0);

  crm_change_set_integer (crm_edit_update (edit, &crm_kind_task, &task->id), CRM_TASK_DONE_AT, done_at);
}

CrmEdit *
crm_task_new_done_edit (const CrmRecord *task, gint64 done_at)
{
  CrmEdit *edit;

  g_return_val_if_fail (task != NULL && task->kind == &crm_kind_task, NULL);

  edit = crm_edit_new (done_at != 0 ? _ ("Task Done") : _ ("Reopen Task"), CRM_EDIT_ORIGIN_PERSON);
  if (done_at != 0)
    crm_task_add_done (edit, task, done_at);
  else
    crm_change_set (crm_edit_update (edit, &crm_kind_task, &task->id), CRM_TASK_DONE_AT, (CrmValue){ 0 });
  return edit;
}

CrmEdit *
crm_task_new_snooze_edit (const CrmRecord *task, gint64 due, gboolean has_time)
{
  CrmChange *change;
  CrmEdit *edit;

  g_return_val_if_fail (task != NULL && task->kind == &crm_kind_task, NULL);

  edit = crm_edit_new (_ ("Snooze Task"), CRM_EDIT_ORIGIN_PERSON);
  change = crm_edit_update (edit, &crm_kind_task, &task->id);
  crm_change_set_integer (change, CRM_TASK_DUE, due);
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
  return edit;
}
