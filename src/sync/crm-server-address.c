/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a team's server is, and how to know that it is the one. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-server-address.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INVITATION "clientele-join:"
#define PIN_LENGTH 64
/* What somebody pastes is a line. */
#define TEXT_MAX 2048

G_DEFINE_BOXED_TYPE (CrmServerAddress, crm_server_address, crm_server_address_copy, crm_server_address_free)

CrmServerAddress *
crm_server_address_copy (const CrmServerAddress *self)
{
  CrmServerAddress *copy = g_new0 (CrmServerAddress, 1);

  *copy = (CrmServerAddress){ g_strdup (self->url), g_strdup (self->pin), g_strdup (self->ca_file) };
  return copy;
}

void
crm_server_address_free (CrmServerAddress *self)
{
  g_free (self->url);
  g_free (self->pin);
  g_free (self->ca_file);
  g_free (self);
}

char *
crm_server_address_parse_pin (const char *text)
{
  g_autoptr (GString) pin = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0' && pin->len <= PIN_LENGTH; p++)
    if (g_ascii_isxdigit (*p))
      g_string_append_c (pin, g_ascii_tolower (*p));
    else if (*p != ':' && *p != ' ' && *p != '-')
      return NULL;
  return pin->len == PIN_LENGTH ? g_string_free (g_steal_pointer (&pin), FALSE) : NULL;
}

char *
crm_server_address_pin_of (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

static gboolean
fail (const char *text, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no address of a server. It looks like “https://office.example:8443”."), text);
  return FALSE;
}

static gboolean
is_this_computer (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* The fragment of an invitation: "pin=…", and what later versions add with "&". */
static gboolean
take_fragment (CrmServerAddress *self, const char *fragment, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (fragment != NULL ? fragment : "", "&", 16);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_has_prefix (parts[i], "pin=") && (self->pin = crm_server_address_parse_pin (parts[i] + strlen ("pin="))) == NULL)
      return fail (text, error);
  return TRUE;
}

/* What a name or number of a computer may be made of; GLib took blanks for an error once, and takes them for a part of the name now. */
static gboolean
is_host (const char *host)
{
  for (const char *p = host; *p != '\0'; p++)
    if ((guchar)*p < 0x80 && !g_ascii_isalnum (*p) && strchr (".-_:%", *p) == NULL)
      return FALSE;
  return *host != '\0';
}

static gboolean
check (const CrmServerAddress *self, GUri *uri, const char *text, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri), *host = g_uri_get_host (uri);

  if (host == NULL || !is_host (host) || g_uri_get_userinfo (uri) != NULL || (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0))
    return fail (text, error);
  if (g_str_equal (scheme, "https") || is_this_computer (host))
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Without “https” a server would be reached in the open. That is for this computer alone."));
  return FALSE;
}

static const char *
skip_invitation (const char *text)
{
  return g_ascii_strncasecmp (text, INVITATION, strlen (INVITATION)) == 0 ? text + strlen (INVITATION) : text;
}

CrmServerAddress *
crm_server_address_parse (const char *text, GError **error)
{
  g_autoptr (CrmServerAddress) self = g_new0 (CrmServerAddress, 1);
  g_autofree char *line = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean usual;

  g_return_val_if_fail (text != NULL, NULL);

  line = g_strstrip (g_strndup (text, TEXT_MAX));
  whole = strstr (skip_invitation (line), "://") != NULL ? g_strdup (skip_invitation (line)) : g_strconcat ("https://", skip_invitation (line), NULL);
  uri = g_utf8_validate (line, -1, NULL) ? g_uri_parse (whole, G_URI_FLAGS_SCHEME_NORMALIZE, NULL) : NULL;
  if (uri == NULL)
    {
      g_autofree char *shown = g_utf8_make_valid (line, -1);

      fail (shown, error);
      return NULL;
    }
  if (!check (self, uri, line, error) || !take_fragment (self, g_uri_get_fragment (uri), line, error))
    return NULL;
  /* One spelling of a name, whichever GLib read it: newer ones spell it in ASCII themselves. */
  host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (host == NULL)
    {
      fail (line, error);
      return NULL;
    }
  usual = g_uri_get_port (uri) == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80);
  self->url = g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host, usual ? -1 : g_uri_get_port (uri), "/", NULL, NULL);
  return g_steal_pointer (&self);
}
