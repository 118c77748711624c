/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importance against performance: what to work on first. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-importance-map.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define Z_95 1.959963984540054

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* The mean whatever the order: the last digit of a sum of doubles depends on it. */
static double
get_mean (const CrmImportanceMap *self, gsize offset)
{
  g_autofree double *numbers = g_new (double, self->n + 1);
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < self->n_points; i++)
    if (self->points[i].known)
      numbers[n++] = G_STRUCT_MEMBER (double, &self->points[i], offset);
  qsort (numbers, n, sizeof *numbers, compare_numbers);
  for (guint i = 0; i < n; i++)
    sum += numbers[i];
  return n > 0 ? sum / n : 0;
}

CrmImportanceMap *
crm_importance_map_new (CrmImportanceSource source, const CrmScore *importance, const CrmScore *performance, guint n)
{
  CrmImportanceMap *self = g_malloc0 (sizeof *self + n * sizeof self->points[0]);

  self->source = source;
  self->n_points = n;
  for (guint i = 0; i < n; i++)
    {
      self->points[i] = (CrmImportancePoint){ importance[i].known && performance[i].known, importance[i].value, performance[i].value, CRM_IMPORTANCE_LOW };
      self->n += self->points[i].known;
    }
  self->importance = get_mean (self, G_STRUCT_OFFSET (CrmImportancePoint, importance));
  self->performance = get_mean (self, G_STRUCT_OFFSET (CrmImportancePoint, performance));
  for (guint i = 0; i < n; i++)
    {
      gboolean important = self->points[i].importance >= self->importance, good = self->points[i].performance >= self->performance;

      self->points[i].quadrant = important ? (good ? CRM_IMPORTANCE_KEEP_UP : CRM_IMPORTANCE_CONCENTRATE)
                                           : (good ? CRM_IMPORTANCE_OVERKILL : CRM_IMPORTANCE_LOW);
    }
  return self;
}

void
crm_importance_map_free (CrmImportanceMap *self)
{
  g_free (self);
}

CrmScore
crm_importance_derive (const CrmRating *item, const CrmRating *overall, gsize n)
{
  gint64 count = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  double spread, r, reach;

  for (gsize i = 0; i < n; i++)
    {
      if (item[i] == CRM_RATING_NONE || overall[i] == CRM_RATING_NONE)
        continue;
      count++;
      x += item[i];
      y += overall[i];
      xx += item[i] * item[i];
      yy += overall[i] * overall[i];
      xy += item[i] * overall[i];
    }
  spread = sqrt ((double)((CrmWide)count * xx - (CrmWide)x * x)) * sqrt ((double)((CrmWide)count * yy - (CrmWide)y * y));
  if (count < 3 || !(spread > 0))
    return (CrmScore){ .n = (guint)count };
  r = CLAMP ((double)((CrmWide)count * xy - (CrmWide)x * y) / spread, -1, 1);
  if (count == 3)
    return (CrmScore){ 3, TRUE, FALSE, r, r, r };
  reach = Z_95 / sqrt ((double)count - 3);
  return (CrmScore){ (guint)count, TRUE, TRUE, r, tanh (atanh (r) - reach), tanh (atanh (r) + reach) };
}

const char *
crm_importance_quadrant_get_text (CrmImportanceQuadrant quadrant)
{
  switch (quadrant)
    {
    case CRM_IMPORTANCE_CONCENTRATE:
      return _ ("Concentrate here");
    case CRM_IMPORTANCE_KEEP_UP:
      return _ ("Keep up the good work");
    case CRM_IMPORTANCE_OVERKILL:
      return _ ("Possible overkill");
    case CRM_IMPORTANCE_LOW:
    default:
      return _ ("Low priority");
    }
}
