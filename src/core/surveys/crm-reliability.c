/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cronbach's alpha: whether several questions measure one thing. */

#define G_LOG_DOMAIN "crm-surveys"

#include "core/surveys/crm-reliability.h"

/* Sums of whole ratings and of their squares; 64 bits hold them for more persons than there are. */
typedef struct
{
  gint64 sum;
  gint64 squares;
} Sums;

static void
add_rating (Sums *sums, gint64 rating)
{
  sums->sum += rating;
  sums->squares += rating * rating;
}

/* n (n − 1) times the variance: whole, and the factor is the same for all. */
static double
get_spread (const Sums *sums, guint n)
{
  return (double)((CrmWide)n * sums->squares - (CrmWide)sums->sum * sums->sum);
}

static CrmAlpha
make_alpha (double item_spreads, double total_spread, guint n_items)
{
  if (n_items < 2 || !(total_spread > 0))
    return (CrmAlpha){ 0 };
  return (CrmAlpha){ TRUE, n_items / (n_items - 1.0) * (1 - item_spreads / total_spread) };
}

/* The person's sum; whether he answered all items, and whether any. */
static gboolean
add_up (const CrmRating *const *items, guint n_items, gsize person, int *total, gboolean *any)
{
  guint n = 0;

  *total = 0;
  for (guint i = 0; i < n_items; i++)
    if (items[i][person] != CRM_RATING_NONE)
      {
        *total += items[i][person];
        n++;
      }
  *any = n > 0;
  return n == n_items && n > 0;
}

CrmReliability *
crm_reliability_new (const CrmRating *const *items, guint n_items, gsize n)
{
  CrmReliability *self = g_malloc0 (sizeof *self + n_items * sizeof self->without[0]);
  g_autofree Sums *single = g_new0 (Sums, n_items + 1);
  g_autofree Sums *rest = g_new0 (Sums, n_items + 1);
  Sums all = { 0 };
  double spreads = 0;

  self->n_items = n_items;
  for (gsize person = 0; person < n; person++)
    {
      int total;
      gboolean any, complete = add_up (items, n_items, person, &total, &any);

      self->n += complete;
      self->n_left_out += any && !complete;
      if (!complete)
        continue;
      add_rating (&all, total);
      for (guint i = 0; i < n_items; i++)
        {
          add_rating (&single[i], items[i][person]);
          add_rating (&rest[i], total - items[i][person]);
        }
    }
  for (guint i = 0; i < n_items; i++)
    spreads += get_spread (&single[i], self->n);
  self->alpha = make_alpha (spreads, get_spread (&all, self->n), n_items);
  for (guint i = 0; i < n_items; i++)
    self->without[i] = make_alpha (spreads - get_spread (&single[i], self->n), get_spread (&rest[i], self->n), n_items - 1);
  return self;
}

void
crm_reliability_free (CrmReliability *self)
{
  g_free (self);
}
