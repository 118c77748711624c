/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about an entry of the calendar. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/calendar/crm-calendar-actions.h"

#include "app/timeline/crm-task-dialog.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/timeline/crm-task-edit.h"

#include <glib/gi18n-lib.h>

static gboolean
has_task (const CrmCalendarEntry *entry)
{
  return entry->kind == CRM_CALENDAR_TASK || entry->kind == CRM_CALENDAR_COMING;
}

static void
open_customer (CrmPage *page, const CrmCalendarEntry *entry)
{
  if (!crm_id_is_nil (&entry->customer))
    crm_page_open_record (page, &crm_kind_customer, &entry->customer, NULL, 0);
}

static void
toggle_done (CrmPage *page, const CrmCalendarEntry *entry)
{
  gboolean is_done = crm_calendar_entry_is_done (entry);
  g_autoptr (CrmEdit) edit = crm_task_new_done_edit (entry->record, is_done ? 0 : crm_clock_now (crm_context_get_clock (crm_page_get_context (page))));

  dex_future_disown (crm_page_apply (page, edit, is_done ? _ ("Task opened again") : _ ("Task done")));
}

static void
delete_task (CrmPage *page, const CrmCalendarEntry *entry)
{
  g_autoptr (CrmEdit) edit = crm_edit_new (_ ("Delete Task"), CRM_EDIT_ORIGIN_PERSON);

  crm_edit_delete (edit, &crm_kind_task, &entry->record->id);
  dex_future_disown (crm_page_apply (page, edit, _ ("Task deleted")));
}

void
crm_calendar_do (CrmPage *page, const CrmCalendarEntry *entry, const char *name)
{
  gboolean edits = strcmp (name, CRM_CALENDAR_OPEN) == 0 || strcmp (name, CRM_CALENDAR_EDIT) == 0;

  g_return_if_fail (CRM_IS_PAGE (page) && entry != NULL && name != NULL);

  if (strcmp (name, CRM_CALENDAR_CUSTOMER) == 0)
    open_customer (page, entry);
  else if (edits && has_task (entry))
    crm_task_dialog_present (GTK_WIDGET (page), page, entry->record);
  else if (strcmp (name, CRM_CALENDAR_OPEN) == 0)
    open_customer (page, entry);
  else if (strcmp (name, CRM_CALENDAR_MOVE) == 0 && crm_calendar_entry_is_movable (entry))
    crm_task_dialog_present_due (GTK_WIDGET (page), page, entry->record);
  else if (strcmp (name, CRM_CALENDAR_DONE) == 0 && entry->kind == CRM_CALENDAR_TASK)
    toggle_done (page, entry);
  else if (strcmp (name, CRM_CALENDAR_DELETE) == 0 && entry->kind == CRM_CALENDAR_TASK)
    delete_task (page, entry);
}

gboolean
crm_calendar_move (CrmPage *page, const CrmCalendarEntry *entry, CrmDate day, int minute)
{
  g_autoptr (CrmEdit) edit = NULL;

  g_return_val_if_fail (CRM_IS_PAGE (page) && entry != NULL, FALSE);

  if (entry->kind == CRM_CALENDAR_COMING)
    crm_page_say (page, _ ("This is planned when the task before it is done"), FALSE);
  else if (!crm_calendar_entry_is_movable (entry))
    crm_page_say (page, _ ("What is over stays where it was"), FALSE);
  if (!crm_calendar_entry_is_movable (entry) || !crm_date_is_valid (day) || (entry->day == day && entry->minute == minute))
    return FALSE;
  edit = crm_calendar_new_move_edit (entry, day, minute, crm_clock_get_zone (crm_context_get_clock (crm_page_get_context (page))));
  dex_future_disown (crm_page_apply (page, edit, _ ("Task moved")));
  return TRUE;
}
