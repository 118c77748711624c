/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the Today page: what asks for somebody, and what can be done about it at once. */

#pragma once

#include <gtk/gtk.h>

#include "app/today/crm-today-words.h"

G_BEGIN_DECLS

/* The permanent names of what can be done, as the signal "act" and menus give them. */
#define CRM_TODAY_OPEN     "open"
#define CRM_TODAY_DONE     "done"
#define CRM_TODAY_TODAY    "later-today"
#define CRM_TODAY_TOMORROW "tomorrow"
#define CRM_TODAY_WEEK     "next-week"
#define CRM_TODAY_MONTH    "next-month"
#define CRM_TODAY_OTHER    "other-time"
#define CRM_TODAY_EDIT     "edit"
#define CRM_TODAY_LOG      "log"
#define CRM_TODAY_CALL     "call"
#define CRM_TODAY_PLAN     "plan"
#define CRM_TODAY_CUSTOMER "customer"
#define CRM_TODAY_DELETE   "delete"

#define CRM_TYPE_TODAY_ROW (crm_today_row_get_type ())

G_DECLARE_FINAL_TYPE (CrmTodayRow, crm_today_row, CRM, TODAY_ROW, GtkListBoxRow)

/* Emits "act" (name: string). */
GtkWidget *crm_today_row_new (CrmAgendaSection section);

/* @item: of @agenda, which the row keeps. */
void crm_today_row_set_item (CrmTodayRow *self, CrmAgenda *agenda, const CrmAgendaItem *item, const CrmTodayStyle *style);

/* Borrowed. */
const CrmAgendaItem *crm_today_row_get_item (CrmTodayRow *self);

/* Leaves all buttons but one to the menu and the keys, where there is no room. */
void crm_today_row_set_narrow (CrmTodayRow *self, gboolean narrow);

/* Something was done: until the row is another, or gone, nothing more is. */
void crm_today_row_set_busy (CrmTodayRow *self, gboolean busy);

G_END_DECLS
