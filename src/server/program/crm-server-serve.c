/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-server serve: runs until it is told to stop, and then finishes what is under way. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/program/crm-server-command.h"

#include "core/base/crm-error.h"
#include "server/crm-server-certificate.h"
#include "server/crm-server-http.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_ADDRESS "[::]:8765"
#define LOCAL_ADDRESS   "127.0.0.1:8765"
/* How long requests under way may take once the server is to stop. */
#define STOP_SECONDS 10

static char *listen_address;
static char *certificate_file;
static char *key_file;
static gboolean no_tls;
static char **proxies;

const GOptionEntry crm_server_command_serve_options[] = {
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_address, N_ ("Where to listen; port 8765 of every address if not given"), N_ ("ADDR:PORT") },
  { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &certificate_file, N_ ("A certificate with its chain, PEM; the server’s own if not given"), N_ ("FILE") },
  { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &key_file, N_ ("Its key, PEM"), N_ ("FILE") },
  { "no-tls", 0, 0, G_OPTION_ARG_NONE, &no_tls, N_ ("Plain HTTP, to this computer only: behind a proxy"), NULL },
  { "proxy", 0, 0, G_OPTION_ARG_STRING_ARRAY, &proxies, N_ ("A proxy that says whom it asks for, by its address"), N_ ("ADDR") },
  { NULL },
};

typedef struct
{
  GMainLoop *loop;
  CrmServerHttp *http;
  gint64 stop_by;
} Serving;

static void
attach (GSource *source, GSourceFunc callback, Serving *serving)
{
  g_source_set_callback (source, callback, serving, NULL);
  g_source_attach (source, g_main_loop_get_context (serving->loop));
  g_source_unref (source);
}

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
  attach (g_timeout_source_new (20), on_wait, serving);
  return G_SOURCE_CONTINUE;
}

static GTlsCertificate *
load_certificate (const CrmServerFolder *folder, GError **error)
{
  const char *certificate = certificate_file != NULL ? certificate_file : folder->certificate;
  const char *key = certificate_file == NULL ? folder->key : key_file != NULL ? key_file
                                                                              : certificate_file;
  g_autoptr (GError) reason = NULL;
  GTlsCertificate *loaded = g_tls_certificate_new_from_files (certificate, key, &reason);

  if (loaded == NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("The certificate “%s” with the key “%s” cannot be used: %s."), certificate, key, reason->message);
  return loaded;
}

/* Colleagues cannot join by an address that stands for all of this computer's. */
static char *
name_host (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  const char *host = g_uri_get_host (parsed);

  if (strcmp (host, "::") != 0 && strcmp (host, "0.0.0.0") != 0)
    return g_strdup (uri);
  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (parsed), g_get_host_name (), g_uri_get_port (parsed));
}

static void
tell (CrmServerHttp *http, GTlsCertificate *certificate)
{
  g_autofree char *uri = name_host (crm_server_http_get_uri (http));
  g_autofree char *pin = certificate != NULL ? crm_server_certificate_get_pin (certificate) : NULL;
  g_autofree char *invitation = crm_server_invitation (uri, certificate != NULL && crm_server_certificate_is_own (certificate) ? pin : NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, _ ("The server listens at %s"), uri);
  if (pin != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("Its certificate’s SHA-256 pin: %s"), pin);
    }
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("Colleagues join by this line: %s"), invitation);
  g_string_append_c (text, '\n');
  crm_server_command_print (text->str);
}

static gboolean
serve (GMainContext *context, const CrmServerFolder *folder, GError **error)
{
  g_autoptr (CrmClock) clock = crm_clock_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (CrmServerHttp) http = NULL;
  const char *address = listen_address != NULL ? listen_address : no_tls ? LOCAL_ADDRESS
                                                                         : DEFAULT_ADDRESS;
  Serving serving = { loop };

  if (!no_tls && (certificate = load_certificate (folder, error)) == NULL)
    return FALSE;
  serving.http = http = crm_server_http_new (folder, clock, &crm_server_limits_usual, error);
  if (http == NULL || !crm_server_http_listen (http, address, certificate, error) || !crm_server_http_open_socket (http, folder, error))
    return FALSE;
  for (guint i = 0; proxies != NULL && proxies[i] != NULL; i++)
    crm_server_http_trust_proxy (http, proxies[i]);
  tell (http, certificate);
  attach (g_unix_signal_source_new (SIGTERM), on_stop, &serving);
  attach (g_unix_signal_source_new (SIGINT), on_stop, &serving);
  g_main_loop_run (loop);
  return TRUE;
}

/* A context of its own: GLib wakes the default one up for each source that is added to it, even by the thread that runs it, and libsoup adds ten
   for each request. */
gboolean
crm_server_command_serve (char **arguments, GError **error)
{
  g_autoptr (CrmServerFolder) folder = crm_server_folder_new (arguments[0]);
  g_autoptr (GMainContext) context = g_main_context_new ();
  gboolean ok;

  if (!crm_server_folder_lock (folder, error))
    return FALSE;
  g_main_context_push_thread_default (context);
  ok = serve (context, folder, error);
  g_main_context_pop_thread_default (context);
  return ok;
}
