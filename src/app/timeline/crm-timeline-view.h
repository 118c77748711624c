/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one customer or one deal: chips to filter, a search, and cards under the days. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE_VIEW (crm_timeline_view_get_type ())

G_DECLARE_FINAL_TYPE (CrmTimelineView, crm_timeline_view, CRM, TIMELINE_VIEW, GtkBox)

/* Called once, before a customer is set. */
void crm_timeline_view_set_context (CrmTimelineView *self, CrmContext *context);

/* Within a #CrmPage. Enter edits the line with the focus, Space does or reopens a task, P pins, Delete deletes. */
void crm_timeline_view_set_customer (CrmTimelineView *self, const CrmId *customer);

/* The same with only what is about one deal of the customer's. */
void crm_timeline_view_set_deal (CrmTimelineView *self, const CrmId *customer, const CrmId *deal);

/* Shows and focuses the search. */
/* Returns: (transfer full) (element-type CrmTimelineEntry): what it shows, all of it, in order. */
GPtrArray *crm_timeline_view_dup_entries (CrmTimelineView *self);

void crm_timeline_view_search (CrmTimelineView *self);

G_END_DECLS
