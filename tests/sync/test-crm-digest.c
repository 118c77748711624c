/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests: every part of a record counts, the order of records does not, and what is damaged on its way is refused. */

#include "sync/crm-digest.h"

#include "core/base/crm-error.h"

#include <string.h>

static CrmSyncRecord *
make_record (guint8 last, const char *kind, const char *field, const char *value, gint64 time, gint64 creation)
{
  CrmId id = { { 1, [15] = last } };
  CrmSyncRecord *record = crm_sync_record_new (kind, &id);
  CrmHlc nothing = { 0 }, clock = crm_hlc_next (&nothing, time * 1000, 7), made = crm_hlc_next (&nothing, creation * 1000, 7);

  crm_sync_record_set_creation (record, &made);
  crm_sync_record_set (record, field, value, &clock);
  return record;
}

static guint64
hash_of (guint8 last, const char *kind, const char *field, const char *value, gint64 time, gint64 creation)
{
  g_autoptr (CrmSyncRecord) record = make_record (last, kind, field, value, time, creation);

  return crm_digest_hash (record);
}

static void
test_all_counts (void)
{
  guint64 one = hash_of (1, "customer", "name", "\"Anna\"", 5, 4);
  guint64 others[] = {
    hash_of (2, "customer", "name", "\"Anna\"", 5, 4),
    hash_of (1, "person", "name", "\"Anna\"", 5, 4),
    hash_of (1, "customer", "note", "\"Anna\"", 5, 4),
    hash_of (1, "customer", "name", "\"Anne\"", 5, 4),
    hash_of (1, "customer", "name", "\"Anna\"", 6, 4),
    hash_of (1, "customer", "name", "\"Anna\"", 5, 3),
  };

  g_assert_cmpuint (hash_of (1, "customer", "name", "\"Anna\"", 5, 4), ==, one);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_cmpuint (others[i], !=, one);
}

/* Two fields that have each other's values are not the same as before. */
static void
test_exchanged (void)
{
  g_autoptr (CrmSyncRecord) a = make_record (1, "customer", "name", "\"x\"", 5, 4);
  g_autoptr (CrmSyncRecord) b = make_record (1, "customer", "name", "\"y\"", 5, 4);

  crm_sync_record_set (a, "note", "\"y\"", &crm_sync_record_get (a, 0)->clock);
  crm_sync_record_set (b, "note", "\"x\"", &crm_sync_record_get (b, 0)->clock);
  g_assert_cmpuint (crm_digest_hash (a), !=, crm_digest_hash (b));
}

static void
test_sums (void)
{
  CrmDigest forth = { 0 }, back = { 0 };

  for (guint8 i = 0; i < 200; i++)
    {
      g_autoptr (CrmSyncRecord) first = make_record (i % 7, "customer", "name", "\"x\"", i, 4);
      g_autoptr (CrmSyncRecord) second = make_record ((199 - i) % 7, "customer", "name", "\"x\"", 199 - i, 4);

      crm_digest_add (&forth, first);
      crm_digest_add (&back, second);
    }
  g_assert_cmpmem (&forth, sizeof forth, &back, sizeof back);
  g_assert_cmpuint (forth.buckets[6], !=, 0);
  g_assert_cmpuint (forth.buckets[7], ==, 0);
}

/* Cut anywhere it is none; with a byte changed it is none, or another: never the same. */
static void
test_wire (void)
{
  CrmDigest digest = { { 17, G_GUINT64_CONSTANT (0xfedcba9876543210) } }, read;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  for (guint i = 0; i < CRM_DIGEST_N_BUCKETS; i++)
    digest.buckets[i] = i * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  bytes = crm_digest_write (&digest);
  g_assert_true (crm_digest_read (bytes, &read, NULL));
  g_assert_cmpmem (&digest, sizeof digest, &read, sizeof read);
  length = g_bytes_get_size (bytes);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, i);
      g_autoptr (GError) error = NULL;
      char *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);
      g_autoptr (GBytes) changed = NULL;

      g_assert_false (crm_digest_read (cut, &read, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
      copy[i] ^= 1;
      changed = g_bytes_new_take (copy, length);
      if (crm_digest_read (changed, &read, NULL))
        g_assert_cmpint (memcmp (&digest, &read, sizeof digest), !=, 0);
    }
}

static void
test_lines (void)
{
  g_autoptr (GArray) lines = crm_digest_lines_new ();
  g_autoptr (GArray) read = NULL;
  g_autoptr (GBytes) bytes = NULL;
  CrmDigestLine line = { g_ref_string_new ("customer"), { { 1, 2, 3 } }, 99 };
  gsize length;

  g_array_append_val (lines, line);
  bytes = crm_digest_lines_write (lines);
  read = crm_digest_lines_read (bytes, NULL);
  g_assert_cmpuint (read->len, ==, 1);
  g_assert_cmpuint (g_array_index (read, CrmDigestLine, 0).hash, ==, 99);
  g_assert_true (crm_id_equal (&g_array_index (read, CrmDigestLine, 0).id, &line.id));
  length = g_bytes_get_size (bytes);
  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (bytes, 0, i);

      g_assert_null (crm_digest_lines_read (cut, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/digest/everything-counts", test_all_counts);
  g_test_add_func ("/sync/digest/exchanged-values-count", test_exchanged);
  g_test_add_func ("/sync/digest/order-does-not", test_sums);
  g_test_add_func ("/sync/digest/wire", test_wire);
  g_test_add_func ("/sync/digest/lines", test_lines);
  return g_test_run ();
}
