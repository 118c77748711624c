/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The responses, or the customers, behind a figure of a survey, in a dialog. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/* @rowids: (element-type gint64): of responses; each opens in full. */
void crm_results_records_present_responses (CrmPage *page, const char *title, GArray *rowids);

/* @rowids: (element-type gint64): of customers. */
void crm_results_records_present_customers (CrmPage *page, const char *title, GArray *rowids);

G_END_DECLS
