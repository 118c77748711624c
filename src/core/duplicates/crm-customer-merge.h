/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes one customer of two, and two of one again. */

#pragma once

#include "core/customers/crm-profile.h"
#include "core/record/crm-value-format.h"
#include "core/store/crm-connection.h"

G_BEGIN_DECLS

/**
 * CrmMergeChoice:
 * @CRM_MERGE_KEEP: the value of the customer that stays
 * @CRM_MERGE_TAKE: that of the one that goes
 * @CRM_MERGE_BOTH: of long texts: both, one after the other
 */
typedef enum
{
  CRM_MERGE_KEEP,
  CRM_MERGE_TAKE,
  CRM_MERGE_BOTH,
} CrmMergeChoice;

/* Whether a customer's field is chosen by a person when two are merged. */
gboolean crm_customer_merge_has_field (guint field);

/**
 * crm_customer_merge_choose:
 * @choices: (out) (array fixed-size=CRM_CUSTOMER_N_FIELDS)
 *
 * What is proposed: what stays keeps its values, empty ones are filled, long texts that differ are joined; a stage brings its date; and who refused or
 * withdrew consent at one of both has not given it.
 */
void crm_customer_merge_choose (const CrmRecord *kept, const CrmRecord *merged, CrmMergeChoice *choices);

/**
 * crm_customer_merge_new:
 * @kept: the customer that stays
 * @merged: the one that goes
 * @choices: (nullable) (array fixed-size=CRM_CUSTOMER_N_FIELDS): by field of customers; %NULL for what is proposed
 *
 * Everything that names @merged comes to name @kept: contact points (those both have stand once), people and their roles, interactions, tasks, deals,
 * files, relationships, tags, values of custom fields where @kept has none, invitations, responses, and who was referred by it. Then @merged is
 * deleted and says in merged_into who it is. The edit fails with %CRM_ERROR_NOT_FOUND or %CRM_ERROR_INVALID when one of both is gone by then.
 *
 * Returns: (transfer full): the edit: a stream that looks when it is written.
 */
CrmEdit *crm_customer_merge_new (const CrmRecord *kept, const CrmRecord *merged, const CrmMergeChoice *choices);

/**
 * CrmMergePreview:
 * @kept, @merged: all about each
 * @moves: (array length=CRM_N_KINDS): how many records of each kind come over from @merged
 * @doubles: contact points, tags, roles and values that both have and that will stand once
 *
 * What a merge would do. Reference-counted boxed, immutable.
 */
typedef struct
{
  CrmProfile *kept;
  CrmProfile *merged;
  guint moves[CRM_N_KINDS];
  guint doubles;
} CrmMergePreview;

CrmMergePreview *crm_customer_merge_preview (CrmConnection *connection, const CrmId *kept, const CrmId *merged, GError **error);
void crm_customer_merge_preview_free (CrmMergePreview *preview);

/**
 * crm_customer_merge_find_survivor:
 * @id: (inout): a customer; who it has been merged into, however often, if it was
 *
 * Returns: whether @id changed. Circles, which two devices can make, are not followed.
 */
gboolean crm_customer_merge_find_survivor (CrmConnection *connection, CrmId *id);

/**
 * crm_customer_merge_new_gathering:
 *
 * What others wrote at customers that were merged meanwhile, and what they changed in them: moves the former to who they are, fills empty fields with the
 * latter, and joins long texts. Two that were merged into each other become the one with the smaller id. All devices decide alike, so it may run on each.
 *
 * Returns: (transfer full) (nullable): the edit, or %NULL when there is nothing to do, or with an error.
 */
CrmEdit *crm_customer_merge_new_gathering (CrmConnection *connection, GError **error);

/**
 * CrmMergeLeft:
 * @what: what it stands in: the name of the field with its record's, for a person
 * @before: (nullable): what it was before the merge, for a person
 * @now: (nullable): what it was changed to since
 *
 * A value that un-merging leaves as it is.
 */
typedef struct
{
  char *what;
  char *before;
  char *now;
} CrmMergeLeft;

/**
 * CrmUnmerge:
 * @edit: the edit of the merge, to be given to crm_store_undo()
 * @number: its number
 * @title: what it is called, @at when it was, microseconds UTC
 * @kept, @merged: who became whom
 * @left: (element-type CrmMergeLeft): what was changed since, and stays
 */
typedef struct
{
  CrmId edit;
  gint64 number;
  char *title;
  gint64 at;
  CrmId kept;
  CrmId merged;
  GPtrArray *left;
} CrmUnmerge;

/**
 * crm_unmerge_read:
 * @edit: the id of an edit of this file
 * @style: how values are shown
 *
 * Looks what un-merging would do. The undo of the edit then does it: all that still is as the merge left it becomes what it was.
 *
 * Returns: (transfer full): %NULL with %CRM_ERROR_NOT_FOUND when @edit is no merge or was taken back, with %CRM_ERROR_CONFLICT when the customer that was
 *   kept has been merged into another since: that is to be taken back first.
 */
CrmUnmerge *crm_unmerge_read (CrmConnection *connection, const CrmId *edit, const CrmValueStyle *style, GError **error);

/* (transfer full) (element-type CrmUnmerge): the merges of this file that still stand, the latest first, without @left; at most @max. */
GPtrArray *crm_unmerge_list (CrmConnection *connection, guint max, GError **error);

void crm_unmerge_free (CrmUnmerge *unmerge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMergePreview, crm_customer_merge_preview_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmUnmerge, crm_unmerge_free)

G_END_DECLS
