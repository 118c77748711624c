/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drawn funnel: a band a stage, as wide as many came so far, and beside it what became of the others. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#define NARROW            30 /* lines of text across: below it what became of the others stands under the names */
#define BAND_SHARE        0.56f
#define NARROW_BAND_SHARE 0.42f
#define TINT              0.2f

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  guint n_stages;
  double most;
  float middle; /* of the bands */
  float width;  /* of the widest */
  float row;
  float band;
  float names_end;
  float side; /* where those who went no further are written */
  float side_end;
  gboolean narrow;
} Funnel;

static float
get_half (const Funnel *self, guint stage)
{
  double value = MAX (crm_chart_data_get_value (self->data, 0, stage)->value, 0);

  return self->most > 0 ? MAX ((float)(value / self->most) * self->width / 2, value > 0 ? 1 : 0) : 0;
}

static float
get_top (const Funnel *self, guint stage)
{
  return self->pen->area.origin.y + self->row * stage;
}

static void
draw_band (const Funnel *self, guint stage)
{
  float half = get_half (self, stage), top = get_top (self, stage), least = MAX (half, self->pen->gap);

  crm_chart_pen_bar (self->pen, &GRAPHENE_RECT_INIT (self->middle - half, top, half * 2, self->band), CRM_CORNERS_NONE, CRM_PAINT (ACCENT));
  crm_chart_pen_spot (self->pen, 0, stage, &GRAPHENE_RECT_INIT (self->middle - least, top, least * 2, self->band));
}

/* What goes on narrows to the next band. */
static void
draw_passage (const Funnel *self, guint stage)
{
  float from = get_half (self, stage), to = get_half (self, stage + 1), top = get_top (self, stage) + self->band, bottom = get_top (self, stage + 1);
  const char *note = crm_chart_data_get_note (self->data, stage);
  CrmChartTextPlace place = { CRM_TEXT_SMALL, self->middle, (top + bottom) / 2, 0.5f, 0.5f };
  CrmChartPaint tint = { .ink = CRM_INK_ACCENT, .amount = TINT };

  crm_chart_pen_polygon (self->pen,
                         (graphene_point_t[]){ { self->middle - from, top }, { self->middle + from, top }, { self->middle + to, bottom }, { self->middle - to, bottom } },
                         4, tint);
  crm_chart_pen_text (self->pen, note, CRM_PAINT (TEXT), &place);
}

static void
draw_words (const Funnel *self, guint stage)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, 0, stage);
  const char *label = crm_chart_data_get_label (self->data, stage);
  float y = get_top (self, stage) + self->band / 2;
  float start = self->pen->area.origin.x, figure = value->known ? crm_chart_pen_measure (self->pen, value->text, CRM_TEXT_STRONG) : 0;
  CrmChartTextPlace name = { CRM_TEXT_NORMAL, start, y, 0, 0.5f, self->names_end - start - figure - self->pen->gap * 2 };
  CrmChartTextPlace count = { CRM_TEXT_STRONG, self->names_end, y, 1, 0.5f };

  crm_chart_pen_text (self->pen, label, CRM_PAINT (TEXT), &name);
  crm_chart_pen_text (self->pen, value->text, CRM_PAINT (TEXT), &count);
}

static char *
dup_rest (const Funnel *self, guint series, guint stage)
{
  const CrmChartValue *value = crm_chart_data_get_value (self->data, series, stage);

  return value->known && value->value != 0 ? g_strdup_printf ("%s %s", value->text, crm_chart_data_get_series_name (self->data, series)) : NULL;
}

/* The words say what it is; a pattern would be lost on so small a key. */
static CrmChartPaint
get_key_paint (const Funnel *self, guint series)
{
  CrmChartPaint paint = crm_chart_pen_get_paint (self->pen, series);

  paint.pattern = CRM_PATTERN_PLAIN;
  return paint;
}

/* Those who went no further, each kind with its colour before its words. */
static void
draw_rest (const Funnel *self, guint stage)
{
  float x = self->side, top = get_top (self, stage) + self->band, key = self->pen->line * 0.6f;
  float y = self->narrow ? top + self->pen->line * 0.65f : top + (self->row - self->band) / 2;

  for (guint series = 1; series < crm_chart_data_get_n_series (self->data); series++)
    {
      g_autofree char *text = dup_rest (self, series, stage);
      float width = text != NULL ? crm_chart_pen_measure (self->pen, text, CRM_TEXT_SMALL) : 0;
      CrmChartTextPlace place = { .style = CRM_TEXT_SMALL, .align_y = 0.5f };

      if (text == NULL)
        continue;
      if (x > self->side && x + key + self->pen->gap + width > self->side_end)
        {
          x = self->side;
          y += self->pen->line * 1.2f;
        }
      place.x = x + key + self->pen->gap;
      place.y = y;
      place.room = self->side_end - place.x;
      width = MIN (width, place.room);
      crm_chart_pen_bar (self->pen, &GRAPHENE_RECT_INIT (x, y - key / 2, key, key), CRM_CORNERS_ALL, get_key_paint (self, series));
      crm_chart_pen_text (self->pen, text, CRM_PAINT (DIM), &place);
      crm_chart_pen_spot (self->pen, series, stage, &GRAPHENE_RECT_INIT (x, y - self->pen->line * 0.6f, key + self->pen->gap + width, self->pen->line * 1.2f));
      x += key + width + self->pen->gap * 3.5f;
    }
}

static float
measure_words (const Funnel *self)
{
  float names = 0, figures = 0;

  for (guint i = 0; i < self->n_stages; i++)
    {
      const CrmChartValue *value = crm_chart_data_get_value (self->data, 0, i);

      names = MAX (names, crm_chart_pen_measure (self->pen, crm_chart_data_get_label (self->data, i), CRM_TEXT_NORMAL));
      figures = value->known ? MAX (figures, crm_chart_pen_measure (self->pen, value->text, CRM_TEXT_STRONG)) : figures;
    }
  return names + figures + self->pen->gap * 4;
}

static float
measure_rest (const Funnel *self)
{
  float widest = 0;

  for (guint stage = 0; stage < self->n_stages; stage++)
    {
      float sum = 0;

      for (guint series = 1; series < crm_chart_data_get_n_series (self->data); series++)
        {
          g_autofree char *text = dup_rest (self, series, stage);

          if (text != NULL)
            sum += self->pen->line * 0.6f + self->pen->gap * 4.5f + crm_chart_pen_measure (self->pen, text, CRM_TEXT_SMALL);
        }
      widest = MAX (widest, sum);
    }
  return widest;
}

static void
set_up (Funnel *self)
{
  const graphene_rect_t *area = &self->pen->area;
  float words, rest, share;

  for (guint i = 0; i < self->n_stages; i++)
    self->most = MAX (self->most, crm_chart_data_get_value (self->data, 0, i)->value);
  self->narrow = area->size.width < self->pen->line * NARROW;
  /* Below the last band nothing goes on. */
  share = self->narrow ? NARROW_BAND_SHARE : BAND_SHARE;
  self->row = MIN (area->size.height / ((float)self->n_stages - 1 + share), self->pen->line * 4.8f);
  self->band = self->row * share;
  rest = MIN (measure_rest (self), area->size.width * 0.34f);
  self->side_end = area->origin.x + area->size.width;
  if (self->narrow)
    {
      self->names_end = area->origin.x + area->size.width * 0.5f;
      self->width = area->size.width * 0.5f - self->pen->gap * 2;
      self->middle = self->side_end - self->width / 2;
      self->side = area->origin.x;
      self->side_end = self->names_end + self->pen->gap * 1.5f;
      return;
    }
  words = MIN (measure_words (self), area->size.width * 0.34f);
  self->names_end = area->origin.x + words;
  self->width = area->size.width - words - self->pen->gap * 6 - (rest > 0 ? rest + self->pen->gap * 4 : 0);
  self->middle = self->names_end + self->pen->gap * 6 + self->width / 2;
  self->side = self->middle + self->width / 2 + self->pen->gap * 4;
}

void
crm_funnel_plan_draw (CrmChartPen *pen)
{
  Funnel self = { .pen = pen, .data = pen->data, .n_stages = crm_chart_data_get_n_categories (pen->data) };

  set_up (&self);
  for (guint stage = 0; stage + 1 < self.n_stages; stage++)
    draw_passage (&self, stage);
  for (guint stage = 0; stage < self.n_stages; stage++)
    {
      draw_band (&self, stage);
      draw_words (&self, stage);
      draw_rest (&self, stage);
    }
}
