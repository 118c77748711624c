/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a deal cannot be counted, and how many deals each reason kept out of a figure. Pure; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmExclusion:
 *
 * In the order in which they are named: a deal with several problems is counted once, under the first that matters to the figure.
 */
typedef enum
{
  CRM_EXCLUSION_NO_MOVES,            /* the stage log has nothing of it */
  CRM_EXCLUSION_UNKNOWN_STAGE,       /* the log names a stage that is in no pipeline */
  CRM_EXCLUSION_MOVE_IN_FUTURE,      /* a move is dated after now */
  CRM_EXCLUSION_MOVES_OUT_OF_ORDER,  /* a move is dated before the one it follows */
  CRM_EXCLUSION_GAP_IN_MOVES,        /* a move leaves a stage in which the move before it did not arrive */
  CRM_EXCLUSION_CREATED_IN_FUTURE,   /* created after now */
  CRM_EXCLUSION_NO_CLOSE_DATE,       /* won or lost, but not when */
  CRM_EXCLUSION_CLOSED_IN_FUTURE,    /* won or lost after now */
  CRM_EXCLUSION_CLOSED_BEFORE_START, /* won or lost before it was created */
  CRM_EXCLUSION_NO_AMOUNT,           /* nobody has entered an amount */
  CRM_EXCLUSION_NEGATIVE_AMOUNT,
  CRM_EXCLUSION_NO_RATE,           /* its currency has no rate to the home currency */
  CRM_EXCLUSION_AMOUNT_TOO_LARGE,  /* above %CRM_DEAL_AMOUNT_MAX */
  CRM_EXCLUSION_NO_STAGE_REACHED,  /* in the pipeline, but never in one of its open stages, nor won */
  CRM_EXCLUSION_NO_EXPECTED_CLOSE, /* open, without a date on which it is expected to close */
  CRM_EXCLUSION_NO_REASON,         /* lost, and nobody said why */
  CRM_N_EXCLUSIONS,
} CrmExclusion;

#define CRM_EXCLUSION_NONE        CRM_N_EXCLUSIONS
#define CRM_EXCLUSION_BIT(reason) (1u << (reason))

/** CrmExcluded: how many deals each reason kept out; all zero to begin with. */
typedef struct
{
  guint counts[CRM_N_EXCLUSIONS];
} CrmExcluded;

/* The first reason of the set @problems of CRM_EXCLUSION_BIT (), or %CRM_EXCLUSION_NONE. */
static inline CrmExclusion
crm_exclusion_first (guint32 problems)
{
  int bit = g_bit_nth_lsf (problems, -1);

  return bit < 0 ? CRM_EXCLUSION_NONE : (CrmExclusion)bit;
}

/**
 * crm_excluded_add:
 * @problems: the problems of one deal that matter here, a set of CRM_EXCLUSION_BIT ()
 *
 * Returns: whether there was one; then it has been counted, once.
 */
gboolean crm_excluded_add (CrmExcluded *self, guint32 problems);

/* How many deals were kept out, by any reason. */
guint crm_excluded_get_total (const CrmExcluded *self);

/* (transfer none): the name scripts see: "no-close-date". */
const char *crm_exclusion_get_name (CrmExclusion reason);

/* (transfer none): for a person, after a count: "closed, but without a date". */
const char *crm_exclusion_get_text (CrmExclusion reason);

G_END_DECLS
