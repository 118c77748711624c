/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart laid out: shapes to draw and places that can be pointed at, for one size and one font. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-plan.h"

#include "app/charts/crm-chart-pen.h"

#include <math.h>

#define SMALLEST 40 /* what is narrower or lower than this shows nothing */

struct _CrmChartPlan
{
  CrmChartData *data;
  GArray *shapes;
  GArray *spots;
};

static void
shape_clear (gpointer data)
{
  CrmChartShape *shape = data;

  g_clear_pointer (&shape->path, gsk_path_unref);
  g_clear_object (&shape->layout);
}

static void
spot_clear (gpointer data)
{
  gsk_path_unref (((CrmChartSpot *)data)->outline);
}

static float
get_line (PangoContext *context)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  float height = (float)(pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  return height * 0.86f;
}

static void
pen_init (CrmChartPen *pen, CrmChartData *data, PangoContext *context, double width, double height)
{
  *pen = (CrmChartPen){ .data = data, .context = context, .width = (float)width, .height = (float)height };
  pen->line = get_line (context);
  pen->gap = pen->line / 4;
  pen->mirrored = pango_context_get_base_dir (context) == PANGO_DIRECTION_RTL;
  pen->area = GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height);
  pen->shapes = g_array_new (FALSE, FALSE, sizeof (CrmChartShape));
  g_array_set_clear_func (pen->shapes, shape_clear);
  pen->spots = g_array_new (FALSE, FALSE, sizeof (CrmChartSpot));
  g_array_set_clear_func (pen->spots, spot_clear);
}

static float
draw_title (CrmChartPen *pen)
{
  const char *subtitle = crm_chart_data_get_subtitle (pen->data);
  float taken = pen->line * 2.2f;
  CrmChartTextPlace title = { CRM_TEXT_TITLE, 0, pen->line * 0.8f, 0, 0.5f, pen->width };
  CrmChartTextPlace below = { CRM_TEXT_SMALL, 0, pen->line * 2.2f, 0, 0.5f, pen->width };

  crm_chart_pen_text (pen, crm_chart_data_get_title (pen->data), CRM_PAINT (TEXT), &title);
  if (subtitle != NULL && *subtitle != '\0')
    {
      crm_chart_pen_text (pen, subtitle, CRM_PAINT (DIM), &below);
      taken += pen->line * 1.4f;
    }
  pen->area.origin.y += taken;
  pen->area.size.height -= taken;
  return taken;
}

static void
draw_empty (CrmChartPen *pen)
{
  CrmChartTextPlace place = {
    .style = CRM_TEXT_NORMAL,
    .x = pen->width / 2,
    .y = pen->area.origin.y + pen->area.size.height / 2,
    .align_x = 0.5f,
    .align_y = 0.5f,
    .room = pen->width,
    .lines = 3,
  };

  crm_chart_pen_text (pen, crm_chart_data_get_empty_text (pen->data), CRM_PAINT (DIM), &place);
}

static void
draw (CrmChartPen *pen)
{
  static const CrmChartDrawFunc forms[] = {
    [CRM_CHART_COLUMNS] = crm_column_plan_draw,
    [CRM_CHART_BARS] = crm_bar_plan_draw,
    [CRM_CHART_FUNNEL] = crm_funnel_plan_draw,
    [CRM_CHART_MATRIX] = crm_matrix_plan_draw,
    [CRM_CHART_LINES] = crm_line_plan_draw,
    [CRM_CHART_WATERFALL] = crm_waterfall_plan_draw,
    [CRM_CHART_MAP] = crm_map_plan_draw,
  };

  if (crm_chart_data_is_empty (pen->data))
    draw_empty (pen);
  else
    forms[crm_chart_data_get_form (pen->data)](pen);
}

CrmChartPlan *
crm_chart_plan_new (CrmChartData *data, PangoContext *context, double width, double height, gboolean with_title)
{
  CrmChartPlan *self;
  CrmChartPen pen;

  g_return_val_if_fail (data != NULL && PANGO_IS_CONTEXT (context), NULL);

  pen_init (&pen, data, context, width, height);
  if (width >= SMALLEST && height >= SMALLEST)
    {
      if (with_title)
        draw_title (&pen);
      draw (&pen);
    }
  self = g_new0 (CrmChartPlan, 1);
  self->data = crm_chart_data_ref (data);
  self->shapes = pen.shapes;
  self->spots = pen.spots;
  return self;
}

void
crm_chart_plan_free (CrmChartPlan *self)
{
  crm_chart_data_unref (self->data);
  g_array_unref (self->shapes);
  g_array_unref (self->spots);
  g_free (self);
}

/* ── how high ─────────────────────────────────────────────────────────────────────────────── */

static guint
count_bars (const CrmChartData *data)
{
  guint n = 0;

  if (crm_chart_data_get_stacked (data))
    return 1;
  for (guint i = 0; i < crm_chart_data_get_n_series (data); i++)
    n += crm_chart_data_get_look (data, i) == CRM_SERIES_BAR;
  return MAX (n, 1);
}

/* In lines of text, without title and legend. */
static float
get_lines (const CrmChartData *data, gboolean narrow)
{
  guint n = crm_chart_data_get_n_categories (data);

  if (crm_chart_data_is_empty (data))
    return 8;
  switch (crm_chart_data_get_form (data))
    {
    case CRM_CHART_BARS:
      return (float)n * (0.9f + 1.1f * (float)count_bars (data) + (narrow ? 1.3f : 0)) + 0.5f;
    case CRM_CHART_FUNNEL:
      return narrow ? (float)n * 4.6f - 2.6f : (float)n * 3.8f - 1.6f;
    case CRM_CHART_MATRIX:
      return (narrow ? 6.5f : 3.2f) + 2.1f * (float)(crm_chart_data_get_n_series (data) + 1);
    case CRM_CHART_MAP:
      return narrow ? 24 : 25;
    case CRM_CHART_COLUMNS:
    case CRM_CHART_LINES:
    case CRM_CHART_WATERFALL:
    default:
      return 17;
    }
}

double
crm_chart_plan_measure (CrmChartData *data, PangoContext *context, double width, gboolean with_title)
{
  CrmChartPen pen;
  double height = 0;

  g_return_val_if_fail (data != NULL && PANGO_IS_CONTEXT (context), 0);

  pen_init (&pen, data, context, width, 0);
  if (with_title)
    height += draw_title (&pen);
  if (!crm_chart_data_is_empty (data) && crm_chart_data_get_form (data) <= CRM_CHART_LINES && crm_chart_data_get_form (data) != CRM_CHART_FUNNEL && crm_chart_data_get_form (data) != CRM_CHART_MATRIX)
    height += crm_chart_pen_legend (&pen);
  height += get_lines (data, width < pen.line * 26) * pen.line;
  g_array_unref (pen.shapes);
  g_array_unref (pen.spots);
  return ceil (height);
}

/* ── reading ──────────────────────────────────────────────────────────────────────────────── */

const CrmChartShape *
crm_chart_plan_get_shapes (const CrmChartPlan *self, guint *n_shapes)
{
  *n_shapes = self->shapes->len;
  return (const CrmChartShape *)self->shapes->data;
}

const CrmChartSpot *
crm_chart_plan_get_spots (const CrmChartPlan *self, guint *n_spots)
{
  *n_spots = self->spots->len;
  return (const CrmChartSpot *)self->spots->data;
}

/* How far @to lies in @direction from @from; below 0 it lies the other way. */
static float
get_distance (const CrmChartSpot *from, const CrmChartSpot *to, GtkDirectionType direction)
{
  graphene_point_t a, b;

  graphene_rect_get_center (&from->area, &a);
  graphene_rect_get_center (&to->area, &b);
  switch (direction)
    {
    case GTK_DIR_LEFT:
      return a.x - b.x;
    case GTK_DIR_RIGHT:
      return b.x - a.x;
    case GTK_DIR_UP:
      return a.y - b.y;
    case GTK_DIR_DOWN:
      return b.y - a.y;
    case GTK_DIR_TAB_FORWARD:
    case GTK_DIR_TAB_BACKWARD:
    default:
      return -1;
    }
}

/* What lies in one place is walked in its order, so that nothing is out of reach. */
static gboolean
is_ahead (const CrmChartSpot *from, const CrmChartSpot *to, GtkDirectionType direction)
{
  float distance = get_distance (from, to, direction);

  if (distance != 0)
    return distance > 0;
  return direction == GTK_DIR_RIGHT || direction == GTK_DIR_DOWN ? to > from : to < from;
}

/* On a map: the next point that way, wherever it lies across. */
static guint
step_in_plane (const CrmChartPlan *self, guint spot, GtkDirectionType direction)
{
  const CrmChartSpot *spots = (const CrmChartSpot *)self->spots->data;
  guint found = spot;

  for (guint i = 0; i < self->spots->len; i++)
    if (i != spot && is_ahead (&spots[spot], &spots[i], direction) && (found == spot || is_ahead (&spots[i], &spots[found], direction)))
      found = i;
  return found;
}

/* The next of the category, whatever its series. */
static guint
step_across (const CrmChartPlan *self, guint spot, GtkDirectionType direction)
{
  const CrmChartSpot *spots = (const CrmChartSpot *)self->spots->data;
  guint found = spot;

  for (guint i = 0; i < self->spots->len; i++)
    if (i != spot && spots[i].category == spots[spot].category
        && is_ahead (&spots[spot], &spots[i], direction)
        && (found == spot || is_ahead (&spots[i], &spots[found], direction)))
      found = i;
  return found;
}

static guint
count_apart (guint a, guint b)
{
  return a > b ? a - b : b - a;
}

/* No category with a mark is passed over, though it has none of the series: what is skipped could not be reached at all. */
static gboolean
is_nearer (const CrmChartSpot *from, const CrmChartSpot *one, const CrmChartSpot *other)
{
  guint a = count_apart (from->category, one->category), b = count_apart (from->category, other->category);

  if (a != b)
    return a < b;
  return count_apart (from->series, one->series) < count_apart (from->series, other->series);
}

static guint
step_along (const CrmChartPlan *self, guint spot, GtkDirectionType direction)
{
  const CrmChartSpot *spots = (const CrmChartSpot *)self->spots->data;
  guint found = spot;

  for (guint i = 0; i < self->spots->len; i++)
    if (spots[i].category != spots[spot].category
        && is_ahead (&spots[spot], &spots[i], direction)
        && (found == spot || is_nearer (&spots[spot], &spots[i], &spots[found])))
      found = i;
  return found;
}

guint
crm_chart_plan_step (const CrmChartPlan *self, guint spot, GtkDirectionType direction)
{
  CrmChartForm form;
  gboolean across, upright;

  g_return_val_if_fail (self != NULL && spot < self->spots->len, spot);

  form = crm_chart_data_get_form (self->data);
  if (form == CRM_CHART_MAP)
    return step_in_plane (self, spot, direction);
  upright = form != CRM_CHART_BARS && form != CRM_CHART_FUNNEL;
  across = upright == (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN);
  return across ? step_across (self, spot, direction) : step_along (self, spot, direction);
}
