/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a day that Chinese names before an hour: 下午3点 is 15:00, 晚上12点 is midnight. */

#pragma once

#include "core/base/crm-scan.h"

G_BEGIN_DECLS

/**
 * CrmDayPart:
 * @CRM_DAY_PART_NONE: none was named
 * @CRM_DAY_PART_NIGHT: 凌晨, the hours after midnight
 * @CRM_DAY_PART_MORNING: 早上, 上午, "morning"
 * @CRM_DAY_PART_NOON: 中午
 * @CRM_DAY_PART_AFTERNOON: 下午, "afternoon"
 * @CRM_DAY_PART_EVENING: 傍晚, 晚上, "evening"
 */
typedef enum
{
  CRM_DAY_PART_NONE,
  CRM_DAY_PART_NIGHT,
  CRM_DAY_PART_MORNING,
  CRM_DAY_PART_NOON,
  CRM_DAY_PART_AFTERNOON,
  CRM_DAY_PART_EVENING,
} CrmDayPart;

/** crm_day_part_take: reads 上午, 下午, 晚上 … at @at. */
gboolean crm_day_part_take (const CrmScan *scan, gsize *at, CrmDayPart *part);

/**
 * crm_day_part_hour:
 * @part: a part of the day
 * @hour: the hour as it was said, 0 to 24
 *
 * Returns: the hour of the day; 24 and more are of the next day (晚上12点, 晚上1点); -1 where they contradict (上午15点).
 */
int crm_day_part_hour (CrmDayPart part, int hour);

/** crm_day_part_minute: the minute of the day that stands for @part where no hour was said: 9:00, 12:00, 14:00, 19:00; 5:00 for 凌晨. */
int crm_day_part_minute (CrmDayPart part);

G_END_DECLS
