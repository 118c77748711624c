/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal together with the profile of its customer, as its page shows them. */

#define G_LOG_DOMAIN "crm-app"

#include "app/deals/crm-deal-page-reading.h"

#include "core/base/crm-local-days.h"
#include "core/schema/crm-schema-sales.h"

G_DEFINE_BOXED_TYPE (CrmDealPageReading, crm_deal_page_reading, crm_deal_page_reading_ref, crm_deal_page_reading_unref)

CrmDealPageReading *
crm_deal_page_reading_ref (CrmDealPageReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CrmDealPageReading *self = data;

  g_clear_pointer (&self->deal, crm_deal_profile_unref);
  g_clear_pointer (&self->customer, crm_profile_unref);
  g_clear_pointer (&self->win, crm_win_reading_unref);
}

void
crm_deal_page_reading_unref (CrmDealPageReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* What is asked of the reader's thread. */
typedef struct
{
  CrmId deal;
  gint64 now;
  GTimeZone *zone;
} Asked;

static void
asked_free (gpointer data)
{
  g_time_zone_unref (((Asked *)data)->zone);
  g_free (data);
}

/* A page without an estimate is whole all the same. */
static void
read_chance (CrmDealPageReading *self, CrmConnection *connection, const Asked *asked)
{
  g_autoptr (CrmLocalDays) days = crm_local_days_new (asked->zone);
  const CrmRecord *deal = self->deal->deal;

  if (g_strcmp0 (crm_record_get_text (deal, CRM_DEAL_OUTCOME), "open") != 0)
    return;
  self->win = crm_win_reading_new (connection, asked->now, crm_local_days_get (days, asked->now), NULL);
  self->has_chance = self->win != NULL && crm_win_reading_estimate (self->win, connection, deal->rowid, &self->chance, NULL);
}

static gboolean
read_all (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  g_autoptr (CrmDealPageReading) self = g_atomic_rc_box_new0 (CrmDealPageReading);
  const CrmId *customer;

  self->deal = crm_deal_profile_load (connection, &asked->deal, error);
  if (self->deal == NULL)
    return FALSE;
  customer = crm_record_get_id (self->deal->deal, CRM_DEAL_CUSTOMER);
  /* A deal whose customer has not come yet, as from another device, is shown without. */
  self->customer = customer != NULL ? crm_profile_load (connection, customer, NULL) : NULL;
  read_chance (self, connection, asked);
  g_value_init (result, CRM_TYPE_DEAL_PAGE_READING);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

DexFuture *
crm_deal_page_reading_read (CrmContext *context, const CrmId *deal)
{
  Asked *asked;
  CrmClock *clock;

  g_return_val_if_fail (CRM_IS_CONTEXT (context) && deal != NULL, NULL);

  clock = crm_context_get_clock (context);
  asked = g_new0 (Asked, 1);
  asked->deal = *deal;
  asked->now = crm_clock_now (clock);
  asked->zone = g_time_zone_ref (crm_clock_get_zone (clock));
  return crm_store_read (crm_context_get_store (context), NULL, read_all, asked, asked_free);
}
