/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A timeline for the printer. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/timeline/crm-timeline-sheet.h"

#include "core/base/crm-date-time.h"
#include "core/timeline/crm-timeline-words.h"

#include <glib/gi18n-lib.h>

static char *
make_when (const CrmTimelineEntry *entry, GTimeZone *zone)
{
  if (entry->at == 0)
    return g_strdup ("");
  return (entry->flags & CRM_TIMELINE_HAS_TIME) != 0 ? crm_date_time_format (entry->at, zone) : crm_date_format (entry->day);
}

static char *
make_what (const CrmTimelineEntry *entry)
{
  GString *text = g_string_new (entry->title);

  if (entry->minutes > 0)
    {
      g_autofree char *minutes = crm_timeline_dup_minutes (entry->minutes);

      g_string_append_printf (text, " (%s)", minutes);
    }
  if (entry->text != NULL && *entry->text != '\0')
    g_string_append_printf (text, "\n%s", entry->text);
  return g_string_free_and_steal (text);
}

static void
begin_section (CrmSheet *sheet, const CrmTimelineEntry *entry, gint64 now, GTimeZone *zone)
{
  const CrmSheetColumn columns[] = { { _ ("When"), 23 }, { _ ("What"), 59 }, { C_ ("timeline", "By"), 18 } };
  g_autofree char *heading = entry->section != CRM_TIMELINE_PAST ? crm_timeline_dup_heading (entry, now, zone) : g_strdup (_ ("History"));

  crm_sheet_add_heading (sheet, heading);
  crm_sheet_begin_table (sheet, columns, G_N_ELEMENTS (columns));
}

void
crm_timeline_add_to_sheet (CrmSheet *sheet, GPtrArray *entries, gint64 now, GTimeZone *zone)
{
  const CrmTimelineEntry *before = NULL;

  g_return_if_fail (sheet != NULL && entries != NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const CrmTimelineEntry *entry = entries->pdata[i];
      g_autofree char *when = make_when (entry, zone), *what = make_what (entry);

      if (before == NULL || before->section != entry->section)
        begin_section (sheet, entry, now, zone);
      crm_sheet_add_row (sheet, (const char *[]){ when, what, entry->who });
      before = entry;
    }
}
