/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a list, kept as the places where they begin. */

#include "core/base/crm-sections.h"

guint
crm_sections_find (const GArray *starts, guint position)
{
  guint low = 0, high = starts->len;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (starts, guint, middle) <= position)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
crm_sections_get_range (const GArray *starts, guint n_items, guint position, guint *start, guint *end)
{
  guint section;

  if (position >= n_items)
    {
      *start = n_items;
      *end = G_MAXUINT;
      return;
    }
  section = crm_sections_find (starts, position);
  *start = g_array_index (starts, guint, section);
  *end = section + 1 < starts->len ? MIN (g_array_index (starts, guint, section + 1), n_items) : n_items;
}
