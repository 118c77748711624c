/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the calendar's tasks to a file: asks which, and says what came of it. */

#pragma once

#include "app/crm-page.h"
#include "core/base/crm-date.h"

G_BEGIN_DECLS

/* Asks where to, and writes the tasks that are due from @from to @to; %CRM_DATE_NONE for all there are. */
void crm_calendar_export (CrmPage *page, CrmDate from, CrmDate to);

G_END_DECLS
