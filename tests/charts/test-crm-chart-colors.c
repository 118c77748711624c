/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The palette: readable on light and dark, told apart by every kind of eye. */

#include "app/charts/crm-chart-colors.h"

#include <adwaita.h>
#include <math.h>

/* What a card or a window can be in libadwaita, light and dark. */
static const char *const surfaces[2][3] = { { "#ffffff", "#fafafb", "#ffffff" }, { "#36363a", "#222226", "#1d1d20" } };

/* How those see who lack one kind of cone. Source: G. M. Machado et al., "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency" (2009), severity 1. The first is the eye with all three. */
static const double eyes[4][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static GdkRGBA
parse (const char *text)
{
  GdkRGBA color;

  g_assert_true (gdk_rgba_parse (&color, text));
  return color;
}

static double
to_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* Björn Ottosson's Oklab: equal distances look about equally far. */
static void
to_lab (const GdkRGBA *color, guint eye, double lab[3])
{
  double rgb[3] = { to_linear (color->red), to_linear (color->green), to_linear (color->blue) }, seen[3], l, m, s;

  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (eyes[eye][i][0] * rgb[0] + eyes[eye][i][1] * rgb[1] + eyes[eye][i][2] * rgb[2], 0, 1);
  l = cbrt (0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]);
  m = cbrt (0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]);
  s = cbrt (0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]);
  lab[0] = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
  lab[1] = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
  lab[2] = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
}

static double
get_distance (const GdkRGBA *a, const GdkRGBA *b, guint eye)
{
  double first[3], second[3];

  to_lab (a, eye, first);
  to_lab (b, eye, second);
  return sqrt (pow (first[0] - second[0], 2) + pow (first[1] - second[1], 2) + pow (first[2] - second[2], 2));
}

static void
test_contrast_formula (void)
{
  GdkRGBA white = parse ("#ffffff"), black = parse ("#000000"), grey = parse ("#767676");

  g_assert_cmpfloat_with_epsilon (crm_chart_color_get_contrast (&white, &black), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (crm_chart_color_get_contrast (&grey, &white), 4.54, 0.01);
  g_assert_cmpfloat_with_epsilon (crm_chart_color_get_contrast (&grey, &grey), 1, 0.001);
}

static void
assert_contrast (const GdkRGBA *color, gboolean dark, double least)
{
  for (guint i = 0; i < G_N_ELEMENTS (surfaces[dark]); i++)
    {
      GdkRGBA surface = parse (surfaces[dark][i]);

      g_assert_cmpfloat (crm_chart_color_get_contrast (color, &surface), >=, least);
    }
}

static void
test_contrast (void)
{
  for (guint look = 0; look < 4; look++)
    {
      gboolean dark = look % 2 == 1;
      CrmChartColors colors;

      crm_chart_colors_init (&colors, dark, look >= 2, NULL, NULL);
      for (guint i = 0; i < CRM_N_CHART_COLORS; i++)
        assert_contrast (&colors.series[i], dark, 3);
      assert_contrast (&colors.good, dark, 3);
      assert_contrast (&colors.bad, dark, 3);
      assert_contrast (&colors.quiet, dark, 3);
      assert_contrast (&colors.text, dark, 7);
      assert_contrast (&colors.dim, dark, 4.5);
    }
}

/* Figures stand on every shade of a matrix. */
static void
test_shades (void)
{
  for (AdwAccentColor accent = ADW_ACCENT_COLOR_BLUE; accent <= ADW_ACCENT_COLOR_SLATE; accent++)
    for (guint dark = 0; dark < 2; dark++)
      {
        CrmChartColors colors;
        GdkRGBA background, standalone;

        adw_accent_color_to_rgba (accent, &background);
        adw_accent_color_to_standalone_rgba (accent, dark, &standalone);
        crm_chart_colors_init (&colors, dark, FALSE, &background, &standalone);
        g_assert_cmpfloat (crm_chart_color_get_contrast (&colors.accent, &colors.surface), >=, 3);
        for (guint step = 0; step <= 10; step++)
          {
            GdkRGBA shade = crm_chart_color_mix (&colors.surface, &colors.shade, (float)step / 10);

            g_assert_cmpfloat (crm_chart_color_get_contrast (&colors.text, &shade), >=, 4.5);
          }
      }
}

static void
test_told_apart (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      CrmChartColors colors;

      crm_chart_colors_init (&colors, dark, FALSE, NULL, NULL);
      for (guint a = 0; a < CRM_N_CHART_COLORS; a++)
        for (guint b = a + 1; b < CRM_N_CHART_COLORS; b++)
          for (guint eye = 0; eye < G_N_ELEMENTS (eyes); eye++)
            g_assert_cmpfloat (get_distance (&colors.series[a], &colors.series[b], eye), >=, 0.1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-colors/contrast-formula", test_contrast_formula);
  g_test_add_func ("/chart-colors/contrast-on-light-and-dark", test_contrast);
  g_test_add_func ("/chart-colors/figures-are-readable-on-every-shade", test_shades);
  g_test_add_func ("/chart-colors/told-apart-by-colour-blind-eyes", test_told_apart);
  return g_test_run ();
}
