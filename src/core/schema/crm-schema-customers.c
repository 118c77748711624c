/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The customers area's kinds: customer, person, role, contact point, relationship. */

#include "config.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-rules.h"

#include <glib/gi18n-lib.h>

const CrmChoice crm_choices_channel[] = {
  { "phone", NC_ ("choice", "Phone") },
  { "email", NC_ ("choice", "Email") },
  { "wechat", NC_ ("choice", "WeChat") },
  { "wecom", NC_ ("choice", "WeCom") },
  { "qq", NC_ ("choice", "QQ") },
  { "weibo", NC_ ("choice", "Weibo") },
  { "web", NC_ ("choice", "Web") },
  { "letter", NC_ ("choice", "Letter") },
  { "visit", NC_ ("choice", "Visit") },
  { NULL },
};

const CrmChoice crm_choices_gender[] = {
  { "female", NC_ ("choice", "Female") },
  { "male", NC_ ("choice", "Male") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

static const CrmChoice customer_types[] = {
  { "company", NC_ ("choice", "Company") },
  { "individual", NC_ ("choice", "Individual") },
  { NULL },
};

static const CrmChoice levels[] = {
  { "a", NC_ ("choice", "A") },
  { "b", NC_ ("choice", "B") },
  { "c", NC_ ("choice", "C") },
  { NULL },
};

static const CrmChoice life_cycle_stages[] = {
  { "aware", NC_ ("choice", "Aware") },
  { "contacted", NC_ ("choice", "Contacted") },
  { "acquired", NC_ ("choice", "Acquired") },
  { "retained", NC_ ("choice", "Retained") },
  { "at-risk", NC_ ("choice", "At risk") },
  { "lost", NC_ ("choice", "Lost") },
  { "won-back", NC_ ("choice", "Won back") },
  { NULL },
};

/* The four phases of a relationship: Dwyer, Schurr and Oh (1987) in the words of the Chinese textbooks. */
static const CrmChoice relationship_stages[] = {
  { "building", NC_ ("choice", "Building") },
  { "developing", NC_ ("choice", "Developing") },
  { "maintaining", NC_ ("choice", "Maintaining") },
  { "breaking", NC_ ("choice", "Breaking") },
  { NULL },
};

const CrmChoice crm_choices_source[] = {
  { "referral", NC_ ("choice", "Referral") },
  { "trade-fair", NC_ ("choice", "Trade fair") },
  { "web", NC_ ("choice", "Website") },
  { "advertising", NC_ ("choice", "Advertising") },
  { "cold-call", NC_ ("choice", "Cold call") },
  { "social", NC_ ("choice", "Social media") },
  { "partner", NC_ ("choice", "Partner") },
  { "walk-in", NC_ ("choice", "Walk-in") },
  { "import", NC_ ("choice", "Contact list") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

static const CrmChoice sizes[] = {
  { "1-9", NC_ ("choice", "1–9 people") },
  { "10-49", NC_ ("choice", "10–49 people") },
  { "50-249", NC_ ("choice", "50–249 people") },
  { "250-999", NC_ ("choice", "250–999 people") },
  { "1000+", NC_ ("choice", "1,000 people or more") },
  { NULL },
};

static const CrmChoice educations[] = {
  { "school", NC_ ("choice", "School") },
  { "vocational", NC_ ("choice", "Vocational") },
  { "bachelor", NC_ ("choice", "Bachelor") },
  { "master", NC_ ("choice", "Master") },
  { "doctorate", NC_ ("choice", "Doctorate") },
  { NULL },
};

static const CrmChoice incomes[] = {
  { "low", NC_ ("choice", "Lower income") },
  { "middle", NC_ ("choice", "Middle income") },
  { "high", NC_ ("choice", "Higher income") },
  { NULL },
};

static const CrmChoice consents[] = {
  { "given", NC_ ("choice", "Given") },
  { "refused", NC_ ("choice", "Refused") },
  { "withdrawn", NC_ ("choice", "Withdrawn") },
  { NULL },
};

static const CrmChoice contact_point_kinds[] = {
  { "phone", NC_ ("choice", "Phone") },
  { "email", NC_ ("choice", "Email") },
  { "wechat", NC_ ("choice", "WeChat") },
  { "wecom", NC_ ("choice", "WeCom") },
  { "qq", NC_ ("choice", "QQ") },
  { "weibo", NC_ ("choice", "Weibo") },
  { "web", NC_ ("choice", "Web") },
  { "address", NC_ ("choice", "Address") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

const CrmChoice crm_choices_buying_role[] = {
  { "decides", NC_ ("choice", "Decides") },
  { "influences", NC_ ("choice", "Influences") },
  { "buys", NC_ ("choice", "Buys") },
  { "uses", NC_ ("choice", "Uses") },
  { "gate", NC_ ("choice", "Keeps the gate") },
  { NULL },
};

static const CrmChoice relationship_kinds[] = {
  { "parent", NC_ ("choice", "Parent company") },
  { "subsidiary", NC_ ("choice", "Subsidiary") },
  { "partner", NC_ ("choice", "Partner") },
  { "supplier", NC_ ("choice", "Supplier") },
  { "referrer", NC_ ("choice", "Referrer") },
  { "competitor", NC_ ("choice", "Competitor") },
  { "family", NC_ ("choice", "Family") },
  { CRM_RELATIONSHIP_KIND_DISTINCT, NC_ ("choice", "Not the same") },
  { NULL },
};

#define IDENTITY N_ ("Identity")
#define STANDING N_ ("Standing")
#define ORIGIN   N_ ("Origin")
#define PROFILE  N_ ("Profile")
#define NEEDS    N_ ("Needs")
#define VALUE    N_ ("Value and credit")
#define CONSENT  N_ ("Contact and consent")

static const CrmField customer_fields[CRM_CUSTOMER_N_FIELDS] = {
  [CRM_CUSTOMER_TYPE] = { "type", N_ ("Type"), IDENTITY, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = customer_types },
  [CRM_CUSTOMER_NAME] = { "name", N_ ("Name"), IDENTITY, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_CUSTOMER_ALIAS] = { "alias", N_ ("Also known as"), IDENTITY, CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_CUSTOMER_CODE] = { "code", N_ ("Customer number"), IDENTITY, CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_CUSTOMER_TAX_ID] = { "tax_id", N_ ("Tax number"), IDENTITY, CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_CUSTOMER_LEVEL] = { "level", N_ ("Level"), STANDING, CRM_TYPE_CHOICE, .choices = levels },
  [CRM_CUSTOMER_LIFE_CYCLE] = { "life_cycle", N_ ("Stage"), STANDING, CRM_TYPE_CHOICE, .choices = life_cycle_stages },
  [CRM_CUSTOMER_LIFE_CYCLE_SINCE] = { "life_cycle_since", N_ ("Stage since"), STANDING, CRM_TYPE_DATE },
  [CRM_CUSTOMER_RELATIONSHIP] = { "relationship", N_ ("Relationship phase"), STANDING, CRM_TYPE_CHOICE, .choices = relationship_stages },
  [CRM_CUSTOMER_RELATIONSHIP_SINCE] = { "relationship_since", N_ ("Relationship since"), STANDING, CRM_TYPE_DATE },
  [CRM_CUSTOMER_OWNER] = { "owner", N_ ("Owner"), STANDING, CRM_TYPE_REFERENCE, .refers = CRM_KIND_USER },
  [CRM_CUSTOMER_SOURCE] = { "source", N_ ("Source"), ORIGIN, CRM_TYPE_CHOICE, .choices = crm_choices_source },
  [CRM_CUSTOMER_SOURCE_DETAIL] = { "source_detail", N_ ("Source detail"), ORIGIN, CRM_TYPE_TEXT },
  [CRM_CUSTOMER_REFERRER] = { "referrer", N_ ("Referred by"), ORIGIN, CRM_TYPE_REFERENCE, .refers = CRM_KIND_CUSTOMER },
  [CRM_CUSTOMER_INDUSTRY] = { "industry", N_ ("Industry"), PROFILE, CRM_TYPE_TEXT },
  [CRM_CUSTOMER_SIZE] = { "size", N_ ("Size"), PROFILE, CRM_TYPE_CHOICE, .choices = sizes },
  [CRM_CUSTOMER_COUNTRY] = { "country", N_ ("Country"), PROFILE, CRM_TYPE_TEXT },
  [CRM_CUSTOMER_REGION] = { "region", N_ ("Region"), PROFILE, CRM_TYPE_TEXT },
  [CRM_CUSTOMER_CITY] = { "city", N_ ("City"), PROFILE, CRM_TYPE_TEXT, CRM_FIELD_SEARCHED },
  [CRM_CUSTOMER_GENDER] = { "gender", N_ ("Gender"), PROFILE, CRM_TYPE_CHOICE, .choices = crm_choices_gender },
  [CRM_CUSTOMER_BIRTHDAY] = { "birthday", N_ ("Birthday"), PROFILE, CRM_TYPE_DATE },
  [CRM_CUSTOMER_EDUCATION] = { "education", N_ ("Education"), PROFILE, CRM_TYPE_CHOICE, .choices = educations },
  [CRM_CUSTOMER_OCCUPATION] = { "occupation", N_ ("Occupation"), PROFILE, CRM_TYPE_TEXT },
  [CRM_CUSTOMER_INCOME] = { "income", N_ ("Income"), PROFILE, CRM_TYPE_CHOICE, .choices = incomes },
  [CRM_CUSTOMER_NEEDS] = { "needs", N_ ("Needs"), NEEDS, CRM_TYPE_LONG_TEXT },
  [CRM_CUSTOMER_MOTIVES] = { "motives", N_ ("Motives"), NEEDS, CRM_TYPE_LONG_TEXT },
  [CRM_CUSTOMER_PREFERENCES] = { "preferences", N_ ("Customer’s preferences"), NEEDS, CRM_TYPE_LONG_TEXT },
  [CRM_CUSTOMER_BUYING_PATTERN] = { "buying_pattern", N_ ("Buying pattern"), NEEDS, CRM_TYPE_LONG_TEXT },
  [CRM_CUSTOMER_YEARLY_SPEND] = { "yearly_spend", N_ ("Yearly spend in our category"), VALUE, CRM_TYPE_MONEY },
  [CRM_CUSTOMER_CREDIT_LIMIT] = { "credit_limit", N_ ("Credit limit"), VALUE, CRM_TYPE_MONEY },
  [CRM_CUSTOMER_CREDIT_TERMS] = { "credit_terms", N_ ("Payment terms in days"), VALUE, CRM_TYPE_INTEGER },
  [CRM_CUSTOMER_CREDIT_USED] = { "credit_used", N_ ("Credit used"), VALUE, CRM_TYPE_MONEY },
  [CRM_CUSTOMER_PREFERRED_CHANNEL] = { "preferred_channel", N_ ("Preferred channel"), CONSENT, CRM_TYPE_CHOICE, .choices = crm_choices_channel },
  [CRM_CUSTOMER_CONSENT] = { "consent", N_ ("Consent"), CONSENT, CRM_TYPE_CHOICE, .choices = consents },
  [CRM_CUSTOMER_CONSENT_DATE] = { "consent_date", N_ ("Consent since"), CONSENT, CRM_TYPE_DATE },
  [CRM_CUSTOMER_NOTE] = { "note", N_ ("Note"), IDENTITY, CRM_TYPE_LONG_TEXT },
  [CRM_CUSTOMER_EXTERNAL_ID] = { "external_id", N_ ("Id elsewhere"), IDENTITY, CRM_TYPE_TEXT },
  [CRM_CUSTOMER_MERGED_INTO] = { "merged_into", N_ ("Merged into"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_INTERNAL | CRM_FIELD_HIDDEN, .refers = CRM_KIND_CUSTOMER },
  [CRM_CUSTOMER_NAME_KEY] = { "name_key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
  [CRM_CUSTOMER_PHONE] = { "phone", N_ ("Phone"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT },
  [CRM_CUSTOMER_EMAIL] = { "email", N_ ("Email"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT },
  [CRM_CUSTOMER_LAST_CONTACT] = { "last_contact", N_ ("Last contact"), NULL, CRM_TYPE_TIME, CRM_FIELD_FACT },
  [CRM_CUSTOMER_LAST_CONTACT_KIND] = { "last_contact_kind", N_ ("Last contact by"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT },
  [CRM_CUSTOMER_NEXT_STEP] = { "next_step", N_ ("Next step"), NULL, CRM_TYPE_TIME, CRM_FIELD_FACT },
  [CRM_CUSTOMER_NEXT_STEP_TITLE] = { "next_step_title", N_ ("Next step is"), NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT },
  [CRM_CUSTOMER_OPEN_DEALS] = { "open_deals", N_ ("Open deals"), NULL, CRM_TYPE_INTEGER, CRM_FIELD_FACT },
  [CRM_CUSTOMER_SATISFACTION] = { "satisfaction", N_ ("Satisfaction"), NULL, CRM_TYPE_DECIMAL, CRM_FIELD_FACT },
  [CRM_CUSTOMER_SATISFACTION_AT] = { "satisfaction_at", N_ ("Satisfaction asked"), NULL, CRM_TYPE_TIME, CRM_FIELD_FACT },
};

static const CrmField person_fields[CRM_PERSON_N_FIELDS] = {
  [CRM_PERSON_NAME] = { "name", N_ ("Name"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_PERSON_GENDER] = { "gender", N_ ("Gender"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_gender },
  [CRM_PERSON_BIRTHDAY] = { "birthday", N_ ("Birthday"), NULL, CRM_TYPE_DATE },
  [CRM_PERSON_NOTE] = { "note", N_ ("Note"), NULL, CRM_TYPE_LONG_TEXT },
  [CRM_PERSON_EXTERNAL_ID] = { "external_id", N_ ("Id elsewhere"), NULL, CRM_TYPE_TEXT },
  [CRM_PERSON_NAME_KEY] = { "name_key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
};

static const CrmField role_fields[CRM_ROLE_N_FIELDS] = {
  [CRM_ROLE_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED, .refers = CRM_KIND_CUSTOMER },
  [CRM_ROLE_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED, .refers = CRM_KIND_PERSON },
  [CRM_ROLE_TITLE] = { "title", N_ ("Job title"), NULL, CRM_TYPE_TEXT },
  [CRM_ROLE_DEPARTMENT] = { "department", N_ ("Department"), NULL, CRM_TYPE_TEXT },
  [CRM_ROLE_BUYING_ROLE] = { "buying_role", N_ ("Part in buying"), NULL, CRM_TYPE_CHOICE, .choices = crm_choices_buying_role },
  [CRM_ROLE_FROM] = { "from_date", N_ ("Since"), NULL, CRM_TYPE_DATE },
  [CRM_ROLE_TO] = { "to_date", N_ ("Until"), NULL, CRM_TYPE_DATE },
};

static const CrmField contact_point_fields[CRM_CONTACT_POINT_N_FIELDS] = {
  [CRM_CONTACT_POINT_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_SEARCHED, .refers = CRM_KIND_CUSTOMER },
  [CRM_CONTACT_POINT_PERSON] = { "person", N_ ("Person"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_SEARCHED, .refers = CRM_KIND_PERSON },
  [CRM_CONTACT_POINT_KIND] = { "kind", N_ ("Kind"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED, .choices = contact_point_kinds },
  [CRM_CONTACT_POINT_LABEL] = { "label", N_ ("Label"), NULL, CRM_TYPE_TEXT },
  [CRM_CONTACT_POINT_VALUE] = { "value", N_ ("Value"), NULL, CRM_TYPE_TEXT, CRM_FIELD_REQUIRED | CRM_FIELD_SEARCHED },
  [CRM_CONTACT_POINT_OPT_OUT] = { "opt_out", N_ ("Do not use"), NULL, CRM_TYPE_BOOLEAN },
  [CRM_CONTACT_POINT_KEY] = { "value_key", "", NULL, CRM_TYPE_TEXT, CRM_FIELD_FACT | CRM_FIELD_HIDDEN },
};

static const CrmField relationship_fields[CRM_RELATIONSHIP_N_FIELDS] = {
  [CRM_RELATIONSHIP_CUSTOMER] = { "customer", N_ ("Customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_CUSTOMER },
  [CRM_RELATIONSHIP_OTHER] = { "other", N_ ("Other customer"), NULL, CRM_TYPE_REFERENCE, CRM_FIELD_REQUIRED, .refers = CRM_KIND_CUSTOMER },
  [CRM_RELATIONSHIP_KIND] = { "kind", N_ ("Kind"), NULL, CRM_TYPE_CHOICE, CRM_FIELD_REQUIRED, .choices = relationship_kinds },
  [CRM_RELATIONSHIP_NOTE] = { "note", N_ ("Note"), NULL, CRM_TYPE_TEXT },
};

const CrmKind crm_kind_customer = {
  CRM_KIND_CUSTOMER,
  "customer",
  N_ ("Customer"),
  customer_fields,
  CRM_CUSTOMER_N_FIELDS,
  .title = CRM_CUSTOMER_NAME,
  .customer = -1,
  .rules = &crm_customer_rules,
};

const CrmKind crm_kind_person = {
  CRM_KIND_PERSON,
  "person",
  N_ ("Person"),
  person_fields,
  CRM_PERSON_N_FIELDS,
  .title = CRM_PERSON_NAME,
  .customer = -1,
  .rules = &crm_person_rules,
};

const CrmKind crm_kind_role = {
  CRM_KIND_ROLE,
  "role",
  N_ ("Role"),
  role_fields,
  CRM_ROLE_N_FIELDS,
  .title = CRM_ROLE_TITLE,
  .customer = CRM_ROLE_CUSTOMER,
};

const CrmKind crm_kind_contact_point = {
  CRM_KIND_CONTACT_POINT,
  "contact_point",
  N_ ("Contact point"),
  contact_point_fields,
  CRM_CONTACT_POINT_N_FIELDS,
  .title = CRM_CONTACT_POINT_VALUE,
  .customer = CRM_CONTACT_POINT_CUSTOMER,
  .rules = &crm_contact_point_rules,
};

const CrmKind crm_kind_relationship = {
  CRM_KIND_RELATIONSHIP,
  "relationship",
  N_ ("Relationship"),
  relationship_fields,
  CRM_RELATIONSHIP_N_FIELDS,
  .title = -1,
  .customer = CRM_RELATIONSHIP_CUSTOMER,
};
