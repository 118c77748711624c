/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of deals. */

#pragma once

#include "app/widgets/crm-record-column.h"

G_BEGIN_DECLS

/* In the order first shown; the first is the title. */
extern const CrmRecordColumn crm_deal_columns[];
extern const gsize crm_n_deal_columns;

/* The field to order by for a column's: titles and customers go by their keys. */
guint crm_deal_columns_get_sort (guint field);

G_END_DECLS
