/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is missing, wrong or out of date among customers and people, counted, with the records and a way through them. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_QUALITY_PAGE (crm_quality_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmQualityPage, crm_quality_page, CRM, QUALITY_PAGE, CrmPage)

G_END_DECLS
