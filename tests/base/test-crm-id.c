/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids: order, form and round trip. */

#include "core/base/crm-id.h"

static void
test_ascends (void)
{
  CrmId last = crm_id_new (1700000000000000);

  for (int i = 0; i < 10000; i++)
    {
      CrmId next = crm_id_new (1700000000000000 - i);

      g_assert_cmpint (crm_id_compare (&last, &next), <, 0);
      last = next;
    }
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 1000; i++)
    {
      CrmId id = crm_id_new (g_get_real_time ()), again;
      g_autofree char *text = crm_id_to_string (&id);
      g_autofree char *upper = g_ascii_strup (text, -1);

      g_assert_cmpint (text[14], ==, '7');
      g_assert_true (crm_id_parse (text, &again));
      g_assert_true (crm_id_equal (&id, &again));
      g_assert_true (crm_id_parse (upper, &again));
      g_assert_true (crm_id_equal (&id, &again));
    }
}

static void
test_refuses (void)
{
  static const char *const wrong[] = { "", "0", "0190b7a8-1234-7abc-8def-0123456789a", "0190b7a8-1234-7abc-8def-0123456789abc",
                                       "0190b7a8x1234-7abc-8def-0123456789ab", "0190b7a8-1234-7abc-8def-0123456789ag" };
  CrmId id;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (crm_id_parse (wrong[i], &id));
}

static void
test_from_name (void)
{
  CrmId space = crm_id_new (1), a = crm_id_from_name (&space, "tag"), b = crm_id_from_name (&space, "tag"), c = crm_id_from_name (&space, "tah");

  g_assert_true (crm_id_equal (&a, &b));
  g_assert_false (crm_id_equal (&a, &c));
  g_assert_cmpint (a.bytes[6] >> 4, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/id/ascends-within-one-process", test_ascends);
  g_test_add_func ("/base/id/text-round-trip", test_round_trip);
  g_test_add_func ("/base/id/refuses-what-is-no-uuid", test_refuses);
  g_test_add_func ("/base/id/from-name-is-the-same-everywhere", test_from_name);
  return g_test_run ();
}
