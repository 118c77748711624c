/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Monday meeting: goes through what changed since the last review, deal by deal, with a note and a next step for each. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/deals/crm-deals-review.h"

#include "app/deals/crm-movement-figures.h"
#include "app/deals/crm-review-pane.h"

struct _CrmDealsReview
{
  CrmDealsReport parent_instance;

  /* borrowed */
  CrmReviewPane *pane;
};

G_DEFINE_FINAL_TYPE (CrmDealsReview, crm_deals_review, CRM_TYPE_DEALS_REPORT)

static void
crm_deals_review_show (CrmDealsReport *report, CrmDealReading *reading, gpointer figures)
{
  CrmDealsReview *self = CRM_DEALS_REVIEW (report);
  CrmPipeline *pipeline = crm_deals_scope_get_pipeline (crm_deals_view_get_scope (CRM_DEALS_VIEW (report)));

  if (pipeline != NULL)
    crm_review_pane_show (self->pane, reading, figures, &pipeline->record->id);
}

static void
crm_deals_review_begin (CrmDealsView *view)
{
  CrmDealsReview *self = CRM_DEALS_REVIEW (view);
  CrmDealsReport *report = CRM_DEALS_REPORT (view);
  GtkWidget *pane = crm_review_pane_new (crm_deals_view_get_page (view));

  CRM_DEALS_VIEW_CLASS (crm_deals_review_parent_class)->begin (view);

  self->pane = CRM_REVIEW_PANE (pane);
  gtk_box_append (crm_deals_report_get_box (report), pane);
  crm_deals_report_hide_when_narrow (report, crm_review_pane_get_list (self->pane));
}

static DexFuture *
crm_deals_review_make_sheet (CrmDealsView *view)
{
  CrmDealsReview *self = CRM_DEALS_REVIEW (view);
  g_autofree char *subtitle = crm_deals_scope_describe (crm_deals_view_get_scope (view), FALSE);
  GValue value = G_VALUE_INIT;
  DexFuture *future;

  g_value_init (&value, CRM_TYPE_SHEET);
  g_value_take_boxed (&value, crm_review_pane_make_sheet (self->pane, subtitle));
  future = dex_future_new_for_value (&value);
  g_value_unset (&value);
  return future;
}

static void
crm_deals_review_class_init (CrmDealsReviewClass *klass)
{
  CrmDealsReportClass *report_class = CRM_DEALS_REPORT_CLASS (klass);

  CRM_DEALS_VIEW_CLASS (klass)->begin = crm_deals_review_begin;
  CRM_DEALS_VIEW_CLASS (klass)->make_sheet = crm_deals_review_make_sheet;
  report_class->compute = crm_movement_figures_compute;
  report_class->release = crm_movement_figures_free;
  report_class->show = crm_deals_review_show;
  report_class->follows = 1u << CRM_KIND_STAGE;
}

static void
crm_deals_review_init (CrmDealsReview *self)
{
}
