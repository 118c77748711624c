/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points in a plane that two lines divide into four named parts. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

#define DOT     0.36f /* radius of a point, in lines of text */
#define LARGEST 1.5f  /* that of the one that weighs most */
#define LABEL   11    /* how long a name may be beside its point, in lines of text */

enum
{
  ACROSS,
  UP,
  WEIGHT,
};

typedef struct
{
  CrmChartPen *pen;
  const CrmChartData *data;
  CrmChartScale scales[2];
  graphene_rect_t frame;
  graphene_rect_t inner; /* of the frame, where the axes run: a point at their ends is whole, and stands on no name */
  GArray *taken;         /* of graphene_rect_t: where something stands already */
  guint n_lines;         /* how many of the first in it are the cross's lines, over which a name may stand if it must */
  double heaviest;
} Map;

/* ── axes ─────────────────────────────────────────────────────────────────────────────────── */

static void
widen (double value, double *low, double *high)
{
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

static void
set_scale (Map *self, guint axis, guint n_lines)
{
  double low = NAN, high = NAN, least, most, cross[2];

  for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
    if (crm_chart_data_has_mark (self->data, 0, i))
      widen (crm_chart_data_get_value (self->data, axis, i)->value, &low, &high);
  if (crm_chart_data_get_cross (self->data, &cross[ACROSS], &cross[UP]))
    widen (cross[axis], &low, &high);
  if (crm_chart_data_get_range (self->data, axis, &least, &most))
    {
      widen (least, &low, &high);
      widen (most, &low, &high);
    }
  crm_chart_scale_init_tight (&self->scales[axis], low, high, n_lines, crm_chart_pen_get_least_step (self->pen));
}

static float
get_x (const Map *self, double value)
{
  return self->inner.origin.x + self->inner.size.width * (float)crm_chart_scale_place (&self->scales[ACROSS], value);
}

static float
get_y (const Map *self, double value)
{
  return self->inner.origin.y + self->inner.size.height * (1 - (float)crm_chart_scale_place (&self->scales[UP], value));
}

static float
measure_labels (const Map *self, guint axis)
{
  float widest = 0;

  for (guint i = 0; i < self->scales[axis].n_lines; i++)
    {
      g_autofree char *label = crm_chart_data_format_short (self->data, crm_chart_scale_get_line (&self->scales[axis], i));

      widest = MAX (widest, crm_chart_pen_measure (self->pen, label, CRM_TEXT_SMALL));
    }
  return widest;
}

static float
get_radius (const Map *self, guint category)
{
  const CrmChartValue *weight;

  if (self->heaviest <= 0)
    return self->pen->line * DOT;
  weight = crm_chart_data_get_value (self->data, WEIGHT, category);
  return self->pen->line * MAX (LARGEST * (float)sqrt (MAX (weight->value, 0) / self->heaviest), DOT * 0.6f);
}

static void
find_heaviest (Map *self)
{
  if (crm_chart_data_get_n_series (self->data) <= WEIGHT)
    return;
  for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
    self->heaviest = MAX (self->heaviest, crm_chart_data_get_value (self->data, WEIGHT, i)->value);
}

/* What the names of the parts take off the top and the bottom: two lines where one of them would be cut. */
static float
measure_quadrants (const Map *self)
{
  float widest = 0;

  for (guint i = 0; i < CRM_N_QUADRANTS; i++)
    {
      const char *name = crm_chart_data_get_quadrant (self->data, (CrmChartQuadrant)i);

      if (name != NULL)
        widest = MAX (widest, crm_chart_pen_measure (self->pen, name, CRM_TEXT_STRONG));
    }
  if (widest <= 0)
    return 0;
  return self->pen->line * (widest > self->frame.size.width / 2 - 4 * self->pen->gap ? 3.0f : 1.6f);
}

/* What is measured upwards is said over its axis, what is measured across under it; figures stand beside both. */
static void
set_up (Map *self)
{
  CrmChartPen *pen = self->pen;
  float gutter, inset, names;

  find_heaviest (self);
  inset = pen->line * (self->heaviest > 0 ? LARGEST : DOT) + pen->gap;
  self->frame = pen->area;
  self->frame.origin.y += pen->line * 1.6f;
  self->frame.size.height = MAX (self->frame.size.height - pen->line * 4.4f, 1);
  set_scale (self, UP, crm_chart_pen_count_lines (pen, self->frame.size.height));
  gutter = ceilf (measure_labels (self, UP)) + 2 * pen->gap;
  self->frame.origin.x += gutter;
  self->frame.size.width = MAX (self->frame.size.width - gutter, 1);
  set_scale (self, ACROSS, (guint)CLAMP (self->frame.size.width / (pen->line * 6) + 1, 2, 9));
  self->inner = self->frame;
  names = measure_quadrants (self);
  graphene_rect_inset (&self->inner, MIN (inset, self->frame.size.width / 3), MIN (inset + names, self->frame.size.height / 3));
}

static void
draw_tick (const Map *self, guint axis, guint line)
{
  CrmChartPen *pen = self->pen;
  double value = crm_chart_scale_get_line (&self->scales[axis], line);
  g_autofree char *label = crm_chart_data_format_short (self->data, value);
  float foot = self->frame.origin.y + self->frame.size.height, tick = pen->gap * 0.8f;
  CrmChartTextPlace place = { .style = CRM_TEXT_SMALL };

  if (axis == UP)
    {
      place.x = self->frame.origin.x - 2 * pen->gap;
      place.y = floorf (get_y (self, value)) + 0.5f;
      place.align_x = 1;
      place.align_y = 0.5f;
      crm_chart_pen_line (pen, self->frame.origin.x - tick, place.y, self->frame.origin.x, place.y, CRM_PAINT (AXIS), 1);
    }
  else
    {
      float half = crm_chart_pen_measure (pen, label, CRM_TEXT_SMALL) / 2, end = pen->area.origin.x + pen->area.size.width;
      float x = floorf (get_x (self, value)) + 0.5f;

      place.x = MIN (x, end - half);
      place.y = foot + 1.2f * pen->gap;
      place.align_x = 0.5f;
      crm_chart_pen_line (pen, x, foot, x, foot + tick, CRM_PAINT (AXIS), 1);
    }
  crm_chart_pen_text (pen, label, CRM_PAINT (DIM), &place);
}

static void
draw_axes (const Map *self)
{
  CrmChartPen *pen = self->pen;
  float right = self->frame.origin.x + self->frame.size.width, foot = self->frame.origin.y + self->frame.size.height;
  CrmChartTextPlace up = { .style = CRM_TEXT_SMALL, .x = pen->area.origin.x, .y = pen->area.origin.y, .room = pen->area.size.width };
  CrmChartTextPlace across = { .style = CRM_TEXT_SMALL, .x = right, .y = foot + pen->line * 1.6f, .align_x = 1, .room = pen->area.size.width };

  crm_chart_pen_line (pen, self->frame.origin.x, self->frame.origin.y, self->frame.origin.x, foot, CRM_PAINT (AXIS), 1);
  crm_chart_pen_line (pen, self->frame.origin.x, foot, right, foot, CRM_PAINT (AXIS), 1);
  for (guint axis = ACROSS; axis <= UP; axis++)
    for (guint line = 0; line < self->scales[axis].n_lines; line++)
      draw_tick (self, axis, line);
  crm_chart_pen_text (pen, crm_chart_data_get_series_name (self->data, UP), CRM_PAINT (TEXT), &up);
  crm_chart_pen_text (pen, crm_chart_data_get_series_name (self->data, ACROSS), CRM_PAINT (TEXT), &across);
}

/* ── parts ────────────────────────────────────────────────────────────────────────────────── */

static void
draw_quadrant_name (Map *self, CrmChartQuadrant quadrant, float x)
{
  const char *name = crm_chart_data_get_quadrant (self->data, quadrant);
  gboolean right = quadrant == CRM_QUADRANT_HIGH_HIGH || quadrant == CRM_QUADRANT_HIGH_LOW;
  gboolean low = quadrant == CRM_QUADRANT_LOW_LOW || quadrant == CRM_QUADRANT_HIGH_LOW;
  float edge = self->pen->gap * 1.5f;
  float room = (right ? self->frame.origin.x + self->frame.size.width - x : x - self->frame.origin.x) - 2 * edge, width;
  CrmChartTextPlace place = {
    .style = CRM_TEXT_STRONG,
    .x = right ? self->frame.origin.x + self->frame.size.width - edge : self->frame.origin.x + edge,
    .y = low ? self->frame.origin.y + self->frame.size.height - edge : self->frame.origin.y + edge,
    .align_x = right ? 1 : 0,
    .align_y = low ? 1 : 0,
    .room = room,
  };
  float height = self->pen->line * 1.2f;

  /* The other lines of the map say more than a name cut down to its first letters. */
  if (name == NULL || room < self->pen->line * 3)
    return;
  width = crm_chart_pen_measure (self->pen, name, CRM_TEXT_STRONG);
  place.lines = width > room ? 2 : 1;
  height *= place.lines;
  width = MIN (width, room);
  crm_chart_pen_text (self->pen, name, CRM_PAINT (DIM), &place);
  g_array_append_val (self->taken, GRAPHENE_RECT_INIT (place.x - width * place.align_x, place.y - height * place.align_y, width, height));
}

static void
draw_cross (Map *self)
{
  double across, up;
  float x, y, right = self->frame.origin.x + self->frame.size.width, foot = self->frame.origin.y + self->frame.size.height;

  if (!crm_chart_data_get_cross (self->data, &across, &up))
    return;
  x = floorf (get_x (self, across)) + 0.5f;
  y = floorf (get_y (self, up)) + 0.5f;
  crm_chart_pen_polyline (self->pen, (graphene_point_t[]){ { x, self->frame.origin.y }, { x, foot } }, 2, CRM_PAINT (AXIS), 1, TRUE);
  crm_chart_pen_polyline (self->pen, (graphene_point_t[]){ { self->frame.origin.x, y }, { right, y } }, 2, CRM_PAINT (AXIS), 1, TRUE);
  g_array_append_val (self->taken, GRAPHENE_RECT_INIT (x, self->frame.origin.y, 1, self->frame.size.height));
  g_array_append_val (self->taken, GRAPHENE_RECT_INIT (self->frame.origin.x, y, self->frame.size.width, 1));
  self->n_lines = self->taken->len;
  for (guint i = 0; i < CRM_N_QUADRANTS; i++)
    draw_quadrant_name (self, (CrmChartQuadrant)i, x);
}

/* ── points ───────────────────────────────────────────────────────────────────────────────── */

static void
draw_point (Map *self, guint category)
{
  float x = get_x (self, crm_chart_data_get_value (self->data, ACROSS, category)->value);
  float y = get_y (self, crm_chart_data_get_value (self->data, UP, category)->value);
  float radius = get_radius (self, category), half = MAX (radius * 1.15f, self->pen->line * 0.5f);

  crm_chart_pen_circle (self->pen, x, y, radius + 1.5f, CRM_PAINT (SURFACE));
  crm_chart_pen_circle (self->pen, x, y, radius, (CrmChartPaint){ .ink = CRM_INK_ACCENT, .amount = self->heaviest > 0 ? 0.75f : 0 });
  crm_chart_pen_spot (self->pen, 0, category, &GRAPHENE_RECT_INIT (x - half, y - half, half * 2, half * 2));
  g_array_append_val (self->taken, GRAPHENE_RECT_INIT (x - radius, y - radius, radius * 2, radius * 2));
}

static gboolean
is_free (const Map *self, const graphene_rect_t *place, gboolean over_lines)
{
  if (!graphene_rect_contains_rect (&self->frame, place))
    return FALSE;
  for (guint i = over_lines ? self->n_lines : 0; i < self->taken->len; i++)
    if (graphene_rect_intersection (place, &g_array_index (self->taken, graphene_rect_t, i), NULL))
      return FALSE;
  return TRUE;
}

/* Beside its point where nothing else stands, first behind it. A name without a place is said when it is pointed at, and by the table. */
static void
draw_label (Map *self, guint category)
{
  static const float sides[][2] = { { 1, 0 }, { -1, 0 }, { 0, -1 }, { 0, 1 }, { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 } };
  const char *label = crm_chart_data_get_label (self->data, category);
  float x = get_x (self, crm_chart_data_get_value (self->data, ACROSS, category)->value);
  float y = get_y (self, crm_chart_data_get_value (self->data, UP, category)->value);
  float width = MIN (crm_chart_pen_measure (self->pen, label, CRM_TEXT_SMALL), self->pen->line * LABEL), height = self->pen->line;
  float away = get_radius (self, category) + self->pen->gap * 0.7f;

  for (guint i = 0; i < 2 * G_N_ELEMENTS (sides); i++)
    {
      const float *side = sides[i % G_N_ELEMENTS (sides)];
      float dx = side[0], dy = side[1], reach = dx != 0 && dy != 0 ? 0.75f : 1;
      graphene_rect_t place = GRAPHENE_RECT_INIT (x + dx * away * reach - width * (1 - dx) / 2, y + dy * away * reach - height * (1 - dy) / 2, width, height);

      if (is_free (self, &place, i >= G_N_ELEMENTS (sides)))
        {
          CrmChartTextPlace text = { .style = CRM_TEXT_SMALL, .x = place.origin.x, .y = place.origin.y + height / 2, .align_y = 0.5f, .room = width + 1 };

          crm_chart_pen_text (self->pen, label, CRM_PAINT (TEXT), &text);
          g_array_append_val (self->taken, place);
          return;
        }
    }
}

/* The heaviest first, so that it covers no other. */
static int
compare_weight (gconstpointer a, gconstpointer b, gpointer data)
{
  const Map *self = data;
  float first = get_radius (self, *(const guint *)a), second = get_radius (self, *(const guint *)b);

  return first != second ? (first < second) - (first > second) : (*(const guint *)a > *(const guint *)b) - (*(const guint *)a < *(const guint *)b);
}

static void
draw_points (Map *self)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < crm_chart_data_get_n_categories (self->data); i++)
    if (crm_chart_data_has_mark (self->data, 0, i))
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_weight, self);
  for (guint i = 0; i < order->len; i++)
    draw_point (self, g_array_index (order, guint, i));
  for (guint i = 0; i < order->len; i++)
    draw_label (self, g_array_index (order, guint, i));
}

void
crm_map_plan_draw (CrmChartPen *pen)
{
  Map self = { .pen = pen, .data = pen->data };

  self.taken = g_array_new (FALSE, FALSE, sizeof (graphene_rect_t));
  set_up (&self);
  draw_axes (&self);
  draw_cross (&self);
  draw_points (&self);
  g_array_unref (self.taken);
}
