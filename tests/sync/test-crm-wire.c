/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is read again; what is not exactly that is refused. */

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "merge-fixture.h"
#include "sync/crm-wire-page.h"
#include "sync/crm-wire-push.h"
#include "sync/crm-wire-record.h"

#include <string.h>

static CrmSyncRecord *
read_line (const char *line)
{
  g_autoptr (CrmSyncRecord) record = NULL;
  CrmWireScan scan;

  if (!crm_wire_scan_init (&scan, line, strlen (line)) || !crm_wire_scan_sign (&scan, '['))
    return NULL;
  record = crm_wire_scan_record (&scan);
  return record != NULL && crm_wire_scan_rest (&scan) && crm_wire_scan_end (&scan) ? g_steal_pointer (&record) : NULL;
}

static void
test_record (void)
{
  static const char line[] = "[\"customer\",\"01890000-0000-7000-8000-000000000001\",\"000000000001000200000000000a\",{\"name\":\"李雷\",\"type\":null},"
                             "{\"credit_terms\":[30,\"000000000002000000000000000a\"],\"later\":[\"kept\",\"000000000003000000000000000b\"]}]";
  g_autoptr (CrmSyncRecord) record = read_line (line);
  g_autoptr (GString) out = g_string_new ("[");

  g_assert_nonnull (record);
  g_assert_cmpuint (crm_sync_record_get_n (record), ==, 4);
  g_assert_cmpstr (crm_sync_record_find (record, "name")->value, ==, "\"李雷\"");
  g_assert_cmpint (crm_hlc_get_time (&record->creation), ==, 1);
  g_assert_cmpuint (crm_hlc_get_node (&record->creation), ==, 10);
  crm_wire_append_record (out, record);
  g_string_append_c (out, ']');
  g_assert_cmpstr (out->str, ==, line);
}

static void
test_canonical (void)
{
  static const char *const pairs[][2] = {
    { "\"\\u674e\\/\\u96f7\"", "\"李/雷\"" },
    { "\"\\ud83d\\ude00\"", "\"😀\"" },
    { "\"\\u0009\\n\\u001F\"", "\"\\t\\n\\u001f\"" },
    { "-0", "0" },
    { " -9223372036854775808", "-9223372036854775808" },
    { "null", "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (GString) value = g_string_new (NULL);
      CrmWireScan scan;

      g_assert_true (crm_wire_scan_init (&scan, pairs[i][0], strlen (pairs[i][0])));
      g_assert_true (crm_wire_scan_value (&scan, value) && crm_wire_scan_end (&scan));
      g_assert_cmpstr (value->str, ==, pairs[i][1]);
    }
}

static void
test_not_a_value (void)
{
  static const char *const lines[] = {
    "1.5", "1e3", "01", "-", "9223372036854775808", "-9223372036854775809", "true", "nul", "\"open", "\"\\", "\"\\x\"", "\"\\u00\"", "\"\\u0000\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\tb\"", "[1]", "{}", "", "NaN"
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) value = g_string_new (NULL);
      CrmWireScan scan;

      g_assert_true (crm_wire_scan_init (&scan, lines[i], strlen (lines[i])));
      g_assert_false (crm_wire_scan_value (&scan, value) && crm_wire_scan_end (&scan));
    }
}

#define ID    "\"01890000-0000-7000-8000-000000000001\""
#define CLOCK "\"000000000001000200000000000a\""

static void
test_not_a_record (void)
{
  static const char *const lines[] = {
    "[]",
    "[\"customer\"," ID "," CLOCK ",{}]",
    "[\"Customer\"," ID "," CLOCK ",{},{}]",
    "[\"customer; DROP TABLE customer\"," ID "," CLOCK ",{},{}]",
    "[\"\"," ID "," CLOCK ",{},{}]",
    "[\"customer\",\"00000000-0000-0000-0000-000000000000\"," CLOCK ",{},{}]",
    "[\"customer\",\"1\"," CLOCK ",{},{}]",
    "[\"customer\"," ID ",\"00000000000100020000000000\",{},{}]",
    "[\"customer\"," ID ",\"00000000000100020000000000AA\",{},{}]",
    "[\"customer\"," ID ",7,{},{}]",
    "[\"customer\"," ID ",null,{\"name\":\"x\"},{}]",
    "[\"customer\"," ID "," CLOCK ",{\"name\":[1]},{}]",
    "[\"customer\"," ID "," CLOCK ",{\"na me\":1},{}]",
    "[\"customer\"," ID "," CLOCK ",{\"name\":1,\"name\":2},{}]",
    "[\"customer\"," ID "," CLOCK ",{\"name\":1},{\"name\":[2," CLOCK "]}]",
    "[\"customer\"," ID "," CLOCK ",{\"name\":1,},{}]",
    "[\"customer\"," ID "," CLOCK ",{},{\"name\":[1]}]",
    "[\"customer\"," ID "," CLOCK ",{},{\"name\":[1," CLOCK ",1]}]",
    "[\"customer\"," ID "," CLOCK ",{},{}",
    "[\"customer\"," ID "," CLOCK ",{},{}] x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_null (read_line (lines[i]));
}

static void
test_room_for_more (void)
{
  g_autoptr (CrmSyncRecord) record = read_line ("[ \"customer\" , " ID "," CLOCK ",{},{\"name\":[1," CLOCK "," CLOCK ",{\"new\":[true,-1.5e3,null]}]},\"more\",[[]]]");

  g_assert_nonnull (record);
  g_assert_true (crm_sync_record_get (record, 0)->has_base);
}

static void
test_limits (void)
{
  g_autofree char *long_line = g_strnfill (CRM_WIRE_LINE_MAX + 1, ' ');
  CrmWireScan scan;

  g_assert_false (crm_wire_scan_init (&scan, long_line, CRM_WIRE_LINE_MAX + 1));
  g_assert_true (crm_wire_scan_init (&scan, long_line, CRM_WIRE_LINE_MAX));
  g_assert_false (crm_wire_scan_init (&scan, "a\0b", 3));
  g_assert_false (crm_wire_scan_init (&scan, "\xff", 1));
  g_assert_false (crm_wire_scan_init (&scan, "\xed\xa0\x80", 3));
  g_assert_true (crm_wire_scan_init (&scan, "[[[[[[[[]]]]]]]]", 16));
  g_assert_false (crm_wire_scan_init (&scan, "[[[[[[[[[]]]]]]]]]", 18));
  g_assert_false (crm_wire_scan_init (&scan, "[{[{[{[{[", 9));
  g_assert_true (crm_wire_scan_init (&scan, "\"[[[[[[[[[\\\"[[[[[[\"", 19));
}

static void
test_values_of_fields (void)
{
  static const struct
  {
    const char *text;
    CrmType type;
    gboolean fits;
  } cases[] = {
    { "\"Anna\"", CRM_TYPE_TEXT, TRUE },
    { "\"  \"", CRM_TYPE_TEXT, FALSE }, /* would become nothing, and nothing is another value */
    { "\"\"", CRM_TYPE_LONG_TEXT, FALSE },
    { "5", CRM_TYPE_TEXT, FALSE },
    { "\"5\"", CRM_TYPE_INTEGER, FALSE },
    { "2", CRM_TYPE_BOOLEAN, FALSE },
    { "1", CRM_TYPE_BOOLEAN, TRUE },
    { "\"1250 CNY\"", CRM_TYPE_MONEY, TRUE },
    { "\"01250 CNY\"", CRM_TYPE_MONEY, FALSE },
    { "\"1 CN\"", CRM_TYPE_MONEY, FALSE },
    { "\"99999999999999999999 CNY\"", CRM_TYPE_MONEY, FALSE },
    { ID, CRM_TYPE_REFERENCE, TRUE },
    { "\"01890000-0000-7000-8000-00000000000A\"", CRM_TYPE_REFERENCE, FALSE },
    { "9223372036854775807", CRM_TYPE_TIME, FALSE },
    { "1790000000000000", CRM_TYPE_TIME, TRUE },
    { "77", CRM_TYPE_DATE, FALSE },
    { "null", CRM_TYPE_DATE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CrmValue value;

      g_assert_cmpint (crm_wire_value_to (cases[i].text, cases[i].type, &value), ==, cases[i].fits);
      if (cases[i].fits)
        {
          g_autofree char *again = crm_wire_value_from (&value);

          g_assert_cmpstr (again, ==, cases[i].text);
        }
      crm_value_clear (&value);
    }
}

static GBytes *
write_push (GRand *random, guint n)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_record_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (records, random_record (random));
  return crm_wire_push_write (0xabcdef, 12, records);
}

static void
test_push_round_trip (void)
{
  g_autoptr (GRand) random = new_random ("push", 3);

  for (int round = 0; round < 200; round++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_sync_record_unref);
      g_autoptr (GBytes) bytes = NULL;
      g_auto (CrmWirePush) push = { 0 };
      g_autoptr (GError) error = NULL;

      for (int i = 0; i < round % 5; i++)
        g_ptr_array_add (records, random_record (random));
      bytes = crm_wire_push_write (0xabcdef, 12, records);
      g_assert_true (crm_wire_push_read (bytes, &push, &error));
      g_assert_cmpuint (push.node, ==, 0xabcdef);
      g_assert_cmpint (push.number, ==, 12);
      g_assert_cmpuint (push.records->len, ==, records->len);
      for (guint i = 0; i < records->len; i++)
        g_assert_true (crm_sync_record_equal (push.records->pdata[i], records->pdata[i]));
    }
}

/* Cut at every byte, and every byte changed: nothing of it may be used. */
static void
test_damage (void)
{
  g_autoptr (GRand) random = new_random ("damage", 4);
  g_autoptr (GBytes) bytes = write_push (random, 3);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_auto (CrmWirePush) push = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (crm_wire_push_read (part, &push, &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
    }
  for (gsize at = 0; at < length; at++)
    {
      g_autofree char *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) damaged = NULL;
      g_auto (CrmWirePush) push = { 0 };

      copy[at] = (char)(copy[at] ^ (1 << g_rand_int_range (random, 0, 8)));
      damaged = g_bytes_new (copy, length);
      g_assert_false (crm_wire_push_read (damaged, &push, NULL));
    }
}

static void
test_malformed_line_leaves_the_others (void)
{
  GString *lines = g_string_new ("[\"push\",\"00000000000a\",1]\n[\"customer\"," ID "," CLOCK ",{},{}]\n[[[[[[[[[[\n[\"tag\"," ID "," CLOCK ",{},{}]\n");
  CrmWireTrailer trailer = { .count = 4 };
  g_autoptr (GBytes) bytes = NULL;
  g_auto (CrmWirePush) push = { 0 };

  crm_wire_frame_close (lines, &trailer);
  bytes = g_string_free_to_bytes (lines);
  g_assert_true (crm_wire_push_read (bytes, &push, NULL));
  g_assert_cmpuint (push.records->len, ==, 3);
  g_assert_nonnull (push.records->pdata[0]);
  g_assert_null (push.records->pdata[1]);
  g_assert_nonnull (push.records->pdata[2]);
}

static void
test_verdicts (void)
{
  g_autoptr (GRand) random = new_random ("verdicts", 6);
  g_autoptr (GArray) verdicts = crm_wire_verdicts_new ();
  CrmWireTrailer sent = { .epoch = (char *)"e\"1", .server_time = 5, .scopes = (char *[]){ (char *)"everyone", (char *)"team:x", NULL }, .held = 100 };
  g_auto (CrmWireTrailer) trailer = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GArray) again = NULL;

  for (CrmVerdict verdict = 0; verdict < CRM_N_VERDICTS; verdict++)
    {
      gboolean has_record = verdict == CRM_VERDICT_MERGE || verdict == CRM_VERDICT_REJECTED;
      CrmWireVerdict one = { verdict, verdict == CRM_VERDICT_REJECTED ? "permission" : NULL, has_record ? random_record (random) : NULL };

      g_array_append_val (verdicts, one);
    }
  bytes = crm_wire_verdicts_write (verdicts, &sent);
  again = crm_wire_verdicts_read (bytes, &trailer, NULL);
  g_assert_nonnull (again);
  g_assert_cmpuint (again->len, ==, verdicts->len);
  for (guint i = 0; i < again->len; i++)
    {
      const CrmWireVerdict *a = &g_array_index (verdicts, CrmWireVerdict, i), *b = &g_array_index (again, CrmWireVerdict, i);

      g_assert_cmpint (a->verdict, ==, b->verdict);
      g_assert_cmpstr (a->reason, ==, b->reason);
      g_assert_true (a->record == NULL ? b->record == NULL : crm_sync_record_equal (a->record, b->record));
    }
  g_assert_cmpstr (trailer.epoch, ==, "e\"1");
  g_assert_cmpint (trailer.server_time, ==, 5);
  g_assert_cmpstrv (trailer.scopes, sent.scopes);
  g_assert_cmpint (trailer.held, ==, 100);
}

static void
test_page (void)
{
  static const CrmId author = { { 9 } }, moved = { { 8 } };
  g_autoptr (GRand) random = new_random ("page", 7);
  g_auto (CrmWirePage) page = { 0 };
  g_auto (CrmWirePage) again = { 0 };
  g_autoptr (CrmSyncRecord) record = random_record (random);
  g_autoptr (GBytes) bytes = NULL;
  CrmHlc creation = random_clock (random);

  crm_sync_record_set_creation (record, &creation);
  crm_wire_page_init (&page);
  page.next = (CrmCursor){ 41, G_MAXUINT64 };
  page.trailer.more = TRUE;
  crm_wire_page_add_row (&page, 40, &author, crm_sync_record_ref (record));
  crm_wire_page_add_row (&page, 41, NULL, crm_sync_record_ref (record));
  crm_wire_page_add_move (&page, 39, "deal", &moved);
  bytes = crm_wire_page_write (&page);
  g_assert_true (crm_wire_page_read (bytes, &again, NULL));
  g_assert_cmpuint (again.rows->len, ==, 2);
  g_assert_true (crm_id_equal (&g_array_index (again.rows, CrmWireRow, 0).author, &author));
  g_assert_true (crm_sync_record_equal (g_array_index (again.rows, CrmWireRow, 1).record, record));
  g_assert_cmpstr (g_array_index (again.moves, CrmWireMove, 0).kind, ==, "deal");
  g_assert_cmpint (again.next.seq, ==, 41);
  g_assert_true (again.next.nonce == G_MAXUINT64 && again.trailer.more && !again.reconcile);
}

static void
test_cursor (void)
{
  static const char *const bad[] = { "", "1", "-1-0000000000000000", "01-0000000000000000", "1-0", "1-000000000000000G", "1-00000000000000000", "1-000000000000000A", " 1-0000000000000000", "9223372036854775808-0000000000000000" };
  char text[CRM_CURSOR_LENGTH_MAX];
  CrmCursor cursor;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (crm_cursor_parse (bad[i], &cursor));
  g_assert_true (crm_cursor_parse ("9223372036854775807-fedcba9876543210", &cursor));
  g_assert_cmpstr (crm_cursor_format (&cursor, text), ==, "9223372036854775807-fedcba9876543210");
}

static void
test_size (void)
{
  static const CrmId id = { { 1 } };
  g_autoptr (CrmSyncRecord) record = crm_sync_record_new ("tag", &id);
  CrmHlc zero = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);

  crm_sync_record_set_creation (record, &zero);
  crm_sync_record_set (record, "name", "\"VIP\"", &zero);
  crm_wire_append_record (out, record);
  g_assert_cmpuint (out->len, ==, strlen ("\"tag\",,,{\"name\":\"VIP\"},{}") + 38 + 30);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/record-reads-as-written", test_record);
  g_test_add_func ("/wire/one-way-to-write-a-value", test_canonical);
  g_test_add_func ("/wire/refuses-what-is-no-value", test_not_a_value);
  g_test_add_func ("/wire/refuses-what-is-no-record", test_not_a_record);
  g_test_add_func ("/wire/passes-over-what-later-versions-add", test_room_for_more);
  g_test_add_func ("/wire/limits-before-reading", test_limits);
  g_test_add_func ("/wire/value-that-a-field-cannot-hold-is-told", test_values_of_fields);
  g_test_add_func ("/wire/push-reads-as-written", test_push_round_trip);
  g_test_add_func ("/wire/nothing-of-a-damaged-push-is-used", test_damage);
  g_test_add_func ("/wire/malformed-line-leaves-the-others", test_malformed_line_leaves_the_others);
  g_test_add_func ("/wire/verdicts-read-as-written", test_verdicts);
  g_test_add_func ("/wire/page-reads-as-written", test_page);
  g_test_add_func ("/wire/cursor-has-one-way-to-be-written", test_cursor);
  g_test_add_func ("/wire/creation-says-its-clock-once", test_size);
  return g_test_run ();
}
