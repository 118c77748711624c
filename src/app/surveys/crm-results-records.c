/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The responses, or the customers, behind a figure of a survey, in a dialog. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-results-records.h"

#include "app/reports/crm-records-dialog.h"
#include "app/surveys/crm-response-dialog.h"
#include "core/base/crm-date.h"
#include "core/base/crm-decimal.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-surveys.h"

#include <glib/gi18n-lib.h>

static CrmDate
get_day (CrmPage *page, gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, crm_clock_get_zone (crm_context_get_clock (crm_page_get_context (page))));

  return crm_date_make (g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
}

static char *
dup_response_day (CrmPage *page, const CrmRecord *response)
{
  gint64 at = crm_record_get_integer (response, CRM_RESPONSE_ANSWERED_AT, 0);

  return at > 0 ? crm_date_format (get_day (page, at)) : g_strdup (_ ("Without a day"));
}

/* Whoever gave it, or else when. */
static char *
dup_response_title (CrmPage *page, const CrmRecord *response)
{
  const char *name = crm_record_get_text (response, CRM_RESPONSE_CUSTOMER_NAME);

  return name != NULL ? g_strdup (name) : dup_response_day (page, response);
}

static char *
dup_response_line (CrmPage *page, const CrmRecord *response)
{
  const char *channel = crm_record_get_text (response, CRM_RESPONSE_CHANNEL);
  gint64 score = crm_record_get_integer (response, CRM_RESPONSE_SCORE, -1), n = crm_record_get_integer (response, CRM_RESPONSE_N_ANSWERS, 0);
  g_autofree char *satisfaction = score >= 0 ? g_strdup_printf (_ ("Satisfaction %d of 100"), (int)((score + CRM_DECIMAL_ONE / 2) / CRM_DECIMAL_ONE)) : g_strdup (_ ("No score"));
  g_autofree char *answers = g_strdup_printf (ngettext ("%u answer", "%u answers", (guint)n), (guint)n);
  g_autofree char *day = crm_record_has (response, CRM_RESPONSE_CUSTOMER_NAME) ? dup_response_day (page, response) : NULL;
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  g_strv_builder_add (parts, satisfaction);
  if (day != NULL)
    g_strv_builder_add (parts, day);
  g_strv_builder_add (parts, answers);
  if (channel != NULL)
    g_strv_builder_add (parts, crm_field_get_choice_label (&crm_kind_response.fields[CRM_RESPONSE_CHANNEL], channel));
  words = g_strv_builder_end (parts);
  return g_strjoinv (" · ", words);
}

static void
open_response (CrmPage *page, const CrmRecord *response)
{
  crm_response_dialog_present (page, &response->id);
}

void
crm_results_records_present_responses (CrmPage *page, const char *title, GArray *rowids)
{
  static const CrmRecordsKind responses = {
    &crm_kind_response,
    CRM_RESPONSE_ANSWERED_AT,
    TRUE,
    N_ ("Responses"),
    "crm-surveys-symbolic",
    N_ ("No Responses"),
    N_ ("No response stands behind this figure."),
    dup_response_title,
    dup_response_line,
    open_response,
  };
  g_autofree char *count = g_strdup_printf (ngettext ("%'u response", "%'u responses", rowids->len), rowids->len);

  crm_records_dialog_present (page, &responses, title, count, rowids);
}

static char *
dup_customer_title (CrmPage *page, const CrmRecord *customer)
{
  return g_strdup (crm_record_get_title (customer));
}

static char *
dup_customer_line (CrmPage *page, const CrmRecord *customer)
{
  const char *city = crm_record_get_text (customer, CRM_CUSTOMER_CITY);
  gint64 satisfaction = crm_record_get_integer (customer, CRM_CUSTOMER_SATISFACTION, -1);
  g_autofree char *score = satisfaction >= 0 ? g_strdup_printf (_ ("Satisfaction %d of 100"), (int)((satisfaction + CRM_DECIMAL_ONE / 2) / CRM_DECIMAL_ONE)) : g_strdup (_ ("No score"));

  return g_strjoin (" · ", score, city, NULL);
}

void
crm_results_records_present_customers (CrmPage *page, const char *title, GArray *rowids)
{
  static const CrmRecordsKind customers = {
    &crm_kind_customer,
    CRM_CUSTOMER_NAME_KEY,
    FALSE,
    N_ ("Customers"),
    "crm-customers-symbolic",
    N_ ("No Customers"),
    N_ ("No customer stands behind this figure."),
    dup_customer_title,
    dup_customer_line,
    NULL,
  };
  g_autofree char *count = g_strdup_printf (ngettext ("%'u customer", "%'u customers", rowids->len), rowids->len);

  crm_records_dialog_present (page, &customers, title, count, rowids);
}
