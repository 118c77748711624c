/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing deals to a stage: what is missing for it, and the edit that does it. */

#pragma once

#include "core/record/crm-edit.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmDealToMove:
 * @missing: the fields it lacks, a bit (1 << field) each
 */
typedef struct
{
  CrmId id;
  guint64 missing;
} CrmDealToMove;

/**
 * CrmDealMovePlan:
 * @stage: where to
 * @deals: (element-type CrmDealToMove): those that are not there yet
 * @first: (nullable): the first of them, to speak of it
 * @missing: what at least one of them lacks of what the stage asks for, a bit (1 << field) each
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmRecord *stage;
  GArray *deals;
  CrmRecord *first;
  guint64 missing;
} CrmDealMovePlan;

#define CRM_TYPE_DEAL_MOVE_PLAN (crm_deal_move_plan_get_type ())

GType crm_deal_move_plan_get_type (void);
CrmDealMovePlan *crm_deal_move_plan_ref (CrmDealMovePlan *self);
void crm_deal_move_plan_unref (CrmDealMovePlan *self);

/**
 * crm_deal_move_plan_read:
 * @rowids: (element-type gint64): deals
 * @stage: where they shall go
 *
 * Returns: (transfer full) (nullable): deleted deals, and those that are there, are not in it. On the connection's thread.
 */
CrmDealMovePlan *crm_deal_move_plan_read (CrmConnection *connection, GArray *rowids, CrmRecord *stage, GError **error);

/**
 * crm_deal_move_plan_make_edit:
 * @title: as Undo names it
 * @fills: (element-type CrmAssignment) (nullable): for those deals that lack them
 * @details: (element-type CrmAssignment) (nullable): for all of them, such as why they were lost
 *
 * Returns: (transfer full): one edit; the store writes the stage log, the dates and the outcome. However many there are, it is built in
 *   pieces while it is written.
 */
CrmEdit *crm_deal_move_plan_make_edit (CrmDealMovePlan *self, const char *title, GArray *fills, GArray *details);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealMovePlan, crm_deal_move_plan_unref)

G_END_DECLS
