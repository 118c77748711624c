/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds every area shares: tag, tagging, user, custom field and its values, saved mapping, saved view. */

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
  CRM_USER_TEAM,
  CRM_USER_N_FIELDS
} CrmUserField;

/* A field that an office gives its records itself. Kind is the name of the kind it is for; choices are lines; position is a
   text of letters that sorts (see crm_position_between()). */
typedef enum
{
  CRM_CUSTOM_FIELD_KIND,
  CRM_CUSTOM_FIELD_LABEL,
  CRM_CUSTOM_FIELD_TYPE,
  CRM_CUSTOM_FIELD_CHOICES,
  CRM_CUSTOM_FIELD_POSITION,
  CRM_CUSTOM_FIELD_N_FIELDS
} CrmCustomFieldField;

/* What a customer has in a custom field: one column for each way to store a value, and exactly one of them is set. Its id is
   hashed from both, so two devices make the same row; see crm-custom-field.h. */
typedef enum
{
  CRM_CUSTOM_VALUE_CUSTOMER,
  CRM_CUSTOM_VALUE_FIELD,
  CRM_CUSTOM_VALUE_TEXT,
  CRM_CUSTOM_VALUE_NUMBER,
  CRM_CUSTOM_VALUE_DECIMAL,
  CRM_CUSTOM_VALUE_AMOUNT,
  CRM_CUSTOM_VALUE_DATE,
  CRM_CUSTOM_VALUE_TRUTH,
  CRM_CUSTOM_VALUE_OTHER,
  CRM_CUSTOM_VALUE_PERSON,
  CRM_CUSTOM_VALUE_USER,
  CRM_CUSTOM_VALUE_N_FIELDS
} CrmCustomValueField;

/* What the columns of a file mean. Its key is the same for all files with the same set of columns; its content is the form
   of mapping files. */
typedef enum
{
  CRM_SAVED_MAPPING_NAME,
  CRM_SAVED_MAPPING_KEY,
  CRM_SAVED_MAPPING_CONTENT,
  CRM_SAVED_MAPPING_N_FIELDS
} CrmSavedMappingField;

/* Records of a kind of which something holds, under a name: kind is the kind's name, conditions are JSON (crm-condition.h), layout says how a table shows them
   (crm-saved-view.h). */
typedef enum
{
  CRM_SAVED_VIEW_NAME,
  CRM_SAVED_VIEW_KIND,
  CRM_SAVED_VIEW_CONDITIONS,
  CRM_SAVED_VIEW_LAYOUT,
  CRM_SAVED_VIEW_PINNED,
  CRM_SAVED_VIEW_POSITION, /* crm_position_between(); those without come last, the oldest first */
  CRM_SAVED_VIEW_N_FIELDS
} CrmSavedViewField;

extern const CrmKind crm_kind_tag;
extern const CrmKind crm_kind_tagging;
extern const CrmKind crm_kind_user;
extern const CrmKind crm_kind_custom_field;
extern const CrmKind crm_kind_custom_value;
extern const CrmKind crm_kind_saved_mapping;
extern const CrmKind crm_kind_saved_view;

/* The id of the tagging that says @customer bears @tag: the same on every device. */
CrmId crm_tagging_make_id (const CrmId *customer, const CrmId *tag);

/* The id of what @customer has in the custom field @field: the same on every device. */
CrmId crm_custom_value_make_id (const CrmId *customer, const CrmId *field);

G_END_DECLS
