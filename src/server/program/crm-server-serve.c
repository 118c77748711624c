/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-server serve: runs until it is told to stop, and then finishes what is under way. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/program/crm-server-command.h"

#include "core/base/crm-error.h"
#include "server/crm-server-http.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#define DEFAULT_ADDRESS "[::]:8765"
#define LOCAL_ADDRESS   "127.0.0.1:8765"
/* How long requests under way may take once the server is to stop. */
#define STOP_SECONDS 10

static char *listen_address;
static char *certificate_file;
static char *key_file;
static gboolean no_tls;

const GOptionEntry crm_server_command_serve_options[] = {
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_address, N_ ("Where to listen; port 8765 of every address if not given"), N_ ("ADDR:PORT") },
  { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &certificate_file, N_ ("A certificate with its chain, PEM; the server’s own if not given"), N_ ("FILE") },
  { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &key_file, N_ ("Its key, PEM"), N_ ("FILE") },
  { "no-tls", 0, 0, G_OPTION_ARG_NONE, &no_tls, N_ ("Plain HTTP, to this computer only: behind a proxy"), NULL },
  { NULL },
};

typedef struct
{
  GMainLoop *loop;
  CrmServerHttp *http;
  gint64 stop_by;
} Serving;

static gboolean
on_wait (gpointer data)
{
  Serving *serving = data;

  if (crm_server_http_get_n_pending (serving->http) == 0 || g_get_monotonic_time () > serving->stop_by)
    g_main_loop_quit (serving->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_stop (gpointer data)
{
  Serving *serving = data;

  if (serving->stop_by != 0)
    return G_SOURCE_CONTINUE;
  g_message ("stopping");
  serving->stop_by = g_get_monotonic_time () + STOP_SECONDS * G_USEC_PER_SEC;
  crm_server_http_stop (serving->http);
  g_timeout_add (20, on_wait, serving);
  return G_SOURCE_CONTINUE;
}

static void
tell (CrmServerHttp *http)
{
  g_autofree char *text = g_strdup_printf (_ ("The server listens at %s"), crm_server_http_get_uri (http));

  crm_server_command_print (text);
  crm_server_command_print ("\n");
}

gboolean
crm_server_command_serve (char **arguments, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (arguments[0]);
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CrmServerHttp) http = NULL;
  Serving serving = { loop };

  if (!crm_server_folder_lock (folder, error))
    return FALSE;
  serving.http = http = crm_server_http_new (folder, clock, error);
  if (http == NULL || !crm_server_http_listen (http, listen_address != NULL ? listen_address : no_tls ? LOCAL_ADDRESS
                                                                                                      : DEFAULT_ADDRESS,
                                               NULL, error))
    return FALSE;
  tell (http);
  g_unix_signal_add (SIGTERM, on_stop, &serving);
  g_unix_signal_add (SIGINT, on_stop, &serving);
  g_main_loop_run (loop);
  return TRUE;
}
