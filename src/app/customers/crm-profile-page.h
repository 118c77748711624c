/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profile of one customer: who they are, what happened, who is there. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_PROFILE_PAGE (crm_profile_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmProfilePage, crm_profile_page, CRM, PROFILE_PAGE, CrmPage)

/**
 * crm_profile_page_new:
 * @customer: whose
 * @list: (nullable): the list of #CrmRow it is opened from
 * @position: its place there
 *
 * Follows the store: what is changed elsewhere shows here. Ctrl+L begins to log, F2 edits the name.
 *
 * Returns: (transfer floating): the page.
 */
CrmPage *crm_profile_page_new (CrmContext *context, const CrmId *customer, GListModel *list, guint position);

G_END_DECLS
