/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of deals means. */

#pragma once

#include "core/schema/crm-schema-sales.h"

G_BEGIN_DECLS

/**
 * CrmDealTarget:
 * @CRM_DEAL_COLUMN_IGNORE: left out
 * @CRM_DEAL_COLUMN_FIELD: the deal's field, read as its type says
 * @CRM_DEAL_COLUMN_ID: our own id where it is one, else the id another program gives the deal
 * @CRM_DEAL_COLUMN_CUSTOMER: the customer's name, or our own id of it
 * @CRM_DEAL_COLUMN_CUSTOMER_ID: the id another program gives the customer, or our own
 * @CRM_DEAL_COLUMN_CONTACT: a person, who is the customer where no company is named
 * @CRM_DEAL_COLUMN_PIPELINE, @CRM_DEAL_COLUMN_STAGE, @CRM_DEAL_COLUMN_OWNER, @CRM_DEAL_COLUMN_REFERRER: names
 * @CRM_DEAL_COLUMN_MOVED_AT: when the deal came to the row's stage
 * @CRM_DEAL_COLUMN_OUTCOME: open, won or lost in a word; @CRM_DEAL_COLUMN_IS_WON and @CRM_DEAL_COLUMN_IS_LOST: yes or no
 * @CRM_DEAL_COLUMN_ACTIVE: no where a deal was lost, as Odoo archives it
 * @CRM_DEAL_COLUMN_CLOSE: the day a deal closed, or of an open one the day it is expected to
 * @CRM_DEAL_COLUMN_CURRENCY: of the amount; @CRM_DEAL_COLUMN_RECURRING_CURRENCY of the recurring one
 * @CRM_DEAL_COLUMN_PEOPLE: who has a part in the deal, a line each: "Ann Li (decides)"
 * @CRM_DEAL_COLUMN_PERSON_ID, @CRM_DEAL_COLUMN_PERSON_NAME, @CRM_DEAL_COLUMN_PERSON_ROLE: the same of the @number-th
 * @CRM_DEAL_COLUMN_MOVES: the whole log in one cell, as an own export has it
 * @CRM_DEAL_COLUMN_MOVE_AT, @CRM_DEAL_COLUMN_MOVE_STAGE, @CRM_DEAL_COLUMN_MOVE_AMOUNT, @CRM_DEAL_COLUMN_MOVE_CURRENCY,
 *   @CRM_DEAL_COLUMN_MOVE_EXPECTED: a move of the log, the @number-th
 */
typedef enum
{
  CRM_DEAL_COLUMN_IGNORE,
  CRM_DEAL_COLUMN_FIELD,
  CRM_DEAL_COLUMN_ID,
  CRM_DEAL_COLUMN_CUSTOMER,
  CRM_DEAL_COLUMN_CUSTOMER_ID,
  CRM_DEAL_COLUMN_CONTACT,
  CRM_DEAL_COLUMN_PIPELINE,
  CRM_DEAL_COLUMN_STAGE,
  CRM_DEAL_COLUMN_OWNER,
  CRM_DEAL_COLUMN_REFERRER,
  CRM_DEAL_COLUMN_MOVED_AT,
  CRM_DEAL_COLUMN_OUTCOME,
  CRM_DEAL_COLUMN_IS_WON,
  CRM_DEAL_COLUMN_IS_LOST,
  CRM_DEAL_COLUMN_ACTIVE,
  CRM_DEAL_COLUMN_CLOSE,
  CRM_DEAL_COLUMN_CURRENCY,
  CRM_DEAL_COLUMN_RECURRING_CURRENCY,
  CRM_DEAL_COLUMN_PEOPLE,
  CRM_DEAL_COLUMN_MOVES,
  CRM_DEAL_COLUMN_MOVE_AT,
  CRM_DEAL_COLUMN_MOVE_STAGE,
  CRM_DEAL_COLUMN_MOVE_AMOUNT,
  CRM_DEAL_COLUMN_MOVE_CURRENCY,
  CRM_DEAL_COLUMN_MOVE_EXPECTED,
  CRM_DEAL_COLUMN_PERSON_ID,
  CRM_DEAL_COLUMN_PERSON_NAME,
  CRM_DEAL_COLUMN_PERSON_ROLE,
} CrmDealTarget;

/* @field with %CRM_DEAL_COLUMN_FIELD, @number with a move or a person. */
typedef struct
{
  CrmDealTarget target;
  CrmDealField field;
  guint number;
} CrmDealMeaning;

/**
 * crm_deal_column_find:
 * @name: a column's name, as it stands in a file
 *
 * Knows the contract of import-deals, this program's own exports, and those of HubSpot, Pipedrive, Odoo and Salesforce, with the usual
 * Chinese names. Case, spaces and punctuation do not matter.
 *
 * Returns: what it means; %CRM_DEAL_COLUMN_IGNORE when it is not known. Any thread.
 */
CrmDealMeaning crm_deal_column_find (const char *name);

gboolean crm_deal_meaning_equal (const CrmDealMeaning *a, const CrmDealMeaning *b);

/* (transfer full): how a list names it to a person: "Expected close", "Pipeline". Translated. */
char *crm_deal_meaning_dup_label (const CrmDealMeaning *self);

/**
 * crm_deal_meaning_list:
 * @n_meanings: (out): how many
 *
 * Returns: (transfer none) (array length=n_meanings): what a person may choose for a column, in the order of a list.
 */
const CrmDealMeaning *crm_deal_meaning_list (guint *n_meanings);

/* What a stage of that name means by itself: "won" for Closed Won, "open" for all that does not say otherwise. */
const char *crm_deal_outcome_guess (const char *stage);

G_END_DECLS
