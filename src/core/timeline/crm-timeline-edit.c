/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a line of the timeline, as edits. */

#define G_LOG_DOMAIN "crm-timeline"

#include "config.h"

#include "core/timeline/crm-timeline-edit.h"

#include "core/base/crm-date-time.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/timeline/crm-task-edit.h"

#include <glib/gi18n-lib.h>

#define QUARTER (15 * G_TIME_SPAN_MINUTE)

static CrmEdit *
new_edit (const CrmTimelineEntry *entry, const char *title, CrmChange **change)
{
  CrmEdit *edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);

  *change = crm_edit_update (edit, entry->record->kind, &entry->record->id);
  return edit;
}

CrmEdit *
crm_timeline_new_done_edit (const CrmTimelineEntry *entry, gint64 done_at)
{
  g_return_val_if_fail (entry != NULL && entry->record != NULL, NULL);

  return crm_task_new_done_edit (entry->record, done_at);
}

CrmEdit *
crm_timeline_new_snooze_edit (const CrmTimelineEntry *entry, gint64 due, gboolean has_time)
{
  g_return_val_if_fail (entry != NULL && entry->record != NULL, NULL);

  return crm_task_new_snooze_edit (entry->record, due, has_time);
}

CrmEdit *
crm_timeline_new_pin_edit (const CrmTimelineEntry *entry, gboolean pinned)
{
  CrmChange *change;
  CrmEdit *edit;

  g_return_val_if_fail (entry != NULL && entry->record != NULL && entry->record->kind == &crm_kind_interaction, NULL);

  edit = new_edit (entry, pinned ? _ ("Pin") : _ ("Unpin"), &change);
  crm_change_set (change, CRM_INTERACTION_PINNED, pinned ? crm_value_integer (1) : (CrmValue){ 0 });
  return edit;
}

CrmEdit *
crm_timeline_new_delete_edit (const CrmTimelineEntry *entry)
{
  const char *title = _ ("Delete from Timeline");
  CrmEdit *edit;

  g_return_val_if_fail (entry != NULL && entry->record != NULL, NULL);

  if (entry->record->kind == &crm_kind_task)
    title = _ ("Delete Task");
  else if (entry->record->kind == &crm_kind_response)
    title = _ ("Delete Response");
  edit = crm_edit_new (title, CRM_EDIT_ORIGIN_PERSON);
  crm_edit_delete (edit, entry->record->kind, &entry->record->id);
  return edit;
}

gint64
crm_timeline_snooze (CrmSnooze snooze, gint64 now, GTimeZone *zone, const CrmOfficeTime *office)
{
  CrmDate today = crm_date_time_to_local (now, zone, NULL);
  CrmDate day;

  switch (snooze)
    {
    case CRM_SNOOZE_LATER_TODAY:
      return (now + 3 * G_TIME_SPAN_HOUR + QUARTER - 1) / QUARTER * QUARTER;
    case CRM_SNOOZE_NEXT_WEEK:
      day = crm_date_add_days (crm_office_time_get_week (office, today), 7);
      while (!crm_office_time_is_working_day (office, day))
        day = crm_date_add_days (day, 1);
      break;
    case CRM_SNOOZE_NEXT_MONTH:
      day = crm_date_add_months (crm_date_make (crm_date_get_year (today), crm_date_get_month (today), 1), 1);
      break;
    case CRM_SNOOZE_TOMORROW:
    case CRM_N_SNOOZES:
    default:
      day = crm_date_add_days (today, 1);
    }
  return crm_date_time_from_local (day, office->work_from * 60, zone);
}
