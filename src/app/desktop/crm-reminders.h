/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells of tasks when their time has come, by the desktop's notifications. */

#pragma once

#include "core/store/crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_REMINDERS (crm_reminders_get_type ())

G_DECLARE_FINAL_TYPE (CrmReminders, crm_reminders, CRM, REMINDERS, GObject)

/* @settings: (nullable): whether one is reminded at all ("reminders"), and outside of working hours ("reminders-working-hours"); always without.
 * @application: borrowed; its actions "open-customer", "open-deal", "show-today", "task-done" and "task-snooze" are what a notification
 * offers. Main thread. */
CrmReminders *crm_reminders_new (GApplication *application, CrmClock *clock, GSettings *settings);

/**
 * crm_reminders_set_store:
 * @store: (nullable): the file whose tasks are told of, from now on; %NULL for none
 *
 * A task with a time of day is told of at that time, one for a day when work begins, each so much earlier as it asks for; those of colleagues
 * are not. Where it is wished, what would be told of outside of working hours waits for the next ones. What came due since the program was last open is told of at once, together where it is much. A task that is done, deleted or put off
 * takes its notification back.
 */
void crm_reminders_set_store (CrmReminders *self, CrmStore *store);

/* Returns: (transfer full): a #DexFuture of a #CrmEditResult: the task is done, or was already. Rejected without a file. */
DexFuture *crm_reminders_do_task (CrmReminders *self, const CrmId *task);

/* The same, but it is put off by an hour, to the full quarter. */
DexFuture *crm_reminders_snooze_task (CrmReminders *self, const CrmId *task);

G_END_DECLS
