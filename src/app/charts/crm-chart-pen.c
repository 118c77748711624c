/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forms of charts are drawn with: shapes and text, mirrored where the language runs from the right. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-pen.h"

#include "app/charts/crm-chart-colors.h"

#define RADIUS 0.28f /* of a bar's corners, in lines */

static float
mirror (CrmChartPen *self, float x)
{
  return self->mirrored ? self->width - x : x;
}

static void
add_path (CrmChartPen *self, GskPathBuilder *builder, CrmShapeKind kind, CrmChartPaint paint, float width, gboolean dashed)
{
  CrmChartShape shape = { .kind = kind, .paint = paint, .width = width, .dashed = dashed };

  shape.path = gsk_path_builder_free_to_path (builder);
  g_array_append_val (self->shapes, shape);
}

/* ── text ─────────────────────────────────────────────────────────────────────────────────── */

static PangoLayout *
make_layout (CrmChartPen *self, const char *text, CrmChartTextStyle style)
{
  static const double sizes[] = { [CRM_TEXT_SMALL] = 0.82, [CRM_TEXT_NORMAL] = 0.92, [CRM_TEXT_STRONG] = 0.92, [CRM_TEXT_TITLE] = 1.1 };
  PangoLayout *layout = pango_layout_new (self->context);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (sizes[style]));
  /* Figures of one width: those of a column stand under each other. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  if (style >= CRM_TEXT_STRONG)
    pango_attr_list_insert (attributes, pango_attr_weight_new (style == CRM_TEXT_TITLE ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_SEMIBOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

float
crm_chart_pen_measure (CrmChartPen *self, const char *text, CrmChartTextStyle style)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, style);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (float)width / PANGO_SCALE;
}

/* Cut short it fills its room, and its letters lie in it as they hang. */
static void
fit_layout (PangoLayout *layout, const CrmChartTextPlace *place)
{
  if (place->lines > 1)
    {
      pango_layout_set_width (layout, (int)(MAX (place->room, 1) * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_height (layout, -(int)place->lines);
    }
  else
    {
      pango_layout_set_single_paragraph_mode (layout, TRUE);
      pango_layout_set_width (layout, (int)(MAX (place->room, 1) * PANGO_SCALE));
    }
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
}

void
crm_chart_pen_text (CrmChartPen *self, const char *text, CrmChartPaint paint, const CrmChartTextPlace *place)
{
  CrmChartShape shape = { .kind = CRM_SHAPE_TEXT, .paint = paint };
  float align = self->mirrored ? 1 - place->align_x : place->align_x;
  PangoRectangle extents;

  if (text == NULL || *text == '\0' || (place->room != 0 && place->room < self->gap))
    return;
  shape.layout = make_layout (self, text, place->style);
  if (place->room != 0)
    fit_layout (shape.layout, place);
  /* Of several lines; where all of them stand is decided below. */
  if (align == 0.5f)
    pango_layout_set_alignment (shape.layout, PANGO_ALIGN_CENTER);
  pango_layout_get_extents (shape.layout, NULL, &extents);
  shape.at.x = mirror (self, place->x) - (float)extents.x / PANGO_SCALE - (float)extents.width / PANGO_SCALE * align;
  shape.at.y = place->y - (float)extents.height / PANGO_SCALE * place->align_y;
  g_array_append_val (self->shapes, shape);
}

void
crm_chart_pen_clear_text (CrmChartPen *self, const char *text, CrmChartPaint paint, const CrmChartTextPlace *place)
{
  float width = crm_chart_pen_measure (self, text, place->style) + self->gap, height = self->line;

  crm_chart_pen_bar (self, &GRAPHENE_RECT_INIT (place->x - width * place->align_x, place->y - height * place->align_y, width, height), CRM_CORNERS_NONE, CRM_PAINT (SURFACE));
  crm_chart_pen_text (self, text, paint, place);
}

void
crm_chart_pen_turned_text (CrmChartPen *self, const char *text, CrmChartPaint paint, float x, float y, float room)
{
  CrmChartShape shape = { .kind = CRM_SHAPE_TEXT, .paint = paint, .turned = TRUE };
  CrmChartTextPlace place = { .room = room };
  PangoRectangle extents;

  shape.layout = make_layout (self, text, CRM_TEXT_SMALL);
  fit_layout (shape.layout, &place);
  /* It begins at the foot in every language, wherever in its room the letters lie. */
  pango_layout_get_extents (shape.layout, NULL, &extents);
  shape.at = GRAPHENE_POINT_INIT (mirror (self, x) - (float)extents.height / PANGO_SCALE / 2, y + (float)extents.x / PANGO_SCALE);
  g_array_append_val (self->shapes, shape);
}

/* ── shapes ───────────────────────────────────────────────────────────────────────────────── */

static GskPathBuilder *
trace (CrmChartPen *self, const graphene_point_t *points, guint n)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  for (guint i = 0; i < n; i++)
    if (i == 0)
      gsk_path_builder_move_to (builder, mirror (self, points[i].x), points[i].y);
    else
      gsk_path_builder_line_to (builder, mirror (self, points[i].x), points[i].y);
  return builder;
}

void
crm_chart_pen_line (CrmChartPen *self, float x1, float y1, float x2, float y2, CrmChartPaint paint, float width)
{
  crm_chart_pen_polyline (self, (graphene_point_t[]){ { x1, y1 }, { x2, y2 } }, 2, paint, width, FALSE);
}

void
crm_chart_pen_polyline (CrmChartPen *self, const graphene_point_t *points, guint n, CrmChartPaint paint, float width, gboolean dashed)
{
  if (n > 1)
    add_path (self, trace (self, points, n), CRM_SHAPE_STROKE, paint, width, dashed);
}

void
crm_chart_pen_polygon (CrmChartPen *self, const graphene_point_t *points, guint n, CrmChartPaint paint)
{
  GskPathBuilder *builder = trace (self, points, n);

  gsk_path_builder_close (builder);
  add_path (self, builder, CRM_SHAPE_FILL, paint, 0, FALSE);
}

void
crm_chart_pen_circle (CrmChartPen *self, float x, float y, float radius, CrmChartPaint paint)
{
  GskPathBuilder *builder = gsk_path_builder_new ();

  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (mirror (self, x), y), radius);
  add_path (self, builder, CRM_SHAPE_FILL, paint, 0, FALSE);
}

static graphene_rect_t
mirror_rect (CrmChartPen *self, const graphene_rect_t *rect)
{
  graphene_rect_t mirrored = *rect;

  if (self->mirrored)
    mirrored.origin.x = self->width - rect->origin.x - rect->size.width;
  return mirrored;
}

static GskRoundedRect
round_bar (CrmChartPen *self, const graphene_rect_t *bar, CrmChartCorners corners)
{
  graphene_rect_t place = mirror_rect (self, bar);
  float radius = MIN (self->line * RADIUS, MIN (bar->size.width, bar->size.height) / 3);
  graphene_size_t round = { radius, radius }, none = { 0, 0 };
  gboolean left = (corners & (self->mirrored ? CRM_CORNERS_END : CRM_CORNERS_START)) != 0;
  gboolean right = (corners & (self->mirrored ? CRM_CORNERS_START : CRM_CORNERS_END)) != 0;
  gboolean top = (corners & CRM_CORNERS_TOP) != 0, bottom = (corners & CRM_CORNERS_BOTTOM) != 0;
  GskRoundedRect rounded;

  gsk_rounded_rect_init (&rounded, &place,
                         top || left ? &round : &none,
                         top || right ? &round : &none,
                         bottom || right ? &round : &none,
                         bottom || left ? &round : &none);
  return rounded;
}

void
crm_chart_pen_bar (CrmChartPen *self, const graphene_rect_t *bar, CrmChartCorners corners, CrmChartPaint paint)
{
  GskPathBuilder *builder;
  GskRoundedRect rounded;

  if (bar->size.width <= 0 || bar->size.height <= 0)
    return;
  builder = gsk_path_builder_new ();
  rounded = round_bar (self, bar, corners);
  gsk_path_builder_add_rounded_rect (builder, &rounded);
  add_path (self, builder, CRM_SHAPE_FILL, paint, 0, FALSE);
}

/* ── what can be pointed at ───────────────────────────────────────────────────────────────── */

void
crm_chart_pen_spot (CrmChartPen *self, guint series, guint category, const graphene_rect_t *area)
{
  CrmChartSpot spot = { .series = series, .category = category, .area = mirror_rect (self, area) };
  GskPathBuilder *builder = gsk_path_builder_new ();

  gsk_path_builder_add_rect (builder, &spot.area);
  spot.outline = gsk_path_builder_free_to_path (builder);
  g_array_append_val (self->spots, spot);
}

void
crm_chart_pen_spot_polygon (CrmChartPen *self, guint series, guint category, const graphene_point_t *points, guint n)
{
  CrmChartSpot spot = { .series = series, .category = category };
  GskPathBuilder *builder = trace (self, points, n);

  gsk_path_builder_close (builder);
  spot.outline = gsk_path_builder_free_to_path (builder);
  if (!gsk_path_get_bounds (spot.outline, &spot.area))
    {
      gsk_path_unref (spot.outline);
      return;
    }
  g_array_append_val (self->spots, spot);
}

/* ── series ───────────────────────────────────────────────────────────────────────────────── */

static guint
count_tone (const CrmChartData *data, CrmSeriesTone tone, guint until)
{
  guint n = 0;

  for (guint i = 0; i < until; i++)
    n += crm_chart_data_get_tone (data, i) == tone;
  return n;
}

/* How many series before this one take a colour of the palette. */
static guint
count_colored (const CrmChartData *data, guint until)
{
  guint n = 0;

  for (guint i = 0; i < until; i++)
    n += crm_chart_data_get_tone (data, i) == CRM_SERIES_AUTO && crm_chart_data_get_look (data, i) != CRM_SERIES_MARKER;
  return n;
}

CrmChartPaint
crm_chart_pen_get_paint (CrmChartPen *self, guint series)
{
  static const CrmChartInk inks[] = { CRM_INK_SERIES, CRM_INK_ACCENT, CRM_INK_GOOD, CRM_INK_BAD, CRM_INK_QUIET, CRM_INK_STEP };
  CrmSeriesTone tone = crm_chart_data_get_tone (self->data, series);
  CrmSeriesLook look = crm_chart_data_get_look (self->data, series);
  guint n = crm_chart_data_get_n_series (self->data);
  /* The accent is likely to be the palette's first colour, or near it. */
  guint taken = count_tone (self->data, CRM_SERIES_ACCENT, n) + count_tone (self->data, CRM_SERIES_STEP, n) > 0;
  CrmChartPaint paint = { .ink = inks[tone] };

  if (look == CRM_SERIES_MARKER && tone == CRM_SERIES_AUTO)
    return CRM_PAINT (TEXT);
  if (tone == CRM_SERIES_STEP)
    return (CrmChartPaint){ .ink = CRM_INK_STEP, .index = count_tone (self->data, CRM_SERIES_STEP, series) };
  if (look == CRM_SERIES_BAR)
    paint.pattern = series % CRM_N_PATTERNS;
  if (tone != CRM_SERIES_AUTO)
    return paint;
  if (taken == 0 && count_colored (self->data, n) == 1)
    return (CrmChartPaint){ .ink = CRM_INK_ACCENT };
  paint.index = (taken + count_colored (self->data, series)) % CRM_N_CHART_COLORS;
  return paint;
}
