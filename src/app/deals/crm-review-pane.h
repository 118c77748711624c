/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The deals of a review beside the one that is talked about. */

#pragma once

#include <adwaita.h>

#include "app/crm-page.h"
#include "app/deals/crm-movement-figures.h"

G_BEGIN_DECLS

#define CRM_TYPE_REVIEW_PANE (crm_review_pane_get_type ())

G_DECLARE_FINAL_TYPE (CrmReviewPane, crm_review_pane, CRM, REVIEW_PANE, GtkBox)

/* @page: borrowed; it holds the pane. */
GtkWidget *crm_review_pane_new (CrmPage *page);

/**
 * crm_review_pane_show:
 * @figures: borrowed until the next call
 * @pipeline: the one reviewed
 *
 * Shows what changed. The deal talked about stays, as do the notes of this review.
 */
void crm_review_pane_show (CrmReviewPane *self, CrmDealReading *reading, const CrmMovementFigures *figures, const CrmId *pipeline);

/* The box that holds the list and the deal, for a narrow window to turn; and the list, for it to hide. */
GtkWidget *crm_review_pane_get_panes (CrmReviewPane *self);
GtkWidget *crm_review_pane_get_list (CrmReviewPane *self);

/* (transfer full): the report: what changed, and what was said. @subtitle: what it is about. */
CrmSheet *crm_review_pane_make_sheet (CrmReviewPane *self, const char *subtitle);

G_END_DECLS
