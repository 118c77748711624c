/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment: microseconds since the Unix epoch in UTC, read and written in a time zone. */

#pragma once

#include "core/base/crm-date.h"

G_BEGIN_DECLS

/**
 * crm_date_time_from_local:
 * @date: a valid date with its year
 * @second: seconds after its midnight as the clock shows them; may reach into days before or after
 * @zone: the zone of the clock
 *
 * A time that the clock shows twice (autumn) is its first occurrence; one that the clock skips (spring) moves on by as
 * much as the clock did, 02:30 to 03:30, as RFC 5545 has it.
 *
 * Returns: microseconds UTC. Any thread.
 */
gint64 crm_date_time_from_local (CrmDate date, gint64 second, GTimeZone *zone);

/**
 * crm_date_time_to_local:
 * @time_us: microseconds UTC
 * @zone: a zone
 * @second: (out) (optional): seconds after midnight, 0 to 86399
 *
 * Returns: the date there, or %CRM_DATE_NONE outside the years 1 to 9999.
 */
CrmDate crm_date_time_to_local (gint64 time_us, GTimeZone *zone, int *second);

/**
 * crm_date_time_parse:
 * @text: what was typed or read from a file
 * @order: how dates in figures are read, see crm_date_parse ()
 * @this_year: the year it is, see crm_date_parse ()
 * @zone: the zone for a text that names none
 * @time_us: (out): microseconds UTC
 * @has_time: (out) (optional): whether a time of day was given; otherwise @time_us is midnight in @zone
 * @error: return location
 *
 * Reads the dates of crm_date_parse () that have a year, followed by nothing or by a time: "2024-03-05T14:30:00.250Z",
 * "2024-03-05 14:30 +08:00", "3/5/24 2:30 PM", "2024年3月5日 下午2:30", "2024年3月5日14时30分". 24:00 is the next midnight.
 *
 * Returns: whether it was read; errors as crm_date_parse ().
 */
gboolean crm_date_time_parse (const char *text, CrmDateOrder order, int this_year, GTimeZone *zone, gint64 *time_us, gboolean *has_time, GError **error);

/**
 * crm_date_time_to_iso:
 * @time_us: microseconds UTC
 * @zone: the zone to write it in
 *
 * Returns: (transfer full) (nullable): ISO 8601 with the zone's offset: "2024-03-05T14:30:00+08:00", "…Z" for UTC; fractions only where
 *   there are any. %NULL outside the years 1 to 9999.
 */
char *crm_date_time_to_iso (gint64 time_us, GTimeZone *zone);

/**
 * crm_date_time_format:
 * @time_us: microseconds UTC
 * @zone: the zone to write it in
 *
 * Returns: (transfer full): the full date and time for a person: "5 Mar 2024, 14:30".
 */
char *crm_date_time_format (gint64 time_us, GTimeZone *zone);

/**
 * crm_date_time_format_relative:
 * @time_us: microseconds UTC
 * @now_us: the time it is
 * @zone: the zone in which days begin and end
 *
 * Days are those of the calendar in @zone: at one in the morning 23:50 is "yesterday, 23:50".
 *
 * Returns: (transfer full): "just now", "12 minutes ago", "in 12 minutes"; "today, 14:30", "yesterday, 14:30", "tomorrow, 9:00"; then as
 *   crm_date_format_relative ().
 */
char *crm_date_time_format_relative (gint64 time_us, gint64 now_us, GTimeZone *zone);

G_END_DECLS
