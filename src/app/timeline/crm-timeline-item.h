/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the timeline as an item of a list model. */

#pragma once

#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE_ITEM (crm_timeline_item_get_type ())

G_DECLARE_FINAL_TYPE (CrmTimelineItem, crm_timeline_item, CRM, TIMELINE_ITEM, GObject)

CrmTimelineItem *crm_timeline_item_new (CrmTimelineEntry *entry);

/* Borrowed. */
const CrmTimelineEntry *crm_timeline_item_get_entry (CrmTimelineItem *self);

/* Whether all of its text is shown; kept while the line scrolls out of sight. */
gboolean crm_timeline_item_is_expanded (CrmTimelineItem *self);
void crm_timeline_item_set_expanded (CrmTimelineItem *self, gboolean expanded);

G_END_DECLS
