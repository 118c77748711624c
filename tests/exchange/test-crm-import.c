/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import: what makes a customer, what is the same, what is refused, what is taken back. */

#include "core/base/crm-error.h"
#include "tests/exchange/import-fixture.h"

#include <string.h>

static void
assert_read (Fixture *fixture, const char *sql, const char *text)
{
  g_autofree char *found = import_read_text (fixture, sql);

  g_assert_cmpstr (found, ==, text);
}

static CrmImportReport *
import_with (Fixture *fixture, const char *text, CrmImportUpdate update, guint match)
{
  g_autofree char *path = import_write_file (fixture, "import.csv", text);
  g_autoptr (CrmImportSource) source = import_open (path);

  source->mapping->update = update;
  if (match != 0)
    source->mapping->match = match;
  return import_run (fixture, source, FALSE);
}

static void
assert_fault (CrmImportReport *report, guint position, guint64 row, const char *column, const char *part)
{
  const CrmImportFault *fault;

  g_assert_cmpuint (report->faults->len, >, position);
  fault = report->faults->pdata[position];
  g_assert_cmpuint (fault->row, ==, row);
  g_assert_cmpstr (fault->column, ==, column);
  g_assert_nonnull (strstr (fault->reason, part));
}

/* ── who is who ── */

static void
test_one_company (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "姓名,公司名称,职务\n赵明远,沧海机械（上海）有限公司,经理\n钱小雨,沧海机械(上海)有限公司,会计\n孙 丽,沧海机械（上海）有限公司,\n");

  import_assert_counts (report, 3, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer"), ==, 1);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM role"), ==, 3);
  assert_read (fixture, "SELECT group_concat(name) FROM (SELECT name FROM person ORDER BY rowid)", "赵明远,钱小雨,孙丽");
}

/* The facts and the search index are written with the rows. */
static void
test_facts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "Name,Company,Phone,Email\nAnn Lee,Harbour Ltd,+44 20 7946 0123,ann@harbour.example\n");

  assert_read (fixture, "SELECT phone || ' ' || email FROM customer", "+44 20 7946 0123 ann@harbour.example");
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'harbour'"), ==, 1);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'lee'"), ==, 1);
}

static void
test_same_person_twice_in_a_file (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Email,Phone,City\nAnn Lee,ann@lee.example,,Leeds\nAnn Lee,ANN@LEE.EXAMPLE,+44 20 7946 0123,York\n";
  g_autoptr (CrmImportReport) report = import_text (fixture, text), again = NULL;

  import_assert_counts (report, 1, 1, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer"), ==, 1);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM contact_point"), ==, 2);
  /* The first row that says something wins, so that a second import finds nothing to do. */
  assert_read (fixture, "SELECT city FROM customer", "Leeds");
  again = import_text (fixture, text);
  import_assert_counts (again, 0, 0, 2, 0, 0);
}

static void
test_two_people_of_one_switchboard (Fixture *fixture, gconstpointer data)
{
  const char *text = "姓名,公司名称,电话\n赵明远,沧海机械有限公司,021-5555 0132\n钱小雨,沧海机械有限公司,021-55550132\n";
  g_autoptr (CrmImportReport) report = import_text (fixture, text), again = import_text (fixture, text);

  import_assert_counts (report, 2, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM person"), ==, 2);
  import_assert_counts (again, 0, 0, 2, 0, 0);
}

static void
test_two_people_of_one_mailbox (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Company,Email\nAnn Lee,Harbour Ltd,info@harbour.example\nBob Ray,Harbour Ltd,info@harbour.example\n";
  g_autoptr (CrmImportReport) report = import_text (fixture, text), again = import_text (fixture, text);

  import_assert_counts (report, 2, 0, 0, 0, 0);
  import_assert_counts (again, 0, 0, 2, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM person"), ==, 2);
}

static void
test_namesakes (Fixture *fixture, gconstpointer data)
{
  const char *text = "姓名,公司,手机\n张伟,沧海机械有限公司,13800000001\n张伟,沧海机械有限公司,13800000002\n";
  g_autoptr (CrmImportReport) report = import_text (fixture, text), again = import_text (fixture, text);

  import_assert_counts (report, 2, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM person"), ==, 2);
  import_assert_counts (again, 0, 0, 2, 0, 0);
}

static void
test_leftover_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "Name,Shoe size,Note\nAnn Lee,38,Tall\n");

  import_assert_counts (report, 1, 0, 0, 0, 0);
  assert_read (fixture, "SELECT note FROM customer", "Tall\nShoe size: 38");
}

/* ── matching ── */

static void
test_match_email (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Email,City\nBob Ray,bob@ray.example,Leeds\n"), second = NULL;

  second = import_text (fixture, "Name,Email,City\nRobert Ray,Bob@Ray.example,York\n");
  import_assert_counts (second, 0, 1, 0, 0, 0);
  assert_read (fixture, "SELECT name || ' ' || city FROM customer", "Robert Ray York");
}

static void
test_match_phone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "姓名,手机\n赵明,13800000132\n"), second = NULL;

  second = import_text (fixture, "姓名,手机\n赵明远,+86 138 0000 0132\n");
  import_assert_counts (second, 0, 1, 0, 0, 0);
  assert_read (fixture, "SELECT name FROM customer", "赵明远");
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM contact_point"), ==, 1);
}

static void
test_match_external_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "Record ID,Name,City\n17,Ann Lee,Leeds\n18,Bob Ray,York\n"), second = NULL;

  second = import_text (fixture, "Record ID,Name,City\n18,Robert Ray,Hull\n19,Cid Moor,Bath\n");
  import_assert_counts (second, 1, 1, 0, 0, 0);
  assert_read (fixture, "SELECT name || ' ' || city FROM customer WHERE external_id = '18'", "Robert Ray Hull");
}

static void
test_match_chosen (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Email,Phone\nAnn Lee,ann@lee.example,+44 20 7946 0123\n", *other = "Name,Email,Phone\nAnn Lee,lee@ann.example,+44 20 7946 0123\n";
  g_autoptr (CrmImportReport) first = import_text (fixture, text), by_email = NULL, by_name = NULL;

  by_email = import_with (fixture, other, CRM_IMPORT_REPLACE, CRM_IMPORT_MATCH_EMAIL);
  import_assert_counts (by_email, 1, 0, 0, 0, 0);
  by_name = import_with (fixture, "Name,Email,City\nAnn Lee,third@lee.example,Leeds\n", CRM_IMPORT_REPLACE, CRM_IMPORT_MATCH_NAME);
  import_assert_counts (by_name, 0, 1, 0, 0, 0);
}

static void
test_unnamed_row_of_known_email (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Email,City\nAnn Lee,ann@lee.example,\n"), second = NULL;

  second = import_text (fixture, "Name,Email,City\n,ann@lee.example,Leeds\n,nobody@lee.example,York\n");
  import_assert_counts (second, 0, 1, 0, 0, 1);
  assert_fault (second, 0, 3, NULL, "names nobody");
  assert_read (fixture, "SELECT city FROM customer", "Leeds");
}

static void
test_deleted_is_not_matched (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Email\nAnn Lee,ann@lee.example\n";
  g_autoptr (CrmImportReport) first = import_text (fixture, text), second = NULL;

  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, &first->edit_id)));
  second = import_text (fixture, text);
  import_assert_counts (second, 1, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 1);
}

static void
test_person_known_at_company (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Company,Email\nAnn Lee,Harbour Ltd,ann@harbour.example\n"), second = NULL;

  second = import_text (fixture, "Name,Email,Phone\nAnn Lee,ann@harbour.example,+44 20 7946 0123\n");
  import_assert_counts (second, 0, 1, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer"), ==, 1);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM contact_point WHERE person IS NOT NULL"), ==, 2);
}

static void
test_customer_known_as_individual (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Email\nAnn Lee,ann@lee.example\n"), second = NULL;

  second = import_text (fixture, "Name,Company,Email\nAnn Lee,Harbour Ltd,ann@lee.example\n");
  import_assert_counts (second, 0, 1, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer"), ==, 1);
  assert_read (fixture, "SELECT note FROM customer", "Company: Harbour Ltd");
}

/* ── policies ── */

static void
test_replace_fill_skip (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Email,City,Industry\nAnn Lee,ann@lee.example,York,\n";
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Email,City,Industry\nAnn Lee,ann@lee.example,Leeds,\n"), fill = NULL, skip = NULL, replace = NULL;

  skip = import_with (fixture, "Name,Email,City,Industry\nAnn Lee,ann@lee.example,Hull,Tea\n", CRM_IMPORT_SKIP, 0);
  import_assert_counts (skip, 0, 0, 0, 1, 0);
  assert_read (fixture, "SELECT city FROM customer", "Leeds");
  fill = import_with (fixture, "Name,Email,City,Industry\nAnn Lee,ann@lee.example,Hull,Tea\n", CRM_IMPORT_FILL, 0);
  import_assert_counts (fill, 0, 1, 0, 0, 0);
  assert_read (fixture, "SELECT city || ' ' || industry FROM customer", "Leeds Tea");
  replace = import_with (fixture, text, CRM_IMPORT_REPLACE, 0);
  import_assert_counts (replace, 0, 1, 0, 0, 0);
  /* An empty cell replaces nothing. */
  assert_read (fixture, "SELECT city || ' ' || industry FROM customer", "York Tea");
}

static void
test_notes_grow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Company,Note\nAnn Lee,Harbour Ltd,one\nBob Ray,Harbour Ltd,two\n"), second = NULL, third = NULL;

  assert_read (fixture, "SELECT note FROM customer", "one\ntwo");
  second = import_text (fixture, "Name,Company,Note\nCid Moor,Harbour Ltd,three\n");
  assert_read (fixture, "SELECT note FROM customer", "one\ntwo\nthree");
  third = import_text (fixture, "Name,Company,Note\nCid Moor,Harbour Ltd,three\n");
  import_assert_counts (third, 0, 0, 1, 0, 0);
}

/* ── values ── */

static void
test_dates_by_the_column (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "Name,Birthday\nAnn Lee,03/04/1980\nBob Ray,12/31/1981\n");

  import_assert_counts (report, 2, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT birthday FROM customer WHERE name = 'Ann Lee'"), ==, 19800304);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  const char *text = "Name,Birthday,Credit limit,Payment terms\n"
                     "Ann Lee,31.02.1980,,\n"
                     "Bob Ray,01.03.1980,\"1,234\",\n"
                     "Cid Moor,02.03.1980,\"1,234.50 EUR\",30\n"
                     ",,,\"14\"\n"
                     "Dee Poe,03.03.1980,,thirty\n"
                     "Eve Fox,04.03.1980,\"open,,\n"
                     "Fay Roe,05.03.1980,,\n";
  g_autoptr (CrmImportReport) report = import_text (fixture, text);

  import_assert_counts (report, 2, 0, 0, 0, 5);
  assert_fault (report, 0, 2, "Birthday", "day 31");
  assert_fault (report, 1, 3, "Credit limit", "1,234");
  assert_fault (report, 2, 5, NULL, "names nobody");
  assert_fault (report, 3, 6, "Payment terms", "thirty");
  assert_fault (report, 4, 7, "Credit limit", "quotation mark");
  g_assert_cmpint (import_count (fixture, "SELECT credit_limit FROM customer WHERE name = 'Cid Moor'"), ==, 123450);
  assert_read (fixture, "SELECT credit_limit_currency FROM customer WHERE name = 'Cid Moor'", "EUR");
}

static void
test_ambiguous_dates (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = import_write_file (fixture, "dates.csv", "Name,Birthday\nAnn Lee,03/04/1980\n");
  g_autoptr (CrmImportSource) source = import_open (path);
  g_autoptr (CrmImportReport) report = import_run (fixture, source, FALSE), told = NULL;

  import_assert_counts (report, 0, 0, 0, 0, 1);
  assert_fault (report, 0, 2, "Birthday", "03/04/1980");
  g_array_index (source->mapping->columns, CrmImportColumn, 1).date_order = CRM_DATE_ORDER_DMY;
  told = import_run (fixture, source, FALSE);
  import_assert_counts (told, 1, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT birthday FROM customer"), ==, 19800403);
}

static void
test_faulty_rows_are_mended (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = import_write_file (fixture, "contacts.csv", "Name;Birthday;City\nAnn Lee;31.02.1980;Leeds\nBob Ray;01.03.1980;\"York; north\"\nCid Moor;32.03.1980;\"Hull; \"\"old\"\"\"\n");
  g_autofree char *saved = g_build_filename (fixture->folder, "mend.csv", NULL), *text = NULL, *mended = NULL, *mended_path = NULL;
  g_autoptr (CrmImportSource) source = import_open (path), again = NULL;
  g_autoptr (CrmImportReport) report = import_run (fixture, source, FALSE), second = NULL;
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;

  import_assert_counts (report, 1, 0, 0, 0, 2);
  g_ptr_array_add (sources, source);
  g_assert_true (crm_import_report_save_faults (report, sources, saved, NULL, &error));
  g_assert_no_error (error);
  g_file_get_contents (saved, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "Ann Lee,31.02.1980,Leeds,"));
  g_assert_nonnull (strstr (text, "Cid Moor,32.03.1980,\"Hull; \"\"old\"\"\","));
  g_assert_null (strstr (text, "Bob Ray"));
  parts = g_strsplit (text, "31.02.1980", -1);
  mended = g_strjoinv ("28.02.1980", parts);
  mended_path = import_write_file (fixture, "mended.csv", mended);
  again = import_open (mended_path);
  second = import_run (fixture, again, FALSE);
  import_assert_counts (second, 1, 0, 0, 0, 1);
  assert_read (fixture, "SELECT city || coalesce(note, '') FROM customer WHERE name = 'Ann Lee'", "Leeds");
}

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture,
                                                    "客户名称,客户类型,客户等级,客户来源,规模,客户状态\n"
                                                    "沧海机械有限公司,企业,A级,转介绍,50-249人,成交客户\n"
                                                    "张三,个人,重点客户,展会,,意向\n"
                                                    "李四,个人,Z,飞鸽传书,,\n");

  import_assert_counts (report, 3, 0, 0, 0, 0);
  assert_read (fixture, "SELECT type || level || source || size || life_cycle FROM customer WHERE name = '沧海机械有限公司'", "companyareferral50-249acquired");
  assert_read (fixture, "SELECT type || level || source || life_cycle FROM customer WHERE name = '张三'", "individualatrade-faircontacted");
  /* A word the field does not know is kept where a person sees it. */
  assert_read (fixture, "SELECT note FROM customer WHERE name = '李四'", "客户等级: Z\n客户来源: 飞鸽传书");
}

static void
test_owners_and_tags (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "Name,Owner,Tags\nAnn Lee,Jo Park,\"VIP; north, old\"\nBob Ray,jo park,vip\nCid Moor,Mia Stone,\"\"\"a, b\"\";c\"\n");

  import_assert_counts (report, 3, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM user"), ==, 2);
  assert_read (fixture, "SELECT group_concat(name, '|') FROM (SELECT name FROM tag ORDER BY rowid)", "VIP|north|old|a, b|c");
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM tagging"), ==, 6);
}

static void
test_interactions (Fixture *fixture, gconstpointer data)
{
  const char *text = "客户名称,跟进时间,跟进方式,跟进内容,跟进人员\n"
                     "沧海机械有限公司,2024-06-01 10:20,电话,报价已发,王芳\n"
                     "沧海机械有限公司,2024-06-03 14:00,拜访,参观工厂,王芳\n"
                     "星河文化传媒有限公司,2024-06-02,微信,,李强\n";
  g_autoptr (CrmImportReport) report = import_text (fixture, text), again = import_text (fixture, text);

  import_assert_counts (report, 2, 1, 0, 0, 0);
  assert_read (fixture, "SELECT group_concat(kind) FROM (SELECT kind FROM interaction ORDER BY at)", "call,wechat,visit");
  assert_read (fixture, "SELECT last_contact_kind FROM customer WHERE name = '沧海机械有限公司'", "visit");
  /* 10:20 in Shanghai is 02:20 UTC. */
  g_assert_cmpint (import_count (fixture, "SELECT at / 1000000 FROM interaction WHERE kind = 'call'"), ==, 1717208400);
  import_assert_counts (again, 0, 0, 3, 0, 0);
}

/* ── the whole ── */

static void
test_rehearsal_writes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = import_write_file (fixture, "import.csv", "Name,Email\nAnn Lee,ann@lee.example\nAnn Lee,ann@lee.example\n,\n");
  g_autoptr (CrmImportSource) source = import_open (path);
  g_autoptr (CrmImportReport) report = import_run (fixture, source, TRUE);

  import_assert_counts (report, 1, 0, 1, 0, 0);
  g_assert_cmpint (report->edit, ==, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer"), ==, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM edit"), ==, 0);
}

static void
test_one_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (CrmImportReport) first = import_text (fixture, "Name,Company,Email,City\nAnn Lee,Harbour Ltd,ann@harbour.example,Leeds\n"), second = NULL;

  before = import_describe_store (fixture);
  second = import_text (fixture, "Name,Company,Email,City,Owner,Tags\nAnn B. Lee,Harbour Ltd,ann@harbour.example,York,Jo Park,VIP\nBob Ray,Harbour Ltd,bob@harbour.example,,,\nCid Moor,Quay & Co,,,,\n");
  import_assert_counts (second, 2, 1, 0, 0, 0);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  after = import_describe_store (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM user WHERE deleted = 0"), ==, 0);
}

static char *
make_rows (guint from, guint n)
{
  GString *text = g_string_new ("Name,Company,Email,Phone,Note\n");

  for (guint i = from; i < from + n; i++)
    g_string_append_printf (text, "Ann Number%u,Harbour %u Ltd,ann%u@harbour.example,+44 20 79%06u,note %u\n", i, i / 3, i, i, i);
  return g_string_free_and_steal (text);
}

static gboolean
cancel_soon (gpointer import)
{
  guint64 done, rows;

  crm_import_get_progress (import, &done, &rows);
  if (done < 2000)
    return G_SOURCE_CONTINUE;
  crm_import_cancel (import);
  return G_SOURCE_REMOVE;
}

static void
test_cancel_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) first = NULL, after = NULL;
  g_autofree char *some = make_rows (0, 50), *many = make_rows (0, 60000), *path = NULL, *before = NULL, *now = NULL;
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (CrmImport) import = NULL;
  DexFuture *future;

  first = import_text (fixture, some);
  before = import_describe_store (fixture);
  path = import_write_file (fixture, "many.csv", many);
  source = import_open (path);
  g_ptr_array_add (sources, source);
  import = crm_import_new (fixture->store, sources);
  future = crm_import_run (import);
  g_idle_add (cancel_soon, import);
  await_error (future, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  now = import_describe_store (fixture);
  g_assert_cmpstr (now, ==, before);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM person"), ==, 50);
  after = import_text (fixture, some);
  import_assert_counts (after, 0, 0, 50, 0, 0);
}

/* Rows of several chunks: what an earlier one made is found, also when the file was not empty. */
static void
test_many_rows (Fixture *fixture, gconstpointer data)
{
  g_autofree char *few = make_rows (0, 100), *many = make_rows (0, 3000);
  g_autoptr (CrmImportReport) first = import_text (fixture, few), second = NULL, third = NULL;

  import_assert_counts (first, 100, 0, 0, 0, 0);
  second = import_text (fixture, many);
  import_assert_counts (second, 2900, 0, 100, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer"), ==, 1000);
  assert_read (fixture, "SELECT note FROM customer WHERE name = 'Harbour 999 Ltd'", "note 2997\nnote 2998\nnote 2999");
  third = import_text (fixture, many);
  import_assert_counts (third, 0, 0, 3000, 0, 0);
}

static void
test_same_phone_everywhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("Name,Phone\n");
  g_autoptr (CrmImportReport) report = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "Ann Surname%c%c%c,+8613800138000\n", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
  report = import_text (fixture, text->str);
  g_assert_cmpuint (report->n_read, ==, 5000);
  g_assert_cmpuint (report->faults->len, ==, 0);
  g_assert_cmpuint (report->n_created, ==, 5000);
}

static void
test_several_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = import_write_file (fixture, "one.csv", "Name,Email\nAnn Lee,ann@lee.example\n,\n"), *two = import_write_file (fixture, "two.csv", "姓名;邮箱;城市;生日\nAnn Lee;ann@lee.example;Leeds;\n李雷;lei@li.example;;32.01.1980\n");
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_import_source_unref);
  g_autoptr (CrmImport) import = NULL;
  g_autoptr (CrmImportReport) report = NULL;

  g_ptr_array_add (sources, import_open (one));
  g_ptr_array_add (sources, import_open (two));
  import = crm_import_new (fixture->store, sources);
  report = await_boxed (crm_import_run (import));
  import_assert_counts (report, 1, 1, 0, 0, 1);
  g_assert_cmpuint (((CrmImportFault *)report->faults->pdata[0])->source, ==, 1);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM edit"), ==, 1);
}

static void
test_unreadable_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = import_write_file (fixture, "gone.csv", "Name\nAnn Lee\n");
  g_autoptr (CrmImportSource) source = import_open (path);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (CrmImport) import = NULL;

  g_unlink (path);
  g_ptr_array_add (sources, source);
  import = crm_import_new (fixture->store, sources);
  await_error (crm_import_run (import), CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM edit WHERE state = 1"), ==, 0);
}

#define ADD(path, function) g_test_add ("/import/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("who/one-company-of-several-rows", test_one_company);
  ADD ("who/facts-and-index", test_facts);
  ADD ("who/same-person-twice-in-a-file", test_same_person_twice_in_a_file);
  ADD ("who/two-people-of-one-switchboard", test_two_people_of_one_switchboard);
  ADD ("who/two-people-of-one-mailbox", test_two_people_of_one_mailbox);
  ADD ("who/namesakes-with-other-phones", test_namesakes);
  ADD ("who/leftover-columns-are-lines-of-the-note", test_leftover_columns);
  ADD ("match/email", test_match_email);
  ADD ("match/phone", test_match_phone);
  ADD ("match/external-id", test_match_external_id);
  ADD ("match/chosen-keys-only", test_match_chosen);
  ADD ("match/unnamed-row-of-known-email", test_unnamed_row_of_known_email);
  ADD ("match/deleted-is-not-matched", test_deleted_is_not_matched);
  ADD ("match/person-known-at-company", test_person_known_at_company);
  ADD ("match/customer-known-as-individual", test_customer_known_as_individual);
  ADD ("update/replace-fill-skip", test_replace_fill_skip);
  ADD ("update/notes-grow", test_notes_grow);
  ADD ("values/dates-by-the-column", test_dates_by_the_column);
  ADD ("values/ambiguous-dates-need-an-answer", test_ambiguous_dates);
  ADD ("values/choices", test_choices);
  ADD ("values/owners-and-tags", test_owners_and_tags);
  ADD ("values/interactions", test_interactions);
  ADD ("faults/listed-and-the-rest-imported", test_faults);
  ADD ("faults/saved-mended-imported", test_faulty_rows_are_mended);
  ADD ("faults/unreadable-file-leaves-nothing", test_unreadable_file);
  ADD ("whole/rehearsal-writes-nothing", test_rehearsal_writes_nothing);
  ADD ("whole/one-undo-takes-it-back", test_one_undo);
  ADD ("whole/cancel-leaves-nothing", test_cancel_leaves_nothing);
  ADD ("whole/many-rows", test_many_rows);
  ADD ("whole/same-phone-everywhere", test_same_phone_everywhere);
  ADD ("whole/several-files-are-one-edit", test_several_files);
  return g_test_run ();
}
