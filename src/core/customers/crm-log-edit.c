/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a line of the log bar into an edit. */

#define G_LOG_DOMAIN "crm-customers"

#include "config.h"

#include "core/customers/crm-log-edit.h"

#include "core/customers/crm-profile.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>

static const CrmId *
get_person (const CrmLogRequest *request)
{
  const CrmProfilePerson *person;

  if (request->read->people->len == 0)
    return NULL;
  person = g_ptr_array_index (request->people, g_array_index (request->read->people, gsize, 0));
  return &person->person->id;
}

static gboolean
is_task (const CrmLogRequest *request)
{
  return strcmp (request->kind, "task") == 0;
}

static gboolean
has_line (const CrmLogRequest *request)
{
  g_autofree char *line = g_strstrip (g_strdup (request->line));

  return *line != '\0';
}

/* What the reading left of the line, or all of it where the reading was wrong. */
static char *
dup_text (const CrmLogRequest *request)
{
  gboolean wrong = request->refusals.date || request->refusals.duration || request->refusals.any_person;

  if (wrong || request->read->people->len > 1)
    return g_strstrip (g_strdup (request->line));
  return g_strdup (request->read->subject);
}

static void
set_due (CrmChange *change, const CrmLogRequest *request, gint64 due, gboolean has_time)
{
  crm_change_set_integer (change, CRM_TASK_DUE, due);
  crm_change_set_integer (change, CRM_TASK_DUE_HAS_TIME, has_time);
  crm_change_set_text (change, CRM_TASK_ZONE, g_time_zone_get_identifier (request->zone));
  if (has_time && request->remind > 0)
    crm_change_set_integer (change, CRM_TASK_REMIND, request->remind);
}

static const char *
name_task (const char *kind, const char *title)
{
  if (title != NULL && *title != '\0')
    return title;
  return strcmp (kind, "task") == 0 ? _ ("Follow up") : crm_field_get_choice_label (&crm_kind_task.fields[CRM_TASK_KIND], kind);
}

const char *
crm_log_next_get_title (const CrmLogNext *next)
{
  g_return_val_if_fail (next != NULL, NULL);

  return name_task (next->kind, next->subject);
}

static CrmChange *
add_task (CrmEdit *edit, const CrmLogRequest *request, const char *kind, const char *title)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_task, NULL);
  const CrmField *field = &crm_kind_task.fields[CRM_TASK_KIND];
  const CrmId *person = get_person (request);

  if (request->customer != NULL)
    crm_change_set_id (change, CRM_TASK_CUSTOMER, request->customer);
  if (request->deal != NULL)
    crm_change_set_id (change, CRM_TASK_DEAL, request->deal);
  if (person != NULL)
    crm_change_set_id (change, CRM_TASK_PERSON, person);
  crm_change_set_text (change, CRM_TASK_KIND, crm_field_find_choice (field, kind) != NULL ? kind : "task");
  crm_change_set_text (change, CRM_TASK_TITLE, name_task (kind, title));
  if (request->user != NULL)
    crm_change_set_id (change, CRM_TASK_ASSIGNEE, request->user);
  return change;
}

static CrmId
add_follow_up (CrmEdit *edit, const CrmLogRequest *request, const CrmId *interaction)
{
  const CrmLogNext *next = &request->read->next;
  CrmChange *change = add_task (edit, request, next->kind, next->subject);

  if (next->time_us != 0 && !request->refusals.next_date)
    {
      set_due (change, request, next->time_us, next->has_time);
      if (next->repeat != NULL)
        crm_change_set_text (change, CRM_TASK_REPEAT, next->repeat);
    }
  if (interaction != NULL)
    crm_change_set_id (change, CRM_TASK_INTERACTION, interaction);
  return change->id;
}

static CrmId
add_interaction (CrmEdit *edit, const CrmLogRequest *request)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_interaction, NULL);
  const CrmId *person = get_person (request);
  g_autofree char *text = dup_text (request);

  if (request->customer != NULL)
    crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, request->customer);
  if (request->deal != NULL)
    crm_change_set_id (change, CRM_INTERACTION_DEAL, request->deal);
  crm_change_set_text (change, CRM_INTERACTION_KIND, request->kind);
  crm_change_set_integer (change, CRM_INTERACTION_AT, request->read->date_guessed && !request->refusals.date ? request->read->time_us : request->now);
  crm_change_set_text (change, CRM_INTERACTION_ZONE, g_time_zone_get_identifier (request->zone));
  crm_change_set_text (change, CRM_INTERACTION_TEXT, text);
  if (request->user != NULL)
    crm_change_set_id (change, CRM_INTERACTION_AUTHOR, request->user);
  if (person != NULL)
    crm_change_set_id (change, CRM_INTERACTION_PERSON, person);
  if (request->read->duration > 0 && !request->refusals.duration)
    crm_change_set_integer (change, CRM_INTERACTION_MINUTES, request->read->duration);
  return change->id;
}

static CrmId
add_plan (CrmEdit *edit, const CrmLogRequest *request)
{
  g_autofree char *text = dup_text (request);
  CrmChange *change = add_task (edit, request, "task", text);

  if (request->read->date_guessed && !request->refusals.date)
    {
      set_due (change, request, request->read->time_us, request->read->has_time);
      if (request->read->repeat != NULL)
        crm_change_set_text (change, CRM_TASK_REPEAT, request->read->repeat);
    }
  return change->id;
}

CrmEdit *
crm_log_new_edit (const CrmLogRequest *request, CrmId *id, CrmId *next)
{
  CrmEdit *edit;
  CrmId logged = { 0 }, planned = { 0 };

  g_return_val_if_fail (request != NULL && request->read != NULL && request->kind != NULL, NULL);

  edit = crm_edit_new (is_task (request) ? _ ("Add Task") : _ ("Log"), CRM_EDIT_ORIGIN_PERSON);
  if (is_task (request))
    logged = add_plan (edit, request);
  else if (has_line (request))
    logged = add_interaction (edit, request);
  if (request->read->next.is_set && !is_task (request))
    planned = add_follow_up (edit, request, has_line (request) ? &logged : NULL);
  if (id != NULL)
    *id = crm_id_is_nil (&logged) ? planned : logged;
  if (next != NULL)
    *next = planned;
  return edit;
}

const char *
crm_log_get_toast (const CrmLogRequest *request)
{
  if (is_task (request))
    return _ ("Task added");
  if (!has_line (request))
    return _ ("Next step planned");
  return request->read->next.is_set ? _ ("Logged, next step planned") : _ ("Logged");
}
