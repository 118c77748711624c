/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a laid-out chart: as render nodes for the window, with cairo for paper and pictures. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-paint.h"

#include <math.h>
#include <pango/pangocairo.h>

#define PATTERN_PITCH 6.0f
#define MOST_LINES    400 /* of a pattern: beyond it nobody tells it from grey */

/* How much of the accent is in the first step, the second, the third, and those after it. */
static const float steps[] = { 1, 0.62f, 0.34f, 0.12f };

static GdkRGBA
get_color (const CrmChartColors *colors, const CrmChartPaint *paint)
{
  const GdkRGBA inks[] = {
    [CRM_INK_TEXT] = colors->text,
    [CRM_INK_DIM] = colors->dim,
    [CRM_INK_GRID] = colors->grid,
    [CRM_INK_AXIS] = colors->axis,
    [CRM_INK_SURFACE] = colors->surface,
    [CRM_INK_ACCENT] = colors->accent,
    [CRM_INK_GOOD] = colors->good,
    [CRM_INK_BAD] = colors->bad,
    [CRM_INK_QUIET] = colors->quiet,
    [CRM_INK_SERIES] = colors->series[paint->index % CRM_N_CHART_COLORS],
    [CRM_INK_SHADE] = colors->shade,
    [CRM_INK_STEP] = colors->accent,
  };
  GdkRGBA color = inks[paint->ink];

  if (paint->ink == CRM_INK_SHADE)
    return crm_chart_color_mix (&colors->surface, &color, paint->amount);
  if (paint->ink == CRM_INK_STEP)
    return crm_chart_color_mix (&colors->surface, &color, steps[MIN (paint->index, G_N_ELEMENTS (steps) - 1)]);
  if (paint->amount > 0)
    color.alpha *= paint->amount;
  return color;
}

/* ── patterns ─────────────────────────────────────────────────────────────────────────────── */

static void
add_lines (GskPathBuilder *builder, const graphene_rect_t *box, float slope, float pitch)
{
  float reach = slope == 0 ? 0 : box->size.height, from = floorf ((box->origin.x - reach) / pitch) * pitch;
  float until = box->origin.x + box->size.width + reach, bottom = box->origin.y + box->size.height;

  pitch = MAX (pitch, (until - from) / MOST_LINES);
  for (float x = from; x < until; x += pitch)
    {
      gsk_path_builder_move_to (builder, x, slope > 0 ? bottom : box->origin.y);
      gsk_path_builder_line_to (builder, x + reach, slope > 0 ? box->origin.y : bottom);
    }
}

static void
add_rows (GskPathBuilder *builder, const graphene_rect_t *box, float pitch)
{
  pitch = MAX (pitch, box->size.height / MOST_LINES);
  for (float y = ceilf (box->origin.y / pitch) * pitch; y < box->origin.y + box->size.height; y += pitch)
    {
      gsk_path_builder_move_to (builder, box->origin.x, y);
      gsk_path_builder_line_to (builder, box->origin.x + box->size.width, y);
    }
}

static void
add_dots (GskPathBuilder *builder, const graphene_rect_t *box, float pitch)
{
  guint row = 0;

  pitch = MAX (pitch, MAX (box->size.width, box->size.height) / 60);
  for (float y = box->origin.y + pitch / 2; y < box->origin.y + box->size.height; y += pitch * 0.8f, row++)
    for (float x = box->origin.x + (row % 2 == 0 ? pitch / 2 : pitch); x < box->origin.x + box->size.width; x += pitch)
      {
        gsk_path_builder_move_to (builder, x, y);
        gsk_path_builder_line_to (builder, x + 0.01f, y);
      }
}

static GskPath *
make_pattern (CrmChartPattern pattern, const graphene_rect_t *box)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  switch (pattern)
    {
    case CRM_PATTERN_RISING:
      add_lines (builder, box, 1, PATTERN_PITCH);
      break;
    case CRM_PATTERN_FALLING:
      add_lines (builder, box, -1, PATTERN_PITCH);
      break;
    case CRM_PATTERN_DOTS:
      add_dots (builder, box, PATTERN_PITCH);
      break;
    case CRM_PATTERN_BARS:
      add_rows (builder, box, PATTERN_PITCH * 0.8f);
      break;
    case CRM_PATTERN_CHECKS:
      add_lines (builder, box, 1, PATTERN_PITCH * 1.4f);
      add_lines (builder, box, -1, PATTERN_PITCH * 1.4f);
      break;
    case CRM_PATTERN_PLAIN:
    case CRM_N_PATTERNS:
    default:
      break;
    }
  return gsk_path_builder_free_to_path (builder);
}

static float
get_pattern_width (CrmChartPattern pattern)
{
  return pattern == CRM_PATTERN_DOTS ? 2.2f : 1.3f;
}

static GskPath *
prepare_pattern (const CrmChartShape *shape, const CrmChartColors *colors, GdkRGBA *color)
{
  graphene_rect_t box;

  if (shape->paint.pattern == CRM_PATTERN_PLAIN || !gsk_path_get_bounds (shape->path, &box))
    return NULL;
  *color = colors->surface;
  color->alpha = colors->pattern;
  return make_pattern (shape->paint.pattern, &box);
}

/* ── strokes ──────────────────────────────────────────────────────────────────────────────── */

static GskStroke *
make_stroke (float width, gboolean dashed, gboolean round)
{
  GskStroke *stroke = gsk_stroke_new (MAX (width, 0.5f));
  float dash = MAX (width * 2.4f, 3);

  gsk_stroke_set_line_join (stroke, GSK_LINE_JOIN_ROUND);
  if (round)
    gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  if (dashed)
    gsk_stroke_set_dash (stroke, (float[]){ dash, dash }, 2);
  return stroke;
}

/* Thin lines belong to axes and frames and end where they end. */
static gboolean
is_round (const CrmChartShape *shape)
{
  return shape->width > 1.5f && !shape->dashed;
}

/* What is light keeps an edge that is not: without it the last steps would be near to nothing. */
static gboolean
has_edge (const CrmChartShape *shape)
{
  return shape->paint.ink == CRM_INK_STEP && shape->paint.index > 0;
}

/* Half of it falls away outside the shape. */
#define EDGE_WIDTH 2.4f

/* ── render nodes ─────────────────────────────────────────────────────────────────────────── */

static void
snapshot_pattern (const CrmChartShape *shape, const CrmChartColors *colors, GtkSnapshot *snapshot)
{
  GdkRGBA color;
  GskPath *pattern = prepare_pattern (shape, colors, &color);
  GskStroke *stroke;

  if (pattern == NULL)
    return;
  stroke = make_stroke (get_pattern_width (shape->paint.pattern), FALSE, shape->paint.pattern == CRM_PATTERN_DOTS);
  gtk_snapshot_push_fill (snapshot, shape->path, GSK_FILL_RULE_WINDING);
  gtk_snapshot_append_stroke (snapshot, pattern, stroke, &color);
  gtk_snapshot_pop (snapshot);
  gsk_stroke_free (stroke);
  gsk_path_unref (pattern);
}

static void
snapshot_edge (const CrmChartShape *shape, const CrmChartColors *colors, GtkSnapshot *snapshot)
{
  GskStroke *stroke;

  if (!has_edge (shape))
    return;
  stroke = make_stroke (EDGE_WIDTH, FALSE, FALSE);
  gtk_snapshot_push_fill (snapshot, shape->path, GSK_FILL_RULE_WINDING);
  gtk_snapshot_append_stroke (snapshot, shape->path, stroke, &colors->accent);
  gtk_snapshot_pop (snapshot);
  gsk_stroke_free (stroke);
}

static void
snapshot_shape (const CrmChartShape *shape, const CrmChartColors *colors, GtkSnapshot *snapshot)
{
  GdkRGBA color = get_color (colors, &shape->paint);
  GskStroke *stroke;

  switch (shape->kind)
    {
    case CRM_SHAPE_FILL:
      gtk_snapshot_append_fill (snapshot, shape->path, GSK_FILL_RULE_WINDING, &color);
      snapshot_pattern (shape, colors, snapshot);
      snapshot_edge (shape, colors, snapshot);
      break;
    case CRM_SHAPE_STROKE:
      stroke = make_stroke (shape->width, shape->dashed, is_round (shape));
      gtk_snapshot_append_stroke (snapshot, shape->path, stroke, &color);
      gsk_stroke_free (stroke);
      break;
    case CRM_SHAPE_TEXT:
    default:
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (shape->at.x), roundf (shape->at.y)));
      if (shape->turned)
        gtk_snapshot_rotate (snapshot, -90);
      gtk_snapshot_append_layout (snapshot, shape->layout, &color);
      gtk_snapshot_restore (snapshot);
    }
}

void
crm_chart_paint_snapshot (const CrmChartPlan *plan, const CrmChartColors *colors, GtkSnapshot *snapshot)
{
  guint n;
  const CrmChartShape *shapes = crm_chart_plan_get_shapes (plan, &n);

  for (guint i = 0; i < n; i++)
    snapshot_shape (&shapes[i], colors, snapshot);
}

/* ── cairo ────────────────────────────────────────────────────────────────────────────────── */

static void
stroke_cairo (cairo_t *cairo, GskPath *path, float width, gboolean dashed, gboolean round)
{
  GskStroke *stroke = make_stroke (width, dashed, round);

  gsk_path_to_cairo (path, cairo);
  gsk_stroke_to_cairo (stroke, cairo);
  cairo_stroke (cairo);
  gsk_stroke_free (stroke);
}

static void
fill_cairo (const CrmChartShape *shape, const CrmChartColors *colors, cairo_t *cairo)
{
  GdkRGBA color;
  GskPath *pattern = prepare_pattern (shape, colors, &color);

  gsk_path_to_cairo (shape->path, cairo);
  cairo_fill (cairo);
  if (pattern == NULL && !has_edge (shape))
    return;
  gsk_path_to_cairo (shape->path, cairo);
  cairo_clip (cairo);
  if (pattern == NULL)
    {
      gdk_cairo_set_source_rgba (cairo, &colors->accent);
      stroke_cairo (cairo, shape->path, EDGE_WIDTH, FALSE, FALSE);
      return;
    }
  gdk_cairo_set_source_rgba (cairo, &color);
  stroke_cairo (cairo, pattern, get_pattern_width (shape->paint.pattern), FALSE, shape->paint.pattern == CRM_PATTERN_DOTS);
  gsk_path_unref (pattern);
}

void
crm_chart_paint_cairo (const CrmChartPlan *plan, const CrmChartColors *colors, cairo_t *cairo)
{
  guint n;
  const CrmChartShape *shapes = crm_chart_plan_get_shapes (plan, &n);

  for (guint i = 0; i < n; i++)
    {
      GdkRGBA color = get_color (colors, &shapes[i].paint);

      cairo_save (cairo);
      gdk_cairo_set_source_rgba (cairo, &color);
      if (shapes[i].kind == CRM_SHAPE_FILL)
        fill_cairo (&shapes[i], colors, cairo);
      else if (shapes[i].kind == CRM_SHAPE_STROKE)
        stroke_cairo (cairo, shapes[i].path, shapes[i].width, shapes[i].dashed, is_round (&shapes[i]));
      else
        {
          cairo_move_to (cairo, shapes[i].at.x, shapes[i].at.y);
          if (shapes[i].turned)
            cairo_rotate (cairo, -G_PI_2);
          pango_cairo_show_layout (cairo, shapes[i].layout);
        }
      cairo_restore (cairo);
    }
}
