/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done about an entry of the calendar. */

#pragma once

#include "app/crm-page.h"
#include "core/agenda/crm-calendar.h"

G_BEGIN_DECLS

/* The permanent names of what can be done, as menus and keys give them. */
#define CRM_CALENDAR_OPEN     "open"
#define CRM_CALENDAR_DONE     "done"
#define CRM_CALENDAR_EDIT     "edit"
#define CRM_CALENDAR_MOVE     "move"
#define CRM_CALENDAR_CUSTOMER "customer"
#define CRM_CALENDAR_DELETE   "delete"

/* @name: one of those; one that has no sense for @entry does nothing. Each write is one edit, with an Undo toast. */
void crm_calendar_do (CrmPage *page, const CrmCalendarEntry *entry, const char *name);

/* Gives an entry another time; where it cannot have one, says why. @minute -1: of the whole day. Returns: whether it goes there. */
gboolean crm_calendar_move (CrmPage *page, const CrmCalendarEntry *entry, CrmDate day, int minute);

G_END_DECLS
