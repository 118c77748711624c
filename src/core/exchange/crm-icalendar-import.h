/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes over what stands in iCalendar files: what is to come as tasks, what was as meetings. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

/**
 * CrmIcalendarReport:
 * @n_tasks: taken over as tasks
 * @n_meetings: taken over as meetings on the timeline of who took part
 * @n_known: there already
 * @faults: (element-type CrmIcalendarFault): what could not be taken over, or not as it stands
 * @edit: local number of the edit; 0 where nothing was written
 * @edit_id: its id
 */
typedef struct
{
  guint n_tasks;
  guint n_meetings;
  guint n_known;
  GPtrArray *faults;
  gint64 edit;
  CrmId edit_id;
} CrmIcalendarReport;

#define CRM_TYPE_ICALENDAR_REPORT (crm_icalendar_report_get_type ())

GType crm_icalendar_report_get_type (void);
CrmIcalendarReport *crm_icalendar_report_ref (CrmIcalendarReport *self);
void crm_icalendar_report_unref (CrmIcalendarReport *self);

/* Whether a file is named as a calendar. */
gboolean crm_icalendar_is_named (const char *path);

/**
 * crm_icalendar_import:
 * @paths: (array zero-terminated=1): the files, in the system's encoding
 * @rehearse: whether to say only what would be done
 * @cancellable: (nullable)
 *
 * One edit, which one undo takes back. Appointments that are over are meetings of the customer whose address is among those who took
 * part; where none is found, tasks that are done, for a meeting is always somebody's. A series is one task that repeats, from its next
 * occurrence on; one whose rule is not known here is taken as single tasks. Ids are hashed from the file's, so that importing again
 * makes nothing twice.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmIcalendarReport. Main thread.
 */
DexFuture *crm_icalendar_import (CrmStore *store, const char *const *paths, gboolean rehearse, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmIcalendarReport, crm_icalendar_report_unref)

G_END_DECLS
