/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreads a card over the columns of a table: private to the vCard table. */

#pragma once

#include "core/exchange/crm-vcard.h"

G_BEGIN_DECLS

/* In the order of the columns. Those from the first label on are numbered, as many as there are. */
typedef enum
{
  CRM_VCARD_NAME,
  CRM_VCARD_FIRST_NAME,
  CRM_VCARD_MIDDLE_NAME,
  CRM_VCARD_LAST_NAME,
  CRM_VCARD_PHONETIC_FIRST_NAME,
  CRM_VCARD_PHONETIC_MIDDLE_NAME,
  CRM_VCARD_PHONETIC_LAST_NAME,
  CRM_VCARD_NAME_PREFIX,
  CRM_VCARD_NAME_SUFFIX,
  CRM_VCARD_NICKNAME,
  CRM_VCARD_ORGANIZATION_NAME,
  CRM_VCARD_ORGANIZATION_TITLE,
  CRM_VCARD_ORGANIZATION_DEPARTMENT,
  CRM_VCARD_ROLE,
  CRM_VCARD_BIRTHDAY,
  CRM_VCARD_NOTES,
  CRM_VCARD_LABELS,
  CRM_VCARD_KIND,
  CRM_VCARD_UID,
  CRM_VCARD_REVISION,
  CRM_VCARD_EMAIL_LABEL,
  CRM_VCARD_EMAIL_VALUE,
  CRM_VCARD_PHONE_LABEL,
  CRM_VCARD_PHONE_VALUE,
  CRM_VCARD_ADDRESS_LABEL,
  CRM_VCARD_ADDRESS_FORMATTED,
  CRM_VCARD_ADDRESS_STREET,
  CRM_VCARD_ADDRESS_CITY,
  CRM_VCARD_ADDRESS_PO_BOX,
  CRM_VCARD_ADDRESS_REGION,
  CRM_VCARD_ADDRESS_POSTAL_CODE,
  CRM_VCARD_ADDRESS_COUNTRY,
  CRM_VCARD_ADDRESS_EXTENDED,
  CRM_VCARD_WEBSITE_LABEL,
  CRM_VCARD_WEBSITE_VALUE,
  CRM_VCARD_IM_LABEL,
  CRM_VCARD_IM_VALUE,
  CRM_VCARD_EVENT_LABEL,
  CRM_VCARD_EVENT_VALUE,
  CRM_VCARD_RELATION_LABEL,
  CRM_VCARD_RELATION_VALUE,
  CRM_VCARD_CUSTOM_LABEL,
  CRM_VCARD_CUSTOM_VALUE,
  CRM_VCARD_N_FIELDS,
} CrmVcardField;

#define CRM_VCARD_FIRST_NUMBERED CRM_VCARD_EMAIL_LABEL

/**
 * CrmVcardEntry:
 * @field: which column
 * @index: 0 for the first of its kind
 * @text: (owned): never empty
 */
typedef struct
{
  CrmVcardField field;
  guint index;
  char *text;
} CrmVcardEntry;

/**
 * crm_vcard_fields_list:
 * @card: a card
 * @entries: (element-type CrmVcardEntry): filled; its clear function must free the texts
 */
void crm_vcard_fields_list (const CrmVcard *card, GArray *entries);

/* (transfer full): the name of a column. */
char *crm_vcard_fields_name (CrmVcardField field, guint index);

G_END_DECLS
