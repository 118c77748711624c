/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The SHA-256 of what goes over the wire, by the processor's own instructions where it has them. */

#define G_LOG_DOMAIN "crm-wire"

#include "sync/crm-wire-hash.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#define BYTES (CRM_WIRE_HASH_LENGTH / 2)

char *
crm_wire_hash (const void *data, gsize length, char hex[CRM_WIRE_HASH_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";
  guint8 hash[BYTES];
  int result = gnutls_hash_fast (GNUTLS_DIG_SHA256, data, length, hash);

  if (result != 0)
    g_error ("there is no SHA-256: %s", gnutls_strerror (result));
  for (guint i = 0; i < BYTES; i++)
    {
      hex[2 * i] = digits[hash[i] >> 4];
      hex[2 * i + 1] = digits[hash[i] & 15];
    }
  hex[CRM_WIRE_HASH_LENGTH] = '\0';
  return hex;
}
