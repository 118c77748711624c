/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many whole numbers brought into order. */

#include "core/base/crm-key-sort.h"

#include <string.h>

#define DIGIT_BITS 11
#define N_DIGITS   (1u << DIGIT_BITS)

/* Distributes @from by the digit at @shift, keeping the order of equals. */
static void
sort_by_digit (const guint64 *from, guint64 *to, gsize n, int shift)
{
  gsize starts[N_DIGITS + 1] = { 0 };

  for (gsize i = 0; i < n; i++)
    starts[(from[i] >> shift & (N_DIGITS - 1)) + 1]++;
  for (guint digit = 0; digit < N_DIGITS; digit++)
    starts[digit + 1] += starts[digit];
  for (gsize i = 0; i < n; i++)
    to[starts[from[i] >> shift & (N_DIGITS - 1)]++] = from[i];
}

void
crm_key_sort (guint64 *keys, gsize n)
{
  g_autofree guint64 *other = g_new (guint64, n + 1);
  guint64 largest = 0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, keys[i]);
  for (int shift = 0; shift < 64 && largest >> shift != 0; shift += DIGIT_BITS)
    {
      sort_by_digit (keys, other, n, shift);
      memcpy (keys, other, n * sizeof *keys);
    }
}
