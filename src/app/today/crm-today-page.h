/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page the program opens on: what asks for somebody today. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_PAGE (crm_today_page_get_type ())

/* Its property "narrow" leaves room for the words. */
G_DECLARE_FINAL_TYPE (CrmTodayPage, crm_today_page, CRM, TODAY_PAGE, CrmPage)

G_END_DECLS
