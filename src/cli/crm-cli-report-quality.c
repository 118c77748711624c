/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on the quality of data. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-report-quality.h"

#include "cli/crm-cli-report.h"
#include "core/quality/crm-quality.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmCli *cli;
  int check; /* -1 for none */
  CrmQuality *quality;
  GPtrArray *ids; /* of char *: what the one check found */
} Asked;

static int
find_check (const char *name, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    {
      const char *own = crm_quality_get_info ((CrmQualityCheck)check)->name;

      if (g_str_equal (own, name))
        return check;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", own);
    }
  g_set_error (error, CRM_CLI_ERROR, CRM_CLI_USAGE, _ ("“%1$s” after %2$s is none of: %3$s."), name, "--check", names->str);
  return -1;
}

static gboolean
read_ids (CrmConnection *connection, Asked *asked, GError **error)
{
  const CrmKind *kind = crm_kind_get (crm_quality_get_info ((CrmQualityCheck)asked->check)->kind);
  GArray *found = asked->quality->found[asked->check];

  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (CrmRecord) record = crm_connection_read_record_at (connection, kind, g_array_index (found, gint64, i), error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (asked->ids, crm_id_to_string (&record->id));
    }
  return TRUE;
}

static gboolean
read_quality (CrmConnection *connection, gpointer data, GValue *result, GError **error)
{
  Asked *asked = data;
  const CrmQualityQuestion question = { .now = crm_clock_now (asked->cli->clock), .zone = crm_clock_get_zone (asked->cli->clock) };

  asked->quality = crm_quality_read (connection, &question, error);
  g_value_init (result, G_TYPE_BOOLEAN);
  return asked->quality != NULL && (asked->check < 0 || read_ids (connection, asked, error));
}

static double
get_share (const CrmQuality *quality, CrmQualityCheck check)
{
  return quality->of[check] > 0 ? (double)quality->found[check]->len / quality->of[check] : 0;
}

static void
add_check (JsonBuilder *builder, const Asked *asked, CrmQualityCheck check)
{
  static const char *const groups[CRM_QUALITY_N_GROUPS] = { "completeness", "validity", "freshness" };
  const CrmQualityInfo *info = crm_quality_get_info (check);

  json_builder_begin_object (builder);
  crm_json_add_text (builder, "check", info->name);
  crm_json_add_text (builder, "group", groups[info->group]);
  crm_json_add_text (builder, "kind", crm_kind_get (info->kind)->name);
  crm_cli_report_add_number (builder, "found", asked->quality->found[check]->len);
  crm_cli_report_add_number (builder, "of", asked->quality->of[check]);
  crm_cli_report_add_share (builder, "share", asked->quality->of[check] > 0, get_share (asked->quality, check));
  if ((int)check == asked->check)
    {
      json_builder_set_member_name (builder, "ids");
      json_builder_begin_array (builder);
      for (guint i = 0; i < asked->ids->len; i++)
        json_builder_add_string_value (builder, asked->ids->pdata[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
print_json (const Asked *asked)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  crm_cli_report_add_number (builder, "customers", asked->quality->of[CRM_QUALITY_NO_PHONE]);
  crm_cli_report_add_number (builder, "people", asked->quality->of[CRM_QUALITY_PERSON_UNREACHABLE]);
  json_builder_set_member_name (builder, "checks");
  json_builder_begin_array (builder);
  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    add_check (builder, asked, check);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

static void
print_table (const Asked *asked)
{
  CrmCliTable *table = crm_cli_table_new (4);

  for (CrmQualityCheck check = 0; check < CRM_QUALITY_N_CHECKS; check++)
    {
      g_autofree char *found = g_strdup_printf ("%u", asked->quality->found[check]->len);
      g_autofree char *of = g_strdup_printf ("%u", asked->quality->of[check]);
      g_autofree char *share = crm_cli_report_format_share (asked->quality->of[check] > 0, get_share (asked->quality, check));

      crm_cli_table_add (table, _ (crm_quality_get_info (check)->title), found, of, share, NULL);
    }
  crm_cli_table_print (table);
}

static void
print_ids (const Asked *asked)
{
  for (guint i = 0; i < asked->ids->len; i++)
    {
      g_autofree char *line = g_strconcat (asked->ids->pdata[i], "\n", NULL);

      crm_cli_output_text (line);
    }
}

CrmCliExit
crm_cli_report_quality (CrmCli *cli, const char *check, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Asked asked = { cli, -1, NULL, ids };

  if (check != NULL && (asked.check = find_check (check, error)) < 0)
    return CRM_CLI_USAGE;
  if (!crm_cli_open (cli, CRM_CLI_OPEN_EXISTING, error) || !dex_await (crm_store_read (cli->store, cli->cancellable, read_quality, &asked, NULL), error))
    {
      g_clear_pointer (&asked.quality, crm_quality_unref);
      return CRM_CLI_DATABASE;
    }
  if (cli->json)
    print_json (&asked);
  else if (check != NULL)
    print_ids (&asked);
  else
    print_table (&asked);
  crm_quality_unref (asked.quality);
  return CRM_CLI_DONE;
}
