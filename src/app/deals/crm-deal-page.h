/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of one deal. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_PAGE (crm_deal_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealPage, crm_deal_page, CRM, DEAL_PAGE, CrmPage)

/**
 * crm_deal_page_new:
 * @deal: which
 * @list: (nullable): the list of #CrmRow it was opened from
 * @position: its place there
 *
 * W wins, L loses, M moves, A plans the next step; Ctrl+Page Up and Down go through @list.
 *
 * Returns: (transfer floating): the page.
 */
CrmPage *crm_deal_page_new (CrmContext *context, const CrmId *deal, GListModel *list, guint position);

G_END_DECLS
