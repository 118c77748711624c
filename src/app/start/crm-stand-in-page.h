/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands where the customers page will be. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_STAND_IN_PAGE (crm_stand_in_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmStandInPage, crm_stand_in_page, CRM, STAND_IN_PAGE, CrmPage)

G_END_DECLS
