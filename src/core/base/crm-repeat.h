/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes back: a part of iCalendar's recurrence rules (RFC 5545, 3.3.10), kept as their text. */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

typedef enum
{
  CRM_REPEAT_DAILY,
  CRM_REPEAT_WEEKLY,
  CRM_REPEAT_MONTHLY,
  CRM_REPEAT_YEARLY,
} CrmRepeatUnit;

/* The bit of a weekday, 1 for Monday to 7 for Sunday; and those of the working days. */
#define CRM_REPEAT_DAY(weekday) (1u << ((weekday) - 1))
#define CRM_REPEAT_WORKING_DAYS (CRM_REPEAT_DAY (6) - 1)

/* At most so far apart, and so often. */
#define CRM_REPEAT_MAX_INTERVAL 999
#define CRM_REPEAT_MAX_COUNT    9999

/**
 * CrmRepeat:
 * @interval: every so many of @unit, from 1
 * @weekdays: of a weekly one: CRM_REPEAT_DAY() of each
 * @month: of a yearly one
 * @day: of a monthly or yearly one: the day of the month; where a month has none such, its last
 * @skips: months without such a day are left out instead, as other programs mean it
 * @until: the last day there may be, or %CRM_DATE_NONE
 * @count: how many there still are, the one at hand included; 0 where that is open
 *
 * A plain value; all functions are pure, for any thread.
 */
typedef struct
{
  CrmRepeatUnit unit;
  int interval;
  guint weekdays;
  int month;
  int day;
  gboolean skips;
  CrmDate until;
  int count;
} CrmRepeat;

/* What comes back every @interval @unit from @first on: its weekday, its day of the month and its month are those of @first. */
void crm_repeat_init (CrmRepeat *self, CrmRepeatUnit unit, int interval, CrmDate first);

/**
 * crm_repeat_parse:
 * @text: as "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20271231", of any validity; "RRULE:" before it is skipped
 * @error: %CRM_ERROR_INVALID, with what is wrong with it
 *
 * Reads DAILY, WEEKLY with BYDAY, MONTHLY with BYMONTHDAY, YEARLY with BYMONTH and BYMONTHDAY, with INTERVAL, UNTIL or COUNT. What it does
 * not know of is refused rather than misread. "BYMONTHDAY=28,29,30,31;BYSETPOS=-1" is the 31st, or the last day.
 */
gboolean crm_repeat_parse (const char *text, CrmRepeat *self, GError **error);

/* (transfer full): the text that crm_repeat_parse () reads. */
char *crm_repeat_to_text (const CrmRepeat *self);

/**
 * crm_repeat_check:
 * @first: the day of the first
 * @error: %CRM_ERROR_INVALID: it ends before it begins, comes on a day there is never, or has figures beyond all bounds
 *
 * Returns: whether it can be kept.
 */
gboolean crm_repeat_check (const CrmRepeat *self, CrmDate first, GError **error);

/**
 * crm_repeat_next:
 * @day: the one at hand
 * @not_before: those between are let go: what was due every day is due once
 * @left: (out) (optional): the same rule for what is left, counted down
 *
 * Every second week is counted from the week of @day, and so with days, months and years.
 *
 * Returns: the first one after @day from @not_before on; %CRM_DATE_NONE where there is none any more.
 */
CrmDate crm_repeat_next (const CrmRepeat *self, CrmDate day, CrmDate not_before, CrmRepeat *left);

/* (transfer full): in words: "every 2 weeks on Mon, Thu, until 31 Dec 2027". */
char *crm_repeat_format (const CrmRepeat *self);

G_END_DECLS
