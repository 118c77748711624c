/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Concentration: how much hangs on the few largest. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-concentration.h"

#include <stdlib.h>

#include "core/sales/crm-amount.h"

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const CrmConcentrationPart *x = a, *y = b;

  return (x->key > y->key) - (x->key < y->key);
}

static int
compare_amounts (gconstpointer a, gconstpointer b)
{
  const CrmConcentrationPart *x = a, *y = b;

  if (x->amount != y->amount)
    return x->amount > y->amount ? -1 : 1;
  return compare_keys (a, b);
}

static gboolean
is_ascending (const CrmConcentrationPart *parts, gsize n)
{
  for (gsize i = 1; i < n; i++)
    if (parts[i - 1].key > parts[i].key)
      return FALSE;
  return TRUE;
}

/* Adds up the parts of each key, leaves those above 0; returns how many. */
static gsize
add_up (CrmConcentrationPart *parts, gsize n)
{
  gsize n_keys = 0;

  if (!is_ascending (parts, n))
    qsort (parts, n, sizeof *parts, compare_keys);
  for (gsize i = 0; i < n;)
    {
      CrmConcentrationPart sum = { parts[i].key, 0 };

      for (; i < n && parts[i].key == sum.key; i++)
        sum.amount = crm_amount_add (sum.amount, parts[i].amount);
      if (sum.amount > 0)
        parts[n_keys++] = sum;
    }
  return n_keys;
}

/* From the largest down, so that the order of the parts does not show in the last digits. */
static double
sum_squares (const CrmConcentrationPart *parts, gsize n, gint64 total)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      double share = (double)parts[i].amount / (double)total;

      sum += share * share;
    }
  return MIN (sum, 1);
}

void
crm_concentration_compute (const CrmConcentrationPart *parts, gsize n, CrmConcentration *concentration)
{
  g_autofree CrmConcentrationPart *sums = g_memdup2 (parts, n * sizeof *parts);
  gsize n_keys = add_up (sums, n);

  *concentration = (CrmConcentration){ .n = (guint)n_keys, .known = n_keys > 0 };
  if (n_keys == 0)
    return;
  qsort (sums, n_keys, sizeof *sums, compare_amounts);
  for (gsize i = 0; i < n_keys; i++)
    {
      concentration->total = crm_amount_add (concentration->total, sums[i].amount);
      if (i < 5)
        concentration->top_five = crm_amount_add (concentration->top_five, sums[i].amount);
    }
  concentration->largest_key = sums[0].key;
  concentration->largest = sums[0].amount;
  concentration->herfindahl = sum_squares (sums, n_keys, concentration->total);
}
