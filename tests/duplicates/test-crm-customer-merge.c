/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests that two customers become one with all that names them, and two again. */

#include "config.h"

#include "core/base/crm-error.h"
#include "core/customers/crm-customer-erase.h"
#include "core/duplicates/crm-customer-merge.h"
#include "core/duplicates/crm-duplicate-reading.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-sales.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/schema/crm-schema-workspace.h"
#include "core/store/crm-history.h"
#include "tests/store/store-fixture.h"

#include <string.h>

/* ── what stands in the file ──────────────────────────────────────────────────────────────── */

/* What a sync or a derivation keeps beside the values is not compared: only what is not deleted, by value. */
static gboolean
describe (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GString *text = g_string_new (NULL);

  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE deleted = 0 ORDER BY rowid", crm_kind_get_columns (crm_kind_get (id)), crm_kind_get (id)->name);
      sqlite3_stmt *statement = crm_connection_prepare (connection, sql, error);

      while (crm_connection_next (connection, statement, error) > 0)
        {
          g_string_append_printf (text, "\n%s", crm_kind_get (id)->name);
          for (int i = 0; i < sqlite3_column_count (statement); i++)
            if (sqlite3_column_type (statement, i) == SQLITE_BLOB)
              for (int j = 0; j < sqlite3_column_bytes (statement, i); j++)
                g_string_append_printf (text, "%s%02x", j == 0 ? "|" : "", ((const guint8 *)sqlite3_column_blob (statement, i))[j]);
            else
              g_string_append_printf (text, "|%s", sqlite3_column_text (statement, i) != NULL ? (const char *)sqlite3_column_text (statement, i) : "");
        }
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_string_free_and_steal (text));
  return TRUE;
}

static char *
describe_store (Fixture *fixture)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (await_value (crm_store_read (fixture->store, NULL, describe, NULL, NULL), &value, NULL));
  return g_value_dup_string (&value);
}

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
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, read_count, (gpointer)sql, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_int64 (&value);
}

static CrmId
add (Fixture *fixture, const CrmKind *kind, guint customer_field, const CrmId *customer, guint text_field, const char *text)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, kind, NULL);
  CrmId id = change->id;

  if (customer != NULL)
    crm_change_set_id (change, customer_field, customer);
  if (text != NULL)
    crm_change_set_text (change, text_field, text);
  if (kind == &crm_kind_interaction)
    {
      crm_change_set_text (change, CRM_INTERACTION_KIND, "call");
      crm_change_set_integer (change, CRM_INTERACTION_AT, 1800000000000000);
    }
  if (kind == &crm_kind_attachment)
    {
      crm_change_set_text (change, CRM_ATTACHMENT_HASH, "00");
      crm_change_set_integer (change, CRM_ATTACHMENT_SIZE, 1);
    }
  if (kind == &crm_kind_custom_field)
    {
      crm_change_set_text (change, CRM_CUSTOM_FIELD_KIND, "customer");
      crm_change_set_text (change, CRM_CUSTOM_FIELD_TYPE, "customer");
    }
  if (kind == &crm_kind_task)
    crm_change_set_text (change, CRM_TASK_KIND, "call");
  crm_edit_result_free (apply (fixture, edit));
  return id;
}

static void
add_phone (Fixture *fixture, const CrmId *customer, const char *number, gboolean opt_out)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Add", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, number);
  crm_change_set_integer (change, CRM_CONTACT_POINT_OPT_OUT, opt_out);
  crm_edit_result_free (apply (fixture, edit));
}

static void
relate (Fixture *fixture, const CrmId *a, const CrmId *b, const char *kind)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Relate", CRM_EDIT_ORIGIN_PERSON);
  CrmChange *change = crm_edit_create (edit, &crm_kind_relationship, NULL);

  crm_change_set_id (change, CRM_RELATIONSHIP_CUSTOMER, a);
  crm_change_set_id (change, CRM_RELATIONSHIP_OTHER, b);
  crm_change_set_text (change, CRM_RELATIONSHIP_KIND, kind);
  crm_edit_result_free (apply (fixture, edit));
}

static void
add_tag (Fixture *fixture, const CrmId *customer, const CrmId *tag)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Tag", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = crm_tagging_make_id (customer, tag);
  CrmChange *change = crm_edit_create (edit, &crm_kind_tagging, &id);

  crm_change_set_id (change, CRM_TAGGING_CUSTOMER, customer);
  crm_change_set_id (change, CRM_TAGGING_TAG, tag);
  crm_edit_result_free (apply (fixture, edit));
}

typedef struct
{
  CrmId kept;
  CrmId merged;
  CrmId third;
} Two;

static void
refer (Fixture *fixture, const CrmId *field, const CrmId *from, const CrmId *to)
{
  g_autoptr (CrmEdit) edit = crm_edit_new ("Refer", CRM_EDIT_ORIGIN_PERSON);
  CrmId id = crm_custom_value_make_id (from, field);
  CrmChange *change = crm_edit_create (edit, &crm_kind_custom_value, &id);

  crm_change_set_id (change, CRM_CUSTOM_VALUE_CUSTOMER, from);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_FIELD, field);
  crm_change_set_id (change, CRM_CUSTOM_VALUE_OTHER, to);
  crm_edit_result_free (apply (fixture, edit));
}

/* Two customers with something of each kind that can name one. */
static Two
make_two (Fixture *fixture)
{
  Two two = { make_customer (fixture, "Harbour Trading Ltd"), make_customer (fixture, "Harbuor Trading"), make_customer (fixture, "Larkfield") };
  CrmId tag = add (fixture, &crm_kind_tag, 0, NULL, CRM_TAG_NAME, "VIP"), other_tag = add (fixture, &crm_kind_tag, 0, NULL, CRM_TAG_NAME, "Fair");
  CrmId person = add (fixture, &crm_kind_person, 0, NULL, CRM_PERSON_NAME, "Anna Keller");

  set_text (fixture, &two.kept, CRM_CUSTOMER_NOTE, "Pays late.");
  set_text (fixture, &two.merged, CRM_CUSTOMER_NOTE, "Likes tea.");
  set_text (fixture, &two.merged, CRM_CUSTOMER_CITY, "Oslo");
  set_text (fixture, &two.kept, CRM_CUSTOMER_CONSENT, "given");
  set_text (fixture, &two.merged, CRM_CUSTOMER_CONSENT, "withdrawn");
  add_phone (fixture, &two.kept, "138 0013 8000", FALSE);
  add_phone (fixture, &two.merged, "+86 13800138000", TRUE);
  add_phone (fixture, &two.merged, "139 0000 1111", FALSE);
  add (fixture, &crm_kind_interaction, CRM_INTERACTION_CUSTOMER, &two.kept, CRM_INTERACTION_TEXT, "first");
  add (fixture, &crm_kind_interaction, CRM_INTERACTION_CUSTOMER, &two.merged, CRM_INTERACTION_TEXT, "second");
  add (fixture, &crm_kind_interaction, CRM_INTERACTION_CUSTOMER, &two.merged, CRM_INTERACTION_TEXT, "third");
  add (fixture, &crm_kind_task, CRM_TASK_CUSTOMER, &two.merged, CRM_TASK_TITLE, "Ring");
  add (fixture, &crm_kind_attachment, CRM_ATTACHMENT_CUSTOMER, &two.merged, CRM_ATTACHMENT_NAME, "offer.pdf");
  add_tag (fixture, &two.kept, &tag);
  add_tag (fixture, &two.merged, &tag);
  add_tag (fixture, &two.merged, &other_tag);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (CrmEdit) edit = crm_edit_new ("Role", CRM_EDIT_ORIGIN_PERSON);
      CrmChange *role = crm_edit_create (edit, &crm_kind_role, NULL);

      crm_change_set_id (role, CRM_ROLE_CUSTOMER, i == 0 ? &two.kept : &two.merged);
      crm_change_set_id (role, CRM_ROLE_PERSON, &person);
      crm_edit_result_free (apply (fixture, edit));
    }
  relate (fixture, &two.kept, &two.merged, "partner");
  relate (fixture, &two.third, &two.merged, "supplier");
  relate (fixture, &two.kept, &two.third, "family");
  relate (fixture, &two.merged, &two.third, "family");
  {
    g_autoptr (CrmEdit) edit = crm_edit_new ("Refer", CRM_EDIT_ORIGIN_PERSON);

    crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &two.third), CRM_CUSTOMER_REFERRER, &two.merged);
    crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &two.kept), CRM_CUSTOMER_REFERRER, &two.merged);
    crm_edit_result_free (apply (fixture, edit));
  }
  for (int i = 0; i < 2; i++)
    {
      CrmId field = add (fixture, &crm_kind_custom_field, 0, NULL, CRM_CUSTOM_FIELD_LABEL, i == 0 ? "Broker" : "Bank");

      refer (fixture, &field, &two.third, &two.merged);
      refer (fixture, &field, i == 0 ? &two.merged : &two.kept, i == 0 ? &two.kept : &two.merged);
    }
  {
    CrmId field = add (fixture, &crm_kind_custom_field, 0, NULL, CRM_CUSTOM_FIELD_LABEL, "Agent");

    refer (fixture, &field, &two.merged, &two.third);
  }
  return two;
}

static CrmRecord *
find_customer (Fixture *fixture, const CrmId *id)
{
  return await_boxed (crm_store_find_record (fixture->store, &crm_kind_customer, id));
}

static CrmId
merge (Fixture *fixture, const CrmId *kept_id, const CrmId *merged_id)
{
  g_autoptr (CrmRecord) kept = find_customer (fixture, kept_id), merged = find_customer (fixture, merged_id);
  g_autoptr (CrmEdit) edit = crm_customer_merge_new (kept, merged, NULL);
  g_autoptr (CrmEditResult) result = apply (fixture, edit);

  return result->id;
}

static const char *
text_of (Fixture *fixture, const CrmId *id, guint field)
{
  g_autoptr (CrmRecord) record = find_customer (fixture, id);

  return g_intern_string (crm_record_get_text (record, field));
}

#define OF(id) "(SELECT id FROM customer WHERE name = '" id "')"

/* ── merging ──────────────────────────────────────────────────────────────────────────────── */

static void
test_moves (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  g_autoptr (CrmRecord) merged = NULL, kept = NULL, third = NULL;

  merge (fixture, &two.kept, &two.merged);
  merged = find_customer (fixture, &two.merged);
  kept = find_customer (fixture, &two.kept);
  third = find_customer (fixture, &two.third);
  g_assert_true (merged->deleted);
  g_assert_true (crm_id_equal (crm_record_get_id (merged, CRM_CUSTOMER_MERGED_INTO), &two.kept));
  g_assert_cmpstr (crm_record_get_text (kept, CRM_CUSTOMER_NOTE), ==, "Pays late.\n\nLikes tea.");
  g_assert_cmpstr (crm_record_get_text (kept, CRM_CUSTOMER_CITY), ==, "Oslo");
  g_assert_cmpstr (crm_record_get_text (kept, CRM_CUSTOMER_CONSENT), ==, "withdrawn");
  g_assert_false (crm_record_has (kept, CRM_CUSTOMER_REFERRER));
  g_assert_true (crm_id_equal (crm_record_get_id (third, CRM_CUSTOMER_REFERRER), &two.kept));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM interaction WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd")), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM task WHERE customer = " OF ("Harbour Trading Ltd")), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM attachment WHERE customer = " OF ("Harbour Trading Ltd")), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM contact_point WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd")), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM contact_point WHERE deleted = 0 AND opt_out = 1"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM tagging WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd")), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM role WHERE deleted = 0"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM relationship WHERE deleted = 0"), ==, 2);
  /* Both of the third's, and what the merged one said of the third; what they said of each other is gone. */
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM custom_value WHERE deleted = 0"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM custom_value WHERE deleted = 0 AND other = " OF ("Harbour Trading Ltd")), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM custom_value WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd") " AND other = " OF ("Larkfield")), ==, 1);
  for (CrmKindId id = CRM_KIND_NONE + 1; id < CRM_N_KINDS; id++)
    for (guint field = 0; field < crm_kind_get (id)->n_fields; field++)
      if (crm_kind_get (id)->fields[field].refers == CRM_KIND_CUSTOMER)
        {
          g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s WHERE deleted = 0 AND %s = " OF ("Harbuor Trading"), crm_kind_get (id)->name, crm_kind_get (id)->fields[field].name);

          g_assert_cmpint (count (fixture, sql), ==, 0);
        }
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  g_autofree char *before = describe_store (fixture);
  g_autofree char *merged = NULL;
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  merge (fixture, &two.kept, &two.merged);
  merged = describe_store (fixture);
  g_assert_cmpstr (before, !=, merged);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  after = describe_store (fixture);
  g_assert_cmpstr (before, ==, after);
  crm_edit_result_free (await_boxed (crm_store_redo (fixture->store)));
  again = describe_store (fixture);
  g_assert_cmpstr (merged, ==, again);
}

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  g_autoptr (CrmRecord) kept = find_customer (fixture, &two.kept), merged = find_customer (fixture, &two.merged);
  CrmMergeChoice choices[CRM_CUSTOMER_N_FIELDS];
  g_autoptr (CrmEdit) edit = NULL;

  crm_customer_merge_choose (kept, merged, choices);
  g_assert_cmpint (choices[CRM_CUSTOMER_NAME], ==, CRM_MERGE_KEEP);
  g_assert_cmpint (choices[CRM_CUSTOMER_CITY], ==, CRM_MERGE_TAKE);
  g_assert_cmpint (choices[CRM_CUSTOMER_NOTE], ==, CRM_MERGE_BOTH);
  choices[CRM_CUSTOMER_NAME] = CRM_MERGE_TAKE;
  choices[CRM_CUSTOMER_NOTE] = CRM_MERGE_TAKE;
  edit = crm_customer_merge_new (kept, merged, choices);
  crm_edit_result_free (apply (fixture, edit));
  assert_text (fixture, &two.kept, CRM_CUSTOMER_NAME, "Harbuor Trading");
  assert_text (fixture, &two.kept, CRM_CUSTOMER_NOTE, "Likes tea.");
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  g_autoptr (CrmRecord) kept = find_customer (fixture, &two.kept), merged = find_customer (fixture, &two.merged);
  g_autoptr (CrmEdit) itself = crm_customer_merge_new (kept, kept, NULL), late = crm_customer_merge_new (kept, merged, NULL);

  await_error (crm_store_apply (fixture->store, itself, NULL), CRM_ERROR, CRM_ERROR_INVALID);
  merge (fixture, &two.third, &two.merged);
  await_error (crm_store_apply (fixture->store, late, NULL), CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

static gboolean
preview (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  const Two *two = data;
  g_autoptr (CrmMergePreview) preview = crm_customer_merge_preview (connection, &two->kept, &two->merged, error);

  g_assert_no_error (*error);
  g_assert_cmpuint (preview->moves[CRM_KIND_INTERACTION], ==, 2);
  g_assert_cmpuint (preview->moves[CRM_KIND_TASK], ==, 1);
  g_assert_cmpuint (preview->moves[CRM_KIND_CONTACT_POINT], ==, 1);
  g_assert_cmpuint (preview->moves[CRM_KIND_TAGGING], ==, 1);
  g_assert_cmpuint (preview->doubles, >=, 4);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  g_autofree char *before = describe_store (fixture);
  g_autofree char *after = NULL;

  await_ok (crm_store_read (fixture->store, NULL, preview, &two, NULL));
  after = describe_store (fixture);
  g_assert_cmpstr (before, ==, after);
}

/* ── un-merging ───────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  CrmId edit;
  CrmUnmerge *unmerge;
} Unmerging;

static gboolean
read_unmerge (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Unmerging *self = data;
  CrmValueStyle style = { "en", "CNY", g_time_zone_new_utc () };

  self->unmerge = crm_unmerge_read (connection, &self->edit, &style, error);
  g_time_zone_unref (style.zone);
  g_value_init (result, G_TYPE_BOOLEAN);
  return self->unmerge != NULL;
}

static void
test_unmerge_after_changes (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  Unmerging self = { merge (fixture, &two.kept, &two.merged), NULL };
  g_autoptr (CrmUnmerge) unmerge = NULL;
  g_autoptr (CrmEditResult) result = NULL;
  const CrmMergeLeft *left;

  /* Somebody goes on working: a note is changed, a call is added, and a field that the merge left alone. */
  set_text (fixture, &two.kept, CRM_CUSTOMER_NOTE, "Pays on time now.");
  set_text (fixture, &two.kept, CRM_CUSTOMER_INDUSTRY, "Shipping");
  add (fixture, &crm_kind_interaction, CRM_INTERACTION_CUSTOMER, &two.kept, CRM_INTERACTION_TEXT, "since then");
  await_ok (crm_store_read (fixture->store, NULL, read_unmerge, &self, NULL));
  unmerge = self.unmerge;
  g_assert_true (crm_id_equal (&unmerge->kept, &two.kept));
  g_assert_true (crm_id_equal (&unmerge->merged, &two.merged));
  g_assert_cmpuint (unmerge->left->len, ==, 1);
  left = unmerge->left->pdata[0];
  g_assert_cmpstr (left->what, ==, "Harbour Trading Ltd: Note");
  g_assert_cmpstr (left->before, ==, "Pays late.");
  g_assert_cmpstr (left->now, ==, "Pays on time now.");
  result = await_boxed (crm_store_undo (fixture->store, &unmerge->edit));
  g_assert_cmpuint (result->skipped, ==, unmerge->left->len);
  assert_text (fixture, &two.kept, CRM_CUSTOMER_NOTE, "Pays on time now.");
  assert_text (fixture, &two.merged, CRM_CUSTOMER_NOTE, "Likes tea.");
  assert_text (fixture, &two.kept, CRM_CUSTOMER_CITY, NULL);
  assert_text (fixture, &two.kept, CRM_CUSTOMER_INDUSTRY, "Shipping");
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM interaction WHERE deleted = 0 AND customer = " OF ("Harbuor Trading")), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM interaction WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd")), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM tagging WHERE deleted = 0"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE deleted = 0"), ==, 3);
}

static void
test_unmerge_of_chain (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  Unmerging first = { merge (fixture, &two.kept, &two.merged), NULL }, second = { merge (fixture, &two.third, &two.kept), NULL };

  await_error (crm_store_read (fixture->store, NULL, read_unmerge, &first, NULL), CRM_ERROR, CRM_ERROR_CONFLICT);
  await_ok (crm_store_read (fixture->store, NULL, read_unmerge, &second, NULL));
  g_clear_pointer (&second.unmerge, crm_unmerge_free);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, &second.edit)));
  await_error (crm_store_read (fixture->store, NULL, read_unmerge, &second, NULL), CRM_ERROR, CRM_ERROR_NOT_FOUND);
  await_ok (crm_store_read (fixture->store, NULL, read_unmerge, &first, NULL));
  g_assert_cmpuint (first.unmerge->left->len, ==, 0);
  crm_unmerge_free (first.unmerge);
}

/* ── those that come late ─────────────────────────────────────────────────────────────────── */

static gboolean
read_gathering (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmEdit *edit = crm_customer_merge_new_gathering (connection, error);

  g_assert_true (error == NULL || *error == NULL);
  g_value_init (result, CRM_TYPE_EDIT);
  g_value_take_boxed (result, edit);
  return TRUE;
}

static gboolean
gather (Fixture *fixture)
{
  g_autoptr (CrmEdit) edit = await_boxed (crm_store_read (fixture->store, NULL, read_gathering, NULL, NULL));

  if (edit != NULL)
    crm_edit_result_free (apply (fixture, edit));
  return edit != NULL;
}

static void
test_late (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  CrmId at = two.merged;

  merge (fixture, &two.kept, &two.merged);
  g_assert_false (gather (fixture));
  /* A colleague logs a call at the one that is gone, and tags it. */
  add (fixture, &crm_kind_interaction, CRM_INTERACTION_CUSTOMER, &two.merged, CRM_INTERACTION_TEXT, "late");
  add_phone (fixture, &two.merged, "137 0000 2222", FALSE);
  g_assert_true (gather (fixture));
  g_assert_false (gather (fixture));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM interaction WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd")), ==, 4);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM contact_point WHERE deleted = 0 AND customer = " OF ("Harbour Trading Ltd")), ==, 3);
  /* Undo offers the call, not the gathering. */
  g_assert_cmpstr (crm_store_get_undo_title (fixture->store), ==, "Add");
  g_assert_cmpint (at.bytes[0], ==, two.merged.bytes[0]);
}

/* On two devices at once each was merged into the other. */
static void
test_circle (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  const CrmId *smaller = crm_id_compare (&two.kept, &two.merged) < 0 ? &two.kept : &two.merged, *larger = smaller == &two.kept ? &two.merged : &two.kept;
  g_autoptr (CrmEdit) edit = crm_edit_new ("Both", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (CrmRecord) alive = NULL, gone = NULL;

  crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &two.kept), CRM_CUSTOMER_MERGED_INTO, &two.merged);
  crm_edit_delete (edit, &crm_kind_customer, &two.kept);
  crm_change_set_id (crm_edit_update (edit, &crm_kind_customer, &two.merged), CRM_CUSTOMER_MERGED_INTO, &two.kept);
  crm_edit_delete (edit, &crm_kind_customer, &two.merged);
  crm_edit_result_free (apply (fixture, edit));
  g_assert_true (gather (fixture));
  g_assert_false (gather (fixture));
  alive = find_customer (fixture, smaller);
  gone = find_customer (fixture, larger);
  g_assert_false (alive->deleted);
  g_assert_false (crm_record_has (alive, CRM_CUSTOMER_MERGED_INTO));
  g_assert_true (gone->deleted);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM interaction i JOIN customer c ON c.id = i.customer WHERE c.deleted = 0 AND i.deleted = 0"), ==, 3);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
scan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_read_all (connection, NULL, error);
  GArray *pairs = set != NULL ? crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, error) : NULL;

  if (pairs == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_UINT);
  g_value_set_uint (result, pairs->len);
  g_array_unref (pairs);
  return TRUE;
}

static guint
scan_store (Fixture *fixture)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  await_value (crm_store_read (fixture->store, NULL, scan, NULL, NULL), &value, &error);
  g_assert_no_error (error);
  return g_value_get_uint (&value);
}

static void
test_distinction (Fixture *fixture, gconstpointer data)
{
  CrmId a = make_customer (fixture, "Harbour Trading Ltd"), b = make_customer (fixture, "Harbuor Trading");
  g_autoptr (CrmEdit) edit = crm_duplicate_new_distinction (&a, &b), turned = crm_duplicate_new_distinction (&b, &a);

  add_phone (fixture, &a, "138 0013 8000", FALSE);
  add_phone (fixture, &b, "13800138000", FALSE);
  g_assert_cmpuint (scan_store (fixture), ==, 1);
  g_assert_true (crm_id_equal (&crm_edit_get_change (edit, 0)->id, &crm_edit_get_change (turned, 0)->id));
  crm_edit_result_free (apply (fixture, edit));
  g_assert_cmpuint (scan_store (fixture), ==, 0);
  crm_edit_result_free (await_boxed (crm_store_undo (fixture->store, NULL)));
  g_assert_cmpuint (scan_store (fixture), ==, 1);
  crm_edit_result_free (apply (fixture, turned));
  g_assert_cmpuint (scan_store (fixture), ==, 0);
}

static gboolean
find_like (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *candidates = crm_duplicate_find_candidates (connection, data, NULL, error);

  if (candidates == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, candidates);
  return TRUE;
}

static void
assert_candidate (Fixture *fixture, const char *type, const char *name, const char *phone, const CrmId *expected)
{
  CrmCustomerDraft draft = { (char *)type, (char *)name, (char *)phone, NULL };
  g_autoptr (GPtrArray) candidates = await_boxed (crm_store_read (fixture->store, NULL, find_like, &draft, NULL));

  if (expected == NULL)
    {
      g_assert_cmpuint (candidates->len, ==, 0);
      return;
    }
  g_assert_cmpuint (candidates->len, >=, 1);
  g_assert_true (crm_id_equal (&((CrmDuplicateCandidate *)candidates->pdata[0])->customer->id, expected));
}

static void
test_candidates (Fixture *fixture, gconstpointer data)
{
  CrmId harbour = make_customer (fixture, "Harbour Trading Ltd"), huaxing = make_customer (fixture, "洛阳华兴科技有限公司");

  add_phone (fixture, &harbour, "138 0013 8000", FALSE);
  assert_candidate (fixture, "company", "Harbuor Trading", NULL, &harbour);
  assert_candidate (fixture, "company", "Something", "13800138000", &harbour);
  assert_candidate (fixture, "company", "洛陽華星科技", NULL, &huaxing);
  assert_candidate (fixture, "company", "Larkfield Optics", NULL, NULL);
  assert_candidate (fixture, "company", "", NULL, NULL);
  assert_candidate (fixture, "individual", "\xff\xff", "x", NULL);
  g_assert_cmpstr (text_of (fixture, &harbour, CRM_CUSTOMER_NAME), ==, "Harbour Trading Ltd");
}

/* Who is erased has no other self that keeps the name. */
static void
test_erased (Fixture *fixture, gconstpointer data)
{
  Two two = make_two (fixture);
  g_autoptr (CrmEdit) erasure = crm_customer_new_erasure (&two.kept);
  g_autoptr (CrmEditResult) result = NULL;
  g_autoptr (CrmRecord) merged = NULL;

  merge (fixture, &two.kept, &two.merged);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE name LIKE 'Harb%'"), ==, 2);
  result = apply (fixture, erasure);
  merged = find_customer (fixture, &two.merged);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM customer WHERE name LIKE 'Harb%'"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM history WHERE old LIKE '%Harb%' OR new LIKE '%Harb%'"), ==, 0);
  g_assert_true (merged->deleted);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/merge-customers/everything-comes-along", test_moves);
  ADD ("/merge-customers/undo-and-redo-are-exact", test_undo);
  ADD ("/merge-customers/field-by-field", test_choices);
  ADD ("/merge-customers/refusals-write-nothing", test_refusals);
  ADD ("/merge-customers/preview-writes-nothing", test_preview);
  ADD ("/merge-customers/unmerge-keeps-what-changed-since", test_unmerge_after_changes);
  ADD ("/merge-customers/unmerge-goes-back-in-order", test_unmerge_of_chain);
  ADD ("/merge-customers/what-comes-late-is-gathered", test_late);
  ADD ("/merge-customers/merged-into-each-other", test_circle);
  ADD ("/merge-customers/erased-with-whom-they-were-merged-into", test_erased);
  ADD ("/duplicates/not-a-duplicate-is-remembered", test_distinction);
  ADD ("/duplicates/candidates-while-typing", test_candidates);
  return g_test_run ();
}
