/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking things up in the schema's tables. */

#define G_LOG_DOMAIN "crm-schema"

#include "config.h"

#include "core/schema/crm-schema.h"

#include "core/schema/crm-choice-words.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const CrmKind *const kinds[CRM_N_KINDS] = {
  [CRM_KIND_CUSTOMER] = &crm_kind_customer,
  [CRM_KIND_PERSON] = &crm_kind_person,
  [CRM_KIND_ROLE] = &crm_kind_role,
  [CRM_KIND_CONTACT_POINT] = &crm_kind_contact_point,
  [CRM_KIND_RELATIONSHIP] = &crm_kind_relationship,
  [CRM_KIND_INTERACTION] = &crm_kind_interaction,
  [CRM_KIND_TASK] = &crm_kind_task,
  [CRM_KIND_TAG] = &crm_kind_tag,
  [CRM_KIND_TAGGING] = &crm_kind_tagging,
  [CRM_KIND_ATTACHMENT] = &crm_kind_attachment,
  [CRM_KIND_USER] = &crm_kind_user,
  [CRM_KIND_CUSTOM_FIELD] = &crm_kind_custom_field,
  [CRM_KIND_SAVED_MAPPING] = &crm_kind_saved_mapping,
  [CRM_KIND_CUSTOM_VALUE] = &crm_kind_custom_value,
  [CRM_KIND_PIPELINE] = &crm_kind_pipeline,
  [CRM_KIND_STAGE] = &crm_kind_stage,
  [CRM_KIND_DEAL] = &crm_kind_deal,
  [CRM_KIND_DEAL_PERSON] = &crm_kind_deal_person,
  [CRM_KIND_STAGE_MOVE] = &crm_kind_stage_move,
  [CRM_KIND_TARGET] = &crm_kind_target,
  [CRM_KIND_EXCHANGE_RATE] = &crm_kind_exchange_rate,
  [CRM_KIND_REVIEW] = &crm_kind_review,
  [CRM_KIND_SCORE_RULE] = &crm_kind_score_rule,
  [CRM_KIND_SURVEY] = &crm_kind_survey,
  [CRM_KIND_SURVEY_VERSION] = &crm_kind_survey_version,
  [CRM_KIND_SURVEY_PAGE] = &crm_kind_survey_page,
  [CRM_KIND_QUESTION] = &crm_kind_question,
  [CRM_KIND_QUESTION_OPTION] = &crm_kind_question_option,
  [CRM_KIND_INVITATION] = &crm_kind_invitation,
  [CRM_KIND_RESPONSE] = &crm_kind_response,
  [CRM_KIND_ANSWER] = &crm_kind_answer,
  [CRM_KIND_SAVED_VIEW] = &crm_kind_saved_view,
};

const CrmKind *
crm_kind_get (CrmKindId id)
{
  g_return_val_if_fail (id > CRM_KIND_NONE && id < CRM_N_KINDS, NULL);

  return kinds[id];
}

const CrmKind *
crm_kind_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    if (strcmp (kinds[id]->name, name) == 0)
      return kinds[id];
  return NULL;
}

int
crm_kind_find_field (const CrmKind *kind, const char *name)
{
  g_return_val_if_fail (kind != NULL && name != NULL, -1);

  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].name[0] == name[0] && strcmp (kind->fields[i].name, name) == 0)
      return (int)i;
  return -1;
}

gboolean
crm_field_is_prose (const CrmField *field)
{
  return field->type == CRM_TYPE_LONG_TEXT && (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL | CRM_FIELD_FACT)) == 0;
}

const char *
crm_field_get_label (const CrmField *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  if ((field->flags & CRM_FIELD_OWN_WORDS) != 0)
    return field->label;
  return field->label[0] == '\0' ? "" : _ (field->label);
}

const char *
crm_field_get_choice_label (const CrmField *field, const char *name)
{
  g_return_val_if_fail (field != NULL, NULL);

  if (name == NULL)
    return "";
  if ((field->flags & CRM_FIELD_OWN_WORDS) != 0)
    return name;
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    if (strcmp (choice->name, name) == 0)
      {
        const char *word = crm_choice_words_find (choice);

        return word != NULL ? word : g_dpgettext2 (GETTEXT_PACKAGE, "choice", choice->label);
      }
  return name;
}

static gboolean
is_same_word (const char *a, const char *b)
{
  g_autofree char *fold_a = g_utf8_casefold (a, -1);
  g_autofree char *fold_b = g_utf8_casefold (b, -1);

  return strcmp (fold_a, fold_b) == 0;
}

const char *
crm_field_find_choice (const CrmField *field, const char *text)
{
  g_return_val_if_fail (field != NULL && text != NULL, NULL);

  /* What is on the screen is meant first: an office may call one thing what another one is called by the program. */
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    if (is_same_word (crm_field_get_choice_label (field, choice->name), text))
      return choice->name;
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    if (is_same_word (choice->name, text) || is_same_word (choice->label, text) || is_same_word (g_dpgettext2 (GETTEXT_PACKAGE, "choice", choice->label), text))
      return choice->name;
  return NULL;
}
