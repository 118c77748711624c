/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure on a report: its chart, and beside it the same as a table. */

#pragma once

#include "app/reports/crm-report-card.h"
#include "app/reports/crm-report-layout.h"

G_BEGIN_DECLS

#define CRM_TYPE_CHART_CARD (crm_chart_card_get_type ())

G_DECLARE_FINAL_TYPE (CrmChartCard, crm_chart_card, CRM, CHART_CARD, AdwBin)

/**
 * crm_chart_card_new:
 * @definition: static
 * @layout: of the report: its charts go on paper, and where it is narrow the table stands under the chart
 *
 * Emits "activate" (guint series, guint category) as the chart does.
 */
GtkWidget *crm_chart_card_new (const CrmDefinition *definition, CrmReportLayout *layout);

/* @data: (nullable) (transfer full): without any the card is hidden. */
void crm_chart_card_take_data (CrmChartCard *self, CrmChartData *data);

/* Borrowed. */
CrmChartData *crm_chart_card_get_data (CrmChartCard *self);
CrmReportCard *crm_chart_card_get_card (CrmChartCard *self);
CrmChart *crm_chart_card_get_chart (CrmChartCard *self);

G_END_DECLS
