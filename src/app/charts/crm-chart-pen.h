/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the forms of charts are drawn with: shapes, text, axes and legend, in coordinates from left to right. Private to app/charts. */

#pragma once

#include "app/charts/crm-chart-plan.h"
#include "app/charts/crm-chart-scale.h"

G_BEGIN_DECLS

/**
 * CrmChartPen:
 * @line: the height of a line of the small letters; every distance is a part of it, so that a chart grows with its text
 * @gap: a quarter of @line: the unit of all spacing
 * @area: what is left to draw in; title and legend take theirs from the top
 *
 * Collects shapes. Callers count from the left; where the language runs from the right, the pen mirrors.
 */
typedef struct
{
  CrmChartData *data;
  PangoContext *context;
  GArray *shapes; /* of CrmChartShape */
  GArray *spots;  /* of CrmChartSpot */
  float width;
  float height;
  float line;
  float gap;
  gboolean mirrored;
  guint label_rows; /* of the category axis: long names take turns in two */
  graphene_rect_t area;
} CrmChartPen;

typedef enum
{
  CRM_TEXT_SMALL,
  CRM_TEXT_NORMAL,
  CRM_TEXT_STRONG,
  CRM_TEXT_TITLE,
} CrmChartTextStyle;

/* @x, @y: the point at which the text hangs; @align_x and @align_y: which part of the text hangs there, 0 to 1. It is cut short at @room. */
typedef struct
{
  CrmChartTextStyle style;
  float x;
  float y;
  float align_x;
  float align_y;
  float room;  /* 0: any */
  guint lines; /* at most; 0 is 1 */
} CrmChartTextPlace;

/* Text in @paint; nothing where it is empty. */
void crm_chart_pen_text (CrmChartPen *self, const char *text, CrmChartPaint paint, const CrmChartTextPlace *place);

/* The same over the lines of an axis, which would cross its figures. */
void crm_chart_pen_clear_text (CrmChartPen *self, const char *text, CrmChartPaint paint, const CrmChartTextPlace *place);

/* A text of one line that runs upwards from @x, @y, centred on @x. */
void crm_chart_pen_turned_text (CrmChartPen *self, const char *text, CrmChartPaint paint, float x, float y, float room);
float crm_chart_pen_measure (CrmChartPen *self, const char *text, CrmChartTextStyle style);

void crm_chart_pen_line (CrmChartPen *self, float x1, float y1, float x2, float y2, CrmChartPaint paint, float width);

/* @points: (array length=n): two coordinates each. */
void crm_chart_pen_polyline (CrmChartPen *self, const graphene_point_t *points, guint n, CrmChartPaint paint, float width, gboolean dashed);
void crm_chart_pen_polygon (CrmChartPen *self, const graphene_point_t *points, guint n, CrmChartPaint paint);
void crm_chart_pen_circle (CrmChartPen *self, float x, float y, float radius, CrmChartPaint paint);

/** CrmChartCorners: which corners of a bar are round. */
typedef enum
{
  CRM_CORNERS_NONE = 0,
  CRM_CORNERS_TOP = 1,
  CRM_CORNERS_BOTTOM = 2,
  CRM_CORNERS_START = 4,
  CRM_CORNERS_END = 8,
  CRM_CORNERS_ALL = 3,
} CrmChartCorners;

void crm_chart_pen_bar (CrmChartPen *self, const graphene_rect_t *bar, CrmChartCorners corners, CrmChartPaint paint);

/* Marks where a value can be pointed at. The polygon's points are as for crm_chart_pen_polygon(). */
void crm_chart_pen_spot (CrmChartPen *self, guint series, guint category, const graphene_rect_t *area);
void crm_chart_pen_spot_polygon (CrmChartPen *self, guint series, guint category, const graphene_point_t *points, guint n);

/* How a series is drawn: its tone, or the palette's colour at its place, with a pattern where there are several. */
CrmChartPaint crm_chart_pen_get_paint (CrmChartPen *self, guint series);

/* Takes room at the top of the area: which series is which. Nothing where there is one. Returns: how high it is. */
float crm_chart_pen_legend (CrmChartPen *self);

/**
 * crm_chart_pen_value_axis:
 * @plot: (inout): the area; what the labels take is taken off its left, and half a line off its top
 *
 * Lines across the plot with short labels beside them, the line of 0 stronger.
 */
void crm_chart_pen_value_axis (CrmChartPen *self, const CrmChartScale *scale, graphene_rect_t *plot);

/* Labels under the plot, as many as fit; each category has an equal share of its width. @plot keeps its size: leave two lines under it. */
void crm_chart_pen_category_axis (CrmChartPen *self, const graphene_rect_t *plot);

/* How near to each other the lines of a value axis may be: whole things are not halved. */
double crm_chart_pen_get_least_step (CrmChartPen *self);

/* Takes the room of the category axis off the bottom of @plot. */
void crm_chart_pen_reserve_categories (CrmChartPen *self, graphene_rect_t *plot);

/* How many lines a value axis of this height has room for. */
guint crm_chart_pen_count_lines (CrmChartPen *self, float height);

/* ── the forms ────────────────────────────────────────────────────────────────────────────── */

typedef void (*CrmChartDrawFunc) (CrmChartPen *pen);

void crm_column_plan_draw (CrmChartPen *pen);
void crm_bar_plan_draw (CrmChartPen *pen);
void crm_funnel_plan_draw (CrmChartPen *pen);
void crm_matrix_plan_draw (CrmChartPen *pen);
void crm_line_plan_draw (CrmChartPen *pen);
void crm_map_plan_draw (CrmChartPen *pen);
void crm_waterfall_plan_draw (CrmChartPen *pen);

#define CRM_PAINT(name) ((CrmChartPaint){ .ink = CRM_INK_##name })

G_END_DECLS
