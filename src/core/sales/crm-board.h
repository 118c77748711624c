/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open deals of a pipeline by stage, each column in the order of what needs attention, and the deals closed of late. */

#pragma once

#include "core/query/crm-query.h"
#include "core/sales/crm-deal-attention.h"
#include "core/sales/crm-deal-path.h"
#include "core/sales/crm-pipeline.h"
#include "core/sales/crm-rates.h"

G_BEGIN_DECLS

/**
 * CrmBoardTotals:
 * @n: deals
 * @sum: of their amounts, minor units of the home currency
 * @weighted: Σ amount × probability, each rounded on its own
 * @n_converted: deals of another currency, counted by their rate of today
 * @n_no_rate: deals of another currency without a rate: not in the sums
 * @n_no_amount: deals without an amount
 * @n_wrong: deals whose amount is negative or beyond reason: not in the sums
 * @mean_days: the mean of the whole days they have been in the stage, rounded down
 *
 * Closed deals are weighted as what they are worth, lost ones as nothing.
 */
typedef struct
{
  guint n;
  gint64 sum;
  gint64 weighted;
  guint n_converted;
  guint n_no_rate;
  guint n_no_amount;
  guint n_wrong;
  int mean_days;
} CrmBoardTotals;

/**
 * CrmBoardStage:
 * @stage: (nullable): an open stage; %NULL of the others
 * @outcome: "open", "won" or "lost"; static
 * @rowids: (element-type gint64): its deals in order
 *
 * Open stages come first in their order, then, where there are any, the open deals that are in none of them (@stage is %NULL), then won
 * and lost.
 */
typedef struct
{
  CrmRecord *stage;
  const char *outcome;
  GArray *rowids;
  CrmBoardTotals totals;
} CrmBoardStage;

/**
 * CrmBoard:
 * @home: the currency of the sums
 * @today: when it was read
 * @columns: (element-type CrmBoardStage)
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  char home[4];
  CrmToday today;
  GPtrArray *columns;
} CrmBoard;

#define CRM_TYPE_BOARD (crm_board_get_type ())

GType crm_board_get_type (void);
CrmBoard *crm_board_ref (CrmBoard *self);
void crm_board_unref (CrmBoard *self);

/**
 * CrmBoardQuestion:
 * @pipelines: (element-type CrmPipeline): all there are
 * @pipeline: the one looked at
 * @filter: (nullable): conditions on deals besides the pipeline
 * @search: (nullable): words of a deal's title or its customer
 * @closed: when the closed deals were closed
 * @now: microseconds UTC
 * @zone: where the office is
 * @home: (nullable): the home currency
 *
 * Owned by the question; crm_board_question_free().
 */
typedef struct
{
  GPtrArray *pipelines;
  CrmPipeline *pipeline;
  CrmFilter *filter;
  char *search;
  CrmPeriod closed;
  gint64 now;
  GTimeZone *zone;
  char *home;
} CrmBoardQuestion;

void crm_board_question_free (CrmBoardQuestion *self);

/**
 * crm_board_read:
 *
 * A deal stands in a column by its stage. Without a stage are the open deals of the pipeline, or of one that is not there any more, whose
 * stage is missing, deleted or another pipeline's: none is ever hidden.
 *
 * Order: crm_deal_attention_rank(), then the expected close, those without one last, then the order they were made in. Closed ones: the
 * latest first.
 *
 * Returns: (transfer full) (nullable): on the connection's thread.
 */
CrmBoard *crm_board_read (CrmConnection *connection, const CrmBoardQuestion *question, GError **error);

/* The same as a CrmReadFunc over a #CrmBoardQuestion: a boxed #CrmBoard. */
gboolean crm_board_read_into (CrmConnection *connection, gpointer question, GValue *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBoard, crm_board_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBoardQuestion, crm_board_question_free)

G_END_DECLS
