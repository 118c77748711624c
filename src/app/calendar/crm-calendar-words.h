/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the calendar says of its days and entries. Pure. */

#pragma once

#include "app/calendar/crm-calendar-days.h"
#include "core/store/crm-office-time.h"

G_BEGIN_DECLS

/**
 * CrmCalendarStyle:
 * @now: microseconds UTC
 * @zone: whose days they are
 * @today: the day it is
 * @office: when somebody works
 *
 * What an entry's texts depend on besides it. Borrowed members.
 */
typedef struct
{
  gint64 now;
  GTimeZone *zone;
  CrmDate today;
  CrmOfficeTime office;
} CrmCalendarStyle;

/* (transfer none): "Monday"; "Mon". */
const char *crm_calendar_words_get_weekday (int weekday);
const char *crm_calendar_words_get_short_weekday (int weekday);

/* (transfer none): "January", for 1. */
const char *crm_calendar_words_get_month (int month);

/* (transfer full): "15:00". */
char *crm_calendar_words_dup_time (int minute);

/* (transfer full): what stands over a week or a month: "23 – 29 November 2026", "November 2026". */
char *crm_calendar_words_dup_range (CrmCalendarSpan span, CrmDate day, CrmDate from, CrmDate to);

/* (transfer full): "Tuesday, 24 Nov 2026". */
char *crm_calendar_words_dup_day (CrmDate day);

/* (transfer full): "Call about the offer"; of a meeting its first line, or its kind. */
char *crm_calendar_words_dup_title (const CrmCalendarEntry *entry);

/* (transfer full): "Harbour & Sons · Anna Lee"; empty where there is nothing more to say. */
char *crm_calendar_words_dup_subtitle (const CrmCalendarEntry *entry);

/* (transfer full) (nullable): what an entry is besides being planned: "done", "comes back", "overdue". */
char *crm_calendar_words_dup_state (const CrmCalendarEntry *entry, const CrmCalendarStyle *style);

/* Whether it is an open task whose time, or whose day where it has no time, is over. */
gboolean crm_calendar_words_is_overdue (const CrmCalendarEntry *entry, const CrmCalendarStyle *style);

/* (transfer full): all of it, for who hears it: "Call Zhang San, Harbour & Sons, Tuesday, 24 Nov 2026, 15:00, overdue". */
char *crm_calendar_words_describe (const CrmCalendarEntry *entry, const CrmCalendarStyle *style);

G_END_DECLS
