/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When those who listen are told: the first at once, a crowd once, and never nothing. */

#include "server/crm-server-hints.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (5000000)

static const CrmId north = { { 1, [15] = 1 } }, south = { { 1, [15] = 2 } };

static void
assert_taken (CrmServerHints *hints, gint64 now, const char *expected)
{
  g_autoptr (GArray) taken = crm_server_hints_take (hints, now);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < taken->len; i++)
    {
      const CrmServerHint *hint = &g_array_index (taken, CrmServerHint, i);

      g_string_append_printf (text, "%u %s %" G_GINT64_FORMAT ";", hint->workspace.bytes[15], hint->scope, hint->seq);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_first_at_once (void)
{
  g_autoptr (CrmServerHints) hints = crm_server_hints_new ();

  g_assert_cmpint (crm_server_hints_get_due (hints), ==, -1);
  g_assert_true (crm_server_hints_note (hints, &north, "everyone", 1, NOW));
  g_assert_true (crm_server_hints_note (hints, &north, "team:a", 1, NOW));
  g_assert_true (crm_server_hints_note (hints, &south, "everyone", 1, NOW));
  assert_taken (hints, NOW + CRM_SERVER_HINT_GAP, "");
  g_assert_cmpint (crm_server_hints_get_due (hints), ==, -1);
  g_assert_true (crm_server_hints_note (hints, &north, "everyone", 2, NOW + CRM_SERVER_HINT_GAP));
}

static void
test_crowd_once (void)
{
  g_autoptr (CrmServerHints) hints = crm_server_hints_new ();

  g_assert_true (crm_server_hints_note (hints, &north, "everyone", 1, NOW));
  for (gint64 seq = 2; seq <= 50; seq++)
    g_assert_false (crm_server_hints_note (hints, &north, "everyone", seq, NOW + seq));
  g_assert_false (crm_server_hints_note (hints, &north, "everyone", 7, NOW + 60));
  assert_taken (hints, NOW + CRM_SERVER_HINT_GAP - 1, "");
  g_assert_cmpint (crm_server_hints_get_due (hints), ==, NOW + CRM_SERVER_HINT_GAP);
  assert_taken (hints, NOW + CRM_SERVER_HINT_GAP, "1 everyone 50;");

  /* Having been told starts the next gap. */
  g_assert_false (crm_server_hints_note (hints, &north, "everyone", 51, NOW + CRM_SERVER_HINT_GAP + 1));
  assert_taken (hints, NOW + 2 * CRM_SERVER_HINT_GAP - 1, "");
  assert_taken (hints, NOW + 2 * CRM_SERVER_HINT_GAP, "1 everyone 51;");
  assert_taken (hints, NOW + 3 * CRM_SERVER_HINT_GAP, "");
  g_assert_cmpint (crm_server_hints_get_due (hints), ==, -1);
}

static void
test_each_in_its_time (void)
{
  g_autoptr (CrmServerHints) hints = crm_server_hints_new ();

  g_assert_true (crm_server_hints_note (hints, &north, "everyone", 1, NOW));
  g_assert_true (crm_server_hints_note (hints, &south, "everyone", 1, NOW + 10));
  g_assert_false (crm_server_hints_note (hints, &north, "everyone", 2, NOW + 20));
  g_assert_false (crm_server_hints_note (hints, &south, "everyone", 3, NOW + 20));
  assert_taken (hints, NOW + CRM_SERVER_HINT_GAP, "1 everyone 2;");
  g_assert_cmpint (crm_server_hints_get_due (hints), ==, NOW + 10 + CRM_SERVER_HINT_GAP);
  assert_taken (hints, NOW + 10 + CRM_SERVER_HINT_GAP, "2 everyone 3;");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/hints/first-is-told-at-once", test_first_at_once);
  g_test_add_func ("/server/hints/crowd-is-told-once-with-its-last-number", test_crowd_once);
  g_test_add_func ("/server/hints/each-scope-in-its-own-time", test_each_in_its_time);
  return g_test_run ();
}
