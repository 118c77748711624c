/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file can be chosen to hold, in groups. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/import/crm-meaning-choices.h"

#include "core/schema/crm-schema-workspace.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  GROUP_RECOGNISED,
  GROUP_NONE,
  GROUP_DEAL,
  GROUP_WHO,
  GROUP_CUSTOMER,
  GROUP_CUSTOM,
  GROUP_REACH,
  GROUP_PERSON,
  GROUP_INTERACTION,
  GROUP_PLACE,
  GROUP_DATES,
  GROUP_WHY,
  GROUP_ANSWER,
  GROUP_QUESTIONS,
  GROUP_MORE,
  GROUP_NEW,
  N_GROUPS
} Group;

static Group
get_group (const CrmColumnMeaning *meaning)
{
  static const Group groups[CRM_N_COLUMN_TARGETS] = {
    [CRM_COLUMN_UNKNOWN] = GROUP_NONE,
    [CRM_COLUMN_IGNORE] = GROUP_NONE,
    [CRM_COLUMN_NOTE_LINE] = GROUP_NONE,
    [CRM_COLUMN_ID] = GROUP_MORE,
    [CRM_COLUMN_EXTERNAL_ID] = GROUP_MORE,
    [CRM_COLUMN_NAME] = GROUP_WHO,
    [CRM_COLUMN_COMPANY] = GROUP_WHO,
    [CRM_COLUMN_COMPANY_ID] = GROUP_MORE,
    [CRM_COLUMN_CUSTOMER] = GROUP_CUSTOMER,
    [CRM_COLUMN_CURRENCY] = GROUP_CUSTOMER,
    [CRM_COLUMN_HEADCOUNT] = GROUP_CUSTOMER,
    [CRM_COLUMN_PERSON] = GROUP_PERSON,
    [CRM_COLUMN_NAME_PART] = GROUP_WHO,
    [CRM_COLUMN_ROLE] = GROUP_PERSON,
    [CRM_COLUMN_POINT] = GROUP_REACH,
    [CRM_COLUMN_POINT_LABEL] = GROUP_REACH,
    [CRM_COLUMN_POINT_OPT_OUT] = GROUP_REACH,
    [CRM_COLUMN_ADDRESS] = GROUP_REACH,
    [CRM_COLUMN_OPT_OUT] = GROUP_REACH,
    [CRM_COLUMN_TAGS] = GROUP_CUSTOMER,
    [CRM_COLUMN_PAIR_LABEL] = GROUP_MORE,
    [CRM_COLUMN_PAIR_VALUE] = GROUP_MORE,
    [CRM_COLUMN_INTERACTION] = GROUP_INTERACTION,
    [CRM_COLUMN_DELETED] = GROUP_MORE,
    [CRM_COLUMN_CUSTOM] = GROUP_CUSTOM,
  };

  return groups[meaning->target];
}

static Group
get_deal_group (const CrmDealMeaning *meaning)
{
  switch (meaning->target)
    {
    case CRM_DEAL_COLUMN_IGNORE:
      return GROUP_NONE;
    case CRM_DEAL_COLUMN_CURRENCY:
    case CRM_DEAL_COLUMN_RECURRING_CURRENCY:
      return GROUP_DEAL;
    case CRM_DEAL_COLUMN_CUSTOMER:
    case CRM_DEAL_COLUMN_CONTACT:
    case CRM_DEAL_COLUMN_PEOPLE:
    case CRM_DEAL_COLUMN_PERSON_ID:
    case CRM_DEAL_COLUMN_PERSON_NAME:
    case CRM_DEAL_COLUMN_PERSON_ROLE:
    case CRM_DEAL_COLUMN_OWNER:
    case CRM_DEAL_COLUMN_REFERRER:
      return GROUP_WHO;
    case CRM_DEAL_COLUMN_PIPELINE:
    case CRM_DEAL_COLUMN_STAGE:
    case CRM_DEAL_COLUMN_MOVED_AT:
    case CRM_DEAL_COLUMN_OUTCOME:
    case CRM_DEAL_COLUMN_IS_WON:
    case CRM_DEAL_COLUMN_IS_LOST:
    case CRM_DEAL_COLUMN_ACTIVE:
      return GROUP_PLACE;
    case CRM_DEAL_COLUMN_CLOSE:
      return GROUP_DATES;
    case CRM_DEAL_COLUMN_ID:
    case CRM_DEAL_COLUMN_CUSTOMER_ID:
    case CRM_DEAL_COLUMN_MOVES:
    case CRM_DEAL_COLUMN_MOVE_AT:
    case CRM_DEAL_COLUMN_MOVE_STAGE:
    case CRM_DEAL_COLUMN_MOVE_AMOUNT:
    case CRM_DEAL_COLUMN_MOVE_CURRENCY:
    case CRM_DEAL_COLUMN_MOVE_EXPECTED:
      return GROUP_MORE;
    case CRM_DEAL_COLUMN_FIELD:
    default:
      break;
    }
  if (meaning->field == CRM_DEAL_BEGAN_AT || meaning->field == CRM_DEAL_EXPECTED_CLOSE || meaning->field == CRM_DEAL_CLOSED_AT)
    return GROUP_DATES;
  return meaning->field >= CRM_DEAL_SOURCE && meaning->field <= CRM_DEAL_NOTE && meaning->field != CRM_DEAL_RECURRING && meaning->field != CRM_DEAL_RECURRING_PERIOD ? GROUP_WHY : GROUP_DEAL;
}

static const char *
get_heading (Group group)
{
  static const char *const headings[N_GROUPS] = {
    [GROUP_RECOGNISED] = N_ ("Recognised"),
    [GROUP_WHO] = N_ ("Who"),
    [GROUP_CUSTOMER] = N_ ("Customer"),
    [GROUP_CUSTOM] = N_ ("Custom Fields"),
    [GROUP_REACH] = N_ ("Ways to Reach"),
    [GROUP_PERSON] = N_ ("Person"),
    [GROUP_INTERACTION] = N_ ("Interaction"),
    [GROUP_DEAL] = N_ ("Deal"),
    [GROUP_PLACE] = N_ ("Where It Stands"),
    [GROUP_DATES] = N_ ("Dates"),
    [GROUP_WHY] = N_ ("Where It Comes From, and Why"),
    [GROUP_ANSWER] = N_ ("Response"),
    [GROUP_QUESTIONS] = N_ ("Questions"),
    [GROUP_MORE] = N_ ("More"),
  };

  return headings[group] != NULL ? _ (headings[group]) : NULL;
}

/* ── the list ─────────────────────────────────────────────────────────────────────────────── */

static void
choice_free (gpointer data)
{
  CrmMeaningChoice *choice = data;

  g_free (choice->label);
  g_free (choice->heading);
  g_free (choice);
}

static GPtrArray *
choices_new (void)
{
  return g_ptr_array_new_with_free_func (choice_free);
}

/* Takes @label. */
static CrmMeaningChoice *
add (GPtrArray *choices, char *label, Group group)
{
  CrmMeaningChoice *choice = g_new0 (CrmMeaningChoice, 1);

  choice->label = label;
  choice->heading = g_strdup (get_heading (group));
  choice->group = group;
  g_ptr_array_add (choices, choice);
  return choice;
}

static void
add_meaning (GPtrArray *choices, const CrmColumnMeaning *meaning, Group group)
{
  add (choices, crm_column_meaning_dup_label (meaning), group)->meaning = *meaning;
}

static void
add_deal_meaning (GPtrArray *choices, const CrmDealMeaning *meaning, Group group)
{
  add (choices, crm_deal_meaning_dup_label (meaning), group)->deal = *meaning;
}

static void
add_custom (GPtrArray *choices, GPtrArray *fields)
{
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const CrmCustomField *field = fields->pdata[i];
      const char *name = crm_custom_field_get_label (field);

      add (choices, g_strdup (name), GROUP_CUSTOM)->meaning = crm_column_meaning_make_custom (name, crm_record_get_text (field->record, CRM_CUSTOM_FIELD_TYPE));
    }
}

/* A field of the column's name, of any type; none where there is one of that name. */
static void
add_new (GPtrArray *choices, GPtrArray *fields, const char *heading)
{
  const CrmField *types = &crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE];
  g_autofree char *name = g_strstrip (g_strdelimit (g_strdup (heading), "\r\n\t", ' '));

  if (fields == NULL || *name == '\0' || crm_custom_fields_find (fields, name) != NULL)
    return;
  for (const CrmChoice *type = types->choices; type->name != NULL; type++)
    {
      CrmMeaningChoice *choice = add (choices, g_strdup (crm_field_get_choice_label (types, type->name)), GROUP_NEW);

      /* Translators: heads a list of types; the name is that of a column in a file. */
      choice->heading = g_strdup_printf (_ ("New Custom Field “%s”"), name);
      choice->is_named_by_heading = TRUE;
      choice->meaning = crm_column_meaning_make_custom (name, type->name);
    }
}

static gboolean
is_listed (const CrmColumnMeaning *meaning)
{
  guint n;
  const CrmColumnMeaning *list = crm_column_meaning_list (&n);

  for (guint i = 0; i < n; i++)
    if (crm_column_meaning_equal (&list[i], meaning))
      return TRUE;
  return FALSE;
}

/* What was recognised may be finer than what the list offers: the label of a phone, a number. */
GPtrArray *
crm_meaning_choices_of_customers (const CrmColumnMeaning *guess, GPtrArray *custom_fields, const char *heading)
{
  GPtrArray *choices = choices_new ();
  guint n;
  const CrmColumnMeaning *list = crm_column_meaning_list (&n);

  if (get_group (guess) != GROUP_NONE && get_group (guess) != GROUP_CUSTOM && !is_listed (guess))
    add_meaning (choices, guess, GROUP_RECOGNISED);
  add_meaning (choices, &(CrmColumnMeaning){ .target = CRM_COLUMN_IGNORE }, GROUP_NONE);
  add_meaning (choices, &(CrmColumnMeaning){ .target = CRM_COLUMN_NOTE_LINE }, GROUP_NONE);
  for (Group group = GROUP_NONE + 1; group < N_GROUPS; group++)
    {
      for (guint i = 0; i < n; i++)
        if (get_group (&list[i]) == group)
          add_meaning (choices, &list[i], group);
      if (group == GROUP_CUSTOM)
        add_custom (choices, custom_fields);
    }
  add_new (choices, custom_fields, heading);
  return choices;
}

GPtrArray *
crm_meaning_choices_of_deals (const CrmDealMeaning *guess)
{
  GPtrArray *choices = choices_new ();
  guint n;
  const CrmDealMeaning *list = crm_deal_meaning_list (&n);

  /* Parts of an own export that have a number. */
  if (guess->number > 0)
    add_deal_meaning (choices, guess, GROUP_RECOGNISED);
  add_deal_meaning (choices, &(CrmDealMeaning){ CRM_DEAL_COLUMN_IGNORE }, GROUP_NONE);
  for (Group group = GROUP_NONE + 1; group < N_GROUPS; group++)
    for (guint i = 0; i < n; i++)
      if (get_deal_group (&list[i]) == group)
        add_deal_meaning (choices, &list[i], group);
  return choices;
}

static Group
get_answers_group (CrmAnswersTarget target)
{
  switch (target)
    {
    case CRM_ANSWERS_NOTHING:
      return GROUP_NONE;
    case CRM_ANSWERS_QUESTION:
      return GROUP_QUESTIONS;
    case CRM_ANSWERS_TOKEN:
    case CRM_ANSWERS_CUSTOMER_ID:
    case CRM_ANSWERS_EMAIL:
    case CRM_ANSWERS_PHONE:
      return GROUP_WHO;
    case CRM_ANSWERS_RESPONSE_ID:
    case CRM_ANSWERS_ANSWERED_AT:
    case CRM_ANSWERS_LANGUAGE:
    default:
      return GROUP_ANSWER;
    }
}

GPtrArray *
crm_meaning_choices_of_answers (const CrmSurveyForm *form)
{
  GPtrArray *choices = choices_new ();
  g_autoptr (GArray) list = crm_answers_column_list (form);

  for (Group group = GROUP_NONE; group < N_GROUPS; group++)
    for (guint i = 0; i < list->len; i++)
      {
        const CrmAnswersColumn *column = &g_array_index (list, CrmAnswersColumn, i);

        if (get_answers_group (column->target) == group)
          add (choices, crm_answers_column_dup_label (column), group)->answers = *column;
      }
  return choices;
}
