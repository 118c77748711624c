/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axes and the legend of a chart. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

#define MOST_NAMES 10   /* categories up to which none goes without its name */
#define GUTTER     2.5f /* about what the labels of a value axis take, in lines of text */
#define KEY_LINE   1.7f /* how long a line's piece in the legend is, in lines of text */
#define LINE_EVERY 3.2f /* lines of text from one line of the axis to the next */

guint
crm_chart_pen_count_lines (CrmChartPen *self, float height)
{
  return (guint)CLAMP (height / (self->line * LINE_EVERY) + 1, 2, 7);
}

double
crm_chart_pen_get_least_step (CrmChartPen *self)
{
  CrmChartUnit unit = crm_chart_data_get_unit (self->data);

  return unit == CRM_CHART_SHARE || unit == CRM_CHART_NUMBER ? 0 : crm_chart_data_get_whole (self->data);
}

void
crm_chart_pen_value_axis (CrmChartPen *self, const CrmChartScale *scale, graphene_rect_t *plot)
{
  float widest = 0, gutter;

  plot->origin.y += self->line / 2;
  plot->size.height -= self->line / 2;
  for (guint i = 0; i < scale->n_lines; i++)
    {
      g_autofree char *label = crm_chart_data_format_short (self->data, crm_chart_scale_get_line (scale, i));

      widest = MAX (widest, crm_chart_pen_measure (self, label, CRM_TEXT_SMALL));
    }
  gutter = ceilf (widest) + 2 * self->gap;
  plot->origin.x += gutter;
  plot->size.width -= gutter;
  for (guint i = 0; i < scale->n_lines; i++)
    {
      double value = crm_chart_scale_get_line (scale, i);
      g_autofree char *label = crm_chart_data_format_short (self->data, value);
      /* On whole pixels plus a half a thin line is sharp. */
      float y = floorf (plot->origin.y + plot->size.height * (1 - (float)crm_chart_scale_place (scale, value))) + 0.5f;
      CrmChartTextPlace place = { CRM_TEXT_SMALL, plot->origin.x - 2 * self->gap, y, 1, 0.5f };

      crm_chart_pen_line (self, plot->origin.x, y, plot->origin.x + plot->size.width, y, value == 0 ? CRM_PAINT (AXIS) : CRM_PAINT (GRID), 1);
      crm_chart_pen_text (self, label, CRM_PAINT (DIM), &place);
    }
}

static float
measure_labels (CrmChartPen *self)
{
  float widest = 0;

  for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
    widest = MAX (widest, crm_chart_pen_measure (self, crm_chart_data_get_label (self->data, i), CRM_TEXT_SMALL));
  return widest;
}

/* A few names that would be cut short take turns in two rows; of many, some are left out instead. */
void
crm_chart_pen_reserve_categories (CrmChartPen *self, graphene_rect_t *plot)
{
  guint n = MAX (crm_chart_data_get_n_categories (self->data), 1);
  float share = (plot->size.width - self->line * GUTTER) / n;

  self->label_rows = n > 1 && n <= MOST_NAMES && measure_labels (self) + self->gap > share ? 2 : 1;
  plot->size.height -= self->line * (self->label_rows == 1 ? 1.2f : 2.4f) + 1.5f * self->gap;
}

/* Every label where they fit, else every second, third or twelfth. */
static guint
find_stride (CrmChartPen *self, float share, guint n)
{
  static const guint strides[] = { 1, 2, 3, 4, 6, 12, 24, 48, 120, 600 };
  float needed = MIN (measure_labels (self) + self->gap * 2, self->line * 5);

  if (n <= MOST_NAMES)
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    if (share * strides[i] >= needed)
      return strides[i];
  return n;
}

static void
draw_label (CrmChartPen *self, const graphene_rect_t *plot, guint category, float middle, float room, guint row)
{
  const char *label = crm_chart_data_get_label (self->data, category);
  float half = MIN (crm_chart_pen_measure (self, label, CRM_TEXT_SMALL), room) / 2, end = self->area.origin.x + self->area.size.width;
  CrmChartTextPlace place = {
    .style = CRM_TEXT_SMALL,
    .x = CLAMP (middle, self->area.origin.x + half, MAX (end - half, self->area.origin.x + half)),
    .y = plot->origin.y + plot->size.height + 1.5f * self->gap + row * self->line * 1.2f,
    .align_x = 0.5f,
    .room = room,
  };

  crm_chart_pen_text (self, label, CRM_PAINT (DIM), &place);
}

void
crm_chart_pen_category_axis (CrmChartPen *self, const graphene_rect_t *plot)
{
  guint n = crm_chart_data_get_n_categories (self->data), stride;
  float share;

  if (n == 0)
    return;
  share = plot->size.width / n;
  stride = find_stride (self, share, n);
  for (guint i = 0; i < n; i += stride)
    draw_label (self, plot, i, plot->origin.x + share * ((float)i + 0.5f), share * stride * self->label_rows - self->gap / 2, i / stride % self->label_rows);
}

/* ── legend ───────────────────────────────────────────────────────────────────────────────── */

static void
draw_key (CrmChartPen *self, guint series, float x, float y)
{
  CrmChartPaint paint = crm_chart_pen_get_paint (self, series);
  float size = self->line * 0.72f, middle = y + self->line / 2, length = self->line * KEY_LINE;

  switch (crm_chart_data_get_look (self->data, series))
    {
    case CRM_SERIES_LINE:
      crm_chart_pen_polyline (self, (graphene_point_t[]){ { x, middle }, { x + length, middle } }, 2, paint, self->line * 0.15f, series % 2 == 1);
      if (series % 2 == 0)
        crm_chart_pen_circle (self, x + length / 2, middle, self->line * 0.22f, paint);
      break;
    case CRM_SERIES_MARKER:
      if (crm_chart_data_get_form (self->data) == CRM_CHART_LINES)
        crm_chart_pen_circle (self, x + size * 0.5f, middle, self->line * 0.24f, paint);
      else if (crm_chart_data_get_form (self->data) == CRM_CHART_BARS)
        crm_chart_pen_line (self, x + size * 0.5f, middle - size * 0.55f, x + size * 0.5f, middle + size * 0.55f, paint, self->line * 0.17f);
      else
        crm_chart_pen_line (self, x, middle, x + size * 1.4f, middle, paint, self->line * 0.17f);
      break;
    case CRM_SERIES_BAR:
    default:
      crm_chart_pen_bar (self, &GRAPHENE_RECT_INIT (x, middle - size / 2, size, size), CRM_CORNERS_ALL, paint);
    }
}

static float
get_key_width (CrmChartPen *self, guint series)
{
  CrmSeriesLook look = crm_chart_data_get_look (self->data, series);
  float key = look == CRM_SERIES_LINE ? KEY_LINE : look == CRM_SERIES_MARKER && crm_chart_data_get_form (self->data) == CRM_CHART_COLUMNS ? 1.05f
                                                                                                                                          : 0.72f;

  return self->line * key + self->gap * 1.5f;
}

float
crm_chart_pen_legend (CrmChartPen *self)
{
  guint n = crm_chart_data_get_n_series (self->data);
  float x = self->area.origin.x, y = self->area.origin.y, row = self->line * 1.5f, taken;

  if (n < 2)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      const char *name = crm_chart_data_get_series_name (self->data, i);
      float key = get_key_width (self, i), room = self->area.size.width - key;
      float width = MIN (crm_chart_pen_measure (self, name, CRM_TEXT_SMALL), room);
      CrmChartTextPlace place = { .style = CRM_TEXT_SMALL, .align_y = 0.5f, .room = room };

      if (x > self->area.origin.x && x + key + width > self->area.origin.x + self->area.size.width)
        {
          x = self->area.origin.x;
          y += row;
        }
      draw_key (self, i, x, y);
      place.x = x + key;
      place.y = y + self->line / 2;
      crm_chart_pen_text (self, name, CRM_PAINT (TEXT), &place);
      x += key + width + self->gap * 4;
    }
  taken = y + row + self->gap - self->area.origin.y;
  self->area.origin.y += taken;
  self->area.size.height -= taken;
  return taken;
}
