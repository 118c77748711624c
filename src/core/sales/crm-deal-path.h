/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals as the figures see them: numbers only, with the stages each has been in. Pure; any thread. */

#pragma once

#include "core/base/crm-date.h"
#include "core/sales/crm-amount.h"
#include "core/sales/crm-exclusion.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_DEAL_OPEN,
  CRM_DEAL_WON,
  CRM_DEAL_LOST,
} CrmDealOutcome;

/* How sure the owner is of an open deal, apart from its probability. Each category's total includes those above it. */
typedef enum
{
  CRM_FORECAST_OMITTED, /* not in any forecast */
  CRM_FORECAST_PIPELINE,
  CRM_FORECAST_BEST_CASE,
  CRM_FORECAST_COMMITTED,
} CrmForecastCategory;

/** CRM_STAGE_NONE: no stage: before the first move. */
#define CRM_STAGE_NONE G_MAXUINT32

/**
 * CrmDealStage:
 * @pipeline: any number of the caller's
 * @position: its place among its pipeline's stages
 * @outcome: what a deal is that stands in it
 * @removed: whether it is no longer in its pipeline; deals may have been in it
 *
 * A stage; figures name it by its index in the table of stages.
 */
typedef struct
{
  guint32 pipeline;
  int position;
  guint8 outcome;
  gboolean removed;
} CrmDealStage;

/**
 * CrmDealMove:
 * @entered_at: microseconds UTC
 * @stage: index into the stages
 *
 * The beginning of a stay in a stage; crm_deal_paths_get_left_at() says when it ended.
 */
typedef struct
{
  gint64 entered_at;
  guint32 stage;
} CrmDealMove;

/**
 * CrmDealPath:
 * @id: the caller's number for it, for the lists that stand behind a figure
 * @created_at: microseconds UTC
 * @closed_at: microseconds UTC; means something where @outcome is not open
 * @amount: minor units of the home currency; means something where none of %CRM_DEAL_NEEDS_AMOUNT is in @problems
 * @problems: a set of CRM_EXCLUSION_BIT ()
 * @first_move: where its moves begin
 * @n_moves: how many there are, the oldest first
 * @closed_on: the day of @closed_at where the office is, for figures by month
 * @expected_on: the day on which it is expected to close
 * @pipeline: where it is now
 * @owner: any number of the caller's, 0 for nobody; so are @source and @lost_reason
 * @probability: basis points: set by hand, or that of its stage
 */
typedef struct
{
  gint64 id;
  gint64 created_at;
  gint64 closed_at;
  gint64 amount;
  guint32 problems;
  guint32 first_move;
  guint32 n_moves;
  CrmDate closed_on;
  CrmDate expected_on;
  guint32 pipeline;
  guint32 owner;
  guint32 source;
  guint32 lost_reason;
  guint16 probability;
  guint8 outcome;  /* CrmDealOutcome */
  guint8 category; /* CrmForecastCategory */
} CrmDealPath;

/**
 * CrmDealPaths:
 * @later_moves: those from the number @n_moves on: of deals that have changed since @moves was read
 * @now: microseconds UTC: until when the log is known; open deals have been where they are until then
 *
 * What the figures read. It borrows all its arrays, so a part of @deals, those of one owner say, is another CrmDealPaths over the same moves.
 */
typedef struct
{
  const CrmDealPath *deals;
  gsize n_deals;
  const CrmDealMove *moves;
  gsize n_moves;
  const CrmDealMove *later_moves;
  const CrmDealStage *stages;
  guint n_stages;
  gint64 now;
} CrmDealPaths;

/** CrmPeriod: from @from until just before @until, microseconds UTC. */
typedef struct
{
  gint64 from;
  gint64 until;
} CrmPeriod;

/* What must not be wrong with a deal for a figure that follows its stages, that asks when it closed, how long it took, what it is worth. */
#define CRM_DEAL_NEEDS_MOVES                              \
  (CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_MOVES)             \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_UNKNOWN_STAGE)      \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_MOVE_IN_FUTURE)     \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_MOVES_OUT_OF_ORDER) \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_GAP_IN_MOVES))
#define CRM_DEAL_NEEDS_CLOSE                            \
  (CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_CLOSE_DATE)      \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_CLOSED_IN_FUTURE) \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_CLOSED_BEFORE_START))
#define CRM_DEAL_NEEDS_CYCLE (CRM_DEAL_NEEDS_CLOSE | CRM_EXCLUSION_BIT (CRM_EXCLUSION_CREATED_IN_FUTURE))
#define CRM_DEAL_NEEDS_AMOUNT                          \
  (CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_AMOUNT)         \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_NEGATIVE_AMOUNT) \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE)         \
   | CRM_EXCLUSION_BIT (CRM_EXCLUSION_AMOUNT_TOO_LARGE))

/* Whether @date is a day of a year, as a closing date must be; a birthday need not. */
static inline gboolean
crm_deal_is_day (CrmDate date)
{
  return crm_date_is_valid (date) && crm_date_get_year (date) > 0;
}

static inline gboolean
crm_period_contains (const CrmPeriod *period, gint64 at)
{
  return at >= period->from && at < period->until;
}

/* (transfer none): the first of the @deal's moves; the others follow it. */
static inline const CrmDealMove *
crm_deal_paths_get_moves (const CrmDealPaths *paths, const CrmDealPath *deal)
{
  return deal->first_move < paths->n_moves ? paths->moves + deal->first_move : paths->later_moves + (deal->first_move - paths->n_moves);
}

/* When the stay that began with move number @move of @deal ended, microseconds UTC; 0 while it lasts, as standing in a closing stage does. */
static inline gint64
crm_deal_paths_get_left_at (const CrmDealPaths *paths, const CrmDealPath *deal, guint32 move)
{
  const CrmDealMove *moves = crm_deal_paths_get_moves (paths, deal);

  if (move + 1 < deal->n_moves)
    return MAX (moves[move + 1].entered_at, moves[move].entered_at);
  /* A deal that was closed where it stood has left its stage then. */
  if (deal->outcome != CRM_DEAL_OPEN && paths->stages[moves[move].stage].outcome == CRM_DEAL_OPEN)
    return MAX (deal->closed_at, moves[move].entered_at);
  return 0;
}

/**
 * crm_deal_paths_keep_pipeline:
 * @kept: (out): the deals of @paths that are in @pipeline now, over the same moves
 *
 * Returns: (transfer full): what @kept borrows its deals from.
 */
GArray *crm_deal_paths_keep_pipeline (const CrmDealPaths *paths, guint32 pipeline, CrmDealPaths *kept);

/* @amount: minor units of the home currency. Returns: what is wrong with it, a set of CRM_EXCLUSION_BIT (). */
guint32 crm_deal_amount_find_problems (gint64 amount);

/**
 * crm_deal_path_excludes:
 * @needs: the problems that matter
 *
 * Returns: whether @deal has one of them; then it has been counted in @excluded, once.
 */
static inline gboolean
crm_deal_path_excludes (const CrmDealPath *deal, guint32 needs, CrmExcluded *excluded)
{
  return (deal->problems & needs) != 0 && crm_excluded_add (excluded, deal->problems & needs);
}

/* Whether @deal, whose moves cannot be followed, is missing in @period: it was created in it, or at a time that has not come, which is none. */
static inline gboolean
crm_deal_path_is_missing (const CrmDealPath *deal, const CrmPeriod *period)
{
  return crm_period_contains (period, deal->created_at) || (deal->problems & CRM_EXCLUSION_BIT (CRM_EXCLUSION_CREATED_IN_FUTURE)) != 0;
}

/**
 * crm_deal_path_closed_in:
 * @needs: the problems that matter besides %CRM_DEAL_NEEDS_CLOSE, which always do
 * @excluded: closed deals that cannot be dated are counted here, whatever the period: without a closing date, with one in the future, or
 *   before the deal was created, when at least one of the two is wrong
 *
 * Returns: whether @deal was won or lost within @period.
 */
gboolean crm_deal_path_closed_in (const CrmDealPath *deal, const CrmPeriod *period, guint32 needs, CrmExcluded *excluded);

G_END_DECLS
