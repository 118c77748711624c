/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lying bars with their names before them and their values behind, or in them where they follow each other; with whiskers and markers. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

#define NARROW 26 /* lines of text across: below it names stand over their bars */

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  double low;
  double high;
  float left;  /* of what is drawn for low */
  float right; /* of what is drawn for high */
  float row;
  float bar;      /* height of one */
  float head;     /* height of a name that stands over its bars */
  guint n_bars;   /* series that are bars */
  gboolean above; /* names stand over their bars */
  gboolean stacked;
} Bars;

static void
find_range (Bars *self)
{
  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    for (guint category = 0; category < crm_chart_data_get_n_categories (self->data); category++)
      {
        const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);

        self->low = MIN (self->low, MIN (value->value, value->low));
        self->high = MAX (self->high, MAX (value->value, value->high));
      }
  if (self->high == self->low)
    self->high = self->low + 1;
}

/* Where they follow each other, the longest row counts. */
static void
find_stacked_range (Bars *self)
{
  for (guint category = 0; category < crm_chart_data_get_n_categories (self->data); category++)
    {
      double sum = 0;

      for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
        sum += MAX (crm_chart_data_get_value (self->data, series, category)->value, 0);
      self->high = MAX (self->high, sum);
    }
  /* Shares of a whole add up to it but for what rounding leaves. */
  if (crm_chart_data_get_unit (self->data) == CRM_CHART_SHARE && fabs (self->high - 1) < 1e-6)
    self->high = 1;
  if (self->high <= 0)
    self->high = 1;
}

static float
get_x (const Bars *self, double value)
{
  return self->left + (self->right - self->left) * (float)((value - self->low) / (self->high - self->low));
}

static float
measure_names (const Bars *self)
{
  float widest = 0;

  for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
    widest = MAX (widest, crm_chart_pen_measure (self->pen, crm_chart_data_get_label (self->data, i), CRM_TEXT_NORMAL));
  return widest;
}

static float
measure_values (const Bars *self)
{
  float widest = 0;

  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
      {
        const CrmChartValue *value = crm_chart_data_get_value (self->data, series, i);

        if (value->known && crm_chart_data_get_look (self->data, series) == CRM_SERIES_BAR)
          widest = MAX (widest, crm_chart_pen_measure (self->pen, value->text, CRM_TEXT_SMALL));
      }
  return widest;
}

/* The value stands behind its bar and whisker, and behind a marker where it would cross one. */
static float
find_text_place (const Bars *self, guint series, guint category)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);
  float x = get_x (self, MAX (MAX (value->value, value->high), 0)) + self->pen->gap * 1.5f;
  float width = crm_chart_pen_measure (self->pen, value->text, CRM_TEXT_SMALL) + self->pen->gap;

  for (guint i = 0; i < crm_chart_data_get_n_series (self->data); i++)
    {
      const CrmChartValue *other = crm_chart_data_get_value (self->data, i, category);
      float marker = get_x (self, other->value);

      if (crm_chart_data_get_look (self->data, i) != CRM_SERIES_BAR && other->known && marker > x - self->pen->gap && marker < x + width)
        x = marker + self->pen->gap * 1.5f;
    }
  return x;
}

static void
draw_whisker (const Bars *self, const CrmChartValue *value, float y)
{
  float low = get_x (self, value->low), high = get_x (self, value->high), half = self->bar * 0.28f;

  crm_chart_pen_line (self->pen, low, y, high, y, CRM_PAINT (SURFACE), 3.5f);
  crm_chart_pen_line (self->pen, low, y, high, y, CRM_PAINT (TEXT), 1.5f);
  crm_chart_pen_line (self->pen, low, y - half, low, y + half, CRM_PAINT (TEXT), 1.5f);
  crm_chart_pen_line (self->pen, high, y - half, high, y + half, CRM_PAINT (TEXT), 1.5f);
}

static void
draw_bar (const Bars *self, guint series, guint category, float y)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);
  float from = get_x (self, MIN (value->value, 0)), to = get_x (self, MAX (value->value, 0));
  graphene_rect_t bar = GRAPHENE_RECT_INIT (from, y, MAX (to - from, value->value != 0 ? 1 : 0), self->bar), spot = bar;
  CrmChartTextPlace place = { CRM_TEXT_SMALL, 0, y + self->bar / 2, 0, 0.5f };

  if (!value->known)
    return;
  bar.size.height -= self->n_bars > 1 ? 1 : 0;
  crm_chart_pen_bar (self->pen, &bar, value->value < 0 ? CRM_CORNERS_START : CRM_CORNERS_END, crm_chart_pen_get_paint (self->pen, series));
  if (value->has_interval)
    draw_whisker (self, value, y + self->bar / 2);
  place.x = find_text_place (self, series, category);
  crm_chart_pen_text (self->pen, value->text, CRM_PAINT (TEXT), &place);
  spot.size.width = MAX (spot.size.width, self->pen->line);
  crm_chart_pen_spot (self->pen, series, category, &spot);
}

/* A piece of a row: its value stands in it where there is room. */
static void
draw_piece (const Bars *self, guint series, guint category, double before, float y)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);
  float from = get_x (self, before), to = get_x (self, before + value->value);
  graphene_rect_t bar = GRAPHENE_RECT_INIT (from, y, MAX (to - from - 1, 1), self->bar);
  float width = crm_chart_pen_measure (self->pen, value->text, CRM_TEXT_SMALL) + 2 * self->pen->gap;
  CrmChartTextPlace place = { CRM_TEXT_SMALL, from + bar.size.width / 2, y + self->bar / 2, 0.5f, 0.5f };

  crm_chart_pen_bar (self->pen, &bar, CRM_CORNERS_NONE, crm_chart_pen_get_paint (self->pen, series));
  if (width < bar.size.width - self->pen->gap)
    {
      /* On a plate: no one colour of text can be read on all colours of bars, nor on their patterns. */
      crm_chart_pen_bar (self->pen, &GRAPHENE_RECT_INIT (place.x - width / 2, place.y - self->pen->line * 0.5f, width, self->pen->line), CRM_CORNERS_ALL, CRM_PAINT (SURFACE));
      crm_chart_pen_text (self->pen, value->text, CRM_PAINT (TEXT), &place);
    }
  crm_chart_pen_spot (self->pen, series, category, &bar);
}

static void
draw_pieces (const Bars *self, guint category, float y)
{
  double before = 0;

  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);

      if (!value->known || value->value <= 0)
        continue;
      draw_piece (self, series, category, before, y);
      before += value->value;
    }
}

static void
draw_markers (const Bars *self, guint series, guint category, float y)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, series, category);
  float height = self->bar * self->n_bars, x = get_x (self, value->value), out = self->pen->gap * 0.8f;

  if (!value->known)
    return;
  crm_chart_pen_line (self->pen, x, y - out, x, y + height + out, CRM_PAINT (SURFACE), self->pen->line * 0.36f);
  crm_chart_pen_line (self->pen, x, y - out, x, y + height + out, crm_chart_pen_get_paint (self->pen, series), self->pen->line * 0.17f);
  crm_chart_pen_spot (self->pen, series, category, &GRAPHENE_RECT_INIT (x - self->pen->gap, y - out, self->pen->gap * 2, height + 2 * out));
}

static void
draw_name (const Bars *self, guint category, float top, float bars)
{
  CrmChartTextPlace place = { .style = CRM_TEXT_NORMAL, .align_y = 0.5f };

  if (self->above)
    {
      place.x = self->pen->area.origin.x;
      place.y = top + self->head / 2;
      place.room = self->pen->area.size.width;
    }
  else
    {
      place.x = self->left - self->pen->gap * (self->low < 0 ? 4 : 2);
      place.y = bars + self->bar * self->n_bars / 2;
      place.align_x = 1;
      place.room = place.x - self->pen->area.origin.x;
    }
  crm_chart_pen_text (self->pen, crm_chart_data_get_label (self->data, category), CRM_PAINT (TEXT), &place);
}

static void
draw_row (const Bars *self, guint category, float top)
{
  float room = MAX (self->row - self->head - self->bar * self->n_bars, 0);
  /* A name stands nearer to its own bars than to those over it. */
  float y = top + self->head + (self->above ? MIN (room, self->pen->gap * 0.6f) : room / 2), bars = y, zero = floorf (get_x (self, 0)) + 0.5f;

  if (self->above)
    crm_chart_pen_line (self->pen, zero, bars - 1, zero, bars + self->bar * self->n_bars + 1, CRM_PAINT (AXIS), 1);
  draw_name (self, category, top, y);
  if (self->stacked)
    {
      draw_pieces (self, category, y);
      return;
    }
  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    if (crm_chart_data_get_look (self->data, series) == CRM_SERIES_BAR)
      {
        draw_bar (self, series, category, y);
        y += self->bar;
      }
  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    if (crm_chart_data_get_look (self->data, series) != CRM_SERIES_BAR)
      draw_markers (self, series, category, bars);
}

static void
set_up (Bars *self)
{
  CrmChartPen *pen = self->pen;
  guint n = crm_chart_data_get_n_categories (self->data);
  float names = measure_names (self);

  self->stacked = crm_chart_data_get_stacked (self->data);
  for (guint series = 0; series < crm_chart_data_get_n_series (self->data); series++)
    self->n_bars += crm_chart_data_get_look (self->data, series) == CRM_SERIES_BAR;
  if (self->stacked)
    {
      self->n_bars = 1;
      find_stacked_range (self);
    }
  else
    find_range (self);
  self->above = pen->area.size.width < pen->line * NARROW;
  self->head = self->above ? pen->line * 1.3f : 0;
  self->left = pen->area.origin.x + (self->above ? 0 : MIN (names, pen->area.size.width * 0.36f) + pen->gap * (self->low < 0 ? 4 : 2));
  self->right = MAX (pen->area.origin.x + pen->area.size.width - (self->stacked ? 0 : measure_values (self)) - pen->gap * 2, self->left + pen->line * 2);
  self->row = MIN (pen->area.size.height / n, pen->line * (1.1f + 1.1f * MAX (self->n_bars, 1)) + self->head);
  self->bar = MIN ((self->row - self->head) * 0.72f / MAX (self->n_bars, 1), pen->line * 1.25f);
}

void
crm_bar_plan_draw (CrmChartPen *pen)
{
  Bars self = { .pen = pen, .data = pen->data };
  float zero;

  crm_chart_pen_legend (pen);
  set_up (&self);
  for (guint category = 0; category < crm_chart_data_get_n_categories (self.data); category++)
    draw_row (&self, category, pen->area.origin.y + self.row * category);
  if (self.above)
    return;
  zero = floorf (get_x (&self, 0)) + 0.5f;
  crm_chart_pen_line (pen, zero, pen->area.origin.y, zero, pen->area.origin.y + self.row * crm_chart_data_get_n_categories (self.data), CRM_PAINT (AXIS), 1);
}
