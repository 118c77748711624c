/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The certificate a server makes for itself, and the pin by which a colleague's device knows it again. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-certificate.h"

#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#define DAY   (24 * 60 * 60)
#define YEARS 20

static gboolean
write_pem (const char *path, gnutls_datum_t *pem, int mode, GError **error)
{
  gboolean ok = g_file_set_contents_full (path, (const char *)pem->data, pem->size, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, error);

  gnutls_memset (pem->data, 0, pem->size);
  gnutls_free (pem->data);
  return ok;
}

static int
fill (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  static const char name[] = "CN=Clientele server";
  guint8 serial[16];
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  int result = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);

  serial[0] &= 0x7f;
  if (result == 0)
    result = gnutls_x509_crt_set_version (certificate, 3);
  if (result == 0)
    result = gnutls_x509_crt_set_serial (certificate, serial, sizeof serial);
  if (result == 0)
    result = gnutls_x509_crt_set_dn (certificate, name, NULL);
  if (result == 0)
    result = gnutls_x509_crt_set_activation_time (certificate, now - DAY);
  if (result == 0)
    result = gnutls_x509_crt_set_expiration_time (certificate, now + G_GINT64_CONSTANT (366) * DAY * YEARS);
  if (result == 0)
    result = gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, "localhost", strlen ("localhost"), GNUTLS_FSAN_SET);
  if (result == 0)
    result = gnutls_x509_crt_set_basic_constraints (certificate, 0, -1);
  if (result == 0)
    result = gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE);
  if (result == 0)
    result = gnutls_x509_crt_set_key (certificate, key);
  return result == 0 ? gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0) : result;
}

static int
make (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, gnutls_datum_t *certificate_pem, gnutls_datum_t *key_pem)
{
  int result = gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);

  if (result == 0)
    result = fill (certificate, key);
  if (result == 0)
    result = gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, certificate_pem);
  return result == 0 ? gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, key_pem) : result;
}

gboolean
crm_server_certificate_make (const char *certificate, const char *key, GError **error)
{
  gnutls_x509_crt_t x509;
  gnutls_x509_privkey_t private_key;
  gnutls_datum_t pem = { 0 }, key_pem = { 0 };
  gboolean ok;
  int result;

  gnutls_x509_crt_init (&x509);
  gnutls_x509_privkey_init (&private_key);
  result = make (x509, private_key, &pem, &key_pem);
  gnutls_x509_crt_deinit (x509);
  gnutls_x509_privkey_deinit (private_key);
  if (result != 0)
    {
      gnutls_free (pem.data);
      gnutls_free (key_pem.data);
      g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("No certificate could be made: %s."), gnutls_strerror (result));
      return FALSE;
    }
  ok = write_pem (key, &key_pem, 0600, error);
  return write_pem (certificate, &pem, 0644, ok ? error : NULL) && ok;
}

char *
crm_server_certificate_get_pin (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

gboolean
crm_server_certificate_is_own (GTlsCertificate *certificate)
{
  return g_tls_certificate_get_issuer (certificate) == NULL && g_tls_certificate_verify (certificate, NULL, certificate) == 0;
}

char *
crm_server_invitation (const char *uri, const char *pin)
{
  return pin != NULL ? g_strdup_printf ("clientele-join:%s#pin=%s", uri, pin) : g_strdup_printf ("clientele-join:%s", uri);
}
