/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A customer's profile for the printer. */

#pragma once

#include "app/print/crm-sheet.h"
#include "core/customers/crm-profile.h"

G_BEGIN_DECLS

/**
 * crm_profile_sheet_new:
 * @entries: (element-type CrmTimelineEntry): what of the timeline to print
 * @now: microseconds UTC
 * @zone: whose days they are
 *
 * Everything the profile shows that has a value, then the timeline. Pure.
 *
 * Returns: (transfer full): the sheet.
 */
CrmSheet *crm_profile_sheet_new (const CrmProfile *profile, GPtrArray *entries, gint64 now, GTimeZone *zone);

G_END_DECLS
