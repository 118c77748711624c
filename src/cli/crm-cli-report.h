/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reports of clientele-cli share: what was asked for, the deals read, and how figures are written. */

#pragma once

#include "cli/crm-cli-output.h"

#include "core/sales/crm-deal-groups.h"
#include "core/sales/crm-deal-reading.h"

G_BEGIN_DECLS

/**
 * CrmCliReport:
 * @from: first day
 * @to: last day, which counts
 * @span: the same as moments
 * @pipeline: index into the reading's pipelines, CRM_STAGE_NONE for all
 * @by: (nullable): "owner", "source" or "pipeline"
 * @before: (nullable) (element-type CrmDealSnapshot): how deals stood before @from, where a report compares
 * @after: (nullable): how they stood at the end of @to
 */
typedef struct
{
  CrmCli *cli;
  CrmDate from;
  CrmDate to;
  CrmPeriod span;
  guint32 pipeline;
  const char *by;
  int n_months;
  gboolean by_stage;
  int rule; /* CrmFunnelRule */
  CrmDealReading *reading;
  GArray *before;
  GArray *after;
  GArray *targets; /* of CrmTarget */
} CrmCliReport;

/* Print one report each: as JSON or for a person. */
void crm_cli_report_funnel (CrmCliReport *report);
void crm_cli_report_forecast (CrmCliReport *report);
void crm_cli_report_movement (CrmCliReport *report);
void crm_cli_report_win_rate (CrmCliReport *report);

/* Members of the object being built. */
void crm_cli_report_add_money (const CrmCliReport *report, JsonBuilder *builder, const char *name, gint64 minor);
void crm_cli_report_add_number (JsonBuilder *builder, const char *name, gint64 number);
void crm_cli_report_add_share (JsonBuilder *builder, const char *name, gboolean known, double share);
void crm_cli_report_add_excluded (JsonBuilder *builder, const CrmExcluded *excluded);
void crm_cli_report_add_frame (const CrmCliReport *report, JsonBuilder *builder);

/* (transfer full): for a person. */
char *crm_cli_report_format_money (const CrmCliReport *report, gint64 minor);
char *crm_cli_report_format_share (gboolean known, double share);
void crm_cli_report_print_excluded (const CrmExcluded *excluded);

/* The name of a group's key; borrowed. And the groups of the reading, by @report->by. */
const char *crm_cli_report_get_key_name (const CrmCliReport *report, guint32 key);
CrmDealGroups *crm_cli_report_divide (const CrmCliReport *report);

G_END_DECLS
