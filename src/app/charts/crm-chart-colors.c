/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one palette of all charts, for light, dark, high contrast and paper. */

#define G_LOG_DOMAIN "crm-app"

#include "app/charts/crm-chart-colors.h"

#include <math.h>

/* How much of the accent is in the fullest cell of a matrix: the text on it stays the text's colour. */
#define FULLEST 0.6f

/* What WCAG asks of graphics is 3, and 0.2 for the card that is a shade off. */
#define LEAST_CONTRAST 3.2

/* Found by search: blue is libadwaita's, the others lie as far from each other as 3 : 1 and three kinds of colour blindness allow. */
static const guint32 light_series[CRM_N_CHART_COLORS] = { 0x1a6fd0, 0xbe4600, 0x07493b, 0x64118d, 0xc07a99, 0x785577 };
static const guint32 dark_series[CRM_N_CHART_COLORS] = { 0x78aeed, 0xe4cf5e, 0x259590, 0x9f6ede, 0xff9fa3, 0xeef4e2 };

static GdkRGBA
from_hex (guint32 hex)
{
  return (GdkRGBA){ (float)(hex >> 16 & 0xff) / 255, (float)(hex >> 8 & 0xff) / 255, (float)(hex & 0xff) / 255, 1 };
}

GdkRGBA
crm_chart_color_mix (const GdkRGBA *a, const GdkRGBA *b, float amount)
{
  return (GdkRGBA){
    a->red + (b->red - a->red) * amount,
    a->green + (b->green - a->green) * amount,
    a->blue + (b->blue - a->blue) * amount,
    a->alpha + (b->alpha - a->alpha) * amount,
  };
}

static double
get_linear (float channel)
{
  return channel <= 0.04045f ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * get_linear (color->red) + 0.7152 * get_linear (color->green) + 0.0722 * get_linear (color->blue);
}

double
crm_chart_color_get_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = get_luminance (a), second = get_luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* Large surfaces of the accent for text glare in the dark and look heavy in the light. */
static GdkRGBA
find_accent (const GdkRGBA *accent, const GdkRGBA *standalone, const GdkRGBA *surface)
{
  GdkRGBA found = *accent;

  for (guint i = 1; i <= 10 && crm_chart_color_get_contrast (&found, surface) < LEAST_CONTRAST; i++)
    found = crm_chart_color_mix (accent, standalone, (float)i / 10);
  return found;
}

void
crm_chart_colors_init (CrmChartColors *self, gboolean dark, gboolean high_contrast, const GdkRGBA *accent, const GdkRGBA *standalone)
{
  const guint32 *series = dark ? dark_series : light_series;
  GdkRGBA accent_bg = from_hex (0x3584e4);

  g_return_if_fail (self != NULL);

  /* Card and window differ by little; the marks are checked against both. */
  self->surface = from_hex (dark ? 0x36363a : 0xffffff);
  self->text = from_hex (dark ? 0xffffff : high_contrast ? 0x000000
                                                         : 0x323237);
  self->dim = crm_chart_color_mix (&self->surface, &self->text, high_contrast ? 0.9f : dark ? 0.66f
                                                                                            : 0.72f);
  self->grid = crm_chart_color_mix (&self->surface, &self->text, high_contrast ? 0.32f : dark ? 0.1f
                                                                                              : 0.11f);
  self->axis = crm_chart_color_mix (&self->surface, &self->text, high_contrast ? 0.9f : 0.4f);
  for (guint i = 0; i < CRM_N_CHART_COLORS; i++)
    self->series[i] = from_hex (series[i]);
  self->accent = accent != NULL && standalone != NULL ? find_accent (accent, standalone, &self->surface) : self->series[0];
  self->shade = crm_chart_color_mix (&self->surface, accent != NULL ? accent : &accent_bg, FULLEST);
  self->good = from_hex (dark ? 0x57c98d : 0x1b8553);
  self->bad = from_hex (dark ? 0xff938c : 0xc01c28);
  self->quiet = from_hex (dark ? 0xa0a0a8 : 0x7c7c86);
  self->pattern = high_contrast ? 0.9f : 0.34f;
}
