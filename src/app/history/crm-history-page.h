/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All edits, or those of one record: who, when, from where; each opens to what it did. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_HISTORY_PAGE (crm_history_page_get_type ())

G_DECLARE_FINAL_TYPE (CrmHistoryPage, crm_history_page, CRM, HISTORY_PAGE, CrmPage)

/**
 * crm_history_page_new_for:
 * @kind, @id: a record
 * @name: (nullable): what it is called
 *
 * Returns: (transfer floating): the history of the record and of what hangs on it.
 */
CrmPage *crm_history_page_new_for (CrmContext *context, const CrmKind *kind, const CrmId *id, const char *name);

G_END_DECLS
