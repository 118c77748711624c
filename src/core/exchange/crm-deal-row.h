/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a row of a file of deals. */

#pragma once

#include "core/exchange/crm-deal-draft.h"

G_BEGIN_DECLS

/* How the columns of one file are read. One thread. */
typedef struct _CrmDealRowReader CrmDealRowReader;

CrmDealRowReader *crm_deal_row_reader_new (const CrmImportSource *source, const CrmImportSettings *settings);
void crm_deal_row_reader_free (CrmDealRowReader *self);

/* Whether the file is an own export, whose texts are taken as they are. */
gboolean crm_deal_row_reader_is_exact (const CrmDealRowReader *self);

/**
 * crm_deal_row_reader_read:
 * @column: (out): 0-based column of a fault, or -1 for the row as a whole
 * @error: why the row is refused: a sentence for a person
 *
 * Returns: (transfer full): a draft of this row alone, or %NULL with an error.
 */
CrmDealDraft *crm_deal_row_reader_read (CrmDealRowReader *self, const CrmTableRow *row, int *column, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDealRowReader, crm_deal_row_reader_free)

G_END_DECLS
