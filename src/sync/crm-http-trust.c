/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether this computer knows any authority that vouches for certificates. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-http-trust.h"

#include <gio/gio.h>

/* ── nobody ───────────────────────────────────────────────────────────────────────────────── */

#define CRM_TYPE_NO_AUTHORITY (crm_no_authority_get_type ())

G_DECLARE_FINAL_TYPE (CrmNoAuthority, crm_no_authority, CRM, NO_AUTHORITY, GTlsDatabase)

struct _CrmNoAuthority
{
  GTlsDatabase parent_instance;
};

G_DEFINE_FINAL_TYPE (CrmNoAuthority, crm_no_authority, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
verify_chain (GTlsDatabase *self, GTlsCertificate *chain, const char *purpose, GSocketConnectable *identity, GTlsInteraction *interaction, GTlsDatabaseVerifyFlags flags, GCancellable *cancellable, GError **error)
{
  return G_TLS_CERTIFICATE_UNKNOWN_CA;
}

static void
crm_no_authority_class_init (CrmNoAuthorityClass *klass)
{
  G_TLS_DATABASE_CLASS (klass)->verify_chain = verify_chain;
}

static void
crm_no_authority_init (CrmNoAuthority *self)
{
}

/* ── looking ──────────────────────────────────────────────────────────────────────────────── */

/* Where systems have them. Elsewhere they may be, too: reading them all is what tells. */
static const char *const bundles[] = { "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem" };

/* The backend's own database is made by a function that logs a warning and tells nobody; the same made as an object says what is wrong. */
static gboolean
can_be_read (GTlsBackend *backend)
{
  GType type = g_tls_backend_supports_tls (backend) ? g_type_parent (g_tls_backend_get_file_database_type (backend)) : G_TYPE_INVALID;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) database = NULL;

  if (!g_type_is_a (type, G_TYPE_INITABLE) || G_TYPE_IS_ABSTRACT (type))
    return TRUE;
  database = g_initable_new (type, NULL, &error, NULL);
  if (database == NULL)
    g_debug ("No authorities: %s", error->message);
  return database != NULL;
}

/* Each connection would look for the system's again, and complain. */
static gboolean
look (void)
{
  g_autoptr (GTlsDatabase) nobody = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bundles); i++)
    if (g_file_test (bundles[i], G_FILE_TEST_EXISTS))
      return TRUE;
  if (can_be_read (g_tls_backend_get_default ()))
    return TRUE;
  nobody = g_object_new (CRM_TYPE_NO_AUTHORITY, NULL);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), nobody);
  return FALSE;
}

gboolean
crm_http_trust_has_authorities (void)
{
  static gsize found;

  if (g_once_init_enter (&found))
    g_once_init_leave (&found, look () ? 2 : 1);
  return found == 2;
}
