/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What some deals come to, in the home currency. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-sum.h"

#include "core/sales/crm-amount.h"
#include "core/sales/crm-rates.h"

void
crm_deal_sum_question_free (CrmDealSumQuestion *self)
{
  g_array_unref (self->rowids);
  g_free (self->home);
  g_free (self);
}

static void
add (CrmDealSum *self, const CrmRates *rates, const CrmMoney *amount, CrmDate date)
{
  gint64 minor;

  if (!crm_rates_convert (rates, amount, date, &minor, NULL) || minor < 0 || minor > CRM_DEAL_AMOUNT_MAX)
    self->n_left_out++;
  else
    self->sum = crm_amount_add (self->sum, minor);
}

static gboolean
add_deal (CrmConnection *connection, sqlite3_stmt *statement, const CrmRates *rates, CrmDate date, CrmDealSum *self, GError **error)
{
  int step = crm_connection_next (connection, statement, error);

  if (step > 0)
    {
      CrmMoney amount = { .minor = sqlite3_column_int64 (statement, 0) };
      const char *currency = (const char *)sqlite3_column_text (statement, 1);

      self->n++;
      g_strlcpy (amount.currency, currency != NULL ? currency : "", sizeof amount.currency);
      if (sqlite3_column_type (statement, 0) != SQLITE_NULL)
        add (self, rates, &amount, date);
    }
  sqlite3_reset (statement);
  return step >= 0;
}

gboolean
crm_deal_sum_read (CrmConnection *connection, const CrmDealSumQuestion *question, CrmDealSum *sum, GError **error)
{
  static const char sql[] = "SELECT amount, amount_currency FROM deal WHERE rowid = ? AND deleted = 0";
  g_autoptr (CrmRates) rates = crm_rates_read (connection, question->home, error);

  *sum = (CrmDealSum){ 0 };
  if (rates == NULL)
    return FALSE;
  for (guint i = 0; i < question->rowids->len; i++)
    {
      sqlite3_stmt *statement = crm_connection_prepare_static (connection, sql, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_int64 (statement, 1, g_array_index (question->rowids, gint64, i));
      if (!add_deal (connection, statement, rates, question->date, sum, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
crm_deal_sum_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error)
{
  CrmDealSum sum;

  if (!crm_deal_sum_read (connection, question, &sum, error))
    return FALSE;
  g_value_init (result, G_TYPE_BYTES);
  g_value_take_boxed (result, g_bytes_new (&sum, sizeof sum));
  return TRUE;
}
