/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Today on paper. */

#pragma once

#include "app/print/crm-sheet.h"
#include "app/today/crm-today-words.h"

G_BEGIN_DECLS

/* (transfer full): what @agenda shows, section by section; where there is more than it holds, that is said. */
CrmSheet *crm_today_sheet_new (const CrmAgenda *agenda, const CrmTodayStyle *style, const char *day);

G_END_DECLS
