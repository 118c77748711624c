/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts laid out and taken out of the window, without a display. */

#include "app/charts/crm-chart-export.h"
#include "app/charts/crm-chart-paint.h"
#include "app/charts/crm-chart-plan.h"
#include "core/base/crm-error.h"
#include "tests/charts/chart-samples.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <pango/pangocairo.h>

/* Pango has it from 1.58 on (its 1.57 was the unstable series). */
#if !PANGO_VERSION_CHECK(1, 57, 0)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PangoContext, g_object_unref)
#endif

#define SEED 20261122

static PangoContext *
make_context (PangoDirection direction, double size)
{
  PangoFontMap *fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  PangoFontDescription *font = pango_font_description_from_string ("Sans");

  pango_font_description_set_size (font, (int)(size * PANGO_SCALE));
  pango_context_set_font_description (context, font);
  pango_context_set_base_dir (context, direction);
  pango_font_description_free (font);
  g_object_unref (fonts);
  return context;
}

static CrmChartPlan *
lay_out (const char *name, double width, double height)
{
  g_autoptr (PangoContext) context = make_context (PANGO_DIRECTION_LTR, 11);
  g_autoptr (CrmChartData) data = chart_sample_make (name, FALSE);

  return crm_chart_plan_new (data, context, width, height, FALSE);
}

static const CrmChartSpot *
find_spot (const CrmChartPlan *plan, guint series, guint category)
{
  guint n;
  const CrmChartSpot *spots = crm_chart_plan_get_spots (plan, &n);

  for (guint i = 0; i < n; i++)
    if (spots[i].series == series && spots[i].category == category)
      return &spots[i];
  return NULL;
}

/* ── every form, at every size ────────────────────────────────────────────────────────────── */

static void
assert_inside (const graphene_rect_t *box, double width, double height)
{
  g_assert_cmpfloat (box->origin.x, >=, -1.5);
  g_assert_cmpfloat (box->origin.y, >=, -1.5);
  g_assert_cmpfloat (box->origin.x + box->size.width, <=, width + 1.5);
  g_assert_cmpfloat (box->origin.y + box->size.height, <=, height + 1.5);
}

static void
assert_shapes_inside (const CrmChartPlan *plan, double width, double height)
{
  guint n;
  const CrmChartShape *shapes = crm_chart_plan_get_shapes (plan, &n);

  for (guint i = 0; i < n; i++)
    {
      graphene_rect_t box;
      PangoRectangle text;

      if (shapes[i].kind == CRM_SHAPE_TEXT)
        {
          pango_layout_get_pixel_extents (shapes[i].layout, NULL, &text);
          if (shapes[i].turned)
            box = GRAPHENE_RECT_INIT (shapes[i].at.x + (float)text.y, shapes[i].at.y - (float)(text.x + text.width), (float)text.height, (float)text.width);
          else
            box = GRAPHENE_RECT_INIT (shapes[i].at.x + (float)text.x, shapes[i].at.y + (float)text.y, (float)text.width, (float)text.height);
        }
      else if (!gsk_path_get_bounds (shapes[i].path, &box))
        continue;
      g_test_message ("  %s", shapes[i].kind == CRM_SHAPE_TEXT ? pango_layout_get_text (shapes[i].layout) : "shape");
      assert_inside (&box, width, height);
    }
}

static void
assert_spots_known (const CrmChartPlan *plan, const CrmChartData *data, double width, double height)
{
  guint n;
  const CrmChartSpot *spots = crm_chart_plan_get_spots (plan, &n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (crm_chart_data_has_mark (data, spots[i].series, spots[i].category));
      assert_inside (&spots[i].area, width + 12, height + 12);
      g_assert_true (find_spot (plan, spots[i].series, spots[i].category) == &spots[i]);
    }
  for (guint series = 0; series < crm_chart_data_get_n_series (data); series++)
    for (guint category = 0; category < crm_chart_data_get_n_categories (data); category++)
      {
        const CrmChartValue *value = crm_chart_data_get_value (data, series, category);

        if (crm_chart_data_has_mark (data, series, category) && (value->value != 0 || crm_chart_data_get_form (data) == CRM_CHART_MAP))
          g_assert_nonnull (find_spot (plan, series, category));
      }
}

/* With the arrow keys alone every mark can be reached from the first. */
static void
assert_walkable (const CrmChartPlan *plan)
{
  static const GtkDirectionType directions[] = { GTK_DIR_LEFT, GTK_DIR_RIGHT, GTK_DIR_UP, GTK_DIR_DOWN };
  g_autofree gboolean *seen = NULL;
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n, n_seen = 0, first = 0;

  crm_chart_plan_get_spots (plan, &n);
  if (n == 0)
    return;
  seen = g_new0 (gboolean, n);
  g_array_append_val (waiting, first);
  seen[0] = TRUE;
  while (waiting->len > 0)
    {
      guint spot = g_array_index (waiting, guint, waiting->len - 1);

      g_array_set_size (waiting, waiting->len - 1);
      n_seen++;
      for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
        {
          guint next = crm_chart_plan_step (plan, spot, directions[i]);

          g_assert_cmpuint (next, <, n);
          if (seen[next])
            continue;
          seen[next] = TRUE;
          g_array_append_val (waiting, next);
        }
    }
  g_assert_cmpuint (n_seen, ==, n);
}

static void
assert_well_laid_out (CrmChartData *data, PangoContext *context, double width, gboolean with_title)
{
  double height = crm_chart_plan_measure (data, context, width, with_title);
  g_autoptr (CrmChartPlan) plan = crm_chart_plan_new (data, context, width, height, with_title);

  assert_shapes_inside (plan, width, height);
  assert_spots_known (plan, data, width, height);
  assert_walkable (plan);
}

static void
test_forms (void)
{
  static const double widths[] = { 300, 420, 700, 1400 };

  for (guint i = 0; i < n_chart_samples; i++)
    for (guint size = 0; size < G_N_ELEMENTS (widths); size++)
      for (guint look = 0; look < 4; look++)
        {
          g_autoptr (PangoContext) context = make_context (look % 2 == 0 ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL, 11);
          g_autoptr (CrmChartData) data = chart_samples[i].make (look >= 2);

          g_test_message ("%s at %g, look %u", chart_samples[i].name, widths[size], look);
          assert_well_laid_out (data, context, widths[size], look == 3);
        }
}

static void
test_large_text (void)
{
  g_autoptr (PangoContext) context = make_context (PANGO_DIRECTION_LTR, 22);

  for (guint i = 0; i < n_chart_samples; i++)
    {
      g_autoptr (CrmChartData) data = chart_samples[i].make (FALSE);

      g_test_message ("%s", chart_samples[i].name);
      assert_well_laid_out (data, context, 640, FALSE);
    }
}

/* A window can be dragged to any size, and a paned to none at all. */
static void
test_sizes (void)
{
  static const double sizes[] = { 0, 1, 39, 41, 60, 120, 5000 };
  g_autoptr (PangoContext) context = make_context (PANGO_DIRECTION_LTR, 11);

  for (guint i = 0; i < n_chart_samples; i++)
    for (guint width = 0; width < G_N_ELEMENTS (sizes); width++)
      for (guint height = 0; height < G_N_ELEMENTS (sizes); height++)
        {
          g_autoptr (CrmChartData) data = chart_samples[i].make (FALSE);
          g_autoptr (CrmChartPlan) plan = crm_chart_plan_new (data, context, sizes[width], sizes[height], TRUE);
          cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
          cairo_t *cairo = cairo_create (surface);
          CrmChartColors colors;

          crm_chart_colors_init (&colors, FALSE, FALSE, NULL, NULL);
          crm_chart_paint_cairo (plan, &colors, cairo);
          g_assert_cmpint (cairo_status (cairo), ==, CAIRO_STATUS_SUCCESS);
          cairo_destroy (cairo);
          cairo_surface_destroy (surface);
        }
}

/* Forms and data that do not go together draw something, and never crash. */
static void
test_nonsense (void)
{
  g_autoptr (PangoContext) context = make_context (PANGO_DIRECTION_LTR, 11);
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %d", SEED);

  for (guint round = 0; round < 600; round++)
    {
      g_autoptr (CrmChartData) data = crm_chart_data_new ((CrmChartForm)g_rand_int_range (rand, 0, CRM_CHART_MAP + 1), "", "en");
      g_autoptr (CrmChartPlan) plan = NULL;
      guint n_series = (guint)g_rand_int_range (rand, 0, 9), n_categories = (guint)g_rand_int_range (rand, 0, 20);

      crm_chart_data_set_stacked (data, g_rand_boolean (rand));
      for (guint i = 0; i < n_categories; i++)
        crm_chart_data_add_category (data, i % 3 == 0 ? "" : "阶段 stage", NULL);
      for (guint i = 0; i < n_series; i++)
        crm_chart_data_add_series (data, "s", (CrmSeriesLook)g_rand_int_range (rand, 0, 3), (CrmSeriesTone)g_rand_int_range (rand, 0, 6));
      for (guint i = 0; i < n_series * n_categories; i++)
        if (g_rand_int_range (rand, 0, 4) != 0)
          crm_chart_data_set_value (data, i / n_categories, i % n_categories, g_rand_double_range (rand, -1, 1) * pow (10, g_rand_int_range (rand, -3, 18)));
      if (g_rand_boolean (rand))
        crm_chart_data_set_cross (data, g_rand_double_range (rand, -1e18, 1e18), g_rand_double (rand));
      crm_chart_data_set_quadrant (data, CRM_QUADRANT_LOW_LOW, "部分 part of the map with a long name");
      for (guint i = 0; i < n_categories; i += 4)
        crm_chart_data_set_note (data, i, "事件 event");
      if (n_series > 0)
        crm_chart_data_set_range (data, 0, -5, g_rand_double (rand));
      plan = crm_chart_plan_new (data, context, 400, 300, TRUE);
      assert_walkable (plan);
    }
}

/* ── the forms, one by one ────────────────────────────────────────────────────────────────── */

static void
test_columns (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("single", 700, 300);
  const CrmChartSpot *first = find_spot (plan, 0, 0), *second = find_spot (plan, 0, 1);
  double base = first->area.origin.y + first->area.size.height;

  g_assert_cmpfloat_with_epsilon (first->area.size.height / second->area.size.height, 42.0 / 57.0, 0.001);
  g_assert_cmpfloat_with_epsilon (second->area.origin.y + second->area.size.height, base, 0.001);
  g_assert_cmpfloat_with_epsilon (first->area.size.width, second->area.size.width, 0.001);
}

static void
test_stack (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("forecast", 900, 400);
  const CrmChartSpot *won = find_spot (plan, 0, 1), *committed = find_spot (plan, 1, 1), *best = find_spot (plan, 2, 1);

  g_assert_null (find_spot (plan, 0, 4));
  g_assert_cmpfloat (committed->area.origin.y + committed->area.size.height, <=, won->area.origin.y + 0.01);
  g_assert_cmpfloat (best->area.origin.y + best->area.size.height, <=, committed->area.origin.y + 0.01);
  g_assert_cmpfloat_with_epsilon ((committed->area.size.height + 1.5) / (won->area.size.height), 310.0 / 860.0, 0.01);
}

static void
test_funnel (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("funnel", 900, 400);
  const CrmChartSpot *first = find_spot (plan, 0, 0);
  float middle = first->area.origin.x + first->area.size.width / 2;

  for (guint stage = 1; stage < 5; stage++)
    {
      static const double reached[] = { 240, 151, 88, 47, 29 };
      const CrmChartSpot *spot = find_spot (plan, 0, stage);

      g_assert_cmpfloat_with_epsilon (spot->area.size.width / first->area.size.width, reached[stage] / 240, 0.001);
      g_assert_cmpfloat_with_epsilon (spot->area.origin.x + spot->area.size.width / 2, middle, 0.01);
      g_assert_cmpfloat (spot->area.origin.y, >, find_spot (plan, 0, stage - 1)->area.origin.y);
    }
  g_assert_null (find_spot (plan, 3, 1));
}

/* Each step begins where the one before it ended. */
static void
test_waterfall (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("waterfall", 900, 500);
  const CrmChartSpot *opening = find_spot (plan, 0, 0), *added = find_spot (plan, 0, 1), *grew = find_spot (plan, 0, 2);
  const CrmChartSpot *shrank = find_spot (plan, 0, 3), *lost = find_spot (plan, 0, 5), *closing = find_spot (plan, 0, 6);

  g_assert_cmpfloat_with_epsilon (added->area.origin.y + added->area.size.height, opening->area.origin.y, 0.01);
  g_assert_cmpfloat_with_epsilon (grew->area.origin.y + grew->area.size.height, added->area.origin.y, 0.01);
  g_assert_cmpfloat_with_epsilon (shrank->area.origin.y, grew->area.origin.y, 0.01);
  g_assert_cmpfloat_with_epsilon (lost->area.origin.y + lost->area.size.height, closing->area.origin.y, 0.01);
  g_assert_cmpfloat_with_epsilon (closing->area.origin.y + closing->area.size.height, opening->area.origin.y + opening->area.size.height, 0.01);
}

/* A point stands where its two values say, by both axes, and a heavy one has so much more area. */
static void
test_map (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("importance", 700, 500), weighed = lay_out ("loyalty", 700, 500);
  const CrmChartSpot *reliability = find_spot (plan, 0, 0), *response = find_spot (plan, 0, 1), *friendliness = find_spot (plan, 0, 3);
  const CrmChartSpot *many = find_spot (weighed, 0, 5), *few = find_spot (weighed, 0, 2);
  double step = reliability->area.origin.x - response->area.origin.x, rise = response->area.origin.y - reliability->area.origin.y;

  g_assert_cmpfloat_with_epsilon ((friendliness->area.origin.x - response->area.origin.x) / step, 1.7 / 0.7, 0.001);
  g_assert_cmpfloat_with_epsilon ((friendliness->area.origin.y - reliability->area.origin.y) / rise, 1.0 / 0.2, 0.001);
  g_assert_cmpfloat_with_epsilon (pow (many->area.size.width / few->area.size.width, 2), 120.0 / 57.0, 0.001);
  g_assert_null (find_spot (plan, 1, 0));
}

/* A row of shares is filled from its beginning to its end. */
static void
test_shares (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("shares", 700, 200);

  for (guint row = 0; row < 3; row++)
    {
      const CrmChartSpot *bad = find_spot (plan, 0, row), *quiet = find_spot (plan, 1, row), *good = find_spot (plan, 2, row);

      g_assert_cmpfloat_with_epsilon (bad->area.origin.x + bad->area.size.width + 1, quiet->area.origin.x, 0.01);
      g_assert_cmpfloat_with_epsilon (quiet->area.origin.x + quiet->area.size.width + 1, good->area.origin.x, 0.01);
      g_assert_cmpfloat_with_epsilon (bad->area.origin.x, find_spot (plan, 0, 0)->area.origin.x, 0.01);
      g_assert_cmpfloat_with_epsilon (good->area.origin.x + good->area.size.width, find_spot (plan, 2, 0)->area.origin.x + find_spot (plan, 2, 0)->area.size.width, 0.01);
    }
}

static void
test_keys (void)
{
  g_autoptr (CrmChartPlan) plan = lay_out ("grouped", 900, 400);
  guint n;
  const CrmChartSpot *spots = crm_chart_plan_get_spots (plan, &n);
  guint spot = (guint)(find_spot (plan, 0, 0) - spots), next = crm_chart_plan_step (plan, spot, GTK_DIR_RIGHT);

  g_assert_cmpuint (spots[next].series, ==, 0);
  g_assert_cmpuint (spots[next].category, ==, 1);
  g_assert_cmpuint (crm_chart_plan_step (plan, next, GTK_DIR_LEFT), ==, spot);
  g_assert_cmpuint (crm_chart_plan_step (plan, spot, GTK_DIR_LEFT), ==, spot);
}

/* Months and bars without a value of the series, or without any, leave nothing out of reach. */
static void
test_sparse (void)
{
  static const CrmChartForm forms[] = { CRM_CHART_COLUMNS, CRM_CHART_BARS, CRM_CHART_LINES };
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint round = 0; round < 100; round++)
    {
      CrmChartForm form = forms[round % G_N_ELEMENTS (forms)];
      g_autoptr (PangoContext) context = make_context (round % 2 == 0 ? PANGO_DIRECTION_LTR : PANGO_DIRECTION_RTL, 11);
      g_autoptr (CrmChartData) data = crm_chart_data_new (form, "Sparse", NULL);
      g_autoptr (CrmChartPlan) plan = NULL;

      crm_chart_data_set_stacked (data, form != CRM_CHART_LINES && round % 4 < 2);
      for (guint series = 0; series < 3; series++)
        crm_chart_data_add_series (data, "Series", form == CRM_CHART_LINES ? CRM_SERIES_LINE : CRM_SERIES_BAR, CRM_SERIES_AUTO);
      for (guint category = 0; category < 7; category++)
        {
          crm_chart_data_add_category (data, "Month", NULL);
          for (guint series = 0; series < 3; series++)
            if (g_rand_int_range (rand, 0, 4) == 0)
              crm_chart_data_set_value (data, series, category, g_rand_int_range (rand, 1, 100));
        }
      plan = crm_chart_plan_new (data, context, 700, 320, FALSE);
      assert_walkable (plan);
    }
}

static void
test_no_month_is_passed_over (void)
{
  g_autoptr (PangoContext) context = make_context (PANGO_DIRECTION_LTR, 11);
  g_autoptr (CrmChartData) data = crm_chart_data_new (CRM_CHART_COLUMNS, "Sparse", NULL);
  g_autoptr (CrmChartPlan) plan = NULL;
  const CrmChartSpot *spots;
  guint n, spot;

  crm_chart_data_add_series (data, "Won", CRM_SERIES_BAR, CRM_SERIES_AUTO);
  crm_chart_data_add_series (data, "Open", CRM_SERIES_BAR, CRM_SERIES_AUTO);
  for (guint category = 0; category < 5; category++)
    crm_chart_data_add_category (data, "Month", NULL);
  crm_chart_data_set_value (data, 0, 0, 10);
  crm_chart_data_set_value (data, 1, 2, 20);
  crm_chart_data_set_value (data, 0, 4, 30);
  crm_chart_data_set_value (data, 1, 4, 30);
  plan = crm_chart_plan_new (data, context, 700, 320, FALSE);
  spots = crm_chart_plan_get_spots (plan, &n);
  spot = crm_chart_plan_step (plan, (guint)(find_spot (plan, 0, 0) - spots), GTK_DIR_RIGHT);
  g_assert_true (&spots[spot] == find_spot (plan, 1, 2));
  spot = crm_chart_plan_step (plan, spot, GTK_DIR_RIGHT);
  g_assert_true (&spots[spot] == find_spot (plan, 1, 4));
  spot = crm_chart_plan_step (plan, (guint)(find_spot (plan, 0, 4) - spots), GTK_DIR_LEFT);
  g_assert_true (&spots[spot] == find_spot (plan, 1, 2));
}

static void
test_right_to_left (void)
{
  g_autoptr (PangoContext) ltr = make_context (PANGO_DIRECTION_LTR, 11), rtl = make_context (PANGO_DIRECTION_RTL, 11);
  g_autoptr (CrmChartData) data = chart_sample_make ("funnel", FALSE);
  g_autoptr (CrmChartPlan) a = crm_chart_plan_new (data, ltr, 800, 400, FALSE), b = crm_chart_plan_new (data, rtl, 800, 400, FALSE);
  const CrmChartSpot *there = find_spot (a, 0, 2), *here = find_spot (b, 0, 2);

  g_assert_cmpfloat_with_epsilon (there->area.origin.x, 800 - here->area.origin.x - here->area.size.width, 0.01);
  g_assert_cmpfloat_with_epsilon (there->area.origin.y, here->area.origin.y, 0.01);
}

/* ── out of the window ────────────────────────────────────────────────────────────────────── */

static char *export (CrmChartData *data, CrmChartFile file, const char *folder)
{
  g_autofree char *name = g_strconcat ("chart.", crm_chart_file_get_suffix (file), NULL), *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;

  crm_chart_export (data, file, NULL, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_unlink (path);
  return bytes;
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autoptr (CrmChartData) data = chart_sample_make ("funnel", FALSE);
  g_autofree char *png = export (data, CRM_CHART_FILE_PNG, folder), *svg = export (data, CRM_CHART_FILE_SVG, folder);
  g_autofree char *csv = export (data, CRM_CHART_FILE_CSV, folder);

  g_assert_true (g_str_has_prefix (png, "\x89PNG"));
  g_assert_nonnull (strstr (svg, "<svg"));
  g_assert_nonnull (strstr (svg, "</svg>"));
  g_assert_nonnull (strstr (csv, "Qualified,240,71,16,2,63 %\r\n"));
  g_rmdir (folder);
}

/* A name that a spreadsheet would run is guarded, and a folder that is not there is said. */
static void
test_bad_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("clientele-XXXXXX", NULL);
  g_autoptr (CrmChartData) data = crm_chart_data_new (CRM_CHART_BARS, "x", "en");
  g_autofree char *csv = NULL;

  crm_chart_data_add_category (data, "=HYPERLINK(\"x\")", NULL);
  crm_chart_data_add_series (data, "n", CRM_SERIES_BAR, CRM_SERIES_AUTO);
  crm_chart_data_set_value (data, 0, 0, 1);
  csv = export (data, CRM_CHART_FILE_CSV, folder);
  g_assert_nonnull (strstr (csv, "'=HYPERLINK"));
  for (guint file = CRM_CHART_FILE_PNG; file <= CRM_CHART_FILE_CSV; file++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (crm_chart_export (data, (CrmChartFile)file, NULL, "/nowhere/at/all/chart", &error));
      g_assert_error (error, CRM_ERROR, CRM_ERROR_STORAGE);
    }
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-plan/every-form-stays-inside-and-can-be-walked", test_forms);
  g_test_add_func ("/chart-plan/text-twice-as-large", test_large_text);
  g_test_add_func ("/chart-plan/any-size", test_sizes);
  g_test_add_func ("/chart-plan/any-data", test_nonsense);
  g_test_add_func ("/chart-plan/columns-are-as-high-as-their-values", test_columns);
  g_test_add_func ("/chart-plan/stacks-do-not-overlap", test_stack);
  g_test_add_func ("/chart-plan/funnel-is-as-wide-as-many-came-so-far", test_funnel);
  g_test_add_func ("/chart-plan/waterfall-steps-meet", test_waterfall);
  g_test_add_func ("/chart-plan/map-points-stand-where-both-axes-say", test_map);
  g_test_add_func ("/chart-plan/shares-fill-their-row", test_shares);
  g_test_add_func ("/chart-plan/arrows-keep-to-their-series", test_keys);
  g_test_add_func ("/chart-plan/arrows-reach-all-of-sparse-data", test_sparse);
  g_test_add_func ("/chart-plan/arrows-pass-over-no-month", test_no_month_is_passed_over);
  g_test_add_func ("/chart-plan/right-to-left-is-mirrored", test_right_to_left);
  g_test_add_func ("/chart-export/files", test_files);
  g_test_add_func ("/chart-export/hostile-names-and-folders", test_bad_files);
  return g_test_run ();
}
