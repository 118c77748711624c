/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page with a week or a month of tasks, meetings and birthdays. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_PAGE (crm_calendar_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmCalendarPage, crm_calendar_page, CRM, CALENDAR_PAGE, CrmPage)

G_END_DECLS
