/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes deals to a file for spreadsheets. */

#pragma once

#include "app/crm-page.h"
#include "core/query/crm-query.h"

G_BEGIN_DECLS

/* Asks where to, writes CSV or an Excel workbook as the file's name says, and tells it by the page. */
void crm_deals_export (CrmPage *page, CrmQuery *query);

G_END_DECLS
