/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The query model: what it lists, how it follows the store, what it leaves alone. */

#include "core/query/crm-query-model.h"
#include "core/schema/crm-schema-workspace.h"
#include "tests/store/store-fixture.h"

static CrmQueryModel *
ask (Fixture *fixture, CrmFilter *filter, const char *search, guint sort, gboolean descending)
{
  CrmQueryModel *model = crm_query_model_new (fixture->store);
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, filter, search, sort, descending);

  crm_query_model_set_query (model, query);
  while (!crm_query_model_is_ready (model))
    g_main_context_iteration (NULL, TRUE);
  return model;
}

static CrmRecord *
get_record (CrmQueryModel *model, guint position)
{
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (row);
  while (crm_row_get_record (row) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return crm_record_ref (crm_row_get_record (row));
}

static void
assert_names (CrmQueryModel *model, const char *expected)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (CrmRecord) record = get_record (model, i);

      g_string_append_printf (names, "%s%s", i > 0 ? " | " : "", crm_record_get_title (record));
    }
  g_assert_cmpstr (names->str, ==, expected);
}

static void
let_go (CrmQueryModel *model)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (model);
}

static void
fill (Fixture *fixture)
{
  static const struct
  {
    const char *name;
    const char *city;
    const char *level;
  } customers[] = {
    { "Harbour & Sons", "Bristol", "b" },
    { "洛阳瓦岗寨贸易有限公司", "洛阳", "a" },
    { "Åsa Öberg AB", "Stockholm", NULL },
    { "长沙湘军餐饮集团", "长沙", "a" },
    { "Customer 10", "Bristol", "c" },
    { "Customer 9", NULL, "b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (customers); i++)
    {
      CrmId id = make_customer (fixture, customers[i].name);

      set_text (fixture, &id, CRM_CUSTOMER_CITY, customers[i].city);
      set_text (fixture, &id, CRM_CUSTOMER_LEVEL, customers[i].level);
    }
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  CrmQueryModel *model;

  fill (fixture);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  assert_names (model, "Åsa Öberg AB | Customer 9 | Customer 10 | Harbour & Sons | 长沙湘军餐饮集团 | 洛阳瓦岗寨贸易有限公司");
  let_go (model);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, TRUE);
  assert_names (model, "洛阳瓦岗寨贸易有限公司 | 长沙湘军餐饮集团 | Harbour & Sons | Customer 10 | Customer 9 | Åsa Öberg AB");
  let_go (model);
}

static void
test_order_of_choices (Fixture *fixture, gconstpointer data)
{
  CrmQueryModel *model;

  fill (fixture);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_LEVEL, FALSE);
  assert_names (model, "长沙湘军餐饮集团 | 洛阳瓦岗寨贸易有限公司 | Customer 9 | Harbour & Sons | Customer 10 | Åsa Öberg AB");
  let_go (model);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_LEVEL, TRUE);
  assert_names (model, "Customer 10 | Customer 9 | Harbour & Sons | 长沙湘军餐饮集团 | 洛阳瓦岗寨贸易有限公司 | Åsa Öberg AB");
  let_go (model);
}

static void
set_group (CrmQueryModel *model, CrmQuery *query)
{
  g_autoptr (CrmQuery) grouped = crm_query_with_group (query, CRM_CUSTOMER_LEVEL);

  crm_query_model_set_query (model, grouped);
  /* It is ready with the answer before until the other one is there. */
  do
    g_main_context_iteration (NULL, TRUE);
  while (!crm_query_model_is_ready (model) || (crm_query_model_get_n_matching (model) > 0 && crm_query_model_get_section_starts (model) == NULL));
}

static void
assert_group (CrmQueryModel *model, guint position, const char *expected, guint expected_rows)
{
  guint n_rows;

  g_assert_cmpstr (crm_query_model_get_group (model, position, &n_rows), ==, expected);
  g_assert_cmpuint (n_rows, ==, expected_rows);
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  CrmQueryModel *model;
  const GArray *starts;

  fill (fixture);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, TRUE);
  g_assert_null (crm_query_model_get_section_starts (model));
  set_group (model, crm_query_model_get_query (model));
  assert_names (model, "洛阳瓦岗寨贸易有限公司 | 长沙湘军餐饮集团 | Harbour & Sons | Customer 9 | Customer 10 | Åsa Öberg AB");
  starts = crm_query_model_get_section_starts (model);
  g_assert_cmpuint (starts->len, ==, 4);
  g_assert_cmpuint (g_array_index (starts, guint, 1), ==, 2);
  assert_group (model, 0, "a", 2);
  assert_group (model, 3, "b", 2);
  assert_group (model, 4, "c", 1);
  assert_group (model, 5, NULL, 1);
  assert_group (model, 6, NULL, 0);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpuint (crm_query_model_find (model, crm_query_model_get_rowid (model, i)), ==, i);
  let_go (model);
}

static void
test_groups_found (Fixture *fixture, gconstpointer data)
{
  CrmQueryModel *model;
  CrmId id;
  gint64 rowid;

  fill (fixture);
  model = ask (fixture, NULL, "customer", CRM_CUSTOMER_NAME, FALSE);
  set_group (model, crm_query_model_get_query (model));
  assert_names (model, "Customer 9 | Customer 10");
  assert_group (model, 0, "b", 1);
  assert_group (model, 1, "c", 1);
  rowid = crm_query_model_get_rowid (model, 1);
  {
    g_autoptr (CrmRecord) record = get_record (model, 1);

    id = record->id;
  }
  set_text (fixture, &id, CRM_CUSTOMER_LEVEL, "a");
  while (crm_query_model_find (model, rowid) != 0)
    g_main_context_iteration (NULL, TRUE);
  assert_names (model, "Customer 10 | Customer 9");
  assert_group (model, 0, "a", 1);
  let_go (model);
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *names;
  } searches[] = {
    { "wgz", "洛阳瓦岗寨贸易有限公司" },
    { "湘军", "长沙湘军餐饮集团" },
    { "bristol", "Customer 10 | Harbour & Sons" },
    { "oberg", "Åsa Öberg AB" },
    { "luoyang", "洛阳瓦岗寨贸易有限公司" },
    { "nobody", "" },
  };

  fill (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      CrmQueryModel *model = ask (fixture, NULL, searches[i].typed, CRM_CUSTOMER_NAME, FALSE);

      assert_names (model, searches[i].names);
      g_assert_cmpint (crm_query_model_get_n_total (model), ==, 6);
      let_go (model);
    }
}

static void
test_filter (Fixture *fixture, gconstpointer data)
{
  g_auto (CrmValue) level = crm_value_text ("a");
  g_auto (CrmValue) city = crm_value_text ("ris");
  g_autoptr (CrmFilter) filter = crm_filter_new_or ();
  CrmQueryModel *model;

  fill (fixture);
  crm_filter_add (filter, crm_filter_new (CRM_CUSTOMER_LEVEL, CRM_OPERATOR_EQUAL, &level));
  crm_filter_add (filter, crm_filter_new (CRM_CUSTOMER_CITY, CRM_OPERATOR_CONTAINS, &city));
  model = ask (fixture, filter, NULL, CRM_CUSTOMER_NAME, FALSE);
  assert_names (model, "Customer 10 | Harbour & Sons | 长沙湘军餐饮集团 | 洛阳瓦岗寨贸易有限公司");
  let_go (model);
  model = ask (fixture, filter, "har", CRM_CUSTOMER_NAME, FALSE);
  assert_names (model, "Harbour & Sons");
  let_go (model);
}

static void
test_filter_band (Fixture *fixture, gconstpointer data)
{
  static const CrmBand band = { "Some", 10, 12 };
  static const gint64 members[] = { 9, 10, 11, 12 };
  CrmQueryModel *model;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %" G_GINT64_FORMAT, members[i]);
      CrmId id = make_customer (fixture, name);
      g_autoptr (CrmEdit) edit = crm_edit_new ("Terms", CRM_EDIT_ORIGIN_PERSON);

      crm_change_set_integer (crm_edit_update (edit, &crm_kind_customer, &id), CRM_CUSTOMER_CREDIT_TERMS, members[i]);
      crm_edit_result_free (apply (fixture, edit));
    }
  make_customer (fixture, "Without");
  {
    g_autoptr (CrmFilter) filter = crm_filter_new_band (CRM_CUSTOMER_CREDIT_TERMS, &band);

    model = ask (fixture, filter, NULL, CRM_CUSTOMER_NAME, FALSE);
  }
  assert_names (model, "Customer 10 | Customer 11");
  let_go (model);
}

static void
give (CrmEdit *edit, const CrmId *customer, const CrmId *field, guint column, CrmValue value)
{
  CrmId id = crm_custom_value_make_id (customer, field);
  CrmChange *change = crm_edit_create (edit, &crm_kind_custom_value, &id);

  crm_change_set_id (change, CRM_CUSTOM_VALUE_CUSTOMER, customer);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_FIELD, field);
  crm_change_set (change, column, value);
}

static void
assert_custom (Fixture *fixture, const CrmId *field, guint column, CrmOperator operation, CrmValue value, const char *names)
{
  g_autoptr (CrmFilter) filter = crm_filter_new_custom (field, column, operation, &value);
  CrmQueryModel *model = ask (fixture, filter, NULL, CRM_CUSTOMER_NAME, FALSE);

  assert_names (model, names);
  let_go (model);
  crm_value_clear (&value);
}

/* Values of another field, deleted ones and those of another currency are no answers. */
static void
test_filter_custom (Fixture *fixture, gconstpointer data)
{
  CrmId a = make_customer (fixture, "A"), b = make_customer (fixture, "B"), c = make_customer (fixture, "C");
  CrmId grade = crm_id_new (NOW), other = crm_id_new (NOW);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Give", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) take = crm_edit_new ("Take", CRM_EDIT_ORIGIN_PERSON);
  const CrmValue nothing = { CRM_VALUE_NONE };
  CrmId deleted = crm_custom_value_make_id (&c, &grade);

  give (edit, &a, &grade, CRM_CUSTOM_VALUE_TEXT, crm_value_text ("Gold"));
  give (edit, &b, &grade, CRM_CUSTOM_VALUE_TEXT, crm_value_text ("Sil%ver"));
  give (edit, &c, &grade, CRM_CUSTOM_VALUE_TEXT, crm_value_text ("Gold"));
  give (edit, &c, &other, CRM_CUSTOM_VALUE_AMOUNT, crm_value_money ((CrmMoney){ 500, "CNY" }));
  give (edit, &b, &other, CRM_CUSTOM_VALUE_AMOUNT, crm_value_money ((CrmMoney){ 700, "USD" }));
  crm_edit_result_free (apply (fixture, edit));
  crm_edit_delete (take, &crm_kind_custom_value, &deleted);
  crm_edit_result_free (apply (fixture, take));
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_EQUAL, crm_value_text ("Gold"), "A");
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_NOT_EQUAL, crm_value_text ("Gold"), "B | C");
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_CONTAINS, crm_value_text ("L%V"), "B");
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_CONTAINS, crm_value_text ("' OR 1"), "");
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_EMPTY, nothing, "C");
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_EQUAL, nothing, "C");
  assert_custom (fixture, &grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_NOT_EMPTY, nothing, "A | B");
  assert_custom (fixture, &other, CRM_CUSTOM_VALUE_AMOUNT, CRM_OPERATOR_MORE, crm_value_money ((CrmMoney){ 100, "CNY" }), "C");
  assert_custom (fixture, &other, CRM_CUSTOM_VALUE_AMOUNT, CRM_OPERATOR_LESS, crm_value_money ((CrmMoney){ 100, "CNY" }), "");
}

/* An answer follows the value of a custom field as it does any other field. */
static void
test_custom_follows (Fixture *fixture, gconstpointer data)
{
  CrmId a = make_customer (fixture, "A"), b = make_customer (fixture, "B"), grade = crm_id_new (NOW);
  g_auto (CrmValue) gold = crm_value_text ("Gold");
  g_autoptr (CrmFilter) filter = crm_filter_new_custom (&grade, CRM_CUSTOM_VALUE_TEXT, CRM_OPERATOR_EQUAL, &gold);
  CrmQueryModel *model = ask (fixture, filter, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Give", CRM_EDIT_ORIGIN_PERSON);

  g_assert_false (crm_id_equal (&a, &b));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  give (edit, &b, &grade, CRM_CUSTOM_VALUE_TEXT, crm_value_text ("Gold"));
  crm_edit_result_free (apply (fixture, edit));
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_names (model, "B");
  let_go (model);
}

typedef struct
{
  guint n;
  guint position;
  guint removed;
  guint added;
} Changes;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Changes *changes)
{
  *changes = (Changes){ changes->n + 1, position, removed, added };
}

/* The first look and the whole answer after it must not differ in what they show first. */
static void
test_first_look (Fixture *fixture, gconstpointer data)
{
  CrmQueryModel *model = crm_query_model_new_capped (fixture->store, 2);
  g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (CrmRow) row = NULL;

  fill (fixture);
  crm_query_model_set_query (model, query);
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_cmpstr (crm_record_get_title (crm_row_get_record (row)), ==, "Åsa Öberg AB");
  while (!crm_query_model_is_ready (model))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (crm_record_get_title (crm_row_get_record (row)), ==, "Åsa Öberg AB");
  g_assert_cmpint (crm_query_model_get_n_matching (model), ==, 6);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  crm_query_model_set_cap (model, G_MAXUINT);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 6);
  g_clear_object (&row);
  let_go (model);
}

/* A row somebody holds stays the same object: a list view would otherwise rebuild its cells and lose its selection. */
static void
test_follows_edits (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Beta");
  CrmQueryModel *model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  Changes changes = { 0 };

  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), &changes);
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  while (crm_row_get_record (row) == NULL || !crm_record_has (crm_row_get_record (row), CRM_CUSTOMER_CITY))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (changes.n, ==, 0);

  make_customer (fixture, "Alpha");
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (changes.n, ==, 1);
  g_assert_cmpint (changes.position, ==, 1);
  g_assert_cmpint (changes.removed, ==, 0);
  g_assert_cmpint (changes.added, ==, 1);
  assert_names (model, "Alpha | Beta");
  g_assert_cmpstr (crm_record_get_title (crm_row_get_record (row)), ==, "Alpha");
  g_assert_cmpint (crm_query_model_find (model, 1), ==, 1);
  g_clear_object (&row);
  let_go (model);
}

static void
test_shrinks (Fixture *fixture, gconstpointer data)
{
  CrmQueryModel *model;
  g_autoptr (CrmQuery) narrow = crm_query_new (&crm_kind_customer, NULL, "oberg", CRM_CUSTOMER_NAME, FALSE);
  Changes changes = { 0 };

  fill (fixture);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), &changes);
  crm_query_model_set_query (model, narrow);
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (changes.position, ==, 1);
  g_assert_cmpint (changes.removed, ==, 5);
  g_assert_cmpint (changes.added, ==, 0);
  assert_names (model, "Åsa Öberg AB");
  let_go (model);
}

/* Each letter drops the question before it; only the last answer may show. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "l", "lu", "luo", "luoy", "har" };
  CrmQueryModel *model;

  fill (fixture);
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (CrmQuery) query = crm_query_new (&crm_kind_customer, NULL, typed[i], CRM_CUSTOMER_NAME, FALSE);

      crm_query_model_set_query (model, query);
    }
  while (g_list_model_get_n_items (G_LIST_MODEL (model)) != 1 || crm_query_model_find (model, 1) != 0)
    g_main_context_iteration (NULL, TRUE);
  assert_names (model, "Harbour & Sons");
  let_go (model);
}

#define HELD 90

/* Notes whether the answer brought what a screen shows. */
static void
on_replaced (CrmQueryModel *model, gpointer data)
{
  gboolean *filled = data;
  g_autoptr (CrmRow) row = g_list_model_get_item (G_LIST_MODEL (model), 0);

  *filled = crm_row_get_record (row) != NULL && g_str_equal (crm_record_get_title (crm_row_get_record (row)), "Row 89");
}

/* More rows are held than a screen shows: an answer brings the first, and no other is left empty or with what stood there. */
static void
test_held_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmQuery) turned = crm_query_new (&crm_kind_customer, NULL, NULL, CRM_CUSTOMER_NAME, TRUE);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean filled = FALSE;
  CrmQueryModel *model;

  for (guint i = 0; i < HELD; i++)
    {
      g_autofree char *name = g_strdup_printf ("Row %02u", i);

      make_customer (fixture, name);
    }
  model = ask (fixture, NULL, NULL, CRM_CUSTOMER_NAME, FALSE);
  for (guint i = 0; i < HELD; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (model), i));
  while (crm_row_get_record (rows->pdata[HELD - 1]) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (model, "replaced", G_CALLBACK (on_replaced), &filled);
  crm_query_model_set_query (model, turned);
  while (!filled)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < HELD; i++)
    {
      g_autofree char *name = g_strdup_printf ("Row %02u", HELD - 1 - i);
      g_autoptr (CrmRecord) record = get_record (model, i);

      g_assert_cmpstr (crm_record_get_title (record), ==, name);
      g_assert_true (crm_row_get_record (rows->pdata[i]) == record);
    }
  g_clear_pointer (&rows, g_ptr_array_unref);
  let_go (model);
}

#define ADD(path, func) g_test_add ("/query/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("order/by-name-in-both-scripts", test_order);
  ADD ("order/choices-in-their-own-order-then-by-name", test_order_of_choices);
  ADD ("group/stand-in-their-order-each-as-sorted", test_groups);
  ADD ("group/follow-search-and-edits", test_groups_found);
  ADD ("search/finds-by-name-pinyin-and-city", test_search);
  ADD ("filter/any-of-and-with-search", test_filter);
  ADD ("filter/band-of-a-number", test_filter_band);
  ADD ("filter/custom-fields", test_filter_custom);
  ADD ("filter/custom-fields-follow-edits", test_custom_follows);
  ADD ("model/follows-edits-without-replacing-rows", test_follows_edits);
  ADD ("model/fills-all-rows-held", test_held_rows);
  ADD ("model/first-look-is-the-beginning", test_first_look);
  ADD ("model/shrinks-at-the-tail", test_shrinks);
  ADD ("model/typing-shows-the-last-answer", test_typing);
  return g_test_run ();
}
