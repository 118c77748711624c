/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why deals were lost, and what those had that were won. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-reasons.h"

#include <math.h>

/* ── lost reasons ─────────────────────────────────────────────────────────────────────────── */

static int
compare_reasons (gconstpointer a, gconstpointer b)
{
  const CrmLostReason *x = a, *y = b;

  if (x->count != y->count)
    return x->count > y->count ? -1 : 1;
  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return (x->reason > y->reason) - (x->reason < y->reason);
}

/* (transfer none): the entry of @key in @entries, made with its first member set when there is none yet. */
static gpointer
get_entry (GArray *entries, GHashTable *places, guint32 key)
{
  gpointer place = g_hash_table_lookup (places, GUINT_TO_POINTER (key));
  gsize size = g_array_get_element_size (entries);

  if (place == NULL)
    {
      g_array_set_size (entries, entries->len + 1);
      *(guint32 *)(gpointer)(entries->data + (entries->len - 1) * size) = key;
      place = GUINT_TO_POINTER (entries->len);
      g_hash_table_insert (places, GUINT_TO_POINTER (key), place);
    }
  return entries->data + (GPOINTER_TO_UINT (place) - 1) * size;
}

static void
count_lost (CrmLostReasons *self, GHashTable *places, const CrmDealPath *deal)
{
  CrmLostReason *reason;

  self->n_lost++;
  if (deal->lost_reason == 0)
    {
      crm_excluded_add (&self->excluded, CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_REASON));
      return;
    }
  reason = get_entry (self->reasons, places, deal->lost_reason);
  reason->count++;
  if (!crm_deal_path_excludes (deal, CRM_DEAL_NEEDS_AMOUNT, &self->excluded))
    reason->value = crm_amount_add (reason->value, deal->amount);
}

CrmLostReasons *
crm_lost_reasons_new (const CrmDealPaths *paths, const CrmPeriod *period)
{
  CrmLostReasons *self = g_new0 (CrmLostReasons, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  self->reasons = g_array_new (FALSE, TRUE, sizeof (CrmLostReason));
  for (gsize i = 0; i < paths->n_deals; i++)
    if (paths->deals[i].outcome == CRM_DEAL_LOST && crm_deal_path_closed_in (&paths->deals[i], period, CRM_DEAL_NEEDS_CLOSE, &self->excluded))
      count_lost (self, places, &paths->deals[i]);
  g_array_sort (self->reasons, compare_reasons);
  return self;
}

void
crm_lost_reasons_free (CrmLostReasons *self)
{
  g_array_unref (self->reasons);
  g_free (self);
}

/* ── drivers ──────────────────────────────────────────────────────────────────────────────── */

typedef struct
{
  guint32 driver;
  guint won;
  guint lost;
  gsize last_deal; /* index + 1 of the deal counted last */
} DriverCount;

static void
count_deal (CrmDrivers *self, GArray *counts, GHashTable *places, const CrmDealPaths *paths, gsize index, const CrmDealDriver *drivers, gsize n)
{
  gboolean won = paths->deals[index].outcome == CRM_DEAL_WON;

  self->n_won += won;
  self->n_lost += !won;
  for (gsize i = 0; i < n; i++)
    {
      DriverCount *count = get_entry (counts, places, drivers[i].driver);

      if (count->last_deal == index + 1)
        continue;
      count->last_deal = index + 1;
      count->won += won;
      count->lost += !won;
    }
}

static CrmDriver
compare_with_and_without (const DriverCount *count, guint n_won, guint n_lost)
{
  guint n_with = count->won + count->lost;
  CrmDriver driver = {
    .driver = count->driver,
    .with = crm_proportion_make (count->won, n_with),
    .without = crm_proportion_make (n_won - count->won, n_won + n_lost - n_with),
  };

  if (driver.without.whole == 0)
    return driver;
  driver.difference = driver.with.rate - driver.without.rate;
  driver.low = driver.difference - hypot (driver.with.rate - driver.with.low, driver.without.high - driver.without.rate);
  driver.high = driver.difference + hypot (driver.with.high - driver.with.rate, driver.without.rate - driver.without.low);
  driver.is_clear = driver.low > 0 || driver.high < 0;
  return driver;
}

static int
compare_drivers (gconstpointer a, gconstpointer b)
{
  const CrmDriver *x = a, *y = b;

  if (x->difference != y->difference)
    return x->difference > y->difference ? -1 : 1;
  return (x->driver > y->driver) - (x->driver < y->driver);
}

CrmDrivers *
crm_drivers_new (const CrmDealPaths *paths, const CrmDealDriver *drivers, gsize n, const CrmPeriod *period)
{
  CrmDrivers *self = g_new0 (CrmDrivers, 1);
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) counts = g_array_new (FALSE, TRUE, sizeof (DriverCount));
  gsize first = 0;

  self->drivers = g_array_new (FALSE, FALSE, sizeof (CrmDriver));
  for (gsize i = 0; i < paths->n_deals; i++)
    {
      gsize end;

      while (first < n && drivers[first].deal < paths->deals[i].id)
        first++;
      for (end = first; end < n && drivers[end].deal == paths->deals[i].id;)
        end++;
      if (crm_deal_path_closed_in (&paths->deals[i], period, CRM_DEAL_NEEDS_CLOSE, &self->excluded))
        count_deal (self, counts, places, paths, i, &drivers[first], end - first);
      first = end;
    }
  for (guint i = 0; i < counts->len; i++)
    {
      CrmDriver driver = compare_with_and_without (&g_array_index (counts, DriverCount, i), self->n_won, self->n_lost);

      g_array_append_val (self->drivers, driver);
    }
  g_array_sort (self->drivers, compare_drivers);
  return self;
}

void
crm_drivers_free (CrmDrivers *self)
{
  g_array_unref (self->drivers);
  g_free (self);
}
