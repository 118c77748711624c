/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports on what is to come and what has changed: forecast and movement. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-report.h"

#include "core/sales/crm-forecast.h"
#include "core/sales/crm-movement.h"

#include <glib/gi18n-lib.h>

/* ── forecast ─────────────────────────────────────────────────────────────────────────────── */

static CrmForecast *
compute (const CrmCliReport *report)
{
  const CrmDealPaths *paths = &report->reading->paths;
  g_autofree CrmDealSnapshot *snapshots = crm_deal_paths_snapshot (paths);
  gsize n = 0;

  for (gsize i = 0; i < paths->n_deals; i++)
    if (paths->deals[i].pipeline == report->pipeline)
      snapshots[n++] = snapshots[i];
  return crm_forecast_new (snapshots, n, report->reading->today, (guint)report->n_months, report->reading->today);
}

static void
add_month (const CrmCliReport *report, JsonBuilder *builder, const CrmForecastMonth *month)
{
  json_builder_begin_object (builder);
  if (month->month != CRM_DATE_NONE)
    {
      g_autofree char *name = g_strdup_printf ("%04d-%02d", crm_date_get_year (month->month), crm_date_get_month (month->month));

      crm_json_add_text (builder, "month", name);
    }
  crm_cli_report_add_number (builder, "n_won", month->n_won);
  crm_cli_report_add_number (builder, "n_open", month->n_open);
  crm_cli_report_add_money (report, builder, "won", month->won);
  crm_cli_report_add_money (report, builder, "committed", month->committed);
  crm_cli_report_add_money (report, builder, "best_case", month->best_case);
  crm_cli_report_add_money (report, builder, "pipeline", month->pipeline);
  crm_cli_report_add_money (report, builder, "weighted", month->weighted);
  json_builder_end_object (builder);
}

static void
add_forecast (const CrmCliReport *report, JsonBuilder *builder, const CrmForecast *forecast)
{
  json_builder_set_member_name (builder, "months");
  json_builder_begin_array (builder);
  for (guint i = 0; i < forecast->n_months; i++)
    add_month (report, builder, &forecast->months[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "overdue");
  add_month (report, builder, &forecast->overdue);
  json_builder_set_member_name (builder, "later");
  add_month (report, builder, &forecast->later);
  crm_cli_report_add_number (builder, "lost", forecast->n_lost);
  crm_cli_report_add_number (builder, "omitted", forecast->n_omitted);
  crm_cli_report_add_number (builder, "outside", forecast->n_outside);
  crm_cli_report_add_excluded (builder, &forecast->excluded);
}

static void
print_month (const CrmCliReport *report, CrmCliTable *table, const char *name, const CrmForecastMonth *month)
{
  g_autofree char *won = crm_cli_report_format_money (report, month->won), *committed = crm_cli_report_format_money (report, month->committed);
  g_autofree char *best = crm_cli_report_format_money (report, month->best_case), *pipeline = crm_cli_report_format_money (report, month->pipeline);
  g_autofree char *weighted = crm_cli_report_format_money (report, month->weighted);

  crm_cli_table_add (table, name, won, committed, best, pipeline, weighted, NULL);
}

static void
print_forecast (const CrmCliReport *report, const CrmForecast *forecast)
{
  CrmCliTable *table = crm_cli_table_new (6);

  crm_cli_table_add (table, _ ("Month"), C_ ("forecast", "Won"), C_ ("forecast", "Committed"), C_ ("forecast", "Best case"), C_ ("forecast", "Pipeline"), C_ ("forecast", "Weighted"), NULL);
  for (guint i = 0; i < forecast->n_months; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04d-%02d", crm_date_get_year (forecast->months[i].month), crm_date_get_month (forecast->months[i].month));

      print_month (report, table, name, &forecast->months[i]);
    }
  print_month (report, table, _ ("Overdue"), &forecast->overdue);
  print_month (report, table, _ ("Later"), &forecast->later);
  crm_cli_table_print (table);
  crm_cli_report_print_excluded (&forecast->excluded);
}

void
crm_cli_report_forecast (CrmCliReport *report)
{
  g_autoptr (CrmForecast) forecast = compute (report);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!report->cli->json)
    {
      print_forecast (report, forecast);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  crm_cli_report_add_frame (report, builder);
  add_forecast (report, builder, forecast);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

/* ── movement ─────────────────────────────────────────────────────────────────────────────── */

static const char *const kinds[CRM_N_MOVEMENTS] = {
  [CRM_MOVEMENT_WON] = "won",
  [CRM_MOVEMENT_LOST] = "lost",
  [CRM_MOVEMENT_REOPENED] = "reopened",
  [CRM_MOVEMENT_ADDED] = "added",
  [CRM_MOVEMENT_REMOVED] = "removed",
  [CRM_MOVEMENT_MOVED_ON] = "moved_on",
  [CRM_MOVEMENT_MOVED_BACK] = "moved_back",
  [CRM_MOVEMENT_CHANGED_PIPELINE] = "changed_pipeline",
  [CRM_MOVEMENT_GREW] = "grew",
  [CRM_MOVEMENT_SHRANK] = "shrank",
  [CRM_MOVEMENT_PUSHED] = "pushed",
  [CRM_MOVEMENT_PULLED_IN] = "pulled_in",
};

static void
add_kinds (const CrmCliReport *report, JsonBuilder *builder, const CrmMovement *movement)
{
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_object (builder);
  for (int i = 0; i < CRM_N_MOVEMENTS; i++)
    {
      json_builder_set_member_name (builder, kinds[i]);
      json_builder_begin_object (builder);
      crm_cli_report_add_number (builder, "count", movement->counts[i]);
      crm_cli_report_add_money (report, builder, "value", movement->values[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static gboolean
is_shown (const CrmCliReport *report, guint32 stage)
{
  return report->reading->paths.stages[stage].pipeline == report->pipeline;
}

static void
add_cells (const CrmCliReport *report, JsonBuilder *builder, const CrmMovement *movement, guint32 from)
{
  for (guint32 to = 0; to < movement->n_stages; to++)
    {
      guint n = is_shown (report, to) ? crm_movement_get_cell (movement, from, to) : 0;

      if (n == 0)
        continue;
      json_builder_begin_object (builder);
      crm_json_add_text (builder, "from", from != CRM_STAGE_NONE ? crm_deal_reading_get_stage_name (report->reading, from) : NULL);
      crm_json_add_text (builder, "to", crm_deal_reading_get_stage_name (report->reading, to));
      crm_cli_report_add_number (builder, "count", n);
      json_builder_end_object (builder);
    }
}

static void
add_movement (const CrmCliReport *report, JsonBuilder *builder, const CrmMovement *movement)
{
  crm_cli_report_add_money (report, builder, "opening", movement->opening);
  crm_cli_report_add_money (report, builder, "closing", movement->closing);
  add_kinds (report, builder, movement);
  json_builder_set_member_name (builder, "matrix");
  json_builder_begin_array (builder);
  add_cells (report, builder, movement, CRM_STAGE_NONE);
  for (guint32 from = 0; from < movement->n_stages; from++)
    if (is_shown (report, from))
      add_cells (report, builder, movement, from);
  json_builder_end_array (builder);
  crm_cli_report_add_excluded (builder, &movement->excluded);
}

static void
print_movement (const CrmCliReport *report, const CrmMovement *movement)
{
  g_autofree char *opening = crm_cli_report_format_money (report, movement->opening), *closing = crm_cli_report_format_money (report, movement->closing);
  CrmCliTable *table = crm_cli_table_new (3);

  crm_cli_table_add (table, _ ("Opening"), "", opening, NULL);
  for (int i = 0; i < CRM_N_MOVEMENTS; i++)
    if (movement->counts[i] > 0)
      {
        g_autofree char *count = g_strdup_printf ("%u", movement->counts[i]), *value = crm_cli_report_format_money (report, movement->values[i]);

        crm_cli_table_add (table, crm_movement_kind_get_title ((CrmMovementKind)i), count, value, NULL);
      }
  crm_cli_table_add (table, _ ("Closing"), "", closing, NULL);
  crm_cli_table_print (table);
  crm_cli_report_print_excluded (&movement->excluded);
}

void
crm_cli_report_movement (CrmCliReport *report)
{
  const CrmDealPaths *paths = &report->reading->paths;
  g_autoptr (CrmMovement) movement = crm_movement_new (paths->stages, paths->n_stages, (const CrmDealSnapshot *)report->before->data, report->before->len,
                                                       (const CrmDealSnapshot *)report->after->data, report->after->len);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!report->cli->json)
    {
      print_movement (report, movement);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  crm_cli_report_add_frame (report, builder);
  add_movement (report, builder, movement);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}
