/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Custom fields: their definitions and order, the values of customers, and what follows from them. */

#include "core/base/crm-error.h"
#include "core/base/crm-position.h"
#include "core/customers/crm-custom-field.h"
#include "core/customers/crm-customer-bulk.h"
#include "core/customers/crm-profile.h"
#include "core/query/crm-query-model.h"
#include "core/query/crm-search.h"
#include "core/record/crm-choice-set.h"
#include "core/record/crm-value-format.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-referred.h"
#include "tests/store/store-fixture.h"

#define SEED 20261122

static GPtrArray *
read_fields (Fixture *fixture)
{
  return await_boxed (crm_store_read (fixture->store, NULL, crm_custom_fields_read_into, NULL, NULL));
}

static CrmId
define (Fixture *fixture, const char *label, const char *type, const char *choices)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add custom field", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GPtrArray) fields = read_fields (fixture);
  const CrmCustomField *last = fields->len > 0 ? fields->pdata[fields->len - 1] : NULL;
  CrmId id = crm_custom_field_create (edit, label, type, choices, last != NULL ? crm_record_get_text (last->record, CRM_CUSTOM_FIELD_POSITION) : NULL)->id;

  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static gboolean
read_profile (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmProfile *profile = crm_profile_load (connection, data, error);

  if (profile == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_PROFILE);
  g_value_take_boxed (result, profile);
  return TRUE;
}

static CrmProfile *
load (Fixture *fixture, CrmId *customer)
{
  return await_boxed (crm_store_read (fixture->store, NULL, read_profile, customer, NULL));
}

static CrmProfileCustom *
find_custom (CrmProfile *profile, const char *label)
{
  for (guint i = 0; i < profile->custom->len; i++)
    {
      CrmProfileCustom *custom = profile->custom->pdata[i];

      if (g_str_equal (crm_custom_field_get_label (custom->field), label))
        return custom;
    }
  return NULL;
}

static gboolean
try_type (Fixture *fixture, CrmId *customer, const char *label, const char *text, GError **error)
{
  g_autoptr (CrmProfile) profile = load (fixture, customer);
  CrmProfileCustom *custom = find_custom (profile, label);
  CrmValueStyle style = { .currency = "CNY" };
  CrmValue value;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);

  if (!crm_value_parse (text, &custom->field->field, &style, NOW, &value, error))
    return FALSE;
  crm_custom_field_set_value (custom->field, edit, customer, custom->value, value);
  crm_edit_result_free (apply (fixture, edit));
  return TRUE;
}

static void
type (Fixture *fixture, CrmId *customer, const char *label, const char *text)
{
  g_autoptr (GError) error = NULL;

  try_type (fixture, customer, label, text, &error);
  g_assert_no_error (error);
}

static void
assert_shown (Fixture *fixture, CrmId *customer, const char *label, const char *expected)
{
  g_autoptr (CrmProfile) profile = load (fixture, customer);
  CrmProfileCustom *custom = find_custom (profile, label);
  CrmValueStyle style = { .currency = "CNY" };
  g_autofree char *text = NULL;

  g_assert_nonnull (custom);
  text = crm_value_format (crm_custom_field_get_value (custom->field, custom->value), &custom->field->field, &style);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_reason (Fixture *fixture, const char *typed, const char *reason)
{
  g_autoptr (CrmSearchHits) hits = await_boxed (crm_search_customers (fixture->store, typed, 10, NULL));

  g_assert_cmpstr (hits->reasons->pdata[0], ==, reason);
}

static void
undo (Fixture *fixture)
{
  await_ok (crm_store_undo (fixture->store, NULL));
}

/* ── definitions ──────────────────────────────────────────────────────────────────────────── */

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) fields = NULL;
  g_autoptr (GPtrArray) moved = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Move", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *position = NULL;

  define (fixture, "One", "text", NULL);
  define (fixture, "Two", "date", NULL);
  define (fixture, "Three", "yes-no", NULL);
  fields = read_fields (fixture);
  g_assert_cmpuint (fields->len, ==, 3);
  g_assert_cmpstr (crm_custom_field_get_label (fields->pdata[2]), ==, "Three");
  g_assert_true (crm_custom_fields_find (fields, " tWO") == fields->pdata[1]);
  g_assert_null (crm_custom_fields_find (fields, "Four"));
  position = crm_position_between (NULL, crm_record_get_text (((CrmCustomField *)fields->pdata[0])->record, CRM_CUSTOM_FIELD_POSITION));
  crm_change_set_text (crm_edit_update (edit, &crm_kind_custom_field, crm_custom_field_get_id (fields->pdata[2])), CRM_CUSTOM_FIELD_POSITION, position);
  crm_edit_result_free (apply (fixture, edit));
  moved = read_fields (fixture);
  g_assert_cmpstr (crm_custom_field_get_label (moved->pdata[0]), ==, "Three");
}

static void
test_positions (void)
{
  g_autoptr (GPtrArray) positions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int i = 0; i < 3000; i++)
    {
      guint at = (guint)g_rand_int_range (random, 0, (int)positions->len + 1);
      const char *before = at > 0 ? positions->pdata[at - 1] : NULL;
      const char *after = at < positions->len ? positions->pdata[at] : NULL;
      char *between = crm_position_between (before, after);

      g_assert_true (*between != '\0');
      g_assert_true (before == NULL || strcmp (before, between) < 0);
      g_assert_true (after == NULL || strcmp (between, after) < 0);
      g_ptr_array_insert (positions, (int)at, between);
    }
}

/* What another program wrote there must not hang this one. */
static void
test_strange_positions (void)
{
  static const char *const strange[] = { "", "a", "aaa", "0", "~~~", "ZZ", "n", "\xe4\xb8\xad" };

  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (strange); j++)
      {
        g_autofree char *between = crm_position_between (strange[i], strange[j]);

        g_assert_cmpuint (strlen (between), <, 12);
      }
}

static void
test_tidy (void)
{
  g_autofree char *tidy = crm_custom_choices_tidy ("  Gold \r\n\n金卡\nGold\n \nSilver");
  g_autofree char *none = crm_custom_choices_tidy (" \n\r\n");

  g_assert_cmpstr (tidy, ==, "Gold\n金卡\nSilver");
  g_assert_null (none);
}

/* Whatever stands between them, in the order of the field; a label with a comma in it is one choice. */
static void
test_choice_set (void)
{
  const CrmChoice choices[] = { { "Red", "Red" }, { "Blue, dark", "Blue, dark" }, { "绿", "绿" }, { "Blue", "Blue" }, { NULL } };
  CrmField field = { "text", "Colours", NULL, CRM_TYPE_CHOICES, CRM_FIELD_OWN_WORDS, .choices = choices };
  static const struct
  {
    const char *text, *strict, *lenient;
  } rows[] = {
    { "red", "Red", "Red" },
    { "Blue; Red", "Red; Blue", "Red; Blue" },
    { "绿、red", "Red; 绿", "Red; 绿" },
    { "BLUE, DARK, 绿", "Blue, dark; 绿", "Blue, dark; 绿" },
    { "blue，red\nred", "Red; Blue", "Red; Blue" },
    { "; , red ;;", "Red", "Red" },
    { " ", "", "" },
    { "Pink, Red", NULL, "Red; Pink" },
    { "Rock, Paper; Red", NULL, "Red; Rock, Paper" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *strange = NULL;
      g_autofree char *strict = crm_choice_set_parse (&field, rows[i].text, &strange);
      g_autofree char *lenient = crm_choice_set_parse_words (&field, rows[i].text, TRUE);
      g_autofree char *strict_text = crm_choice_set_format (&field, strict, "; ");
      g_autofree char *lenient_text = crm_choice_set_format (&field, lenient, "; ");

      g_assert_cmpint (strange != NULL, ==, rows[i].strict == NULL);
      g_assert_cmpstr (strict_text, ==, rows[i].strict != NULL ? rows[i].strict : "");
      g_assert_cmpstr (lenient_text, ==, rows[i].lenient);
    }
  g_assert_true (crm_choice_set_contains ("Red\nBlue, dark", "Blue, dark"));
  g_assert_false (crm_choice_set_contains ("Red\nBlue, dark", "Blue"));
  g_assert_false (crm_choice_set_contains (NULL, "Blue"));
}

static void
test_unknown_type (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) fields = NULL;

  define (fixture, "From the future", "hologram", NULL);
  fields = read_fields (fixture);
  g_assert_cmpuint (fields->len, ==, 0);
}

static void
test_type_stays (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "洛阳酒业");
  CrmId id = define (fixture, "Since", "text", NULL);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change type", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) again = crm_edit_new ("Change type", CRM_EDIT_ORIGIN_PERSON);

  type (fixture, &customer, "Since", "2019");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_custom_field, &id), CRM_CUSTOM_FIELD_TYPE, "date");
  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_INVALID);
  type (fixture, &customer, "Since", "");
  crm_change_set_text (crm_edit_update (again, &crm_kind_custom_field, &id), CRM_CUSTOM_FIELD_TYPE, "date");
  crm_edit_result_free (apply (fixture, again));
  assert_shown (fixture, &customer, "Since", NULL);
}

/* ── values ───────────────────────────────────────────────────────────────────────────────── */

static void
test_types (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *type, *typed, *shown, *bad;
  } rows[] = {
    { "text", " Hull ", "Hull", NULL },
    { "long-text", "one\ntwo", "one\ntwo", NULL },
    { "choice", "gold", "Gold", "Platinum" },
    { "choices", "silver、gold", "Gold, Silver", "Gold; Platinum" },
    { "number", "-42", "-42", "4.5" },
    { "decimal", "1,234.50", "1234.5", "much" },
    { "money", "1200", "¥1,200.00", "many" },
    { "date", "2026-03-09", "9 Mar 2026", "2026-02-30" },
    { "yes-no", "yes", "Yes", "maybe" },
  };
  CrmId customer = make_customer (fixture, "Old Harbour Press");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = NULL;

      define (fixture, rows[i].type, rows[i].type, "Gold\nSilver");
      assert_shown (fixture, &customer, rows[i].type, NULL);
      type (fixture, &customer, rows[i].type, rows[i].typed);
      if (!g_str_equal (rows[i].type, "money") && !g_str_equal (rows[i].type, "date"))
        assert_shown (fixture, &customer, rows[i].type, rows[i].shown);
      if (rows[i].bad != NULL)
        {
          g_assert_false (try_type (fixture, &customer, rows[i].type, rows[i].bad, &error));
          g_assert_nonnull (error);
        }
      type (fixture, &customer, rows[i].type, "");
      assert_shown (fixture, &customer, rows[i].type, NULL);
      undo (fixture);
      if (!g_str_equal (rows[i].type, "money") && !g_str_equal (rows[i].type, "date"))
        assert_shown (fixture, &customer, rows[i].type, rows[i].shown);
    }
}

/* Two computers that both give a value make one record. */
static void
test_same_record (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Old Harbour Press");
  CrmId field = define (fixture, "Fleet", "number", NULL);
  CrmId id = crm_custom_value_make_id (&customer, &field), other = crm_custom_value_make_id (&field, &customer);
  g_autoptr (CrmRecord) record = NULL;

  g_assert_false (crm_id_equal (&id, &other));
  type (fixture, &customer, "Fleet", "3");
  record = find (fixture, &crm_kind_custom_value, &id);
  g_assert_cmpint (crm_record_get_integer (record, CRM_CUSTOM_VALUE_NUMBER, 0), ==, 3);
  type (fixture, &customer, "Fleet", "");
  type (fixture, &customer, "Fleet", "4");
  crm_record_unref (record);
  record = find (fixture, &crm_kind_custom_value, &id);
  g_assert_false (record->deleted);
  g_assert_cmpint (crm_record_get_integer (record, CRM_CUSTOM_VALUE_NUMBER, 0), ==, 4);
  undo (fixture);
  assert_shown (fixture, &customer, "Fleet", NULL);
  undo (fixture);
  assert_shown (fixture, &customer, "Fleet", "3");
}

static void
test_one_value (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Old Harbour Press");
  CrmId field = define (fixture, "Fleet", "number", NULL);

  for (int n = 0; n <= 2; n += 2)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Odd", CRM_EDIT_ORIGIN_PERSON);
      CrmChange *change = crm_edit_create (edit, &crm_kind_custom_value, NULL);

      crm_change_set_id (change, CRM_CUSTOM_VALUE_CUSTOMER, &customer);
      crm_change_set_id (change, CRM_CUSTOM_VALUE_FIELD, &field);
      if (n > 0)
        {
          crm_change_set_integer (change, CRM_CUSTOM_VALUE_NUMBER, 1);
          crm_change_set_text (change, CRM_CUSTOM_VALUE_TEXT, "1");
        }
      await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_INVALID);
    }
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Old Harbour Press");
  CrmId field = define (fixture, "Brand", "text", NULL);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Remove", CRM_EDIT_ORIGIN_PERSON);

  make_customer (fixture, "Anchor Lane");
  type (fixture, &customer, "Brand", "醉翁亭 AB-20416");
  g_assert_cmpuint (count_found (fixture, "醉翁"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "zuiweng"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "0416"), ==, 1);
  assert_reason (fixture, "zuiweng", "醉翁亭 AB-20416");
  type (fixture, &customer, "Brand", "Lighthouse");
  g_assert_cmpuint (count_found (fixture, "醉翁"), ==, 0);
  g_assert_cmpuint (count_found (fixture, "lightho"), ==, 1);
  crm_edit_delete (edit, &crm_kind_custom_field, &field);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpuint (count_found (fixture, "lightho"), ==, 0);
  undo (fixture);
  g_assert_cmpuint (count_found (fixture, "lightho"), ==, 1);
  undo (fixture);
  g_assert_cmpuint (count_found (fixture, "醉翁"), ==, 1);
  undo (fixture);
  g_assert_cmpuint (count_found (fixture, "醉翁"), ==, 0);
}

/* By each of several choices. */
static void
test_search_choices (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Old Harbour Press");

  define (fixture, "Goods", "choices", "纸张\nInk\nBinding");
  type (fixture, &customer, "Goods", "binding; 纸张");
  g_assert_cmpuint (count_found (fixture, "bindi"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "zhizhang"), ==, 1);
  g_assert_cmpuint (count_found (fixture, "ink"), ==, 0);
  assert_reason (fixture, "binding", "纸张, Binding");
}

/* Made with its values in one edit, as an import does, a customer is found by them at once. */
static void
test_search_fresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Import", CRM_EDIT_ORIGIN_IMPORT);
  g_auto (GStrv) problems = NULL;
  CrmId field = crm_custom_field_create (edit, "Brand", "text", NULL, NULL)->id;
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
  CrmId customer = change->id;
  CrmId id = crm_custom_value_make_id (&customer, &field);

  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Anchor Lane");
  change = crm_edit_create (edit, &crm_kind_custom_value, &id);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_CUSTOMER, &customer);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_FIELD, &field);
  crm_change_set_text (change, CRM_CUSTOM_VALUE_TEXT, "Lighthouse");
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpuint (count_found (fixture, "lighthouse"), ==, 1);
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
  g_assert_cmpuint (count_found (fixture, "lighthouse"), ==, 1);
  undo (fixture);
  g_assert_cmpuint (count_found (fixture, "lighthouse"), ==, 0);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Old Harbour Press");
  CrmId field = define (fixture, "Fleet", "number", NULL);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Remove", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmProfile) profile = NULL;

  type (fixture, &customer, "Fleet", "3");
  crm_edit_delete (edit, &crm_kind_custom_field, &field);
  crm_edit_result_free (apply (fixture, edit));
  profile = load (fixture, &customer);
  g_assert_cmpuint (profile->custom->len, ==, 0);
  undo (fixture);
  assert_shown (fixture, &customer, "Fleet", "3");
}

/* ── in a list ────────────────────────────────────────────────────────────────────────────── */

static CrmCustomField *
get_field (Fixture *fixture, const char *label)
{
  g_autoptr (GPtrArray) fields = read_fields (fixture);

  return crm_custom_field_ref (crm_custom_fields_find (fields, label));
}

static void
sort_by (CrmQueryModel *model, const CrmCustomField *field, gboolean descending)
{
  g_autoptr (CrmQuery) plain = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (CrmQuery) query = crm_query_with_custom_sort (plain, crm_custom_field_get_id (field), field->column, descending);

  crm_query_model_set_query (model, query);
}

static CrmRow *
wait_for_row (CrmQueryModel *model, guint position)
{
  CrmRow *row = g_list_model_get_item (G_LIST_MODEL (model), position);

  while (row != NULL && crm_row_get_record (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static gboolean
has_names (CrmQueryModel *model, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (CrmRow) row = wait_for_row (model, i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", crm_record_get_title (crm_row_get_record (row)));
    }
  return g_str_equal (names->str, expected);
}

static void
wait_for_names (CrmQueryModel *model, const char *expected)
{
  while (!crm_query_model_is_ready (model) || !has_names (model, expected))
    g_main_context_iteration (NULL, TRUE);
}

static void
let_go (CrmQueryModel *model)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (model);
}

/* Each with a text, a choice and a number, but the last, which has none. */
static void
fill_list (Fixture *fixture)
{
  static const char *const rows[][5] = { { "Alder", "wharf", "Low", "30", "Ink; Paper" }, { "Birch", "Anchor", "High", "-4", "Ink" }, { "Cedar", "锚", "Middle", "200", "Paper" }, { "Dogwood" } };

  define (fixture, "Berth", "text", NULL);
  define (fixture, "Grade", "choice", "High\nMiddle\nLow");
  define (fixture, "Crew", "number", NULL);
  define (fixture, "Goods", "choices", "Paper\nInk");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CrmId id = make_customer (fixture, rows[i][0]);

      if (rows[i][1] == NULL)
        continue;
      type (fixture, &id, "Berth", rows[i][1]);
      type (fixture, &id, "Grade", rows[i][2]);
      type (fixture, &id, "Crew", rows[i][3]);
      type (fixture, &id, "Goods", rows[i][4]);
    }
}

static void
test_list_order (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *label;
    gboolean descending;
    const char *expected;
  } orders[] = {
    { "Berth", FALSE, "Birch Alder Cedar Dogwood" },
    { "Grade", FALSE, "Birch Cedar Alder Dogwood" },
    { "Grade", TRUE, "Alder Cedar Birch Dogwood" },
    { "Crew", FALSE, "Birch Alder Cedar Dogwood" },
    { "Crew", TRUE, "Cedar Alder Birch Dogwood" },
    { "Goods", FALSE, "Cedar Alder Birch Dogwood" },
    { "Goods", TRUE, "Birch Alder Cedar Dogwood" },
  };

  fill_list (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (CrmCustomField) field = get_field (fixture, orders[i].label);
      CrmQueryModel *model = crm_query_model_new (fixture->store);

      sort_by (model, field, orders[i].descending);
      while (!crm_query_model_is_ready (model))
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (has_names (model, orders[i].expected));
      let_go (model);
    }
}

/* Another value, another order of choices, a deleted customer: the list follows; narrowed, it keeps its order. */
static void
test_list_follows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmCustomField) grade = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Turn round", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmQuery) narrow = NULL;
  g_autoptr (CrmRow) last = NULL;
  CrmQueryModel *model = crm_query_model_new (fixture->store);
  CrmId id;

  fill_list (fixture);
  grade = get_field (fixture, "Grade");
  sort_by (model, grade, FALSE);
  wait_for_names (model, "Birch Cedar Alder Dogwood");
  last = wait_for_row (model, 3);
  id = crm_row_get_record (last)->id;
  type (fixture, &id, "Grade", "High");
  wait_for_names (model, "Birch Dogwood Cedar Alder");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_custom_field, crm_custom_field_get_id (grade)), CRM_CUSTOM_FIELD_CHOICES, "Low\nMiddle\nHigh");
  crm_edit_result_free (apply (fixture, edit));
  wait_for_names (model, "Alder Cedar Birch Dogwood");
  narrow = crm_query_with_search (crm_query_model_get_query (model), "a");
  crm_query_model_set_query (model, narrow);
  wait_for_names (model, "Alder Birch"); /* it lies at Anchor */
  let_go (model);
}

/* The values come with the rows, also of those read before they were wanted, and not when nobody wants them. */
static void
test_list_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmCustomField) crew = NULL;
  g_autoptr (CrmRow) row = NULL;
  CrmQueryModel *model = crm_query_model_new (fixture->store);
  CrmId id;

  fill_list (fixture);
  crew = get_field (fixture, "Crew");
  sort_by (model, crew, FALSE);
  wait_for_names (model, "Birch Alder Cedar Dogwood");
  row = wait_for_row (model, 1);
  g_assert_null (crm_row_get_values (row));
  crm_query_model_set_with_values (model, TRUE);
  while (crm_row_get_values (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (crm_custom_field_get_value (crew, crm_custom_field_find_value (crew, crm_row_get_values (row)))->integer, ==, 30);
  id = crm_row_get_record (row)->id;
  type (fixture, &id, "Crew", "31");
  while (crm_custom_field_get_value (crew, crm_custom_field_find_value (crew, crm_row_get_values (row)))->integer != 31)
    g_main_context_iteration (NULL, TRUE);
  let_go (model);
}

/* ── references ───────────────────────────────────────────────────────────────────────────── */

static void
refer (Fixture *fixture, CrmId *customer, const char *label, const CrmId *to)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Refer", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmProfile) profile = load (fixture, customer);
  CrmProfileCustom *custom = find_custom (profile, label);

  crm_custom_field_set_value (custom->field, edit, customer, custom->value, crm_value_id (to));
  crm_edit_result_free (apply (fixture, edit));
}

static CrmId
make_named (Fixture *fixture, const CrmKind *kind, guint field, const char *name)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Make", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, kind, NULL);
  CrmId id = change->id;

  crm_change_set_text (change, field, name);
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void delete (Fixture *fixture, const CrmKind *kind, const CrmId *id)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, kind, id);
  crm_edit_result_free (apply (fixture, edit));
}

static void
assert_referred (Fixture *fixture, CrmId *customer, const char *label, const char *expected, const CrmId *place)
{
  g_autoptr (CrmProfile) profile = load (fixture, customer);
  const CrmProfileCustom *custom = find_custom (profile, label);
  g_autofree char *name = crm_profile_custom_dup_name (custom);

  g_assert_cmpstr (name, ==, expected);
  g_assert_true (place != NULL ? crm_id_equal (&custom->place, place) : crm_id_is_nil (&custom->place));
}

static gboolean
read_texts (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) fields = crm_custom_fields_read (connection, error);
  g_autoptr (GPtrArray) values = crm_custom_values_read (connection, data, error);
  CrmValueStyle style = { .currency = "CNY" };
  GString *texts = g_string_new (NULL);

  g_assert_true (crm_referred_read (connection, values, CRM_CUSTOM_VALUE_TEXT, error));
  for (guint i = 0; i < fields->len; i++)
    {
      g_autofree char *text = crm_custom_field_format_value (fields->pdata[i], values, &style);

      g_string_append_printf (texts, "%s%s", i > 0 ? " · " : "", text != NULL ? text : "");
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_string_free_and_steal (texts));
  return TRUE;
}

/* To a customer, a person, a colleague; who is gone is called so, and nothing is a page to go to then. */
static void
test_references (Fixture *fixture, gconstpointer data)
{
  CrmId customer = make_customer (fixture, "Alder"), other = make_customer (fixture, "Birch");
  CrmId person = make_named (fixture, &crm_kind_person, CRM_PERSON_NAME, "Jo Park");
  CrmId user = make_named (fixture, &crm_kind_user, CRM_USER_NAME, "王芳");
  CrmId nobody = crm_id_new (NOW);
  g_autoptr (CrmEdit) role = crm_edit_new ("Role", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (role, &crm_kind_role, NULL);
  g_auto (GValue) texts = G_VALUE_INIT;
  g_auto (GStrv) problems = NULL;

  crm_change_set_id (change, CRM_ROLE_CUSTOMER, &other);
  crm_change_set_id (change, CRM_ROLE_PERSON, &person);
  crm_edit_result_free (apply (fixture, role));
  define (fixture, "Broker", "customer", NULL);
  define (fixture, "Champion", "person", NULL);
  define (fixture, "Backup", "user", NULL);
  assert_referred (fixture, &customer, "Broker", NULL, NULL);
  refer (fixture, &customer, "Broker", &other);
  refer (fixture, &customer, "Champion", &person);
  refer (fixture, &customer, "Backup", &user);
  assert_referred (fixture, &customer, "Broker", "Birch", &other);
  assert_referred (fixture, &customer, "Champion", "Jo Park", &other);
  assert_referred (fixture, &customer, "Backup", "王芳", NULL);
  delete (fixture, &crm_kind_customer, &other);
  delete (fixture, &crm_kind_user, &user);
  assert_referred (fixture, &customer, "Broker", "Birch (deleted)", NULL);
  assert_referred (fixture, &customer, "Backup", "王芳 (deleted)", NULL);
  refer (fixture, &customer, "Broker", &nobody);
  assert_referred (fixture, &customer, "Broker", "No longer here", NULL);
  g_assert_true (await_value (crm_store_read (fixture->store, NULL, read_texts, &customer, NULL), &texts, NULL));
  g_assert_cmpstr (g_value_get_string (&texts), ==, "No longer here · Jo Park · 王芳 (deleted)");
  undo (fixture);
  undo (fixture);
  undo (fixture);
  assert_referred (fixture, &customer, "Broker", "Birch", &other);
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpuint (g_strv_length (problems), ==, 0);
}

static void
test_list_of_references (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "Alder", "Birch", "Cedar" };
  CrmQueryModel *model = crm_query_model_new (fixture->store);
  g_autoptr (CrmCustomField) broker = NULL;
  g_autoptr (CrmRow) row = NULL;
  CrmValueStyle style = { .currency = "CNY" };
  g_autofree char *text = NULL;
  CrmId ids[3];

  define (fixture, "Broker", "customer", NULL);
  for (guint i = 0; i < 3; i++)
    ids[i] = make_customer (fixture, names[i]);
  refer (fixture, &ids[0], "Broker", &ids[2]);
  refer (fixture, &ids[1], "Broker", &ids[0]);
  broker = get_field (fixture, "Broker");
  sort_by (model, broker, FALSE);
  crm_query_model_set_with_values (model, TRUE);
  wait_for_names (model, "Birch Alder Cedar");
  row = wait_for_row (model, 1);
  while (crm_row_get_values (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  text = crm_custom_field_format_value (broker, crm_row_get_values (row), &style);
  g_assert_cmpstr (text, ==, "Cedar");
  let_go (model);
}

/* ── many at once ─────────────────────────────────────────────────────────────────────────── */

static void
change_all (Fixture *fixture, CrmCustomerBulk *bulk, guint n)
{
  g_autoptr (GArray) rowids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmEdit) edit = NULL;

  for (gint64 rowid = 1; rowid <= n; rowid++)
    g_array_append_val (rowids, rowid);
  edit = crm_customer_bulk_new_edit (bulk, "Change many", rowids, NULL);
  crm_edit_result_free (apply (fixture, edit));
}

/* Set, overwritten, cleared, brought back: each is one edit, whoever had a value before. */
static void
test_bulk (Fixture *fixture, gconstpointer data)
{
  CrmId first = make_customer (fixture, "Alder"), second = make_customer (fixture, "Birch");
  g_autoptr (CrmCustomField) grade = NULL;
  CrmCustomerBulk *bulk = crm_customer_bulk_new ();

  define (fixture, "Grade", "choice", "Gold\nSilver");
  grade = get_field (fixture, "Grade");
  type (fixture, &first, "Grade", "Silver");
  g_assert_true (crm_customer_bulk_is_empty (bulk));
  crm_customer_bulk_set_custom (bulk, grade, crm_value_text ("Gold"));
  g_assert_false (crm_customer_bulk_is_empty (bulk));
  change_all (fixture, bulk, 2);
  assert_shown (fixture, &first, "Grade", "Gold");
  assert_shown (fixture, &second, "Grade", "Gold");
  bulk = crm_customer_bulk_new ();
  crm_customer_bulk_set_custom (bulk, grade, (CrmValue){ 0 });
  change_all (fixture, bulk, 2);
  assert_shown (fixture, &first, "Grade", NULL);
  assert_shown (fixture, &second, "Grade", NULL);
  undo (fixture);
  assert_shown (fixture, &first, "Grade", "Gold");
  undo (fixture);
  assert_shown (fixture, &first, "Grade", "Silver");
  assert_shown (fixture, &second, "Grade", NULL);
}

/* The words of an office are its own, also where they are words the program translates. */
static void
test_own_words (void)
{
  const CrmChoice choices[] = { { "Email", "Email" }, { NULL } };
  CrmField field = { "text", "City", NULL, CRM_TYPE_CHOICE, CRM_FIELD_OWN_WORDS, .choices = choices };

  g_assert_true (crm_field_get_label (&field) == field.label);
  g_assert_true (crm_field_get_choice_label (&field, choices[0].name) == choices[0].name);
  g_assert_cmpstr (crm_field_find_choice (&field, "EMAIL"), ==, "Email");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("/custom-field/definitions/are-in-order-and-move", test_order);
  g_test_add_func ("/custom-field/position/is-between", test_positions);
  g_test_add_func ("/custom-field/position/survives-strange-ones", test_strange_positions);
  g_test_add_func ("/custom-field/choices/are-tidied", test_tidy);
  g_test_add_func ("/custom-field/choices/several-are-read-and-written", test_choice_set);
  g_test_add_func ("/custom-field/own-words-are-not-translated", test_own_words);
  ADD ("/custom-field/definitions/of-unknown-types-are-left-alone", test_unknown_type);
  ADD ("/custom-field/definitions/keep-their-type-while-used", test_type_stays);
  ADD ("/custom-field/values/of-every-type", test_types);
  ADD ("/custom-field/values/are-the-same-record-everywhere", test_same_record);
  ADD ("/custom-field/values/hold-exactly-one", test_one_value);
  ADD ("/custom-field/search/finds-by-value", test_search);
  ADD ("/custom-field/search/finds-by-each-of-several", test_search_choices);
  ADD ("/custom-field/search/finds-what-one-edit-made", test_search_fresh);
  ADD ("/custom-field/remove/hides-values-until-undone", test_remove);
  ADD ("/custom-field/list/in-the-order-of-a-field", test_list_order);
  ADD ("/custom-field/list/follows-what-changes", test_list_follows);
  ADD ("/custom-field/list/reads-values-where-wanted", test_list_values);
  ADD ("/custom-field/references/are-named-and-told-when-gone", test_references);
  ADD ("/custom-field/references/in-a-list", test_list_of_references);
  ADD ("/custom-field/bulk/sets-and-clears-in-one-edit", test_bulk);
  return g_test_run ();
}
