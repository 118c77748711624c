/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of the timeline: interaction, task, attachment. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/* One touch between the customer and us, by any channel; or a note about them. */
typedef enum
{
  CRM_INTERACTION_CUSTOMER,
  CRM_INTERACTION_PERSON,
  CRM_INTERACTION_KIND,
  CRM_INTERACTION_DIRECTION,
  CRM_INTERACTION_AT,
  CRM_INTERACTION_ZONE,
  CRM_INTERACTION_MINUTES,
  CRM_INTERACTION_TEXT,
  CRM_INTERACTION_AUTHOR,
  CRM_INTERACTION_PINNED,
  CRM_INTERACTION_EXTERNAL_ID,
  CRM_INTERACTION_DEAL,
  CRM_INTERACTION_N_FIELDS
} CrmInteractionField;

/* Something to do, usually for a customer: a follow-up is a task with a due time. */
typedef enum
{
  CRM_TASK_CUSTOMER,
  CRM_TASK_PERSON,
  CRM_TASK_KIND,
  CRM_TASK_TITLE,
  CRM_TASK_DUE,
  CRM_TASK_DUE_HAS_TIME,
  CRM_TASK_ZONE,
  CRM_TASK_PRIORITY,
  CRM_TASK_DONE_AT,
  CRM_TASK_ASSIGNEE,
  CRM_TASK_NOTE,
  CRM_TASK_INTERACTION,
  CRM_TASK_DEAL,
  CRM_TASK_REPEAT,
  CRM_TASK_REMIND,
  CRM_TASK_N_FIELDS
} CrmTaskField;

/* A file kept with a customer; the bytes stand once in the file store under their hash. */
typedef enum
{
  CRM_ATTACHMENT_CUSTOMER,
  CRM_ATTACHMENT_INTERACTION,
  CRM_ATTACHMENT_NAME,
  CRM_ATTACHMENT_MEDIA_TYPE,
  CRM_ATTACHMENT_SIZE,
  CRM_ATTACHMENT_HASH,
  CRM_ATTACHMENT_N_FIELDS
} CrmAttachmentField;

extern const CrmKind crm_kind_interaction;
extern const CrmKind crm_kind_task;
extern const CrmKind crm_kind_attachment;

/* The kinds of interaction; a task's kinds are those one can plan. */
extern const CrmChoice crm_choices_interaction_kind[];
extern const CrmChoice crm_choices_task_kind[];

/**
 * crm_interaction_kind_is_contact:
 * @kind: (nullable): a stored interaction kind
 *
 * Returns: whether it counts as contact with the customer; a note does not.
 */
gboolean crm_interaction_kind_is_contact (const char *kind);

G_END_DECLS
