/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals by owner, source, or pipeline. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-groups.h"

#include <stdlib.h>

static guint32
get_key (const CrmDealPath *deal, CrmDealKey key)
{
  switch (key)
    {
    case CRM_DEAL_BY_OWNER:
      return deal->owner;
    case CRM_DEAL_BY_SOURCE:
      return deal->source;
    case CRM_DEAL_BY_PIPELINE:
      return deal->pipeline;
    default:
      g_return_val_if_reached (0);
    }
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const CrmDealGroup *x = a, *y = b;

  return (x->key > y->key) - (x->key < y->key);
}

/* Fills @places, one a deal, with its group's index; the groups get their keys and sizes. */
static void
count_groups (const CrmDealPaths *paths, CrmDealKey key, GArray *groups, guint32 *places)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (gsize i = 0; i < paths->n_deals; i++)
    {
      guint32 number = get_key (&paths->deals[i], key);
      gpointer place = g_hash_table_lookup (known, GUINT_TO_POINTER (number));

      if (place == NULL)
        {
          CrmDealGroup group = { number, *paths };

          group.paths.n_deals = 0;
          g_array_append_val (groups, group);
          place = GUINT_TO_POINTER (groups->len);
          g_hash_table_insert (known, GUINT_TO_POINTER (number), place);
        }
      places[i] = GPOINTER_TO_UINT (place) - 1;
      g_array_index (groups, CrmDealGroup, places[i]).paths.n_deals++;
    }
}

/* Lays the groups out one after the other and puts each deal where the next of its group belongs. */
static void
distribute (CrmDealGroups *self, const CrmDealPaths *paths, const guint32 *places)
{
  g_autofree CrmDealPath **ends = g_new (CrmDealPath *, self->n_groups + 1);
  CrmDealPath *end = self->deals;

  for (guint i = 0; i < self->n_groups; i++)
    {
      self->groups[i].paths.deals = end;
      ends[i] = end;
      end += self->groups[i].paths.n_deals;
    }
  for (gsize i = 0; i < paths->n_deals; i++)
    *ends[places[i]]++ = paths->deals[i];
}

CrmDealGroups *
crm_deal_groups_new (const CrmDealPaths *paths, CrmDealKey key)
{
  CrmDealGroups *self = g_new0 (CrmDealGroups, 1);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (CrmDealGroup));
  g_autofree guint32 *places = g_new (guint32, paths->n_deals + 1);

  count_groups (paths, key, groups, places);
  self->deals = g_new (CrmDealPath, paths->n_deals + 1);
  self->n_groups = groups->len;
  self->groups = (CrmDealGroup *)(gpointer)g_array_steal (groups, NULL);
  distribute (self, paths, places);
  if (self->n_groups > 0)
    qsort (self->groups, self->n_groups, sizeof *self->groups, compare_groups);
  return self;
}

void
crm_deal_groups_free (CrmDealGroups *self)
{
  g_free (self->deals);
  g_free (self->groups);
  g_free (self);
}
