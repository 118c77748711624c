/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Satisfaction against loyalty: who is happy and stays, who is happy and goes, who stays though unhappy. */

#define G_LOG_DOMAIN "crm-surveys"

#include "config.h"

#include "core/surveys/crm-satisfaction-map.h"

#include <glib/gi18n-lib.h>

gboolean
crm_satisfaction_map_place (const CrmLoyaltyPoint *point, const CrmSatisfactionLimits *limits, CrmSatisfactionQuadrant *quadrant)
{
  gboolean loyal = point->repeats >= limits->loyal;

  if (point->satisfaction == CRM_SATISFACTION_NONE)
    return FALSE;
  if (point->satisfaction >= limits->satisfied)
    *quadrant = loyal ? CRM_SATISFIED_LOYAL : CRM_SATISFIED_NOT_LOYAL;
  else
    *quadrant = loyal ? CRM_LOYAL_UNHAPPY : CRM_NEITHER;
  return TRUE;
}

void
crm_satisfaction_map_compute (const CrmLoyaltyPoint *points, gsize n, const CrmSatisfactionLimits *limits, CrmSatisfactionMap *map)
{
  *map = (CrmSatisfactionMap){ 0 };
  for (gsize i = 0; i < n; i++)
    {
      CrmSatisfactionQuadrant quadrant;

      if (crm_satisfaction_map_place (&points[i], limits, &quadrant))
        {
          map->n++;
          map->counts[quadrant]++;
        }
      else
        map->n_unknown++;
    }
}

GArray *
crm_satisfaction_map_find (const CrmLoyaltyPoint *points, gsize n, const CrmSatisfactionLimits *limits, CrmSatisfactionQuadrant quadrant)
{
  GArray *customers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < n; i++)
    {
      CrmSatisfactionQuadrant place;

      if (crm_satisfaction_map_place (&points[i], limits, &place) && place == quadrant)
        g_array_append_val (customers, points[i].customer);
    }
  return customers;
}

const char *
crm_satisfaction_quadrant_get_text (CrmSatisfactionQuadrant quadrant)
{
  switch (quadrant)
    {
    case CRM_SATISFIED_LOYAL:
      return _ ("Satisfied and loyal");
    case CRM_SATISFIED_NOT_LOYAL:
      return _ ("Satisfied but not loyal");
    case CRM_LOYAL_UNHAPPY:
      return _ ("Loyal but unhappy");
    case CRM_NEITHER:
    case CRM_N_SATISFACTION_QUADRANTS:
    default:
      return _ ("Neither satisfied nor loyal");
    }
}
