/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/sync/http-fixture.h"

#include "core/schema/crm-schema-workspace.h"

typedef struct
{
  Office office;
  Desk a, b;
} Team;

static void
begin (Team *team, gconstpointer data)
{
  open_office (&team->office, CRM_SERVER_SHARING_EVERYONE);
  start_office (&team->office);
  open_desk (&team->a);
  open_desk (&team->b);
}

static void
end (Team *team, gconstpointer data)
{
  close_desk (&team->a);
  close_desk (&team->b);
  close_office (&team->office);
}

static void
test_two_files (Team *team, gconstpointer data)
{
  CrmId id = make_customer (&team->a.file, "Anna");

  join (&team->a, &team->office, "anna");
  g_assert_cmpint (crm_sync_engine_get_state (team->a.engine), ==, CRM_SYNC_STATE_IDLE);
  g_assert_cmpint (crm_sync_engine_get_role (team->a.engine), ==, CRM_SYNC_ROLE_ADMINISTRATOR);
  g_assert_cmpstr (crm_sync_engine_get_workspace_name (team->a.engine), ==, "Lotus");
  g_assert_false (crm_sync_engine_is_first_sync (team->a.engine));
  g_assert_cmpuint (crm_sync_engine_get_waiting (team->a.engine), ==, 0);
  join (&team->b, &team->office, "ben");
  assert_text (&team->b.file, &id, CRM_CUSTOMER_NAME, "Anna");
  set_text (&team->b.file, &id, CRM_CUSTOMER_NOTE, "of b");
  sync_desk (&team->b);
  sync_desk (&team->a);
  assert_text (&team->a.file, &id, CRM_CUSTOMER_NOTE, "of b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/sync/engine/what-one-file-sends-another-has", Team, NULL, begin, test_two_files, end);
  return g_test_run ();
}
