/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The years beside a long timeline: one step to each. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_YEAR_SCRUBBER (crm_year_scrubber_get_type ())

G_DECLARE_FINAL_TYPE (CrmYearScrubber, crm_year_scrubber, CRM, YEAR_SCRUBBER, GtkBox)

/**
 * crm_year_scrubber_set_entries:
 * @entries: (element-type CrmTimelineEntry): in the timeline's order
 *
 * Has a button for each year there is something of; hidden with fewer than two. A press emits "entry" with the place in
 * @entries where that year's past begins (guint).
 */
void crm_year_scrubber_set_entries (CrmYearScrubber *self, GPtrArray *entries);

G_END_DECLS
