/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart laid out: shapes to draw and places that can be pointed at, for one size and one font. */

#pragma once

#include <gtk/gtk.h>

#include "app/charts/crm-chart-data.h"

G_BEGIN_DECLS

/**
 * CrmChartInk:
 * @CRM_INK_SERIES: the palette's colour of @index
 * @CRM_INK_SHADE: @amount of the fullest shade of a matrix
 * @CRM_INK_STEP: the accent in its @index-th step, within an outline of all of it
 *
 * What a shape is drawn in, by meaning; crm-chart-paint knows the colours.
 */
typedef enum
{
  CRM_INK_TEXT,
  CRM_INK_DIM,
  CRM_INK_GRID,
  CRM_INK_AXIS,
  CRM_INK_SURFACE,
  CRM_INK_ACCENT,
  CRM_INK_GOOD,
  CRM_INK_BAD,
  CRM_INK_QUIET,
  CRM_INK_SERIES,
  CRM_INK_SHADE,
  CRM_INK_STEP,
} CrmChartInk;

/* Drawn over a fill, in the colour of what the chart lies on, so that series differ without their colours. */
typedef enum
{
  CRM_PATTERN_PLAIN,
  CRM_PATTERN_RISING,
  CRM_PATTERN_DOTS,
  CRM_PATTERN_FALLING,
  CRM_PATTERN_BARS,
  CRM_PATTERN_CHECKS,
  CRM_N_PATTERNS,
} CrmChartPattern;

typedef struct
{
  CrmChartInk ink;
  guint index;
  float amount; /* of opacity, or of shade; 0 counts as 1 */
  CrmChartPattern pattern;
} CrmChartPaint;

typedef enum
{
  CRM_SHAPE_FILL,
  CRM_SHAPE_STROKE,
  CRM_SHAPE_TEXT,
} CrmShapeKind;

/**
 * CrmChartShape:
 * @path: (nullable): what is filled or stroked
 * @layout: (nullable): a text, its upper left corner at @at
 * @width: of a stroke; 0 for one that is as thin as can be
 * @dashed: whether a stroke is
 * @turned: whether a text runs upwards; then @at is its lower left corner on the page
 */
typedef struct
{
  CrmShapeKind kind;
  CrmChartPaint paint;
  GskPath *path;
  PangoLayout *layout;
  graphene_point_t at;
  float width;
  gboolean dashed;
  gboolean turned;
} CrmChartShape;

/**
 * CrmChartSpot:
 * @area: around the mark, never smaller than a finger can hit where there is room for it
 * @outline: the mark itself, in the chart's coordinates
 *
 * The place of one value. The later of two that overlap lies on top.
 */
typedef struct
{
  guint series;
  guint category;
  graphene_rect_t area;
  GskPath *outline;
} CrmChartSpot;

typedef struct _CrmChartPlan CrmChartPlan;

/**
 * crm_chart_plan_new:
 * @context: its font, direction and resolution are the chart's
 * @width: in the units of @context; anything below 1 gives an empty plan
 * @with_title: whether title and subtitle stand over it, as on paper and in pictures
 *
 * Lays a chart out. Nothing is read but the arguments; no display is needed.
 *
 * Returns: (transfer full): the plan, for the thread of @context.
 */
CrmChartPlan *crm_chart_plan_new (CrmChartData *data, PangoContext *context, double width, double height, gboolean with_title);
void crm_chart_plan_free (CrmChartPlan *self);

/* How high a chart of this width had best be, in the units of @context. */
double crm_chart_plan_measure (CrmChartData *data, PangoContext *context, double width, gboolean with_title);

const CrmChartShape *crm_chart_plan_get_shapes (const CrmChartPlan *self, guint *n_shapes);
const CrmChartSpot *crm_chart_plan_get_spots (const CrmChartPlan *self, guint *n_spots);

/**
 * crm_chart_plan_step:
 * @spot: where the keyboard is
 * @direction: %GTK_DIR_LEFT, %GTK_DIR_RIGHT, %GTK_DIR_UP or %GTK_DIR_DOWN
 *
 * Along the categories, of which none with a mark is passed over, the series stays the same where it can; across them the category does.
 *
 * Returns: the next spot in that direction, or @spot where there is none.
 */
guint crm_chart_plan_step (const CrmChartPlan *self, guint spot, GtkDirectionType direction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChartPlan, crm_chart_plan_free)

G_END_DECLS
