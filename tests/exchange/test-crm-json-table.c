/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists in JSON, from here and from elsewhere, whole and damaged. */

#include "core/base/crm-error.h"
#include "core/exchange/crm-table-reader.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
write_file (const char *text)
{
  char *path;
  int descriptor = g_file_open_tmp ("clientele-XXXXXX.json", &path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* "name|name" and then a line "cell|cell" for each row. */
static char *
describe (const char *text)
{
  g_autofree char *path = write_file (text), *names = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error);
  const CrmTableRow *row;
  GString *all;
  CrmTableStatus status;

  g_assert_no_error (error);
  g_assert_cmpint (crm_table_reader_get_format (reader), ==, CRM_TABLE_FORMAT_JSON);
  names = g_strjoinv ("|", (char **)crm_table_reader_get_columns (reader, NULL));
  all = g_string_new (names);
  while ((status = crm_table_reader_next (reader, &row, &error)) == CRM_TABLE_ROW)
    for (guint i = 0; i < row->n_cells; i++)
      g_string_append_printf (all, "%s%s", i == 0 ? "\n" : "|", row->cells[i].text);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, CRM_TABLE_END);
  g_unlink (path);
  return g_string_free_and_steal (all);
}

static void
assert_table (const char *json, const char *expected)
{
  g_autofree char *table = describe (json);

  g_assert_cmpstr (table, ==, expected);
}

static void
assert_refused (const char *json, const char *reason)
{
  g_autofree char *path = write_file (json);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error);

  g_assert_null (reader);
  g_assert_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE);
  g_assert_nonnull (strstr (error->message, reason));
  g_unlink (path);
}

static void
test_flat (void)
{
  assert_table ("[{\"Name\":\"单雄信\",\"Age\":41},{\"Name\":\"Ann\",\"Email\":\"ann@harbour.example\",\"Kept\":true,\"Share\":0.5}]",
                "Name|Age|Email|Kept|Share\n单雄信|41|||\nAnn||ann@harbour.example|1|0.5");
}

static void
test_nested (void)
{
  assert_table ("\xef\xbb\xbf { \"contacts\": [ {\"name\": \"Ann\", \"address\": {\"city\": \"Leeds\"}, \"phones\": [\"1\", \"2\"], \"emails\": [{\"value\": \"a@b.example\"}], \"none\": null, \"empty\": []} ], \"page\": 1 }",
                "name|address city|phones|emails 1 value\nAnn|Leeds|1; 2|a@b.example");
}

/* What says it was exported here is not believed further than it is so. */
static void
test_odd_types (void)
{
  assert_table ("[{\"record_kind\":\"customer\",\"id\":5,\"name\":{\"a\":1},\"yearly_spend\":\"12\",\"tags\":[1,null,{}],\"people\":[1,{\"name\":[],\"role\":3,\"contact_points\":{}}],"
                "\"contact_points\":[null,{\"kind\":7},{\"kind\":\"phone\",\"value\":\"1\",\"opt_out\":true}],\"custom\":[{\"type\":\"text\"},2]},7,{\"name\":\"Ann\"}]",
                "yearly_spend|tags|phone 1|phone 1 opt_out|name\n12|1|1|1|\n||||Ann");
}

static void
test_damaged (void)
{
  g_autoptr (GString) deep = g_string_new ("[{\"a\":");

  assert_refused ("[{\"Name\":\"Ann\"},\n{\"Name\":", ":2:");
  assert_refused ("[]", "no list of customers");
  assert_refused ("{\"a\":1}", "no list of customers");
  assert_refused ("[{}]", "no list of customers");
  for (int i = 0; i < 200000; i++)
    g_string_append (deep, "[");
  assert_refused (deep->str, "whole JSON");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-table/flat-objects", test_flat);
  g_test_add_func ("/json-table/nested-objects-and-lists", test_nested);
  g_test_add_func ("/json-table/odd-types-are-passed-over", test_odd_types);
  g_test_add_func ("/json-table/damaged-is-refused", test_damaged);
  return g_test_run ();
}
