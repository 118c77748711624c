/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an anonymous survey is shown: an attacker who tries every table there can be must not find a hidden number. */

#include "core/surveys/crm-suppression.h"

#include <math.h>
#include <string.h>

#define SEED 20261122

/* The largest table that is attacked, with its sums. */
#define N_LINES   6
#define N_NUMBERS ((N_LINES + 1) * (N_LINES + 1))

/* ── the attack ───────────────────────────────────────────────────────────────────────────── */

/* Tries all tables that agree with what is shown, and notes which values each number takes in them. */
typedef struct
{
  guint n_rows;
  guint n_columns;
  const CrmSuppression *suppression;
  gint64 shown[N_NUMBERS]; /* −1 where hidden */
  gint64 numbers[N_NUMBERS];
  gint64 lowest[N_NUMBERS];
  gint64 highest[N_NUMBERS];
  gint64 limit; /* for what nothing bounds */
  guint n_found;
} Attack;

static guint
at (const Attack *self, guint row, guint column)
{
  return row * (self->n_columns + 1) + column;
}

static gboolean
agrees (const Attack *self, guint number, gint64 value)
{
  return self->shown[number] < 0 || self->shown[number] == value;
}

static void
note_table (Attack *self)
{
  for (guint j = 0; j <= self->n_columns; j++)
    {
      gint64 sum = 0;

      for (guint i = 0; i < self->n_rows; i++)
        sum += self->numbers[at (self, i, j)];
      self->numbers[at (self, self->n_rows, j)] = sum;
      if (!agrees (self, at (self, self->n_rows, j), sum))
        return;
    }
  self->n_found++;
  for (guint i = 0; i < (self->n_rows + 1) * (self->n_columns + 1); i++)
    {
      self->lowest[i] = MIN (self->lowest[i], self->numbers[i]);
      self->highest[i] = MAX (self->highest[i], self->numbers[i]);
    }
}

/* Whether the rows so far, with @sum in this one, already hold more than n. */
static gboolean
is_too_much (const Attack *self, guint row, gint64 sum)
{
  gint64 n = self->shown[at (self, self->n_rows, self->n_columns)];

  for (guint i = 0; i < row; i++)
    sum += self->numbers[at (self, i, self->n_columns)];
  return n >= 0 && sum > n;
}

static void
try_from (Attack *self, guint row, guint column, gint64 sum)
{
  guint number;

  if (is_too_much (self, row, sum))
    return;

  if (row == self->n_rows)
    {
      note_table (self);
      return;
    }
  number = at (self, row, column);
  if (column == self->n_columns)
    {
      self->numbers[number] = sum;
      if (agrees (self, number, sum))
        try_from (self, row + 1, 0, 0);
      return;
    }
  for (gint64 value = MAX (self->shown[number], 0); value <= (self->shown[number] < 0 ? self->limit : self->shown[number]); value++)
    {
      self->numbers[number] = value;
      try_from (self, row, column + 1, sum + value);
    }
}

static void
fill_table (Attack *self, const guint *counts)
{
  for (guint i = 0; i < self->n_rows; i++)
    for (guint j = 0; j < self->n_columns; j++)
      {
        gint64 count = counts[i * self->n_columns + j];

        self->shown[at (self, i, j)] += count;
        self->shown[at (self, i, self->n_columns)] += count;
        self->shown[at (self, self->n_rows, j)] += count;
        self->shown[at (self, self->n_rows, self->n_columns)] += count;
      }
}

static void
attack (Attack *self, const guint *counts)
{
  guint n = (self->n_rows + 1) * (self->n_columns + 1);

  memset (self->shown, 0, sizeof self->shown);
  fill_table (self, counts);
  for (guint i = 0; i < n; i++)
    {
      if (self->suppression->hidden[i])
        self->shown[i] = -1;
      self->lowest[i] = G_MAXINT64;
      self->highest[i] = -1;
    }
  try_from (self, 0, 0, 0);
  g_assert_cmpuint (self->n_found, >, 0);
}

static CrmMargins
get_margin (const Attack *self, guint row, guint column)
{
  gboolean is_row_sum = column == self->n_columns && row < self->n_rows, is_column_sum = row == self->n_rows && column < self->n_columns;

  return is_row_sum ? CRM_MARGINS_ROWS : is_column_sum ? CRM_MARGINS_COLUMNS
                                                       : CRM_MARGINS_NONE;
}

/* What is shown is at least @least; of what is hidden the attacker knows no more than an interval wider than that. */
static void
check_safe (const guint *counts, guint n_rows, guint n_columns, CrmMargins margins, guint least, gint64 limit)
{
  g_autoptr (CrmSuppression) suppression = crm_suppression_new (counts, n_rows, n_columns, margins, least);
  Attack self = { .n_rows = n_rows, .n_columns = n_columns, .suppression = suppression, .limit = limit };

  attack (&self, counts);
  for (guint i = 0; i <= n_rows; i++)
    for (guint j = 0; j <= n_columns; j++)
      {
        guint number = at (&self, i, j);
        CrmMargins margin = get_margin (&self, i, j);

        if (self.shown[number] >= 0)
          g_assert_cmpint (self.shown[number], >=, least);
        else if (margin == CRM_MARGINS_NONE || (margins & margin) != 0)
          g_assert_cmpint (self.highest[number] - self.lowest[number], >=, least);
      }
}

static void
test_small_tables (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 600; run++)
    {
      guint n_rows = (guint)g_rand_int_range (random, 1, 4), n_columns = (guint)g_rand_int_range (random, 1, n_rows == 3 ? 3 : 4), counts[9];

      for (guint i = 0; i < n_rows * n_columns; i++)
        counts[i] = (guint)g_rand_int_range (random, 0, run % 2 == 0 ? 3 : 6);
      check_safe (counts, n_rows, n_columns, run % 4, 2, 7);
    }
}

/* Rows of options as results show them: n beside them, five the least. */
static void
test_single_rows (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 400; run++)
    {
      guint n_columns = (guint)g_rand_int_range (random, 1, 6), counts[5], n = 0;

      for (guint i = 0; i < n_columns; i++)
        n += counts[i] = (guint)g_rand_int_range (random, 0, 9);
      check_safe (counts, 1, n_columns, run % 2 == 0 ? CRM_MARGINS_NONE : CRM_MARGINS_ROWS, 5, n < 5 ? 9 : n);
    }
}

/* ── by hand ──────────────────────────────────────────────────────────────────────────────── */

static void
assert_hidden (const CrmSuppression *self, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_rows; i++)
    for (guint j = 0; j < self->n_columns; j++)
      g_string_append_c (text, crm_suppression_hides (self, i, j) ? 'x' : '.');
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_by_hand (void)
{
  static const guint large[] = { 10, 20, 30, 5 }, one[] = { 3, 20, 9, 40 }, nobody[] = { 1, 2 }, zero[] = { 0, 30 };
  g_autoptr (CrmSuppression) all = crm_suppression_new (large, 1, 4, CRM_MARGINS_NONE, 5);
  g_autoptr (CrmSuppression) two = crm_suppression_new (one, 1, 4, CRM_MARGINS_NONE, 5);
  g_autoptr (CrmSuppression) none = crm_suppression_new (nobody, 1, 2, CRM_MARGINS_NONE, 5);
  g_autoptr (CrmSuppression) no_zero = crm_suppression_new (zero, 1, 2, CRM_MARGINS_NONE, 5);
  g_autoptr (CrmSuppression) square = crm_suppression_new (one, 2, 2, CRM_MARGINS_ROWS | CRM_MARGINS_COLUMNS, 5);
  g_autoptr (CrmSuppression) empty = crm_suppression_new (NULL, 0, 0, CRM_MARGINS_NONE, 5);

  assert_hidden (all, "....");
  g_assert_cmpuint (all->n_hidden, ==, 0);
  g_assert_false (crm_suppression_hides (all, 1, 4));
  /* 3 alone would be n less the others: the smallest other goes with it. */
  assert_hidden (two, "x.x.");
  g_assert_false (crm_suppression_hides (two, 1, 4));
  /* n itself is too small. */
  assert_hidden (none, "xx");
  g_assert_true (crm_suppression_hides (none, 1, 2));
  assert_hidden (no_zero, "xx");
  /* In a square with all sums one hidden cell takes three more. */
  assert_hidden (square, "xxxx");
  g_assert_true (crm_suppression_hides (empty, 0, 0));
}

/* Tables as large as results have them: it ends, shows nothing small, and does not hide all. */
static void
test_large_tables (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint counts[15 * 12];

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 20; run++)
    {
      g_autoptr (CrmSuppression) suppression = NULL;

      for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
        counts[i] = (guint)g_rand_int_range (random, 0, 60);
      suppression = crm_suppression_new (counts, 15, 12, CRM_MARGINS_ROWS | CRM_MARGINS_COLUMNS, 5);
      g_assert_cmpuint (suppression->n_hidden, >, 0);
      g_assert_cmpuint (suppression->n_hidden, <, G_N_ELEMENTS (counts) / 2);
      for (guint i = 0; i < 15; i++)
        for (guint j = 0; j < 12; j++)
          g_assert_true (counts[i * 12 + j] >= 5 || crm_suppression_hides (suppression, i, j));
      g_assert_false (crm_suppression_hides (suppression, 15, 12));
    }
}

/* ── scores ───────────────────────────────────────────────────────────────────────────────── */

#define N_VALUES 5

/* All ways to give @n answers on five values with the sum @sum: which counts each value takes. */
static void
list_answers (guint value, guint n, int sum, guint *counts, guint64 *taken)
{
  if (value == N_VALUES - 1)
    {
      if (sum != (int)(n * value))
        return;
      counts[value] = n;
      for (guint i = 0; i < N_VALUES; i++)
        taken[i] |= G_GUINT64_CONSTANT (1) << counts[i];
      return;
    }
  for (guint count = 0; count <= n; count++)
    {
      counts[value] = count;
      list_answers (value + 1, n - count, sum - (int)(count * value), counts, taken);
    }
}

static guint
count_bits (guint64 set)
{
  return (guint)__builtin_popcountll (set);
}

/* Where a mean is shown without its counts, n and the mean leave more than one possible count for each answer. */
static void
test_means_give_nothing_away (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint n_shown = 0, n_refused = 0;

  g_test_message ("seed %d", SEED);
  for (int run = 0; run < 400; run++)
    {
      guint counts[N_VALUES] = { 0 }, other[N_VALUES], n = (guint)g_rand_int_range (random, 5, 30);
      int sum = 0, most = g_rand_int_range (random, 1, N_VALUES + 1);
      guint64 taken[N_VALUES] = { 0 };

      for (guint i = 0; i < n; i++)
        {
          int answer = g_rand_int_range (random, 0, most);

          counts[answer]++;
          sum += answer;
        }
      if (crm_suppression_get_disclosure (CRM_SCORE_MEAN, 0, counts, N_VALUES, 5) != CRM_DISCLOSE_SCORE)
        {
          n_refused++;
          continue;
        }
      n_shown++;
      list_answers (0, n, sum, other, taken);
      for (guint i = 0; i < N_VALUES; i++)
        g_assert_cmpuint (count_bits (taken[i]), >=, 2);
    }
  g_assert_cmpuint (n_shown, >, 50);
  g_assert_cmpuint (n_refused, >, 50);
}

/* The same for the net promoter score and its three kinds, for all there are of up to forty answers. */
static void
test_nps_gives_nothing_away (void)
{
  for (guint n = 0; n <= 40; n++)
    for (guint promoters = 0; promoters <= n; promoters++)
      for (guint detractors = 0; detractors + promoters <= n; detractors++)
        {
          guint counts[11] = { [0] = detractors, [8] = n - promoters - detractors, [10] = promoters }, solutions = 0;
          CrmDisclosure disclosure = crm_suppression_get_disclosure (CRM_SCORE_NPS, 0, counts, 11, 5);

          for (guint p = 0; p <= n; p++)
            for (guint d = 0; d + p <= n; d++)
              solutions += p + detractors == promoters + d;
          g_assert_cmpint (disclosure, !=, CRM_DISCLOSE_ALL);
          if (disclosure == CRM_DISCLOSE_KINDS)
            g_assert_cmpuint (MIN (MIN (promoters, detractors), n - promoters - detractors), >=, 5);
          if (disclosure == CRM_DISCLOSE_SCORE)
            g_assert_cmpuint (solutions, >=, 2);
          g_assert_cmpint (disclosure == CRM_DISCLOSE_NOTHING, ==, n < 5);
        }
}

static void
test_disclosure_by_hand (void)
{
  static const guint nobody[5] = { 0 }, four[] = { 0, 0, 0, 2, 2 }, all[] = { 5, 6, 7, 8, 9 }, kinds[] = { 1, 2, 3, 20, 30 }, happy[] = { 0, 0, 0, 20, 30 };
  static const guint mixed[] = { 4, 6, 10, 10, 10 };

  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_SHARE, 1, NULL, 0, 5), ==, CRM_DISCLOSE_NOTHING);
  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_SHARE, 1, nobody, 5, 5), ==, CRM_DISCLOSE_NOTHING);
  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_MEAN, 1, four, 5, 5), ==, CRM_DISCLOSE_NOTHING);
  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_SHARE, 1, all, 5, 5), ==, CRM_DISCLOSE_ALL);
  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_SHARE, 1, kinds, 5, 5), ==, CRM_DISCLOSE_KINDS);
  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_SHARE, 1, happy, 5, 5), ==, CRM_DISCLOSE_N);
  g_assert_cmpint (crm_suppression_get_disclosure (CRM_SCORE_MEAN, 1, mixed, 5, 5), ==, CRM_DISCLOSE_SCORE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/surveys/suppression/by-hand", test_by_hand);
  g_test_add_func ("/surveys/suppression/small-tables-resist-every-try", test_small_tables);
  g_test_add_func ("/surveys/suppression/single-rows-resist-every-try", test_single_rows);
  g_test_add_func ("/surveys/suppression/large-tables-end", test_large_tables);
  g_test_add_func ("/surveys/disclosure/by-hand", test_disclosure_by_hand);
  g_test_add_func ("/surveys/disclosure/means-give-nothing-away", test_means_give_nothing_away);
  g_test_add_func ("/surveys/disclosure/nps-gives-nothing-away", test_nps_gives_nothing_away);
  return g_test_run ();
}
