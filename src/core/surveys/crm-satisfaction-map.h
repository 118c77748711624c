/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Satisfaction against loyalty: who is happy and stays, who is happy and goes, who stays though unhappy. Pure; any thread. */

#pragma once

#include "core/base/crm-decimal.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_SATISFIED_LOYAL,     /* satisfied and loyal */
  CRM_SATISFIED_NOT_LOYAL, /* satisfied but not loyal */
  CRM_LOYAL_UNHAPPY,       /* loyal but unhappy */
  CRM_NEITHER,
  CRM_N_SATISFACTION_QUADRANTS,
} CrmSatisfactionQuadrant;

/** CRM_SATISFACTION_NONE: nobody knows. */
#define CRM_SATISFACTION_NONE G_MININT64

/** CRM_SATISFIED: 75 of 100, which is 4 on a scale from 1 to 5. CRM_LOYAL: has come back once. */
#define CRM_SATISFIED (75 * CRM_DECIMAL_ONE)
#define CRM_LOYAL     2

/**
 * CrmLoyaltyPoint:
 * @customer: the caller's number for a customer
 * @satisfaction: 0 to 100, in millionths, or %CRM_SATISFACTION_NONE
 * @repeats: deals won, or interactions, in the period: one or the other for all
 */
typedef struct
{
  gint64 customer;
  gint64 satisfaction;
  guint repeats;
} CrmLoyaltyPoint;

/** CrmSatisfactionLimits: from where on somebody is satisfied, in millionths, and loyal. */
typedef struct
{
  gint64 satisfied;
  guint loyal;
} CrmSatisfactionLimits;

/**
 * CrmSatisfactionMap:
 * @n: how many customers are in the map
 * @n_unknown: how many are not, as nobody knows how satisfied they are
 * @counts: how many are in each quadrant; their sum is @n
 */
typedef struct
{
  guint n;
  guint n_unknown;
  guint counts[CRM_N_SATISFACTION_QUADRANTS];
} CrmSatisfactionMap;

/**
 * crm_satisfaction_map_compute:
 * @points: (array length=n): each customer once
 *
 * Satisfied from @limits.satisfied on, loyal from @limits.loyal on, both inclusive.
 *
 * Source: T. O. Jones, W. E. Sasser, "Why Satisfied Customers Defect" (1995): loyalists, defectors, hostages, mercenaries.
 */
void crm_satisfaction_map_compute (const CrmLoyaltyPoint *points, gsize n, const CrmSatisfactionLimits *limits, CrmSatisfactionMap *map);

/* Returns: whether @point is in the map; then @quadrant is where. */
gboolean crm_satisfaction_map_place (const CrmLoyaltyPoint *point, const CrmSatisfactionLimits *limits, CrmSatisfactionQuadrant *quadrant);

/* (transfer full) (element-type gint64): the customers of @quadrant in the order of @points; as many as the map says. */
GArray *crm_satisfaction_map_find (const CrmLoyaltyPoint *points, gsize n, const CrmSatisfactionLimits *limits, CrmSatisfactionQuadrant quadrant);

/* (transfer none): for a person: "Satisfied and loyal". */
const char *crm_satisfaction_quadrant_get_text (CrmSatisfactionQuadrant quadrant);

G_END_DECLS
