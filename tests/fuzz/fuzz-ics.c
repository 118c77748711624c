/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a calendar: each item has what the rest relies on. */

#define _GNU_SOURCE

#include "fuzz-input.h"

#include "core/exchange/crm-icalendar.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify)crm_icalendar_fault_free);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) items = crm_icalendar_read ((const char *)data, size, G_GINT64_CONSTANT (1790000000000000), zone, faults, NULL);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const CrmIcalendarItem *item = items->pdata[i];

      g_assert (item->line > 0 && item->uid != NULL && item->title != NULL);
      g_assert (g_utf8_validate (item->title, -1, NULL) && g_utf8_validate (item->uid, -1, NULL));
      g_assert (item->coming->len <= 60);
    }
  return 0;
}
