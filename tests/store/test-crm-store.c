/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: what an edit writes, what undo takes back, what survives. */

#include "core/base/crm-error.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/store/crm-backup.h"
#include "core/store/crm-file-removal.h"
#include "core/store/crm-file-store.h"
#include "core/store/crm-history.h"
#include "core/store/crm-migration.h"
#include "core/store/crm-search-index.h"
#include "core/store/crm-store.h"
#include "tests/store/store-fixture.h"

static gboolean
read_count (CrmConnection *connection, gpointer sql, GValue *result, GError **error)
{
  gint64 count = 0;

  if (!crm_connection_read_integer (connection, sql, &count, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, count);
  return TRUE;
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (await_value (crm_store_read (fixture->store, NULL, read_count, (gpointer)sql, NULL), &value, NULL));
  return g_value_get_int64 (&value);
}

static void
test_reopen (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "洛阳瓦岗寨贸易有限公司");

  close_store (fixture);
  open_store (fixture);
  assert_text (fixture, &id, CRM_CUSTOMER_NAME, "洛阳瓦岗寨贸易有限公司");
  assert_text (fixture, &id, CRM_CUSTOMER_TYPE, "company");
}

static void
test_refuses_empty_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("New customer", CRM_EDIT_ORIGIN_PERSON);

  crm_edit_create (edit, &crm_kind_customer, NULL);
  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM edit"), ==, 0);
}

static void
test_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Two", CRM_EDIT_ORIGIN_PERSON);
  CrmId nobody = crm_id_new (1);

  crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, "Harbour & Sons");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &nobody), CRM_CUSTOMER_NAME, "Nobody");
  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_NOT_FOUND);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer"), ==, 0);
}

static void
test_change_of_nothing (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Åsa Öberg AB");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEditResult) result = NULL;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &id), CRM_CUSTOMER_NAME, "Åsa Öberg AB");
  result = apply (fixture, edit);
  g_assert_cmpint (result->number, ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM edit"), ==, 1);
}

static void
test_undo_change (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");

  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  await_ok (crm_store_undo (fixture->store, NULL));
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  await_ok (crm_store_undo (fixture->store, NULL));
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, NULL);
  await_ok (crm_store_redo (fixture->store));
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  await_ok (crm_store_redo (fixture->store));
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  await_error (crm_store_redo (fixture->store), CRM_ERROR, CRM_ERROR_NOT_FOUND);
  await_ok (crm_store_undo (fixture->store, NULL));
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
}

static void
test_undo_survives_restart (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");

  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  close_store (fixture);
  open_store (fixture);
  await_ok (crm_store_undo (fixture->store, NULL));
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, NULL);
}

static void
test_new_edit_ends_redo (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");

  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  await_ok (crm_store_undo (fixture->store, NULL));
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  await_error (crm_store_redo (fixture->store), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

static void
test_undo_creation (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmRecord) gone = NULL;
  g_autoptr (CrmRecord) back = NULL;

  await_ok (crm_store_undo (fixture->store, NULL));
  gone = find (fixture, &crm_kind_customer, &id);
  g_assert_true (gone->deleted);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'harbour'"), ==, 0);
  await_ok (crm_store_redo (fixture->store));
  back = find (fixture, &crm_kind_customer, &id);
  g_assert_false (back->deleted);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'harbour'"), ==, 1);
}

static void
test_undo_deletion (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Delete", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) back = NULL;

  crm_edit_delete (edit, &crm_kind_customer, &id);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpint (count (fixture, "SELECT deleted FROM customer"), ==, 1);
  await_ok (crm_store_undo (fixture->store, NULL));
  back = find (fixture, &crm_kind_customer, &id);
  g_assert_false (back->deleted);
  g_assert_cmpstr (crm_record_get_text (back, CRM_CUSTOMER_NAME), ==, "Harbour & Sons");
}

/* An older edit is taken back by its id: the city someone changed later stays, the level goes back. */
static void
test_undo_skips_later_changes (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Both", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEditResult) both = NULL;
  g_autoptr (CrmEditResult) undone = NULL;
  CrmChange *change = crm_edit_update (edit, &crm_kind_customer, &id);

  crm_change_set_text (change, CRM_CUSTOMER_CITY, "Bristol");
  crm_change_set_text (change, CRM_CUSTOMER_LEVEL, "a");
  both = apply (fixture, edit);
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  undone = await_boxed (crm_store_undo (fixture->store, &both->id));
  g_assert_cmpint (undone->skipped, ==, 1);
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  assert_text (fixture, &id, CRM_CUSTOMER_LEVEL, NULL);
}

static gboolean
read_history (CrmConnection *connection, gpointer id, GValue *result, GError **error)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_customer, id, error);
  GPtrArray *entries = record != NULL ? crm_history_read (connection, record, error) : NULL;

  if (entries == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, entries);
  return TRUE;
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_autoptr (GPtrArray) entries = NULL;
  CrmHistoryEntry *entry;

  crm_clock_advance (fixture->clock, 60 * G_USEC_PER_SEC);
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  entries = await_boxed (crm_store_read (fixture->store, NULL, read_history, &id, NULL));
  g_assert_cmpint (entries->len, ==, 2);
  entry = entries->pdata[0];
  g_assert_cmpstr (entry->field, ==, "created");
  entry = entries->pdata[1];
  g_assert_cmpstr (entry->field, ==, "city");
  g_assert_cmpstr (entry->old, ==, NULL);
  g_assert_cmpstr (entry->new, ==, "Bristol");
  g_assert_cmpint (entry->at, ==, NOW + 60 * G_USEC_PER_SEC);
}

static CrmChange *
add_point (CrmEdit *edit, const CrmId *customer, const char *kind, const char *value)
{
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
  return change;
}

static void
test_facts_follow (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons"), point;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Reach and plan", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmEdit) removal = crm_edit_new ("Remove", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) full = NULL;
  g_autoptr (CrmRecord) less = NULL;
  CrmChange *change;

  point = add_point (edit, &id, "phone", "+44 117 555 0104")->id;
  change = crm_edit_create (edit, &crm_kind_interaction, NULL);
  crm_change_set_id (change, CRM_INTERACTION_CUSTOMER, &id);
  crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
  crm_change_set_integer (change, CRM_INTERACTION_AT, NOW);
  change = crm_edit_create (edit, &crm_kind_task, NULL);
  crm_change_set_id (change, CRM_TASK_CUSTOMER, &id);
  crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_change_set_text (change, CRM_TASK_TITLE, "Ask about the renewal");
  crm_change_set_integer (change, CRM_TASK_DUE, NOW + 1000);
  crm_edit_result_free (apply (fixture, edit));

  full = find (fixture, &crm_kind_customer, &id);
  g_assert_cmpstr (crm_record_get_text (full, CRM_CUSTOMER_PHONE), ==, "+44 117 555 0104");
  g_assert_cmpint (crm_record_get_integer (full, CRM_CUSTOMER_LAST_CONTACT, 0), ==, NOW);
  g_assert_cmpstr (crm_record_get_text (full, CRM_CUSTOMER_NEXT_STEP_TITLE), ==, "Ask about the renewal");

  crm_edit_delete (removal, &crm_kind_contact_point, &point);
  crm_edit_result_free (apply (fixture, removal));
  less = find (fixture, &crm_kind_customer, &id);
  g_assert_false (crm_record_has (less, CRM_CUSTOMER_PHONE));
}

/* What is derived while a whole customer is created must be what the file says afterwards. */
static void
test_created_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Whole", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
  g_auto (GStrv) problems = NULL;
  g_autoptr (CrmRecord) record = NULL;
  CrmId id = change->id, person;

  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Harbour & Sons");
  change = crm_edit_create (edit, &crm_kind_person, NULL);
  person = change->id;
  crm_change_set_text (change, CRM_PERSON_NAME, "单雄信");
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, CRM_CONTACT_POINT_PERSON, &person);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, "+44 7700 900111");
  change = crm_edit_create (edit, &crm_kind_role, NULL);
  crm_change_set_id (change, CRM_ROLE_CUSTOMER, &id);
  crm_change_set_id (change, CRM_ROLE_PERSON, &person);
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, CRM_CONTACT_POINT_PERSON, &person);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "email");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, "shan@example.com");
  add_point (edit, &id, "phone", "+44 117 496 0104");
  crm_edit_result_free (apply (fixture, edit));

  record = find (fixture, &crm_kind_customer, &id);
  g_assert_cmpstr (crm_record_get_text (record, CRM_CUSTOMER_PHONE), ==, "+44 117 496 0104");
  g_assert_cmpstr (crm_record_get_text (record, CRM_CUSTOMER_EMAIL), ==, "shan@example.com");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'shan AND harbour'"), ==, 1);
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpint (g_strv_length (problems), ==, 0);
}

/* A role that comes before its person, and one at a customer made earlier: the digest must not be trusted there. */
static void
test_created_in_any_order (Fixture *fixture, gconstpointer data)
{
  CrmId old = make_customer (fixture, "Åsa Öberg AB"), person = crm_id_new (NOW), id;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Any order", CRM_EDIT_ORIGIN_PERSON);
  g_auto (GStrv) problems = NULL;
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);

  id = change->id;
  crm_change_set_text (change, CRM_CUSTOMER_NAME, "Harbour & Sons");
  for (int i = 0; i < 2; i++)
    {
      change = crm_edit_create (edit, &crm_kind_role, NULL);
      crm_change_set_id (change, CRM_ROLE_CUSTOMER, i == 0 ? &id : &old);
      crm_change_set_id (change, CRM_ROLE_PERSON, &person);
    }
  change = crm_edit_create (edit, &crm_kind_person, &person);
  crm_change_set_text (change, CRM_PERSON_NAME, "单雄信");
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, CRM_CONTACT_POINT_PERSON, &person);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, "+44 7700 900111");
  crm_edit_result_free (apply (fixture, edit));

  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE phone = '+44 7700 900111'"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'shanxiongxin OR shan'"), ==, 2);
  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpint (g_strv_length (problems), ==, 0);
}

typedef struct
{
  guint made;
  guint wanted;
  gint64 fail_at; /* -1: never */
  GCancellable *cancel_at_half;
} Stream;

static int
pull_customers (CrmConnection *connection, CrmEdit *edit, gpointer data, GError **error)
{
  Stream *stream = data;

  for (int i = 0; i < 200 && stream->made < stream->wanted; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", stream->made);

      if (stream->fail_at == stream->made)
        {
          g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, "Broken");
          return -1;
        }
      crm_change_set_text (crm_edit_create (edit, &crm_kind_customer, NULL), CRM_CUSTOMER_NAME, name);
      stream->made++;
      if (stream->cancel_at_half != NULL && stream->made == stream->wanted / 2)
        g_cancellable_cancel (stream->cancel_at_half);
    }
  return stream->made < stream->wanted;
}

static void
test_stream_and_undo (Fixture *fixture, gconstpointer data)
{
  Stream stream = { .wanted = 5000, .fail_at = -1 };
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Import", CRM_EDIT_ORIGIN_IMPORT, pull_customers, &stream, NULL);
  g_autoptr (CrmEditResult) result = apply (fixture, edit);

  g_assert_cmpint (result->created, ==, 5000);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 5000);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM edit"), ==, 1);
  await_ok (crm_store_undo (fixture->store, NULL));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 0);
  await_ok (crm_store_redo (fixture->store));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 5000);
}

static void
test_failed_stream_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  Stream stream = { .wanted = 20000, .fail_at = 19500 };
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Import", CRM_EDIT_ORIGIN_IMPORT, pull_customers, &stream, NULL);

  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_UNREADABLE);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'customer'"), ==, 0);
  await_error (crm_store_undo (fixture->store, NULL), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

static void
test_cancelled_stream_leaves_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stream stream = { .wanted = 20000, .fail_at = -1, .cancel_at_half = cancellable };
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Import", CRM_EDIT_ORIGIN_IMPORT, pull_customers, &stream, NULL);

  await_error (crm_store_apply (fixture->store, edit, cancellable), G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer"), ==, 0);
}

/* Where a record was seen is a hint, and how it stood then is no more: another may lie there now, or nothing, and it may have been changed. */
static void
test_change_of_a_record_seen_before (Fixture *fixture, gconstpointer data)
{
  CrmId one = make_customer (fixture, "One"), other = make_customer (fixture, "Other");
  static const gint64 rowids[] = { 1, 2, 3 };

  g_assert_false (crm_id_equal (&one, &other));
  for (guint i = 0; i < G_N_ELEMENTS (rowids); i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
      g_autoptr (CrmEditResult) result = NULL;
      g_autoptr (CrmRecord) seen = find (fixture, &crm_kind_customer, &one);
      g_autofree char *city = g_strdup_printf ("City %u", i);
      g_autofree char *name = g_strdup_printf ("One %u", i);
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM customer WHERE name = '%s' AND city = '%s'", name, city);

      set_text (fixture, &one, CRM_CUSTOMER_NAME, name);
      seen->rowid = rowids[i];
      crm_change_set_text (crm_edit_update_record (edit, seen), CRM_CUSTOMER_CITY, city);
      result = apply (fixture, edit);
      g_assert_cmpint (result->changed, ==, 1);
      g_assert_cmpint (count (fixture, sql), ==, 1);
      g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE name = 'Other' AND city IS NULL"), ==, 1);
    }
}

/* One record, read once, in two changes of its own and one of its id. */
static int
pull_changes_of_one (CrmConnection *connection, CrmEdit *edit, gpointer id, GError **error)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_customer, id, error);

  crm_change_set_text (crm_edit_update_record (edit, record), CRM_CUSTOMER_CITY, "Leeds");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, id), CRM_CUSTOMER_NAME, "Second");
  crm_change_set_text (crm_edit_update_record (edit, record), CRM_CUSTOMER_CITY, "York");
  crm_change_set_text (crm_edit_update_record (edit, record), CRM_CUSTOMER_NOTE, "Third");
  return 0;
}

static void
test_stream_that_changes_one_often (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "First");
  g_autoptr (CrmEdit) edit = crm_edit_new_stream ("Change", CRM_EDIT_ORIGIN_PERSON, pull_changes_of_one, &id, NULL);

  crm_edit_result_free (apply (fixture, edit));
  assert_text (fixture, &id, CRM_CUSTOMER_NAME, "Second");
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "York");
  assert_text (fixture, &id, CRM_CUSTOMER_NOTE, "Third");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM history WHERE field = 'city' AND old IS NULL AND new = 'Leeds'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM history WHERE field = 'city' AND old = 'Leeds' AND new = 'York'"), ==, 1);
  g_assert_cmpint (count_found (fixture, "york"), ==, 1);
  g_assert_cmpint (count_found (fixture, "second"), ==, 1);
  g_assert_cmpint (count_found (fixture, "leeds"), ==, 0);
}

static void
test_second_process (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  Fixture guest = { .path = fixture->path, .clock = fixture->clock };

  open_store (&guest);
  set_text (&guest, &id, CRM_CUSTOMER_CITY, "Bristol");
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bristol");
  close_store (&guest);
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Bath");
}

static void
test_newer_file_is_read_only (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_autoptr (CrmConnection) connection = NULL;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *reason = NULL;

  close_store (fixture);
  connection = crm_connection_open (fixture->path, CRM_CONNECTION_WRITER, NULL);
  g_assert_true (crm_connection_execute (connection, "PRAGMA user_version = 9999", NULL));
  g_clear_pointer (&connection, crm_connection_close);
  open_store (fixture);
  reason = crm_store_dup_read_only_reason (fixture->store);
  g_assert_nonnull (reason);
  assert_text (fixture, &id, CRM_CUSTOMER_NAME, "Harbour & Sons");
  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &id), CRM_CUSTOMER_CITY, "Bath");
  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_READ_ONLY);
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour Office");
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *reason = NULL;

  crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, &id), CRM_CUSTOMER_CITY, "Qingdao");
  crm_store_set_refusal (fixture->store, "you may only read");
  reason = crm_store_dup_read_only_reason (fixture->store);
  g_assert_cmpstr (reason, ==, "you may only read");
  await_error (crm_store_apply (fixture->store, edit, NULL), CRM_ERROR, CRM_ERROR_READ_ONLY);
  await_error (crm_store_undo (fixture->store, NULL), CRM_ERROR, CRM_ERROR_READ_ONLY);
  await_error (crm_store_redo (fixture->store), CRM_ERROR, CRM_ERROR_READ_ONLY);
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, NULL);
  crm_store_set_refusal (fixture->store, NULL);
  set_text (fixture, &id, CRM_CUSTOMER_CITY, "Qingdao");
  assert_text (fixture, &id, CRM_CUSTOMER_CITY, "Qingdao");
}

/* What a person has put beside the file is not the program's to remove. */
static void
test_removal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = g_build_filename (fixture->folder, "test.clientele-notes.txt", NULL);
  g_autofree char *folder = crm_file_store_dup_folder (fixture->path), *deep = g_build_filename (folder, "ab", NULL), *kept = g_build_filename (deep, "abcd", NULL);
  g_autofree char *backups = crm_backup_dup_folder (fixture->path), *copy = g_build_filename (backups, "mine.clientele", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  DexFuture *copied = NULL;

  make_customer (fixture, "Harbour Office");
  await_ok (crm_store_back_up_before (fixture->store, "test", &copied));
  await_ok (copied);
  close_store (fixture);
  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_file_set_contents (kept, "content", -1, &error);
  g_file_set_contents (own, "notes", -1, &error);
  g_file_set_contents (copy, "a copy", -1, &error);
  g_assert_no_error (error);
  crm_file_remove (fixture->path, &error);
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS) || g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (own, G_FILE_TEST_EXISTS) && g_file_test (copy, G_FILE_TEST_EXISTS));
  dir = g_dir_open (backups, 0, &error);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "mine.clientele");
  g_assert_null (g_dir_read_name (dir));
  g_assert_true (crm_file_remove (fixture->path, &error));
}

static void
test_damaged_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "broken.clientele", NULL);

  g_assert_true (g_file_set_contents (path, "This is a letter and no database, however long it may go on.", -1, NULL));
  g_assert_null (crm_store_new (path, fixture->clock, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_DAMAGED);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_autofree char *path = g_build_filename (fixture->folder, "copy.clientele", NULL);
  Fixture copy = { .path = path, .clock = fixture->clock };
  GStatBuf info;

  await_ok (crm_store_back_up (fixture->store, path));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  await_error (crm_store_back_up (fixture->store, path), CRM_ERROR, CRM_ERROR_CONFLICT);
  open_store (&copy);
  assert_text (&copy, &id, CRM_CUSTOMER_NAME, "Harbour & Sons");
  close_store (&copy);
}

static gboolean
has_backup (Fixture *fixture, const char *reason)
{
  g_autofree char *folder = crm_backup_dup_folder (fixture->path), *suffix = g_strdup_printf ("-%s.clientele", reason);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;

  for (const char *name; dir != NULL && !found && (name = g_dir_read_name (dir)) != NULL;)
    found = g_str_has_suffix (name, suffix);
  return found;
}

/* It is made while somebody works, on its own. */
static void
test_hourly_backup (Fixture *fixture, gconstpointer data)
{
  g_assert_false (has_backup (fixture, "hourly"));
  make_customer (fixture, "Harbour & Sons");
  while (!has_backup (fixture, "hourly"))
    g_main_context_iteration (NULL, TRUE);
}

/* The moment is fixed when the first future is done, whatever is written before the second is. */
static void
test_backup_before (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (CrmConnection) copy = NULL;
  DexFuture *copied;
  gint64 n = 0;

  await_ok (crm_store_back_up_before (fixture->store, "import", &copied));
  await_ok (copied);
  g_assert_false (has_backup (fixture, "import"));
  make_customer (fixture, "Harbour & Sons");
  path = crm_backup_dup_automatic_path (fixture->path, crm_clock_now (fixture->clock), "import");
  await_ok (crm_store_back_up_before (fixture->store, "import", &copied));
  make_customer (fixture, "Pell Street Bakery");
  await_ok (copied);
  copy = crm_connection_open (path, CRM_CONNECTION_READER, NULL);
  g_assert_true (crm_connection_read_integer (copy, "SELECT count(*) FROM customer", &n, NULL));
  g_assert_cmpint (n, ==, 1);
}

/* Both are made, one after the other. */
/* The newest goes to another place once; a place that cannot be is told by name, and the backup beside the file is there all the same. */
static void
test_second_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = g_path_get_dirname (fixture->path), *folder = g_build_filename (parent, "second", "place", NULL);
  g_autofree char *path = crm_backup_dup_automatic_path (fixture->path, crm_clock_now (fixture->clock), "hourly"), *name = g_path_get_basename (path);
  g_autofree char *copy = g_build_filename (folder, name, NULL), *nowhere = g_build_filename (fixture->path, "below-a-file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_backup_copy_newest (fixture->path, folder, crm_clock_now (fixture->clock), NULL));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  g_assert_true (crm_backup_ensure_folder (fixture->path, NULL));
  await_ok (crm_store_back_up (fixture->store, path));
  g_assert_true (crm_backup_copy_newest (fixture->path, folder, crm_clock_now (fixture->clock), &error));
  g_assert_no_error (error);
  g_assert_true (crm_backup_verify (copy, NULL));
  g_assert_true (crm_backup_copy_newest (fixture->path, folder, crm_clock_now (fixture->clock), NULL));

  g_assert_false (crm_backup_copy_newest (fixture->path, nowhere, crm_clock_now (fixture->clock), &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_STORAGE);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_two_backups (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = g_build_filename (fixture->folder, "first.clientele", NULL), *second = g_build_filename (fixture->folder, "second.clientele", NULL);
  DexFuture *copies[2];

  for (int i = 0; i < 200; i++)
    make_customer (fixture, "Harbour & Sons");
  copies[0] = crm_store_back_up (fixture->store, first);
  copies[1] = crm_store_back_up (fixture->store, second);
  await_ok (copies[0]);
  await_ok (copies[1]);
  g_assert_true (crm_backup_verify (first, NULL));
  g_assert_true (crm_backup_verify (second, NULL));
}

static void
copy_file (const char *from, const char *to, const char *suffix, gint64 damaged_page)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL), *target = g_strconcat (to, suffix, NULL), *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  if (damaged_page > 0)
    memset (bytes + (damaged_page - 1) * 4096, 'x', 4096);
  g_assert_true (g_file_set_contents (target, bytes, (gssize)length, NULL));
}

static void
on_damaged (CrmStore *store, const char *message, char **told)
{
  *told = g_strdup (message);
}

static void
test_unclean_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "left.clientele", NULL), *told = NULL;
  Fixture left = { .path = path, .clock = fixture->clock };

  gint64 page;

  close_store (fixture);
  open_store (fixture);
  make_customer (fixture, "Pell Street Bakery");
  page = count (fixture, "SELECT rootpage FROM sqlite_schema WHERE name = 'relationship'");
  copy_file (fixture->path, path, "", page);
  copy_file (fixture->path, path, "-wal", 0);
  open_store (&left);
  g_signal_connect (left.store, "damaged", G_CALLBACK (on_damaged), &told);
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (told, "left.clientele"));
  close_store (&left);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Harbour & Sons");
  g_auto (GStrv) problems = NULL;
  g_auto (GStrv) found = NULL;
  g_autoptr (CrmConnection) connection = NULL;

  problems = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpint (g_strv_length (problems), ==, 0);
  connection = crm_connection_open (fixture->path, CRM_CONNECTION_GUEST, NULL);
  g_assert_true (crm_connection_execute (connection, "UPDATE customer SET phone = '123', name_key = 'zzz'", NULL));
  found = await_boxed (crm_store_check (fixture->store));
  g_assert_cmpint (g_strv_length (found), ==, 1);
  {
    g_autoptr (CrmRecord) record = find (fixture, &crm_kind_customer, &id);

    g_assert_false (crm_record_has (record, CRM_CUSTOMER_PHONE));
    g_assert_cmpstr (crm_record_get_text (record, CRM_CUSTOMER_NAME_KEY), !=, "zzz");
  }
}

static void
on_changed (CrmStore *store, CrmChangeSet *changes, gpointer data)
{
  CrmChangeSet **last = data;

  g_clear_pointer (last, crm_change_set_unref);
  *last = crm_change_set_ref (changes);
}

static void
test_announces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmChangeSet) last = NULL;
  CrmId id;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed), &last);
  id = make_customer (fixture, "Harbour & Sons");
  while (last == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (crm_change_set_has_kind (last, CRM_KIND_CUSTOMER));
  g_assert_true (crm_change_set_has_record (last, &id));
  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), ==, "New customer");
}

#define ADD(path, func) g_test_add ("/store/" path, Fixture, NULL, set_up, func, tear_down)

/* The name keys as the list orders by them. */
static char *
read_names (CrmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmConnection) connection = crm_connection_open (crm_store_get_path (store), CRM_CONNECTION_READER, &error);
  sqlite3_stmt *statement;
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  statement = crm_connection_prepare (connection, "SELECT name FROM customer WHERE deleted = 0 ORDER BY name_key", &error);
  while (crm_connection_next (connection, statement, &error) > 0)
    g_string_append_printf (names, "%s%s", names->len > 0 ? " | " : "", (const char *)sqlite3_column_text (statement, 0));
  g_assert_no_error (error);
  return g_string_free_and_steal (names);
}

static void
on_changed_count (CrmStore *store, CrmChangeSet *changes, guint *n)
{
  g_assert_true (changes->many);
  g_assert_true (crm_change_set_has_kind (changes, CRM_KIND_CUSTOMER));
  (*n)++;
}

static void
test_setting_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *latin = NULL;
  g_autofree char *han = NULL;
  g_autofree char *again = NULL;
  guint n = 0;

  make_customer (fixture, "Harbour & Sons");
  make_customer (fixture, "长沙湘军餐饮集团");
  latin = read_names (fixture->store);
  g_assert_cmpstr (latin, ==, "Harbour & Sons | 长沙湘军餐饮集团");
  g_signal_connect (fixture->store, "changed", G_CALLBACK (on_changed_count), &n);
  await_ok (crm_store_set_setting (fixture->store, "han-first", "1"));
  han = read_names (fixture->store);
  g_assert_cmpstr (han, ==, "长沙湘军餐饮集团 | Harbour & Sons");
  g_assert_cmpuint (n, ==, 1);
  await_ok (crm_store_set_setting (fixture->store, "han-first", "1"));
  g_assert_cmpuint (n, ==, 1);
  await_ok (crm_store_set_setting (fixture->store, "han-first", NULL));
  again = read_names (fixture->store);
  g_assert_cmpstr (again, ==, latin);
}

/* ── threads ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
read_nothing (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

typedef struct
{
  GThread *home;
  guint n_left;
} Home;

static void
home_leave (gpointer data)
{
  Home *home = data;

  g_assert_true (g_thread_self () == home->home);
  home->n_left--;
}

/* Passing the future on keeps the data until the last reference to the block goes. */
static DexFuture *
pass_on (DexFuture *future, gpointer data)
{
  return dex_ref (future);
}

/* What waits for the store holds pages and the store itself: letting go of them on a worker's thread would take widgets
   apart there, and make the store wait for its own thread. */
static void
test_home_thread (Fixture *fixture, gconstpointer data)
{
  Home home = { g_thread_self (), 20000 };

  for (guint i = 0; i < 20000; i++)
    {
      dex_future_disown (dex_future_finally (crm_store_read (fixture->store, NULL, read_nothing, NULL, NULL), pass_on, &home, home_leave));
      if (i % 3 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  while (home.n_left > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* ── the index ────────────────────────────────────────────────────────────────────────────── */

static gint64
read_number (CrmConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  crm_connection_read_integer (connection, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

static void
index_crowd (CrmConnection *connection, gint64 first)
{
  crm_connection_execute (connection, "BEGIN", NULL);
  for (gint64 i = 0; i < 200; i++)
    {
      g_autoptr (GString) document = g_string_new (NULL);

      g_string_printf (document, "common word%" G_GINT64_FORMAT, first + i);
      g_assert_true (crm_search_index_add_customer (connection, first + i, document, NULL));
    }
  crm_connection_execute (connection, "COMMIT", NULL);
}

static void
test_postponed_merging (Fixture *fixture, gconstpointer data)
{
  static const char segments[] = "SELECT count(DISTINCT segid) FROM search_customer_idx";
  static const char found[] = "SELECT count(*) FROM search_customer WHERE search_customer MATCH 'common'";
  g_autoptr (GError) error = NULL;
  CrmConnection *connection = crm_connection_open (":memory:", CRM_CONNECTION_WRITER, &error);
  gboolean stale, more = TRUE;

  g_assert_no_error (error);
  g_assert_true (crm_migration_run (connection, &error) && crm_search_index_prepare (connection, &stale, &error));
  g_assert_true (crm_search_index_postpone (connection, &error));
  for (gint64 i = 0; i < 20; i++)
    index_crowd (connection, 1 + i * 200);
  g_assert_cmpint (read_number (connection, segments), ==, 20);
  g_assert_cmpint (read_number (connection, found), ==, 4000);
  while (more)
    g_assert_true (crm_search_index_tidy (connection, &more, &error));
  g_assert_cmpint (read_number (connection, segments), <, 5);
  g_assert_cmpint (read_number (connection, found), ==, 4000);
  g_assert_cmpint (read_number (connection, "SELECT v FROM search_customer_config WHERE k = 'automerge'"), ==, 4);
  crm_connection_close (connection);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  ADD ("edit/survives-reopening", test_reopen);
  ADD ("edit/refuses-a-customer-without-a-name", test_refuses_empty_name);
  ADD ("edit/is-all-or-nothing", test_all_or_nothing);
  ADD ("edit/that-changes-nothing-leaves-no-trace", test_change_of_nothing);
  ADD ("edit/facts-follow-children", test_facts_follow);
  ADD ("edit/derives-from-a-whole-customer", test_created_whole);
  ADD ("edit/derives-in-any-order", test_created_in_any_order);
  ADD ("edit/is-announced", test_announces);
  ADD ("undo/steps-back-and-forth", test_undo_change);
  ADD ("undo/survives-restart", test_undo_survives_restart);
  ADD ("undo/new-edit-ends-redo", test_new_edit_ends_redo);
  ADD ("undo/takes-back-a-creation", test_undo_creation);
  ADD ("undo/restores-deleted-record", test_undo_deletion);
  ADD ("undo/skips-what-changed-since", test_undo_skips_later_changes);
  ADD ("history/tells-creation-and-changes", test_history);
  ADD ("stream/is-one-edit-with-one-undo", test_stream_and_undo);
  ADD ("stream/that-fails-leaves-nothing", test_failed_stream_leaves_nothing);
  ADD ("stream/cancelled-leaves-nothing", test_cancelled_stream_leaves_nothing);
  ADD ("edit/change-of-a-record-seen-before", test_change_of_a_record_seen_before);
  ADD ("stream/that-changes-one-often", test_stream_that_changes_one_often);
  ADD ("file/two-processes-write", test_second_process);
  ADD ("file/newer-opens-read-only", test_newer_file_is_read_only);
  ADD ("file/who-may-only-read-changes-nothing", test_refusal);
  ADD ("file/goes-with-all-that-belongs-to-it", test_removal);
  ADD ("file/damaged-is-refused", test_damaged_file);
  ADD ("file/backup-is-whole-and-private", test_backup);
  ADD ("file/hourly-backup-makes-itself", test_hourly_backup);
  ADD ("file/backup-before-a-change-shows-the-state-before-it", test_backup_before);
  ADD ("file/two-backups-at-once", test_two_backups);
  ADD ("file/backup-is-copied-to-a-second-place", test_second_place);
  ADD ("file/damage-is-found-after-an-unclean-end", test_unclean_end);
  ADD ("file/check-mends-derived-values", test_check);
  ADD ("index/what-was-postponed-is-merged-and-found-meanwhile", test_postponed_merging);
  g_test_add ("/store/setting/order-of-names-is-made-anew", Fixture, NULL, set_up, test_setting_order, tear_down);
  g_test_add ("/store/threads/what-waits-is-let-go-of-where-it-began", Fixture, NULL, set_up, test_home_thread, tear_down);
  return g_test_run ();
}
