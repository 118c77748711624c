/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked for in customers, people and the ways to reach them: each check with its words, and whether a value is what it should be. */

#pragma once

#include "core/quality/crm-credit-code.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_QUALITY_NO_PHONE,
  CRM_QUALITY_NO_EMAIL,
  CRM_QUALITY_NO_OWNER,
  CRM_QUALITY_NO_LEVEL,
  CRM_QUALITY_NO_STAGE,
  CRM_QUALITY_NO_INDUSTRY,
  CRM_QUALITY_NO_CITY,
  CRM_QUALITY_PERSON_UNREACHABLE,

  CRM_QUALITY_BAD_PHONE,
  CRM_QUALITY_BAD_EMAIL,
  CRM_QUALITY_BAD_CREDIT_CODE,
  CRM_QUALITY_BIRTHDAY_AHEAD,
  CRM_QUALITY_PERSON_BIRTHDAY_AHEAD,
  CRM_QUALITY_CREDIT_OVER,

  CRM_QUALITY_QUIET_90,
  CRM_QUALITY_QUIET_180,
  CRM_QUALITY_QUIET_365,
  CRM_QUALITY_NO_NEXT_STEP,
  CRM_QUALITY_OWNER_GONE,

  CRM_QUALITY_N_CHECKS
} CrmQualityCheck;

typedef enum
{
  CRM_QUALITY_COMPLETENESS,
  CRM_QUALITY_VALIDITY,
  CRM_QUALITY_FRESHNESS,
  CRM_QUALITY_N_GROUPS
} CrmQualityGroup;

/**
 * CrmQualityInfo:
 * @name: permanent, in JSON
 * @title: untranslated: what is counted: "Without a phone"
 * @definition: untranslated: when a record is counted, in a sentence
 * @base: untranslated: of what it is a share: "of all customers"
 * @kind: of the records counted
 * @field: the field of that kind that mends it; -1 where no one field does
 */
typedef struct
{
  const char *name;
  CrmQualityGroup group;
  const char *title;
  const char *definition;
  const char *base;
  CrmKindId kind;
  int field;
} CrmQualityInfo;

/* Static. */
const CrmQualityInfo *crm_quality_get_info (CrmQualityCheck check);

/* Untranslated. */
const char *crm_quality_get_group_title (CrmQualityGroup group);

/* Whether a phone number can be one, by the numbering plan of its country. */
gboolean crm_quality_is_phone (const char *text, const char *calling_code);

/* Whether an address is one that mail hosts accept. */
gboolean crm_quality_is_email (const char *text);

/**
 * crm_quality_has_credit_code:
 * @country: (nullable): of the customer
 * @calling_code: the office's own
 *
 * Returns: whether the customer's tax number is a credit code: its country is China, or is not given and the office is there.
 */
gboolean crm_quality_has_credit_code (const char *country, const char *calling_code);

G_END_DECLS
