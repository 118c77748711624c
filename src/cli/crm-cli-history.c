/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clientele-cli history. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-history.h"
#include "cli/crm-cli-record.h"

#include "core/base/crm-date-time.h"
#include "core/store/crm-history.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
read_entries (CrmConnection *connection, gpointer record, GValue *result, GError **error)
{
  GPtrArray *entries = crm_history_read (connection, record, error);

  if (entries == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, entries);
  return TRUE;
}

GPtrArray *
crm_cli_history_read (CrmCli *cli, const CrmRecord *record, GError **error)
{
  return dex_await_boxed (crm_store_read (cli->store, cli->cancellable, read_entries, crm_record_ref ((CrmRecord *)record), (GDestroyNotify)crm_record_unref), error);
}

/* The field of an entry; NULL for creation, deletion, and what this version does not know. */
static const CrmField *
find_field (const CrmHistoryEntry *entry)
{
  int field = crm_kind_find_field (entry->kind, entry->field);

  return field >= 0 ? &entry->kind->fields[field] : NULL;
}

static void
add_stored (JsonBuilder *builder, const char *name, const CrmHistoryEntry *entry, const char *stored, const CrmCli *cli)
{
  const CrmField *field = find_field (entry);
  g_auto (CrmValue) value = { 0 };

  if (field != NULL && crm_value_from_stored (stored, field->type, &value))
    {
      crm_json_add_value (builder, name, field->type, &value, crm_clock_get_zone (cli->clock));
    }
  else if (strcmp (entry->field, "deleted") == 0 && stored != NULL)
    {
      json_builder_set_member_name (builder, name);
      json_builder_add_boolean_value (builder, strcmp (stored, "1") == 0);
    }
  else
    {
      crm_json_add_text (builder, name, stored);
    }
}

void
crm_cli_history_add_json (JsonBuilder *builder, GPtrArray *entries, const CrmCli *cli)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const CrmHistoryEntry *entry = entries->pdata[i];

      json_builder_begin_object (builder);
      crm_json_add_time (builder, "at", entry->at, crm_clock_get_zone (cli->clock));
      crm_json_add_text (builder, "who", entry->user);
      crm_json_add_text (builder, "device", entry->device);
      crm_json_add_id (builder, "edit", &entry->edit_id);
      crm_json_add_text (builder, "field", entry->field);
      add_stored (builder, "old", entry, entry->old, cli);
      add_stored (builder, "new", entry, entry->new, cli);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static char *
dup_for_person (const CrmHistoryEntry *entry, const char *stored, const CrmCli *cli)
{
  const CrmField *field = find_field (entry);
  CrmValueStyle style = crm_cli_get_style (cli);
  g_auto (CrmValue) value = { 0 };
  char *text = NULL;

  if (stored == NULL)
    return g_strdup ("–");
  if (field != NULL && crm_value_from_stored (stored, field->type, &value))
    text = crm_value_format (&value, field, &style);
  return text != NULL ? text : g_strdup (stored);
}

static char *
dup_what (const CrmHistoryEntry *entry, const CrmCli *cli)
{
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (strcmp (entry->field, "created") == 0)
    return g_strdup_printf (_ ("created (%s)"), entry->title);
  if (strcmp (entry->field, "deleted") == 0)
    return g_strdup (g_strcmp0 (entry->new, "1") == 0 ? _ ("deleted") : _ ("restored"));
  old = dup_for_person (entry, entry->old, cli);
  new = dup_for_person (entry, entry->new, cli);
  return g_strdup_printf ("%s: %s → %s", entry->field, old, new);
}

void
crm_cli_history_print (GPtrArray *entries, const CrmCli *cli)
{
  CrmCliTable *table = crm_cli_table_new (3);

  for (guint i = 0; i < entries->len; i++)
    {
      const CrmHistoryEntry *entry = entries->pdata[i];
      g_autofree char *at = crm_date_time_format (entry->at, crm_clock_get_zone (cli->clock));
      g_autofree char *what = dup_what (entry, cli);
      const char *const row[] = { at, entry->user != NULL ? entry->user : entry->device, what };

      crm_cli_table_add_row (table, row);
    }
  crm_cli_table_print (table);
}

static CrmCliExit
run (CrmCli *cli, char **arguments, guint n_arguments, GError **error)
{
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error))
    return CRM_CLI_DATABASE;
  record = crm_cli_record_find (cli, arguments[0], error);
  if (record == NULL)
    return CRM_CLI_USAGE;
  entries = crm_cli_history_read (cli, record, error);
  if (entries == NULL)
    return CRM_CLI_DATABASE;
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      crm_cli_history_add_json (builder, entries, cli);
      crm_cli_output_json (builder);
    }
  else
    {
      crm_cli_history_print (entries, cli);
    }
  return CRM_CLI_DONE;
}

const CrmCliCommand crm_cli_history = {
  .name = "history",
  .arguments = "ID",
  .summary = N_ ("Print what was changed in a record, when and by whom"),
  .description = "",
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run,
};
