/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long something takes when part of it is not over yet. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-kaplan-meier.h"

#include "core/base/crm-key-sort.h"

/* A product of many fractions misses a round number by a few units in the last place. */
#define TOLERANCE 1e-9

void
crm_durations_init (CrmDurations *self)
{
  *self = (CrmDurations){ g_array_new (FALSE, FALSE, sizeof (guint64)), TRUE, 0 };
}

void
crm_durations_clear (CrmDurations *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
}

void
crm_durations_add (CrmDurations *self, gint64 duration, gboolean ended)
{
  guint64 key = (guint64)CLAMP (duration, 0, CRM_DURATION_MAX) << 1 | !ended;

  g_array_append_val (self->keys, key);
  self->sorted = FALSE;
  self->n_ended += ended != FALSE;
}

gint64
crm_durations_get_quantile (CrmDurations *self, int percent)
{
  guint n = self->keys->len;
  double surviving = 1, wanted = 1 - percent / 100.0;

  g_return_val_if_fail (percent > 0 && percent < 100, CRM_DURATION_NOT_REACHED);

  if (!self->sorted)
    crm_key_sort ((guint64 *)(gpointer)self->keys->data, n);
  self->sorted = TRUE;
  for (guint i = 0; i < n;)
    {
      guint64 key = g_array_index (self->keys, guint64, i);
      guint end = i;

      while (end < n && g_array_index (self->keys, guint64, end) == key)
        end++;
      if ((key & 1) == 0)
        surviving *= 1 - (double)(end - i) / (n - i);
      if (surviving <= wanted + TOLERANCE)
        return (gint64)(key >> 1);
      i = end;
    }
  return CRM_DURATION_NOT_REACHED;
}
