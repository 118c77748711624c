/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one palette of all charts, for light, dark, high contrast and paper. */

#pragma once

#include <gdk/gdk.h>

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

/** CRM_N_CHART_COLORS: after so many series colours come again, with another pattern. */
#define CRM_N_CHART_COLORS 6

/**
 * CrmChartColors:
 * @text: of labels and values
 * @dim: of what explains them
 * @grid: of the lines behind the marks
 * @axis: of the line from which bars grow
 * @surface: what the chart lies on; patterns and the gaps between marks are of it
 * @accent: for the only series
 * @shade: the fullest cell of a matrix, mixed with @surface by value
 * @good: of what grew
 * @bad: of what shrank
 * @quiet: of what is there for comparison
 * @series: each at least 3 : 1 against @surface, and told apart by protan, deutan and tritan eyes
 * @pattern: how strongly patterns are drawn, 0 to 1
 */
typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA grid;
  GdkRGBA axis;
  GdkRGBA surface;
  GdkRGBA accent;
  GdkRGBA shade;
  GdkRGBA good;
  GdkRGBA bad;
  GdkRGBA quiet;
  GdkRGBA series[CRM_N_CHART_COLORS];
  float pattern;
} CrmChartColors;

/**
 * crm_chart_colors_init:
 * @accent: (nullable): libadwaita's accent as a background; %NULL for the palette's blue, as on paper
 * @standalone: (nullable): the same accent as it stands on its own; @accent moves towards it until it has 3.2 : 1 against the surface
 */
void crm_chart_colors_init (CrmChartColors *self, gboolean dark, gboolean high_contrast, const GdkRGBA *accent, const GdkRGBA *standalone);

/**
 * crm_chart_color_get_contrast:
 *
 * Formula: WCAG 2.2, "contrast ratio": (L1 + 0.05) ÷ (L2 + 0.05) of the relative luminances; both colours opaque.
 *
 * Returns: 1 to 21.
 */
double crm_chart_color_get_contrast (const GdkRGBA *a, const GdkRGBA *b);

/* @amount: 0 for @a, 1 for @b. */
GdkRGBA crm_chart_color_mix (const GdkRGBA *a, const GdkRGBA *b, float amount);

G_END_DECLS
