/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers area's kinds: customer, person, role, contact point, relationship. */

#pragma once

#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

/* A company or an individual we deal with, or wish to. */
typedef enum
{
  CRM_CUSTOMER_TYPE,
  CRM_CUSTOMER_NAME,
  CRM_CUSTOMER_ALIAS,
  CRM_CUSTOMER_CODE,
  CRM_CUSTOMER_TAX_ID,
  CRM_CUSTOMER_LEVEL,
  CRM_CUSTOMER_LIFE_CYCLE,
  CRM_CUSTOMER_LIFE_CYCLE_SINCE,
  CRM_CUSTOMER_RELATIONSHIP,
  CRM_CUSTOMER_RELATIONSHIP_SINCE,
  CRM_CUSTOMER_OWNER,
  CRM_CUSTOMER_SOURCE,
  CRM_CUSTOMER_SOURCE_DETAIL,
  CRM_CUSTOMER_REFERRER,
  CRM_CUSTOMER_INDUSTRY,
  CRM_CUSTOMER_SIZE,
  CRM_CUSTOMER_COUNTRY,
  CRM_CUSTOMER_REGION,
  CRM_CUSTOMER_CITY,
  CRM_CUSTOMER_GENDER,
  CRM_CUSTOMER_BIRTHDAY,
  CRM_CUSTOMER_EDUCATION,
  CRM_CUSTOMER_OCCUPATION,
  CRM_CUSTOMER_INCOME,
  CRM_CUSTOMER_NEEDS,
  CRM_CUSTOMER_MOTIVES,
  CRM_CUSTOMER_PREFERENCES,
  CRM_CUSTOMER_BUYING_PATTERN,
  CRM_CUSTOMER_YEARLY_SPEND,
  CRM_CUSTOMER_CREDIT_LIMIT,
  CRM_CUSTOMER_CREDIT_TERMS,
  CRM_CUSTOMER_CREDIT_USED,
  CRM_CUSTOMER_PREFERRED_CHANNEL,
  CRM_CUSTOMER_CONSENT,
  CRM_CUSTOMER_CONSENT_DATE,
  CRM_CUSTOMER_NOTE,
  CRM_CUSTOMER_EXTERNAL_ID,
  CRM_CUSTOMER_MERGED_INTO, /* of a deleted one: who it turned out to be */
  CRM_CUSTOMER_NAME_KEY,
  CRM_CUSTOMER_PHONE,
  CRM_CUSTOMER_EMAIL,
  CRM_CUSTOMER_LAST_CONTACT,
  CRM_CUSTOMER_LAST_CONTACT_KIND,
  CRM_CUSTOMER_NEXT_STEP,
  CRM_CUSTOMER_NEXT_STEP_TITLE,
  CRM_CUSTOMER_OPEN_DEALS,
  CRM_CUSTOMER_SATISFACTION, /* 0–100: the score of the latest response that is theirs */
  CRM_CUSTOMER_SATISFACTION_AT,
  CRM_CUSTOMER_N_FIELDS
} CrmCustomerField;

/* A person we talk with at one customer or several. */
typedef enum
{
  CRM_PERSON_NAME,
  CRM_PERSON_GENDER,
  CRM_PERSON_BIRTHDAY,
  CRM_PERSON_NOTE,
  CRM_PERSON_EXTERNAL_ID,
  CRM_PERSON_NAME_KEY,
  CRM_PERSON_N_FIELDS
} CrmPersonField;

/* What a person is at a customer, and from when to when. */
typedef enum
{
  CRM_ROLE_CUSTOMER,
  CRM_ROLE_PERSON,
  CRM_ROLE_TITLE,
  CRM_ROLE_DEPARTMENT,
  CRM_ROLE_BUYING_ROLE,
  CRM_ROLE_FROM,
  CRM_ROLE_TO,
  CRM_ROLE_N_FIELDS
} CrmRoleField;

/* One way to reach a customer or a person. Exactly one of the two references is set. */
typedef enum
{
  CRM_CONTACT_POINT_CUSTOMER,
  CRM_CONTACT_POINT_PERSON,
  CRM_CONTACT_POINT_KIND,
  CRM_CONTACT_POINT_LABEL,
  CRM_CONTACT_POINT_VALUE,
  CRM_CONTACT_POINT_OPT_OUT,
  CRM_CONTACT_POINT_KEY,
  CRM_CONTACT_POINT_N_FIELDS
} CrmContactPointField;

/* How one customer stands to another. */
typedef enum
{
  CRM_RELATIONSHIP_CUSTOMER,
  CRM_RELATIONSHIP_OTHER,
  CRM_RELATIONSHIP_KIND,
  CRM_RELATIONSHIP_NOTE,
  CRM_RELATIONSHIP_N_FIELDS
} CrmRelationshipField;

/* The kind of relationship that says of two alike customers that they are two. */
#define CRM_RELATIONSHIP_KIND_DISTINCT "distinct"

extern const CrmKind crm_kind_customer;
extern const CrmKind crm_kind_person;
extern const CrmKind crm_kind_role;
extern const CrmKind crm_kind_contact_point;
extern const CrmKind crm_kind_relationship;

/* The channels of contact, shared by preferences, contact points and interactions. */
extern const CrmChoice crm_choices_channel[];
extern const CrmChoice crm_choices_gender[];
extern const CrmChoice crm_choices_source[];
extern const CrmChoice crm_choices_buying_role[];

G_END_DECLS
