/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a record in an order that people make by hand: a text of letters, as a fraction to the base of 26. */

#include "core/base/crm-position.h"

#include <string.h>

/* The letter at @i of a position as a digit to the base of 26; @beyond after its end. */
static int
digit_at (const char *position, gsize i, int beyond)
{
  if (position == NULL || i >= strlen (position))
    return beyond;
  return CLAMP (position[i] - 'a', 0, 25);
}

char *
crm_position_between (const char *before, const char *after)
{
  g_autoptr (GString) position = g_string_new (NULL);

  /* Two computers may have given two fields the same place; what moves between them goes behind both. */
  if (before != NULL && after != NULL && strcmp (before, after) >= 0)
    after = NULL;
  for (gsize i = 0;; i++)
    {
      int low = digit_at (before, i, 0), high = digit_at (after, i, after != NULL ? 0 : 26);
      int middle = (low + high) / 2;

      if (middle > low)
        {
          g_string_append_c (position, (char)('a' + middle));
          return g_string_free_and_steal (g_steal_pointer (&position));
        }
      g_string_append_c (position, (char)('a' + low));
      if (low < high)
        after = NULL;
      else if (after != NULL && i >= strlen (after))
        after = NULL;
    }
}
