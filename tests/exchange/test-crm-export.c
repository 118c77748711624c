/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports: what is written can be read again, cell for cell; what fails leaves nothing behind. */

#include "core/base/crm-error.h"
#include "core/exchange/crm-export.h"
#include "core/exchange/crm-table-reader.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/demo/demo-fixture.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sys/stat.h>

#define CUSTOMERS 40

/* Those who only read share one company; the large one takes long enough to write that it can be stopped meanwhile. */
static Company company = { CUSTOMERS, 1, NULL };
static Company large = { 1000, 1, NULL };

static char *
make_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static gint64 export (Fixture *fixture, const CrmKind *kind, CrmFilter *filter, CrmExportFormat format, const char *path)
{
  g_autoptr (CrmQuery) query = crm_query_new (kind, filter, NULL, kind->title >= 0 ? (guint)kind->title : 0, FALSE);
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_export_run (fixture->store, query, format, path, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static void
fill (Fixture *fixture)
{
  crm_edit_result_free (await_boxed (crm_demo_fill_store (fixture->store, CUSTOMERS, 1, NULL, NULL)));
}

/* A table as id → (heading → text), empty cells left out. */
static GHashTable *
read_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmTableReader) reader = crm_table_reader_open (path, NULL, NULL, &error);
  GHashTable *rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  const char *const *columns;
  const CrmTableRow *row;
  guint n;

  g_assert_no_error (error);
  columns = crm_table_reader_get_columns (reader, &n);
  g_assert_cmpstr (columns[0], ==, "id");
  while (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_ROW)
    {
      GHashTable *cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_NONE);
      for (guint i = 0; i < n; i++)
        if (row->cells[i].length > 0)
          g_assert_true (g_hash_table_insert (cells, g_strdup (columns[i]), g_strdup (row->cells[i].text)));
      g_assert_true (g_hash_table_insert (rows, g_strdup (row->cells[0].text), cells));
    }
  g_assert_no_error (error);
  return rows;
}

static const char *
get_cell (GHashTable *rows, const CrmId *id, const char *heading)
{
  char buffer[CRM_ID_STRING_LENGTH + 1];
  GHashTable *cells = g_hash_table_lookup (rows, crm_id_format (id, buffer));

  g_assert_nonnull (cells);
  return g_hash_table_lookup (cells, heading);
}

static CrmId
add (Fixture *fixture, const CrmKind *kind, ...)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, kind, NULL);
  CrmId id = change->id;
  va_list list;
  int field;

  va_start (list, kind);
  while ((field = va_arg (list, int)) >= 0)
    {
      CrmValue *value = va_arg (list, CrmValue *);

      crm_change_set (change, (guint)field, crm_value_copy (value));
      crm_value_clear (value);
    }
  va_end (list);
  crm_edit_result_free (await_boxed (crm_store_apply (fixture->store, edit, NULL)));
  return id;
}

#define TEXT(t)    &(CrmValue[]){ crm_value_text (t) }[0]
#define INTEGER(n) &(CrmValue[]){ crm_value_integer (n) }[0]
#define ID(v)      &(CrmValue[]){ crm_value_id (&(v)) }[0]

/* Everything a spreadsheet, a CSV reader or a regional setting could spoil. */
static const char *const hostile[] = {
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2",
  "@SUM(A1)",
  "'quoted",
  "\"double\"",
  "a,b;c\td",
  "line\nbreak",
  "1,234.50",
  "007",
  "1e5",
  "2024-03-05",
  "TRUE",
  "😀 𠮷",
  "\u202eright",
  "x;y",
  "<b>&amp;</b>",
  "\\n",
};

static void
test_hostile_text (Fixture *fixture, gconstpointer data)
{
  CrmExportFormat format = GPOINTER_TO_INT (data);
  g_autofree char *path = make_path (fixture, format == CRM_EXPORT_XLSX ? "out.xlsx" : "out.csv");
  CrmId ids[G_N_ELEMENTS (hostile)];
  g_autoptr (GHashTable) rows = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    ids[i] = add (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, TEXT (hostile[i]), CRM_CUSTOMER_NOTE, TEXT (hostile[i]), -1);
  g_assert_cmpint (export (fixture, &crm_kind_customer, NULL, format, path), ==, G_N_ELEMENTS (hostile));
  rows = read_table (path);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_assert_cmpstr (get_cell (rows, &ids[i], "name"), ==, hostile[i]);
      g_assert_cmpstr (get_cell (rows, &ids[i], "note"), ==, hostile[i]);
    }
}

static void
test_row (Fixture *fixture, gconstpointer data)
{
  CrmExportFormat format = GPOINTER_TO_INT (data);
  g_autofree char *path = make_path (fixture, format == CRM_EXPORT_XLSX ? "out.xlsx" : "out.csv");
  CrmId user = add (fixture, &crm_kind_user, CRM_USER_NAME, TEXT ("Ann Fielding"), -1);
  CrmId customer = add (fixture, &crm_kind_customer, CRM_CUSTOMER_NAME, TEXT ("瓦岗寨"), CRM_CUSTOMER_OWNER, ID (user), CRM_CUSTOMER_BIRTHDAY, INTEGER (415), CRM_CUSTOMER_CONSENT_DATE, INTEGER (20240305), CRM_CUSTOMER_CREDIT_TERMS, INTEGER (30), -1);
  CrmId person = add (fixture, &crm_kind_person, CRM_PERSON_NAME, TEXT ("单雄信"), -1);
  CrmId tag = add (fixture, &crm_kind_tag, CRM_TAG_NAME, TEXT ("a; \"b\""), -1);
  CrmValue spend = crm_value_money ((CrmMoney){ 123450, "CNY" });
  g_autoptr (GHashTable) rows = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Spend", CRM_EDIT_ORIGIN_PERSON);

  crm_change_set (crm_edit_update (edit, &crm_kind_customer, &customer), CRM_CUSTOMER_YEARLY_SPEND, spend);
  crm_edit_result_free (await_boxed (crm_store_apply (fixture->store, edit, NULL)));
  add (fixture, &crm_kind_tagging, CRM_TAGGING_CUSTOMER, ID (customer), CRM_TAGGING_TAG, ID (tag), -1);
  add (fixture, &crm_kind_role, CRM_ROLE_CUSTOMER, ID (customer), CRM_ROLE_PERSON, ID (person), CRM_ROLE_TITLE, TEXT ("Buyer"), -1);
  add (fixture, &crm_kind_contact_point, CRM_CONTACT_POINT_CUSTOMER, ID (customer), CRM_CONTACT_POINT_KIND, TEXT ("phone"), CRM_CONTACT_POINT_VALUE, TEXT ("+44 117 496 0001"), -1);
  add (fixture, &crm_kind_contact_point, CRM_CONTACT_POINT_CUSTOMER, ID (customer), CRM_CONTACT_POINT_KIND, TEXT ("phone"), CRM_CONTACT_POINT_VALUE, TEXT ("+44 117 496 0002"), CRM_CONTACT_POINT_LABEL, TEXT ("Fax"), CRM_CONTACT_POINT_OPT_OUT, INTEGER (1), -1);
  add (fixture, &crm_kind_contact_point, CRM_CONTACT_POINT_PERSON, ID (person), CRM_CONTACT_POINT_KIND, TEXT ("wechat"), CRM_CONTACT_POINT_VALUE, TEXT ("example-shan"), -1);

  g_assert_cmpint (export (fixture, &crm_kind_customer, NULL, format, path), ==, 1);
  rows = read_table (path);
  g_assert_cmpstr (get_cell (rows, &customer, "name"), ==, "瓦岗寨");
  g_assert_cmpstr (get_cell (rows, &customer, "owner"), ==, "Ann Fielding");
  g_assert_cmpstr (get_cell (rows, &customer, "birthday"), ==, "--04-15");
  g_assert_cmpstr (get_cell (rows, &customer, "consent_date"), ==, "2024-03-05");
  g_assert_cmpstr (get_cell (rows, &customer, "credit_terms"), ==, "30");
  g_assert_cmpstr (get_cell (rows, &customer, "yearly_spend_currency"), ==, "CNY");
  g_assert_true (g_str_has_prefix (get_cell (rows, &customer, "yearly_spend"), "1234.5"));
  g_assert_cmpstr (get_cell (rows, &customer, "tags"), ==, "\"a; \"\"b\"\"\"");
  g_assert_cmpstr (get_cell (rows, &customer, "phone 1"), ==, "+44 117 496 0001");
  g_assert_cmpstr (get_cell (rows, &customer, "phone 2"), ==, "+44 117 496 0002");
  g_assert_cmpstr (get_cell (rows, &customer, "phone 2 label"), ==, "Fax");
  g_assert_cmpstr (get_cell (rows, &customer, "phone 2 opt_out"), ==, "1");
  g_assert_cmpstr (get_cell (rows, &customer, "person 1 name"), ==, "单雄信");
  g_assert_cmpstr (get_cell (rows, &customer, "person 1 title"), ==, "Buyer");
  g_assert_cmpstr (get_cell (rows, &customer, "person 1 wechat 1"), ==, "example-shan");
  g_assert_nonnull (get_cell (rows, &customer, "person 1 id"));
}

static void
test_formats_agree (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = make_path (fixture, "out.csv");
  g_autofree char *xlsx = make_path (fixture, "out.xlsx");
  g_autoptr (GHashTable) a = NULL;
  g_autoptr (GHashTable) b = NULL;
  GHashTableIter iter;
  gpointer id, cells;

  export (fixture, &crm_kind_customer, NULL, CRM_EXPORT_CSV, csv);
  export (fixture, &crm_kind_customer, NULL, CRM_EXPORT_XLSX, xlsx);
  a = read_table (csv);
  b = read_table (xlsx);
  g_assert_cmpuint (g_hash_table_size (a), ==, CUSTOMERS);
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &id, &cells))
    {
      GHashTable *other = g_hash_table_lookup (b, id);

      g_assert_nonnull (other);
      g_assert_cmpuint (g_hash_table_size (cells), ==, g_hash_table_size (other));
      g_assert_cmpstr (g_hash_table_lookup (cells, "name"), ==, g_hash_table_lookup (other, "name"));
      g_assert_cmpstr (g_hash_table_lookup (cells, "phone 1"), ==, g_hash_table_lookup (other, "phone 1"));
    }
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "out.json");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *first;

  g_assert_cmpint (export (fixture, &crm_kind_customer, NULL, CRM_EXPORT_JSON, path), ==, 0);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), ==, 0);
  fill (fixture);
  g_assert_cmpint (export (fixture, &crm_kind_customer, NULL, CRM_EXPORT_JSON, path), ==, CUSTOMERS);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), ==, CUSTOMERS);
  first = json_array_get_object_element (json_node_get_array (json_parser_get_root (parser)), 0);
  g_assert_true (json_object_has_member (first, "contact_points") && json_object_has_member (first, "people") && json_object_has_member (first, "tags"));
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "out.vcf");
  g_autoptr (CrmTableReader) reader = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_task, NULL, NULL, 0, FALSE);
  g_autoptr (GError) error = NULL;
  const CrmTableRow *row;
  guint n = 0;

  g_assert_cmpint (export (fixture, &crm_kind_customer, NULL, CRM_EXPORT_VCARD, path), ==, CUSTOMERS);
  reader = crm_table_reader_open (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (crm_table_reader_get_format (reader), ==, CRM_TABLE_FORMAT_VCARD);
  while (crm_table_reader_next (reader, &row, &error) == CRM_TABLE_ROW)
    {
      g_assert_cmpint (row->fault, ==, CRM_TABLE_FAULT_NONE);
      n++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, CUSTOMERS);
  await_error (crm_export_run (fixture->store, query, CRM_EXPORT_VCARD, path, NULL), CRM_ERROR, CRM_ERROR_INVALID);
}

/* Every kind that has a table can be written. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "out.csv");

  for (CrmKindId kind = CRM_KIND_NONE + 1; kind < CRM_N_KINDS; kind++)
    {
      g_autoptr (GHashTable) rows = NULL;
      gint64 n = export (fixture, crm_kind_get (kind), NULL, CRM_EXPORT_CSV, path);

      rows = read_table (path);
      g_assert_cmpint (n, ==, g_hash_table_size (rows));
    }
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "out.csv");
  g_auto (CrmValue) level = crm_value_text ("a");
  g_autoptr (CrmFilter) filter = crm_filter_new (CRM_CUSTOMER_LEVEL, CRM_OPERATOR_EQUAL, &level);
  g_autoptr (GHashTable) rows = NULL;
  GHashTableIter iter;
  gpointer cells;

  g_assert_cmpint (export (fixture, &crm_kind_customer, filter, CRM_EXPORT_CSV, path), >, 0);
  rows = read_table (path);
  g_assert_cmpuint (g_hash_table_size (rows), <, CUSTOMERS);
  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, NULL, &cells))
    g_assert_cmpstr (g_hash_table_lookup (cells, "level"), ==, "a");
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  /* The first automatic backup may come meanwhile. */
  while ((name = g_dir_read_name (dir)) != NULL)
    n += !g_str_equal (name, "backups");
  return n;
}

static void
test_failure_leaves_the_old_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "out.csv");
  g_autofree char *nowhere = make_path (fixture, "no/such/folder/out.csv");
  g_autofree char *text = NULL;
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, 0, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  guint before;

  g_file_set_contents (path, "old", -1, NULL);
  before = count_files (fixture);
  g_cancellable_cancel (cancellable);
  for (CrmExportFormat format = CRM_EXPORT_CSV; format <= CRM_EXPORT_VCARD; format++)
    {
      await_error (crm_export_run (fixture->store, query, format, path, cancellable), G_IO_ERROR, G_IO_ERROR_CANCELLED);
      await_error (crm_export_run (fixture->store, query, format, nowhere, NULL), CRM_ERROR, CRM_ERROR_STORAGE);
    }
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "old");
  g_assert_cmpuint (count_files (fixture), ==, before);
}

/* ── stopped in the middle ────────────────────────────────────────────────────────────────── */

static DexFuture *
note_settled (DexFuture *future, gpointer settled)
{
  *(gboolean *)settled = TRUE;
  return dex_ref (future);
}

/* Cancels once a part is done. FALSE when the export was quicker than that. */
static gboolean
stop_in_the_middle (Fixture *fixture, CrmQuery *query, CrmExportFormat format, const char *path)
{
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_autoptr (DexFuture) future = NULL;
  g_autoptr (GError) error = NULL;
  gboolean settled = FALSE;
  double before = 0;

  future = dex_future_finally (crm_export_run_transfer (fixture->store, query, format, path, transfer), note_settled, &settled, NULL);
  while (!settled && crm_transfer_get_fraction (transfer) < 0.6)
    {
      double now = MAX (crm_transfer_get_fraction (transfer), 0);

      g_assert_cmpfloat (now, >=, before);
      before = now;
      g_main_context_iteration (NULL, FALSE);
    }
  crm_transfer_cancel (transfer);
  while (!settled)
    g_main_context_iteration (NULL, TRUE);
  if (dex_future_get_value (future, &error) != NULL)
    return FALSE;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return TRUE;
}

static void
check_stopped (Fixture *fixture, CrmExportFormat format)
{
  g_autofree char *old = make_path (fixture, "old");
  g_autofree char *new = make_path (fixture, "new");
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autofree char *text = NULL;
  guint before;

  g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  before = count_files (fixture);
  while (!stop_in_the_middle (fixture, query, format, new))
    g_unlink (new);
  g_assert_cmpuint (count_files (fixture), ==, before);
  while (!stop_in_the_middle (fixture, query, format, old))
    g_assert_true (g_file_set_contents (old, "old", -1, NULL));
  g_assert_cmpuint (count_files (fixture), ==, before);
  g_assert_true (g_file_get_contents (old, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
}

static void
test_stopped_csv (Fixture *fixture, gconstpointer data)
{
  check_stopped (fixture, CRM_EXPORT_CSV);
}

static void
test_stopped_xlsx (Fixture *fixture, gconstpointer data)
{
  check_stopped (fixture, CRM_EXPORT_XLSX);
}

static void
test_stopped_json (Fixture *fixture, gconstpointer data)
{
  check_stopped (fixture, CRM_EXPORT_JSON);
}

static void
test_stopped_vcard (Fixture *fixture, gconstpointer data)
{
  check_stopped (fixture, CRM_EXPORT_VCARD);
}

/* At its end all is counted, and the file has the rights any new one has. */
static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "counted.csv");
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (CrmTransfer) transfer = crm_transfer_new ();
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  gint64 done, expected;
  mode_t mask = umask (027);
  GStatBuf status;

  await_value (crm_export_run_transfer (fixture->store, query, CRM_EXPORT_CSV, path, transfer), &value, &error);
  umask (mask);
  g_assert_no_error (error);
  crm_transfer_get_counts (transfer, &done, &expected);
  g_assert_cmpint (done, ==, expected);
  g_assert_cmpint (expected, ==, 2 * g_value_get_int64 (&value));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0640);
}

/* What is selected goes out in the order of the list; a rowid that is not there is nobody. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = make_path (fixture, "out.csv");
  g_autoptr (CrmQuery) all = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, TRUE);
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmQuery) some = NULL, none = NULL;
  g_auto (GValue) value = G_VALUE_INIT, nothing = G_VALUE_INIT;
  g_autoptr (GHashTable) rows = NULL;
  g_autoptr (GError) error = NULL;

  none = crm_query_with_rowids (all, rowids);
  g_array_append_vals (rowids, ((gint64[]){ 3, 900, 1, 3, -7 }), 5);
  some = crm_query_with_rowids (all, rowids);
  g_array_set_size (rowids, 0);
  await_value (crm_export_run (fixture->store, some, CRM_EXPORT_CSV, path, NULL), &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int64 (&value), ==, 2);
  rows = read_table (path);
  g_assert_cmpuint (g_hash_table_size (rows), ==, 2);
  await_value (crm_export_run (fixture->store, none, CRM_EXPORT_CSV, path, NULL), &nothing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int64 (&nothing), ==, 0);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/exchange/export/csv/row", Fixture, GINT_TO_POINTER (CRM_EXPORT_CSV), set_up, test_row, tear_down);
  g_test_add ("/exchange/export/xlsx/row", Fixture, GINT_TO_POINTER (CRM_EXPORT_XLSX), set_up, test_row, tear_down);
  g_test_add ("/exchange/export/csv/hostile-text-comes-back", Fixture, GINT_TO_POINTER (CRM_EXPORT_CSV), set_up, test_hostile_text, tear_down);
  g_test_add ("/exchange/export/xlsx/hostile-text-comes-back", Fixture, GINT_TO_POINTER (CRM_EXPORT_XLSX), set_up, test_hostile_text, tear_down);
  g_test_add ("/exchange/export/csv-and-xlsx-agree", Fixture, &company, enter_company, test_formats_agree, leave_company);
  g_test_add ("/exchange/export/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add ("/exchange/export/vcard", Fixture, &company, enter_company, test_cards, leave_company);
  g_test_add ("/exchange/export/every-kind", Fixture, &company, enter_company, test_kinds, leave_company);
  g_test_add ("/exchange/export/filter", Fixture, &company, enter_company, test_filter, leave_company);
  g_test_add ("/exchange/export/selection", Fixture, &company, enter_company, test_selection, leave_company);
  g_test_add ("/exchange/export/failure-leaves-the-old-file", Fixture, &company, enter_company, test_failure_leaves_the_old_file, leave_company);
  g_test_add ("/exchange/export/csv/stopped-leaves-nothing", Fixture, &large, enter_company, test_stopped_csv, leave_company);
  g_test_add ("/exchange/export/xlsx/stopped-leaves-nothing", Fixture, &large, enter_company, test_stopped_xlsx, leave_company);
  g_test_add ("/exchange/export/json/stopped-leaves-nothing", Fixture, &large, enter_company, test_stopped_json, leave_company);
  g_test_add ("/exchange/export/vcard/stopped-leaves-nothing", Fixture, &large, enter_company, test_stopped_vcard, leave_company);
  g_test_add ("/exchange/export/counts-and-new-files-have-usual-rights", Fixture, &company, enter_company, test_counts, leave_company);
  result = g_test_run ();
  close_company (&company);
  close_company (&large);
  return result;
}
