/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline of one customer, or of one deal, as a list model with a section a day, following the store. */

#pragma once

#include <gtk/gtk.h>

#include "app/timeline/crm-timeline-item.h"
#include "core/store/crm-store.h"
#include "core/timeline/crm-timeline.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE_MODEL (crm_timeline_model_get_type ())

G_DECLARE_FINAL_TYPE (CrmTimelineModel, crm_timeline_model, CRM, TIMELINE_MODEL, GObject)

/**
 * crm_timeline_model_new:
 *
 * A #GListModel and #GtkSectionModel of #CrmTimelineItem, empty until a customer is set. A long timeline shows its first lines at
 * once and grows in the background. Main thread; reads and searches elsewhere. Emits "loaded" whenever it has read, "failed" (GError).
 */
CrmTimelineModel *crm_timeline_model_new (CrmStore *store);

/* @deal (nullable): only what is about this deal of the customer's. */
void crm_timeline_model_set_customer (CrmTimelineModel *self, const CrmId *customer, const CrmId *deal);

/* Copies the filter. */
void crm_timeline_model_set_filter (CrmTimelineModel *self, const CrmTimelineFilter *filter);
const CrmTimelineFilter *crm_timeline_model_get_filter (CrmTimelineModel *self);

/* All of the timeline, borrowed; NULL until it is read. */
const CrmTimeline *crm_timeline_model_get_timeline (CrmTimelineModel *self);

G_END_DECLS
