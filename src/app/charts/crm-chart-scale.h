/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value axis: from where to where it goes and where its lines stand. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmChartScale:
 * @first: the value of the lowest line, a multiple of @step
 * @last: that of the highest
 * @step: from line to line: 1, 2, 2.5 or 5 times a power of ten
 * @n_lines: how many lines there are, at least two
 */
typedef struct
{
  double first;
  double last;
  double step;
  guint n_lines;
} CrmChartScale;

/**
 * crm_chart_scale_init:
 * @low: the least value shown
 * @high: the greatest; may equal @low
 * @n_lines: about how many lines are wanted, at least 2
 * @least_step: no line is nearer to the next: 1 for what comes in wholes; 0 for no limit
 *
 * The scale holds both ends and 0: bars are lengths, and a length begins at nothing.
 */
void crm_chart_scale_init (CrmChartScale *self, double low, double high, guint n_lines, double least_step);

/* The same, but it begins near @low instead of at 0 where 0 is far off: for lines, whose heights are compared with each other. */
void crm_chart_scale_init_tight (CrmChartScale *self, double low, double high, guint n_lines, double least_step);

/* The value at line @line, counted from 0 below. */
double crm_chart_scale_get_line (const CrmChartScale *self, guint line);

/* Where @value lies: 0 at the lowest line, 1 at the highest. */
double crm_chart_scale_place (const CrmChartScale *self, double value);

G_END_DECLS
