/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which two questions are laid over each other. */

#pragma once

#include <adwaita.h>

#include "app/surveys/crm-results-figures.h"

G_BEGIN_DECLS

#define CRM_TYPE_CROSS_CHOICE (crm_cross_choice_get_type ())

G_DECLARE_FINAL_TYPE (CrmCrossChoice, crm_cross_choice, CRM, CROSS_CHOICE, AdwBin)

/* Emits "changed" when a person chooses another. */
GtkWidget *crm_cross_choice_new (void);

/* Offers the questions there are, and shows the two that the figures are of. */
void crm_cross_choice_set_figures (CrmCrossChoice *self, const CrmResultsFigures *figures);

/* Sets the row and the column of what is asked for. */
void crm_cross_choice_ask (CrmCrossChoice *self, CrmResultsRequest *request);

G_END_DECLS
