/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about a row of the Today page. */

#pragma once

#include "app/crm-page.h"
#include "core/agenda/crm-agenda.h"

G_BEGIN_DECLS

/**
 * crm_today_do:
 * @page: the page
 * @item: what it is about
 * @name: one of the names in crm-today-row.h; one that has no sense for @item does nothing
 *
 * Each write is one edit, with an Undo toast.
 *
 * Returns: (transfer full) (nullable): a #DexFuture that ends when it is written; %NULL where nothing is, or a dialog asks first.
 */
DexFuture *crm_today_do (CrmPage *page, const CrmAgendaItem *item, const char *name);

G_END_DECLS
