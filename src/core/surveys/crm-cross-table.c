/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two questions beside each other: whether the answers to one go with the answers to the other. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-cross-table.h"

#include "core/surveys/crm-distribution.h"

#include <math.h>

typedef struct
{
  const guint *counts;
  guint n_rows;
  guint n_columns;
  guint64 *rows; /* sums */
  guint64 *columns;
  guint64 n;
} Table;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
add_up (Table *table)
{
  for (guint i = 0; i < table->n_rows; i++)
    for (guint j = 0; j < table->n_columns; j++)
      {
        guint count = table->counts[i * table->n_columns + j];

        table->rows[i] += count;
        table->columns[j] += count;
        table->n += count;
      }
}

static guint
count_used (const guint64 *sums, guint n)
{
  guint used = 0;

  for (guint i = 0; i < n; i++)
    used += sums[i] > 0;
  return used;
}

/* Adds the parts from the smallest on, so that the order of rows and columns does not matter to the last digit. */
static double
get_chi_square (const Table *table, CrmCrossTable *result)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (double));
  double sum = 0;

  result->least_expected = INFINITY;
  for (guint i = 0; i < table->n_rows; i++)
    for (guint j = 0; j < table->n_columns; j++)
      {
        double expected = (double)table->rows[i] * (double)table->columns[j] / (double)table->n, difference, part;

        if (!(expected > 0))
          continue;
        difference = table->counts[i * table->n_columns + j] - expected;
        part = difference * difference / expected;
        g_array_append_val (parts, part);
        result->n_small += expected < CRM_CROSS_LEAST_EXPECTED;
        result->least_expected = MIN (result->least_expected, expected);
      }
  g_array_sort (parts, compare_numbers);
  for (guint i = 0; i < parts->len; i++)
    sum += g_array_index (parts, double, i);
  return sum;
}

static double
get_corrected_v (const CrmCrossTable *result, double rows, double columns)
{
  double n = result->n, phi = MAX (0, result->chi_square / n - result->freedom / (n - 1));
  double r = rows - (rows - 1) * (rows - 1) / (n - 1), c = columns - (columns - 1) * (columns - 1) / (n - 1), k = MIN (r, c) - 1;

  return phi > 0 && k > 0 ? MIN (sqrt (phi / k), 1) : 0;
}

static void
test_independence (const Table *table, CrmCrossTable *result)
{
  guint rows = count_used (table->rows, table->n_rows), columns = count_used (table->columns, table->n_columns);

  result->n = (guint)table->n;
  result->known = rows > 1 && columns > 1;
  if (!result->known)
    return;
  result->freedom = (rows - 1) * (columns - 1);
  result->chi_square = get_chi_square (table, result);
  result->p = crm_chi_square_tail (result->chi_square, result->freedom);
  result->v = MIN (sqrt (result->chi_square / ((double)table->n * (MIN (rows, columns) - 1))), 1);
  result->v_corrected = get_corrected_v (result, rows, columns);
}

void
crm_cross_table_compute (const guint *counts, guint n_rows, guint n_columns, CrmCrossTable *table)
{
  g_autofree guint64 *rows = g_new0 (guint64, n_rows + 1);
  g_autofree guint64 *columns = g_new0 (guint64, n_columns + 1);
  Table sums = { counts, n_rows, n_columns, rows, columns, 0 };

  *table = (CrmCrossTable){ 0 };
  add_up (&sums);
  test_independence (&sums, table);
}
