/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a view of deals shows where there are none: how to begin, or how to see more. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_EMPTY (crm_deals_empty_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealsEmpty, crm_deals_empty, CRM, DEALS_EMPTY, AdwBin)

/**
 * CrmDealsLack:
 * @CRM_DEALS_LACK_ALL: there are none yet
 * @CRM_DEALS_LACK_IN_PERIOD: none in the period chosen
 * @CRM_DEALS_LACK_FOUND: a search, an owner or a filter leaves all out
 */
typedef enum
{
  CRM_DEALS_LACK_ALL,
  CRM_DEALS_LACK_IN_PERIOD,
  CRM_DEALS_LACK_FOUND,
} CrmDealsLack;

GtkWidget *crm_deals_empty_new (void);

void crm_deals_empty_set_lack (CrmDealsEmpty *self, CrmDealsLack lack);

G_END_DECLS
