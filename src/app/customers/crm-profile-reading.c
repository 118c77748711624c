/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a profile for the window. */

#define G_LOG_DOMAIN "crm-app"

#include "app/customers/crm-profile-reading.h"

static gboolean
read_profile (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  CrmProfile *profile = crm_profile_load (connection, data, error);

  if (profile == NULL)
    return FALSE;
  g_value_init (result, CRM_TYPE_PROFILE);
  g_value_take_boxed (result, profile);
  return TRUE;
}

DexFuture *
crm_profile_read (CrmContext *context, const CrmId *customer)
{
  g_return_val_if_fail (CRM_IS_CONTEXT (context) && customer != NULL, NULL);

  return crm_store_read (crm_context_get_store (context), NULL, read_profile, g_memdup2 (customer, sizeof *customer), g_free);
}
