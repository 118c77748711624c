/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The identity of a record: a UUID version 7. */

#include "core/base/crm-id.h"

#include <string.h>
#include <sys/random.h>

#define VERSION_7 0x70
#define VERSION_8 0x80
#define VARIANT   0x80

/* The last (milliseconds, counter) given out, packed into one word so that threads need no lock. */
static guint64 last_tick;

static guint64
next_tick (guint64 milliseconds)
{
  guint64 before = __atomic_load_n (&last_tick, __ATOMIC_RELAXED);
  guint64 tick;

  do
    tick = MAX (milliseconds << 12, before + 1);
  while (!__atomic_compare_exchange_n (&last_tick, &before, tick, FALSE, __ATOMIC_RELAXED, __ATOMIC_RELAXED));

  return tick;
}

static void
fill_random (guint8 *bytes, gsize length)
{
  static __thread guint8 pool[512];
  static __thread gsize used = sizeof pool;

  if (used + length > sizeof pool)
    {
      if (getrandom (pool, sizeof pool, 0) != sizeof pool)
        g_error ("The system gives no random numbers");
      used = 0;
    }
  memcpy (bytes, pool + used, length);
  used += length;
}

CrmId
crm_id_new (gint64 time_us)
{
  guint64 tick = next_tick ((guint64)MAX (time_us, 0) / 1000);
  guint64 milliseconds = tick >> 12;
  CrmId id;

  for (int i = 0; i < 6; i++)
    id.bytes[i] = (guint8)(milliseconds >> (40 - 8 * i));
  id.bytes[6] = (guint8)(VERSION_7 | ((tick >> 8) & 0x0f));
  id.bytes[7] = (guint8)tick;
  fill_random (id.bytes + 8, 8);
  id.bytes[8] = (guint8)(VARIANT | (id.bytes[8] & 0x3f));
  return id;
}

CrmId
crm_id_from_name (const CrmId *space, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  CrmId id;

  g_checksum_update (checksum, space->bytes, CRM_ID_LENGTH);
  g_checksum_update (checksum, (const guchar *)name, (gssize)strlen (name));
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, CRM_ID_LENGTH);
  id.bytes[6] = (guint8)(VERSION_8 | (id.bytes[6] & 0x0f));
  id.bytes[8] = (guint8)(VARIANT | (id.bytes[8] & 0x3f));
  return id;
}

static gboolean
is_dash_position (int position)
{
  return position == 8 || position == 13 || position == 18 || position == 23;
}

gboolean
crm_id_parse (const char *text, CrmId *id)
{
  int byte = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) != CRM_ID_STRING_LENGTH)
    return FALSE;
  for (int i = 0; i < CRM_ID_STRING_LENGTH;)
    {
      if (is_dash_position (i))
        {
          if (text[i++] != '-')
            return FALSE;
          continue;
        }
      if (!g_ascii_isxdigit (text[i]) || !g_ascii_isxdigit (text[i + 1]))
        return FALSE;
      id->bytes[byte++] = (guint8)(g_ascii_xdigit_value (text[i]) << 4 | g_ascii_xdigit_value (text[i + 1]));
      i += 2;
    }
  return TRUE;
}

char *
crm_id_format (const CrmId *id, char buffer[CRM_ID_STRING_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";
  int position = 0;

  for (int i = 0; i < CRM_ID_LENGTH; i++)
    {
      if (is_dash_position (position))
        buffer[position++] = '-';
      buffer[position++] = digits[id->bytes[i] >> 4];
      buffer[position++] = digits[id->bytes[i] & 0x0f];
    }
  buffer[position] = '\0';
  return buffer;
}

char *
crm_id_to_string (const CrmId *id)
{
  char buffer[CRM_ID_STRING_LENGTH + 1];

  return g_strdup (crm_id_format (id, buffer));
}

gboolean
crm_id_is_nil (const CrmId *id)
{
  static const CrmId nil;

  return memcmp (id, &nil, sizeof nil) == 0;
}

gboolean
crm_id_equal (const CrmId *a, const CrmId *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

int
crm_id_compare (const CrmId *a, const CrmId *b)
{
  return memcmp (a, b, sizeof *a);
}

guint
crm_id_hash (const CrmId *id)
{
  guint hash;

  memcpy (&hash, id->bytes + 12, sizeof hash);
  return hash;
}
