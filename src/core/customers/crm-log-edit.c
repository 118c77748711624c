/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a line of the log bar writes: the touch, and the follow-up it plans. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/customers/crm-log-edit.h"

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CrmId *
find_person (const CrmLogLine *line, const CrmLogTarget *target, guint position)
{
  gsize person;

  if (line->people == NULL || position >= line->people->len)
    return NULL;
  person = g_array_index (line->people, gsize, position);
  return person < target->n_people ? &target->people[person] : NULL;
}

/* The people behind the kind have left the subject, and a record names one. */
static char *
dup_text (const CrmLogLine *line, const CrmLogTarget *target)
{
  g_autoptr (GString) text = g_string_new (line->subject);
  gboolean first = TRUE;

  for (guint i = 1; line->people != NULL && i < line->people->len && target->names != NULL; i++)
    {
      gsize person = g_array_index (line->people, gsize, i);

      if (person >= target->n_people || strstr (text->str, target->names[person]) != NULL)
        continue;
      g_string_append (text, first ? (text->len > 0 ? " (" : "(") : ", ");
      g_string_append (text, target->names[person]);
      first = FALSE;
    }
  if (!first)
    g_string_append_c (text, ')');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_interaction (CrmEdit *edit, const CrmLogLine *line, const CrmLogTarget *target, CrmId *id)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);
  const CrmId *person = find_person (line, target, 0);
  g_autofree char *text = dup_text (line, target);

  *id = change->id;
  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &target->customer);
  if (person != NULL)
    crm_change_set_id (change, CRM_INTERACTION_PERSON, person);
  crm_change_set_text (change, CRM_INTERACTION_KIND, line->kind);
  crm_change_set_integer (change, CRM_INTERACTION_AT, line->time_us);
  crm_change_set_text (change, CRM_INTERACTION_ZONE, g_time_zone_get_identifier (target->zone));
  if (line->duration > 0)
    crm_change_set_integer (change, CRM_INTERACTION_MINUTES, line->duration);
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
  if (target->user != NULL)
    crm_change_set_id (change, CRM_INTERACTION_AUTHOR, target->user);
}

static CrmChange *
add_task (CrmEdit *edit, const CrmLogLine *line, const CrmLogTarget *target, const char *kind, const char *title)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);
  const CrmId *person = find_person (line, target, 0);

  crm_change_set_id (change, CRM_TASK_CUSTOMER, &target->customer);
  if (person != NULL)
    crm_change_set_id (change, CRM_TASK_PERSON, person);
  crm_change_set_text (change, CRM_TASK_KIND, kind);
  crm_change_set_text (change, CRM_TASK_TITLE, title != NULL && *title != '\0' ? title : _ ("Follow up"));
  crm_change_set_text (change, CRM_TASK_ZONE, g_time_zone_get_identifier (target->zone));
  if (target->user != NULL)
    crm_change_set_id (change, CRM_TASK_ASSIGNEE, target->user);
  return change;
}

static void
set_due (CrmChange *change, gint64 due, gboolean has_time)
{
  crm_change_set_integer (change, CRM_TASK_DUE, due);
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
}

static CrmId
add_line (CrmEdit *edit, const CrmLogLine *line, const CrmLogTarget *target)
{
  CrmChange *change;
  CrmId id;

  if (strcmp (line->kind, "task") != 0)
    {
      add_interaction (edit, line, target, &id);
      return id;
    }
  change = add_task (edit, line, target, "task", line->subject);
  if (line->date_guessed)
    set_due (change, line->time_us, line->has_time);
  return change->id;
}

static CrmId
add_next (CrmEdit *edit, const CrmLogLine *line, const CrmLogTarget *target, const CrmId *planned_by)
{
  CrmChange *change = add_task (edit, line, target, line->next.kind, line->next.subject);

  set_due (change, line->next.time_us, line->next.has_time);
  if (strcmp (line->kind, "task") != 0)
    crm_change_set_id (change, CRM_TASK_INTERACTION, planned_by);
  return change->id;
}

CrmEdit *
crm_log_edit_new (const CrmLogLine *line, const CrmLogTarget *target, CrmId *id, CrmId *next, GError **error)
{
  g_autoptr (CrmEdit) edit = NULL;
  CrmId planned = { 0 };

  g_return_val_if_fail (line != NULL && target != NULL && id != NULL, NULL);

  if (line->next.is_set && line->next.time_us == 0)
    {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The next step needs a date, such as “thu 3pm”."));
      return NULL;
    }
  edit = crm_edit_new (strcmp (line->kind, "task") == 0 ? _ ("Plan") : _ ("Log"), CRM_EDIT_ORIGIN_PERSON);
  *id = add_line (edit, line, target);
  if (line->next.is_set)
    planned = add_next (edit, line, target, id);
  if (next != NULL)
    *next = planned;
  return g_steal_pointer (&edit);
}
