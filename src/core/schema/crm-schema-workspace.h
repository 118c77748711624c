/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds every area shares: tag, tagging, user, custom field. */

#pragma once

#include "core/base/crm-id.h"
#include "core/schema/crm-schema.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_TAG_NAME,
  CRM_TAG_COLOR,
  CRM_TAG_N_FIELDS
} CrmTagField;

/* That a customer bears a tag. Its id is hashed from both, so two devices make the same row. */
typedef enum
{
  CRM_TAGGING_CUSTOMER,
  CRM_TAGGING_TAG,
  CRM_TAGGING_N_FIELDS
} CrmTaggingField;

typedef enum
{
  CRM_USER_NAME,
  CRM_USER_EMAIL,
  CRM_USER_N_FIELDS
} CrmUserField;

typedef enum
{
  CRM_CUSTOM_FIELD_KIND,
  CRM_CUSTOM_FIELD_LABEL,
  CRM_CUSTOM_FIELD_TYPE,
  CRM_CUSTOM_FIELD_CHOICES,
  CRM_CUSTOM_FIELD_POSITION,
  CRM_CUSTOM_FIELD_N_FIELDS
} CrmCustomFieldField;

extern const CrmKind crm_kind_tag;
extern const CrmKind crm_kind_tagging;
extern const CrmKind crm_kind_user;
extern const CrmKind crm_kind_custom_field;

/* The id of the tagging that says @customer bears @tag: the same on every device. */
CrmId crm_tagging_make_id (const CrmId *customer, const CrmId *tag);

G_END_DECLS
