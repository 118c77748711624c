/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to a line of the timeline, by menu and by key. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-timeline-actions.h"

#include "app/surveys/crm-response-dialog.h"
#include "app/timeline/crm-interaction-dialog.h"
#include "app/timeline/crm-task-dialog.h"
#include "core/schema/crm-schema-interactions.h"
#include "core/schema/crm-schema-surveys.h"
#include "core/timeline/crm-timeline-edit.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *action;
  CrmSnooze snooze;
  const char *label;
} snoozes[] = {
  { CRM_TIMELINE_TODAY, CRM_SNOOZE_LATER_TODAY, N_ ("Later Today") },
  { CRM_TIMELINE_TOMORROW, CRM_SNOOZE_TOMORROW, N_ ("Tomorrow") },
  { CRM_TIMELINE_WEEK, CRM_SNOOZE_NEXT_WEEK, N_ ("Next Week") },
  { CRM_TIMELINE_MONTH, CRM_SNOOZE_NEXT_MONTH, N_ ("Next Month") },
};

static gboolean
is_task (const CrmTimelineEntry *entry)
{
  return entry->record != NULL && entry->record->kind == &crm_kind_task;
}

static gboolean
is_interaction (const CrmTimelineEntry *entry)
{
  return entry->record != NULL && entry->record->kind == &crm_kind_interaction;
}

static gboolean
is_response (const CrmTimelineEntry *entry)
{
  return entry->record != NULL && entry->record->kind == &crm_kind_response;
}

static gboolean
is_open (const CrmTimelineEntry *entry)
{
  return is_task (entry) && (entry->flags & CRM_TIMELINE_DONE) == 0;
}

static void
apply (CrmPage *page, CrmEdit *edit, const char *toast)
{
  g_autoptr (CrmEdit) taken = edit;

  dex_future_disown (crm_page_apply (page, taken, toast));
}

static void
copy (GtkWidget *widget, const CrmTimelineEntry *entry)
{
  g_autofree char *text = entry->text != NULL ? g_strdup_printf ("%s\n%s", entry->title, entry->text) : g_strdup (entry->title);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
attach (GtkWidget *widget, const CrmTimelineEntry *entry)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  gtk_widget_activate_action (widget, "profile.attach-files", "s", crm_id_format (&entry->record->id, id));
}

static gboolean
snooze (CrmPage *page, const CrmTimelineEntry *entry, const char *action)
{
  CrmClock *clock = crm_context_get_clock (crm_page_get_context (page));
  const CrmOfficeTime *office = crm_workspace_get_office_time (crm_context_get_workspace (crm_page_get_context (page)));

  for (gsize i = 0; i < G_N_ELEMENTS (snoozes); i++)
    if (strcmp (snoozes[i].action, action) == 0)
      {
        gint64 due = crm_timeline_snooze (snoozes[i].snooze, crm_clock_now (clock), crm_clock_get_zone (clock), office);

        apply (page, crm_timeline_new_snooze_edit (entry, due, TRUE), _ ("Task put off"));
        return TRUE;
      }
  return FALSE;
}

/* What lost is put back, or looked at, with all the others that did. */
static gboolean
is_overtaken (const CrmTimelineEntry *entry)
{
  return strcmp (entry->kind, "overtaken") == 0;
}

/* Where there is a deal to go to: not on its own page. */
static void
open_deal (GtkWidget *widget, const CrmTimelineEntry *entry)
{
  char id[CRM_ID_STRING_LENGTH + 1];

  gtk_widget_activate_action (widget, "profile.open-deal", "s", crm_id_format (&entry->deal, id));
}

static void
edit (CrmPage *page, GtkWidget *widget, const CrmTimelineEntry *entry)
{
  if (is_task (entry))
    crm_task_dialog_present (widget, page, entry->record);
  else if (is_interaction (entry))
    crm_interaction_dialog_present (widget, page, entry->record);
  else if (is_response (entry))
    crm_response_dialog_present (page, &entry->record->id);
  else if (entry->group == CRM_TIMELINE_DEAL)
    open_deal (widget, entry);
  else if (is_overtaken (entry))
    gtk_widget_activate_action (widget, "win.team", NULL);
}

static const char *
get_deleted_words (const CrmTimelineEntry *entry)
{
  if (is_response (entry))
    return _ ("Response deleted");
  return is_task (entry) ? _ ("Task deleted") : _ ("Deleted from the timeline");
}

void
crm_timeline_do (GtkWidget *widget, const CrmTimelineEntry *entry, const char *action)
{
  CrmPage *page;
  gint64 now;

  g_return_if_fail (GTK_IS_WIDGET (widget) && entry != NULL && action != NULL);

  page = CRM_PAGE (gtk_widget_get_ancestor (widget, CRM_TYPE_PAGE));
  if (page == NULL)
    return;
  now = crm_clock_now (crm_context_get_clock (crm_page_get_context (page)));
  if (strcmp (action, CRM_TIMELINE_EDIT) == 0)
    edit (page, widget, entry);
  else if (strcmp (action, CRM_TIMELINE_COPY) == 0)
    copy (widget, entry);
  else if (strcmp (action, CRM_TIMELINE_ATTACH) == 0 && is_interaction (entry))
    attach (widget, entry);
  else if (strcmp (action, CRM_TIMELINE_DELETE) == 0 && entry->record != NULL)
    apply (page, crm_timeline_new_delete_edit (entry), get_deleted_words (entry));
  else if (strcmp (action, CRM_TIMELINE_TOGGLE) == 0 && is_task (entry))
    apply (page, crm_timeline_new_done_edit (entry, is_open (entry) ? now : 0), is_open (entry) ? _ ("Task done") : _ ("Task open again"));
  else if (strcmp (action, CRM_TIMELINE_PIN) == 0 && is_interaction (entry))
    apply (page, crm_timeline_new_pin_edit (entry, entry->section != CRM_TIMELINE_PINNED), NULL);
  else if (is_open (entry))
    snooze (page, entry, action);
}

static void
append_item (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "entry.do", "s", action);
  g_menu_append_item (menu, item);
}

GMenuModel *
crm_timeline_make_snooze_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (snoozes); i++)
    append_item (menu, _ (snoozes[i].label), snoozes[i].action);
  return G_MENU_MODEL (menu);
}

GMenuModel *
crm_timeline_make_menu (const CrmTimelineEntry *entry)
{
  GMenu *menu;
  g_autoptr (GMenu) last = g_menu_new ();

  g_return_val_if_fail (entry != NULL, NULL);

  menu = g_menu_new ();
  if (entry->record != NULL)
    append_item (menu, is_response (entry) ? C_ ("action", "Open") : _ ("Edit…"), CRM_TIMELINE_EDIT);
  if (is_overtaken (entry))
    append_item (menu, _ ("Put Back…"), CRM_TIMELINE_EDIT);
  if (is_task (entry))
    append_item (menu, is_open (entry) ? C_ ("action", "Done") : _ ("Open Again"), CRM_TIMELINE_TOGGLE);
  if (is_open (entry))
    {
      g_autoptr (GMenuModel) times = crm_timeline_make_snooze_menu ();

      g_menu_append_submenu (menu, _ ("Put Off"), times);
    }
  if (is_interaction (entry))
    append_item (menu, entry->section == CRM_TIMELINE_PINNED ? _ ("Unpin") : _ ("Pin"), CRM_TIMELINE_PIN);
  if (is_interaction (entry))
    append_item (menu, _ ("Attach Files…"), CRM_TIMELINE_ATTACH);
  append_item (menu, _ ("Copy"), CRM_TIMELINE_COPY);
  if (entry->record != NULL)
    append_item (last, _ ("Delete"), CRM_TIMELINE_DELETE);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (last));
  return G_MENU_MODEL (menu);
}
