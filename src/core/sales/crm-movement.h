/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two days: where deals went, and how the value of the open ones came about. Pure; any thread. */

#pragma once

#include "core/sales/crm-deal-snapshot.h"

G_BEGIN_DECLS

/** CrmMovementKind: what can have changed; a deal can have several. In the order in which a review names them. */
typedef enum
{
  CRM_MOVEMENT_WON,
  CRM_MOVEMENT_LOST,
  CRM_MOVEMENT_REOPENED, /* was closed and is open, or closed the other way */
  CRM_MOVEMENT_ADDED,
  CRM_MOVEMENT_REMOVED,    /* deleted, or no longer in what is looked at */
  CRM_MOVEMENT_MOVED_ON,   /* to a later open stage of its pipeline */
  CRM_MOVEMENT_MOVED_BACK, /* to an earlier one */
  CRM_MOVEMENT_CHANGED_PIPELINE,
  CRM_MOVEMENT_GREW,
  CRM_MOVEMENT_SHRANK,
  CRM_MOVEMENT_PUSHED,    /* is expected to close later than it was */
  CRM_MOVEMENT_PULLED_IN, /* earlier */
  CRM_N_MOVEMENTS,
} CrmMovementKind;

/* (transfer none): translated: "Moved on". */
const char *crm_movement_kind_get_title (CrmMovementKind kind);

#define CRM_MOVEMENT_BIT(kind) (1u << (kind))

/** CRM_MOVEMENT_ABSENT: a deal's place in the earlier or later snapshots when it is not in them. */
#define CRM_MOVEMENT_ABSENT G_MAXUINT32

/**
 * CrmMovementChange:
 * @kinds: a set of CRM_MOVEMENT_BIT (), never empty
 * @before: index into the earlier snapshots, or %CRM_MOVEMENT_ABSENT
 * @after: index into the later ones, or %CRM_MOVEMENT_ABSENT
 * @growth: minor units; 0 where an amount is not usable
 * @days_pushed: below 0 where pulled in
 */
typedef struct
{
  gint64 deal;
  guint32 kinds;
  guint32 before;
  guint32 after;
  gint64 growth;
  int days_pushed;
} CrmMovementChange;

/**
 * CrmMovement:
 * @opening: value of the deals open before
 * @closing: value of the deals open after
 * @counts: how many deals changed so
 * @values: what each kind added to the value of the open deals, below 0 for what it took; @opening + Σ @values = @closing
 * @changes: (element-type CrmMovementChange): the deals that changed, by id
 * @n_stages: the matrix has a row and a column for each stage and one more for deals that are not there
 * @cells: (array): the matrix by rows; see crm_movement_get_cell ()
 * @excluded: deals whose stage is not known, which are left out altogether; deals without a usable amount, which are left out of the values
 */
typedef struct
{
  gint64 opening;
  gint64 closing;
  guint counts[CRM_N_MOVEMENTS];
  gint64 values[CRM_N_MOVEMENTS];
  GArray *changes;
  guint n_stages;
  guint *cells;
  CrmExcluded excluded;
} CrmMovement;

/**
 * crm_movement_new:
 * @stages: (array length=n_stages)
 * @before: (array length=n_before): the earlier snapshots, ascending by deal, each deal once
 * @after: (array length=n_after): the later ones
 *
 * Compares the two days and nothing in between: a deal that went on and came back has not moved.
 *
 * The value of the open deals, from the earlier day to the later: + added + grew − shrank + reopened − won − lost − removed. A deal that
 * closed at another amount first grew or shrank; a deal added and closed between the two days is both. Moving, pushing and changing
 * the pipeline add nothing. Deals whose amount is not usable on one of the days are in none of the values.
 *
 * Which date decides: those of the two snapshots.
 *
 * Source: the field's common definition ("pipeline movement", "pipeline waterfall"); nothing in it is estimated.
 *
 * Returns: (transfer full)
 */
CrmMovement *crm_movement_new (const CrmDealStage *stages, guint n_stages, const CrmDealSnapshot *before, gsize n_before, const CrmDealSnapshot *after, gsize n_after);
void crm_movement_free (CrmMovement *self);

/**
 * crm_movement_get_cell:
 * @from: index of a stage, or %CRM_STAGE_NONE for deals that were not there
 * @to: the same for the later day
 *
 * Returns: how many deals stood in @from before and in @to after.
 */
guint crm_movement_get_cell (const CrmMovement *self, guint32 from, guint32 to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMovement, crm_movement_free)

G_END_DECLS
