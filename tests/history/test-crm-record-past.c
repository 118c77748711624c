/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as it was. */

#include "tests/history/history-fixture.h"

#include <stdlib.h>

typedef struct
{
  CrmId id;
  gint64 number;
  guint n;
} Asked;

static gpointer
make_past (CrmConnection *connection, gpointer data, GError **error)
{
  Asked *asked = data;

  return crm_record_past_new_edit (connection, &crm_kind_customer, &asked->id, asked->number, "As it was", &asked->n, error);
}

/* All that stands in the record and its contact points, in words. */
static gpointer
read_state (CrmConnection *connection, gpointer data, GError **error)
{
  g_autoptr (CrmRecord) record = crm_connection_read_record (connection, &crm_kind_customer, data, error);
  GString *state = g_string_new (NULL);
  sqlite3_stmt *row = crm_connection_prepare (connection, "SELECT value, deleted FROM contact_point WHERE customer = ? ORDER BY rowid", error);

  for (guint i = 0; i < record->kind->n_fields; i++)
    {
      g_autofree char *value = (record->kind->fields[i].flags & CRM_FIELD_FACT) == 0 ? crm_value_to_stored (&record->values[i]) : NULL;

      if (value != NULL)
        g_string_append_printf (state, "%s=%s;", record->kind->fields[i].name, value);
    }
  crm_statement_bind_id (row, 1, data);
  while (crm_connection_next (connection, row, error) > 0)
    if (sqlite3_column_int (row, 1) == 0)
      g_string_append_printf (state, "%s;", (const char *)sqlite3_column_text (row, 0));
  return g_string_free_and_steal (state);
}

static gint64
change_something (Fixture *fixture, GRand *random, const CrmId *id, GArray *points)
{
  static const guint fields[] = { CRM_CUSTOMER_NAME, CRM_CUSTOMER_CITY, CRM_CUSTOMER_INDUSTRY, CRM_CUSTOMER_NOTE };
  g_autoptr (CrmEdit) edit = crm_edit_new ("Change", CRM_EDIT_ORIGIN_PERSON);
  g_autofree char *value = g_strdup_printf ("1380013%04d", g_rand_int_range (random, 0, 10000));
  g_autoptr (CrmEditResult) result = NULL;
  int what = g_rand_int_range (random, 0, 6);

  if (what == 0)
    {
      CrmChange *change = crm_edit_create (edit, &crm_kind_contact_point, NULL);

      crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, id);
      crm_change_set_text (change, CRM_CONTACT_POINT_KIND, "phone");
      crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
      g_array_append_val (points, change->id);
    }
  else if (what == 1 && points->len > 0)
    {
      const CrmId *point = &g_array_index (points, CrmId, g_rand_int_range (random, 0, (int)points->len));

      if (g_rand_boolean (random))
        crm_edit_delete (edit, &crm_kind_contact_point, point);
      else
        crm_edit_restore (edit, &crm_kind_contact_point, point);
    }
  else if (what == 2 && points->len > 0)
    {
      crm_change_set_text (crm_edit_update (edit, &crm_kind_contact_point, &g_array_index (points, CrmId, 0)), CRM_CONTACT_POINT_VALUE, value);
    }
  else
    {
      crm_change_set_text (crm_edit_update (edit, &crm_kind_customer, id), fields[g_rand_int_range (random, 0, G_N_ELEMENTS (fields))], value);
    }
  result = apply (fixture, edit);
  return result->number;
}

/* Whatever was done: going back to any moment is what stood then, and undoing that is what stood before. */
static void
test_any_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260917);
  CrmId id = make_customer (fixture, "Oak");
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (CrmId));
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 60; i++)
    {
      gint64 number = change_something (fixture, random, &id, points);

      if (number == 0)
        continue;
      g_array_append_val (numbers, number);
      g_ptr_array_add (states, ask_store (fixture, read_state, &id));
    }
  for (guint i = 0; i < states->len; i++)
    {
      Asked asked = { id, g_array_index (numbers, gint64, i), 0 };
      g_autoptr (CrmEdit) edit = ask_store (fixture, make_past, &asked);
      g_autofree char *before = ask_store (fixture, read_state, &id);
      g_autoptr (CrmEditResult) result = apply (fixture, edit);
      g_autofree char *then = ask_store (fixture, read_state, &id);
      g_autofree char *after = NULL;

      g_assert_cmpstr (then, ==, states->pdata[i]);
      if (asked.n == 0)
        continue;
      await_ok (crm_store_undo (fixture->store, &result->id));
      after = ask_store (fixture, read_state, &id);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_nothing_since (Fixture *fixture, gconstpointer data)
{
  CrmId id = make_customer (fixture, "Oak");
  Asked asked = { id, 1000, 7 };
  g_autoptr (CrmEdit) edit = ask_store (fixture, make_past, &asked);

  g_assert_cmpuint (asked.n, ==, 0);
  g_assert_cmpuint (crm_edit_get_n_changes (edit), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/record-past/any-moment-and-back", Fixture, NULL, set_up, test_any_moment, tear_down);
  g_test_add ("/record-past/nothing-since", Fixture, NULL, set_up, test_nothing_since, tear_down);
  return g_test_run ();
}
