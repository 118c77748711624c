/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PIN that is kept as a hash. */

#include "core/base/crm-pin.h"

#include <string.h>

#define SCHEME     "pbkdf2-sha256"
#define ROUNDS     20000
#define ROUNDS_MAX 10000000
#define SALT_WORDS 4
#define SUM_LENGTH 32

/* The first block of PBKDF2 is all there is: it has the length of the hash. */
static char *
derive (const char *pin, const char *salt, guint64 rounds)
{
  static const guint8 block[] = { 0, 0, 0, 1 };
  g_autoptr (GHmac) keyed = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *)pin, strlen (pin));
  guint8 sum[SUM_LENGTH], all[SUM_LENGTH] = { 0 };
  g_autoptr (GString) hex = g_string_new (NULL);

  for (guint64 round = 0; round < rounds; round++)
    {
      g_autoptr (GHmac) hmac = g_hmac_copy (keyed);
      gsize length = sizeof sum;

      if (round == 0)
        {
          g_hmac_update (hmac, (const guchar *)salt, (gssize)strlen (salt));
          g_hmac_update (hmac, block, sizeof block);
        }
      else
        g_hmac_update (hmac, sum, sizeof sum);
      g_hmac_get_digest (hmac, sum, &length);
      for (gsize i = 0; i < sizeof all; i++)
        all[i] ^= sum[i];
    }
  for (gsize i = 0; i < sizeof all; i++)
    g_string_append_printf (hex, "%02x", all[i]);
  return g_string_free_and_steal (g_steal_pointer (&hex));
}

char *
crm_pin_hash (const char *pin)
{
  g_autoptr (GString) salt = g_string_new (NULL);
  g_autofree char *sum = NULL;

  g_return_val_if_fail (pin != NULL, NULL);

  for (guint i = 0; i < SALT_WORDS; i++)
    g_string_append_printf (salt, "%08x", g_random_int ());
  sum = derive (pin, salt->str, ROUNDS);
  return g_strdup_printf (SCHEME "$%d$%s$%s", ROUNDS, salt->str, sum);
}

gboolean
crm_pin_verify (const char *pin, const char *hash)
{
  g_auto (GStrv) parts = hash != NULL ? g_strsplit (hash, "$", 4) : NULL;
  g_autofree char *sum = NULL;
  guint64 rounds;
  guint8 difference = 0;

  g_return_val_if_fail (pin != NULL, FALSE);

  if (parts == NULL || g_strv_length (parts) != 4 || strcmp (parts[0], SCHEME) != 0 || strlen (parts[3]) != 2 * SUM_LENGTH || !g_ascii_string_to_unsigned (parts[1], 10, 1, ROUNDS_MAX, &rounds, NULL))
    return FALSE;
  sum = derive (pin, parts[2], rounds);
  for (gsize i = 0; i < 2 * SUM_LENGTH; i++)
    difference |= (guint8)(sum[i] ^ parts[3][i]);
  return difference == 0;
}
