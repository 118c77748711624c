/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column of a file of customers means. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/**
 * CrmColumnTarget:
 * @CRM_COLUMN_UNKNOWN: nothing was found out; treated as %CRM_COLUMN_NOTE_LINE
 * @CRM_COLUMN_IGNORE: left out
 * @CRM_COLUMN_NOTE_LINE: a line "column: value" in the customer's note
 * @CRM_COLUMN_ID: our own id of the customer, or of a numbered person
 * @CRM_COLUMN_EXTERNAL_ID: the id another program gives whom the row is about
 * @CRM_COLUMN_NAME: a name; whether of a company or a person each row tells
 * @CRM_COLUMN_COMPANY: the name of the company, of which the row's person, if it names one, is a member
 * @CRM_COLUMN_COMPANY_ID: the id another program gives that company
 * @CRM_COLUMN_CUSTOMER: the customer's field
 * @CRM_COLUMN_CURRENCY: the currency of the customer's field
 * @CRM_COLUMN_HEADCOUNT: a number of employees, for the customer's size
 * @CRM_COLUMN_PERSON: the person's field
 * @CRM_COLUMN_NAME_PART: a #CrmNamePart of the person's name
 * @CRM_COLUMN_ROLE: the field of the person's role at the company
 * @CRM_COLUMN_POINT: a #CrmPointKind of contact point
 * @CRM_COLUMN_POINT_LABEL: its label
 * @CRM_COLUMN_POINT_OPT_OUT: whether it is not to be used
 * @CRM_COLUMN_ADDRESS: a #CrmAddressPart of an address
 * @CRM_COLUMN_OPT_OUT: whether no contact point of a #CrmPointKind is to be used
 * @CRM_COLUMN_TAGS: tags
 * @CRM_COLUMN_PAIR_LABEL: the name of something whose value stands in the column of the same number, a #CrmPairKind
 * @CRM_COLUMN_PAIR_VALUE: that value
 * @CRM_COLUMN_INTERACTION: the field of an interaction
 * @CRM_COLUMN_CUSTOM: the custom field named @label, made by the import when there is none, of the type @item (a choice of
 *   custom_field.type)
 * @CRM_COLUMN_DELETED: whether the other program had deleted the row
 */
typedef enum
{
  CRM_COLUMN_UNKNOWN,
  CRM_COLUMN_IGNORE,
  CRM_COLUMN_NOTE_LINE,
  CRM_COLUMN_ID,
  CRM_COLUMN_EXTERNAL_ID,
  CRM_COLUMN_NAME,
  CRM_COLUMN_COMPANY,
  CRM_COLUMN_COMPANY_ID,
  CRM_COLUMN_CUSTOMER,
  CRM_COLUMN_CURRENCY,
  CRM_COLUMN_HEADCOUNT,
  CRM_COLUMN_PERSON,
  CRM_COLUMN_NAME_PART,
  CRM_COLUMN_ROLE,
  CRM_COLUMN_POINT,
  CRM_COLUMN_POINT_LABEL,
  CRM_COLUMN_POINT_OPT_OUT,
  CRM_COLUMN_ADDRESS,
  CRM_COLUMN_OPT_OUT,
  CRM_COLUMN_TAGS,
  CRM_COLUMN_PAIR_LABEL,
  CRM_COLUMN_PAIR_VALUE,
  CRM_COLUMN_INTERACTION,
  CRM_COLUMN_DELETED,
  CRM_COLUMN_CUSTOM,
  CRM_N_COLUMN_TARGETS
} CrmColumnTarget;

typedef enum
{
  CRM_NAME_PART_PREFIX,
  CRM_NAME_PART_GIVEN,
  CRM_NAME_PART_MIDDLE,
  CRM_NAME_PART_FAMILY,
  CRM_NAME_PART_SUFFIX,
  CRM_NAME_PART_NICKNAME,
  CRM_N_NAME_PARTS
} CrmNamePart;

/* In the order of the schema's choices for a contact point's kind. */
typedef enum
{
  CRM_POINT_PHONE,
  CRM_POINT_EMAIL,
  CRM_POINT_WECHAT,
  CRM_POINT_WECOM,
  CRM_POINT_QQ,
  CRM_POINT_WEIBO,
  CRM_POINT_WEB,
  CRM_POINT_ADDRESS,
  CRM_POINT_OTHER,
  CRM_N_POINT_KINDS
} CrmPointKind;

typedef enum
{
  CRM_ADDRESS_STREET,
  CRM_ADDRESS_EXTENDED,
  CRM_ADDRESS_PO_BOX,
  CRM_ADDRESS_CITY,
  CRM_ADDRESS_REGION,
  CRM_ADDRESS_POSTAL_CODE,
  CRM_ADDRESS_COUNTRY,
  CRM_N_ADDRESS_PARTS
} CrmAddressPart;

typedef enum
{
  CRM_PAIR_CUSTOM,
  CRM_PAIR_EVENT,
  CRM_PAIR_RELATION,
  CRM_PAIR_MESSENGER,
  CRM_N_PAIR_KINDS
} CrmPairKind;

/**
 * CrmColumnMeaning:
 * @target: what it is
 * @item: which field, part or kind, as @target says; else 0
 * @person: 0 for whom the row is about; 1 and more for the people of a customer that stand beside each other in one row
 * @number: which of several, for columns that belong together; 0 for one that stands alone
 * @of_company: of a contact point: it reaches the company, even where the row names a person
 * @label: (nullable): of a contact point: its label; of a custom field: its name; interned
 *
 * A plain value.
 */
typedef struct
{
  CrmColumnTarget target;
  guint item;
  guint person;
  guint number;
  gboolean of_company;
  const char *label;
} CrmColumnMeaning;

/**
 * crm_column_meaning_to_text:
 *
 * The permanent form that mapping files hold: "customer.level", "name.family", "phone:Mobile", "phone.label#2",
 * "company.address.street:Billing", "person#2.email#1", "field.date:Next inspection".
 *
 * Returns: (transfer full): the text.
 */
char *crm_column_meaning_to_text (const CrmColumnMeaning *self);

/* Reads that form; FALSE when it is none. */
gboolean crm_column_meaning_parse (const char *text, CrmColumnMeaning *self);

gboolean crm_column_meaning_equal (const CrmColumnMeaning *a, const CrmColumnMeaning *b);

/* (transfer full): how a list names it to a person: "Phone (Mobile)", "Level". Translated. */
char *crm_column_meaning_dup_label (const CrmColumnMeaning *self);

/**
 * crm_column_meaning_list:
 * @n_meanings: (out): how many
 *
 * Returns: (transfer none) (array length=n_meanings): what a person may choose for a column, in the order of a list.
 */
const CrmColumnMeaning *crm_column_meaning_list (guint *n_meanings);

/* What a column of the custom field of that name is; @type is the name of a choice of custom_field.type. */
CrmColumnMeaning crm_column_meaning_make_custom (const char *label, const char *type);

/* The permanent name of the type of a custom field's column. */
const char *crm_column_meaning_get_custom_type (const CrmColumnMeaning *self);

/* The permanent name of a kind of contact point, as contact_point.kind holds it. */
const char *crm_point_kind_get_name (CrmPointKind kind);

/* The kind of that name, or CRM_N_POINT_KINDS. */
CrmPointKind crm_point_kind_find (const char *name);

G_END_DECLS
