/* SPDX-License-Identifier: GPL-3.0-or-later */
/* States of a record merge to the same, in whatever order and however often they come. */

#include "merge-fixture.h"

#define N_ROUNDS 3000

static CrmHlc
clock_of (gint64 ms, guint64 node)
{
  CrmHlc last = { 0 };

  return crm_hlc_next (&last, ms * 1000, node);
}

static CrmSyncRecord *
new_record (void)
{
  static const CrmId id = { { 7 } };

  return crm_sync_record_new ("customer", &id);
}

static void
assert_value (const CrmSyncRecord *record, const char *field, const char *value)
{
  const CrmRegister *one = crm_sync_record_find (record, field);

  g_assert_nonnull (one);
  g_assert_cmpstr (one->value, ==, value);
}

static void
test_larger_clock (void)
{
  CrmHlc early = clock_of (10, 9), late = clock_of (11, 1);
  g_autoptr (CrmSyncRecord) a = new_record ();
  g_autoptr (CrmSyncRecord) b = new_record ();
  g_autoptr (CrmSyncRecord) join = NULL;

  crm_sync_record_set (a, "name", "\"Z\"", &early);
  crm_sync_record_set (a, "note", "\"kept\"", &early);
  crm_sync_record_set (b, "name", "\"A\"", &late);
  join = crm_merge (a, b);
  assert_value (join, "name", "\"A\"");
  assert_value (join, "note", "\"kept\"");
}

static void
test_equal_clocks (void)
{
  CrmHlc clock = clock_of (10, 1);
  g_autoptr (CrmSyncRecord) a = new_record ();
  g_autoptr (CrmSyncRecord) b = new_record ();
  g_autoptr (CrmSyncRecord) join = NULL;
  g_autoptr (CrmSyncRecord) reverse = NULL;

  crm_sync_record_set (a, "name", "\"A\"", &clock);
  crm_sync_record_set (b, "name", "\"B\"", &clock);
  join = crm_merge (a, b);
  reverse = crm_merge (b, a);
  assert_value (join, "name", "\"B\"");
  assert_value (reverse, "name", "\"B\"");
}

static void
test_earlier_creation (void)
{
  CrmHlc zero = { 0 }, late = clock_of (5, 1);
  g_autoptr (CrmSyncRecord) a = new_record ();
  g_autoptr (CrmSyncRecord) b = new_record ();
  g_autoptr (CrmSyncRecord) join = NULL;

  crm_sync_record_set_creation (a, &late);
  crm_sync_record_set (a, "name", "\"of late\"", &late);
  crm_sync_record_set_creation (b, &zero);
  crm_sync_record_set (b, "name", "\"of zero\"", &zero);
  crm_sync_record_set (b, "color", "\"blue\"", &zero);
  join = crm_merge (a, b);
  g_assert_true (crm_hlc_is_zero (&join->creation));
  assert_value (join, "name", "\"of late\"");
  assert_value (join, "color", "\"blue\"");
}

/* Whatever comes, and however late. */
static void
test_erased (void)
{
  CrmHlc early = clock_of (10, 1), late = clock_of (20, 1), later = clock_of (30, 2);
  g_autoptr (CrmSyncRecord) erased = new_record ();
  g_autoptr (CrmSyncRecord) edited = new_record ();
  g_autoptr (CrmSyncRecord) join = NULL;

  crm_sync_record_set_creation (erased, &early);
  crm_sync_record_set (erased, CRM_SYNC_ERASED, "1", &late);
  crm_sync_record_set_creation (edited, &early);
  crm_sync_record_set (edited, "name", "\"new\"", &later);
  crm_sync_record_set (edited, CRM_SYNC_DELETED, "0", &later);
  join = crm_merge (edited, erased);
  g_assert_true (crm_sync_record_is_deleted (join));
  g_assert_cmpuint (crm_sync_record_get_n (join), ==, 1);
  g_assert_true (crm_merge_adds_nothing (erased, edited));
  g_assert_false (crm_merge_adds_nothing (edited, erased));
}

static void
test_deletion (void)
{
  CrmHlc early = clock_of (10, 1), late = clock_of (20, 1), later = clock_of (30, 2);
  g_autoptr (CrmSyncRecord) deleted = new_record ();
  g_autoptr (CrmSyncRecord) edited = new_record ();
  g_autoptr (CrmSyncRecord) join = NULL;

  crm_sync_record_set_creation (deleted, &early);
  crm_sync_record_set (deleted, CRM_SYNC_DELETED, "1", &late);
  crm_sync_record_set (edited, "name", "\"new\"", &later);
  join = crm_merge (deleted, edited);
  g_assert_true (crm_sync_record_is_deleted (join));
  assert_value (join, "name", "\"new\"");
  crm_sync_record_set (join, CRM_SYNC_DELETED, "0", &later);
  g_assert_false (crm_sync_record_is_deleted (join));
}

static void
test_laws (void)
{
  g_autoptr (GRand) random = new_random ("laws", 20261122);

  for (int round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (CrmSyncRecord) a = random_record (random);
      g_autoptr (CrmSyncRecord) b = random_record (random);
      g_autoptr (CrmSyncRecord) c = random_record (random);
      g_autoptr (CrmSyncRecord) ab = crm_merge (a, b);
      g_autoptr (CrmSyncRecord) ba = crm_merge (b, a);
      g_autoptr (CrmSyncRecord) bc = crm_merge (b, c);
      g_autoptr (CrmSyncRecord) left = crm_merge (ab, c);
      g_autoptr (CrmSyncRecord) right = crm_merge (a, bc);
      g_autoptr (CrmSyncRecord) twice = crm_merge (ab, ab);
      g_autoptr (CrmSyncRecord) again = crm_merge (ab, b);

      g_assert_true (crm_sync_record_equal (ab, ba));
      g_assert_true (crm_sync_record_equal (left, right));
      g_assert_true (crm_sync_record_equal (ab, twice));
      g_assert_true (crm_sync_record_equal (ab, again));
      g_assert_true (crm_merge_adds_nothing (ab, a) && crm_merge_adds_nothing (ab, b));
      g_assert_cmpint (crm_merge_adds_nothing (a, b), ==, crm_sync_record_equal (ab, a));
    }
}

#define N_STATES 6

/* Delivers each state once at least, some again, in random order. */
static CrmSyncRecord *
deliver (GRand *random, CrmSyncRecord **states)
{
  CrmSyncRecord *join = NULL;
  guint due = (1u << N_STATES) - 1;

  while (due != 0)
    {
      guint next = (guint)g_rand_int_range (random, 0, N_STATES);
      CrmSyncRecord *merged = join != NULL ? crm_merge (join, states[next]) : crm_sync_record_ref (states[next]);

      g_clear_pointer (&join, crm_sync_record_unref);
      join = merged;
      due &= ~(1u << next);
    }
  return join;
}

static void
test_any_order (void)
{
  g_autoptr (GRand) random = new_random ("any order", 5);

  for (int round = 0; round < N_ROUNDS / 10; round++)
    {
      CrmSyncRecord *states[N_STATES];
      g_autoptr (CrmSyncRecord) first = NULL;

      for (int i = 0; i < N_STATES; i++)
        states[i] = random_record (random);
      first = deliver (random, states);
      for (int i = 0; i < 5; i++)
        {
          g_autoptr (CrmSyncRecord) other = deliver (random, states);

          g_assert_true (crm_sync_record_equal (first, other));
        }
      for (int i = 0; i < N_STATES; i++)
        crm_sync_record_unref (states[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/larger-clock-stays-field-by-field", test_larger_clock);
  g_test_add_func ("/merge/of-equal-clocks-the-larger-value-stays", test_equal_clocks);
  g_test_add_func ("/merge/of-two-creations-the-earlier-stays", test_earlier_creation);
  g_test_add_func ("/merge/edit-does-not-resurrect", test_deletion);
  g_test_add_func ("/merge/what-was-erased-stays-empty", test_erased);
  g_test_add_func ("/merge/commutative-associative-idempotent", test_laws);
  g_test_add_func ("/merge/same-in-any-order-of-delivery", test_any_order);
  return g_test_run ();
}
