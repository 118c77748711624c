/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of customers: found while typing, filtered, sorted, opened. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_CUSTOMERS_PAGE (crm_customers_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmCustomersPage, crm_customers_page, CRM, CUSTOMERS_PAGE, CrmPage)

G_END_DECLS
