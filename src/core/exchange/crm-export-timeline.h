/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a timeline to a file that spreadsheets read. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * crm_export_timeline:
 * @entries: (element-type CrmTimelineEntry): what to write, in order
 * @zone: whose clock the times are said in
 * @path: where to, in the system's encoding; what is there is replaced when all is written
 *
 * CSV with a row an entry: at (ISO 8601 with its offset, or a date alone where the time of day means nothing), section (overdue,
 * upcoming, pinned, past), kind, title, text, person, by, minutes. Any thread.
 */
gboolean crm_export_timeline (GPtrArray *entries, GTimeZone *zone, const char *path, GError **error);

G_END_DECLS
