/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as a person sees and types them. */

#include "core/base/crm-error.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-customers.h"

/* 19 August 2026. */
#define NOW G_GINT64_CONSTANT (1787119500000000)

static const CrmValueStyle style = { .locale = "en", .currency = "CNY" };

static void
assert_reads (guint field, const char *typed, const char *shown, const char *edited)
{
  const CrmField *of = &crm_kind_customer.fields[field];
  g_auto (CrmValue) value = { 0 }, again = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *for_editing = NULL;

  g_assert_true (crm_value_parse (typed, of, &style, NOW, &value, &error));
  g_assert_no_error (error);
  text = crm_value_format (&value, of, &style);
  g_assert_cmpstr (text, ==, shown);
  for_editing = crm_value_format_for_editing (&value, of, &style);
  g_assert_cmpstr (for_editing, ==, edited);
  g_assert_true (crm_value_parse (for_editing, of, &style, NOW, &again, &error));
  g_assert_no_error (error);
  g_assert_true (crm_value_equal (&value, &again));
}

static void
test_round_trip (void)
{
  assert_reads (CRM_CUSTOMER_NAME, "  Harbour & Sons ", "Harbour & Sons", "Harbour & Sons");
  assert_reads (CRM_CUSTOMER_LEVEL, "A", "A", "A");
  assert_reads (CRM_CUSTOMER_SOURCE, "trade-fair", "Trade fair", "Trade fair");
  assert_reads (CRM_CUSTOMER_CREDIT_TERMS, "30", "30", "30");
  assert_reads (CRM_CUSTOMER_CREDIT_LIMIT, "5万", "¥50,000.00", "50000.00");
  assert_reads (CRM_CUSTOMER_CREDIT_LIMIT, "USD 1,200.50", "$1,200.50", "USD 1200.50");
  assert_reads (CRM_CUSTOMER_BIRTHDAY, "4月15日", "15 Apr", "15 Apr");
  assert_reads (CRM_CUSTOMER_CONSENT_DATE, "2024-03-05", "5 Mar 2024", "5 Mar 2024");
  assert_reads (CRM_CUSTOMER_LAST_CONTACT, "2024-03-05 14:30", "5 Mar 2024, 14:30", "5 Mar 2024, 14:30");
  assert_reads (CRM_CUSTOMER_NOTE, " \n\t ", NULL, "");
}

static void
assert_refuses (guint field, const char *typed, int code)
{
  CrmValue value;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_value_parse (typed, &crm_kind_customer.fields[field], &style, NOW, &value, &error));
  g_assert_error (error, CRM_ERROR, code);
}

static void
test_refuses (void)
{
  assert_refuses (CRM_CUSTOMER_LEVEL, "Z", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CREDIT_TERMS, "30 days", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CREDIT_TERMS, "99999999999999999999", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CREDIT_LIMIT, "plenty", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_CONSENT_DATE, "03/04/2024", CRM_ERROR_AMBIGUOUS);
  assert_refuses (CRM_CUSTOMER_CONSENT_DATE, "31 Feb 2024", CRM_ERROR_INVALID);
  assert_refuses (CRM_CUSTOMER_OWNER, "Lin", CRM_ERROR_INVALID);
}

static void
test_boolean (void)
{
  const CrmField *field = &crm_kind_contact_point.fields[CRM_CONTACT_POINT_OPT_OUT];
  g_auto (CrmValue) value = { 0 };
  g_autofree char *text = NULL;

  g_assert_true (crm_value_parse ("YES", field, &style, NOW, &value, NULL));
  g_assert_cmpint (value.integer, ==, 1);
  text = crm_value_format (&value, field, &style);
  g_assert_cmpstr (text, ==, "Yes");
  g_assert_false (crm_value_parse ("maybe \xff", field, &style, NOW, &value, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/value-format/what-is-shown-reads-back", test_round_trip);
  g_test_add_func ("/record/value-format/refuses-with-a-reason", test_refuses);
  g_test_add_func ("/record/value-format/yes-and-no", test_boolean);
  return g_test_run ();
}
