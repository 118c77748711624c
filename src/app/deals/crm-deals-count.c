/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many deals are found or selected, and what they come to. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-count.h"

#include "core/base/crm-date-time.h"
#include "core/sales/crm-deal-sum.h"

#include <glib/gi18n-lib.h>

/* Of more deals than this only the count is told: their sum takes too long to follow typing. */
#define SUMMED_MAX 50000

struct _CrmDealsCount
{
  GObject parent_instance;

  /* borrowed */
  GtkLabel *label; /* NULL once stopped */
  const CrmColumnFormat *format;

  /* owned */
  CrmStore *store;
  GCancellable *summing;
  char *count;
};

G_DEFINE_FINAL_TYPE (CrmDealsCount, crm_deals_count, G_TYPE_OBJECT)

static void
show (CrmDealsCount *self, const char *sum)
{
  g_autofree char *text = sum != NULL ? g_strdup_printf ("%s · %s", self->count, sum) : g_strdup (self->count);

  gtk_label_set_label (self->label, text);
}

static char *
dup_sum (CrmDealsCount *self, const CrmDealSum *sum)
{
  CrmMoney money = { .minor = sum->sum };
  g_autofree char *amount = NULL;

  if (self->format->currency == NULL || (sum->sum == 0 && sum->n_left_out == 0))
    return NULL;
  g_strlcpy (money.currency, self->format->currency, sizeof money.currency);
  amount = crm_money_format_compact (&money, self->format->locale, self->format->currency);
  if (sum->n_left_out == 0)
    return g_steal_pointer (&amount);
  /* Translators: a sum, and how many deals are not in it: without a rate, or with an amount below nothing. */
  return g_strdup_printf (_ ("%1$s, %2$'u not in it"), amount, sum->n_left_out);
}

typedef struct
{
  CrmDealsCount *count;
  GCancellable *cancellable;
} Summing;

static void
summing_free (gpointer data)
{
  Summing *summing = data;

  g_object_unref (summing->count);
  g_object_unref (summing->cancellable);
  g_free (summing);
}

static DexFuture *
on_summed (DexFuture *future, gpointer data)
{
  Summing *summing = data;
  CrmDealsCount *self = summing->count;
  const GValue *value = dex_future_get_value (future, NULL);
  g_autofree char *sum = NULL;

  if (value == NULL || summing->cancellable != self->summing || self->label == NULL)
    return dex_future_new_true ();
  sum = dup_sum (self, g_bytes_get_data (g_value_get_boxed (value), NULL));
  show (self, sum);
  return dex_future_new_true ();
}

static void
cancel (CrmDealsCount *self)
{
  if (self->summing != NULL)
    g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
}

static void
sum_up (CrmDealsCount *self, GArray *rowids)
{
  CrmDate today = crm_date_time_to_local (crm_clock_now (self->format->clock), crm_clock_get_zone (self->format->clock), NULL);
  CrmDealSumQuestion *question = g_new0 (CrmDealSumQuestion, 1);
  Summing *summing = g_new0 (Summing, 1);

  self->summing = g_cancellable_new ();
  *question = (CrmDealSumQuestion){ g_array_ref (rowids), g_strdup (self->format->currency), today };
  *summing = (Summing){ g_object_ref (self), g_object_ref (self->summing) };
  dex_future_disown (dex_future_finally (crm_store_read (self->store, self->summing, crm_deal_sum_read_into, question, (GDestroyNotify)crm_deal_sum_question_free), on_summed, summing, summing_free));
}

void
crm_deals_count_show (CrmDealsCount *self, guint n_found, guint n_selected, GArray *rowids)
{
  g_return_if_fail (CRM_IS_DEALS_COUNT (self) && self->label != NULL && rowids != NULL);

  cancel (self);
  g_free (self->count);
  if (n_selected > 1)
    self->count = g_strdup_printf (_ ("%1$'u of %2$'u selected"), n_selected, n_found);
  else
    self->count = g_strdup_printf (ngettext ("%'u deal", "%'u deals", n_found), n_found);
  show (self, NULL);
  if (rowids->len > 0 && rowids->len <= SUMMED_MAX && self->format->currency != NULL)
    sum_up (self, rowids);
}

void
crm_deals_count_stop (CrmDealsCount *self)
{
  g_return_if_fail (CRM_IS_DEALS_COUNT (self));

  cancel (self);
  self->label = NULL;
}

static void
crm_deals_count_finalize (GObject *object)
{
  CrmDealsCount *self = CRM_DEALS_COUNT (object);

  cancel (self);
  g_clear_object (&self->store);
  g_free (self->count);

  G_OBJECT_CLASS (crm_deals_count_parent_class)->finalize (object);
}

static void
crm_deals_count_class_init (CrmDealsCountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_deals_count_finalize;
}

static void
crm_deals_count_init (CrmDealsCount *self)
{
}

CrmDealsCount *
crm_deals_count_new (GtkLabel *label, CrmStore *store, const CrmColumnFormat *format)
{
  CrmDealsCount *self;

  g_return_val_if_fail (GTK_IS_LABEL (label) && CRM_IS_STORE (store) && format != NULL, NULL);

  self = g_object_new (CRM_TYPE_DEALS_COUNT, NULL);
  self->label = label;
  self->store = g_object_ref (store);
  self->format = format;
  return self;
}
