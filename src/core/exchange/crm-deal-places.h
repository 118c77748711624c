/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipelines and stages an import of deals finds, and those it makes. */

#pragma once

#include "core/exchange/crm-deal-draft.h"
#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmDealPlace:
 * @outcome: of the stage
 * @probability: of the stage, in per cent
 *
 * A stage of a pipeline.
 */
typedef struct
{
  CrmId pipeline;
  CrmId stage;
  const char *outcome;
  int probability;
} CrmDealPlace;

typedef struct _CrmDealPlaces CrmDealPlaces;

/**
 * crm_deal_places_new:
 * @table: all deals of the import
 * @now: microseconds UTC
 *
 * Looks the pipelines and stages of the deals up, and decides what those mean that are to be made: a stage's outcome comes from its
 * name, or from the deals that end in it, its order from the way deals go, its probability from theirs.
 *
 * Returns: (transfer full): the places, or %NULL on an error of the store.
 */
CrmDealPlaces *crm_deal_places_new (CrmConnection *connection, const CrmDealTable *table, gint64 now, GError **error);
void crm_deal_places_free (CrmDealPlaces *self);

/* A deal that names no pipeline stays in @pipeline, where it is, if that has its stages: another may have stages of the same names. */
void crm_deal_places_prefer (CrmDealPlaces *self, CrmDealDraft *draft, const CrmId *pipeline);

/* Adds what is to be made: before any deal, for a deal's outcome is looked up in its stage. */
void crm_deal_places_write (CrmDealPlaces *self, CrmEdit *edit);

/* The stage of that name, as @draft's pipeline has it. */
CrmDealPlace crm_deal_places_find (CrmDealPlaces *self, const CrmDealDraft *draft, const char *stage);

/* Where the deal is by now, with @last the name of the stage its log ends in (nullable): its closing stage where its outcome says so. */
CrmDealPlace crm_deal_places_find_end (CrmDealPlaces *self, const CrmDealDraft *draft, const char *last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealPlaces, crm_deal_places_free)

G_END_DECLS
