/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Views saved under a name, as records of the file: opened, counted, changed, and all that undone. Any area may use one as a segment. */

#pragma once

#include "core/store/crm-store.h"
#include "core/views/crm-condition.h"

G_BEGIN_DECLS

#define CRM_TYPE_SAVED_VIEW (crm_saved_view_get_type ())

/**
 * CrmSavedView:
 * @id: of the record
 * @name: as a person calls it
 * @kind: whose records it is about
 * @conditions: (nullable): what must hold; %NULL where this version cannot read it
 * @layout: (nullable): how a table shows them, of type %CRM_SAVED_VIEW_LAYOUT_TYPE
 * @pinned: whether it stands in the sidebar
 * @position: (nullable): its place among the others, see crm_position_between(); %NULL until one is moved
 *
 * Immutable; reference-counted, any thread.
 */
typedef struct
{
  CrmId id;
  char *name;
  const CrmKind *kind;
  CrmCondition *conditions;
  GVariant *layout;
  gboolean pinned;
  char *position;
} CrmSavedView;

/* Columns (id, width, visible), what they are sorted by (id, descending), and the name of the facet they are grouped by, "" for none. */
#define CRM_SAVED_VIEW_LAYOUT_TYPE "(a(sib)(sb)s)"

GType crm_saved_view_get_type (void);
CrmSavedView *crm_saved_view_ref (CrmSavedView *self);
void crm_saved_view_unref (CrmSavedView *self);

/**
 * crm_saved_views_read:
 *
 * Returns: (transfer full) (element-type CrmSavedView): all that are not deleted, in the order that people made, then the oldest first; %NULL on error.
 */
GPtrArray *crm_saved_views_read (CrmConnection *connection, GError **error);

/* The one of that id, or of that name whatever its case; borrowed, or NULL. */
CrmSavedView *crm_saved_views_lookup (GPtrArray *views, const CrmId *id);
CrmSavedView *crm_saved_views_find (GPtrArray *views, const char *name);

/**
 * crm_view_conditions_to_filter:
 *
 * Returns: (transfer full) (nullable): as crm_condition_to_filter(), without what no list of that kind shows: deals of a deleted customer.
 */
CrmFilter *crm_view_conditions_to_filter (const CrmCondition *conditions, const CrmKind *kind, GPtrArray *facets, const CrmConditionTime *time, GError **error);

/**
 * crm_saved_view_to_filter:
 *
 * Returns: (transfer full) (nullable): as crm_view_conditions_to_filter(); %CRM_ERROR_INVALID too where the conditions cannot be read.
 */
CrmFilter *crm_saved_view_to_filter (const CrmSavedView *self, GPtrArray *facets, const CrmConditionTime *time, GError **error);

/**
 * crm_saved_view_new_edit:
 * @id: (nullable): the one to replace; %NULL makes another
 * @name: of one character at least
 * @layout: (nullable)
 * @made: (out) (optional): the id it has
 *
 * Returns: (transfer full): an edit that saves it, named after it.
 */
CrmEdit *crm_saved_view_new_edit (const CrmId *id, const char *name, const CrmKind *kind, const CrmCondition *conditions, GVariant *layout, gboolean pinned, CrmId *made);

/* The same for its name, for its place in the sidebar, and for deleting it. */
CrmEdit *crm_saved_view_new_rename (const CrmSavedView *self, const char *name);
CrmEdit *crm_saved_view_new_pin (const CrmSavedView *self, gboolean pinned);
CrmEdit *crm_saved_view_new_deletion (const CrmSavedView *self);

/**
 * crm_saved_views_new_move:
 * @views: (element-type CrmSavedView): all, in their order
 * @id: the one to move
 * @target: another one
 *
 * Returns: (transfer full): an edit that puts it where @target stands: before that, where it came after it, else behind it.
 */
CrmEdit *crm_saved_views_new_move (GPtrArray *views, const CrmId *id, const CrmId *target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSavedView, crm_saved_view_unref)

G_END_DECLS
