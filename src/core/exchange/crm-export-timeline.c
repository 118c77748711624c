/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a timeline to a file that spreadsheets read. */

#define G_LOG_DOMAIN "crm-exchange"

#include "core/exchange/crm-export-timeline.h"

#include "core/base/crm-date-time.h"
#include "core/exchange/crm-table-writer.h"
#include "core/timeline/crm-timeline-entry.h"

static const char *const columns[] = { "at", "section", "kind", "title", "text", "person", "by", "minutes", NULL };

static const char *const sections[] = {
  [CRM_TIMELINE_OVERDUE] = "overdue",
  [CRM_TIMELINE_UPCOMING] = "upcoming",
  [CRM_TIMELINE_PINNED] = "pinned",
  [CRM_TIMELINE_PAST] = "past",
};

static char *
make_time (const CrmTimelineEntry *entry, GTimeZone *zone)
{
  char date[CRM_DATE_LENGTH];

  if (entry->at == 0)
    return NULL;
  return (entry->flags & CRM_TIMELINE_HAS_TIME) != 0 ? crm_date_time_to_iso (entry->at, zone) : g_strdup (crm_date_to_iso (entry->day, date));
}

static gboolean
add_entry (CrmTableWriter *writer, const CrmTimelineEntry *entry, GTimeZone *zone, GError **error)
{
  g_autofree char *at = make_time (entry, zone);
  g_autofree char *minutes = entry->minutes > 0 ? g_strdup_printf ("%d", entry->minutes) : NULL;
  const CrmTableValue values[] = {
    { CRM_TABLE_VALUE_TEXT, at },
    { CRM_TABLE_VALUE_TEXT, sections[entry->section] },
    { CRM_TABLE_VALUE_TEXT, entry->kind },
    { CRM_TABLE_VALUE_TEXT, entry->title },
    { CRM_TABLE_VALUE_TEXT, entry->text },
    { CRM_TABLE_VALUE_TEXT, entry->person_name },
    { CRM_TABLE_VALUE_TEXT, entry->who },
    { CRM_TABLE_VALUE_NUMBER, minutes },
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (values) == G_N_ELEMENTS (columns) - 1);

  return crm_table_writer_add (writer, values, error);
}

gboolean
crm_export_timeline (GPtrArray *entries, GTimeZone *zone, const char *path, GError **error)
{
  const CrmTableWriterOptions options = { .byte_order_mark = TRUE };
  g_autoptr (CrmTableWriter) writer = NULL;

  g_return_val_if_fail (entries != NULL && path != NULL, FALSE);

  writer = crm_table_writer_new (path, CRM_TABLE_FORMAT_CSV, &options, columns, error);
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!add_entry (writer, entries->pdata[i], zone, error))
      return FALSE;
  return crm_table_writer_finish (writer, error);
}
