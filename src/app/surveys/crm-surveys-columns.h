/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of surveys. */

#pragma once

#include "app/widgets/crm-record-column.h"

G_BEGIN_DECLS

/* In the order first shown; the first is the title. */
extern const CrmRecordColumn crm_surveys_columns[];
extern const gsize crm_n_surveys_columns;

/* The field to order by for a column's: titles go by their key. */
guint crm_surveys_columns_get_sort (guint field);

/* The same at a glance, in one line: "Satisfaction · 34 responses · 3 days ago". (transfer full). */
char *crm_surveys_columns_describe (const CrmRecord *survey, const CrmColumnFormat *format);

G_END_DECLS
