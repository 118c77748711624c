/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pasted lists of exchange rates: what is read, and what is refused with its line. */

#include "core/base/crm-error.h"
#include "core/sales/crm-rate-list.h"

#include <string.h>

static void
assert_reads (const char *text, guint n, const char *currency, gint64 rate)
{
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  crm_rate_list_parse (text, "CNY", 2026, &lines, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lines->len, ==, n);
  g_assert_cmpstr (g_array_index (lines, CrmRateLine, n - 1).currency, ==, currency);
  g_assert_cmpint (g_array_index (lines, CrmRateLine, n - 1).rate, ==, rate);
}

static void
assert_refuses (const char *text, const char *message)
{
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (crm_rate_list_parse (text, "CNY", 2026, &lines, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, message));
  g_assert_null (lines);
}

static void
test_reads (void)
{
  assert_reads ("2026-10-01,USD,7.12", 1, "USD", 7120000);
  assert_reads ("date,currency,rate\n2026-10-01,usd,7.12\n\n2026-10-02, EUR , 8\r\n", 2, "EUR", 8000000);
  assert_reads ("1 Oct 2026;USD;7,12", 1, "USD", 7120000);
  assert_reads ("2026-10-01\tJPY\t0.0485", 1, "JPY", 48500);
  assert_reads ("\xef\xbb\xbf"
                "2026-10-01,USD,7",
                1, "USD", 7000000);
}

static void
test_refuses (void)
{
  assert_refuses ("", "no rate");
  assert_refuses ("date,currency,rate\n", "no rate");
  assert_refuses ("2026-10-01,USD,7.12\n2026-10-02,USD", "Line 2");
  assert_refuses ("2026-10-01,USD,7.12,8", "Line 1");
  assert_refuses ("2026-02-30,USD,7", "Line 1");
  assert_refuses ("2026-10-01,US,7", "US");
  assert_refuses ("2026-10-01,QQQ,7", "QQQ");
  assert_refuses ("2026-10-01,CNY,1", "your own currency");
  assert_refuses ("2026-10-01,USD,0", "more than nothing");
  assert_refuses ("2026-10-01,USD,-7", "more than nothing");
  assert_refuses ("2026-10-01,USD,7.12345678", "Line 1");
  assert_refuses ("\xff\xfe,USD,7\n1", "Line 1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rate-list/reads", test_reads);
  g_test_add_func ("/rate-list/refuses", test_refuses);
  return g_test_run ();
}
