/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deal together with the profile of its customer, as its page shows them. */

#define G_LOG_DOMAIN "crm-app"

#include "app/deals/crm-deal-page-reading.h"

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
}

void
crm_deal_page_reading_unref (CrmDealPageReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static gboolean
read_all (CrmConnection *connection, gpointer id, GValue *result, GError **error)
{
  g_autoptr (CrmDealPageReading) self = g_atomic_rc_box_new0 (CrmDealPageReading);
  const CrmId *customer;

  self->deal = crm_deal_profile_load (connection, id, error);
  if (self->deal == NULL)
    return FALSE;
  customer = crm_record_get_id (self->deal->deal, CRM_DEAL_CUSTOMER);
  /* A deal whose customer has not come yet, as from another device, is shown without. */
  self->customer = customer != NULL ? crm_profile_load (connection, customer, NULL) : NULL;
  g_value_init (result, CRM_TYPE_DEAL_PAGE_READING);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

DexFuture *
crm_deal_page_reading_read (CrmContext *context, const CrmId *deal)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (context) && deal != NULL, NULL);

  return crm_store_read (crm_context_get_store (context), NULL, read_all, g_memdup2 (deal, sizeof *deal), g_free);
}
