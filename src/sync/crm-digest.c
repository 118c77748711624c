/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over all records of a scope, by which two sides find out cheaply whether they hold the same. */

#define G_LOG_DOMAIN "crm-sync"

#include "config.h"

#include "sync/crm-digest.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-frame.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("What came over the network is not what the protocol says. Nothing of it was used."));
  return FALSE;
}

/* ── hashing ──────────────────────────────────────────────────────────────────────────────── */

/* FNV-1a, 64 bits (Fowler, Noll, Vo), for all bytes of a register in one go. */
#define FNV_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define FNV_PRIME G_GUINT64_CONSTANT (0x100000001b3)

static guint64
hash_bytes (guint64 hash, gconstpointer bytes, gsize length)
{
  const guint8 *at = bytes;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ at[i]) * FNV_PRIME;
  return hash;
}

/* Spreads what little two like hashes differ by, so that sums of them tell (the end of MurmurHash3 by Appleby). */
static guint64
finish_hash (guint64 hash)
{
  hash = (hash ^ hash >> 33) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
  hash = (hash ^ hash >> 33) * G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return hash ^ hash >> 33;
}

/* Names and values with the NUL that ends them: where one ends and the next begins counts. */
static guint64
hash_text (guint64 hash, const char *text)
{
  return hash_bytes (hash, text, strlen (text) + 1);
}

guint64
crm_digest_hash (const CrmSyncRecord *record)
{
  guint64 start = hash_bytes (hash_text (FNV_START, record->kind), record->id.bytes, CRM_ID_LENGTH);
  guint64 sum = finish_hash (hash_bytes (start, record->creation.bytes, CRM_HLC_LENGTH));

  for (guint i = 0; i < crm_sync_record_get_n (record); i++)
    {
      const CrmRegister *one = crm_sync_record_get (record, i);

      sum += finish_hash (hash_text (hash_bytes (hash_text (start, one->field), one->clock.bytes, CRM_HLC_LENGTH), one->value));
    }
  return sum;
}

guint
crm_digest_get_bucket (const CrmId *id)
{
  return id->bytes[CRM_ID_LENGTH - 1];
}

void
crm_digest_add (CrmDigest *self, const CrmSyncRecord *record)
{
  self->buckets[crm_digest_get_bucket (&record->id)] += crm_digest_hash (record);
}

/* ── on the wire ──────────────────────────────────────────────────────────────────────────── */

static void
append_number (GString *text, guint64 number)
{
  g_string_append_printf (text, "\"%016" G_GINT64_MODIFIER "x\"", number);
}

static gboolean
scan_number (CrmWireScan *scan, GString *text, guint64 *number)
{
  if (!crm_wire_scan_string (scan, text) || text->len != 16)
    return FALSE;
  for (gsize i = 0; i < text->len; i++)
    if (!g_ascii_isxdigit (text->str[i]) || g_ascii_isupper (text->str[i]))
      return FALSE;
  *number = g_ascii_strtoull (text->str, NULL, 16);
  return TRUE;
}

GBytes *
crm_digest_write (const CrmDigest *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "{\"seq\":%" G_GINT64_FORMAT ",\"nonce\":", self->at.seq);
  append_number (text, self->at.nonce);
  g_string_append (text, ",\"buckets\":[");
  for (guint i = 0; i < CRM_DIGEST_N_BUCKETS; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_number (text, self->buckets[i]);
    }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

static gboolean
scan_buckets (CrmWireScan *scan, GString *text, CrmDigest *self)
{
  gboolean more = TRUE;

  if (!crm_wire_scan_sign (scan, '['))
    return FALSE;
  for (guint i = 0; i < CRM_DIGEST_N_BUCKETS; i++)
    if (!more || !scan_number (scan, text, &self->buckets[i]) || !crm_wire_scan_more (scan, ']', &more))
      return FALSE;
  return !more;
}

static gboolean
scan_member (CrmWireScan *scan, GString *text, CrmDigest *self, guint *found)
{
  if (!crm_wire_scan_string (scan, text) || !crm_wire_scan_sign (scan, ':'))
    return FALSE;
  if (strcmp (text->str, "seq") == 0)
    {
      *found |= 1;
      return crm_wire_scan_integer (scan, &self->at.seq) && self->at.seq >= 0;
    }
  if (strcmp (text->str, "nonce") == 0)
    {
      *found |= 2;
      return scan_number (scan, text, &self->at.nonce);
    }
  if (strcmp (text->str, "buckets") != 0)
    return crm_wire_scan_skip (scan);
  *found |= 4;
  return scan_buckets (scan, text, self);
}

gboolean
crm_digest_read (GBytes *bytes, CrmDigest *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean more = TRUE;
  guint found = 0;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  CrmWireScan scan;

  *self = (CrmDigest){ 0 };
  if (length == 0 || !crm_wire_scan_init (&scan, data, length) || !crm_wire_scan_sign (&scan, '{'))
    return fail (error);
  while (more)
    if (!scan_member (&scan, text, self, &found) || !crm_wire_scan_more (&scan, '}', &more))
      return fail (error);
  return (crm_wire_scan_end (&scan) && found == 7) || fail (error);
}

static void
clear_line (gpointer data)
{
  g_clear_pointer (&((CrmDigestLine *)data)->kind, g_ref_string_release);
}

GArray *
crm_digest_lines_new (void)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (CrmDigestLine));

  g_array_set_clear_func (lines, clear_line);
  return lines;
}

GBytes *
crm_digest_lines_write (GArray *lines)
{
  GString *text = g_string_new (NULL);
  CrmWireTrailer trailer = { .count = lines->len };
  char id[CRM_ID_STRING_LENGTH + 1];

  for (guint i = 0; i < lines->len; i++)
    {
      const CrmDigestLine *line = &g_array_index (lines, CrmDigestLine, i);

      g_string_append_printf (text, "[\"%s\",\"%s\",", line->kind, crm_id_format (&line->id, id));
      append_number (text, line->hash);
      g_string_append (text, "]\n");
    }
  crm_wire_frame_close (text, &trailer);
  return g_string_free_to_bytes (text);
}

static gboolean
scan_line (CrmWireScan *scan, GString *text, CrmDigestLine *line)
{
  if (!crm_wire_scan_sign (scan, '[') || !crm_wire_scan_string (scan, text) || !crm_sync_is_name (text->str, text->len) || !crm_wire_scan_sign (scan, ','))
    return FALSE;
  line->kind = g_ref_string_new (text->str);
  if (!crm_wire_scan_string (scan, text) || !crm_id_parse (text->str, &line->id) || !crm_wire_scan_sign (scan, ','))
    return FALSE;
  return scan_number (scan, text, &line->hash) && crm_wire_scan_rest (scan) && crm_wire_scan_end (scan);
}

GArray *
crm_digest_lines_read (GBytes *bytes, GError **error)
{
  g_auto (CrmWireFrame) frame = { 0 };
  g_autoptr (GArray) lines = crm_digest_lines_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  CrmWireScan scan;
  gboolean fits;

  if (!crm_wire_frame_open (bytes, &frame, error))
    return NULL;
  while (crm_wire_frame_next (&frame, &scan, &fits))
    {
      CrmDigestLine line = { 0 };
      gboolean ok = fits && scan_line (&scan, text, &line);

      g_array_append_val (lines, line);
      if (!ok)
        {
          fail (error);
          return NULL;
        }
    }
  return g_steal_pointer (&lines);
}
