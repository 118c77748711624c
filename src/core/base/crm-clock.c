/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clock the program reads, and the hybrid logical clock of each change. */

#define G_LOG_DOMAIN "crm-clock"

#include "core/base/crm-clock.h"

#include <string.h>

struct _CrmClock
{
  GObject parent_instance;

  /* owned */
  GTimeZone *zone;

  gint64 fixed; /* atomic; -1 shows the system's time */
};

G_DEFINE_FINAL_TYPE (CrmClock, crm_clock, G_TYPE_OBJECT)

static void
crm_clock_finalize (GObject *object)
{
  CrmClock *self = CRM_CLOCK (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (crm_clock_parent_class)->finalize (object);
}

static void
crm_clock_class_init (CrmClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_clock_finalize;
}

static void
crm_clock_init (CrmClock *self)
{
  self->fixed = -1;
}

CrmClock *
crm_clock_new (void)
{
  CrmClock *self = g_object_new (CRM_TYPE_CLOCK, NULL);

  self->zone = g_time_zone_new_local ();
  return self;
}

CrmClock *
crm_clock_new_fixed (gint64 now, const char *zone)
{
  CrmClock *self = g_object_new (CRM_TYPE_CLOCK, NULL);

  self->zone = g_time_zone_new_identifier (zone);
  g_assert (self->zone != NULL);
  self->fixed = now;
  return self;
}

void
crm_clock_advance (CrmClock *self, gint64 microseconds)
{
  g_return_if_fail (CRM_IS_CLOCK (self) && self->fixed >= 0);

  __atomic_add_fetch (&self->fixed, microseconds, __ATOMIC_RELAXED);
}

gint64
crm_clock_now (CrmClock *self)
{
  gint64 fixed;

  g_return_val_if_fail (CRM_IS_CLOCK (self), 0);

  fixed = __atomic_load_n (&self->fixed, __ATOMIC_RELAXED);
  return fixed >= 0 ? fixed : g_get_real_time ();
}

GTimeZone *
crm_clock_get_zone (CrmClock *self)
{
  g_return_val_if_fail (CRM_IS_CLOCK (self), NULL);

  return self->zone;
}

/* The first eight bytes, milliseconds and counter, are one big-endian number. */
static guint64
get_tick (const CrmHlc *clock)
{
  guint64 tick = 0;

  for (int i = 0; i < 8; i++)
    tick = tick << 8 | clock->bytes[i];
  return tick;
}

static CrmHlc
make_clock (guint64 tick, guint64 node)
{
  CrmHlc clock;

  for (int i = 0; i < 8; i++)
    clock.bytes[i] = (guint8)(tick >> (56 - 8 * i));
  for (int i = 0; i < 6; i++)
    clock.bytes[8 + i] = (guint8)(node >> (40 - 8 * i));
  return clock;
}

CrmHlc
crm_hlc_next (const CrmHlc *last, gint64 now, guint64 node)
{
  return make_clock (MAX (get_tick (last) + 1, (guint64)MAX (now, 0) / 1000 << 16), node);
}

int
crm_hlc_compare (const CrmHlc *a, const CrmHlc *b)
{
  return memcmp (a->bytes, b->bytes, CRM_HLC_LENGTH);
}

gboolean
crm_hlc_is_zero (const CrmHlc *clock)
{
  static const CrmHlc zero;

  return crm_hlc_compare (clock, &zero) == 0;
}

gint64
crm_hlc_get_time (const CrmHlc *clock)
{
  return (gint64)(get_tick (clock) >> 16);
}

guint64
crm_hlc_get_node (const CrmHlc *clock)
{
  guint64 node = 0;

  for (int i = 8; i < CRM_HLC_LENGTH; i++)
    node = node << 8 | clock->bytes[i];
  return node;
}

CrmHlc
crm_hlc_move (const CrmHlc *clock, gint64 milliseconds, guint64 node)
{
  guint64 time = (guint64)MAX (crm_hlc_get_time (clock) + milliseconds, 0);

  return make_clock (time << 16 | (get_tick (clock) & 0xffff), node);
}

char *
crm_hlc_format (const CrmHlc *clock, char buffer[CRM_HLC_STRING_LENGTH + 1])
{
  static const char digits[] = "0123456789abcdef";

  for (int i = 0; i < CRM_HLC_LENGTH; i++)
    {
      buffer[2 * i] = digits[clock->bytes[i] >> 4];
      buffer[2 * i + 1] = digits[clock->bytes[i] & 15];
    }
  buffer[CRM_HLC_STRING_LENGTH] = '\0';
  return buffer;
}

gboolean
crm_hlc_parse (const char *text, gsize length, CrmHlc *clock)
{
  if (length != CRM_HLC_STRING_LENGTH)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
  for (int i = 0; i < CRM_HLC_LENGTH; i++)
    clock->bytes[i] = (guint8)(g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

static gssize
find_entry (const guint8 *packed, gsize length, const char *field)
{
  gsize wanted = strlen (field), at = 0;

  while (at < length)
    {
      gsize name = packed[at];

      if (at + 1 + name + CRM_HLC_LENGTH > length)
        break;
      if (name == wanted && memcmp (packed + at + 1, field, wanted) == 0)
        return (gssize)(at + 1 + name);
      at += 1 + name + CRM_HLC_LENGTH;
    }
  return -1;
}

void
crm_hlc_pack_field (GByteArray *packed, const char *field, const CrmHlc *clock)
{
  gssize at = find_entry (packed->data, packed->len, field);
  guint8 length = (guint8)strlen (field);

  if (at >= 0)
    {
      memcpy (packed->data + at, clock->bytes, CRM_HLC_LENGTH);
      return;
    }
  g_byte_array_append (packed, &length, 1);
  g_byte_array_append (packed, (const guint8 *)field, length);
  g_byte_array_append (packed, clock->bytes, CRM_HLC_LENGTH);
}

gboolean
crm_hlc_renew_packed (GByteArray *packed, guint64 from, guint64 to)
{
  gboolean any = FALSE;

  for (gsize at = 0; at < packed->len && at + 1 + packed->data[at] + CRM_HLC_LENGTH <= packed->len; at += 1 + packed->data[at] + CRM_HLC_LENGTH)
    {
      CrmHlc clock;

      memcpy (clock.bytes, packed->data + at + 1 + packed->data[at], CRM_HLC_LENGTH);
      if (crm_hlc_get_node (&clock) != from)
        continue;
      clock = make_clock (get_tick (&clock), to);
      memcpy (packed->data + at + 1 + packed->data[at], clock.bytes, CRM_HLC_LENGTH);
      any = TRUE;
    }
  return any;
}

gboolean
crm_hlc_find_field (const guint8 *packed, gsize length, const char *field, CrmHlc *clock)
{
  gssize at = find_entry (packed, length, field);

  if (at < 0)
    return FALSE;
  memcpy (clock->bytes, packed + at, CRM_HLC_LENGTH);
  return TRUE;
}
