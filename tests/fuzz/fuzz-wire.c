/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a line of the wire, as a cursor, a clock, a push, an answer, a page; what is read is written and read again as the same. */

#include "sync/crm-wire-page.h"
#include "sync/crm-wire-push.h"
#include "sync/crm-wire-record.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
try_record (const char *line, gsize length)
{
  CrmWireScan scan;
  g_autoptr (CrmSyncRecord) record = NULL;
  g_autoptr (CrmSyncRecord) again = NULL;
  g_autoptr (GString) out = g_string_new ("[");

  if (!crm_wire_scan_init (&scan, line, length) || !crm_wire_scan_sign (&scan, '['))
    return;
  record = crm_wire_scan_record (&scan);
  if (record == NULL)
    return;
  crm_wire_append_record (out, record);
  g_string_append_c (out, ']');
  g_assert (crm_wire_scan_init (&scan, out->str, out->len) && crm_wire_scan_sign (&scan, '['));
  again = crm_wire_scan_record (&scan);
  g_assert (again != NULL && crm_wire_scan_rest (&scan) && crm_wire_scan_end (&scan));
  g_assert (crm_sync_record_equal (record, again));
}

static void
try_value (const char *line, gsize length)
{
  g_autoptr (GString) value = g_string_new (NULL);
  CrmWireScan scan;

  if (!crm_wire_scan_init (&scan, line, length) || !crm_wire_scan_value (&scan, value))
    return;
  for (CrmType type = CRM_TYPE_TEXT; type <= CRM_TYPE_REFERENCE; type++)
    {
      CrmValue field;

      if (crm_wire_value_to (value->str, type, &field))
        g_assert (crm_value_fits (&field, type));
      crm_value_clear (&field);
    }
}

/* The fuzzer cannot guess a hash: its lines are closed for it, too. */
static GBytes *
close_frame (const char *lines, gsize length)
{
  GString *frame = g_string_new_len (lines, (gssize)length);
  CrmWireTrailer trailer = { 0 };

  g_string_append_c (frame, '\n');
  for (gsize i = 0; i < frame->len; i++)
    trailer.count += frame->str[i] == '\n';
  crm_wire_frame_close (frame, &trailer);
  return g_string_free_to_bytes (frame);
}

static void
try_frames (GBytes *bytes)
{
  g_auto (CrmWirePush) push = { 0 };
  g_auto (CrmWirePage) page = { 0 };
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (crm_wire_push_read (bytes, &push, NULL) == (push.records != NULL));
  g_assert (crm_wire_page_read (bytes, &page, NULL) == (page.rows != NULL));
  verdicts = crm_wire_verdicts_read (bytes, &trailer, &error);
  g_assert ((verdicts == NULL) == (error != NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GBytes) closed = close_frame ((const char *)data, size);
  char cursor_text[CRM_CURSOR_LENGTH_MAX], clock_text[CRM_HLC_STRING_LENGTH + 1];
  CrmCursor cursor;
  CrmHlc clock;

  try_record ((const char *)data, size);
  try_value ((const char *)data, size);
  try_frames (bytes);
  try_frames (closed);
  if (crm_cursor_parse (text, &cursor))
    g_assert (strcmp (crm_cursor_format (&cursor, cursor_text), text) == 0);
  if (crm_hlc_parse (text, strlen (text), &clock))
    g_assert (strcmp (crm_hlc_format (&clock, clock_text), text) == 0);
  return 0;
}
