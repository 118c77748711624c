/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked for in customers, people and the ways to reach them. */

#include "config.h"

#include "core/quality/crm-quality-check.h"

#include "core/base/crm-email.h"
#include "core/base/crm-phone.h"
#include "core/schema/crm-schema-customers.h"

#include <glib/gi18n-lib.h>

#define CUSTOMERS N_ ("of all customers")
#define PEOPLE    N_ ("of all people")

static const CrmQualityInfo checks[CRM_QUALITY_N_CHECKS] = {
  [CRM_QUALITY_NO_PHONE] = { "no-phone", CRM_QUALITY_COMPLETENESS, N_ ("Without a phone"), N_ ("Neither the customer nor anybody there has a phone number."), CUSTOMERS, CRM_KIND_CUSTOMER, -1 },
  [CRM_QUALITY_NO_EMAIL] = { "no-email", CRM_QUALITY_COMPLETENESS, N_ ("Without an email"), N_ ("Neither the customer nor anybody there has an email address."), CUSTOMERS, CRM_KIND_CUSTOMER, -1 },
  [CRM_QUALITY_NO_OWNER] = { "no-owner", CRM_QUALITY_COMPLETENESS, N_ ("Without an owner"), N_ ("Nobody answers for the customer."), CUSTOMERS, CRM_KIND_CUSTOMER, CRM_CUSTOMER_OWNER },
  [CRM_QUALITY_NO_LEVEL] = { "no-level", CRM_QUALITY_COMPLETENESS, N_ ("Without a level"), N_ ("The level is empty."), CUSTOMERS, CRM_KIND_CUSTOMER, CRM_CUSTOMER_LEVEL },
  [CRM_QUALITY_NO_STAGE] = { "no-stage", CRM_QUALITY_COMPLETENESS, N_ ("Without a stage"), N_ ("The stage in the customer’s life cycle is empty."), CUSTOMERS, CRM_KIND_CUSTOMER, CRM_CUSTOMER_LIFE_CYCLE },
  [CRM_QUALITY_NO_INDUSTRY] = { "no-industry", CRM_QUALITY_COMPLETENESS, N_ ("Without an industry"), N_ ("A company whose industry is empty."), N_ ("of all companies"), CRM_KIND_CUSTOMER, CRM_CUSTOMER_INDUSTRY },
  [CRM_QUALITY_NO_CITY] = { "no-city", CRM_QUALITY_COMPLETENESS, N_ ("Without a city"), N_ ("The city is empty."), CUSTOMERS, CRM_KIND_CUSTOMER, CRM_CUSTOMER_CITY },
  [CRM_QUALITY_PERSON_UNREACHABLE] = { "person-unreachable", CRM_QUALITY_COMPLETENESS, N_ ("People who cannot be reached"), N_ ("A person without a phone, an email or any other way to be reached."), PEOPLE, CRM_KIND_PERSON, -1 },

  [CRM_QUALITY_BAD_PHONE] = { "bad-phone", CRM_QUALITY_VALIDITY, N_ ("Phone numbers that cannot be"), N_ ("No phone number, or one whose length or beginning its country does not have (ITU-T E.164 and the national numbering plans)."), N_ ("of all phone numbers"), CRM_KIND_CONTACT_POINT, CRM_CONTACT_POINT_VALUE },
  [CRM_QUALITY_BAD_EMAIL] = { "bad-email", CRM_QUALITY_VALIDITY, N_ ("Malformed email addresses"), N_ ("An address that mail hosts do not accept (RFC 5321, RFC 6531)."), N_ ("of all email addresses"), CRM_KIND_CONTACT_POINT, CRM_CONTACT_POINT_VALUE },
  [CRM_QUALITY_BAD_CREDIT_CODE] = { "bad-credit-code", CRM_QUALITY_VALIDITY, N_ ("Wrong unified social credit codes"), N_ ("The tax number of a customer in China has not 18 characters, one that no code has, or a wrong check character (GB 32100-2015)."), N_ ("of all tax numbers in China"), CRM_KIND_CUSTOMER, CRM_CUSTOMER_TAX_ID },
  [CRM_QUALITY_BIRTHDAY_AHEAD] = { "birthday-ahead", CRM_QUALITY_VALIDITY, N_ ("Customers’ birthdays in the future"), N_ ("The birthday has a year and lies after today."), N_ ("of all birthdays of customers"), CRM_KIND_CUSTOMER, CRM_CUSTOMER_BIRTHDAY },
  [CRM_QUALITY_PERSON_BIRTHDAY_AHEAD] = { "person-birthday-ahead", CRM_QUALITY_VALIDITY, N_ ("People’s birthdays in the future"), N_ ("The birthday has a year and lies after today."), N_ ("of all birthdays of people"), CRM_KIND_PERSON, CRM_PERSON_BIRTHDAY },
  [CRM_QUALITY_CREDIT_OVER] = { "credit-over", CRM_QUALITY_VALIDITY, N_ ("Credit used over the limit"), N_ ("More credit is used than the limit allows, both in one currency."), N_ ("of all customers with a limit"), CRM_KIND_CUSTOMER, CRM_CUSTOMER_CREDIT_LIMIT },

  [CRM_QUALITY_QUIET_90] = { "quiet-90", CRM_QUALITY_FRESHNESS, N_ ("No contact for 90 days"), N_ ("The last contact was more than 90 days ago; or there was none, and the customer was added before that."), CUSTOMERS, CRM_KIND_CUSTOMER, -1 },
  [CRM_QUALITY_QUIET_180] = { "quiet-180", CRM_QUALITY_FRESHNESS, N_ ("No contact for 180 days"), N_ ("The last contact was more than 180 days ago; or there was none, and the customer was added before that."), CUSTOMERS, CRM_KIND_CUSTOMER, -1 },
  [CRM_QUALITY_QUIET_365] = { "quiet-365", CRM_QUALITY_FRESHNESS, N_ ("No contact for 365 days"), N_ ("The last contact was more than 365 days ago; or there was none, and the customer was added before that."), CUSTOMERS, CRM_KIND_CUSTOMER, -1 },
  [CRM_QUALITY_NO_NEXT_STEP] = { "no-next-step", CRM_QUALITY_FRESHNESS, N_ ("Acquired, without a next step"), N_ ("The stage is Acquired, Retained or Won back, and no task is planned."), N_ ("of all acquired customers"), CRM_KIND_CUSTOMER, -1 },
  [CRM_QUALITY_OWNER_GONE] = { "owner-gone", CRM_QUALITY_FRESHNESS, N_ ("Owner no longer here"), N_ ("The owner is nobody of this office any more."), N_ ("of all customers with an owner"), CRM_KIND_CUSTOMER, CRM_CUSTOMER_OWNER },
};

const CrmQualityInfo *
crm_quality_get_info (CrmQualityCheck check)
{
  g_return_val_if_fail (check < CRM_QUALITY_N_CHECKS, NULL);

  return &checks[check];
}

const char *
crm_quality_get_group_title (CrmQualityGroup group)
{
  static const char *const titles[CRM_QUALITY_N_GROUPS] = {
    [CRM_QUALITY_COMPLETENESS] = N_ ("Complete?"),
    [CRM_QUALITY_VALIDITY] = N_ ("Valid?"),
    [CRM_QUALITY_FRESHNESS] = N_ ("Up to Date?"),
  };

  g_return_val_if_fail (group < CRM_QUALITY_N_GROUPS, NULL);

  return titles[group];
}

gboolean
crm_quality_is_phone (const char *text, const char *calling_code)
{
  CrmPhone phone;

  return crm_phone_parse (text, calling_code, &phone) && phone.is_plausible;
}

gboolean
crm_quality_is_email (const char *text)
{
  g_autofree char *address = crm_email_parse (text, NULL);

  return address != NULL;
}

gboolean
crm_quality_has_credit_code (const char *country, const char *calling_code)
{
  static const char *const names[] = { "china", "cn", "chn", "prc", "p.r. china", "people’s republic of china", "people's republic of china", "中国", "中國", "中华人民共和国", NULL };
  g_autofree char *folded = country != NULL ? g_utf8_casefold (country, -1) : NULL;

  return country != NULL ? g_strv_contains (names, folded) : g_strcmp0 (calling_code, "86") == 0;
}
