/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of the timeline: interaction, task, attachment. */

#include "config.h"

#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-rules.h"

#include <glib/gi18n-lib.h>

const CrmChoice crm_choices_interaction_kind[] = {
  { "call", NC_ ("choice", "Call") },
  { "meeting", NC_ ("choice", "Meeting") },
  { "visit", NC_ ("choice", "Visit") },
  { "email", NC_ ("choice", "Email") },
  { "wechat", NC_ ("choice", "WeChat") },
  { "wecom", NC_ ("choice", "WeCom") },
  { "qq", NC_ ("choice", "QQ") },
  { "weibo", NC_ ("choice", "Weibo") },
  { "message", NC_ ("choice", "Message") },
  { "web", NC_ ("choice", "Web") },
  { "letter", NC_ ("choice", "Letter") },
  { "note", NC_ ("choice", "Note") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

static const CrmChoice directions[] = {
  { "in", NC_ ("choice", "Incoming") },
  { "out", NC_ ("choice", "Outgoing") },
  { NULL },
};

const CrmChoice crm_choices_task_kind[] = {
  { "call", NC_ ("choice", "Call") },
  { "meeting", NC_ ("choice", "Meeting") },
  { "visit", NC_ ("choice", "Visit") },
  { "email", NC_ ("choice", "Email") },
  { "message", NC_ ("choice", "Message") },
  { "task", NC_ ("choice", "Task") },
  { NULL },
};

static const CrmChoice priorities[] = {
  { "high", NC_ ("choice", "High") },
  { "normal", NC_ ("choice", "Normal") },
  { "low", NC_ ("choice", "Low") },
  { NULL },
};

static const CrmField interaction_fields[CRM_INTERACTION_N_FIELDS] = {
  [CRM_INTERACTION_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_CUSTOMER },
  [CRM_INTERACTION_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PERSON },
  [CRM_INTERACTION_KIND] = { "kind", N_ ("Kind"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = crm_choices_interaction_kind },
  [CRM_INTERACTION_DIRECTION] = { "direction", N_ ("Direction"), NULL, CRM_TYPE_CHOICE, .choices = directions },
  [CRM_INTERACTION_AT] = { "at", N_ ("Date"), NULL, CRM_TYPE_TIME, CRM_FIELD_REQUIRED },
  [CRM_INTERACTION_ZONE] = { "zone", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
  [CRM_INTERACTION_MINUTES] = { "minutes", N_ ("Minutes"), NULL, CRM_TYPE_INTEGER },
  [CRM_INTERACTION_TEXT] = { "text", N_ ("Text"), NULL, CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_INTERACTION_AUTHOR] = { "author", N_ ("By"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_INTERACTION_PINNED] = { "pinned", N_ ("Pinned"), NULL, CRM_TYPE_BOOLEAN },
  [CRM_INTERACTION_EXTERNAL_ID] = { "external_id", N_ ("Id elsewhere"), NULL, CRM_TYPE_TEXT },
  [CRM_INTERACTION_DEAL] = { "deal", N_ ("Deal"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_DEAL },
};

static const CrmField task_fields[CRM_TASK_N_FIELDS] = {
  [CRM_TASK_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_TASK_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PERSON },
  [CRM_TASK_KIND] = { "kind", N_ ("Kind"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = crm_choices_task_kind },
  [CRM_TASK_TITLE] = { "title", N_ ("Task"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_TASK_DUE] = { "due", N_ ("Due"), NULL, CRM_TYPE_TIME },
  [CRM_TASK_DUE_HAS_TIME] = { "due_has_time", "", NULL, CRM_TYPE_BOOLEAN, CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
  [CRM_TASK_ZONE] = { "zone", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
  [CRM_TASK_PRIORITY] = { "priority", N_ ("Priority"), NULL, CRM_TYPE_CHOICE, .choices = priorities },
  [CRM_TASK_DONE_AT] = { "done_at", N_ ("Done on"), NULL, CRM_TYPE_TIME },
  [CRM_TASK_ASSIGNEE] = { "assignee", N_ ("For"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_TASK_NOTE] = { "note", N_ ("Note"), NULL, CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_TASK_INTERACTION] = { "interaction", "", NULL, CRM_TYPE_REFERENCE, CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN, .refers = CRM_KIND_INTERACTION },
  [CRM_TASK_DEAL] = { "deal", N_ ("Deal"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_DEAL },
  /* As iCalendar writes a rule: see crm_repeat_parse (). */
  [CRM_TASK_REPEAT] = { "repeat", N_ ("Repeat"), NULL, CRM_TYPE_TEXT },
  /* Minutes before it is due at which it is told of; none is when it is due. */
  [CRM_TASK_REMIND] = { "remind", N_ ("Reminder"), NULL, CRM_TYPE_INTEGER },
};

static const CrmField attachment_fields[CRM_ATTACHMENT_N_FIELDS] = {
  [CRM_ATTACHMENT_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_ATTACHMENT_INTERACTION] = { "interaction", "", NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_INTERACTION },
  [CRM_ATTACHMENT_NAME] = { "name", N_ ("File name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_ATTACHMENT_MEDIA_TYPE] = { "media_type", N_ ("File type"), NULL, CRM_TYPE_TEXT },
  [CRM_ATTACHMENT_SIZE] = { "size", N_ ("Size in bytes"), NULL, CRM_TYPE_INTEGER },
  [CRM_ATTACHMENT_HASH] = { "hash", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
};

const CrmKind crm_kind_interaction = {
  CRM_KIND_INTERACTION,
  "interaction",
  N_ ("Interaction"),
  interaction_fields,
  CRM_INTERACTION_N_FIELDS,
  .title = CRM_INTERACTION_TEXT,
  .customer = CRM_INTERACTION_CUSTOMER,
};

const CrmKind crm_kind_task = {
  CRM_KIND_TASK,
  "task",
  N_ ("Task"),
  task_fields,
  CRM_TASK_N_FIELDS,
  .title = CRM_TASK_TITLE,
  .customer = CRM_TASK_CUSTOMER,
  .rules = &crm_task_rules,
};

const CrmKind crm_kind_attachment = {
  CRM_KIND_ATTACHMENT,
  "attachment",
  N_ ("File"),
  attachment_fields,
  CRM_ATTACHMENT_N_FIELDS,
  .title = CRM_ATTACHMENT_NAME,
  .customer = CRM_ATTACHMENT_CUSTOMER,
};

gboolean
crm_interaction_kind_is_contact (const char *kind)
{
  return kind != NULL && g_strcmp0 (kind, "note") != 0;
}
