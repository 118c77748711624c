/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which responses the results are about: period, version, channel, owner, segment, and an answer that was clicked. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-results-figures.h"
#include "core/base/crm-clock.h"

G_BEGIN_DECLS

#define CRM_TYPE_RESULTS_BAR (crm_results_bar_get_type ())

G_DECLARE_FINAL_TYPE (CrmResultsBar, crm_results_bar, CRM, RESULTS_BAR, AdwBin)

/* Emits "changed" when another choice is made. */
GtkWidget *crm_results_bar_new (CrmClock *clock);

/* Offers what there is to choose from among the responses. */
void crm_results_bar_set_source (CrmResultsBar *self, const CrmResultsSource *source);

/* Sets what was chosen, but for the cross-tabulation. */
void crm_results_bar_ask (CrmResultsBar *self, CrmResultsRequest *request);

/**
 * crm_results_bar_set_answer:
 * @name: (nullable): what the chip says: "How satisfied are you?: 9"; %NULL takes the answer back
 *
 * Only those who gave this answer: places as in #CrmSurveyFilter. Emits "changed".
 */
void crm_results_bar_set_answer (CrmResultsBar *self, guint question, guint rating, int answer, const char *name);

/* (transfer full): what is chosen, in words: "Last 90 days · Web"; for paper. */
char *crm_results_bar_describe (CrmResultsBar *self);

/* Whether anything leaves responses out. */
gboolean crm_results_bar_is_narrowed (CrmResultsBar *self);

G_END_DECLS
