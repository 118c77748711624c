/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For the test in a browser: "survey-server FOLDER FORM" makes a server in FOLDER with a survey of what the JSON in FORM says, invitations to it, a
 * web form and a hook, says on one line of JSON where they are, and serves until its standard input ends. */

#include "../server/pages-fixture.h"

#include "server/crm-server-entrance.h"
#include "server/crm-server-http.h"

#include <glib-unix.h>
#include <unistd.h>

#define N_INVITATIONS 8

static void
add_invitations (Place *place, const CrmId *survey, GString *said)
{
  CrmId customer = add_customer (place, 1, 1);

  for (guint8 i = 1; i <= N_INVITATIONS; i++)
    {
      g_autofree char *token = g_strdup_printf ("abcdefghijklmnopqrstuvwx%02u", i);

      add_invitation (place, i, survey, &customer, token);
      g_string_append_printf (said, "%s\"%s\"", i > 1 ? ", " : "", token);
    }
}

static void
add_entrance (Place *place, const char *sort, const char *name, GString *said)
{
  CrmId owner = id_of (200, 1);
  g_autofree char *token = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  crm_server_entrance_add (place->server.storage, &workspace_id, sort, name, &owner, "86", place->server.now, &token, &key, &error);
  g_assert_no_error (error);
  g_string_append_printf (said, ", \"%s\": \"%s\", \"%s_key\": \"%s\"", sort, token, sort, key);
}

/* Everything is in the database before the server opens it. */
static void
fill (const char *database, const char *form, GString *said)
{
  Place place = { 0 };
  CrmId survey;

  open_server (&place.server, database, CRM_SERVER_SHARING_EVERYONE);
  place.server.now = g_get_real_time ();
  survey = add_survey (&place, form, FALSE);
  g_string_append_printf (said, "\"open\": \"%s\", \"invitations\": [", OPEN_TOKEN);
  add_invitations (&place, &survey, said);
  g_string_append (said, "]");
  add_entrance (&place, CRM_SERVER_ITEM_FORM, "Write to us", said);
  add_entrance (&place, CRM_SERVER_ITEM_HOOK, "Telephone", said);
  g_clear_object (&place.server.storage);
}

static gboolean
on_input_end (int fd, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (CrmServerFolder) folder = argc == 3 ? crm_server_folder_new (argv[1]) : NULL;
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CrmServerHttp) http = NULL;
  g_autoptr (GString) said = g_string_new ("{");
  g_autoptr (GError) error = NULL;
  g_autofree char *form = NULL;

  g_assert_nonnull (folder);
  g_file_get_contents (argv[2], &form, NULL, &error);
  g_assert_no_error (error);
  crm_server_folder_create (folder, "Browser", CRM_SERVER_SHARING_EVERYONE, NULL, NULL, &error);
  g_assert_no_error (error);
  fill (folder->database, form, said);
  crm_server_folder_lock (folder, &error);
  http = crm_server_http_new (folder, clock, &crm_server_limits_usual, &error);
  g_assert_no_error (error);
  crm_server_http_listen (http, "127.0.0.1:0", NULL, &error);
  g_assert_no_error (error);
  g_print ("%s, \"address\": \"%s\"}\n", said->str, crm_server_http_get_uri (http));
  fflush (stdout);
  g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP, on_input_end, loop);
  g_main_loop_run (loop);
  return 0;
}
