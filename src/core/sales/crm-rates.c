/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange rates: amounts of other currencies in the home currency, by the rate of their day. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-rates.h"

#include "core/base/crm-decimal.h"
#include "core/sales/crm-amount.h"

#include <string.h>

struct _CrmRates
{
  char home[4];
  GArray *rates; /* of CrmRate, by currency, then by date */
};

CrmRates *
crm_rates_new (const char *home)
{
  CrmRates *self = g_atomic_rc_box_new0 (CrmRates);

  g_strlcpy (self->home, home, sizeof self->home);
  self->rates = g_array_new (FALSE, FALSE, sizeof (CrmRate));
  return self;
}

static void
clear (gpointer data)
{
  g_array_unref (((CrmRates *)data)->rates);
}

CrmRates *
crm_rates_ref (CrmRates *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
crm_rates_unref (CrmRates *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static int
compare (const CrmRate *rate, const char *currency, CrmDate date)
{
  int order = strcmp (rate->currency, currency);

  return order != 0 ? order : (rate->date > date) - (rate->date < date);
}

/* How many rates stand before the place of one of that currency and day; those of the same day stand before it, too. */
static guint
find_place (const CrmRates *self, const char *currency, CrmDate date)
{
  guint low = 0, high = self->rates->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (&g_array_index (self->rates, CrmRate, middle), currency, date) <= 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
crm_rates_add (CrmRates *self, const CrmRate *rate)
{
  g_return_if_fail (rate->units > 0 && rate->rate > 0);

  g_array_insert_val (self->rates, find_place (self, rate->currency, rate->date), *rate);
}

CrmRates *
crm_rates_read (CrmConnection *connection, const char *home, GError **error)
{
  sqlite3_stmt *statement = crm_connection_prepare (connection, "SELECT currency, date, coalesce(units, 1), rate FROM exchange_rate WHERE home = ? AND deleted = 0 ORDER BY rowid", error);
  g_autoptr (CrmRates) self = crm_rates_new (home);
  int step;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, home, -1, SQLITE_TRANSIENT);
  while ((step = crm_connection_next (connection, statement, error)) > 0)
    {
      CrmRate rate = { .date = (CrmDate)sqlite3_column_int64 (statement, 1), .units = sqlite3_column_int64 (statement, 2), .rate = sqlite3_column_int64 (statement, 3) };

      g_strlcpy (rate.currency, (const char *)sqlite3_column_text (statement, 0), sizeof rate.currency);
      if (rate.units > 0 && rate.rate > 0)
        crm_rates_add (self, &rate);
    }
  return step == 0 ? g_steal_pointer (&self) : NULL;
}

const char *
crm_rates_get_home (const CrmRates *self)
{
  return self->home;
}

const CrmRate *
crm_rates_find (const CrmRates *self, const char *currency, CrmDate date)
{
  guint place = find_place (self, currency, date);
  const CrmRate *rate = place > 0 ? &g_array_index (self->rates, CrmRate, place - 1) : NULL;

  return rate != NULL && strcmp (rate->currency, currency) == 0 ? rate : NULL;
}

static gint64
get_power_of_ten (int exponent)
{
  gint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

gboolean
crm_rates_convert (const CrmRates *self, const CrmMoney *money, CrmDate date, gint64 *minor, const CrmRate **used)
{
  gboolean is_home = strcmp (money->currency, self->home) == 0;
  const CrmRate *rate = is_home ? NULL : crm_rates_find (self, money->currency, date);

  if (used != NULL)
    *used = rate;
  if (is_home)
    *minor = money->minor;
  else if (rate != NULL)
    *minor = crm_amount_scale (money->minor, rate->rate * get_power_of_ten (crm_money_exponent (self->home)), rate->units * CRM_DECIMAL_ONE * get_power_of_ten (crm_money_exponent (money->currency)));
  return is_home || rate != NULL;
}
