/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saved views: records that undo brings back, in an order that people make, laid out as versions without groups wrote it. */

#include "core/demo/crm-demo.h"
#include "core/query/crm-filter-rows.h"
#include "core/sales/crm-pipeline.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/views/crm-facet-group.h"
#include "core/views/crm-saved-view.h"
#include "tests/await.h"
#include "tests/store/store-fixture.h"

static gboolean
read_views (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *views = crm_saved_views_read (connection, error);

  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, views);
  return views != NULL;
}

static GPtrArray *
dup_views (Fixture *fixture)
{
  return await_boxed (crm_store_read (fixture->store, NULL, read_views, NULL, NULL));
}

static void
write_view (Fixture *fixture, CrmEdit *taken)
{
  g_autoptr (CrmEdit) edit = taken;

  crm_edit_result_free (apply (fixture, edit));
}

static CrmId
add_view (Fixture *fixture, const char *name, GVariant *layout)
{
  g_autoptr (CrmCondition) nothing = crm_condition_new_group (CRM_CONDITION_ALL);
  CrmId id;

  write_view (fixture, crm_saved_view_new_edit (NULL, name, &crm_kind_customer, nothing, layout, TRUE, &id));
  return id;
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) layout = g_variant_ref_sink (g_variant_new_parsed ("([('name', 200, true)], ('level', true), 'owner')"));
  CrmId id = add_view (fixture, "Quiet ones", layout);
  g_autoptr (GPtrArray) views = dup_views (fixture);
  CrmSavedView *view;

  g_assert_cmpuint (views->len, ==, 1);
  view = crm_saved_views_find (views, "QUIET ones");
  g_assert_nonnull (view);
  g_assert_true (view == crm_saved_views_lookup (views, &id));
  g_assert_true (view->pinned && view->kind == &crm_kind_customer && crm_condition_is_empty (view->conditions));
  g_assert_cmpvariant (view->layout, layout);

  write_view (fixture, crm_saved_view_new_pin (view, FALSE));
  write_view (fixture, crm_saved_view_new_rename (view, "Silent"));
  write_view (fixture, crm_saved_view_new_deletion (view));
  for (guint i = 0; i < 3; i++)
    await_ok (crm_store_undo (fixture->store, NULL));
  g_ptr_array_unref (views);
  views = dup_views (fixture);
  view = views->pdata[0];
  g_assert_cmpstr (view->name, ==, "Quiet ones");
  g_assert_true (view->pinned);
}

static gboolean
read_layout (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_saved_view, data, error);

  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, crm_record_get_text (record, CRM_SAVED_VIEW_LAYOUT));
  return TRUE;
}

/* A colleague's older program shows the columns of a view that nobody grouped. */
static void
test_layout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) layout = g_variant_ref_sink (g_variant_new_parsed ("([('name', 200, true)], ('level', true), '')"));
  CrmId id = add_view (fixture, "Plain", layout);
  g_autoptr (GPtrArray) views = dup_views (fixture);
  g_auto (GValue) kept = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_layout, &id, NULL), &kept, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (&kept), ==, "([('name', 200, true)], ('level', true))");
  g_assert_cmpvariant (((CrmSavedView *)views->pdata[0])->layout, layout);
}

static void
assert_order (Fixture *fixture, const char *expected)
{
  g_autoptr (GPtrArray) views = dup_views (fixture);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < views->len; i++)
    g_string_append (order, ((CrmSavedView *)views->pdata[i])->name);
  g_assert_cmpstr (order->str, ==, expected);
}

static void
move (Fixture *fixture, const char *name, const char *target)
{
  g_autoptr (GPtrArray) views = dup_views (fixture);

  write_view (fixture, crm_saved_views_new_move (views, &crm_saved_views_find (views, name)->id, &crm_saved_views_find (views, target)->id));
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  for (const char *name = "ABCD"; *name != '\0'; name++)
    add_view (fixture, (char[]){ *name, '\0' }, NULL);
  assert_order (fixture, "ABCD");
  move (fixture, "D", "B");
  assert_order (fixture, "ADBC");
  move (fixture, "A", "C");
  assert_order (fixture, "DBCA");
  move (fixture, "B", "D");
  assert_order (fixture, "BDCA");
  add_view (fixture, "E", NULL);
  assert_order (fixture, "BDCAE");
  move (fixture, "E", "B");
  assert_order (fixture, "EBDCA");
  await_ok (crm_store_undo (fixture->store, NULL));
  assert_order (fixture, "BDCAE");
}

static gboolean
count_deals (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_deal, error);
  g_autoptr (CrmCondition) all = crm_condition_new_group (CRM_CONDITION_ALL);
  CrmConditionTime time = { 0 };
  g_autoptr (CrmFilter) filter = crm_view_conditions_to_filter (all, &crm_kind_deal, facets, &time, error);
  g_autoptr (CrmRowSet) rows = crm_filter_find_rows (filter, &crm_kind_deal, connection, error);

  g_value_init (result, G_TYPE_INT);
  g_value_set_int (result, (int)crm_row_set_count (rows));
  return TRUE;
}

static int
await_n_deals (Fixture *fixture)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, count_deals, NULL, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int (&value);
}

static void
test_deals_of_the_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) setup = crm_edit_new ("Pipeline", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Begin", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) deletion = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *customer = crm_edit_create (edit, &crm_kind_customer, NULL), *deal;
  CrmId id = customer->id, pipeline = crm_pipeline_create_usual (setup, NULL);

  crm_edit_result_free (apply (fixture, setup));
  crm_change_set_text (customer, CRM_CUSTOMER_NAME, "Harbour");
  deal = crm_edit_create (edit, &crm_kind_deal, NULL);
  crm_change_set_text (deal, CRM_DEAL_TITLE, "Cranes");
  crm_change_set_id (deal, CRM_DEAL_CUSTOMER, &id);
  crm_change_set_id (deal, CRM_DEAL_PIPELINE, &pipeline);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpint (await_n_deals (fixture), ==, 1);
  crm_edit_delete (deletion, &crm_kind_customer, &id);
  crm_edit_result_free (apply (fixture, deletion));
  g_assert_cmpint (await_n_deals (fixture), ==, 0);
}

static gboolean
read_groups (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_customer, error);
  g_autoptr (GPtrArray) of_deals = crm_facets_read (connection, &crm_kind_deal, error);
  const CrmFacet *level = crm_facets_find (facets, "level");
  CrmValueStyle style = { 0 };
  g_autofree char *a = crm_facet_format_group (level, "a", &style);
  g_autofree char *nothing = crm_facet_format_group (level, NULL, &style);

  g_assert_cmpstr (a, ==, "Level: A");
  g_assert_cmpstr (nothing, ==, "Level is empty");
  g_assert_true (crm_facet_can_group (level));
  g_assert_true (crm_facet_can_group (crm_facets_find (facets, "owner")));
  g_assert_true (crm_facet_can_group (crm_facets_find (facets, "country")));
  g_assert_true (crm_facet_can_group (crm_facets_find (of_deals, "stage")));
  g_assert_false (crm_facet_can_group (crm_facets_find (facets, "name")));
  g_assert_false (crm_facet_can_group (crm_facets_find (facets, "tag")));
  g_assert_false (crm_facet_can_group (crm_facets_find (facets, "created")));
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  await_ok (crm_store_read (fixture->store, NULL, read_groups, NULL, NULL));
}

/* In the words of the demo's office; they hold somebody, but not everybody. */
static gboolean
read_demo (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) views = crm_saved_views_read (connection, error);
  g_autoptr (GPtrArray) facets = crm_facets_read (connection, &crm_kind_customer, error);
  CrmConditionTime time = { NOW, g_time_zone_new_utc (), { 0 } };

  g_assert_cmpuint (views->len, ==, 3);
  for (guint i = 0; i < views->len; i++)
    {
      const CrmSavedView *view = views->pdata[i];
      g_autoptr (CrmFilter) filter = crm_saved_view_to_filter (view, facets, &time, error);
      g_autoptr (CrmRowSet) rows = NULL;

      g_assert_no_error (*error);
      rows = crm_filter_find_rows (filter, view->kind, connection, error);
      g_assert_true (view->pinned);
      g_assert_cmpuint (crm_row_set_count (rows), >, 0);
      g_assert_cmpuint (crm_row_set_count (rows), <, 150);
    }
  g_time_zone_unref (time.zone);
  g_assert_cmpstr (((CrmSavedView *)views->pdata[0])->name, ==, data);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  await_ok (crm_demo_fill_store (fixture->store, 300, 1, "zh_TW", NULL));
  await_ok (crm_store_read (fixture->store, NULL, read_demo, "90天未聯繫", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/saved-view/is-a-record-that-undo-brings-back", test_saved);
  ADD ("/saved-view/is-laid-out-as-before-without-groups", test_layout);
  ADD ("/saved-view/stands-where-it-is-moved", test_order);
  ADD ("/saved-view/has-no-deals-of-deleted-customers", test_deals_of_the_deleted);
  ADD ("/saved-view/groups-by-what-many-share", test_groups);
  ADD ("/saved-view/comes-with-the-demo-company", test_demo);
#undef ADD
  return g_test_run ();
}
