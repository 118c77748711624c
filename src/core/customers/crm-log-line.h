/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline's log bar: what a typed line says was done, with whom, when and how long, and what comes next. */

#pragma once

#include "core/base/crm-date.h"
#include "core/customers/crm-mention.h"

G_BEGIN_DECLS

/**
 * CrmLogLineContext:
 * @now_us: the time it is, microseconds UTC
 * @zone: (transfer none): the zone in which the line is meant
 * @first_weekday: the first day of a week, as in CrmWhenContext
 * @default_minute: the minute of the day for a follow-up with a date alone
 * @default_kind: the kind of a line that names none, such as "note"
 * @chosen_kind: (nullable): the kind the person chose by hand; it is kept whatever the line says
 * @people: (array length=n_people) (nullable): the customer's people
 * @n_people: how many
 */
typedef struct
{
  gint64 now_us;
  GTimeZone *zone;
  int first_weekday;
  int default_minute;
  const char *default_kind;
  const char *chosen_kind;
  const CrmMentionPerson *people;
  gsize n_people;
} CrmLogLineContext;

/**
 * CrmLogNext:
 * @is_set: whether there is a follow-up
 * @kind: "task", or the kind that its line begins with; a static string
 * @time_us: when, microseconds UTC; 0 where no date was found, for then the window must ask
 * @date: that date in the zone, or %CRM_DATE_NONE
 * @has_time: whether a time of day was given
 * @repeat: (nullable): how it comes back, as crm_repeat_parse () reads it
 * @subject: the line without its date
 */
typedef struct
{
  gboolean is_set;
  const char *kind;
  gint64 time_us;
  CrmDate date;
  gboolean has_time;
  char *repeat;
  char *subject;
} CrmLogNext;

/**
 * CrmLogLine:
 * @kind: "call", "meeting", "note", "email", "task", "visit" or "message"; a static string, or the context's
 * @kind_guessed: whether the line began with a word for @kind
 * @time_us: when it was, microseconds UTC: now unless a date was found
 * @date: that date in the zone
 * @date_guessed: whether a date was found
 * @has_time: whether a time of day was found
 * @repeat: (nullable): of a task: how it comes back
 * @duration: minutes, or 0
 * @people: (element-type gsize): indexes in the context's people, each once, in the order of the line
 * @subject: what the line says besides all that
 * @next: the follow-up
 *
 * A plain struct to show before saving; free with crm_log_line_free ().
 */
typedef struct
{
  const char *kind;
  gboolean kind_guessed;
  gint64 time_us;
  CrmDate date;
  gboolean date_guessed;
  gboolean has_time;
  char *repeat;
  int duration;
  GArray *people;
  char *subject;
  CrmLogNext next;
} CrmLogLine;

/**
 * crm_log_line_parse:
 * @line: the line, UTF-8 of any validity
 * @next: (nullable): the line for the next step; empty is none
 * @context: what the reading depends on
 *
 * The line may be in English or Chinese: "called 单雄信 about renewal 12 min yesterday", 昨天给单雄信打电话 谈续约 半小时.
 *
 * - A kind is guessed from a verb that begins the line, with a date, "I" or 我 before it: "called", "met", "emailed", "visited", 微信, 拜访,
 *   打电话, also behind the person (给单雄信打电话). A noun begins a kind only where its object shows it: "call with", "email to Anna", "note:"; "email
 *   system is down" is no email.
 * - A date counts where the line begins, or behind the kind and its people; at the end only one that cannot be yet to come ("yesterday",
 *   上周五, 3 days ago), since "promised delivery friday" says when it will be. With "by" or "until" it never counts. A log has happened:
 *   what would lie ahead of now is left in the subject, except in a task, whose date is a plan.
 * - A duration is a length of time that nothing makes a distance or a rate: "12 min", "1h30", "half an hour", 半小时, 1小时20分钟, but not 半小时后
 *   or "30 min late". The first counts, up to a day.
 * - People directly behind the kind leave the subject with the words that tie them ("with", "to", 给, 和); people elsewhere stay in it.
 *   Who they are: crm_mention_find ().
 *
 * In @next, and in a task, "every tue 3pm" and 每周二下午3点 say how it comes back, see crm_when_find_repeat (). In @next the first date is the plan's, see %CRM_WHEN_PLAN, and all else its subject.
 *
 * Returns: (transfer full): what was read. Any thread.
 */
CrmLogLine *crm_log_line_parse (const char *line, const char *next, const CrmLogLineContext *context);

void crm_log_line_free (CrmLogLine *line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmLogLine, crm_log_line_free)

G_END_DECLS
