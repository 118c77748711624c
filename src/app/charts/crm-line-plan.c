/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines over time, with bands around what is uncertain, single points, and what happened in between. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

#define BAND 0.2f /* how much of its colour a band has */

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  CrmChartScale scale;
  graphene_rect_t plot;
  float share;
} Lines;

static void
find_range (const CrmChartData *data, double *low, double *high)
{
  gboolean any = FALSE;

  for (guint series = 0; series < crm_chart_data_get_n_series (data); series++)
    for (guint category = 0; category < crm_chart_data_get_n_categories (data); category++)
      {
        const CrmChartValue *value = crm_chart_data_get_value (data, series, category);
        double least = value->has_interval ? MIN (value->low, value->value) : value->value;
        double most = value->has_interval ? MAX (value->high, value->value) : value->value;

        if (!value->known)
          continue;
        *low = any ? MIN (*low, least) : least;
        *high = any ? MAX (*high, most) : most;
        any = TRUE;
      }
}

static graphene_point_t
get_point (const Lines *self, guint category, double value)
{
  return GRAPHENE_POINT_INIT (self->plot.origin.x + self->share * ((float)category + 0.5f),
                              self->plot.origin.y + self->plot.size.height * (1 - (float)crm_chart_scale_place (&self->scale, value)));
}

static void
draw_band (const Lines *self, guint series, guint from, guint until)
{
  CrmChartPaint paint = crm_chart_pen_get_paint (self->pen, series);
  guint n = until - from;
  g_autofree graphene_point_t *points = g_new (graphene_point_t, 2 * n);

  for (guint i = 0; i < n; i++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, series, from + i);

      points[i] = get_point (self, from + i, value->high);
      points[2 * n - 1 - i] = get_point (self, from + i, value->low);
    }
  paint.amount = BAND;
  paint.pattern = CRM_PATTERN_PLAIN;
  crm_chart_pen_polygon (self->pen, points, 2 * n, paint);
}

static void
draw_points (const Lines *self, guint series, guint from, guint until)
{
  CrmChartPaint paint = crm_chart_pen_get_paint (self->pen, series);
  gboolean marker = crm_chart_data_get_look (self->data, series) == CRM_SERIES_MARKER;
  float dot = self->pen->line * (marker ? 0.27f : 0.22f), half = MIN (MAX (self->share / 2, dot), self->pen->line * 0.8f);

  paint.pattern = CRM_PATTERN_PLAIN;
  for (guint i = from; i < until; i++)
    {
      graphene_point_t at = get_point (self, i, crm_chart_data_get_value (self->data, series, i)->value);

      /* Where they would touch, the line says it all; a point without neighbours has no line. */
      if (marker || self->share > dot * 5 || until - from == 1)
        {
          crm_chart_pen_circle (self->pen, at.x, at.y, dot * 1.45f, CRM_PAINT (SURFACE));
          crm_chart_pen_circle (self->pen, at.x, at.y, dot, paint);
        }
      crm_chart_pen_spot (self->pen, series, i, &GRAPHENE_RECT_INIT (at.x - half, at.y - half, half * 2, half * 2));
    }
}

static void
draw_stroke (const Lines *self, guint series, guint from, guint until)
{
  g_autofree graphene_point_t *points = g_new (graphene_point_t, until - from);
  CrmChartPaint paint = crm_chart_pen_get_paint (self->pen, series);

  for (guint i = from; i < until; i++)
    points[i - from] = get_point (self, i, crm_chart_data_get_value (self->data, series, i)->value);
  paint.pattern = CRM_PATTERN_PLAIN;
  crm_chart_pen_polyline (self->pen, points, until - from, paint, self->pen->line * 0.15f, series % 2 == 1);
}

static gboolean
has_events (const CrmChartData *data)
{
  for (guint i = 0; i < crm_chart_data_get_n_categories (data); i++)
    if (crm_chart_data_get_note (data, i) != NULL)
      return TRUE;
  return FALSE;
}

/* What happened stands over the plot at its time; where the one before is too near, the line alone shows that there is something. */
static void
draw_events (const Lines *self)
{
  CrmChartPen *pen = self->pen;
  float end = -1, right = self->plot.origin.x + self->plot.size.width;

  for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
    {
      const char *note = crm_chart_data_get_note (self->data, i);
      float x = floorf (self->plot.origin.x + self->share * ((float)i + 0.5f)) + 0.5f, top = self->plot.origin.y - pen->line * 0.3f, width;
      CrmChartTextPlace place = { .style = CRM_TEXT_SMALL, .y = top, .align_y = 1 };

      if (note == NULL)
        continue;
      crm_chart_pen_polyline (pen, (graphene_point_t[]){ { x, top }, { x, self->plot.origin.y + self->plot.size.height } }, 2, CRM_PAINT (DIM), 1, TRUE);
      width = MIN (crm_chart_pen_measure (pen, note, CRM_TEXT_SMALL), pen->line * 10);
      place.x = CLAMP (x - width / 2, pen->area.origin.x, MAX (right - width, pen->area.origin.x));
      place.room = MIN (width + 1, right - place.x);
      if (place.x < end + pen->gap * 4)
        continue;
      crm_chart_pen_text (pen, note, CRM_PAINT (DIM), &place);
      end = place.x + width;
    }
}

typedef void (*DrawRun) (const Lines *self, guint series, guint from, guint until);

/* Calls @draw for each stretch of neighbours that are known, and for a band have an interval. */
static void
for_each_run (const Lines *self, guint series, gboolean bands, DrawRun draw)
{
  guint n = crm_chart_data_get_n_categories (self->data), from = 0;

  for (guint i = 0; i <= n; i++)
    {
      const CrmChartValue *value = i < n ? crm_chart_data_get_value (self->data, series, i) : NULL;

      if (value != NULL && value->known && (value->has_interval || !bands))
        continue;
      if (i > from)
        draw (self, series, from, i);
      from = i + 1;
    }
}

void
crm_line_plan_draw (CrmChartPen *pen)
{
  Lines self = { .pen = pen, .data = pen->data };
  guint n = crm_chart_data_get_n_series (pen->data);
  double low = 0, high = 0;

  crm_chart_pen_legend (pen);
  self.plot = pen->area;
  if (has_events (self.data))
    {
      self.plot.origin.y += pen->line * 1.2f;
      self.plot.size.height = MAX (self.plot.size.height - pen->line * 1.2f, 1);
    }
  crm_chart_pen_reserve_categories (pen, &self.plot);
  find_range (self.data, &low, &high);
  /* What lies far from 0 and close together would be a flat line under much air. */
  if (low > 0 && low < (high - low) * 3)
    low = 0;
  crm_chart_scale_init_tight (&self.scale, low, high, crm_chart_pen_count_lines (pen, self.plot.size.height), crm_chart_pen_get_least_step (pen));
  crm_chart_pen_value_axis (pen, &self.scale, &self.plot);
  crm_chart_pen_category_axis (pen, &self.plot);
  self.share = self.plot.size.width / crm_chart_data_get_n_categories (self.data);
  draw_events (&self);
  for (guint series = 0; series < n; series++)
    for_each_run (&self, series, TRUE, draw_band);
  for (guint series = 0; series < n; series++)
    if (crm_chart_data_get_look (self.data, series) != CRM_SERIES_MARKER)
      for_each_run (&self, series, FALSE, draw_stroke);
  for (guint series = 0; series < n; series++)
    for_each_run (&self, series, FALSE, draw_points);
}
