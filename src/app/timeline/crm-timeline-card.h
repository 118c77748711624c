/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of the timeline as a card. */

#pragma once

#include <gtk/gtk.h>

#include "app/timeline/crm-timeline-item.h"
#include "core/base/crm-clock.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE_CARD (crm_timeline_card_get_type ())

G_DECLARE_FINAL_TYPE (CrmTimelineCard, crm_timeline_card, CRM, TIMELINE_CARD, GtkWidget)

GtkWidget *crm_timeline_card_new (CrmClock *clock);

/* Shows another line, or none (NULL). Two hundred cards are alive at once, so the parts most lines lack are made when needed. */
void crm_timeline_card_set_item (CrmTimelineCard *self, CrmTimelineItem *item);

/* Borrowed, may be NULL. */
CrmTimelineItem *crm_timeline_card_get_item (CrmTimelineCard *self);

/* Shows the line's menu below the card. */
void crm_timeline_card_popup_menu (CrmTimelineCard *self);

/* What assistive technology reads out for the line. */
char *crm_timeline_card_dup_name (const CrmTimelineEntry *entry, CrmClock *clock);

G_END_DECLS
