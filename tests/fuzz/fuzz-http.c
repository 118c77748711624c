/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a stream of events, cut anywhere; as something packed; as what somebody pastes for an address. */

#include "sync/crm-event-stream.h"
#include "sync/crm-gzip.h"
#include "sync/crm-server-address.h"

#include <stdint.h>
#include <string.h>

#define UNPACKED_MAX 65536

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
on_event (gint64 seq, const char *scope, gpointer data)
{
  g_assert (seq > 0 && *scope != '\0' && g_utf8_validate (scope, -1, NULL));
  g_string_append_printf (data, "%" G_GINT64_FORMAT " %s\n", seq, scope);
}

/* However it is cut, the same is heard. */
static void
try_events (const char *bytes, gsize length)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  g_autoptr (CrmEventStream) one = crm_event_stream_new (on_event, whole);
  g_autoptr (CrmEventStream) other = crm_event_stream_new (on_event, pieces);

  crm_event_stream_feed (one, bytes, length);
  for (gsize at = 0, step; at < length; at += step)
    {
      step = MIN (1 + (at * 7 + (guchar)bytes[at]) % 13, length - at);
      crm_event_stream_feed (other, bytes + at, step);
    }
  g_assert (g_string_equal (whole, pieces));
}

static void
try_packed (GBytes *bytes)
{
  g_autoptr (GBytes) plain = crm_gzip_unpack (bytes, UNPACKED_MAX, NULL);
  g_autoptr (GBytes) packed = crm_gzip_pack (bytes);
  g_autoptr (GBytes) again = crm_gzip_unpack (packed, g_bytes_get_size (bytes), NULL);

  g_assert (plain == NULL || g_bytes_get_size (plain) <= UNPACKED_MAX);
  g_assert (again != NULL && g_bytes_equal (again, bytes));
}

/* An address that was read is read again as the same. */
static void
try_address (const char *text)
{
  g_autoptr (CrmServerAddress) address = crm_server_address_parse (text, NULL);
  g_autoptr (CrmServerAddress) again = address != NULL ? crm_server_address_parse (address->url, NULL) : NULL;

  g_assert (address == NULL || (again != NULL && strcmp (again->url, address->url) == 0));
  g_assert (address == NULL || address->pin == NULL || strlen (address->pin) == 64);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *text = g_strndup ((const char *)data, size);

  try_events ((const char *)data, size);
  try_packed (bytes);
  try_address (text);
  return 0;
}
