/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All edits, what each did, and what taking one back would leave. */

#include "tests/history/history-fixture.h"

typedef struct
{
  CrmEditFilter filter;
  gint64 below;
  guint max;
} Asked;

static gpointer
read_list (CrmConnection *connection, gpointer data, GError **error)
{
  Asked *asked = data;

  return crm_edit_list_read (connection, &asked->filter, asked->below, asked->max, error);
}

typedef struct
{
  CrmEditQuestion question;
  const CrmEditTouched *after;
} Detail;

static gpointer
read_details (CrmConnection *connection, gpointer data, GError **error)
{
  Detail *detail = data;

  return crm_edit_details_read (connection, &detail->question, detail->after, 4, error);
}

static gpointer
read_take_back (CrmConnection *connection, gpointer data, GError **error)
{
  return crm_take_back_read (connection, *(gint64 *)data, error);
}

static GPtrArray *
list (Fixture *fixture, Asked asked)
{
  if (asked.below == 0)
    asked.below = G_MAXINT64;
  if (asked.max == 0)
    asked.max = 100;
  return ask_store (fixture, read_list, &asked);
}

static const CrmEditEntry *
at (GPtrArray *entries, guint i)
{
  return g_ptr_array_index (entries, i);
}

static void
test_newest_first (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak");
  g_autoptr (GPtrArray) all = NULL, page = NULL, rest = NULL;

  set_text (fixture, &oak, CRM_CUSTOMER_CITY, "Xiamen");
  all = list (fixture, (Asked){ 0 });
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (at (all, 0)->title, ==, "Change");
  g_assert_cmpstr (at (all, 0)->subject, ==, "Oak");
  g_assert_cmpuint (at (all, 0)->changed, ==, 1);
  g_assert_cmpuint (at (all, 1)->created, ==, 1);
  page = list (fixture, (Asked){ .max = 1 });
  g_assert_cmpuint (page->len, ==, 1);
  rest = list (fixture, (Asked){ .below = at (page, 0)->number });
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpint (at (rest, 0)->number, ==, at (all, 1)->number);
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak");
  g_autoptr (GPtrArray) words = NULL, undone = NULL, later = NULL, per_cent = NULL, of_elm = NULL;
  CrmId elm = make_customer (fixture, "Elm");

  set_text (fixture, &oak, CRM_CUSTOMER_CITY, "Xiamen");
  await_ok (crm_store_undo (fixture->store, NULL));
  words = list (fixture, (Asked){ .filter.words = (char *)"NEW cust" });
  g_assert_cmpuint (words->len, ==, 2);
  per_cent = list (fixture, (Asked){ .filter.words = (char *)"%" });
  g_assert_cmpuint (per_cent->len, ==, 0);
  undone = list (fixture, (Asked){ .filter.origins = 1u << CRM_EDIT_ORIGIN_UNDO });
  g_assert_cmpuint (undone->len, ==, 1);
  later = list (fixture, (Asked){ .filter.from = NOW + 1 });
  g_assert_cmpuint (later->len, ==, 0);
  of_elm = list (fixture, (Asked){ .filter.kind = &crm_kind_customer, .filter.record = elm });
  g_assert_cmpuint (of_elm->len, ==, 1);
}

static void
test_details_lose_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Many", CRM_EDIT_ORIGIN_IMPORT);
  CrmId oak = make_customer (fixture, "Oak"), elm = make_customer (fixture, "Elm");
  g_autoptr (CrmEditResult) result = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_edit_touched_free);
  Detail detail = { 0 };
  guint n = 1;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &oak), CRM_CUSTOMER_CITY, "Xiamen");
  crm_edit_delete (edit, &crm_kind_customer, &elm);
  for (int i = 0; i < 9; i++)
    {
      CrmChange *change = crm_edit_create (edit, i < 5 ? &crm_kind_customer : &crm_kind_person, NULL);

      crm_change_set_text (change, i < 5 ? CRM_CUSTOMER_NAME : CRM_PERSON_NAME, "New");
    }
  result = apply (fixture, edit);
  detail.question.number = result->number;
  while (n > 0)
    {
      g_autoptr (GPtrArray) page = ask_store (fixture, read_details, &detail);

      n = page->len;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&page));
      detail.after = g_ptr_array_index (all, all->len - 1);
    }
  g_assert_cmpuint (all->len, ==, 11);
  {
    const CrmEditTouched *first = all->pdata[0], *second = all->pdata[1], *last = all->pdata[10];
    const CrmTimelineChange *change = first->changes->pdata[0];

    g_assert_cmpstr (first->title, ==, "Oak");
    g_assert_cmpstr (change->label, ==, "City");
    g_assert_null (change->old);
    g_assert_cmpstr (change->new, ==, "Xiamen");
    g_assert_cmpint (second->type, ==, CRM_TIMELINE_REMOVED);
    g_assert_true (last->kind == &crm_kind_person);
  }
}

/* Of an edit that did much, the history of one record shows what it did to that. */
static void
test_details_of_one_record (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Many", CRM_EDIT_ORIGIN_IMPORT);
  CrmId oak = make_customer (fixture, "Oak"), elm = make_customer (fixture, "Elm");
  CrmChange *point = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  g_autoptr (CrmEditResult) result = NULL;
  g_autoptr (GPtrArray) changed = NULL, made = NULL, end = NULL;
  Detail detail = { .question = { .kind = &crm_kind_customer, .record = elm } };

  crm_change_set_id (point, CRM_CONTACT_POINT_CUSTOMER, &elm);
  crm_change_set_text (point, CRM_CONTACT_POINT_KIND, "phone");
  crm_change_set_text (point, CRM_CONTACT_POINT_VALUE, "13800138000");
  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, "Ash");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &oak), CRM_CUSTOMER_CITY, "Xiamen");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &elm), CRM_CUSTOMER_CITY, "Xiamen");
  result = apply (fixture, edit);
  detail.question.number = result->number;
  changed = ask_store (fixture, read_details, &detail);
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpstr (((CrmEditTouched *)changed->pdata[0])->title, ==, "Elm");
  detail.after = changed->pdata[0];
  made = ask_store (fixture, read_details, &detail);
  g_assert_cmpuint (made->len, ==, 1);
  g_assert_cmpstr (((CrmEditTouched *)made->pdata[0])->title, ==, "13800138000");
  detail.after = made->pdata[0];
  end = ask_store (fixture, read_details, &detail);
  g_assert_cmpuint (end->len, ==, 0);
}

static void
test_take_back_tells_what_stays (Fixture *fixture, gconstpointer data)
{
  CrmId oak = make_customer (fixture, "Oak"), elm = make_customer (fixture, "Elm");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Both", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEditResult) result = NULL, undone = NULL;
  g_autoptr (CrmTakeBack) before = NULL, after = NULL, over = NULL;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &oak), CRM_CUSTOMER_CITY, "Xiamen");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &elm), CRM_CUSTOMER_CITY, "Xiamen");
  result = apply (fixture, edit);
  before = ask_store (fixture, read_take_back, &result->number);
  g_assert_cmpuint (before->n, ==, 2);
  g_assert_cmpuint (before->left, ==, 0);
  g_assert_false (before->is_merge);
  g_assert_true (crm_edit_entry_can_take_back (before->entry));
  set_text (fixture, &elm, CRM_CUSTOMER_CITY, "Fuzhou");
  after = ask_store (fixture, read_take_back, &result->number);
  g_assert_cmpuint (after->left, ==, 1);
  undone = await_boxed (crm_store_undo (fixture->store, &result->id));
  g_assert_cmpuint (undone->skipped, ==, after->left);
  assert_text (fixture, &oak, CRM_CUSTOMER_CITY, NULL);
  assert_text (fixture, &elm, CRM_CUSTOMER_CITY, "Fuzhou");
  over = ask_store (fixture, read_take_back, &result->number);
  g_assert_false (crm_edit_entry_can_take_back (over->entry));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/edit-list/newest-first", Fixture, NULL, set_up, test_newest_first, tear_down);
  g_test_add ("/edit-list/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/edit-list/details-lose-nothing", Fixture, NULL, set_up, test_details_lose_nothing, tear_down);
  g_test_add ("/edit-list/details-of-one-record", Fixture, NULL, set_up, test_details_of_one_record, tear_down);
  g_test_add ("/edit-list/take-back-tells-what-stays", Fixture, NULL, set_up, test_take_back_tells_what_stays, tear_down);
  return g_test_run ();
}
