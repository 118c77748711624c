/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a deal stood at one moment. */

#define G_LOG_DOMAIN "crm-sales"

#include "core/sales/crm-deal-snapshot.h"

static guint32
get_stage (const CrmDealPaths *paths, const CrmDealPath *deal)
{
  return deal->n_moves > 0 ? crm_deal_paths_get_moves (paths, deal)[deal->n_moves - 1].stage : CRM_STAGE_NONE;
}

CrmDealSnapshot *
crm_deal_paths_snapshot (const CrmDealPaths *paths)
{
  CrmDealSnapshot *snapshots = g_new (CrmDealSnapshot, paths->n_deals + 1);

  for (gsize i = 0; i < paths->n_deals; i++)
    {
      const CrmDealPath *deal = &paths->deals[i];

      snapshots[i] = (CrmDealSnapshot){
        .deal = deal->id,
        .amount = deal->amount,
        .problems = deal->problems,
        .stage = get_stage (paths, deal),
        .expected_on = deal->expected_on,
        .closed_on = deal->closed_on,
        .probability = deal->probability,
        .outcome = deal->outcome,
        .category = deal->category,
      };
    }
  return snapshots;
}

void
crm_deal_snapshots_keep_pipeline (GArray *snapshots, const CrmDealPaths *paths, guint32 pipeline, gboolean without_stage)
{
  guint kept = 0;

  for (guint i = 0; i < snapshots->len; i++)
    {
      const CrmDealSnapshot snapshot = g_array_index (snapshots, CrmDealSnapshot, i);
      gboolean known = snapshot.stage < paths->n_stages;

      if (known ? paths->stages[snapshot.stage].pipeline == pipeline : without_stage)
        g_array_index (snapshots, CrmDealSnapshot, kept++) = snapshot;
    }
  g_array_set_size (snapshots, kept);
}
