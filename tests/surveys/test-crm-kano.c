/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Kano model: its table whole, counts by hand, ties, and what holds for any answers. */

#include "core/surveys/crm-kano.h"

#include <math.h>
#include <string.h>

#define SEED 20261122

static void
test_table (void)
{
  static const char *const rows[] = { "QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ" };

  for (int having = -128; having < 128; having++)
    for (int missing = -128; missing < 128; missing++)
      {
        CrmKanoCategory category;
        gboolean answered = having >= 1 && having <= 5 && missing >= 1 && missing <= 5;

        g_assert_cmpint (crm_kano_classify ((CrmRating)having, (CrmRating)missing, &category), ==, answered);
        if (answered)
          g_assert_cmpint (crm_kano_category_get_letter (category)[0], ==, rows[having - 1][missing - 1]);
      }
}

/* Ten persons by hand: A 4, O 2, M 1, I 1, R 1, Q 1, and one who answered only one half. Better (4 + 2) ÷ 8, worse −(2 + 1) ÷ 8. */
static void
test_golden (void)
{
  static const CrmRating having[] = { 1, 1, 1, 1, 1, 1, 2, 3, 3, 5, 1 }, missing[] = { 2, 3, 4, 4, 5, 5, 5, 3, 1, 5, CRM_RATING_NONE };
  CrmKano kano;

  crm_kano_compute (having, missing, G_N_ELEMENTS (having), &kano);
  g_assert_cmpuint (kano.n, ==, 10);
  g_assert_cmpuint (kano.counts[CRM_KANO_ATTRACTIVE], ==, 4);
  g_assert_cmpuint (kano.counts[CRM_KANO_ONE_DIMENSIONAL], ==, 2);
  g_assert_cmpuint (kano.counts[CRM_KANO_MUST_BE], ==, 1);
  g_assert_cmpuint (kano.counts[CRM_KANO_INDIFFERENT], ==, 1);
  g_assert_cmpuint (kano.counts[CRM_KANO_REVERSE], ==, 1);
  g_assert_cmpuint (kano.counts[CRM_KANO_QUESTIONABLE], ==, 1);
  g_assert_cmpint (kano.category, ==, CRM_KANO_ATTRACTIVE);
  g_assert_cmpuint (kano.tied, ==, 1u << CRM_KANO_ATTRACTIVE);
  g_assert_cmpfloat (kano.better, ==, 0.75);
  g_assert_cmpfloat (kano.worse, ==, -0.375);
  g_assert_cmpfloat_with_epsilon (kano.strength, 0.2, 1e-12);
  /* 4 − 2 = 2 is less than 1.65 × √(6 × 14 ÷ 20) = 3.38. */
  g_assert_false (kano.is_clear);
}

static void
set (CrmKano *kano, guint m, guint o, guint a, guint i, guint r, guint q)
{
  crm_kano_from_counts ((guint[]){ m, o, a, i, r, q }, kano);
}

static void
test_ties (void)
{
  CrmKano kano;

  set (&kano, 3, 5, 5, 5, 0, 0);
  g_assert_cmpint (kano.category, ==, CRM_KANO_ONE_DIMENSIONAL);
  g_assert_cmpuint (kano.tied, ==, 1u << CRM_KANO_ONE_DIMENSIONAL | 1u << CRM_KANO_ATTRACTIVE | 1u << CRM_KANO_INDIFFERENT);
  g_assert_cmpfloat (kano.strength, ==, 0);
  g_assert_false (kano.is_clear);
}

/* 60 against 40 of 100: 20 ≥ 1.65 √(100 × 100 ÷ 200) = 11.67. 52 against 48: 4 < 11.67. */
static void
test_clear (void)
{
  CrmKano kano;

  set (&kano, 60, 40, 0, 0, 0, 0);
  g_assert_true (kano.is_clear);
  set (&kano, 52, 48, 0, 0, 0, 0);
  g_assert_false (kano.is_clear);
}

static void
test_few (void)
{
  CrmKano kano;

  crm_kano_compute (NULL, NULL, 0, &kano);
  g_assert_cmpuint (kano.n, ==, 0);
  g_assert_false (kano.has_coefficients);
  g_assert_cmpuint (kano.tied, ==, 0);
  set (&kano, 0, 0, 0, 0, 3, 1);
  g_assert_cmpint (kano.category, ==, CRM_KANO_REVERSE);
  g_assert_false (kano.has_coefficients);
  g_assert_cmpfloat (kano.better, ==, 0);
  set (&kano, 0, 0, 0, 1, 0, 0);
  g_assert_true (kano.has_coefficients);
  g_assert_cmpfloat (kano.worse, ==, 0);
  g_assert_false (signbit (kano.worse));
}

static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  CrmRating having[200], missing[200];

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 2000; run++)
    {
      gsize n = (gsize)g_rand_int_range (random, 0, 200);
      CrmKano a, b;

      for (gsize i = 0; i < n; i++)
        {
          having[i] = (CrmRating)g_rand_int_range (random, -1, 8);
          missing[i] = (CrmRating)g_rand_int_range (random, -1, 8);
        }
      crm_kano_compute (having, missing, n, &a);
      for (gsize i = 0; i < n / 2; i++)
        {
          CrmRating swap = having[i];

          having[i] = having[n - 1 - i];
          having[n - 1 - i] = swap;
          swap = missing[i];
          missing[i] = missing[n - 1 - i];
          missing[n - 1 - i] = swap;
        }
      crm_kano_compute (having, missing, n, &b);
      g_assert_cmpmem (a.counts, sizeof a.counts, b.counts, sizeof b.counts);
      g_assert_true (a.category == b.category && a.tied == b.tied && a.better == b.better && a.worse == b.worse && a.strength == b.strength && a.is_clear == b.is_clear);
      g_assert_true (a.better >= 0 && a.better <= 1 && a.worse <= 0 && a.worse >= -1 && a.strength >= 0 && a.strength <= 1);
      g_assert_cmpint (a.n > 0, ==, a.tied != 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/kano/table", test_table);
  g_test_add_func ("/surveys/kano/golden", test_golden);
  g_test_add_func ("/surveys/kano/ties-are-said", test_ties);
  g_test_add_func ("/surveys/kano/clear", test_clear);
  g_test_add_func ("/surveys/kano/nothing-and-one", test_few);
  g_test_add_func ("/surveys/kano/properties", test_properties);
  return g_test_run ();
}
