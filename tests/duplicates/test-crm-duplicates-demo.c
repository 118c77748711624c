/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests that copies of the demo company's customers are found, and little else. */

#include "config.h"

#include "core/demo/crm-demo.h"
#include "core/duplicates/crm-duplicate-reading.h"
#include "core/schema/crm-schema-customers.h"
#include "tests/store/store-fixture.h"

#include <string.h>

#define CUSTOMERS 600
#define SEED      7
#define EVERY     5

/* In @copies the id of a copy leads to that of its original. */
typedef struct
{
  GHashTable *copies;
  GPtrArray *customers;
  guint right;
  guint wrong;
  guint alike;
} Outcome;

static gboolean
read_customers (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  GPtrArray *customers = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_record_unref);
  CrmRecord *record;

  for (gint64 rowid = 1; (record = crm_connection_read_record_at (connection, &crm_kind_customer, rowid, NULL)) != NULL; rowid++)
    g_ptr_array_add (customers, record);
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, customers);
  return TRUE;
}

/* Two letters changed round, the legal form left out, capitals, or as it is. */
static char *
change_name (const char *name, guint way)
{
  g_autofree char *changed = g_strdup (name);
  gsize length = strlen (name), middle = length / 3;
  const char *last = strrchr (name, ' ');
  char letter = changed[middle];

  if (way == 0 && length > 8 && g_ascii_isalpha (letter) && g_ascii_isalpha (changed[middle + 1]))
    {
      changed[middle] = changed[middle + 1];
      changed[middle + 1] = letter;
    }
  else if (way == 1 && g_str_has_suffix (name, "有限公司"))
    changed[length - strlen ("有限公司")] = '\0';
  else if (way == 1 && last != NULL && (strcmp (last, " Ltd") == 0 || strcmp (last, " AG") == 0 || strcmp (last, " AB") == 0))
    changed[last - name] = '\0';
  else if (way == 2)
    return g_utf8_strup (name, -1);
  return g_steal_pointer (&changed);
}

static void
add_point (CrmEdit *edit, const CrmId *customer, const char *kind, const char *value)
{
  CrmChange *change;

  if (value == NULL)
    return;
  change = crm_edit_create (edit, &crm_kind_contact_point, NULL);
  crm_change_set_id (change, CRM_CONTACT_POINT_CUSTOMER, customer);
  crm_change_set_text (change, CRM_CONTACT_POINT_KIND, kind);
  crm_change_set_text (change, CRM_CONTACT_POINT_VALUE, value);
}

/* Every other copy has an old phone number. */
static void
plant (CrmEdit *edit, const CrmRecord *customer, guint number, GHashTable *copies)
{
  const char *phone = crm_record_get_text (customer, CRM_CUSTOMER_PHONE), *email = crm_record_get_text (customer, CRM_CUSTOMER_EMAIL);
  g_autofree char *name = change_name (crm_record_get_title (customer), number % 4);
  g_autofree char *old = g_strdup_printf ("139%08u", number * 7919);
  CrmChange *change = crm_edit_create (edit, &crm_kind_customer, NULL);
  CrmId id = change->id;
  gboolean is_old = number % 2 == 1 && email != NULL;

  crm_change_set_text (change, CRM_CUSTOMER_NAME, name);
  crm_change_set_text (change, CRM_CUSTOMER_TYPE, crm_record_get_text (customer, CRM_CUSTOMER_TYPE));
  if (number % 3 != 0)
    crm_change_set_text (change, CRM_CUSTOMER_CITY, crm_record_get_text (customer, CRM_CUSTOMER_CITY));
  add_point (edit, &id, "phone", is_old ? old : phone);
  if (is_old || number % 3 == 0)
    add_point (edit, &id, "email", email);
  g_hash_table_insert (copies, g_memdup2 (&id, sizeof id), (gpointer)&customer->id);
}

static const CrmId *
get_entity (const Outcome *outcome, const CrmId *id)
{
  const CrmId *original = g_hash_table_lookup (outcome->copies, id);

  return original != NULL ? original : id;
}

static gboolean
scan (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Outcome *outcome = data;
  g_autoptr (CrmDuplicateSet) set = crm_duplicate_read_all (connection, NULL, error);
  g_autoptr (GArray) pairs = crm_duplicate_scan (set, CRM_DUPLICATE_MIN_SCORE, NULL, NULL, NULL, error);

  for (guint i = 0; i < pairs->len; i++)
    {
      const CrmDuplicatePair *pair = &g_array_index (pairs, CrmDuplicatePair, i);
      const CrmId *a = get_entity (outcome, &pair->a), *b = get_entity (outcome, &pair->b);
      double share;

      if (crm_id_equal (a, b))
        outcome->right++;
      /* The demo company has some of one name, often with the same mail address: nobody could say that they are two. */
      else if (crm_duplicate_name_compare (&crm_duplicate_set_find (set, a)->name, &crm_duplicate_set_find (set, b)->name, &share) == CRM_LIKENESS_SAME)
        outcome->alike++;
      else
        outcome->wrong++;
    }
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CrmEdit) demo = crm_demo_new_contacts_edit (CUSTOMERS, SEED, fixture->clock);
  g_autoptr (CrmEdit) edit = crm_edit_new ("Plant", CRM_EDIT_ORIGIN_PERSON);
  g_autoptr (GHashTable) copies = g_hash_table_new_full ((GHashFunc)crm_id_hash, (GEqualFunc)crm_id_equal, g_free, NULL);
  Outcome outcome = { .copies = copies };
  double precision, recall;

  crm_edit_result_free (apply (fixture, demo));
  outcome.customers = await_boxed (crm_store_read (fixture->store, NULL, read_customers, NULL, NULL));
  g_assert_cmpuint (outcome.customers->len, ==, CUSTOMERS);
  for (guint i = 0; i < CUSTOMERS / EVERY; i++)
    plant (edit, outcome.customers->pdata[i * EVERY], i, copies);
  crm_edit_result_free (apply (fixture, edit));
  await_ok (crm_store_read (fixture->store, NULL, scan, &outcome, NULL));
  precision = (double)outcome.right / (outcome.right + outcome.wrong);
  recall = (double)outcome.right / g_hash_table_size (copies);
  g_test_message ("seed %d: %u of %u copies found, %u wrongly, %u of the demo's own of one name: precision %.4f, recall %.4f", SEED, outcome.right, g_hash_table_size (copies), outcome.wrong, outcome.alike,
                  precision, recall);
  g_assert_cmpfloat (precision, >=, 0.95);
  g_assert_cmpfloat (recall, >=, 0.95);
  g_ptr_array_unref (outcome.customers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/duplicates/demo-company", Fixture, NULL, set_up, test_demo, tear_down);
  return g_test_run ();
}
