/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals for the tests of the figures, written as short as "0@1 2@5 4@9": in stage 0 on day 1, in 2 on day 5, won on day 9. */

#pragma once

#include "core/sales/crm-deal-path-builder.h"

#define DAY           (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define DAY_ZERO      G_GINT64_CONSTANT (1767225600000000) /* 2026-01-01 00:00 UTC */
#define DATE_ZERO     20260101
#define AT(day)       (DAY_ZERO + (day) * DAY)
#define DAYS(from, n) ((CrmPeriod){ AT (from), AT ((from) + (n)) })
#define ALWAYS        ((CrmPeriod){ G_MININT64 / 2, G_MAXINT64 })

#define SEED 20261122

/* Two pipelines. The first: four open stages, won, lost, and a stage that was removed; the second: one open stage and won. */
enum
{
  LEAD,
  QUALIFIED,
  PROPOSAL,
  NEGOTIATION,
  WON,
  LOST,
  REMOVED,
  OTHER_OPEN,
  OTHER_WON,
  N_STAGES,
};

#define PIPELINE       1
#define OTHER_PIPELINE 2

typedef struct
{
  CrmDealPathBuilder *builder;
  CrmDealPaths paths;
  gint64 now;
} DealFixture;

DealFixture *deal_fixture_new (int today);
void deal_fixture_free (DealFixture *self);

/* Adds a deal created at its first move, closed when its last move is to a closing stage, expected to close on day 100; ids count from 1. */
void deal_fixture_add (DealFixture *self, const char *moves, gint64 amount);

/* The same with any of its fields changed: @change is called before it is added. */
void deal_fixture_add_changed (DealFixture *self, const char *moves, gint64 amount, void (*change) (CrmDealPath *deal));

const CrmDealPaths *deal_fixture_get_paths (DealFixture *self);

/*
 * @n deals that wander for 400 days, the same ones from the same @seed whatever @today is: what comes after @today is not in it, nor are
 * deals that begin later.
 */
DealFixture *deal_fixture_new_random (guint32 seed, guint n, int today);

/* (transfer full): the deals of @paths in another order; free it after the paths that borrow it. */
CrmDealPath *deal_fixture_shuffle (const CrmDealPaths *paths, guint32 seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DealFixture, deal_fixture_free)
