/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of finding customers while a person types. */

#include "config.h"

#include "core/query/crm-search.h"
#include "core/schema/crm-schema-sales.h"
#include "tests/store/store-fixture.h"

#include <locale.h>

static CrmId
add_customer (CrmEdit *edit, const char *name, const char *city, const char *phone)
{
  CrmId id = crm_id_new (NOW);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, &id);

  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  crm_change_set_text (change, CRM_CUSTOMER_CITY, city);
  if (phone != NULL)
    {
      change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
      crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, &id);
      crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
      crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, phone);
    }
  return id;
}

static void
add_person (CrmEdit *edit, const CrmId *customer, const char *name)
{
  CrmId id = crm_id_new (NOW);
  CrmChange *role;

  crm_change_set_text (crm_edit_create (edit, &crm_kind_person, &id), CRM_PERSON_NAME, name);
  role = crm_edit_create (edit, &crm_kind_role, NULL);
  crm_change_set_id (role, CRM_ROLE_CUSTOMER, customer);
  crm_change_set_id (role, CRM_ROLE_PERSON, &id);
}

static void
fill (CrmStore *store)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Fill", CRM_EDIT_ORIGIN_SETUP);
  CrmId id;

  add_customer (edit, "Old Harbour Press", "Hull", NULL);
  add_customer (edit, "Harbour & Sons", "Bristol", "+44 117 555 0104");
  id = add_customer (edit, "滁州醉翁亭酒店", "滁州", "+86 550 5550 0103");
  add_person (edit, &id, "程咬金");
  add_customer (edit, "重庆火锅设备厂", "重庆", "+86 23 5550 0106");
  add_customer (edit, "Anchor Lane", "Harbourne", NULL);
  await_ok (crm_store_apply (store, edit, NULL));
}

/* "name, name" of the hits, and a reason after a bar. */
static char *
search (CrmStore *store, const char *typed, guint limit, guint *total)
{
  g_autoptr (CrmSearchHits) hits = await_boxed (crm_search_customers (store, typed, limit, NULL));
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (hits->records->len, ==, hits->reasons->len);
  g_assert_cmpuint (hits->records->len, <=, limit);
  for (guint i = 0; i < hits->records->len; i++)
    {
      const char *reason = g_ptr_array_index (hits->reasons, i);

      g_string_append_printf (text, "%s%s%s%s", i > 0 ? ", " : "", crm_record_get_title (g_ptr_array_index (hits->records, i)),
                              reason != NULL ? "|" : "", reason != NULL ? reason : "");
    }
  if (total != NULL)
    *total = hits->total;
  return g_string_free_and_steal (text);
}

#define assert_found(store, typed, expected)                      \
  G_STMT_START                                                    \
  {                                                               \
    g_autofree char *found = search ((store), (typed), 20, NULL); \
    g_assert_cmpstr (found, ==, (expected));                      \
  }                                                               \
  G_STMT_END

static void
test_order (Fixture *fixture, gconstpointer data)
{
  fill (fixture->store);
  assert_found (fixture->store, "harb", "Harbour & Sons, Old Harbour Press, Anchor Lane|Harbourne");
}

static void
test_ways (Fixture *fixture, gconstpointer data)
{
  fill (fixture->store);
  assert_found (fixture->store, "醉翁亭", "滁州醉翁亭酒店");
  assert_found (fixture->store, "zuiweng", "滁州醉翁亭酒店");
  assert_found (fixture->store, "zwt", "滁州醉翁亭酒店");
  assert_found (fixture->store, "chongqing", "重庆火锅设备厂");
  assert_found (fixture->store, "550 0106", "重庆火锅设备厂|+86 23 5550 0106");
  assert_found (fixture->store, "bristol", "Harbour & Sons|Bristol");
  assert_found (fixture->store, "chengyaojin", "滁州醉翁亭酒店|程咬金");
}

static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  static const char *const typed[] = { "", "   ", "\"", "*", "' OR 1=1 --", "NEAR(", "zzzz", "\xff\xfe" };
  guint total;

  fill (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *found = search (fixture->store, typed[i], 20, &total);

      g_assert_cmpstr (found, ==, "");
      g_assert_cmpuint (total, ==, 0);
    }
}

static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmSearchHits) hits = NULL;

  fill (fixture->store);
  hits = await_boxed (crm_search_customers (fixture->store, "bristol", 1, NULL));
  crm_edit_delete (edit, &crm_kind_customer, &((CrmRecord *)g_ptr_array_index (hits->records, 0))->id);
  await_ok (crm_store_apply (fixture->store, edit, NULL));
  assert_found (fixture->store, "bristol", "");
}

/* More hits than are ranked one by one: the first by name, and the exact number of all. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Fill", CRM_EDIT_ORIGIN_SETUP);
  g_autofree char *found = NULL;
  guint total;

  for (int i = 699; i >= 0; i--)
    {
      g_autofree char *name = g_strdup_printf ("Quay %03d", i);

      add_customer (edit, name, "Hull", NULL);
    }
  add_customer (edit, "Aardvark", "Hull", NULL);
  await_ok (crm_store_apply (fixture->store, edit, NULL));
  found = search (fixture->store, "quay", 3, &total);
  g_assert_cmpstr (found, ==, "Quay 000, Quay 001, Quay 002");
  g_assert_cmpuint (total, ==, 700);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  DexFuture *future;

  fill (fixture->store);
  future = crm_search_customers (fixture->store, "harb", 20, cancellable);
  g_cancellable_cancel (cancellable);
  dex_future_disown (future);
  await_error (crm_search_customers (fixture->store, "harb", 20, cancellable), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_found (fixture->store, "bristol", "Harbour & Sons|Bristol");
}

static CrmId
add_deal (CrmEdit *edit, const CrmId *customer, const CrmId *pipeline, const CrmId *stage, const char *title)
{
  CrmId id = crm_id_new (NOW);
  CrmChange *change = crm_edit_create (edit, &crm_kind_deal, &id);

  crm_change_set_text (change, CRM_DEAL_TITLE, title);
  crm_change_set_id (change, CRM_DEAL_CUSTOMER, customer);
  crm_change_set_id (change, CRM_DEAL_PIPELINE, pipeline);
  crm_change_set_id (change, CRM_DEAL_STAGE, stage);
  return id;
}

static CrmId
add_stage (CrmEdit *edit, const CrmId *pipeline, const char *name, const char *outcome)
{
  CrmId id = crm_id_new (NOW);
  CrmChange *change = crm_edit_create (edit, &crm_kind_stage, &id);

  crm_change_set_id (change, CRM_STAGE_PIPELINE, pipeline);
  crm_change_set_text (change, CRM_STAGE_NAME, name);
  crm_change_set_text (change, CRM_STAGE_OUTCOME, outcome);
  return id;
}

static char *
search_all (CrmStore *store, const char *typed)
{
  g_autoptr (CrmSearchHits) hits = await_boxed (crm_search_customers_and_deals (store, typed, 20, NULL));
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (hits->records->len, ==, hits->reasons->len);
  for (guint i = 0; i < hits->records->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", crm_record_get_title (g_ptr_array_index (hits->records, i)));
  return g_string_free_and_steal (text);
}

#define assert_all(store, typed, expected)              \
  G_STMT_START                                          \
  {                                                     \
    g_autofree char *found = search_all (store, typed); \
    g_assert_cmpstr (found, ==, expected);              \
  }                                                     \
  G_STMT_END

/* Customers, then deals: open ones first, and those named so before the customer's others. */
static void
test_deals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Fill", CRM_EDIT_ORIGIN_SETUP);
  CrmId pipeline = crm_id_new (NOW), harbour = add_customer (edit, "Harbour & Sons", "Bristol", NULL), hotpot = add_customer (edit, "重庆火锅设备厂", "重庆", NULL);
  CrmId open, won, gone;

  crm_change_set_text (crm_edit_create (edit, &crm_kind_pipeline, &pipeline), CRM_PIPELINE_NAME, "Sales");
  open = add_stage (edit, &pipeline, "Offer", "open");
  won = add_stage (edit, &pipeline, "Won", "won");
  add_deal (edit, &harbour, &pipeline, &won, "Harbour lights");
  add_deal (edit, &harbour, &pipeline, &open, "New ropes");
  add_deal (edit, &hotpot, &pipeline, &open, "Harbour crane");
  add_deal (edit, &hotpot, &pipeline, &open, "年度维护");
  gone = add_deal (edit, &hotpot, &pipeline, &open, "Gone");
  await_ok (crm_store_apply (fixture->store, edit, NULL));

  assert_all (fixture->store, "harbour", "Harbour & Sons, Harbour crane, New ropes, Harbour lights");
  assert_all (fixture->store, "ndwh", "年度维护");
  assert_all (fixture->store, "nobody", "");
  assert_all (fixture->store, "", "");
  {
    g_autoptr (CrmEdit) deletion = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);

    crm_edit_delete (deletion, &crm_kind_deal, &gone);
    await_ok (crm_store_apply (fixture->store, deletion, NULL));
  }
  assert_all (fixture->store, "gone", "");
  assert_all (fixture->store, "cqhg", "重庆火锅设备厂, 年度维护, Harbour crane");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/search/customers/names-that-begin-so-come-first", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/search/customers/by-name-pinyin-initials-phone-city-person", Fixture, NULL, set_up, test_ways, tear_down);
  g_test_add ("/search/customers/what-is-not-searchable-finds-nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/search/customers/deleted-is-not-found", Fixture, NULL, set_up, test_deleted, tear_down);
  g_test_add ("/search/customers/of-many-the-first-by-name", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/search/customers/cancelled-by-the-next-keystroke", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/search/deals/open-first-then-by-name", Fixture, NULL, set_up, test_deals, tear_down);
  return g_test_run ();
}
