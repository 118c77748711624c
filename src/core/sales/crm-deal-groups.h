/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deals by owner, source, or pipeline, so that any figure can be had for each. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-path.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_DEAL_BY_OWNER,
  CRM_DEAL_BY_SOURCE,
  CRM_DEAL_BY_PIPELINE, /* where they are now */
} CrmDealKey;

/**
 * CrmDealGroup:
 * @key: the number that its deals share
 * @paths: its deals in their order, over the moves and stages of all; they live as long as the groups and what they were made from
 */
typedef struct
{
  guint32 key;
  CrmDealPaths paths;
} CrmDealGroup;

/**
 * CrmDealGroups:
 * @groups: (array length=n_groups): ascending by key; each deal is in exactly one, and none is empty
 */
typedef struct
{
  CrmDealPath *deals;
  CrmDealGroup *groups;
  guint n_groups;
} CrmDealGroups;

/* (transfer full): @paths divided by @key. */
CrmDealGroups *crm_deal_groups_new (const CrmDealPaths *paths, CrmDealKey key);
void crm_deal_groups_free (CrmDealGroups *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealGroups, crm_deal_groups_free)

G_END_DECLS
