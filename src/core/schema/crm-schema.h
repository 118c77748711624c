/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schema: which kinds of record exist and which fields each has, written down once. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmKindId:
 *
 * The kinds of record. The numbers are permanent: they stand in history and in search row ids.
 */
typedef enum
{
  CRM_KIND_NONE = 0,
  CRM_KIND_CUSTOMER = 1,
  CRM_KIND_PERSON = 2,
  CRM_KIND_ROLE = 3,
  CRM_KIND_CONTACT_POINT = 4,
  CRM_KIND_RELATIONSHIP = 5,
  CRM_KIND_INTERACTION = 6,
  CRM_KIND_TASK = 7,
  CRM_KIND_TAG = 8,
  CRM_KIND_TAGGING = 9,
  CRM_KIND_ATTACHMENT = 10,
  CRM_KIND_USER = 11,
  CRM_KIND_CUSTOM_FIELD = 12,
  CRM_KIND_SAVED_MAPPING = 13,
  CRM_KIND_CUSTOM_VALUE = 14,
  CRM_KIND_PIPELINE = 15,
  CRM_KIND_STAGE = 16,
  CRM_KIND_DEAL = 17,
  CRM_KIND_DEAL_PERSON = 18,
  CRM_KIND_STAGE_MOVE = 19,
  CRM_KIND_TARGET = 20,
  CRM_KIND_EXCHANGE_RATE = 21,
  CRM_KIND_REVIEW = 22,
  CRM_KIND_SCORE_RULE = 23,
  CRM_KIND_SURVEY = 24,
  CRM_KIND_SURVEY_VERSION = 25,
  CRM_KIND_SURVEY_PAGE = 26,
  CRM_KIND_QUESTION = 27,
  CRM_KIND_QUESTION_OPTION = 28,
  CRM_KIND_INVITATION = 29,
  CRM_KIND_RESPONSE = 30,
  CRM_KIND_ANSWER = 31,
  CRM_KIND_SAVED_VIEW = 32,
  CRM_N_KINDS
} CrmKindId;

/**
 * CrmType:
 * @CRM_TYPE_TEXT: one line of text
 * @CRM_TYPE_LONG_TEXT: text of any length with line breaks
 * @CRM_TYPE_CHOICE: the permanent name of one of the field's choices
 * @CRM_TYPE_CHOICES: permanent names of several of the field's choices (crm-choice-set.h)
 * @CRM_TYPE_INTEGER: a whole number
 * @CRM_TYPE_DECIMAL: a number with a fraction, in millionths: exact, and SQL compares it (crm-decimal.h)
 * @CRM_TYPE_BOOLEAN: 0 or 1
 * @CRM_TYPE_MONEY: minor units with a currency; two columns, NAME and NAME_currency, one value
 * @CRM_TYPE_DATE: a calendar date, packed as crm-date.h says
 * @CRM_TYPE_TIME: a moment, microseconds UTC since the Unix epoch
 * @CRM_TYPE_REFERENCE: the id of a record of the kind the field refers to
 */
typedef enum
{
  CRM_TYPE_TEXT,
  CRM_TYPE_LONG_TEXT,
  CRM_TYPE_CHOICE,
  CRM_TYPE_CHOICES,
  CRM_TYPE_INTEGER,
  CRM_TYPE_DECIMAL,
  CRM_TYPE_BOOLEAN,
  CRM_TYPE_MONEY,
  CRM_TYPE_DATE,
  CRM_TYPE_TIME,
  CRM_TYPE_REFERENCE,
} CrmType;

/**
 * CrmFieldFlags:
 * @CRM_FIELD_REQUIRED: a record without it is refused
 * @CRM_FIELD_SEARCHED: a change of it re-indexes the customers concerned
 * @CRM_FIELD_FACT: derived by the program: stored, but without clocks, history or sync, and rebuilt by check
 * @CRM_FIELD_HIDDEN: never shown: keys for sorting and matching
 * @CRM_FIELD_INTERNAL: set by the program with the record, no column of an import or form
 * @CRM_FIELD_SECRET: stays in the file it was made in: without history or sync, neither the server nor a colleague ever has it
 * @CRM_FIELD_OWN_WORDS: label and choices are the words of the people who use the file, in their language: never translated
 */
typedef enum
{
  CRM_FIELD_PLAIN = 0,
  CRM_FIELD_REQUIRED = 1 << 0,
  CRM_FIELD_SEARCHED = 1 << 1,
  CRM_FIELD_FACT = 1 << 2,
  CRM_FIELD_HIDDEN = 1 << 3,
  CRM_FIELD_INTERNAL = 1 << 4,
  CRM_FIELD_OWN_WORDS = 1 << 5,
  CRM_FIELD_SECRET = 1 << 6,
} CrmFieldFlags;

/**
 * CrmChoice:
 * @name: permanent name, as stored
 * @label: untranslated label
 *
 * Tables of choices end with a %NULL name.
 */
typedef struct
{
  const char *name;
  const char *label;
} CrmChoice;

/**
 * CrmField:
 * @name: permanent name: the SQL column, and the name in history, clocks, files and on the wire
 * @label: untranslated label
 * @group: untranslated heading of the form's section, or %NULL
 * @type: what it holds
 * @flags: how it behaves
 * @refers: the kind a reference points to
 * @choices: (nullable): for %CRM_TYPE_CHOICE and %CRM_TYPE_CHOICES
 */
typedef struct
{
  const char *name;
  const char *label;
  const char *group;
  CrmType type;
  CrmFieldFlags flags;
  CrmKindId refers;
  const CrmChoice *choices;
} CrmField;

typedef struct _CrmRules CrmRules;

/**
 * CrmKind:
 * @id: permanent number
 * @name: permanent name, and the SQL table
 * @label: untranslated singular
 * @fields: enum-indexed
 * @n_fields: how many
 * @title: the field that names a record to a person, or -1
 * @customer: the reference to the customer the record belongs to, or -1
 * @rules: (nullable): what the kind's area checks and derives (crm-rules.h)
 */
typedef struct
{
  CrmKindId id;
  const char *name;
  const char *label;
  const CrmField *fields;
  guint n_fields;
  int title;
  int customer;
  const CrmRules *rules;
} CrmKind;

/**
 * crm_kind_get:
 * @id: a kind
 *
 * Returns: (transfer none): its description, static.
 */
const CrmKind *crm_kind_get (CrmKindId id);

/**
 * crm_kind_find:
 * @name: a permanent name
 *
 * Returns: (transfer none) (nullable): the kind of that name.
 */
const CrmKind *crm_kind_find (const char *name);

/**
 * crm_kind_find_field:
 *
 * Returns: the index of the field of that permanent name, or -1.
 */
int crm_kind_find_field (const CrmKind *kind, const char *name);

/* Whether it holds text that people write together, so that what two made of it at once is merged and not one of both chosen. */
gboolean crm_field_is_prose (const CrmField *field);

/**
 * crm_field_get_label:
 *
 * Returns: (transfer none): the translated label.
 */
const char *crm_field_get_label (const CrmField *field);

/**
 * crm_field_get_choice_label:
 * @name: (nullable): a stored choice
 *
 * Returns: (transfer none): the office's word (crm-choice-words.h) or the translated label, or @name itself when this version does not know it. Any thread.
 */
const char *crm_field_get_choice_label (const CrmField *field, const char *name);

/**
 * crm_field_find_choice:
 * @text: a permanent name, or a label in the office's words, English or the user's language, any case
 *
 * Returns: (transfer none) (nullable): the permanent name meant.
 */
const char *crm_field_find_choice (const CrmField *field, const char *text);

G_END_DECLS
