/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done to a line of the timeline, by menu and by key. */

#pragma once

#include "app/crm-page.h"
#include "core/timeline/crm-timeline-entry.h"

G_BEGIN_DECLS

/* The permanent names of the actions, as menus give them. */
#define CRM_TIMELINE_EDIT     "edit"
#define CRM_TIMELINE_TOGGLE   "done"
#define CRM_TIMELINE_PIN      "pin"
#define CRM_TIMELINE_DELETE   "delete"
#define CRM_TIMELINE_COPY     "copy"
#define CRM_TIMELINE_ATTACH   "attach"
#define CRM_TIMELINE_TODAY    "later-today"
#define CRM_TIMELINE_TOMORROW "tomorrow"
#define CRM_TIMELINE_WEEK     "next-week"
#define CRM_TIMELINE_MONTH    "next-month"

/**
 * crm_timeline_do:
 * @widget: where it was asked for, within a #CrmPage
 * @entry: to which line
 * @action: one of the names above; one that has no sense for @entry does nothing
 *
 * Edits, toggles a task's being done, pins or unpins, deletes, copies the text, asks for files to keep with it (by the action
 * "profile.attach-files" of the page), or puts a task off. Each write can be undone.
 */
void crm_timeline_do (GtkWidget *widget, const CrmTimelineEntry *entry, const char *action);

/* Returns: (transfer full): the menu of a line; its items are "entry.do" with an action's name. */
GMenuModel *crm_timeline_make_menu (const CrmTimelineEntry *entry);

/* Returns: (transfer full): the times a task can be put off to. */
GMenuModel *crm_timeline_make_snooze_menu (void);

G_END_DECLS
