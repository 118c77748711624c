/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view of figures: reads the deals of the scope on another thread, computes there, and shows the answer. */

#pragma once

#include "app/charts/crm-chart.h"
#include "app/deals/crm-deals-view.h"
#include "app/reports/crm-report-card.h"
#include "core/sales/crm-deal-reading.h"
#include "core/sales/crm-exclusion.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEALS_REPORT (crm_deals_report_get_type ())

G_DECLARE_DERIVABLE_TYPE (CrmDealsReport, crm_deals_report, CRM, DEALS_REPORT, CrmDealsView)

/**
 * CrmDealsRequest:
 * @question: which deals
 * @pipeline: the one looked at
 * @span: the period
 * @before: the one before it
 * @choice: any number of the view's
 *
 * What a computation needs to know; its own copy, for another thread.
 */
typedef struct
{
  CrmDealQuestion question;
  CrmId pipeline;
  CrmPeriod span;
  CrmPeriod before;
  gint64 choice;
} CrmDealsRequest;

/**
 * CrmDealsReportClass:
 * @reach: (nullable): sets the span of deals to read; all of them by default
 * @compute: on a reader's thread: the figures of @reading; %NULL with @error on failure
 * @release: frees what @compute gave
 * @is_empty: (nullable): whether there is nothing to show a figure of
 * @show: shows it; it lives until the next is shown
 * @follows: a bit (1 << kind) for each kind of record whose changes call for other figures, besides deals
 */
struct _CrmDealsReportClass
{
  CrmDealsViewClass parent_class;

  void (*reach) (CrmDealsReport *self, CrmDealsRequest *request);
  gpointer (*compute) (CrmConnection *connection, const CrmDealsRequest *request, CrmDealReading *reading, GError **error);
  GDestroyNotify release;
  gboolean (*is_empty) (gconstpointer figures);
  void (*show) (CrmDealsReport *self, CrmDealReading *reading, gpointer figures);
  guint follows;
};

/* Where the view puts its cards: a box under each other. */
GtkBox *crm_deals_report_get_box (CrmDealsReport *self);

/* Adds @widgets beside each other where there is room, under each other where there is not; of equal width. */
void crm_deals_report_add_row (CrmDealsReport *self, GtkWidget *first, GtkWidget *second);

/* @widget is hidden where the window is too narrow for two things beside each other. */
void crm_deals_report_hide_when_narrow (CrmDealsReport *self, GtkWidget *widget);

/* @chart: goes on paper with the others, in the order in which they were named. */
void crm_deals_report_add_chart (CrmDealsReport *self, CrmChart *chart);

/**
 * crm_deals_report_set_counts:
 * @card: of a figure
 * @n_records: how many deals it is made of
 * @excluded: (nullable): those it leaves out, which the card then says
 */
void crm_deals_report_set_counts (CrmReportCard *card, guint n_records, const CrmExcluded *excluded);

/* The figures shown, borrowed; NULL before there are any. */
gpointer crm_deals_report_get_figures (CrmDealsReport *self);
CrmDealReading *crm_deals_report_get_reading (CrmDealsReport *self);

/* Reads and computes again, as after a choice of the view's own. */
void crm_deals_report_refresh (CrmDealsReport *self);

/* (transfer full): an amount in the home currency, for a person; and a share: "41 %". */
char *crm_deals_report_format_money (CrmDealsReport *self, gint64 minor);
char *crm_deals_report_format_share (double share);

/* (transfer full): days of a duration in microseconds: "12 days". */
char *crm_deals_report_format_days (gint64 duration);

G_END_DECLS
