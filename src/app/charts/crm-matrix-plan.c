/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From where to where: a table whose cells are shaded by what is in them. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/charts/crm-chart-pen.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  guint n_rows;
  guint n_columns;
  float left; /* where the cells begin */
  float top;
  float cell_width;
  float cell_height;
  double most;
  gboolean turned; /* the names of columns run upwards */
} Matrix;

/* One column and one row are added for the sums. */
static graphene_rect_t
get_cell (const Matrix *self, guint row, guint column)
{
  float apart = column == self->n_columns ? self->pen->gap : 0, down = row == self->n_rows ? self->pen->gap : 0;

  return GRAPHENE_RECT_INIT (self->left + self->cell_width * column + apart + 1, self->top + self->cell_height * row + down + 1, self->cell_width - 2, self->cell_height - 2);
}

static gboolean
is_same (const Matrix *self, guint row, guint column)
{
  return g_str_equal (crm_chart_data_get_series_name (self->data, row), crm_chart_data_get_name (self->data, column));
}

static void
draw_text (const Matrix *self, const graphene_rect_t *cell, double value, CrmChartTextStyle style, CrmChartPaint paint)
{
  g_autofree char *full = crm_chart_data_format (self->data, value), *brief = crm_chart_data_format_short (self->data, value);
  gboolean fits = crm_chart_pen_measure (self->pen, full, style) <= cell->size.width - 2;
  CrmChartTextPlace place = { fits ? style : CRM_TEXT_SMALL, cell->origin.x + cell->size.width / 2, cell->origin.y + cell->size.height / 2, 0.5f, 0.5f };

  crm_chart_pen_text (self->pen, fits ? full : brief, paint, &place);
}

/* What stayed is framed and has no shade: it is no move. */
static void
draw_frame (const Matrix *self, const graphene_rect_t *cell)
{
  float x = cell->origin.x + 0.5f, y = cell->origin.y + 0.5f, right = x + cell->size.width - 1, bottom = y + cell->size.height - 1;

  crm_chart_pen_polyline (self->pen, (graphene_point_t[]){ { x, y }, { right, y }, { right, bottom }, { x, bottom }, { x, y } }, 5, CRM_PAINT (DIM), 1, TRUE);
}

static void
draw_cell (const Matrix *self, guint row, guint column)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, row, column);
  graphene_rect_t cell = get_cell (self, row, column);
  gboolean same = is_same (self, row, column);

  if (value->known && value->value > 0 && !same)
    crm_chart_pen_bar (self->pen, &cell, CRM_CORNERS_ALL, (CrmChartPaint){ .ink = CRM_INK_SHADE, .amount = 0.14f + 0.86f * (float)(value->value / self->most) });
  else
    crm_chart_pen_bar (self->pen, &cell, CRM_CORNERS_ALL, (CrmChartPaint){ .ink = CRM_INK_TEXT, .amount = 0.05f });
  if (same)
    draw_frame (self, &cell);
  if (!value->known || value->value == 0)
    return;
  draw_text (self, &cell, value->value, CRM_TEXT_NORMAL, same ? CRM_PAINT (DIM) : CRM_PAINT (TEXT));
  crm_chart_pen_spot (self->pen, row, column, &cell);
}

static void
draw_sums (const Matrix *self)
{
  double all = 0;
  graphene_rect_t cell;

  for (guint row = 0; row < self->n_rows; row++)
    {
      double sum = 0;

      for (guint column = 0; column < self->n_columns; column++)
        sum += crm_chart_data_get_value (self->data, row, column)->value;
      all += sum;
      cell = get_cell (self, row, self->n_columns);
      draw_text (self, &cell, sum, CRM_TEXT_STRONG, CRM_PAINT (TEXT));
    }
  for (guint column = 0; column < self->n_columns; column++)
    {
      double sum = 0;

      for (guint row = 0; row < self->n_rows; row++)
        sum += crm_chart_data_get_value (self->data, row, column)->value;
      cell = get_cell (self, self->n_rows, column);
      draw_text (self, &cell, sum, CRM_TEXT_STRONG, CRM_PAINT (TEXT));
    }
  cell = get_cell (self, self->n_rows, self->n_columns);
  draw_text (self, &cell, all, CRM_TEXT_STRONG, CRM_PAINT (TEXT));
}

static void
draw_heads (const Matrix *self)
{
  for (guint row = 0; row <= self->n_rows; row++)
    {
      graphene_rect_t cell = get_cell (self, row, 0);
      gboolean sum = row == self->n_rows;
      CrmChartTextPlace place = { CRM_TEXT_SMALL, self->left - 2 * self->pen->gap, cell.origin.y + cell.size.height / 2, 1, 0.5f, self->left - self->pen->area.origin.x - 2 * self->pen->gap };

      /* Translators: the sum of a row or column of a table. */
      crm_chart_pen_text (self->pen, sum ? C_ ("sum", "Total") : crm_chart_data_get_series_name (self->data, row), sum ? CRM_PAINT (DIM) : CRM_PAINT (TEXT), &place);
    }
  for (guint column = 0; column <= self->n_columns; column++)
    {
      graphene_rect_t cell = get_cell (self, 0, column);
      gboolean sum = column == self->n_columns;
      CrmChartTextPlace place = { CRM_TEXT_SMALL, cell.origin.x + cell.size.width / 2, self->top - self->pen->gap, 0.5f, 1, cell.size.width, 2 };

      const char *label = sum ? C_ ("sum", "Total") : crm_chart_data_get_label (self->data, column);
      CrmChartPaint paint = sum ? CRM_PAINT (DIM) : CRM_PAINT (TEXT);

      if (self->turned)
        crm_chart_pen_turned_text (self->pen, label, paint, cell.origin.x + cell.size.width / 2, self->top - self->pen->gap, self->top - self->pen->area.origin.y - self->pen->gap);
      else
        crm_chart_pen_text (self->pen, label, paint, &place);
    }
}

static float
measure_heads (const Matrix *self)
{
  float widest = crm_chart_pen_measure (self->pen, C_ ("sum", "Total"), CRM_TEXT_SMALL);

  for (guint row = 0; row < self->n_rows; row++)
    widest = MAX (widest, crm_chart_pen_measure (self->pen, crm_chart_data_get_series_name (self->data, row), CRM_TEXT_SMALL));
  return widest;
}

void
crm_matrix_plan_draw (CrmChartPen *pen)
{
  Matrix self = { .pen = pen, .data = pen->data, .n_rows = crm_chart_data_get_n_series (pen->data), .n_columns = crm_chart_data_get_n_categories (pen->data) };

  for (guint row = 0; row < self.n_rows; row++)
    for (guint column = 0; column < self.n_columns; column++)
      if (!is_same (&self, row, column))
        self.most = MAX (self.most, crm_chart_data_get_value (self.data, row, column)->value);
  self.left = pen->area.origin.x + MIN (measure_heads (&self), pen->area.size.width * 0.28f) + 2 * pen->gap;
  self.cell_width = MIN ((pen->area.origin.x + pen->area.size.width - self.left - pen->gap) / (self.n_columns + 1), pen->line * 8);
  self.turned = self.cell_width < pen->line * 4;
  self.top = pen->area.origin.y + pen->line * (self.turned ? 5.5f : 2.1f) + pen->gap * 2;
  self.cell_height = MIN ((pen->area.origin.y + pen->area.size.height - self.top - pen->gap) / (self.n_rows + 1), pen->line * 2.6f);
  draw_heads (&self);
  for (guint row = 0; row < self.n_rows; row++)
    for (guint column = 0; column < self.n_columns; column++)
      draw_cell (&self, row, column);
  draw_sums (&self);
}
