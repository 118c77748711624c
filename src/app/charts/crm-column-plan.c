/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Upright bars, beside each other or stacked, with lines and targets over them. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  CrmChartScale scale;
  graphene_rect_t plot;
  float share;  /* of the width, for a category */
  float column; /* width of all bars of a category */
  guint n_bars; /* series that are bars */
} Columns;

static gboolean
is_bar (const CrmChartData *data, guint series)
{
  return crm_chart_data_get_look (data, series) == CRM_SERIES_BAR;
}

/* From the lowest to the highest that is drawn: of a stack, both its sums. */
static void
find_range (const CrmChartData *data, double *low, double *high)
{
  *low = *high = 0;
  for (guint category = 0; category < crm_chart_data_get_n_categories (data); category++)
    {
      double below = 0, above = 0;

      for (guint series = 0; series < crm_chart_data_get_n_series (data); series++)
        {
          const CrmChartValue *value = crm_chart_data_get_value (data, series, category);

          if (crm_chart_data_get_stacked (data) && is_bar (data, series))
            {
              below += MIN (value->value, 0);
              above += MAX (value->value, 0);
            }
          *low = MIN (*low, MIN (value->value, value->low));
          *high = MAX (*high, MAX (value->value, value->high));
        }
      *low = MIN (*low, below);
      *high = MAX (*high, above);
    }
}

static float
get_y (const Columns *self, double value)
{
  return self->plot.origin.y + self->plot.size.height * (1 - (float)crm_chart_scale_place (&self->scale, value));
}

static float
get_middle (const Columns *self, guint category)
{
  return self->plot.origin.x + self->share * ((float)category + 0.5f);
}

/* What is too small to be hit still has a place to be pointed at, over the line it grows from. */
static void
add_spot (const Columns *self, guint series, guint category, graphene_rect_t bar, gboolean down)
{
  float least = self->pen->gap * 2;

  if (bar.size.height < least)
    {
      bar.origin.y -= down ? 0 : least - bar.size.height;
      bar.size.height = least;
    }
  crm_chart_pen_spot (self->pen, series, category, &bar);
}

static void
draw_bar (const Columns *self, guint series, guint category, float x, float width, double from, double to, gboolean outermost)
{
  float first = get_y (self, from), last = get_y (self, to);
  graphene_rect_t bar = GRAPHENE_RECT_INIT (x, MIN (first, last), width, fabsf (last - first));
  gboolean down = to < from;

  /* A hair of surface parts what stands on each other. */
  if (from != 0 && bar.size.height > 2)
    {
      bar.size.height -= 1.5f;
      bar.origin.y += down ? 1.5f : 0;
    }
  crm_chart_pen_bar (self->pen, &bar, !outermost ? CRM_CORNERS_NONE : down ? CRM_CORNERS_BOTTOM
                                                                           : CRM_CORNERS_TOP,
                     crm_chart_pen_get_paint (self->pen, series));
  add_spot (self, series, category, bar, down);
}

/* Whether nothing of the same sign follows on top. */
static gboolean
is_outermost (const CrmChartData *data, guint series, guint category)
{
  gboolean down = crm_chart_data_get_value (data, series, category)->value < 0;

  for (guint i = series + 1; i < crm_chart_data_get_n_series (data); i++)
    {
      double value = crm_chart_data_get_value (data, i, category)->value;

      if (is_bar (data, i) && value != 0 && (value < 0) == down)
        return FALSE;
    }
  return TRUE;
}

static void
draw_stack (const Columns *self, guint category)
{
  float x = get_middle (self, category) - self->column / 2;
  double below = 0, above = 0;

  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);
      double *base = value->value < 0 ? &below : &above;

      if (!is_bar (self->data, series) || value->value == 0)
        continue;
      draw_bar (self, series, category, x, self->column, *base, *base + value->value, is_outermost (self->data, series, category));
      *base += value->value;
    }
}

static void
draw_whisker (const Columns *self, const CrmChartValue *value, float x)
{
  float low = get_y (self, value->low), high = get_y (self, value->high), half = self->pen->gap;

  crm_chart_pen_line (self->pen, x, low, x, high, CRM_PAINT (TEXT), 1.5f);
  crm_chart_pen_line (self->pen, x - half, low, x + half, low, CRM_PAINT (TEXT), 1.5f);
  crm_chart_pen_line (self->pen, x - half, high, x + half, high, CRM_PAINT (TEXT), 1.5f);
}

static void
draw_group (const Columns *self, guint category)
{
  float pitch = self->column / self->n_bars, x = get_middle (self, category) - self->column / 2;
  float width = MAX (pitch - (self->n_bars > 1 && pitch > 6 ? 2 : 0), 0.5f);

  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);

      if (!is_bar (self->data, series))
        continue;
      if (value->known)
        draw_bar (self, series, category, x, width, 0, value->value, TRUE);
      if (value->known && value->has_interval)
        draw_whisker (self, value, x + width / 2);
      x += pitch;
    }
}

/* Whether the only series has so few bars that each may say what it is worth. */
static gboolean
has_values (const Columns *self)
{
  guint n = crm_chart_data_get_n_categories (self->data);

  return crm_chart_data_get_n_series (self->data) == 1 && self->n_bars == 1 && self->plot.size.width / n > self->pen->line * 1.6f;
}

/* Beyond the ends of the bars. */
static void
reserve_values (Columns *self, double low)
{
  self->plot.origin.y += self->pen->line * 0.7f;
  self->plot.size.height -= self->pen->line * (low < 0 ? 1.8f : 0.7f);
}

/* Over a single series there is room for what each bar says, where the words are narrower than its place. */
static void
draw_values (const Columns *self)
{
  float widest = 0;

  for (guint category = 0; category < crm_chart_data_get_n_categories (self->data); category++)
    {
      g_autofree char *text = crm_chart_data_format_short (self->data, crm_chart_data_get_value (self->data, 0, category)->value);

      widest = MAX (widest, crm_chart_pen_measure (self->pen, text, CRM_TEXT_SMALL));
    }
  if (widest + self->pen->gap > self->share)
    return;
  for (guint category = 0; category < crm_chart_data_get_n_categories (self->data); category++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, 0, category);
      g_autofree char *text = crm_chart_data_format_short (self->data, value->value);
      gboolean down = value->value < 0;
      CrmChartTextPlace place = { CRM_TEXT_SMALL, get_middle (self, category), get_y (self, value->value) + (down ? self->pen->gap / 2 : -self->pen->gap / 2), 0.5f, down ? 0 : 1 };

      if (value->known && !value->has_interval)
        crm_chart_pen_clear_text (self->pen, text, CRM_PAINT (TEXT), &place);
    }
}

static void
draw_targets (const Columns *self, guint series)
{
  CrmChartPaint paint = crm_chart_pen_get_paint (self->pen, series);
  float half = MIN (self->column / 2 + self->pen->gap * 1.5f, self->share / 2);

  for (guint category = 0; category < crm_chart_data_get_n_categories (self->data); category++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);
      float x = get_middle (self, category), y = get_y (self, value->value), room = self->pen->gap * 1.5f;

      if (!value->known)
        continue;
      /* A rim of surface keeps it readable over any bar. */
      crm_chart_pen_line (self->pen, x - half, y, x + half, y, CRM_PAINT (SURFACE), self->pen->line * 0.36f);
      crm_chart_pen_line (self->pen, x - half, y, x + half, y, paint, self->pen->line * 0.17f);
      crm_chart_pen_spot (self->pen, series, category, &GRAPHENE_RECT_INIT (x - half, y - room, half * 2, room * 2));
    }
}

static void
draw_line_run (const Columns *self, guint series, guint from, guint until)
{
  CrmChartPaint paint = crm_chart_pen_get_paint (self->pen, series);
  g_autofree graphene_point_t *points = g_new (graphene_point_t, until - from + 1);
  float dot = self->pen->line * 0.24f;

  for (guint i = from; i < until; i++)
    points[i - from] = GRAPHENE_POINT_INIT (get_middle (self, i), get_y (self, crm_chart_data_get_value (self->data, series, i)->value));
  crm_chart_pen_polyline (self->pen, points, until - from, CRM_PAINT (SURFACE), self->pen->line * 0.34f, FALSE);
  crm_chart_pen_polyline (self->pen, points, until - from, paint, self->pen->line * 0.15f, series % 2 == 1);
  for (guint i = 0; i < until - from; i++)
    {
      float half = MIN (self->share / 2, self->pen->line * 0.75f);

      if (self->share > dot * 3)
        {
          crm_chart_pen_circle (self->pen, points[i].x, points[i].y, dot * 1.4f, CRM_PAINT (SURFACE));
          crm_chart_pen_circle (self->pen, points[i].x, points[i].y, dot, paint);
        }
      crm_chart_pen_spot (self->pen, series, from + i, &GRAPHENE_RECT_INIT (points[i].x - half, points[i].y - half, half * 2, half * 2));
    }
}

/* A line ends where a value is missing and begins again after it. */
static void
draw_line (const Columns *self, guint series)
{
  guint n = crm_chart_data_get_n_categories (self->data), from = 0;

  for (guint i = 0; i <= n; i++)
    if (i == n || !crm_chart_data_get_value (self->data, series, i)->known)
      {
        if (i > from)
          draw_line_run (self, series, from, i);
        from = i + 1;
      }
}

static void
draw_over (const Columns *self)
{
  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    if (crm_chart_data_get_look (self->data, series) == CRM_SERIES_MARKER)
      draw_targets (self, series);
    else if (crm_chart_data_get_look (self->data, series) == CRM_SERIES_LINE)
      draw_line (self, series);
}

void
crm_column_plan_draw (CrmChartPen *pen)
{
  Columns self = { .pen = pen, .data = pen->data };
  guint n = crm_chart_data_get_n_categories (pen->data);
  gboolean values;
  double low, high;

  for (guint series = 0; series < crm_chart_data_get_n_series (self.data); series++)
    self.n_bars += is_bar (self.data, series);
  crm_chart_pen_legend (pen);
  self.plot = pen->area;
  crm_chart_pen_reserve_categories (pen, &self.plot);
  find_range (self.data, &low, &high);
  if ((values = has_values (&self)))
    reserve_values (&self, low);
  crm_chart_scale_init (&self.scale, low, high, crm_chart_pen_count_lines (pen, self.plot.size.height), crm_chart_pen_get_least_step (pen));
  crm_chart_pen_value_axis (pen, &self.scale, &self.plot);
  crm_chart_pen_category_axis (pen, &self.plot);
  self.share = self.plot.size.width / n;
  self.column = MIN (self.share * 0.68f, pen->line * (crm_chart_data_get_stacked (self.data) || self.n_bars == 1 ? 3.6f : 2.2f * MAX (self.n_bars, 1)));
  for (guint category = 0; category < n && self.n_bars > 0; category++)
    if (crm_chart_data_get_stacked (self.data))
      draw_stack (&self, category);
    else
      draw_group (&self, category);
  if (values)
    draw_values (&self);
  draw_over (&self);
}
