/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds every area shares: tag, tagging, user, custom field and its values, saved mapping, saved view. */

#include "config.h"

#include "core/schema/crm-schema-workspace.h"
#include "core/schema/crm-rules.h"

#include <glib/gi18n-lib.h>

static const CrmField tag_fields[CRM_TAG_N_FIELDS] = {
  [CRM_TAG_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_TAG_COLOR] = { "color", N_ ("Colour"), NULL, CRM_TYPE_TEXT },
};

static const CrmField tagging_fields[CRM_TAGGING_N_FIELDS] = {
  [CRM_TAGGING_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_CUSTOMER },
  [CRM_TAGGING_TAG] = { "tag", N_ ("Tag"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_TAG },
};

static const CrmField user_fields[CRM_USER_N_FIELDS] = {
  [CRM_USER_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_USER_EMAIL] = { "email", N_ ("Email"), NULL, CRM_TYPE_TEXT },
  [CRM_USER_TEAM] = { "team", N_ ("Team"), NULL, CRM_TYPE_TEXT },
};

static const CrmChoice custom_types[] = {
  { "text", NC_ ("choice", "Text") },
  { "long-text", NC_ ("choice", "Long text") },
  { "choice", NC_ ("choice", "Choice from a list") },
  { "choices", NC_ ("choice", "Several choices from a list") },
  { "number", NC_ ("choice", "Whole number") },
  { "decimal", NC_ ("choice", "Number with decimals") },
  { "money", NC_ ("choice", "Amount of money") },
  { "date", NC_ ("choice", "Date") },
  { "yes-no", NC_ ("choice", "Yes or no") },
  { "customer", NC_ ("choice", "Another customer") },
  { "person", NC_ ("choice", "A person") },
  { "user", NC_ ("choice", "A colleague") },
  { NULL },
};

static const CrmField custom_field_fields[CRM_CUSTOM_FIELD_N_FIELDS] = {
  [CRM_CUSTOM_FIELD_KIND] = { "kind", N_ ("Kind"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_CUSTOM_FIELD_LABEL] = { "label", N_ ("Label"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_CUSTOM_FIELD_TYPE] = { "type", N_ ("Type"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = custom_types },
  [CRM_CUSTOM_FIELD_CHOICES] = { "choices", N_ ("Choices"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_CUSTOM_FIELD_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT },
};

static const CrmField custom_value_fields[CRM_CUSTOM_VALUE_N_FIELDS] = {
  [CRM_CUSTOM_VALUE_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED, .refers = CRM_KIND_CUSTOMER },
  [CRM_CUSTOM_VALUE_FIELD] = { "field", N_ ("Custom field"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED, .refers = CRM_KIND_CUSTOM_FIELD },
  [CRM_CUSTOM_VALUE_TEXT] = { "text", N_ ("Value"), NULL, CRM_TYPE_LONG_TEXT, CRM_FIELD_SEARCHED },
  [CRM_CUSTOM_VALUE_NUMBER] = { "number", N_ ("Value"), NULL, CRM_TYPE_INTEGER },
  [CRM_CUSTOM_VALUE_DECIMAL] = { "decimal", N_ ("Value"), NULL, CRM_TYPE_DECIMAL },
  [CRM_CUSTOM_VALUE_AMOUNT] = { "amount", N_ ("Value"), NULL, CRM_TYPE_MONEY },
  [CRM_CUSTOM_VALUE_DATE] = { "date", N_ ("Value"), NULL, CRM_TYPE_DATE },
  [CRM_CUSTOM_VALUE_TRUTH] = { "truth", N_ ("Value"), NULL, CRM_TYPE_BOOLEAN },
  [CRM_CUSTOM_VALUE_OTHER] = { "other", N_ ("Value"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_CUSTOM_VALUE_PERSON] = { "person", N_ ("Value"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_PERSON },
  [CRM_CUSTOM_VALUE_USER] = { "user", N_ ("Value"), NULL, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
};

static const CrmField saved_mapping_fields[CRM_SAVED_MAPPING_N_FIELDS] = {
  [CRM_SAVED_MAPPING_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_SAVED_MAPPING_KEY] = { "key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
  [CRM_SAVED_MAPPING_CONTENT] = { "content", "", NULL, CRM_TYPE_LONG_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
};

static const CrmField saved_view_fields[CRM_SAVED_VIEW_N_FIELDS] = {
  [CRM_SAVED_VIEW_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED },
  [CRM_SAVED_VIEW_KIND] = { "kind", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN },
  [CRM_SAVED_VIEW_CONDITIONS] = { "conditions", N_ ("Conditions"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_INTERNAL },
  [CRM_SAVED_VIEW_LAYOUT] = { "layout", N_ ("Columns and order"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
  [CRM_SAVED_VIEW_PINNED] = { "pinned", N_ ("In the sidebar"), NULL, CRM_TYPE_BOOLEAN },
  [CRM_SAVED_VIEW_POSITION] = { "position", N_ ("Position"), NULL, CRM_TYPE_TEXT, CRM_FIELD_INTERNAL },
};

const CrmKind crm_kind_tag = { CRM_KIND_TAG, "tag", N_ ("Tag"), tag_fields, CRM_TAG_N_FIELDS, .title = CRM_TAG_NAME, .customer = -1 };

const CrmKind crm_kind_tagging = {
  CRM_KIND_TAGGING,
  "tagging",
  N_ ("Tag"),
  tagging_fields,
  CRM_TAGGING_N_FIELDS,
  .title = -1,
  .customer = CRM_TAGGING_CUSTOMER,
};

const CrmKind crm_kind_user = { CRM_KIND_USER, "user", N_ ("User"), user_fields, CRM_USER_N_FIELDS, .title = CRM_USER_NAME, .customer = -1 };

const CrmKind crm_kind_custom_field = {
  CRM_KIND_CUSTOM_FIELD,
  "custom_field",
  N_ ("Custom field"),
  custom_field_fields,
  CRM_CUSTOM_FIELD_N_FIELDS,
  .title = CRM_CUSTOM_FIELD_LABEL,
  .customer = -1,
  .rules = &crm_custom_field_rules,
};

const CrmKind crm_kind_custom_value = {
  CRM_KIND_CUSTOM_VALUE,
  "custom_value",
  N_ ("Value of a custom field"),
  custom_value_fields,
  CRM_CUSTOM_VALUE_N_FIELDS,
  .title = -1,
  .customer = CRM_CUSTOM_VALUE_CUSTOMER,
  .rules = &crm_custom_value_rules,
};

const CrmKind crm_kind_saved_mapping = {
  CRM_KIND_SAVED_MAPPING,
  "saved_mapping",
  N_ ("Saved mapping"),
  saved_mapping_fields,
  CRM_SAVED_MAPPING_N_FIELDS,
  .title = CRM_SAVED_MAPPING_NAME,
  .customer = -1,
};

const CrmKind crm_kind_saved_view = {
  CRM_KIND_SAVED_VIEW,
  "saved_view",
  N_ ("View"),
  saved_view_fields,
  CRM_SAVED_VIEW_N_FIELDS,
  .title = CRM_SAVED_VIEW_NAME,
  .customer = -1,
};

CrmId
crm_tagging_make_id (const CrmId *customer, const CrmId *tag)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return crm_id_from_name (customer, crm_id_format (tag, text));
}

CrmId
crm_custom_value_make_id (const CrmId *customer, const CrmId *field)
{
  char text[CRM_ID_STRING_LENGTH + 1];

  return crm_id_from_name (customer, crm_id_format (field, text));
}
