/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts with invented figures, one of every form and several that no office should ever see. */

#pragma once

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  CrmChartData *(*make) (gboolean chinese);
} ChartSample;

extern const ChartSample chart_samples[];
extern const guint n_chart_samples;

/* (transfer full): the sample of this name. */
CrmChartData *chart_sample_make (const char *name, gboolean chinese);

G_END_DECLS
