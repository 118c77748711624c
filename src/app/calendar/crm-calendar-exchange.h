/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar's files: asks which, and says what came of it. */

#pragma once

#include "app/crm-page.h"
#include "core/base/crm-date.h"

G_BEGIN_DECLS

/* Asks where to, and writes the tasks that are due from @from to @to; %CRM_DATE_NONE for all there are. */
void crm_calendar_export (CrmPage *page, CrmDate from, CrmDate to);

/* Asks for a calendar and takes over what stands in it, which Undo takes back; what could not be is listed. */
void crm_calendar_import (CrmPage *page);

G_END_DECLS
