/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is exported imports back: into an empty file the export of which is the same bytes, into the same file as no change. */

#include "core/customers/crm-custom-field.h"
#include "core/record/crm-choice-set.h"
#include "core/exchange/crm-export.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/exchange/import-fixture.h"

#include <string.h>

#define N_CUSTOMERS 120

/* ── records nobody would make, and some would ── */

static const char *const texts[] = {
  "Harbour & Sons",
  "沧海机械有限公司",
  " leading and trailing ",
  "two\nlines",
  "=SUM(A1:A9)",
  "+44 20 7946 0123",
  "-none-",
  "'quoted",
  "say \"hi\"",
  "a,b;c\td",
  "n/a",
  "0/0/00",
  "TRUE",
  "00123",
  "1.234,50",
  "🌸 emoji",
  "e\xcc\x81 combined",
  "12345678901234567890",
  "2024-02-30",
  "：，；、",
  "\\n is no line",
  "Åsa Öberg",
};

static const char *
pick_text (GRand *random)
{
  return texts[g_rand_int_range (random, 0, G_N_ELEMENTS (texts))];
}

/* The first few: a field that an import makes has its choices in the order in which they come up. */
static CrmValue
make_choices (GRand *random, const CrmField *field)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *value = NULL;

  for (const CrmChoice *choice = field->choices; choice->name != NULL && (choice == field->choices || g_rand_boolean (random)); choice++)
    g_strv_builder_add (builder, choice->name);
  names = g_strv_builder_end (builder);
  value = crm_choice_set_join (field, (const char *const *)names);
  return crm_value_text (value);
}

static CrmValue
make_value (GRand *random, const CrmField *field)
{
  static const char *const currencies[] = { "CNY", "JPY", "KWD", "EUR" };
  CrmMoney money = { g_rand_int_range (random, -1000000, 1000000000) };
  guint n_choices = 0;

  switch (field->type)
    {
    case CRM_TYPE_CHOICE:
      while (field->choices[n_choices].name != NULL)
        n_choices++;
      return crm_value_text (field->choices[g_rand_int_range (random, 0, (int)n_choices)].name);
    case CRM_TYPE_CHOICES:
      return make_choices (random, field);
    case CRM_TYPE_INTEGER:
      return crm_value_integer (g_rand_int_range (random, 0, 400));
    case CRM_TYPE_DECIMAL:
      return crm_value_integer (g_rand_int_range (random, G_MININT32, G_MAXINT32) * G_GINT64_CONSTANT (997));
    case CRM_TYPE_BOOLEAN:
      return crm_value_integer ((field->flags & CRM_FIELD_OWN_WORDS) != 0 ? g_rand_boolean (random) : 1);
    case CRM_TYPE_DATE:
      return crm_value_integer (g_rand_boolean (random) ? 229 : 19000101 + g_rand_int_range (random, 0, 100) * 10000);
    case CRM_TYPE_MONEY:
      g_strlcpy (money.currency, currencies[g_rand_int_range (random, 0, G_N_ELEMENTS (currencies))], sizeof money.currency);
      return crm_value_money (money);
    case CRM_TYPE_TEXT:
    case CRM_TYPE_LONG_TEXT:
    case CRM_TYPE_TIME:
    case CRM_TYPE_REFERENCE:
    default:
      return crm_value_text (pick_text (random));
    }
}

static void
fill_fields (GRand *random, CrmChange *change, guint first)
{
  for (guint i = first; i < change->kind->n_fields; i++)
    {
      const CrmField *field = &change->kind->fields[i];

      if ((field->flags & (CRM_FIELD_FACT | CRM_FIELD_HIDDEN | CRM_FIELD_INTERNAL)) != 0 || field->type == CRM_TYPE_REFERENCE)
        continue;
      if (crm_change_get (change, i) == NULL && ((field->flags & CRM_FIELD_REQUIRED) != 0 || g_rand_int_range (random, 0, 3) == 0))
        crm_change_set (change, i, make_value (random, field));
    }
}

static void
add_points (GRand *random, CrmEdit *edit, guint owner_field, const CrmId *owner)
{
  for (int i = g_rand_int_range (random, 0, 4); i > 0; i--)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
      g_autofree char *value = g_strdup_printf ("%s %d", pick_text (random), i);

      crm_change_set_id (change, owner_field, owner);
      crm_change_set (change, CRM_CONTACT_POINT_KIND, make_value (random, &crm_kind_contact_point.fields[CRM_CONTACT_POINT_KIND]));
      crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, g_rand_boolean (random) ? value : g_rand_boolean (random) ? "shared@harbour.example"
                                                                                                                      : "13800000132");
      if (g_rand_boolean (random))
        crm_change_set_text (change, CRM_CONTACT_POINT_LABEL, pick_text (random));
      if (g_rand_int_range (random, 0, 4) == 0)
        crm_change_set_integer (change, CRM_CONTACT_POINT_OPT_OUT, 1);
    }
}

/* One point of a kind and value an owner: a second one says nothing, and would not come back. */
static void
drop_doubles (CrmEdit *edit, CrmEdit *clean)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < crm_edit_get_n_changes (edit); i++)
    {
      const CrmChange *change = crm_edit_get_change (edit, i);
      CrmChange *copy;

      if (change->kind == &crm_kind_contact_point)
        {
          const CrmValue *customer = crm_change_get (change, CRM_CONTACT_POINT_CUSTOMER), *person = crm_change_get (change, CRM_CONTACT_POINT_PERSON);
          g_autofree char *owner = crm_value_to_stored (customer != NULL ? customer : person);
          g_autofree char *lower = g_utf8_strdown (crm_change_get (change, CRM_CONTACT_POINT_VALUE)->text, -1);

          g_strstrip (lower);
          if (!g_hash_table_add (seen, g_strconcat (owner, crm_change_get (change, CRM_CONTACT_POINT_KIND)->text, "\n", lower, NULL)))
            continue;
        }
      copy = crm_edit_create (clean, change->kind, &change->id);
      for (guint j = 0; change->assignments != NULL && j < change->assignments->len; j++)
        {
          const CrmAssignment *assignment = &g_array_index (change->assignments, CrmAssignment, j);

          crm_change_set (copy, assignment->field, crm_value_copy (&assignment->value));
        }
    }
}

static void
add_people (GRand *random, CrmEdit *edit, const CrmId *customer, CrmId *last)
{
  for (int i = g_rand_int_range (random, 0, 3); i > 0; i--)
    {
      CrmChange *role;
      CrmId person = *last;

      /* Now and then the same person at another customer, or twice at one. */
      if (crm_id_is_nil (last) || g_rand_int_range (random, 0, 5) > 0)
        {
          CrmChange *change = crm_edit_create (edit, &crm_kind_person, NULL);

          person = *last = change->id;
          fill_fields (random, change, 0);
          add_points (random, edit, CRM_CONTACT_POINT_PERSON, &person);
        }
      role = crm_edit_create (edit, &crm_kind_role, NULL);
      crm_change_set_id (role, CRM_ROLE_CUSTOMER, customer);
      crm_change_set_id (role, CRM_ROLE_PERSON, &person);
      fill_fields (random, role, CRM_ROLE_TITLE);
    }
}

static void
add_tags (GRand *random, CrmEdit *edit, const CrmId *customer, const CrmId *tags, guint n_tags)
{
  for (guint i = 0; i < n_tags; i++)
    if (g_rand_int_range (random, 0, 4) == 0)
      {
        CrmId id = crm_tagging_make_id (customer, &tags[i]);
        CrmChange *change = crm_edit_create (edit, &crm_kind_tagging, &id);

        crm_change_set_id (change, CRM_TAGGING_CUSTOMER, customer);
        crm_change_set_id (change, CRM_TAGGING_TAG, &tags[i]);
      }
}

/* One of each type but those that are named after the kind they refer to, with names that are hard on a table. */
static GPtrArray *
make_custom_fields (CrmEdit *edit)
{
  static const char *const labels[] = { "Next inspection", "客户等级", "a, \"b\"; c", "phone 2 label", "=SUM(A1)", "Name", "custom date", "  x", "Ready" };
  const CrmChoice *types = crm_kind_custom_field.fields[CRM_CUSTOM_FIELD_TYPE].choices;
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_custom_field_unref);
  g_autofree char *last = NULL;

  for (guint i = 0; types[i].name != NULL && crm_kind_find (types[i].name) == NULL; i++)
    {
      CrmChange *change = crm_custom_field_create (edit, labels[i % G_N_ELEMENTS (labels)], types[i].name, "Gold\n银, 卡\n\"Bronze\"", last);
      CrmValue values[CRM_CUSTOM_FIELD_N_FIELDS] = { 0 };
      g_autoptr (CrmRecord) record = NULL;

      for (guint field = 0; field < CRM_CUSTOM_FIELD_N_FIELDS; field++)
        values[field] = crm_value_copy (crm_change_get (change, field));
      record = crm_record_new (&crm_kind_custom_field, &change->id, 0, 0, FALSE, values);
      g_ptr_array_add (fields, crm_custom_field_new (record));
      g_set_str (&last, crm_record_get_text (record, CRM_CUSTOM_FIELD_POSITION));
    }
  return fields;
}

static void
add_custom_values (GRand *random, CrmEdit *edit, const CrmId *customer, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (g_rand_boolean (random))
      crm_custom_field_set_value (fields->pdata[i], edit, customer, NULL, make_value (random, &((CrmCustomField *)fields->pdata[i])->field));
}

static CrmEdit *
make_customers (GRand *random)
{
  static const char *const tag_names[] = { "VIP", "a, b", "say \"so\"", "北方；南方", "x:::y", "p ::: q" };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Customers", CRM_EDIT_ORIGIN_PERSON);
  CrmEdit *clean = crm_edit_new ("Customers", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GPtrArray) fields = NULL;
  CrmId tags[G_N_ELEMENTS (tag_names)], owners[2], customers[N_CUSTOMERS], last = { 0 };

  fields = make_custom_fields (edit);
  for (guint i = 0; i < G_N_ELEMENTS (tag_names); i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_tag, NULL);

      tags[i] = change->id;
      crm_change_set_text (change, CRM_TAG_NAME, tag_names[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_user, NULL);

      owners[i] = change->id;
      crm_change_set_text (change, CRM_USER_NAME, i == 0 ? "王芳" : "Jo Park");
    }
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
      g_autofree char *name = g_strdup_printf ("%s %u", pick_text (random), i / 2);

      customers[i] = change->id;
      crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
      fill_fields (random, change, 0);
      /* A stage without a date would get today's when it comes back. */
      crm_change_set_integer (change, CRM_CUSTOMER_LIFE_CYCLE_SINCE, 20240101);
      crm_change_set_integer (change, CRM_CUSTOMER_RELATIONSHIP_SINCE, 20240101);
      if (g_rand_boolean (random))
        crm_change_set_id (change, CRM_CUSTOMER_OWNER, &owners[i % 2]);
      add_points (random, edit, CRM_CONTACT_POINT_CUSTOMER, &customers[i]);
      add_people (random, edit, &customers[i], &last);
      add_tags (random, edit, &customers[i], tags, G_N_ELEMENTS (tags));
      add_custom_values (random, edit, &customers[i], fields);
    }
  drop_doubles (edit, clean);
  return clean;
}

/* ── there and back ── */

static char *
export_to (Fixture *fixture, const char *name, CrmExportFormat format)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);

  await_ok (crm_export_run (fixture->store, query, format, path, NULL));
  return path;
}

static void
assert_same_bytes (const char *a, const char *b)
{
  g_autofree char *text_a = NULL, *text_b = NULL;
  g_auto (GStrv) lines_a = NULL, lines_b = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (a, &text_a, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (b, &text_b, NULL, &error);
  g_assert_no_error (error);
  lines_a = g_strsplit (text_a, "\r\n", -1);
  lines_b = g_strsplit (text_b, "\r\n", -1);
  for (gsize i = 0; lines_a[i] != NULL && lines_b[i] != NULL; i++)
    g_assert_cmpstr (lines_a[i], ==, lines_b[i]);
  g_assert_cmpstr (text_a, ==, text_b);
}

static void
test_there_and_back (Fixture *fixture, gconstpointer format)
{
  CrmExportFormat as = (CrmExportFormat)GPOINTER_TO_INT (format);
  guint32 seed = 20260921;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (CrmEdit) edit = make_customers (random);
  g_autofree char *sheet = NULL, *table = NULL, *again = NULL;
  g_autoptr (CrmImportSource) source = NULL;
  g_autoptr (CrmImportReport) same = NULL, moved = NULL;
  Fixture other = { 0 };

  g_test_message ("seed %u", seed);
  crm_edit_result_free (apply (fixture, edit));
  table = export_to (fixture, "all.csv", CRM_EXPORT_CSV);
  sheet = as == CRM_EXPORT_XLSX   ? export_to (fixture, "all.xlsx", CRM_EXPORT_XLSX)
          : as == CRM_EXPORT_JSON ? export_to (fixture, "all.json", CRM_EXPORT_JSON)
                                  : g_strdup (table);
  source = import_open (sheet);
  g_assert_cmpstr (source->mapping->program, ==, "Clientele");

  same = import_run (fixture, source, FALSE);
  import_assert_counts (same, 0, 0, N_CUSTOMERS, 0, 0);
  g_assert_cmpint (same->edit, ==, 0);

  set_up (&other, NULL);
  moved = import_run (&other, source, FALSE);
  import_assert_counts (moved, N_CUSTOMERS, 0, 0, 0, 0);
  again = export_to (&other, "again.csv", CRM_EXPORT_CSV);
  assert_same_bytes (table, again);
  tear_down (&other, NULL);
}

/* A name of a later row is found when all rows are in; one that nobody has is not lost. */
static void
test_referrers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "Name,Referred by\nHarbour Ltd,Quay Ltd\nQuay Ltd,\nMill Ltd,Nobody Ltd\n");
  g_autofree char *name = NULL, *note = NULL;

  import_assert_counts (report, 3, 0, 0, 0, 0);
  name = import_read_text (fixture, "SELECT r.name FROM customer c JOIN customer r ON r.id = c.referrer WHERE c.name = 'Harbour Ltd'");
  note = import_read_text (fixture, "SELECT note FROM customer WHERE name = 'Mill Ltd'");
  g_assert_cmpstr (name, ==, "Quay Ltd");
  g_assert_cmpstr (note, ==, "Referred by: Nobody Ltd");
}

/* Cards say less, but what they say is known again. */
static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmImportReport) report = import_text (fixture, "Name,Company,Job title,Email,Mobile,Tags\nAnn Lee,Harbour Ltd,Buyer,ann@harbour.example,+44 7700 900123,VIP\nBob Ray,Harbour Ltd,,bob@harbour.example,,\nCid Moor,,,cid@moor.example,,\n"), again = NULL;
  g_autofree char *path = export_to (fixture, "all.vcf", CRM_EXPORT_VCARD);
  g_autoptr (CrmImportSource) source = import_open (path);

  import_assert_counts (report, 3, 0, 0, 0, 0);
  again = import_run (fixture, source, FALSE);
  import_assert_counts (again, 0, 0, 4, 0, 0);
  g_assert_cmpint (again->edit, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add ("/import/export/csv-there-and-back", Fixture, GINT_TO_POINTER (CRM_EXPORT_CSV), set_up, test_there_and_back, tear_down);
  g_test_add ("/import/export/xlsx-there-and-back", Fixture, GINT_TO_POINTER (CRM_EXPORT_XLSX), set_up, test_there_and_back, tear_down);
  g_test_add ("/import/export/json-there-and-back", Fixture, GINT_TO_POINTER (CRM_EXPORT_JSON), set_up, test_there_and_back, tear_down);
  g_test_add ("/import/export/referrers-in-any-order", Fixture, NULL, set_up, test_referrers, tear_down);
  g_test_add ("/import/export/cards-are-known-again", Fixture, NULL, set_up, test_cards, tear_down);
  return g_test_run ();
}
