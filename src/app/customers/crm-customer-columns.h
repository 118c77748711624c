/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of customers. */

#pragma once

#include "app/widgets/crm-record-column.h"

G_BEGIN_DECLS

/* In the order first shown; the first is the name. */
extern const CrmRecordColumn crm_customer_columns[];
extern const gsize crm_n_customer_columns;

/**
 * crm_customer_summarize:
 *
 * Returns: (transfer full): the second line of a customer in a narrow list: "Acquired · 洛阳 · 94 days ago"; may be empty.
 */
char *crm_customer_summarize (const CrmRecord *customer, const CrmColumnFormat *format);

G_END_DECLS
