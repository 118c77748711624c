/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a file stands with its server, in words. */

#include "app/team/crm-sync-words.h"

#include <locale.h>

static void
assert_words (CrmSyncWords words, const char *text, const char *icon_name, gboolean asks)
{
  g_autofree char *said = crm_sync_words_format (&words);

  g_assert_cmpstr (said, ==, text);
  g_assert_cmpstr (crm_sync_words_get_icon_name (&words), ==, icon_name);
  g_assert_cmpint (crm_sync_words_ask (&words), ==, asks);
}

static void
test_states (void)
{
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_LOCAL }, "Only on this computer", "computer-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_IDLE }, "Up to date", "object-select-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SYNCING }, "Syncing…", "view-refresh-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_OFFLINE }, "Offline", "network-offline-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SIGNED_OUT }, "Signed out", "dialog-password-symbolic", TRUE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_STOPPED }, "Not syncing", "dialog-warning-symbolic", TRUE);
}

static void
test_waiting (void)
{
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_OFFLINE, .waiting = 1 }, "Offline: 1 change waiting", "network-offline-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_OFFLINE, .waiting = 3 }, "Offline: 3 changes waiting", "network-offline-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SIGNED_OUT, .waiting = 3 }, "Signed out: 3 changes waiting", "dialog-password-symbolic", TRUE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_STOPPED, .waiting = 1 }, "Not syncing: 1 change waiting", "dialog-warning-symbolic", TRUE);
}

/* What is lost without a person comes before what goes on by itself. */
static void
test_unsaved (void)
{
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_IDLE, .unsaved = 1 }, "1 change could not be saved", "dialog-warning-symbolic", TRUE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SYNCING, .unsaved = 2, .first_sync = TRUE }, "2 changes could not be saved", "dialog-warning-symbolic", TRUE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_OFFLINE, .unsaved = 2, .waiting = 1 }, "Offline: 1 change waiting", "network-offline-symbolic", TRUE);
}

static void
test_first_sync (void)
{
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SYNCING, .first_sync = TRUE, .done = 1, .total = 3 }, "First sync: 33%", "view-refresh-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SYNCING, .first_sync = TRUE, .done = 9, .total = 3 }, "First sync: 100%", "view-refresh-symbolic", FALSE);
  assert_words ((CrmSyncWords){ .state = CRM_SYNC_STATE_SYNCING, .first_sync = TRUE, .done = 1 }, "First sync: 1 record", "view-refresh-symbolic", FALSE);
}

static void
test_pin (void)
{
  g_autofree char *pin = crm_sync_words_format_pin ("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");

  g_assert_cmpstr (pin, ==, "0123 4567 89AB CDEF\n0123 4567 89AB CDEF\n0123 4567 89AB CDEF\n0123 4567 89AB CDEF");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-words/each-state-has-its-own", test_states);
  g_test_add_func ("/sync-words/what-waits-is-counted", test_waiting);
  g_test_add_func ("/sync-words/what-was-not-saved-comes-first", test_unsaved);
  g_test_add_func ("/sync-words/the-first-sync-says-how-far", test_first_sync);
  g_test_add_func ("/sync-words/pins-in-groups", test_pin);
  return g_test_run ();
}
