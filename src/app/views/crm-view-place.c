/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the saved views of a kind are shown. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/views/crm-view-place.h"

#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-sales.h"

#include <glib/gi18n-lib.h>

const CrmViewPlace crm_view_places[] = {
  { &crm_kind_customer, "customers", "customers-view", "customers-group", N_ ("All Customers") },
  { &crm_kind_deal, "deals", "deals-saved-view", "deals-group", N_ ("All Deals") },
  { NULL },
};

const CrmViewPlace *
crm_view_place_find (const CrmKind *kind)
{
  for (const CrmViewPlace *place = crm_view_places; place->kind != NULL; place++)
    if (place->kind == kind)
      return place;
  return NULL;
}

const CrmViewPlace *
crm_view_place_find_page (const char *page)
{
  for (const CrmViewPlace *place = crm_view_places; place->kind != NULL; place++)
    if (g_strcmp0 (place->page, page) == 0)
      return place;
  return NULL;
}

char *
crm_view_place_format_count (const CrmViewPlace *self, guint n)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == &crm_kind_deal ? g_strdup_printf (ngettext ("%'u deal", "%'u deals", n), n) : g_strdup_printf (ngettext ("%'u customer", "%'u customers", n), n);
}
