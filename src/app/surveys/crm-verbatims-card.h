/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people wrote to a survey: to read, to search, to tag. */

#pragma once

#include "app/crm-page.h"
#include "app/surveys/crm-results-figures.h"

G_BEGIN_DECLS

#define CRM_TYPE_VERBATIMS_CARD (crm_verbatims_card_get_type ())

G_DECLARE_FINAL_TYPE (CrmVerbatimsCard, crm_verbatims_card, CRM, VERBATIMS_CARD, AdwBin)

/* @page: borrowed: where responses are opened from and errors are said. */
GtkWidget *crm_verbatims_card_new (CrmPage *page);

/* Reads what the responses left by the filter wrote; hidden where nobody did. */
void crm_verbatims_card_set_figures (CrmVerbatimsCard *self, CrmResultsFigures *figures);

/* Puts the keyboard into the search. */
void crm_verbatims_card_search (CrmVerbatimsCard *self);

G_END_DECLS
