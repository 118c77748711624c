/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures on a chart, by ICU's rules for the language. */

#pragma once

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

/**
 * crm_chart_figure_format:
 * @unit: anything but money, which is never written from a floating-point number
 * @locale: "zh_CN.UTF-8"
 *
 * Returns: (transfer full): "1,234", "62 %", "14 days", "3.25".
 */
char *crm_chart_figure_format (CrmChartUnit unit, double value, const char *locale);

/**
 * crm_chart_figure_format_short:
 * @value: in wholes; of money: yuan, not fen
 *
 * For an axis: at most two decimals and a word for the size. Never the only way in which an amount is shown.
 *
 * Returns: (transfer full): "0", "1.2M", "120万", "62%".
 */
char *crm_chart_figure_format_short (CrmChartUnit unit, double value, const char *locale);

G_END_DECLS
