/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a deal, with what its stage asks for. */

#pragma once

#include "app/crm-page.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_DIALOG (crm_deal_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealDialog, crm_deal_dialog, CRM, DEAL_DIALOG, AdwDialog)

/**
 * crm_deal_dialog_new:
 *
 * Title, customer (found while typing, or made with the deal), stage, amount, dates, owner and origin; and what the chosen stage requires.
 * Emits "created" (const CrmId *id) when the deal is on disk, then it closes. What cannot be saved stays as typed, with the reason.
 *
 * Returns: (transfer floating): the dialog, to be presented.
 */
CrmDealDialog *crm_deal_dialog_new (CrmContext *context);

/* Begins with this customer. */
void crm_deal_dialog_set_customer (CrmDealDialog *self, const CrmId *customer, const char *name);

/* Begins with this pipeline, or with this stage of whichever. */
void crm_deal_dialog_set_pipeline (CrmDealDialog *self, const CrmId *pipeline);
void crm_deal_dialog_set_stage (CrmDealDialog *self, const CrmId *stage);

/* Presents it over @page, which says what was made and offers to open it. */
void crm_deal_dialog_present (CrmDealDialog *self, CrmPage *page);

G_END_DECLS
