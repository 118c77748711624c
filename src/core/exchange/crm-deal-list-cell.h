/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a file of deals that hold a list: the moves of a deal, the people who have a part in it. */

#pragma once

#include "core/exchange/crm-column-value.h"
#include "core/exchange/crm-deal-draft.h"

G_BEGIN_DECLS

/* "2026-03-05T14:30:00+08:00 Proposal (1200.00 CNY; 2026-04-30)", a line each: what it was worth and when it was expected to close, as far
   as that was known. FALSE with an error, a sentence for a person. */
gboolean crm_deal_list_cell_read_moves (const CrmColumnStyle *style, const char *text, CrmDealDraft *draft, GError **error);

/* "Ann Li (decides)", a line each; what stands in brackets may be missing. @exact: of an own export. */
gboolean crm_deal_list_cell_read_people (gboolean exact, const char *text, CrmDealDraft *draft, GError **error);
gboolean crm_deal_list_cell_read_role (gboolean exact, const char *text, CrmDealDraftPerson *person, GError **error);

G_END_DECLS
