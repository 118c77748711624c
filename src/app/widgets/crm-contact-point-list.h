/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways to reach a customer or a person, as a list that is edited in place. */

#pragma once

#include <gtk/gtk.h>

#include "app/crm-context.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_CONTACT_POINT_LIST (crm_contact_point_list_get_type ())

G_DECLARE_FINAL_TYPE (CrmContactPointList, crm_contact_point_list, CRM, CONTACT_POINT_LIST, GtkWidget)

/* Called once, before the others. */
void crm_contact_point_list_set_context (CrmContactPointList *self, CrmContext *context);

/**
 * crm_contact_point_list_set_points:
 * @points: (element-type CrmRecord): in order
 *
 * Rows of records that stay are kept, also while one is edited; for another owner all are new. An empty list takes no room.
 */
void crm_contact_point_list_set_points (CrmContactPointList *self, const CrmKind *owner_kind, const CrmId *owner, GPtrArray *points);

/* Begins a new one. */
void crm_contact_point_list_add (CrmContactPointList *self);

G_END_DECLS
