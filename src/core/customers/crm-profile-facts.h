/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The few figures at the head of a profile. Pure; any thread. */

#pragma once

#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

/**
 * CrmProfileFact:
 * @caption: what it is: "Last contact"
 * @value: "94 days"
 * @detail: (nullable): "Phone, 19 Aug"
 * @tooltip: (nullable): how it is reckoned, or the full date
 * @warns: whether someone should act on it
 * @action: (nullable): a detailed action that changes it
 */
typedef struct
{
  char *caption;
  char *value;
  char *detail;
  char *tooltip;
  gboolean warns;
  char *action;
} CrmProfileFact;

void crm_profile_fact_free (CrmProfileFact *fact);

/* (transfer full): figures at the head need no fraction of nothing: ¥186,400.00 is ¥186,400. */
char *crm_profile_fact_format_money (const CrmMoney *money, const char *currency);

/* From so many days without contact on, the fact asks for attention. */
#define CRM_PROFILE_QUIET_DAYS 90

/**
 * crm_profile_get_facts:
 * @now: microseconds UTC
 * @zone: whose days they are
 *
 * Next step, last contact, yearly spend, satisfaction, open deals: those there are.
 *
 * Returns: (transfer full) (element-type CrmProfileFact): in that order.
 */
GPtrArray *crm_profile_get_facts (const CrmProfile *profile, gint64 now, GTimeZone *zone);

/* "Wholesale · 洛阳 · owner 林 · since March 2024"; empty when nothing is known. */
char *crm_profile_dup_subtitle (const CrmProfile *profile, GTimeZone *zone);

/* What a person is at the customer: "General manager · Decides", "Founder · until 3 Mar 2024"; empty when nothing is known. */
char *crm_profile_person_dup_subtitle (const CrmProfilePerson *person);

G_END_DECLS
