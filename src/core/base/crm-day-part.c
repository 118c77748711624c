/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a day that Chinese names before an hour. */

#include "core/base/crm-day-part.h"

static const CrmScanWord parts[] = {
  { "凌晨", CRM_DAY_PART_NIGHT },
  { "清晨", CRM_DAY_PART_MORNING },
  { "早晨", CRM_DAY_PART_MORNING },
  { "早上", CRM_DAY_PART_MORNING },
  { "上午", CRM_DAY_PART_MORNING },
  { "中午", CRM_DAY_PART_NOON },
  { "正午", CRM_DAY_PART_NOON },
  { "下午", CRM_DAY_PART_AFTERNOON },
  { "午后", CRM_DAY_PART_AFTERNOON },
  { "傍晚", CRM_DAY_PART_EVENING },
  { "晚上", CRM_DAY_PART_EVENING },
  { "夜里", CRM_DAY_PART_EVENING },
  { NULL },
};

gboolean
crm_day_part_take (const CrmScan *scan, gsize *at, CrmDayPart *part)
{
  int value;

  if (!crm_scan_take_any (scan, at, parts, &value))
    return FALSE;
  *part = (CrmDayPart)value;
  return TRUE;
}

static int
evening_hour (int hour)
{
  if (hour >= 5 && hour <= 11)
    return hour + 12;
  /* 晚上12点 and the hours behind it belong to the night that began on this day. */
  return hour == 12 || hour == 0 ? 24 : hour < 5 ? hour + 24
                                                 : hour;
}

int
crm_day_part_hour (CrmDayPart part, int hour)
{
  if (hour < 0 || hour > 24)
    return -1;
  switch (part)
    {
    case CRM_DAY_PART_NIGHT:
      return hour == 12 || hour == 24 ? 0 : hour <= 6 ? hour
                                                      : -1;
    case CRM_DAY_PART_MORNING:
      return hour <= 12 ? hour : -1;
    case CRM_DAY_PART_NOON:
      return hour >= 10 && hour <= 14 ? hour : hour >= 1 && hour <= 3 ? hour + 12
                                                                      : -1;
    case CRM_DAY_PART_AFTERNOON:
      return hour >= 1 && hour <= 11 ? hour + 12 : hour >= 12 && hour <= 19 ? hour
                                                                            : -1;
    case CRM_DAY_PART_EVENING:
      return evening_hour (hour);
    case CRM_DAY_PART_NONE:
    default:
      return hour;
    }
}

int
crm_day_part_minute (CrmDayPart part)
{
  static const int hours[] = { 9, 5, 9, 12, 14, 19 };

  return hours[part] * 60;
}
