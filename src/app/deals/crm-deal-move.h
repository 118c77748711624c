/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings a deal to a stage, and asks for what the stage requires. */

#pragma once

#include "app/crm-page.h"
#include "core/record/crm-record.h"

G_BEGIN_DECLS

/**
 * crm_deal_move_begin:
 * @page: what it is done on
 * @deal: as it is
 * @stage: where it goes, of whichever pipeline
 *
 * Moves at once where nothing is missing, and offers Undo. What the stage requires and the deal lacks is asked for first; of a loss always
 * the reason.
 */
void crm_deal_move_begin (CrmPage *page, CrmRecord *deal, CrmRecord *stage);

G_END_DECLS
