/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the customers selected: changed, given a next step, deleted; all of it one edit that Undo takes back. */

#pragma once

#include "app/crm-page.h"
#include "app/widgets/crm-record-list.h"

G_BEGIN_DECLS

/*
 * Each takes the rowids (gint64) of those meant, and a place for a bar that tells how far it is, and can be stopped, when it takes longer than a moment.
 * Stopped or failed, nothing has changed.
 */
void crm_customers_bulk_change (CrmPage *page, GArray *rowids, GtkBox *place);
void crm_customers_bulk_plan (CrmPage *page, GArray *rowids, GtkBox *place);
void crm_customers_bulk_delete (CrmPage *page, GArray *rowids, GtkBox *place);

G_END_DECLS
