/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PINs kept as hashes. */

#include "core/base/crm-pin.h"

#include <string.h>

static void
test_verify (void)
{
  g_autofree char *hash = crm_pin_hash ("4711"), *again = crm_pin_hash ("4711");

  g_assert_true (crm_pin_verify ("4711", hash));
  g_assert_true (crm_pin_verify ("4711", again));
  g_assert_cmpstr (hash, !=, again);
  g_assert_null (strstr (hash, "4711$"));
  g_assert_false (crm_pin_verify ("4712", hash));
  g_assert_false (crm_pin_verify ("", hash));
  g_assert_false (crm_pin_verify ("47110", hash));
}

/* "password", "salt": the values everybody finds for PBKDF2 with HMAC-SHA-256. */
static void
test_known (void)
{
  g_assert_true (crm_pin_verify ("password", "pbkdf2-sha256$4096$salt$c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"));
  g_assert_true (crm_pin_verify ("password", "pbkdf2-sha256$1$salt$120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"));
}

static void
test_no_hash (void)
{
  static const char *const bad[] = { NULL, "", "4711", "$$$", "pbkdf2-sha256$0$salt$", "pbkdf2-sha256$99999999999$salt$00", "pbkdf2-sha256$1$salt$120f" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (crm_pin_verify ("4711", bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/pin/only-the-same-pin", test_verify);
  g_test_add_func ("/base/pin/known-answers", test_known);
  g_test_add_func ("/base/pin/what-is-no-hash", test_no_hash);
  return g_test_run ();
}
