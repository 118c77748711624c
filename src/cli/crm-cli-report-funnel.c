/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reports on what deals went through and how they ended: funnel and win rate. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli-report.h"

#include "core/sales/crm-funnel.h"
#include "core/sales/crm-stage-time.h"
#include "core/sales/crm-velocity.h"
#include "core/sales/crm-win-rate.h"

#include <glib/gi18n-lib.h>

/* The figures of one group of deals. */
typedef struct
{
  CrmFunnel *funnel;
  CrmStageTimes *times;
  CrmWinRate rate;
  CrmVelocity velocity;
} Figures;

static double
get_days (gint64 duration)
{
  return (double)duration / (double)G_TIME_SPAN_DAY;
}

static Figures
compute (const CrmCliReport *report, const CrmDealPaths *paths)
{
  CrmFunnelOptions options = { report->pipeline, report->span, (CrmFunnelRule)report->rule, report->by_stage ? CRM_FUNNEL_ENTERED_STAGE : CRM_FUNNEL_ENTERED_PIPELINE };
  CrmDealPaths here;
  g_autoptr (GArray) deals = crm_deal_paths_keep_pipeline (paths, report->pipeline, &here);
  Figures figures = { .funnel = crm_funnel_new (paths, &options), .times = crm_stage_times_new (paths, &report->span) };

  crm_win_rate_compute (&here, &report->span, &figures.rate);
  crm_velocity_compute (&here, &report->span, &figures.velocity);
  return figures;
}

static void
clear_figures (Figures *figures)
{
  crm_funnel_free (figures->funnel);
  crm_stage_times_free (figures->times);
}

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static void
add_step (const CrmCliReport *report, JsonBuilder *builder, const CrmFunnelStep *step, const CrmStageTime *time)
{
  double rate;
  gboolean known = crm_funnel_step_get_rate (step, &rate);

  json_builder_begin_object (builder);
  crm_json_add_text (builder, "stage", crm_deal_reading_get_stage_name (report->reading, step->stage));
  crm_cli_report_add_number (builder, "entered", step->entered);
  crm_cli_report_add_number (builder, "moved_on", step->fates[CRM_FUNNEL_MOVED_ON]);
  if (report->rule == CRM_FUNNEL_ALL_STAGES)
    crm_cli_report_add_number (builder, "passed_by", step->fates[CRM_FUNNEL_PASSED_BY]);
  crm_cli_report_add_number (builder, "lost", step->fates[CRM_FUNNEL_LOST]);
  crm_cli_report_add_number (builder, "open", step->fates[CRM_FUNNEL_STILL_OPEN]);
  crm_cli_report_add_number (builder, "elsewhere", step->fates[CRM_FUNNEL_ELSEWHERE]);
  crm_cli_report_add_share (builder, "rate", known, rate);
  crm_cli_report_add_share (builder, "median_days", time->median != CRM_DURATION_NOT_REACHED, get_days (time->median));
  crm_cli_report_add_share (builder, "p80_days", time->p80 != CRM_DURATION_NOT_REACHED, get_days (time->p80));
  json_builder_end_object (builder);
}

static void
add_velocity (const CrmCliReport *report, JsonBuilder *builder, const CrmVelocity *velocity)
{
  json_builder_set_member_name (builder, "velocity");
  json_builder_begin_object (builder);
  crm_cli_report_add_number (builder, "open", velocity->open);
  crm_cli_report_add_number (builder, "won", velocity->won);
  crm_cli_report_add_number (builder, "closed", velocity->closed);
  crm_cli_report_add_money (report, builder, "mean_won", velocity->mean_value);
  crm_cli_report_add_share (builder, "cycle_days", velocity->won > 0, get_days (velocity->mean_cycle));
  if (velocity->known)
    crm_cli_report_add_money (report, builder, "per_day", velocity->per_day);
  else
    crm_cli_report_add_share (builder, "per_day", FALSE, 0);
  crm_cli_report_add_excluded (builder, &velocity->excluded);
  json_builder_end_object (builder);
}

static void
add_figures (const CrmCliReport *report, JsonBuilder *builder, const Figures *figures)
{
  const CrmFunnel *funnel = figures->funnel;

  crm_cli_report_add_number (builder, "cohort", funnel->cohort);
  json_builder_set_member_name (builder, "stages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < funnel->n_steps; i++)
    add_step (report, builder, &funnel->steps[i], &figures->times->stages[funnel->steps[i].stage]);
  json_builder_end_array (builder);
  crm_cli_report_add_number (builder, "won", funnel->won);
  crm_cli_report_add_share (builder, "win_rate", figures->rate.by_count.whole > 0, figures->rate.by_count.rate);
  add_velocity (report, builder, &figures->velocity);
  crm_cli_report_add_excluded (builder, &funnel->excluded);
}

static void
add_groups (const CrmCliReport *report, JsonBuilder *builder, void (*add) (const CrmCliReport *report, JsonBuilder *builder, const CrmDealPaths *paths))
{
  g_autoptr (CrmDealGroups) groups = crm_cli_report_divide (report);

  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < groups->n_groups; i++)
    {
      json_builder_begin_object (builder);
      crm_json_add_text (builder, report->by, crm_cli_report_get_key_name (report, groups->groups[i].key));
      add (report, builder, &groups->groups[i].paths);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_funnel (const CrmCliReport *report, JsonBuilder *builder, const CrmDealPaths *paths)
{
  Figures figures = compute (report, paths);

  add_figures (report, builder, &figures);
  clear_figures (&figures);
}

/* ── for a person ─────────────────────────────────────────────────────────────────────────── */

static char *
format_days (gint64 duration)
{
  /* Translators: after a number of days, as short as can be. */
  return duration == CRM_DURATION_NOT_REACHED ? g_strdup (_ ("not reached")) : g_strdup_printf (_ ("%.1f d"), get_days (duration));
}

static void
print_steps (const CrmCliReport *report, const Figures *figures)
{
  CrmCliTable *table = crm_cli_table_new (7);

  crm_cli_table_add (table, _ ("Stage"), _ ("Entered"), _ ("Moved on"), _ ("Lost"), _ ("Still open"), C_ ("conversion", "Rate"), _ ("Median"), NULL);
  for (guint i = 0; i < figures->funnel->n_steps; i++)
    {
      const CrmFunnelStep *step = &figures->funnel->steps[i];
      double rate;
      gboolean known = crm_funnel_step_get_rate (step, &rate);
      g_autofree char *entered = g_strdup_printf ("%u", step->entered), *moved = g_strdup_printf ("%u", step->fates[CRM_FUNNEL_MOVED_ON]);
      g_autofree char *lost = g_strdup_printf ("%u", step->fates[CRM_FUNNEL_LOST]), *open = g_strdup_printf ("%u", step->fates[CRM_FUNNEL_STILL_OPEN]);
      g_autofree char *share = crm_cli_report_format_share (known, rate), *median = format_days (figures->times->stages[step->stage].median);

      crm_cli_table_add (table, crm_deal_reading_get_stage_name (report->reading, step->stage), entered, moved, lost, open, share, median, NULL);
    }
  crm_cli_table_print (table);
}

static void
print_funnel (const CrmCliReport *report, const CrmDealPaths *paths)
{
  Figures figures = compute (report, paths);
  g_autofree char *rate = crm_cli_report_format_share (figures.rate.by_count.whole > 0, figures.rate.by_count.rate);
  g_autofree char *velocity = figures.velocity.known ? crm_cli_report_format_money (report, figures.velocity.per_day) : g_strdup ("–");
  g_autofree char *line = g_strdup_printf (_ ("Cohort: %1$u deals, %2$u won. Win rate of the period: %3$s. Velocity: %4$s a day.\n"), figures.funnel->cohort, figures.funnel->won, rate, velocity);

  print_steps (report, &figures);
  crm_cli_output_text (line);
  crm_cli_report_print_excluded (&figures.funnel->excluded);
  clear_figures (&figures);
}

static void
print_groups (const CrmCliReport *report, void (*print) (const CrmCliReport *report, const CrmDealPaths *paths))
{
  g_autoptr (CrmDealGroups) groups = crm_cli_report_divide (report);

  for (guint i = 0; i < groups->n_groups; i++)
    {
      g_autofree char *title = g_strdup_printf ("\n%s\n", crm_cli_report_get_key_name (report, groups->groups[i].key));

      crm_cli_output_text (title);
      print (report, &groups->groups[i].paths);
    }
}

static void
print_report (CrmCliReport *report, void (*add) (const CrmCliReport *report, JsonBuilder *builder, const CrmDealPaths *paths), void (*print) (const CrmCliReport *report, const CrmDealPaths *paths))
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!report->cli->json)
    {
      print (report, &report->reading->paths);
      if (report->by != NULL)
        print_groups (report, print);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  crm_cli_report_add_frame (report, builder);
  add (report, builder, &report->reading->paths);
  if (report->by != NULL)
    add_groups (report, builder, add);
  json_builder_end_object (builder);
  crm_cli_output_json (builder);
}

void
crm_cli_report_funnel (CrmCliReport *report)
{
  print_report (report, add_funnel, print_funnel);
}

/* ── win rate ─────────────────────────────────────────────────────────────────────────────── */

static CrmWinRate
compute_rate (const CrmCliReport *report, const CrmDealPaths *paths)
{
  CrmDealPaths here;
  g_autoptr (GArray) deals = crm_deal_paths_keep_pipeline (paths, report->pipeline, &here);
  CrmWinRate rate;

  crm_win_rate_compute (&here, &report->span, &rate);
  return rate;
}

static void
add_win_rate (const CrmCliReport *report, JsonBuilder *builder, const CrmDealPaths *paths)
{
  CrmWinRate rate = compute_rate (report, paths);
  double by_value;
  gboolean known = crm_win_rate_get_by_value (&rate, &by_value), counted = rate.by_count.whole > 0;

  crm_cli_report_add_number (builder, "won", rate.won);
  crm_cli_report_add_number (builder, "lost", rate.lost);
  crm_cli_report_add_share (builder, "rate", counted, rate.by_count.rate);
  crm_cli_report_add_share (builder, "low", counted, rate.by_count.low);
  crm_cli_report_add_share (builder, "high", counted, rate.by_count.high);
  crm_cli_report_add_money (report, builder, "won_value", rate.won_value);
  crm_cli_report_add_money (report, builder, "lost_value", rate.lost_value);
  crm_cli_report_add_share (builder, "rate_by_value", known, by_value);
  crm_cli_report_add_excluded (builder, &rate.excluded);
}

static void
print_win_rate (const CrmCliReport *report, const CrmDealPaths *paths)
{
  CrmWinRate rate = compute_rate (report, paths);
  double by_value;
  gboolean known = crm_win_rate_get_by_value (&rate, &by_value), counted = rate.by_count.whole > 0;
  g_autofree char *share = crm_cli_report_format_share (counted, rate.by_count.rate), *low = crm_cli_report_format_share (counted, rate.by_count.low);
  g_autofree char *high = crm_cli_report_format_share (counted, rate.by_count.high), *value = crm_cli_report_format_share (known, by_value);
  g_autofree char *line = g_strdup_printf (_ ("Won %1$u, lost %2$u: %3$s (95%% interval %4$s to %5$s); by value %6$s\n"), rate.won, rate.lost, share, low, high, value);

  crm_cli_output_text (line);
  crm_cli_report_print_excluded (&rate.excluded);
}

void
crm_cli_report_win_rate (CrmCliReport *report)
{
  print_report (report, add_win_rate, print_win_rate);
}
