/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes deals and the stage log as a database gives them, and marks what is wrong with each. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-path-builder.h"

/* The years 1 to 9999 and some more: what a damaged file holds beyond is brought back here, so that differences of times always fit. */
#define EARLIEST (-LATEST)
#define LATEST   (G_GINT64_CONSTANT (300000000000) * G_USEC_PER_SEC)

struct _CrmDealPathBuilder
{
  GArray *deals; /* CrmDealPath */
  GArray *base;  /* CrmDealMove (nullable): another builder's, which no longer grow */
  gsize n_base;
  GArray *moves;  /* CrmDealMove: those after them */
  GArray *stages; /* CrmDealStage */
  gint64 now;
  guint32 last_stage; /* where the last deal has arrived, also by a move that could not be kept */
  gboolean finished;  /* nothing was added since the last deal was looked through */
};

CrmDealPathBuilder *
crm_deal_path_builder_new (const CrmDealStage *stages, guint n_stages, gint64 now)
{
  CrmDealPathBuilder *self = g_new0 (CrmDealPathBuilder, 1);

  self->deals = g_array_new (FALSE, FALSE, sizeof (CrmDealPath));
  self->moves = g_array_new (FALSE, FALSE, sizeof (CrmDealMove));
  self->stages = g_array_new (FALSE, FALSE, sizeof (CrmDealStage));
  if (n_stages > 0)
    g_array_append_vals (self->stages, stages, n_stages);
  self->now = CLAMP (now, EARLIEST, LATEST);
  self->finished = TRUE;
  return self;
}

void
crm_deal_path_builder_free (CrmDealPathBuilder *self)
{
  g_array_unref (self->deals);
  g_clear_pointer (&self->base, g_array_unref);
  g_array_unref (self->moves);
  g_array_unref (self->stages);
  g_free (self);
}

static CrmDealPath *
get_last_deal (CrmDealPathBuilder *self)
{
  return &g_array_index (self->deals, CrmDealPath, self->deals->len - 1);
}

static CrmDealMove *
get_last_move (CrmDealPathBuilder *self, const CrmDealPath *deal)
{
  return deal->n_moves > 0 ? &g_array_index (self->moves, CrmDealMove, self->moves->len - 1) : NULL;
}

static guint32
find_problems_of_dates (const CrmDealPath *deal, gint64 now)
{
  guint32 problems = 0;

  if (deal->created_at > now)
    problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_CREATED_IN_FUTURE);
  if (deal->outcome == CRM_DEAL_OPEN)
    return problems;
  if (deal->closed_at == 0)
    return problems | CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_CLOSE_DATE);
  if (deal->closed_at > now)
    problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_CLOSED_IN_FUTURE);
  if (deal->closed_at < deal->created_at)
    problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_CLOSED_BEFORE_START);
  return problems;
}

/* An amount that is known to be missing is not looked at. */
static guint32
find_problems_of_amount (const CrmDealPath *deal)
{
  return (deal->problems & CRM_DEAL_NEEDS_AMOUNT) == 0 ? crm_deal_amount_find_problems (deal->amount) : 0;
}

static void
finish_last_deal (CrmDealPathBuilder *self)
{
  CrmDealPath *deal;

  if (self->finished)
    return;
  self->finished = TRUE;
  deal = get_last_deal (self);
  if (deal->n_moves == 0 && (deal->problems & CRM_DEAL_NEEDS_MOVES) == 0)
    deal->problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_MOVES);
}

void
crm_deal_path_builder_add_deal (CrmDealPathBuilder *self, const CrmDealPath *deal)
{
  CrmDealPath copy = *deal;

  g_return_if_fail (self->deals->len < G_MAXUINT32 - 1);

  finish_last_deal (self);
  copy.created_at = CLAMP (copy.created_at, EARLIEST, LATEST);
  copy.closed_at = CLAMP (copy.closed_at, EARLIEST, LATEST);
  copy.problems &= CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_AMOUNT) | CRM_EXCLUSION_BIT (CRM_EXCLUSION_NO_RATE);
  copy.problems |= find_problems_of_dates (&copy, self->now) | find_problems_of_amount (&copy);
  copy.first_move = (guint32)self->n_base + self->moves->len;
  copy.n_moves = 0;
  g_array_append_val (self->deals, copy);
  self->last_stage = CRM_STAGE_NONE;
  self->finished = FALSE;
}

void
crm_deal_path_builder_add_move (CrmDealPathBuilder *self, guint32 from, guint32 to, gint64 at)
{
  CrmDealPath *deal;
  CrmDealMove *last;
  CrmDealMove move = { CLAMP (at, EARLIEST, LATEST), to };

  g_return_if_fail (self->deals->len > 0);

  deal = get_last_deal (self);
  last = get_last_move (self, deal);
  if (from != self->last_stage)
    deal->problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_GAP_IN_MOVES);
  if (move.entered_at > self->now)
    deal->problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_MOVE_IN_FUTURE);
  if (last != NULL && move.entered_at < last->entered_at)
    deal->problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_MOVES_OUT_OF_ORDER);
  if (to == self->last_stage && last != NULL)
    return;
  self->last_stage = to;
  if (to >= self->stages->len)
    {
      deal->problems |= CRM_EXCLUSION_BIT (CRM_EXCLUSION_UNKNOWN_STAGE);
      return;
    }
  g_array_append_val (self->moves, move);
  deal->n_moves++;
}

void
crm_deal_path_builder_set_base (CrmDealPathBuilder *self, const CrmDealPathBuilder *base)
{
  g_return_if_fail (self->deals->len == 0 && self->base == NULL);

  /* What was later for the base is copied: a reading is renewed from the one before it again and again, and what changes is little. */
  self->base = g_array_ref (base->base != NULL ? base->base : base->moves);
  self->n_base = self->base->len;
  if (base->base != NULL && base->moves->len > 0)
    g_array_append_vals (self->moves, base->moves->data, base->moves->len);
}

void
crm_deal_path_builder_add_known (CrmDealPathBuilder *self, const CrmDealPath *deals, gsize n)
{
  g_return_if_fail (self->base != NULL && n < G_MAXUINT32 - 1 - self->deals->len);

  finish_last_deal (self);
  if (n > 0)
    g_array_append_vals (self->deals, deals, (guint)n);
}

CrmDealPaths
crm_deal_path_builder_get_paths (CrmDealPathBuilder *self)
{
  finish_last_deal (self);
  return (CrmDealPaths){
    .deals = (const CrmDealPath *)(gpointer)self->deals->data,
    .n_deals = self->deals->len,
    .moves = (const CrmDealMove *)(gpointer)(self->base != NULL ? self->base : self->moves)->data,
    .n_moves = (self->base != NULL ? self->base : self->moves)->len,
    .later_moves = self->base != NULL ? (const CrmDealMove *)(gpointer)self->moves->data : NULL,
    .stages = (const CrmDealStage *)(gpointer)self->stages->data,
    .n_stages = self->stages->len,
    .now = self->now,
  };
}
