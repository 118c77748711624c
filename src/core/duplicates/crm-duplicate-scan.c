/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks through all customers for those who may be one. */

#define G_LOG_DOMAIN "crm-duplicates"

#include "core/duplicates/crm-duplicate-scan.h"

#define STEPS 200

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const CrmDuplicatePair *one = a, *other = b;
  int order;

  if (one->score.weight != other->score.weight)
    return one->score.weight > other->score.weight ? -1 : 1;
  order = crm_id_compare (&one->a, &other->a);
  return order != 0 ? order : crm_id_compare (&one->b, &other->b);
}

static void
scan_card (CrmDuplicateSet *set, guint number, double min, GArray *candidates, GArray *pairs)
{
  const CrmDuplicateCard *card = crm_duplicate_set_get (set, number);

  crm_duplicate_set_list_candidates (set, number, candidates);
  for (guint i = 0; i < candidates->len; i++)
    {
      const CrmDuplicateCard *other = crm_duplicate_set_get (set, g_array_index (candidates, guint, i));
      CrmDuplicatePair pair = { card->id, other->id, { 0 } };

      crm_duplicate_score (card, other, set, &pair.score);
      if (pair.score.score >= min && !crm_duplicate_set_are_parted (set, &card->id, &other->id))
        g_array_append_val (pairs, pair);
    }
}

GArray *
crm_duplicate_scan (CrmDuplicateSet *set, double min, GCancellable *cancellable, CrmDuplicateProgress progress, gpointer data, GError **error)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (CrmDuplicatePair));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = crm_duplicate_set_get_n (set), step = MAX (n / STEPS, 50);

  for (guint i = 0; i < n; i++)
    {
      if (i % step == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return NULL;
          if (progress != NULL)
            progress (i, n, pairs, data);
        }
      scan_card (set, i, min, candidates, pairs);
    }
  g_array_sort (pairs, compare_pairs);
  return g_steal_pointer (&pairs);
}
