/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Custom fields come in and go out with files. */

#include "core/exchange/crm-column-heading.h"
#include "core/exchange/crm-export.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/exchange/import-fixture.h"

#include <string.h>

#define VALUES "SELECT group_concat(line, '; ') FROM (SELECT c.name || ': ' || f.label || ' = '"                          \
               " || coalesce(v.text, v.date, v.number, v.decimal, v.truth, v.amount || ' ' || v.amount_currency) AS line" \
               " FROM custom_value v JOIN customer c ON c.id = v.customer JOIN custom_field f ON f.id = v.field WHERE v.deleted = 0 AND f.deleted = 0 ORDER BY v.rowid)"

static CrmImportSource *
open_for (Fixture *fixture, const char *text)
{
  g_autofree char *path = import_write_file (fixture, "import.csv", text);

  return await_boxed (crm_import_source_load_for (fixture->store, path, NULL, 2026, NULL));
}

static void
mean (CrmImportSource *source, guint column, const char *text)
{
  CrmColumnMeaning *meaning = &g_array_index (source->mapping->columns, CrmImportColumn, column).meaning;

  g_assert_true (crm_column_meaning_parse (text, meaning));
}

static void
assert_values (Fixture *fixture, const char *expected)
{
  g_autofree char *values = import_read_text (fixture, VALUES);

  g_assert_cmpstr (values, ==, expected);
}

static void
define (Fixture *fixture, const char *label, const char *type, const char *choices)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Define", CRM_EDIT_ORIGIN_PERSON);

  crm_custom_field_create (edit, label, type, choices, NULL);
  crm_edit_result_free (apply (fixture, edit));
}

/* ── meanings ── */

static void
test_meaning (void)
{
  static const char *const good[] = { "field.text:Contract no.", "field.yes-no:a:b#1", "field.choice:等级" };
  static const char *const bad[] = { "field.text", "field.hologram:x", "field:x", "field.:x" };
  CrmColumnMeaning meaning;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (crm_column_meaning_parse (good[i], &meaning));
      text = crm_column_meaning_to_text (&meaning);
      g_assert_cmpstr (text, ==, good[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (crm_column_meaning_parse (bad[i], &meaning));
}

static void
test_heading (void)
{
  CrmColumnMeaning meaning;

  g_assert_true (crm_column_heading_parse ("custom date Next inspection 2", &meaning));
  g_assert_cmpint (meaning.target, ==, CRM_COLUMN_CUSTOM);
  g_assert_cmpstr (meaning.label, ==, "Next inspection 2");
  g_assert_cmpstr (crm_column_meaning_get_custom_type (&meaning), ==, "date");
  g_assert_false (crm_column_heading_parse ("custom hologram x", &meaning));
  g_assert_false (crm_column_heading_parse ("custom date ", &meaning));
  g_assert_false (crm_column_heading_parse ("custom date", &meaning));
}

/* ── in ── */

static void
test_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmImportReport) report = NULL;

  define (fixture, "Grade", "choice", "Gold\nSilver");
  define (fixture, "Depth", "decimal", NULL);
  source = open_for (fixture, "Name,GRADE,depth\nQuay Ltd,gold,\"1,234.5\"\nMill Ltd,tin,-2\n");
  report = import_run (fixture, source, FALSE);
  import_assert_counts (report, 2, 0, 0, 0, 0);
  assert_values (fixture, "Quay Ltd: Grade = Gold; Quay Ltd: Depth = 1234500000; Mill Ltd: Depth = -2000000");
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_for (fixture, "Name,Contract,Since,Tier\nQuay Ltd,C-7,2024-05-06,Gold\nMill Ltd,,2023-01-02,Tin\nHill Ltd,,,Gold\n");
  g_autoptr (CrmImportReport) rehearsal = NULL;
  g_autoptr (CrmImportReport) report = NULL;
  g_autofree char *choices = NULL;

  mean (source, 1, "field.text:Contract");
  mean (source, 2, "field.date:Since");
  mean (source, 3, "field.choice:Tier");
  rehearsal = import_run (fixture, source, TRUE);
  import_assert_counts (rehearsal, 3, 0, 0, 0, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM custom_field"), ==, 0);
  report = import_run (fixture, source, FALSE);
  import_assert_counts (report, 3, 0, 0, 0, 0);
  assert_values (fixture, "Quay Ltd: Contract = C-7; Quay Ltd: Since = 20240506; Quay Ltd: Tier = Gold; Mill Ltd: Since = 20230102; Mill Ltd: Tier = Tin; Hill Ltd: Tier = Gold");
  choices = import_read_text (fixture, "SELECT choices FROM custom_field WHERE label = 'Tier'");
  g_assert_cmpstr (choices, ==, "Gold\nTin");
  /* One undo takes all of it back: customers, values and fields. */
  await_ok (crm_store_undo (fixture->store, NULL));
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM custom_field WHERE deleted = 0"), ==, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM custom_value WHERE deleted = 0"), ==, 0);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 0);
  await_ok (crm_store_redo (fixture->store));
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM custom_value WHERE deleted = 0"), ==, 6);
}

/* A column without a value makes no field. */
static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_for (fixture, "Name,Contract\nQuay Ltd,\n");
  g_autoptr (CrmImportReport) report = NULL;

  mean (source, 1, "field.text:Contract");
  report = import_run (fixture, source, FALSE);
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM custom_field"), ==, 0);
}

static void
test_fault (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmImportReport) report = NULL;

  define (fixture, "Fleet", "number", NULL);
  source = open_for (fixture, "Name,Fleet\nQuay Ltd,many\nMill Ltd,3\n");
  report = import_run (fixture, source, FALSE);
  import_assert_counts (report, 1, 0, 0, 0, 1);
  assert_values (fixture, "Mill Ltd: Fleet = 3");
}

static void
test_again (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    CrmImportUpdate update;
    const char *expected;
  } rows[] = {
    { CRM_IMPORT_FILL, "Quay Ltd: Fleet = 3" },
    { CRM_IMPORT_SKIP, "Quay Ltd: Fleet = 3" },
    { CRM_IMPORT_REPLACE, "Quay Ltd: Fleet = 4" },
  };
  g_autoptr (CrmImportSource) first = NULL;
  g_autoptr (CrmImportReport) report = NULL;

  define (fixture, "Fleet", "number", NULL);
  first = open_for (fixture, "Name,Email,Fleet\nQuay Ltd,quay@harbour.example,3\n");
  report = import_run (fixture, first, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CrmImportSource) source = open_for (fixture, "Name,Email,Fleet\nQuay Ltd,quay@harbour.example,4\nQuay Ltd,quay@harbour.example,5\n");
      g_autoptr (CrmImportReport) next = NULL;

      source->mapping->update = rows[i].update;
      next = import_run (fixture, source, FALSE);
      assert_values (fixture, rows[i].expected);
    }
}

/* ── out ── */

static char *
export_text (Fixture *fixture, const char *name, CrmExportFormat format)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  await_ok (crm_export_run (fixture->store, query, format, path, NULL));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_for (fixture, "Name,Depth\nQuay Ltd,1.25\n");
  g_autoptr (CrmImportReport) report = NULL;
  g_autofree char *text = NULL;

  mean (source, 1, "field.decimal:Depth");
  report = import_run (fixture, source, FALSE);
  text = export_text (fixture, "all.json", CRM_EXPORT_JSON);
  g_assert_nonnull (strstr (text, "\"label\""));
  g_assert_nonnull (strstr (text, "\"1.25\""));
}

/* A card has no types: it fills the fields there are, and the rest is a line of the note. */
static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) source = open_for (fixture, "Name,Note; x,Budget\nQuay Ltd,\"a; b, c\",CNY 12.50\n");
  g_autoptr (CrmImportReport) report = NULL;
  g_autoptr (CrmImportReport) again = NULL;
  g_autoptr (CrmImportReport) moved = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "all.vcf", NULL);
  g_autofree char *note = NULL;
  g_autoptr (CrmImportSource) cards = NULL;
  Fixture other = { 0 };

  mean (source, 1, "field.text:Note; x");
  mean (source, 2, "field.money:Budget");
  report = import_run (fixture, source, FALSE);
  text = export_text (fixture, "all.vcf", CRM_EXPORT_VCARD);
  g_assert_nonnull (strstr (text, "X-CLIENTELE-FIELD:Note\\; x;a\\; b\\, c"));
  cards = await_boxed (crm_import_source_load_for (fixture->store, path, NULL, 2026, NULL));
  again = import_run (fixture, cards, FALSE);
  import_assert_counts (again, 0, 0, 1, 0, 0);
  set_up (&other, NULL);
  define (&other, "Budget", "money", NULL);
  moved = import_run (&other, cards, FALSE);
  import_assert_counts (moved, 1, 0, 0, 0, 0);
  assert_values (&other, "Quay Ltd: Budget = 1250 CNY");
  note = import_read_text (&other, "SELECT note FROM customer");
  g_assert_cmpstr (note, ==, "Note; x: a; b, c");
  tear_down (&other, NULL);
}

#define REFERENCES                                                                                                                                                             \
  "SELECT group_concat(line, '; ') FROM (SELECT c.name || ': ' || f.label || ' = '"                                                                                            \
  " || coalesce((SELECT name FROM customer o WHERE o.id = v.other), (SELECT name FROM person p WHERE p.id = v.person), (SELECT name FROM user u WHERE u.id = v.user)) AS line" \
  " FROM custom_value v JOIN customer c ON c.id = v.customer JOIN custom_field f ON f.id = v.field WHERE v.deleted = 0 ORDER BY c.name, f.label)"

/* By name, also one that a later row makes; what nobody is called stays in the note. Out they go by name, and in JSON by id beside it. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  static const char file[] = "Company,Person,Broker,Champion,Backup\nQuay Ltd,Ann Lee,Mill Ltd,Jo Park,王芳\nMill Ltd,Jo Park,Quay Ltd,Nobody,王芳\n";
  static const char *const files[] = { "all.csv", "all.json" };
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmImportReport) report = NULL;
  g_autofree char *before = NULL, *note = NULL, *text = NULL, *json = NULL;

  define (fixture, "Broker", "customer", NULL);
  define (fixture, "Champion", "person", NULL);
  define (fixture, "Backup", "user", NULL);
  source = open_for (fixture, file);
  mean (source, 1, "person.name");
  report = import_run (fixture, source, FALSE);
  import_assert_counts (report, 2, 0, 0, 0, 0);
  before = import_read_text (fixture, REFERENCES);
  g_assert_cmpstr (before, ==,
                   "Mill Ltd: Backup = 王芳; Mill Ltd: Broker = Quay Ltd; Quay Ltd: Backup = 王芳; Quay Ltd: Broker = Mill Ltd; Quay Ltd: Champion = Jo Park");
  note = import_read_text (fixture, "SELECT note FROM customer WHERE name = 'Mill Ltd'");
  g_assert_cmpstr (note, ==, "Champion: Nobody");
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM user"), ==, 1);
  text = export_text (fixture, files[0], CRM_EXPORT_CSV);
  g_assert_nonnull (strstr (text, "custom customer Broker"));
  json = export_text (fixture, files[1], CRM_EXPORT_JSON);
  g_assert_nonnull (strstr (json, "value_name"));
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL), *after = NULL;
      g_autoptr (CrmImportSource) again = await_boxed (crm_import_source_load_for (fixture->store, path, NULL, 2026, NULL)), moved = NULL;
      g_autoptr (CrmImportReport) same = import_run (fixture, again, FALSE), made = NULL;
      Fixture other = { 0 };

      import_assert_counts (same, 0, 0, 2, 0, 0);
      set_up (&other, NULL);
      moved = await_boxed (crm_import_source_load_for (other.store, path, NULL, 2026, NULL));
      made = import_run (&other, moved, FALSE);
      after = import_read_text (&other, REFERENCES);
      g_assert_cmpstr (after, ==, before);
      tear_down (&other, NULL);
    }
  /* One undo takes all of it back. */
  await_ok (crm_store_undo (fixture->store, NULL));
  g_assert_cmpint (import_count (fixture, "SELECT count(*) FROM custom_value WHERE deleted = 0"), ==, 0);
}

/* With its heading a table comes back as it was, also in a file without the field. */
static void
test_choices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportSource) first = NULL;
  g_autofree char *text = NULL, *json = NULL, *note = NULL;
  static const char *const files[] = { "all.csv", "all.json" };
  g_autoptr (CrmImportReport) report = NULL;

  define (fixture, "Goods", "choices", "Ink\nPaper");
  first = open_for (fixture, "Name,Goods\nQuay Ltd,\"paper, Ink\"\nMill Ltd,Ink; tin\nHill Ltd,Ink\n");
  report = import_run (fixture, first, FALSE);
  assert_values (fixture, "Quay Ltd: Goods = Ink\nPaper; Hill Ltd: Goods = Ink");
  note = import_read_text (fixture, "SELECT note FROM customer WHERE name = 'Mill Ltd'");
  g_assert_nonnull (strstr (note, "Ink; tin"));
  text = export_text (fixture, files[0], CRM_EXPORT_CSV);
  g_assert_nonnull (strstr (text, "custom choices Goods"));
  g_assert_nonnull (strstr (text, "Ink; Paper"));
  json = export_text (fixture, files[1], CRM_EXPORT_JSON);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL);
      g_autoptr (CrmImportSource) again = NULL, moved = NULL;
      g_autoptr (CrmImportReport) same = NULL, made = NULL;
      g_autofree char *choices = NULL;
      Fixture other = { 0 };

      again = await_boxed (crm_import_source_load_for (fixture->store, path, NULL, 2026, NULL));
      same = import_run (fixture, again, FALSE);
      import_assert_counts (same, 0, 0, 3, 0, 0);
      set_up (&other, NULL);
      moved = await_boxed (crm_import_source_load_for (other.store, path, NULL, 2026, NULL));
      made = import_run (&other, moved, FALSE);
      choices = import_read_text (&other, "SELECT replace (choices, char (10), ', ') FROM custom_field");
      g_assert_cmpstr (choices, ==, "Ink, Paper");
      tear_down (&other, NULL);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/custom-exchange/meaning/is-kept-as-text", test_meaning);
  g_test_add_func ("/custom-exchange/heading/says-the-type", test_heading);
  ADD ("/custom-exchange/import/known-fields-by-heading", test_known);
  ADD ("/custom-exchange/import/new-fields-and-one-undo", test_new);
  ADD ("/custom-exchange/import/nothing-to-say-makes-no-field", test_empty);
  ADD ("/custom-exchange/import/refuses-what-is-no-value", test_fault);
  ADD ("/custom-exchange/import/updates-as-the-mapping-says", test_again);
  ADD ("/custom-exchange/export/json", test_json);
  ADD ("/custom-exchange/export/cards-are-known-again", test_cards);
  ADD ("/custom-exchange/choices/go-out-and-come-back", test_choices);
  ADD ("/custom-exchange/references/by-name", test_references);
  return g_test_run ();
}
