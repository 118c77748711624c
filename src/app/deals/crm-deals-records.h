/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals behind a figure, in a dialog. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

/**
 * crm_deals_records_present:
 * @page: where a deal is opened from
 * @title: what they are: "Lost for price"
 * @rowids: (element-type gint64): the deals; with none, the dialog says so
 */
void crm_deals_records_present (CrmPage *page, const char *title, GArray *rowids);

G_END_DECLS
