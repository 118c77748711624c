/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for what a stage requires before a deal comes to it. */

#pragma once

#include "app/crm-page.h"
#include "core/record/crm-edit.h"

G_BEGIN_DECLS

#define CRM_TYPE_DEAL_MOVE_DIALOG (crm_deal_move_dialog_get_type ())

G_DECLARE_FINAL_TYPE (CrmDealMoveDialog, crm_deal_move_dialog, CRM, DEAL_MOVE_DIALOG, AdwDialog)

/**
 * crm_deal_move_dialog_present:
 * @missing: (element-type CrmField): what has to be filled in
 *
 * Shows the dialog; of a loss it asks for the reason besides, and offers the competitor and a few words. One edit moves and fills in.
 */
void crm_deal_move_dialog_present (CrmPage *page, CrmRecord *deal, CrmRecord *stage, GPtrArray *missing);

/* The edit that moves a deal, and @change (out), to which more may be added. */
CrmEdit *crm_deal_move_new_edit (const CrmRecord *deal, const CrmRecord *stage, CrmChange **change);

/* What to say when it is done. */
char *crm_deal_move_dup_toast (const CrmRecord *deal, const CrmRecord *stage);

G_END_DECLS
