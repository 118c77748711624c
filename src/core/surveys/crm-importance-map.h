/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importance against performance: what to work on first. Pure; any thread. */

#pragma once

#include "core/surveys/crm-score.h"

G_BEGIN_DECLS

/** CrmImportanceSource: asked for, or found in the answers. */
typedef enum
{
  CRM_IMPORTANCE_STATED,
  CRM_IMPORTANCE_DERIVED,
} CrmImportanceSource;

typedef enum
{
  CRM_IMPORTANCE_CONCENTRATE, /* important, and not done well: concentrate here */
  CRM_IMPORTANCE_KEEP_UP,     /* important, and done well: keep up the good work */
  CRM_IMPORTANCE_LOW,         /* neither: low priority */
  CRM_IMPORTANCE_OVERKILL,    /* done well, and not important: possible overkill */
} CrmImportanceQuadrant;

/**
 * CrmImportancePoint:
 * @known: whether both numbers are; else it is in no quadrant and has no part in the means
 */
typedef struct
{
  gboolean known;
  double importance;
  double performance;
  CrmImportanceQuadrant quadrant;
} CrmImportancePoint;

/**
 * CrmImportanceMap:
 * @source: where the importances come from, to be said beside the map
 * @n: how many points are known; with fewer than two there is no map
 * @importance: the mean of the importances, where the cross stands
 * @performance: the mean of the performances
 * @points: (array length=n_points)
 */
typedef struct
{
  CrmImportanceSource source;
  guint n;
  double importance;
  double performance;
  guint n_points;
  CrmImportancePoint points[];
} CrmImportanceMap;

/**
 * crm_importance_map_new:
 * @importance: (array length=n)
 * @performance: (array length=n)
 *
 * Divides at the means; what lies on a mean counts as above it. Scores that are not known make a point that is not.
 *
 * Source: J. A. Martilla, J. C. James, "Importance–Performance Analysis" (1977).
 *
 * Returns: (transfer full)
 */
CrmImportanceMap *crm_importance_map_new (CrmImportanceSource source, const CrmScore *importance, const CrmScore *performance, guint n);
void crm_importance_map_free (CrmImportanceMap *self);

/**
 * crm_importance_derive:
 * @item: (array length=n): how people rated one item
 * @overall: (array length=n): how satisfied the same people are altogether
 *
 * Pearson's correlation over those who said both: r = Σ (x − x̄)(y − ȳ) ÷ √(Σ (x − x̄)² Σ (y − ȳ)²), −1 to 1. That it moves with satisfaction does
 * not prove that it makes it. Interval by Fisher's z: tanh (artanh r ± 1.959964 ÷ √(n − 3)), from four on. Not known with fewer than three or
 * where all gave the same answer.
 *
 * Source: K. Pearson, "Regression, Heredity, and Panmixia" (1896); R. A. Fisher, "On the 'Probable Error' of a Coefficient of Correlation" (1921).
 */
CrmScore crm_importance_derive (const CrmRating *item, const CrmRating *overall, gsize n);

/* (transfer none): for a person: "Concentrate here". */
const char *crm_importance_quadrant_get_text (CrmImportanceQuadrant quadrant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportanceMap, crm_importance_map_free)

G_END_DECLS
