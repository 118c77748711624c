/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes tasks as an iCalendar file. */

#define G_LOG_DOMAIN "crm-exchange"

#include "config.h"

#include "core/exchange/crm-export-private.h"

#include "core/base/crm-error.h"
#include "core/exchange/crm-export-file.h"
#include "core/exchange/crm-icalendar.h"
#include "core/schema/crm-schema-customers.h"
#include "core/schema/crm-schema-interactions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
write_text (CrmExportFile *file, const char *text, GError **error)
{
  return crm_export_file_write (file, text, strlen (text), error);
}

/* A zone stands in the file once, before the first task that is said in it. */
static gboolean
write_zone (const CrmExport *self, CrmExportFile *file, GHashTable *zones, const CrmRecord *task, GError **error)
{
  const char *name = crm_record_get_text (task, CRM_TASK_ZONE);
  g_autoptr (GTimeZone) own = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  const char *identifier = own != NULL ? name : g_time_zone_get_identifier (self->zone);
  g_autofree char *text = NULL;

  if (!crm_record_has (task, CRM_TASK_REPEAT) || !g_hash_table_add (zones, g_strdup (identifier)))
    return TRUE;
  text = crm_icalendar_dup_zone (identifier);
  return text == NULL || write_text (file, text, error);
}

static gboolean
write_task (const CrmExport *self, CrmExportFile *file, GHashTable *zones, gint64 rowid, gint64 stamp, GError **error)
{
  GError *local_error = NULL;
  g_autoptr (CrmRecord) task = crm_connection_read_record_at (self->connection, &crm_kind_task, rowid, &local_error);
  const CrmId *customer = task != NULL ? crm_record_get_id (task, CRM_TASK_CUSTOMER) : NULL;
  g_autoptr (CrmRecord) contact = customer != NULL ? crm_connection_read_record (self->connection, &crm_kind_customer, customer, &local_error) : NULL;
  g_autofree char *text = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (task == NULL)
    return TRUE;
  text = crm_icalendar_dup_task (task, contact != NULL ? crm_record_get_title (contact) : NULL, stamp, self->zone);
  return write_zone (self, file, zones, task, error) && write_text (file, text, error);
}

gboolean
crm_export_write_calendar (const CrmExport *self, GError **error)
{
  g_autoptr (CrmExportFile) file = crm_export_file_new (self->path, error);
  g_autoptr (GHashTable) zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *head = crm_icalendar_dup_head ();

  if (file == NULL || !write_text (file, head, error))
    return FALSE;
  for (guint i = 0; i < self->answer->n_rows; i++)
    if (!crm_export_step (self, error) || !write_task (self, file, zones, self->answer->rowids[i], self->now, error))
      return FALSE;
  return write_text (file, crm_icalendar_get_foot (), error) && crm_export_file_finish (file, error);
}
