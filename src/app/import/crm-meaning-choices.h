/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file can be chosen to hold, in groups. */

#pragma once

#include "core/exchange/crm-import-mapping.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/**
 * CrmMeaningChoice:
 * @label: what it is called
 * @heading: (nullable): that of its group
 * @is_named_by_heading: whether the heading says what it is, and is searched and read with it
 * @group: choices of one group have the same number, and follow each other
 * @meaning: in a file of customers; @deal in one of deals; @answers in one of answers
 */
typedef struct
{
  char *label;
  char *heading;
  gboolean is_named_by_heading;
  guint group;
  CrmColumnMeaning meaning;
  CrmDealMeaning deal;
  CrmAnswersColumn answers;
} CrmMeaningChoice;

/**
 * crm_meaning_choices_of_customers:
 * @guess: what was recognised, offered first where it is finer than what the list has
 * @custom_fields: (nullable) (element-type CrmCustomField): those there are
 * @heading: the column's, which a new custom field would be named by
 *
 * Returns: (transfer full) (element-type CrmMeaningChoice): the choices.
 */
GPtrArray *crm_meaning_choices_of_customers (const CrmColumnMeaning *guess, GPtrArray *custom_fields, const char *heading);

/* The same for a file of deals. */
GPtrArray *crm_meaning_choices_of_deals (const CrmDealMeaning *guess);

/* And for one of answers to @form. */
GPtrArray *crm_meaning_choices_of_answers (const CrmSurveyForm *form);

G_END_DECLS
