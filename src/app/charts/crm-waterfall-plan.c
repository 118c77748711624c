/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one sum became another, step by step. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  CrmChartScale scale;
  graphene_rect_t plot;
  float share;
} Waterfall;

/* Where a step begins and ends; @sum is carried from step to step. */
static void
get_step (const CrmChartData *data, guint category, double *sum, double *from, double *to)
{
  double value = crm_chart_data_get_value (data, 0, category)->value;

  *from = crm_chart_data_is_total (data, category) ? 0 : *sum;
  *to = *from + value;
  *sum = *to;
}

static void
find_range (const CrmChartData *data, double *low, double *high)
{
  double sum = 0, from, to;

  *low = *high = 0;
  for (guint i = 0; i < crm_chart_data_get_n_categories (data); i++)
    {
      get_step (data, i, &sum, &from, &to);
      *low = MIN (*low, MIN (from, to));
      *high = MAX (*high, MAX (from, to));
    }
}

static float
get_y (const Waterfall *self, double value)
{
  return self->plot.origin.y + self->plot.size.height * (1 - (float)crm_chart_scale_place (&self->scale, value));
}

/* Up is solid and down is hatched, for eyes that see no difference between green and red. */
static CrmChartPaint
get_paint (const Waterfall *self, guint category)
{
  double value = crm_chart_data_get_value (self->data, 0, category)->value;

  if (crm_chart_data_is_total (self->data, category))
    return CRM_PAINT (ACCENT);
  return (CrmChartPaint){ .ink = value < 0 ? CRM_INK_BAD : CRM_INK_GOOD, .pattern = value < 0 ? CRM_PATTERN_FALLING : CRM_PATTERN_PLAIN };
}

static void
draw_value (const Waterfall *self, guint category, const graphene_rect_t *bar, gboolean down)
{
  double value = crm_chart_data_get_value (self->data, 0, category)->value;
  g_autofree char *figure = crm_chart_data_format_short (self->data, value);
  g_autofree char *text = value > 0 && !crm_chart_data_is_total (self->data, category) ? g_strconcat ("+", figure, NULL) : g_strdup (figure);
  CrmChartTextPlace place = {
    .style = CRM_TEXT_SMALL,
    .x = bar->origin.x + bar->size.width / 2,
    .y = down ? bar->origin.y + bar->size.height + self->pen->gap / 2 : bar->origin.y - self->pen->gap / 2,
    .align_x = 0.5f,
    .align_y = down ? 0 : 1,
  };

  if (crm_chart_pen_measure (self->pen, text, CRM_TEXT_SMALL) < self->share - 2)
    crm_chart_pen_clear_text (self->pen, text, CRM_PAINT (TEXT), &place);
}

static void
draw_step (const Waterfall *self, guint category, double from, double to)
{
  float width = MIN (self->share * 0.62f, self->pen->line * 4), middle = self->plot.origin.x + self->share * ((float)category + 0.5f);
  float first = get_y (self, from), last = get_y (self, to);
  graphene_rect_t bar = GRAPHENE_RECT_INIT (middle - width / 2, MIN (first, last), width, fabsf (first - last)), spot = bar;
  gboolean down = to < from, total = crm_chart_data_is_total (self->data, category);

  crm_chart_pen_bar (self->pen, &bar, total ? down ? CRM_CORNERS_BOTTOM : CRM_CORNERS_TOP : CRM_CORNERS_ALL, get_paint (self, category));
  if (category + 1 < crm_chart_data_get_n_categories (self->data))
    crm_chart_pen_line (self->pen, middle + width / 2, floorf (last) + 0.5f, middle + self->share - width / 2, floorf (last) + 0.5f, CRM_PAINT (AXIS), 1);
  draw_value (self, category, &bar, down && self->plot.origin.y + self->plot.size.height - bar.origin.y - bar.size.height > self->pen->line * 1.2f);
  if (spot.size.height < self->pen->gap * 2)
    graphene_rect_inset (&spot, 0, -self->pen->gap);
  crm_chart_pen_spot (self->pen, 0, category, &spot);
}

void
crm_waterfall_plan_draw (CrmChartPen *pen)
{
  Waterfall self = { .pen = pen, .data = pen->data, .plot = pen->area };
  guint n = crm_chart_data_get_n_categories (pen->data);
  double low, high, sum = 0, from, to;

  crm_chart_pen_reserve_categories (pen, &self.plot);
  self.plot.origin.y += pen->line;
  self.plot.size.height -= pen->line;
  find_range (self.data, &low, &high);
  crm_chart_scale_init (&self.scale, low, high, crm_chart_pen_count_lines (pen, self.plot.size.height), crm_chart_pen_get_least_step (pen));
  crm_chart_pen_value_axis (pen, &self.scale, &self.plot);
  crm_chart_pen_category_axis (pen, &self.plot);
  self.share = self.plot.size.width / n;
  for (guint category = 0; category < n; category++)
    {
      get_step (self.data, category, &sum, &from, &to);
      if (crm_chart_data_get_value (self.data, 0, category)->known)
        draw_step (&self, category, from, to);
    }
}
