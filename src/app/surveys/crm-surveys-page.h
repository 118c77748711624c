/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The surveys: what is asked of customers, and how many have answered. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_SURVEYS_PAGE (crm_surveys_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmSurveysPage, crm_surveys_page, CRM, SURVEYS_PAGE, CrmPage)

G_END_DECLS
